/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of addresses that a link no longer has. Payroc forgets them: what is lost here cannot be fetched again. */
#include "pl-address-table.h"

#include "payroc/payroc-enums.h"
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
 * Keeps the stored address when @address is another. The first time stands: an address does not end twice. One that the
 * link has (again) has not ended.
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
  if (!pl_statement_run (statement, NULL, error))
    return FALSE;

  statement = pl_connection_prepare (connection,
                                     "DELETE FROM link_addresses WHERE (account, link_id) ="
                                     " (SELECT account, id FROM links WHERE row = ?1) AND address = ?2",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, link_rowid);
  pl_statement_bind_text (statement, 2, address);

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

/**
 * pl_address_table_has_left_behind:
 * @connection: the worker's connection
 * @link_rowid: the key of a link's row
 * @error: return location for a #GError
 *
 * Whether somebody was sent, by e-mail, an address of the link that no longer works, and none since, while the link can
 * still be paid. As pl_link_holders_find_left_behind() tells of one link, but of a row at a time: most links have no
 * earlier address, and cost one look into an index.
 *
 * Returns: whether there is such a person; %FALSE also on error
 */
gboolean
pl_address_table_has_left_behind (PlConnection  *connection,
                                  gint64         link_rowid,
                                  GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  /* Payroc says whole seconds: a mail of the second of the change carries the new address. One without a time may. */
  statement = pl_connection_prepare (connection,
                                     "SELECT 1 FROM links AS link"
                                     " CROSS JOIN link_addresses AS past"
                                     "  ON past.account = link.account AND past.link_id = link.id"
                                     " CROSS JOIN sharing AS old"
                                     "  ON old.account = link.account AND old.link_id = link.id AND old.sent_at > 0"
                                     "   AND (old.sent_at / 1000000 + 1) * 1000000 <= past.ended_at"
                                     " CROSS JOIN json_each (iif (json_valid (old.document), old.document, '{}'),"
                                     "                       '$.recipients') AS person"
                                     " WHERE link.row = ?1 AND link.status = ?2 AND NOT EXISTS"
                                     "  (SELECT 1 FROM sharing AS new CROSS JOIN"
                                     "    json_each (iif (json_valid (new.document), new.document, '{}'),"
                                     "               '$.recipients') AS known"
                                     "   WHERE new.account = link.account AND new.link_id = link.id"
                                     "    AND (new.sent_at <= 0 OR (new.sent_at / 1000000 + 1) * 1000000 >"
                                     "     (SELECT max (ended_at) FROM link_addresses AS last"
                                     "       WHERE last.account = link.account AND last.link_id = link.id))"
                                     "    AND lower (json_extract (known.value, '$.email'))"
                                     "     = lower (json_extract (person.value, '$.email')))"
                                     " LIMIT 1",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, link_rowid);
  pl_statement_bind_int (statement, 2, PAYROC_LINK_STATUS_ACTIVE);

  return pl_statement_step (statement, &found, error) && found;
}
