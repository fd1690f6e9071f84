/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json-glib's own getters abort on a wrong type and its parser recurses: these do neither. */
#include "practice-json.h"

#include <gio/gio.h>
#include <string.h>

/* Looks at the text only as far as is needed to find its depth and what surely is not JSON: json-glib accepts
 * comments and "var x = …", and would recurse as deeply as it is told to. */
static gboolean
text_is_bounded (const char *text,
                 gsize       length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (c == '\0')
        return FALSE;

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        {
          in_string = TRUE;
        }
      else if (c == '{' || c == '[')
        {
          if (++depth > PRACTICE_JSON_MAX_DEPTH)
            return FALSE;
        }
      else if (c == '}' || c == ']')
        {
          if (depth == 0)
            return FALSE;
          depth--;
        }
      else if (depth == 0 && !g_ascii_isspace (c))
        {
          return FALSE;
        }
      else if (c == '/' || c == '\'')
        {
          return FALSE;
        }
    }

  return depth == 0 && !in_string;
}

JsonNode *
practice_json_parse (GBytes  *bytes,
                     GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length == 0 || !text_is_bounded (text, length))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The body is not a JSON object or array");
      return NULL;
    }

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, error))
    return NULL;

  if (json_parser_get_root (parser) == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The body is empty");
      return NULL;
    }

  return json_parser_steal_root (parser);
}

char *
practice_json_to_text (JsonNode *node)
{
  return json_to_string (node, FALSE);
}

GBytes *
practice_json_to_bytes (JsonNode *node)
{
  char *text = practice_json_to_text (node);

  return g_bytes_new_take (text, strlen (text));
}

JsonNode *
practice_json_new_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

JsonNode *
practice_json_new_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);

  return node;
}

static JsonNode *
copy_deeply (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      return practice_json_new_object (practice_json_object_copy (json_node_get_object (node)));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *from = json_node_get_array (node);
      JsonArray *to = json_array_new ();

      for (guint i = 0; i < json_array_get_length (from); i++)
        json_array_add_element (to, copy_deeply (json_array_get_element (from, i)));

      return practice_json_new_array (to);
    }

  return json_node_copy (node);
}

/* json_node_copy() only takes another reference on what is inside; this can be written to. */
JsonObject *
practice_json_object_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *member = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, copy_deeply (member));

  return copy;
}

JsonObject *
practice_json_object_from_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode) node = practice_json_parse (bytes, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return json_object_new ();

  return practice_json_object_copy (json_node_get_object (node));
}

char *
practice_json_object_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = practice_json_new_object (json_object_ref (object));

  return practice_json_to_text (node);
}

void
practice_json_take_string (JsonObject *object,
                           const char *name,
                           char       *value)
{
  json_object_set_string_member (object, name, value);
  g_free (value);
}

gboolean
practice_json_is_string (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

gboolean
practice_json_is_int (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

gboolean
practice_json_is_boolean (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

const char *
practice_json_get_string (JsonObject *object,
                          const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return practice_json_is_string (node) ? json_node_get_string (node) : NULL;
}

JsonObject *
practice_json_get_object (JsonObject *object,
                          const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
practice_json_get_array (JsonObject *object,
                         const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
practice_json_get_int (JsonObject *object,
                       const char *name,
                       gint64     *value)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (!practice_json_is_int (node))
    return FALSE;

  *value = json_node_get_int (node);

  return TRUE;
}

gboolean
practice_json_get_boolean (JsonObject *object,
                           const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return practice_json_is_boolean (node) && json_node_get_boolean (node);
}
