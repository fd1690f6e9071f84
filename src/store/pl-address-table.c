/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of addresses that a link no longer has. Payroc forgets them: what is lost here cannot be fetched again. */
#include "pl-address-table.h"

#include "payroc/payroc-url.h"

/**
 * pl_address_row_free:
 * @row: (transfer full): a row
 */
void
pl_address_row_free (PlAddressRow *row)
{
  g_free (row->address);
  g_free (row);
}

/**
 * pl_address_table_note:
 * @connection: the worker's connection
 * @link_rowid: the key of a link's row, whose stored document is about to be replaced
 * @address: (nullable): where the link is paid from now on; %NULL when nothing is said of it
 * @now: microseconds since the epoch
 * @error: return location for a #GError
 *
 * Keeps the stored address when @address is another. The first time stands: an address does not end twice.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_address_table_note (PlConnection  *connection,
                       gint64         link_rowid,
                       const char    *address,
                       gint64         now,
                       GError       **error)
{
  PlStatement *statement;

  if (address == NULL)
    return TRUE;

  /* json_valid(): what was stored by a version that read JSON more generously must not keep anything from being put. */
  statement = pl_connection_prepare (connection,
                                     "INSERT OR IGNORE INTO link_addresses (account, link_id, address, ended_at)"
                                     " SELECT account, id, address, ?3 FROM"
                                     " (SELECT account, id, iif (json_valid (document),"
                                     "   json_extract (document, '$.assets.paymentUrl'), NULL) AS address"
                                     "  FROM links JOIN link_documents USING (row) WHERE row = ?1)"
                                     " WHERE typeof (address) = 'text' AND address <> ?2",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, link_rowid);
  pl_statement_bind_text (statement, 2, address);
  pl_statement_bind_int (statement, 3, now);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_address_table_list:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlAddressRow): addresses that no longer work, the last one first;
 *   none is no error, and one that nobody should be sent to is left out
 */
GPtrArray *
pl_address_table_list (PlConnection  *connection,
                       const char    *account,
                       const char    *link_id,
                       GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_address_row_free);
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (link_id != NULL, NULL);

  statement = pl_connection_prepare (connection,
                                     "SELECT address, ended_at FROM link_addresses"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1) AND link_id = ?2"
                                     " ORDER BY ended_at DESC, row DESC",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);

  while (TRUE)
    {
      PlAddressRow *row;

      if (!pl_statement_step (statement, &found, error))
        return NULL;

      if (!found)
        return g_steal_pointer (&rows);

      if (!payroc_url_is_safe (pl_statement_get_text (statement, 0)))
        continue;

      row = g_new0 (PlAddressRow, 1);
      row->address = g_strdup (pl_statement_get_text (statement, 0));
      row->ended_at = pl_statement_get_int (statement, 1);
      g_ptr_array_add (rows, row);
    }
}
