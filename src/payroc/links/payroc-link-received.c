/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link as a server just sent it: what it may not offer is made harmless here, before anything stores or shows it. */

#include "payroc-link.h"
#include "payroc/payroc-json.h"

/* No scheme of anybody's, so that neither we nor who reads the document elsewhere can open it; and it can still be seen
 * what was there. */
#define REFUSED_PREFIX "refused:"

/* An immutable tree is built anew around what changes. */
static JsonNode *
replace_member (JsonObject *object,
                const char *name,
                JsonNode   *replacement) /* (transfer full) (nullable): left out */
{
  JsonObject *copy = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *member = NULL;
  JsonNode *value = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &value))
    {
      if (!g_str_equal (member, name))
        json_object_set_member (copy, member, json_node_ref (value));
      else if (replacement != NULL)
        json_object_set_member (copy, member, g_steal_pointer (&replacement));
    }

  json_node_take_object (node, copy);
  json_node_seal (node);

  return node;
}

/* The button leads to the same address. */
static JsonNode *
refuse_assets (JsonObject *link,
               JsonObject *assets,
               const char *url)
{
  g_autofree char *marked = g_strconcat (REFUSED_PREFIX, url, NULL);
  JsonNode *address = json_node_init_string (json_node_alloc (), marked);
  g_autoptr(JsonNode) sealed = NULL;
  JsonNode *rest;

  json_node_seal (address);
  sealed = replace_member (assets, "paymentUrl", address);
  rest = replace_member (json_node_get_object (sealed), "paymentButton", NULL);

  return replace_member (link, "assets", rest);
}

/**
 * payroc_link_new_from_server:
 * @node: (nullable): a link, from a reply
 * @environment: whose reply
 * @error: return location for a #GError
 *
 * As payroc_link_new_from_json(), but an address that payroc_environment_may_offer() says no to is marked in the
 * document itself, and its button left out: who reads the document later does not know where it came from.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the link, or %NULL with @error set
 */
PayrocLink *
payroc_link_new_from_server (JsonNode           *node,
                             PayrocEnvironment  *environment,
                             GError            **error)
{
  JsonObject *object = payroc_json_as_object (node, error);
  g_autoptr(JsonNode) marked = NULL;
  JsonObject *assets = NULL;
  const char *url = NULL;

  g_return_val_if_fail (PAYROC_IS_ENVIRONMENT (environment), NULL);

  if (object == NULL ||
      !payroc_json_get_object (object, "assets", FALSE, &assets, error) ||
      (assets != NULL && !payroc_json_get_string (assets, "paymentUrl", FALSE, &url, error)))
    return NULL;

  if (url == NULL || *url == '\0' || payroc_environment_may_offer (environment, url))
    return payroc_link_new_from_json (node, error);

  marked = refuse_assets (object, assets, url);

  return payroc_link_new_from_json (marked, error);
}
