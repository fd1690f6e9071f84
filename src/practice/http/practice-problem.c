/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of every refusal the contract knows, so that status, type and title always agree. */
#include "practice-problem.h"

#include "practice/practice-json.h"

#define TYPE_BASE "https://docs.payroc.com/api/errors#"

typedef struct
{
  guint       status;
  const char *fragment;
  const char *title;
  const char *detail;
} ProblemInfo;

static const ProblemInfo problems[] = {
  [PRACTICE_PROBLEM_BAD_REQUEST]
    = { 400, "bad-request", "Bad request", "The request has errors, listed in errors" },
  [PRACTICE_PROBLEM_IDEMPOTENCY_KEY_MISSING]
    = { 400, "idempotency-key-missing", "Idempotency-Key header missing", "This request needs an Idempotency-Key" },
  [PRACTICE_PROBLEM_CAPABILITIES_MISSING]
    = { 400, "capabilities-missing", "Capabilities missing", "Payment links are not switched on for this terminal" },
  [PRACTICE_PROBLEM_NOT_AUTHORIZED]
    = { 401, "not-authorized", "Not authorized", "The API key or the token is missing, wrong or expired" },
  [PRACTICE_PROBLEM_FORBIDDEN]
    = { 403, "forbidden", "Forbidden", "This account may not do that" },
  [PRACTICE_PROBLEM_NOT_FOUND]
    = { 404, "not-found", "Not found", "There is no such resource" },
  [PRACTICE_PROBLEM_METHOD_NOT_ALLOWED]
    = { 405, "method-not-allowed", "Method not allowed", "The resource does not take this method" },
  [PRACTICE_PROBLEM_NOT_ACCEPTABLE]
    = { 406, "not-acceptable", "Not acceptable", "The reply is application/json, which Accept rules out" },
  [PRACTICE_PROBLEM_IDEMPOTENCY_KEY_IN_USE]
    = { 409, "idempotency-key-in-use", "Idempotency-Key in use", "The key was used for another address or body" },
  [PRACTICE_PROBLEM_RESOURCE_ALREADY_EXISTS]
    = { 409, "resource-already-exists", "Resource already exists", "There is such a resource already" },
  [PRACTICE_PROBLEM_ATTRIBUTE_CONFLICT]
    = { 409, "attribute-conflict", "Attribute conflict", "The resource is not as the request expects it" },
  [PRACTICE_PROBLEM_CANNOT_BE_MODIFIED]
    = { 409, "cannot-be-modified", "Cannot be modified", "In its present state the resource takes no changes" },
  [PRACTICE_PROBLEM_PAYLOAD_TOO_LARGE]
    = { 413, "payload-too-large", "Payload too large", "The body is larger than this server takes" },
  [PRACTICE_PROBLEM_UNSUPPORTED_MEDIA_TYPE]
    = { 415, "unsupported-media-type", "Unsupported media type", "The body must be application/json" },
  [PRACTICE_PROBLEM_API_ERROR]
    = { 500, "api-error", "API error", "The request could not be handled" },
};

static PracticeReply *
build_reply (guint       status,
             const char *fragment,
             const char *title,
             const char *detail,
             const char *instance,
             const char *resource,
             JsonArray  *errors)
{
  JsonObject *document = json_object_new ();
  PracticeReply *reply;
  g_autofree char *type = g_strconcat (TYPE_BASE, fragment, NULL);

  json_object_set_string_member (document, "type", type);
  json_object_set_string_member (document, "title", title);
  json_object_set_int_member (document, "status", status);
  json_object_set_string_member (document, "detail", detail);
  if (instance != NULL)
    json_object_set_string_member (document, "instance", instance);
  if (resource != NULL)
    json_object_set_string_member (document, "resource", resource);
  if (errors != NULL)
    json_object_set_array_member (document, "errors", json_array_ref (errors));

  reply = practice_reply_new_json (status, practice_json_new_object (document));
  g_free (reply->content_type);
  reply->content_type = g_strdup ("application/problem+json");

  return reply;
}

PracticeComplaints *
practice_complaints_new (void)
{
  PracticeComplaints *self = g_new0 (PracticeComplaints, 1);

  self->errors = json_array_new ();

  return self;
}

void
practice_complaints_free (PracticeComplaints *self)
{
  json_array_unref (self->errors);
  g_free (self);
}

gboolean
practice_complaints_is_empty (PracticeComplaints *self)
{
  return json_array_get_length (self->errors) == 0;
}

void
practice_complaints_add (PracticeComplaints *self,
                         const char         *parameter,
                         const char         *detail,
                         const char         *format,
                         ...)
{
  JsonObject *entry = json_object_new ();
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  json_object_set_string_member (entry, "parameter", parameter);
  json_object_set_string_member (entry, "detail", detail);
  json_object_set_string_member (entry, "message", message);
  json_array_add_object_element (self->errors, entry);
}

PracticeReply *
practice_problem_reply (PracticeProblem  problem,
                        const char      *detail)
{
  return practice_problem_reply_about (problem, detail, NULL, NULL);
}

PracticeReply *
practice_problem_reply_about (PracticeProblem  problem,
                              const char      *detail,
                              const char      *instance,
                              const char      *resource)
{
  const ProblemInfo *info = &problems[problem];

  return build_reply (info->status, info->fragment, info->title, detail != NULL ? detail : info->detail,
                      instance, resource, NULL);
}

PracticeReply *
practice_problem_complain (PracticeComplaints *complaints)
{
  const ProblemInfo *info = &problems[PRACTICE_PROBLEM_BAD_REQUEST];

  return build_reply (info->status, info->fragment, info->title, info->detail, NULL, NULL, complaints->errors);
}

PracticeReply *
practice_problem_blame (const char *parameter,
                        const char *detail,
                        const char *message)
{
  g_autoptr (PracticeComplaints) complaints = practice_complaints_new ();

  practice_complaints_add (complaints, parameter, detail, "%s", message);

  return practice_problem_complain (complaints);
}

PracticeReply *
practice_problem_reply_raw (guint       status,
                            const char *type,
                            const char *detail,
                            JsonArray  *errors)
{
  const ProblemInfo *info = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (problems) && info == NULL; i++)
    {
      if (type != NULL ? g_strcmp0 (problems[i].fragment, type) == 0 : problems[i].status == status)
        info = &problems[i];
    }

  if (info == NULL)
    info = &problems[PRACTICE_PROBLEM_API_ERROR];

  return build_reply (status, type != NULL ? type : info->fragment, info->title,
                      detail != NULL ? detail : info->detail, NULL, NULL, errors);
}
