/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door through which every document from outside comes in. */

#include "payroc-json.h"

#include <string.h>

#include "payroc-error.h"
#include "payroc-json-scan.h"
#include "payroc-text.h"

#define TIME_MAX 64

static gboolean
refuse (GError     **error,
        const char  *name,
        const char  *problem)
{
  g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "Member “%s” %s", name, problem);

  return FALSE;
}

/* The value of a member that is there and not null. FALSE when it is required and is not. */
static gboolean
find (JsonObject  *object,
      const char  *name,
      gboolean     required,
      JsonNode   **node,
      GError     **error)
{
  *node = json_object_get_member (object, name);
  if (*node != NULL && JSON_NODE_HOLDS_NULL (*node))
    *node = NULL;

  if (*node == NULL && required)
    return refuse (error, name, "is missing");

  return TRUE;
}

static gboolean
find_value (JsonObject  *object,
            const char  *name,
            gboolean     required,
            GType        type,
            JsonNode   **node,
            GError     **error)
{
  if (!find (object, name, required, node, error))
    return FALSE;

  if (*node != NULL && (!JSON_NODE_HOLDS_VALUE (*node) || json_node_get_value_type (*node) != type))
    return refuse (error, name, "is of the wrong type");

  return TRUE;
}

static gsize
count_members (JsonNode *node)
{
  gsize n_members = 0;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *value = NULL;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &value))
        n_members += 1 + count_members (value);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        n_members += count_members (json_array_get_element (array, i));
    }

  return n_members;
}

/**
 * payroc_json_parse:
 * @bytes: a whole document
 * @error: return location for a #GError
 *
 * Parses a reply, trusting nothing: at most %PAYROC_JSON_BYTES_MAX bytes, %PAYROC_JSON_DEPTH_MAX levels, valid UTF-8
 * (a byte order mark in front is skipped), strict RFC 8259, integers that fit 64 bits, no NUL, and no member named
 * twice (of two amounts in one charge neither may be believed).
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY. The message never quotes the document.
 *
 * Returns: (transfer full): the immutable document, or %NULL with @error set
 */
JsonNode *
payroc_json_parse (GBytes  *bytes,
                   GError **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(JsonNode) root = NULL;
  const char *problem = NULL;
  const char *data = NULL;
  gsize n_members = 0;
  gsize length = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }

  if (length == 0)
    problem = "empty";
  else if (length > PAYROC_JSON_BYTES_MAX)
    problem = "too large";
  else
    payroc_json_scan (data, length, &n_members, &problem);

  if (problem != NULL)
    {
      g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "This is not a usable JSON document: %s", problem);
      return NULL;
    }

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, data, (gssize) length, NULL))
    {
      g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "This is not a usable JSON document");
      return NULL;
    }

  root = json_parser_steal_root (parser);
  if (root == NULL || count_members (root) != n_members)
    {
      g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "A member is named twice in a JSON document");
      return NULL;
    }

  return g_steal_pointer (&root);
}

/* json-glib's generator lets one control character through as it is, which no reader of JSON takes back. Outside of
 * strings there is none. */
static char *
escape_unit_separators (char *text) /* (transfer full) */
{
  g_autofree char *plain = text;
  GString *escaped = NULL;

  if (strchr (plain, '\x1f') == NULL)
    return g_steal_pointer (&plain);

  escaped = g_string_new (plain);
  g_string_replace (escaped, "\x1f", "\\u001f", 0);

  return g_string_free (escaped, FALSE);
}

/**
 * payroc_json_to_text:
 * @node: a document
 *
 * A document as it is kept and sent: compact, UTF-8, members in the order they were added. What payroc_json_parse()
 * gave, it reads again.
 *
 * Returns: (transfer full): the text
 */
char *
payroc_json_to_text (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return escape_unit_separators (json_to_string (node, FALSE));
}

/**
 * payroc_json_to_bytes:
 * @node: a document
 *
 * The exact bytes of a request, as payroc_json_to_text(). The same tree always gives the same bytes, which is what the
 * outbox stores and Payroc's idempotency compares.
 *
 * Returns: (transfer full): the bytes, without a terminating NUL
 */
