/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every gate a request passes, in order: route, token, Accept, key, Content-Type, size, JSON; then the operation. */
#include "practice-api.h"

#include <string.h>

#include "payroc/payroc-json.h"
#include "practice-answers.h"
#include "practice-link-api.h"
#include "practice-payment-api.h"
#include "practice/practice-json.h"

static PracticeReply *authorize (PracticeCall *call);

static const PracticeRoute routes[] = {
  { "authorize", "POST", "authorize", FALSE, FALSE, authorize },
  { "createLink", "POST", "v1/processing-terminals/*/payment-links", TRUE, TRUE, practice_link_api_create },
  { "listLinks", "GET", "v1/processing-terminals/*/payment-links", FALSE, FALSE, practice_link_api_list },
  { "retrieveLink", "GET", "v1/payment-links/*", FALSE, FALSE, practice_link_api_retrieve },
  { "editLink", "PATCH", "v1/payment-links/*", TRUE, TRUE, practice_link_api_edit },
  { "deactivateLink", "POST", "v1/payment-links/*/deactivate", FALSE, TRUE, practice_link_api_deactivate },
  { "shareLink", "POST", "v1/payment-links/*/sharing-events", TRUE, TRUE, practice_link_api_share },
  { "listSharingEvents", "GET", "v1/payment-links/*/sharing-events", FALSE, FALSE, practice_link_api_list_shares },
  { "listPayments", "GET", "v1/payments", FALSE, FALSE, practice_payment_api_list_cards },
  { "listBankPayments", "GET", "v1/bank-transfer-payments", FALSE, FALSE, practice_payment_api_list_banks },
  { "retrieveTerminal", "GET", "v1/processing-terminals/*", FALSE, FALSE, practice_payment_api_retrieve_terminal },
};

/* id: set to the segment that * stands for. */
static gboolean
matches (const PracticeRoute  *route,
         PracticeRequest      *request,
         const char          **id)
{
  g_auto (GStrv) parts = g_strsplit (route->path, "/", -1);
  guint n_parts = g_strv_length (parts);

  if (request->segments == NULL || g_strv_length (request->segments) != n_parts)
    return FALSE;

  for (guint i = 0; i < n_parts; i++)
    {
      if (g_str_equal (parts[i], "*"))
        *id = request->segments[i];
      else if (!g_str_equal (parts[i], request->segments[i]))
        return FALSE;
    }

  return TRUE;
}

const PracticeRoute *
practice_api_find_route (PracticeRequest *request)
{
  const PracticeRoute *other_method = NULL;
  const char *id = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!matches (&routes[i], request, &id))
        continue;
      if (g_str_equal (routes[i].method, request->method))
        return &routes[i];
      other_method = &routes[i];
    }

  return other_method;
}

const char *
practice_api_get_name (const PracticeRoute *route)
{
  return route != NULL ? route->name : "unknown";
}

gboolean
practice_api_is_operation (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (g_str_equal (routes[i].name, name))
        return TRUE;
    }

  return FALSE;
}

static PracticeReply *
authorize (PracticeCall *call)
{
  const char *key = practice_request_get_header (call->request, "x-api-key");
  g_autofree char *token = NULL;
  JsonObject *document;

  if (g_strcmp0 (key, call->state->options->api_key) != 0)
    return practice_problem_reply (PRACTICE_PROBLEM_NOT_AUTHORIZED, NULL);

  token = practice_tokens_issue (call->state->tokens);
  document = json_object_new ();
  json_object_set_string_member (document, "access_token", token);
  json_object_set_int_member (document, "expires_in", call->state->options->token_lifetime);
  json_object_set_string_member (document, "scope", "service_a service_b");
  json_object_set_string_member (document, "token_type", "Bearer");

  return practice_reply_new_json (200, practice_json_new_object (document));
}

static gboolean
is_authorized (PracticeState   *state,
               PracticeRequest *request)
{
  const char *authorization = practice_request_get_header (request, "Authorization");

  return authorization != NULL
         && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0
         && practice_tokens_check (state->tokens, authorization + 7);
}

/* RFC 4122, version 4, as the contract asks for. */
static gboolean
is_key (const char *key)
{
  return g_uuid_string_is_valid (key) && key[14] == '4' && strchr ("89abAB", key[19]) != NULL;
}

static PracticeReply *
check_key (PracticeRequest *request)
{
  const char *key = practice_request_get_header (request, "Idempotency-Key");

  if (key == NULL || *key == '\0')
    return practice_problem_reply (PRACTICE_PROBLEM_IDEMPOTENCY_KEY_MISSING, NULL);
  if (is_key (key))
    return NULL;

  return practice_problem_blame ("Idempotency-Key", "invalid value", "Expected a UUID v4 for Idempotency-Key");
}

