/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json-glib's generator lets one control character through, U+001F, so that what it wrote cannot be read again; and it
 * takes longer for a link than storing it does. */

#include "payroc-json-write.h"

#include <string.h>

static gboolean
is_plain (char c)
{
  return (guchar) c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

static void
write_escaped (GString *text,
               char     c)
{
  static const char meanings[] = "\"\\\b\f\n\r\t";
  static const char escapes[] = "\"\\bfnrt";
  const char *meaning = strchr (meanings, c);

  if (meaning != NULL)
    {
      g_string_append_c (text, '\\');
      g_string_append_c (text, escapes[meaning - meanings]);
    }
  else
    {
      g_string_append_printf (text, "\\u%04x", (guint) c);
    }
}

/* Most strings are appended in one go. */
static void
write_string (GString    *text,
              const char *string)
{
  const char *end = string;
  gsize at = text->len;

  while (is_plain (*end))
    end++;

  g_string_set_size (text, at + 2 + (gsize) (end - string));
  text->str[at] = '"';
  memcpy (text->str + at + 1, string, (gsize) (end - string));

  if (*end == '\0')
    {
      text->str[text->len - 1] = '"';
      return;
    }

  g_string_truncate (text, text->len - 1);
  for (; *end != '\0'; end++)
    {
      if (is_plain (*end))
        g_string_append_c (text, *end);
      else
        write_escaped (text, *end);
    }
  g_string_append_c (text, '"');
}

static void
write_int (GString *text,
           gint64   number)
{
  char   digits[20];
  gsize  n = sizeof digits;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    digits[--n] = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);

  if (number < 0)
    g_string_append_c (text, '-');
  g_string_append_len (text, digits + n, (gssize) (sizeof digits - n));
}

/* With a point, so that it is read as what it was. */
static void
write_double (GString *text,
              double   number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_dtostr (digits, sizeof digits, number));
  if (strchr (digits, '.') == NULL)
    g_string_append (text, ".0");
}

static void
write_value (GString  *text,
             JsonNode *node)
{
  const GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    write_string (text, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    write_int (text, json_node_get_int (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    write_double (text, json_node_get_double (node));
}

static void
write_object (GString    *text,
              JsonObject *object)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *value = NULL;
  char before = '{';

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_string_append_c (text, before);
      write_string (text, name);
      g_string_append_c (text, ':');
      payroc_json_write (text, value);
      before = ',';
    }
  g_string_append (text, before == '{' ? "{}" : "}");
}

static void
write_array (GString   *text,
             JsonArray *array)
{
  const guint length = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      payroc_json_write (text, json_array_get_element (array, i));
    }
  g_string_append_c (text, ']');
}

/**
 * payroc_json_write:
 * @text: what to append to
 * @node: a document
 *
 * Appends compact UTF-8, members in the order they were added: byte for byte what json_to_string() makes of the same
 * tree, but for U+001F in a string.
 */
void
payroc_json_write (GString  *text,
                   JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      write_object (text, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      write_array (text, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      write_value (text, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (text, "null");
      break;
    }
}