GBytes *
payroc_json_to_bytes (JsonNode *node)
{
  char *text = payroc_json_to_text (node);

  g_return_val_if_fail (text != NULL, NULL);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * payroc_json_as_object:
 * @node: (nullable): a document or an element
 * @error: return location for a #GError
 *
 * Returns: (transfer none): its object, or %NULL with %PAYROC_ERROR_BAD_REPLY
 */
JsonObject *
payroc_json_as_object (JsonNode  *node,
                       GError   **error)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "A JSON object was expected");

  return NULL;
}

/**
 * payroc_json_get_string:
 * @object: where to look
 * @name: the member
 * @required: whether its absence is an error
 * @value: (out) (transfer none) (nullable): the string, exactly as it came: payroc_json_dup_text() is for showing
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY when the member is no string
 */
gboolean
payroc_json_get_string (JsonObject  *object,
                        const char  *name,
                        gboolean     required,
                        const char **value,
                        GError     **error)
{
  JsonNode *node = NULL;

  *value = NULL;
  if (!find_value (object, name, required, G_TYPE_STRING, &node, error))
    return FALSE;

  if (node != NULL)
    *value = json_node_get_string (node);

  return TRUE;
}

/**
 * payroc_json_dup_text:
 * @object: where to look
 * @name: the member, which may be absent
 * @max_chars: the most characters to keep
 * @value: (out) (transfer full) (nullable): a copy that may be shown in a window or on a terminal
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY when the member is no string
 */
gboolean
payroc_json_dup_text (JsonObject  *object,
                      const char  *name,
                      gsize        max_chars,
                      char       **value,
                      GError     **error)
{
  const char *text = NULL;

  *value = NULL;
  if (!payroc_json_get_string (object, name, FALSE, &text, error))
    return FALSE;

  *value = payroc_text_clean (text, max_chars);

  return TRUE;
}

/**
 * payroc_json_dup_id:
 * @object: where to look
 * @name: the member, which must be there
 * @value: (out) (transfer full): a copy
 * @error: return location for a #GError
 *
 * Payroc's ids have exactly 10 letters and digits today (CONTRACT.md); up to %PAYROC_JSON_ID_MAX, and - and _, are
 * taken, should that change. An id becomes part of the path of requests: nothing that means something there is one.
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY when the member is no string, empty, too long or written otherwise
 */
gboolean
payroc_json_dup_id (JsonObject  *object,
                    const char  *name,
                    char       **value,
                    GError     **error)
{
  const char *id = NULL;
  gsize length;

  *value = NULL;
  if (!payroc_json_get_string (object, name, TRUE, &id, error))
    return FALSE;

  length = strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_");
  if (length == 0 || length > PAYROC_JSON_ID_MAX || id[length] != '\0')
    return refuse (error, name, "is no id");

  *value = g_strdup (id);

  return TRUE;
}

/**
 * payroc_json_get_int:
 * @object: where to look
 * @name: the member
 * @required: whether its absence is an error
 * @value: (out): the number, 0 when absent
 * @error: return location for a #GError
 *
 * Takes integers only: a number with a point or an exponent went through a double and is not exact.
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY when the member is no integer
 */
gboolean
payroc_json_get_int (JsonObject  *object,
                     const char  *name,
                     gboolean     required,
                     gint64      *value,
                     GError     **error)
{
  JsonNode *node = NULL;

  *value = 0;
  if (!find_value (object, name, required, G_TYPE_INT64, &node, error))
    return FALSE;

  if (node != NULL)
    *value = json_node_get_int (node);

  return TRUE;
}

/**
 * payroc_json_get_boolean:
 * @object: where to look
 * @name: the member
 * @required: whether its absence is an error
 * @value: (out): the value, %FALSE when absent
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY when the member is neither true nor false
 */
gboolean
payroc_json_get_boolean (JsonObject  *object,
                         const char  *name,
                         gboolean     required,
                         gboolean    *value,
                         GError     **error)
{
  JsonNode *node = NULL;

  *value = FALSE;
  if (!find_value (object, name, required, G_TYPE_BOOLEAN, &node, error))
    return FALSE;

  if (node != NULL)
    *value = json_node_get_boolean (node);

  return TRUE;
}

/**
 * payroc_json_get_date:
 * @object: where to look
 * @name: the member
 * @required: whether its absence is an error
 * @value: (out caller-allocates): the day; cleared when absent or ""
 * @error: return location for a #GError
 *
 * The API's dates have no time and no zone. Should a time follow all the same ("2024-07-02T00:00:00Z"), its day is
 * taken as it is written.
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY when the member is no date
 */