static PracticeReply *
complain_about_body (const char *message)
{
  return practice_problem_blame ("body", "invalid JSON", message);
}

/* Also says what is wrong with the path and the query when they cannot be decoded. */
static PracticeReply *
check_gates (PracticeState       *state,
             PracticeRequest     *request,
             const PracticeRoute *route)
{
  PracticeReply *refusal;

  if (route == NULL)
    return practice_problem_reply (PRACTICE_PROBLEM_NOT_FOUND, NULL);

  if (!g_str_equal (route->method, request->method))
    {
      refusal = practice_problem_reply (PRACTICE_PROBLEM_METHOD_NOT_ALLOWED, NULL);
      practice_reply_set_header (refusal, "Allow", route->method);
      return refusal;
    }

  if (route->run != authorize && !is_authorized (state, request))
    {
      refusal = practice_problem_reply (PRACTICE_PROBLEM_NOT_AUTHORIZED, NULL);
      practice_reply_set_header (refusal, "WWW-Authenticate", "Bearer");
      return refusal;
    }

  if (!practice_request_takes_json (request))
    return practice_problem_reply (PRACTICE_PROBLEM_NOT_ACCEPTABLE, NULL);

  if (route->needs_key)
    {
      refusal = check_key (request);
      if (refusal != NULL)
        return refusal;
      if (!practice_request_is_json (request))
        return practice_problem_reply (PRACTICE_PROBLEM_UNSUPPORTED_MEDIA_TYPE, NULL);
    }

  if (request->too_large)
    return practice_problem_reply (PRACTICE_PROBLEM_PAYLOAD_TOO_LARGE, NULL);

  if (request->pairs == NULL)
    return practice_problem_blame ("query", "invalid encoding", "The query cannot be decoded");

  return NULL;
}

static PracticeReply *
run_operation (PracticeCall        *call,
               const PracticeRoute *route)
{
  if (route->needs_key)
    {
      g_autoptr (GError) error = NULL;

      call->body = payroc_json_parse (call->request->body, &error);
      if (call->body == NULL)
        return complain_about_body (error->message);
    }

  return route->run (call);
}

PracticeReply *
practice_api_check_terminal (PracticeState *state,
                             const char    *terminal,
                             const char    *path)
{
  const PracticeOptions *options = state->options;
  const GStrv mine[] = { options->terminals, options->hidden_terminals, options->plain_terminals };
  g_autofree char *instance = g_strconcat (state->base_url, path, NULL);
  glong length = g_utf8_strlen (terminal, -1);

  if (length < 4 || length > 50)
    return practice_problem_blame ("processingTerminalId", "invalid length",
                                   "Expected 4 to 50 characters for processingTerminalId");

  if (options->foreign_terminals != NULL
      && g_strv_contains ((const char *const *) options->foreign_terminals, terminal))
    return practice_problem_reply_about (PRACTICE_PROBLEM_FORBIDDEN, NULL, instance, "processingTerminal");

  for (gsize i = 0; i < G_N_ELEMENTS (mine); i++)
    {
      if (mine[i] != NULL && g_strv_contains ((const char *const *) mine[i], terminal))
        return NULL;
    }

  return practice_problem_reply_about (PRACTICE_PROBLEM_NOT_FOUND, NULL, NULL, "processingTerminal");
}

PracticeReply *
practice_api_run (PracticeState       *state,
                  PracticeRequest     *request,
                  const PracticeRoute *route,
                  gboolean             overlook,
                  gboolean            *replayed)
{
  PracticeCall call = { state, request, NULL, NULL, overlook };
  g_autoptr (PracticeReply) reply = check_gates (state, request, route);

  *replayed = FALSE;
  if (reply != NULL)
    return g_steal_pointer (&reply);

  matches (route, request, &call.id);
  if (!route->writes)
    return run_operation (&call, route);

  practice_database_begin (state->database);
  if (route->needs_key)
    {
      reply = practice_answers_find (state, request);
      *replayed = reply != NULL;
    }
  if (reply == NULL)
    {
      reply = run_operation (&call, route);
      if (route->needs_key && reply->status < 500)
        practice_answers_keep (state, request, reply);
    }
  g_clear_pointer (&call.body, json_node_unref);

  if (!practice_database_commit (state->database))
    return practice_problem_reply (PRACTICE_PROBLEM_API_ERROR, NULL);

  return g_steal_pointer (&reply);
}
