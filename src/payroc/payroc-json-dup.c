/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_node_copy() only takes another reference on what is inside: who writes into such a copy writes into the
 * original. */
#include "payroc-json-dup.h"

static JsonNode *
dup_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *member = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, payroc_json_dup (member));
  json_node_take_object (node, copy);

  return node;
}

static JsonNode *
dup_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *copy = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy, payroc_json_dup (json_array_get_element (array, i)));
  json_node_take_array (node, copy);

  return node;
}

/**
 * payroc_json_dup:
 * @node: a document, or a part of one; of documents as payroc_json_parse() gives them, which bounds how deep they are
 *
 * Returns: (transfer full): a copy that shares nothing with it, members in the same order, and that can be written to
 */
JsonNode *
payroc_json_dup (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return dup_object (json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return dup_array (json_node_get_array (node));

  return json_node_copy (node);
}
