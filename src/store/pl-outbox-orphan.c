/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intents whose account is gone: they were rescued from a damaged file, and it was not. */
#include "pl-outbox-orphan.h"

#include "pl-account-table.h"

#define ARE_ORPHANS " WHERE account NOT IN (SELECT id FROM accounts)"

/**
 * pl_outbox_orphan_list:
 * @connection: the worker's connection
 * @error: return location for a #GError
 *
 * Errors: `PL_STORE_ERROR`.
 *
 * Returns: (transfer full) (element-type PlOutboxRow): the unfinished intents of no account, by id
 */
GPtrArray *
pl_outbox_orphan_list (PlConnection  *connection,
                       GError       **error)
{
  g_autoptr (GPtrArray)  accounts = pl_account_table_list (connection, error);
  g_autoptr (GPtrArray)  rows = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (accounts == NULL)
    return NULL;

  rows = pl_outbox_table_list (connection, NULL, FALSE, error);
  if (rows == NULL)
    return NULL;

  for (guint i = 0; i < accounts->len; i++)
    g_hash_table_add (known, ((PlAccountRow *) accounts->pdata[i])->id);

  for (guint i = rows->len; i > 0; i--)
    {
      if (g_hash_table_contains (known, ((PlOutboxRow *) rows->pdata[i - 1])->account))
        g_ptr_array_remove_index (rows, i - 1);
    }

  return g_steal_pointer (&rows);
}

/**
 * pl_outbox_orphan_adopt:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @n: (out): how many intents it was given
 * @error: return location for a #GError
 *
 * The intents keep their keys: what an earlier account of the same merchant has
 * sent already is not done twice. Their batches come with them.
 *
 * Errors: `PL_STORE_ERROR`.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_orphan_adopt (PlConnection  *connection,
                        const char    *account,
                        gint64        *n,
                        GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection, "UPDATE batches SET account = ?1" ARE_ORPHANS, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  if (!pl_statement_run (statement, NULL, error))
    return FALSE;

  statement = pl_connection_prepare (connection,
                                     "UPDATE outbox SET account = ?1" ARE_ORPHANS " AND state NOT IN (3, 5)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);

  return pl_statement_run (statement, n, error);
}

/**
 * pl_outbox_orphan_discard:
 * @connection: the worker's connection
 * @now: the time in microseconds since the epoch
 * @n: (out): how many intents were given up
 * @error: return location for a #GError
 *
 * Errors: `PL_STORE_ERROR`.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_orphan_discard (PlConnection  *connection,
                          gint64         now,
                          gint64        *n,
                          GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "UPDATE outbox SET state = 5, finished_at = ?1, owner = NULL" ARE_ORPHANS
                                     " AND state NOT IN (3, 5)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, now);

  return pl_statement_run (statement, n, error);
}
