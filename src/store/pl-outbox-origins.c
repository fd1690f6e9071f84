/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An origin outlives the process and the file it came from. */
#include "pl-outbox-origins.h"

/**
 * pl_outbox_origins_find:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @kind: what is to be done
 * @origin: what it is known by
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (nullable): the intent of that origin that was made last; earlier ones were refused or given
 *   up
 */
PlOutboxRow *
pl_outbox_origins_find (PlConnection  *connection,
                        const char    *account,
                        PlIntentKind   kind,
                        const char    *origin,
                        GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (account != NULL && origin != NULL, NULL);

  /* The condition of the index outbox_origin, word by word: that is how SQLite knows it fits. */
  statement = pl_connection_prepare (connection,
                                     "SELECT ifnull (max (id), 0) FROM outbox"
                                     " WHERE account = ? AND kind = ? AND origin = ? AND origin IS NOT NULL",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, kind);
  pl_statement_bind_text (statement, 3, origin);
  if (!pl_statement_step (statement, &found, error))
    return NULL;

  /* No row has the number 0: NOT_FOUND. */
  return pl_outbox_table_get (connection, pl_statement_get_int (statement, 0), error);
}

static gboolean
leave_batch (PlConnection  *connection,
             gint64         id,
             GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection,
                                                  "UPDATE outbox SET batch = NULL WHERE id = ?1 OR waits_for = ?1",
                                                  error);

  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, id);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_outbox_origins_hand_on:
 * @connection: the worker's connection, in a write transaction
 * @from: a row that was refused
 * @to: the id of the one that was made in its place
 * @error: `PL_STORE_ERROR`
 *
 * Whoever asks by the origin of @from finds @to, and the share that waits for it. When another intent of that origin
 * was made meanwhile, that one stays what is found. Without an origin nothing changes.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_origins_hand_on (PlConnection       *connection,
                           const PlOutboxRow  *from,
                           gint64              to,
                           GError            **error)
{
  PlStatement *statement;

  g_return_val_if_fail (from != NULL && from->id != to, FALSE);

  if (from->origin == NULL)
    return TRUE;

  statement = pl_connection_prepare (connection,
                                     "UPDATE outbox SET origin = ?2"
                                     " WHERE (id = ?1 OR waits_for = ?1 AND kind = 1) AND account = ?3"
                                     " AND origin IS NULL"
                                     " AND NOT EXISTS (SELECT 1 FROM outbox AS other"
                                     "                 WHERE other.account = outbox.account"
                                     "                 AND other.kind = outbox.kind AND other.origin = ?2"
                                     "                 AND other.origin IS NOT NULL AND other.state NOT IN (4, 5))",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, to);
  pl_statement_bind_text (statement, 2, from->origin);
  pl_statement_bind_text (statement, 3, from->account);

  return pl_statement_run (statement, NULL, error) && leave_batch (connection, from->id, error);
}
