/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of links that were handed over outside Payroc. Nobody else keeps them: what is lost here is lost. */
#include "pl-hand-over-table.h"

static void
row_free (PlHandOverRow *row)
{
  g_free (row->address);
  g_free (row);
}

/**
 * pl_hand_over_table_add:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @link_id: Payroc's id of the link
 * @way: how it left
 * @address: where it led to then
 * @handed_at: microseconds since the epoch
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_hand_over_table_add (PlConnection   *connection,
                        const char     *account,
                        const char     *link_id,
                        PlHandOverWay   way,
                        const char     *address,
                        gint64          handed_at,
                        GError        **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL && address != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "INSERT INTO hand_overs (account, link_id, way, address, handed_at)"
                                     " VALUES ((SELECT number FROM accounts WHERE id = ?1), ?2, ?3, ?4, ?5)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);
  pl_statement_bind_int (statement, 3, way);
  pl_statement_bind_text (statement, 4, address);
  pl_statement_bind_int (statement, 5, handed_at);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_hand_over_table_list:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlHandOverRow): how that link was handed over, the last time first;
 *   none is no error, and ways that a later version knows are left out
 */
GPtrArray *
pl_hand_over_table_list (PlConnection  *connection,
                         const char    *account,
                         const char    *link_id,
                         GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (link_id != NULL, NULL);

  statement = pl_connection_prepare (connection,
                                     "SELECT way, address, handed_at FROM hand_overs"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1) AND link_id = ?2"
                                     " ORDER BY handed_at DESC, row DESC",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);

  while (TRUE)
    {
      PlHandOverRow *row;
      gint64         way;

      if (!pl_statement_step (statement, &found, error))
        return NULL;

      if (!found)
        return g_steal_pointer (&rows);

      way = pl_statement_get_int (statement, 0);
      if (way < PL_HAND_OVER_TEXT || way > PL_HAND_OVER_PDF)
        continue;

      row = g_new0 (PlHandOverRow, 1);
      row->way = (PlHandOverWay) way;
      row->address = g_strdup (pl_statement_get_text (statement, 1));
      row->handed_at = pl_statement_get_int (statement, 2);
      g_ptr_array_add (rows, row);
    }
}
