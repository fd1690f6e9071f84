/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An intent's last error outlives the process in its row, so it is written in words that a later version reads. */
#include "pl-intent-error.h"

#include <gio/gio.h>

#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "store/pl-store-error.h"

static const char *const payroc_codes[] = {
  [PAYROC_ERROR_INVALID] = "invalid",
  [PAYROC_ERROR_KEY_REFUSED] = "key-refused",
  [PAYROC_ERROR_FORBIDDEN] = "forbidden",
  [PAYROC_ERROR_CAPABILITY_MISSING] = "capability-missing",
  [PAYROC_ERROR_NOT_FOUND] = "not-found",
  [PAYROC_ERROR_KEY_IN_USE] = "key-in-use",
  [PAYROC_ERROR_CONFLICT] = "conflict",
  [PAYROC_ERROR_NOT_CHANGEABLE] = "not-changeable",
  [PAYROC_ERROR_REFUSED] = "refused",
  [PAYROC_ERROR_BUSY] = "busy",
  [PAYROC_ERROR_UNREACHABLE] = "unreachable",
  [PAYROC_ERROR_INSECURE] = "insecure",
  [PAYROC_ERROR_BAD_REPLY] = "bad-reply",
};

static const char *const intent_codes[] = {
  [PL_INTENT_ERROR_DECISION] = "decision",
  [PL_INTENT_ERROR_PREDECESSOR] = "predecessor",
  [PL_INTENT_ERROR_NOT_CHANGED] = "not-changed",
  [PL_INTENT_ERROR_IN_FLIGHT] = "in-flight",
  [PL_INTENT_ERROR_FINISHED] = "finished",
  [PL_INTENT_ERROR_CHANGED] = "changed",
  [PL_INTENT_ERROR_DIFFERENT] = "different",
  [PL_INTENT_ERROR_UNSAFE] = "unsafe",
  [PL_INTENT_ERROR_OUTDATED] = "outdated",
  [PL_INTENT_ERROR_ELSEWHERE] = "elsewhere",
  [PL_INTENT_ERROR_STILL_ON] = "still-on",
  [PL_INTENT_ERROR_OVER] = "over",
};

static const char *const store_codes[] = {
  [PL_STORE_ERROR_FAILED] = "failed",
  [PL_STORE_ERROR_DISK_FULL] = "disk-full",
  [PL_STORE_ERROR_READ_ONLY] = "read-only",
  [PL_STORE_ERROR_DAMAGED] = "damaged",
  [PL_STORE_ERROR_TOO_NEW] = "too-new",
  [PL_STORE_ERROR_BUSY] = "busy",
  [PL_STORE_ERROR_DUPLICATE] = "duplicate",
  [PL_STORE_ERROR_NOT_FOUND] = "not-found",
  [PL_STORE_ERROR_KEYRING_LOCKED] = "keyring-locked",
  [PL_STORE_ERROR_KEYRING_UNREACHABLE] = "keyring-unreachable",
};

static const char *const field_reasons[] = {
  [PAYROC_FIELD_REASON_SERVER] = "server",
  [PAYROC_FIELD_REASON_REQUIRED] = "required",
  [PAYROC_FIELD_REASON_TOO_SHORT] = "too-short",
  [PAYROC_FIELD_REASON_TOO_LONG] = "too-long",
  [PAYROC_FIELD_REASON_TOO_SMALL] = "too-small",
  [PAYROC_FIELD_REASON_TOO_LARGE] = "too-large",
  [PAYROC_FIELD_REASON_TOO_PRECISE] = "too-precise",
  [PAYROC_FIELD_REASON_MALFORMED] = "malformed",
  [PAYROC_FIELD_REASON_UNKNOWN_VALUE] = "unknown-value",
  [PAYROC_FIELD_REASON_DUPLICATE] = "duplicate",
  [PAYROC_FIELD_REASON_IN_PAST] = "in-past",
  [PAYROC_FIELD_REASON_NOT_ALLOWED] = "not-allowed",
  [PAYROC_FIELD_REASON_MIXED_LETTERS] = "mixed-letters",
  [PAYROC_FIELD_REASON_OTHER_ADDRESS] = "other-address",
};

typedef struct
{
  const char        *name;
  const char *const *codes;
  guint              n_codes;
} Vocabulary;

static const Vocabulary vocabularies[] = {
  { "payroc", payroc_codes, G_N_ELEMENTS (payroc_codes) },
  { "intent", intent_codes, G_N_ELEMENTS (intent_codes) },
  { "store", store_codes, G_N_ELEMENTS (store_codes) },
};

G_DEFINE_QUARK (pl-intent-error-quark, pl_intent_error)

static GQuark
get_domain (const Vocabulary *vocabulary)
{
  if (vocabulary->codes == payroc_codes)
    return PAYROC_ERROR;
  if (vocabulary->codes == intent_codes)
    return PL_INTENT_ERROR;

  return PL_STORE_ERROR;
}

static int
find_word (const char *const *words,
           guint              n_words,
           const char        *word)
{
  for (guint i = 0; i < n_words; i++)
    {
      if (g_strcmp0 (words[i], word) == 0)
        return (int) i;
    }

  return -1;
}