gboolean
payroc_json_get_date (JsonObject  *object,
                      const char  *name,
                      gboolean     required,
                      GDate       *value,
                      GError     **error)
{
  const char *text = NULL;
  char day[11] = { 0 };

  g_date_clear (value, 1);
  if (!payroc_json_get_string (object, name, required, &text, error))
    return FALSE;

  if (text == NULL || (*text == '\0' && !required))
    return TRUE;

  g_strlcpy (day, text, sizeof day);
  if (!payroc_json_parse_date (day, value) || (strlen (text) > 10 && text[10] != 'T'))
    {
      g_date_clear (value, 1);
      return refuse (error, name, "is not a date");
    }

  return TRUE;
}

/**
 * payroc_json_get_time:
 * @object: where to look
 * @name: the member
 * @required: whether its absence is an error
 * @value: (out) (transfer full) (nullable): the moment
 * @error: return location for a #GError
 *
 * ISO 8601; in UTC where it names no zone.
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY when the member is no moment
 */
gboolean
payroc_json_get_time (JsonObject  *object,
                      const char  *name,
                      gboolean     required,
                      GDateTime  **value,
                      GError     **error)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  const char *text = NULL;

  *value = NULL;
  if (!payroc_json_get_string (object, name, required, &text, error))
    return FALSE;

  if (text == NULL || (*text == '\0' && !required))
    return TRUE;

  if (strlen (text) <= TIME_MAX)
    *value = g_date_time_new_from_iso8601 (text, utc);

  return *value != NULL || refuse (error, name, "is not a time");
}

/**
 * payroc_json_get_object:
 * @object: where to look
 * @name: the member
 * @required: whether its absence is an error
 * @value: (out) (transfer none) (nullable): the object
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY when the member is no object
 */
gboolean
payroc_json_get_object (JsonObject  *object,
                        const char  *name,
                        gboolean     required,
                        JsonObject **value,
                        GError     **error)
{
  JsonNode *node = NULL;

  *value = NULL;
  if (!find (object, name, required, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, name, "is of the wrong type");

  *value = json_node_get_object (node);

  return TRUE;
}

/**
 * payroc_json_get_array:
 * @object: where to look
 * @name: the member
 * @required: whether its absence is an error
 * @value: (out) (transfer none) (nullable): the array
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %PAYROC_ERROR_BAD_REPLY when the member is no array
 */
gboolean
payroc_json_get_array (JsonObject  *object,
                       const char  *name,
                       gboolean     required,
                       JsonArray  **value,
                       GError     **error)
{
  JsonNode *node = NULL;

  *value = NULL;
  if (!find (object, name, required, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, name, "is of the wrong type");

  *value = json_node_get_array (node);

  return TRUE;
}

/**
 * payroc_json_parse_date:
 * @text: (nullable): "2026-01-31"
 * @date: (out caller-allocates): the day; untouched on failure
 *
 * Returns: whether @text is a day of the calendar in exactly this form
 */
gboolean
payroc_json_parse_date (const char *text,
                        GDate      *date)
{
  guint parts[3] = { 0 };
  guint part = 0;

  if (text == NULL || strlen (text) != 10)
    return FALSE;

  for (guint i = 0; i < 10; i++)
    {
      if (i == 4 || i == 7)
        {
          if (text[i] != '-')
            return FALSE;
          part++;
        }
      else if (!g_ascii_isdigit (text[i]))
        {
          return FALSE;
        }
      else
        {
          parts[part] = parts[part] * 10 + (guint) (text[i] - '0');
        }
    }

  if (!g_date_valid_dmy ((GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]))
    return FALSE;

  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]);

  return TRUE;
}

/**
 * payroc_json_format_date:
 * @date: a valid day
 *
 * Returns: (transfer full): "2026-01-31"
 */
char *
payroc_json_format_date (const GDate *date)
{
  g_return_val_if_fail (date != NULL && g_date_valid (date), NULL);

  return g_strdup_printf ("%04u-%02u-%02u",
                          g_date_get_year (date), (guint) g_date_get_month (date), (guint) g_date_get_day (date));
}
