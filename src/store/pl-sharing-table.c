/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of sharing events: Payroc's documents by link, ordered by when they were sent. */
#include "pl-sharing-table.h"

#include "pl-document.h"

/**
 * pl_sharing_table_put:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @link_id: Payroc's id of the link; the link itself may be unknown here
 * @event: a sharing event
 * @error: return location for a #GError
 *
 * Adds a sharing event, or writes over the one with its id.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_sharing_table_put (PlConnection        *connection,
                      const char          *account,
                      const char          *link_id,
                      PayrocSharingEvent  *event,
                      GError             **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);
  g_return_val_if_fail (PAYROC_IS_SHARING_EVENT (event), FALSE);

  statement = pl_connection_prepare (connection,
                                     "INSERT INTO sharing (account, link_id, id, sent_at, document)"
                                     " VALUES ((SELECT number FROM accounts WHERE id = ?1), ?2, ?3, ?4, ?5)"
                                     " ON CONFLICT (account, link_id, id) DO UPDATE SET sent_at = excluded.sent_at,"
                                     " document = excluded.document",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);
  pl_statement_bind_text (statement, 3, payroc_sharing_event_get_id (event));
  pl_statement_bind_int (statement, 4, pl_document_time (payroc_sharing_event_get_date_time (event)));
  pl_document_bind (statement, 5, payroc_sharing_event_get_json (event));

  return pl_statement_run (statement, NULL, error);
}

static gpointer
read_event (PlStatement  *statement,
            JsonNode     *document,
            GError      **error)
{
  return payroc_sharing_event_new_from_json (document, error);
}

/**
 * pl_sharing_table_list:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_DAMAGED.
 *
 * Returns: (transfer full) (nullable) (element-type PayrocSharingEvent): events of that link, newest first, those
 *   without a time last; none is no error
 */
GPtrArray *
pl_sharing_table_list (PlConnection  *connection,
                       const char    *account,
                       const char    *link_id,
                       GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, NULL);

  statement = pl_connection_prepare (connection,
                                     "SELECT document FROM sharing"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1) AND link_id = ?2"
                                     " ORDER BY sent_at DESC, row DESC",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);

  return pl_document_read_all (statement, read_event, error);
}