static void
add_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static void
add_fields (JsonObject *object,
            GPtrArray  *fields)
{
  g_autoptr (JsonArray) array = json_array_new ();

  if (fields == NULL || fields->len == 0)
    return;

  for (guint i = 0; i < fields->len; i++)
    {
      const PayrocFieldError *field = g_ptr_array_index (fields, i);
      JsonObject *member = json_object_new ();

      add_string (member, "parameter", field->parameter);
      add_string (member, "reason", field_reasons[field->reason]);
      json_object_set_int_member (member, "limit", field->limit);
      add_string (member, "message", field->message);
      json_array_add_object_element (array, member);
    }

  json_object_set_array_member (object, "fields", g_steal_pointer (&array));
}

static PayrocFieldError *
read_field (JsonNode *node)
{
  const char *parameter = NULL;
  const char *reason = NULL;
  const char *message = NULL;
  gint64 limit = 0;
  int index;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  if (!payroc_json_get_string (json_node_get_object (node), "parameter", TRUE, &parameter, NULL)
      || !payroc_json_get_string (json_node_get_object (node), "reason", FALSE, &reason, NULL)
      || !payroc_json_get_int (json_node_get_object (node), "limit", FALSE, &limit, NULL)
      || !payroc_json_get_string (json_node_get_object (node), "message", FALSE, &message, NULL))
    return NULL;

  index = find_word (field_reasons, G_N_ELEMENTS (field_reasons), reason);

  return payroc_field_error_new (parameter, index < 0 ? PAYROC_FIELD_REASON_SERVER : (PayrocFieldReason) index, limit,
                                 message);
}

static GPtrArray *
read_fields (JsonObject *object)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  JsonArray *array = NULL;

  if (!payroc_json_get_array (object, "fields", FALSE, &array, NULL) || array == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      PayrocFieldError *field = read_field (json_array_get_element (array, i));

      if (field != NULL)
        g_ptr_array_add (fields, field);
    }

  return g_steal_pointer (&fields);
}

/**
 * pl_intent_error_to_json:
 * @error: (nullable): why an attempt failed
 *
 * Writes an error as a row keeps it: words instead of numbers, so that enumerations may grow.
 *
 * Returns: (transfer full) (nullable): a JSON object, or %NULL without an error
 */
char *
pl_intent_error_to_json (const GError *error)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (error == NULL)
    return NULL;

  object = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (vocabularies); i++)
    {
      if (error->domain != get_domain (&vocabularies[i])
          || error->code < 0 || (guint) error->code >= vocabularies[i].n_codes)
        continue;

      json_object_set_string_member (object, "domain", vocabularies[i].name);
      json_object_set_string_member (object, "code", vocabularies[i].codes[error->code]);
    }
  add_string (object, "message", error->message);
  if (payroc_error_get_status (error) != 0)
    json_object_set_int_member (object, "status", payroc_error_get_status (error));
  add_string (object, "type", payroc_error_get_type_name (error));
  add_string (object, "detail", payroc_error_get_detail (error));
  if (payroc_error_outcome_unknown (error))
    json_object_set_boolean_member (object, "outcomeUnknown", TRUE);
  add_fields (object, payroc_error_get_fields (error));

  node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

/**
 * pl_intent_error_from_json:
 * @json: (nullable): what pl_intent_error_to_json() wrote, perhaps another version's
 *
 * Never fails: what cannot be read becomes %G_IO_ERROR_FAILED, because that there was an error is the main thing.
 *
 * Returns: (transfer full) (nullable): the error, or %NULL for %NULL
 */
GError *
pl_intent_error_from_json (const char *json)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  JsonObject *object;
  const char *domain = NULL;
  const char *code = NULL;
  const char *message = NULL;
  const char *type = NULL;
  const char *detail = NULL;
  gint64 status = 0;
  gboolean unknown = FALSE;

  if (json == NULL)
    return NULL;

  bytes = g_bytes_new_static (json, strlen (json));
  node = payroc_json_parse (bytes, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, json);

  object = json_node_get_object (node);
  payroc_json_get_string (object, "domain", FALSE, &domain, NULL);
  payroc_json_get_string (object, "code", FALSE, &code, NULL);
  payroc_json_get_string (object, "message", FALSE, &message, NULL);
  payroc_json_get_string (object, "type", FALSE, &type, NULL);
  payroc_json_get_string (object, "detail", FALSE, &detail, NULL);
  payroc_json_get_int (object, "status", FALSE, &status, NULL);
  payroc_json_get_boolean (object, "outcomeUnknown", FALSE, &unknown, NULL);
  fields = read_fields (object);

  for (guint i = 0; i < G_N_ELEMENTS (vocabularies); i++)
    {
      int index;
      GError *error;

      if (g_strcmp0 (domain, vocabularies[i].name) != 0)
        continue;

      index = find_word (vocabularies[i].codes, vocabularies[i].n_codes, code);
      if (index < 0)
        continue;

      if (get_domain (&vocabularies[i]) != PAYROC_ERROR)
        return g_error_new_literal (get_domain (&vocabularies[i]), index, message != NULL ? message : code);

      error = payroc_error_new_fields ((PayrocErrorCode) index, fields, "%s", message != NULL ? message : code);
      payroc_error_set_http (error, (guint) CLAMP (status, 0, 999), type, detail);
      payroc_error_set_outcome_unknown (error, unknown);

      return error;
    }

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, message != NULL ? message : json);
}
