/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A 201 or a 200 is no proof (CONTRACT.md, "Editing"): a merchant who was away when it came still has to see it. */
#include "pl-link-asked.h"

#include <json-glib/json-glib.h>

#include "store/pl-setting-table.h"

static char *
dup_name (const char *link_id)
{
  return g_strconcat ("asked:", link_id, NULL);
}

/**
 * pl_link_asked_put:
 * @connection: the worker's connection, in a write transaction
 * @account: an account's UUID
 * @link_id: Payroc's id of a link
 * @asked: (nullable): what was asked for, when Payroc made something else; %NULL to forget it
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_asked_put (PlConnection     *connection,
                   const char       *account,
                   const char       *link_id,
                   PayrocLinkDraft  *asked,
                   GError          **error)
{
  g_autofree char *name = dup_name (link_id);
  g_autofree char *text = NULL;

  if (asked != NULL)
    {
      g_autoptr (JsonNode) node = payroc_link_draft_to_json (asked);

      text = json_to_string (node, FALSE);
    }

  return pl_setting_table_set (connection, account, name, text, error);
}

/**
 * pl_link_asked_get:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of a link
 *
 * Returns: (transfer full) (nullable): what was asked for; %NULL when the link was made so, when somebody has seen that
 *   it was not, and when it cannot be read
 */
PayrocLinkDraft *
pl_link_asked_get (PlConnection *connection,
                   const char   *account,
                   const char   *link_id)
{
  g_autofree char *name = dup_name (link_id);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!pl_setting_table_get (connection, account, name, &text, NULL) || text == NULL)
    return NULL;

  node = json_from_string (text, NULL);

  return node != NULL ? payroc_link_draft_new_from_json (node, NULL) : NULL;
}
