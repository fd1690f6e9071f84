/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json-glib's own getters abort on a wrong type: these say that nothing is there. */
#include "practice-json.h"

#include <string.h>

#include "payroc/payroc-json-dup.h"
#include "payroc/payroc-json.h"

JsonNode *
practice_json_new_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

JsonObject *
practice_json_object_copy (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autoptr (JsonNode) copy = payroc_json_dup (node);

  return json_node_dup_object (copy);
}

JsonObject *
practice_json_object_from_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode) node = payroc_json_parse (bytes, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return json_object_new ();

  return practice_json_object_copy (json_node_get_object (node));
}

char *
practice_json_object_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = practice_json_new_object (json_object_ref (object));

  return json_to_string (node, FALSE);
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
