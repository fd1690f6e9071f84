/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc names the kind of a refusal in `type`; the number alone is shared by several, and a proxy knows only
 * numbers. */

#include "payroc-problem.h"

#include <string.h>

#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "payroc/payroc-text.h"

#define FIELDS_MAX    50
#define PARAMETER_MAX 128
#define MESSAGE_MAX   512

/* Every type of the contract (behaviour 6). settles: an answer of this type says that the work was not done, also
 * after an attempt that was lost. The others were given before the request was looked at, or may be about its own
 * lost predecessor. */
static const struct
{
  const char     *type;
  PayrocErrorCode code;
  gboolean        settles;
} known_types[] = {
  { "bad-request", PAYROC_ERROR_INVALID, TRUE },
  { "idempotency-key-missing", PAYROC_ERROR_INVALID, TRUE },
  { "capabilities-missing", PAYROC_ERROR_CAPABILITY_MISSING, TRUE },
  { "not-authorized", PAYROC_ERROR_KEY_REFUSED, FALSE },
  { "forbidden", PAYROC_ERROR_FORBIDDEN, FALSE },
  { "not-found", PAYROC_ERROR_NOT_FOUND, TRUE },
  { "not-acceptable", PAYROC_ERROR_REFUSED, TRUE },
  { "idempotency-key-in-use", PAYROC_ERROR_KEY_IN_USE, FALSE },
  { "resource-already-exists", PAYROC_ERROR_CONFLICT, FALSE },
  { "attribute-conflict", PAYROC_ERROR_CONFLICT, FALSE },
  { "cannot-be-modified", PAYROC_ERROR_NOT_CHANGEABLE, FALSE },
  { "payload-too-large", PAYROC_ERROR_REFUSED, TRUE },
  { "unsupported-media-type", PAYROC_ERROR_REFUSED, TRUE },
  { "api-error", PAYROC_ERROR_BUSY, FALSE },
};

static PayrocErrorCode
code_from_status (guint status)
{
  switch (status)
    {
    case 400:
    case 422:
      return PAYROC_ERROR_INVALID;
    case 401:
      return PAYROC_ERROR_KEY_REFUSED;
    case 403:
      return PAYROC_ERROR_FORBIDDEN;
    case 404:
      return PAYROC_ERROR_NOT_FOUND;
    case 408:
    case 425:
    case 429:
      return PAYROC_ERROR_BUSY;
    case 409:
      return PAYROC_ERROR_CONFLICT;
    default:
      break;
    }

  if (status >= 500)
    return PAYROC_ERROR_BUSY;

  return status >= 400 ? PAYROC_ERROR_REFUSED : PAYROC_ERROR_BAD_REPLY;
}

/* "https://docs.payroc.com/api/errors#bad-request" → "bad-request" */
static const char *
get_fragment (const char *type)
{
  const char *hash = type != NULL ? strrchr (type, '#') : NULL;

  return hash != NULL ? hash + 1 : NULL;
}

static int
find_known_type (const char *fragment)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (known_types); i++)
    if (g_strcmp0 (fragment, known_types[i].type) == 0)
      return i;

  return -1;
}

/* A member that is not text is as good as none: the refusal itself must not get lost over it. */
static const char *
peek_string (JsonObject *object,
             const char *name)
{
  const char *value = NULL;

  return payroc_json_get_string (object, name, FALSE, &value, NULL) ? value : NULL;
}

static GPtrArray *
collect_fields (JsonObject *problem)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  JsonArray *entries = NULL;
  guint n_entries;
  guint i;

  if (!payroc_json_get_array (problem, "errors", FALSE, &entries, NULL) || entries == NULL)
    return NULL;

  n_entries = MIN (json_array_get_length (entries), FIELDS_MAX);
  for (i = 0; i < n_entries; i++)
    {
      JsonObject *entry = payroc_json_as_object (json_array_get_element (entries, i), NULL);
      g_autofree char *parameter = NULL;
      g_autofree char *message = NULL;

      if (entry == NULL)
        continue;

      parameter = payroc_text_clean (peek_string (entry, "parameter"), PARAMETER_MAX);
      message = payroc_text_clean (peek_string (entry, "message"), MESSAGE_MAX);
      if (payroc_text_is_blank (message))
        {
          g_free (message);
          message = payroc_text_clean (peek_string (entry, "detail"), MESSAGE_MAX);
        }

      g_ptr_array_add (fields, payroc_field_error_new (parameter != NULL ? parameter : "",
                                                       PAYROC_FIELD_REASON_SERVER, 0, message));
    }

  return g_steal_pointer (&fields);
}

static JsonNode *
parse_problem (const PayrocReply *reply)
{
  g_autoptr(JsonNode) document = payroc_json_parse (reply->body, NULL);

  if (document == NULL || payroc_json_as_object (document, NULL) == NULL)
    return NULL;

  return g_steal_pointer (&document);
}

/**
 * payroc_problem_to_error:
 * @reply: an answer that is no success
 *
 * Decides by the document's `type` (the contract, behaviour 6), else by the number, so that the HTML of a proxy, an
 * empty body or nonsense still end in the right code. Each entry of `errors[]` becomes a field error with
 * %PAYROC_FIELD_REASON_SERVER; at most 50, all texts bounded and cleaned.
 *
 * A reply that leaves the outcome open stays so, unless its type says that nothing was done.
 *
 * Returns: (transfer full): a %PAYROC_ERROR, whose message has only the number and the type in it
 */
GError *
payroc_problem_to_error (const PayrocReply *reply)
{
  g_autoptr(JsonNode) document = parse_problem (reply);
  JsonObject *problem = document != NULL ? json_node_get_object (document) : NULL;
  const char *fragment = problem != NULL ? get_fragment (peek_string (problem, "type")) : NULL;
  const char *detail = NULL;
  g_autoptr(GPtrArray) fields = problem != NULL ? collect_fields (problem) : NULL;
  PayrocErrorCode code = code_from_status (reply->status);
  gboolean settled = FALSE;
  int known = find_known_type (fragment);
  GError *error;

  if (known >= 0)
    {
      code = known_types[known].code;
      settled = known_types[known].settles && reply->status >= 400 && reply->status < 500 && reply->status != 408;
    }

  if (problem != NULL)
    {
      detail = peek_string (problem, "detail");
      if (detail == NULL)
        detail = peek_string (problem, "title");
    }

  error = payroc_error_new_fields (code, fields, "The service answered %u%s%s", reply->status,
                                   known >= 0 ? " " : "", known >= 0 ? fragment : "");
  payroc_error_set_http (error, reply->status, fragment, detail);
  payroc_error_set_outcome_unknown (error, reply->outcome_unknown && !settled);
  payroc_error_set_retry_after (error, reply->retry_after);

  return error;
}
