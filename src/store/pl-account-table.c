/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of accounts; all other tables hang on them. */
#include "pl-account-table.h"

#include "pl-store-error.h"

/**
 * pl_account_row_new:
 *
 * Returns: (transfer full): a row with nothing in it
 */
PlAccountRow *
pl_account_row_new (void)
{
  return g_new0 (PlAccountRow, 1);
}

/**
 * pl_account_row_free:
 * @row: (transfer full) (nullable): a row
 *
 * Frees a row and its strings.
 */
void
pl_account_row_free (PlAccountRow *row)
{
  if (row == NULL)
    return;

  g_free (row->id);
  g_free (row->name);
  g_free (row->environment);
  g_free (row->api_url);
  g_free (row->identity_url);
  g_free (row->terminal);
  g_free (row->currency);
  g_free (row);
}

static PlAccountRow *
read_row (PlStatement *statement)
{
  PlAccountRow *row = pl_account_row_new ();

  row->id = g_strdup (pl_statement_get_text (statement, 0));
  row->name = g_strdup (pl_statement_get_text (statement, 1));
  row->environment = g_strdup (pl_statement_get_text (statement, 2));
  row->api_url = g_strdup (pl_statement_get_text (statement, 3));
  row->identity_url = g_strdup (pl_statement_get_text (statement, 4));
  row->terminal = g_strdup (pl_statement_get_text (statement, 5));
  row->currency = g_strdup (pl_statement_get_text (statement, 6));
  row->last_used = pl_statement_get_int (statement, 7);

  return row;
}

/**
 * pl_account_table_list:
 * @connection: the worker's connection
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlAccountRow): all accounts, last used first
 */
GPtrArray *
pl_account_table_list (PlConnection  *connection,
                       GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_account_row_free);
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection,
                                     "SELECT id, name, environment, api_url, identity_url, terminal, currency,"
                                     " last_used FROM accounts ORDER BY last_used DESC, number",
                                     error);
  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!pl_statement_step (statement, &found, error))
        return NULL;

      if (!found)
        return g_steal_pointer (&rows);

      g_ptr_array_add (rows, read_row (statement));
    }
}

/**
 * pl_account_table_put:
 * @connection: the worker's connection
 * @row: all but the addresses must be set
 * @error: return location for a #GError
 *
 * Adds an account, or writes all of @row to the one that has its id; what belongs to that one stays.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_account_table_put (PlConnection        *connection,
                      const PlAccountRow  *row,
                      GError             **error)
{
  PlStatement *statement;

  g_return_val_if_fail (row != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "INSERT INTO accounts"
                                     " (id, name, environment, api_url, identity_url, terminal, currency, last_used)"
                                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                                     " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                                     " environment = excluded.environment, api_url = excluded.api_url,"
                                     " identity_url = excluded.identity_url, terminal = excluded.terminal,"
                                     " currency = excluded.currency, last_used = excluded.last_used",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, row->id);
  pl_statement_bind_text (statement, 2, row->name);
  pl_statement_bind_text (statement, 3, row->environment);
  pl_statement_bind_text (statement, 4, row->api_url);
  pl_statement_bind_text (statement, 5, row->identity_url);
  pl_statement_bind_text (statement, 6, row->terminal);
  pl_statement_bind_text (statement, 7, row->currency);
  pl_statement_bind_int (statement, 8, row->last_used);

  return pl_statement_run (statement, NULL, error);
}

static gboolean
run_on_one (PlStatement  *statement,
            const char   *id,
            GError      **error)
{
  gint64 changed;

  if (!pl_statement_run (statement, &changed, error))
    return FALSE;

  if (changed > 0)
    return TRUE;

  g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND, "There is no account %s", id);
  return FALSE;
}

/**
 * pl_account_table_touch:
 * @connection: the worker's connection
 * @id: an account's UUID
 * @now: microseconds since the epoch
 * @error: return location for a #GError
 *
 * Notes that the account was opened.
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_account_table_touch (PlConnection  *connection,
                        const char    *id,
                        gint64         now,
                        GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection, "UPDATE accounts SET last_used = ?2 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, id);
  pl_statement_bind_int (statement, 2, now);

  return run_on_one (statement, id, error);
}

/**
 * pl_account_table_remove:
 * @connection: the worker's connection
 * @id: an account's UUID
 * @error: return location for a #GError
 *
 * Removes an account with its links, intents, history, payments, people and settings. Intents in hand are the caller's
 * business; so is the keyring.
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_account_table_remove (PlConnection  *connection,
                         const char    *id,
                         GError       **error)
{
  /* These name their account without a foreign key: see pl-schema.c. */
  static const char *const loose[] = {
    "DELETE FROM outbox WHERE account = ?",
    "DELETE FROM batches WHERE account = ?",
    "DELETE FROM settings WHERE account = ?",
  };
  PlStatement *statement;

  for (gsize i = 0; i < G_N_ELEMENTS (loose); i++)
    {
      statement = pl_connection_prepare (connection, loose[i], error);
      if (statement == NULL)
        return FALSE;

      pl_statement_bind_text (statement, 1, id);
      if (!pl_statement_run (statement, NULL, error))
        return FALSE;
    }

  statement = pl_connection_prepare (connection, "DELETE FROM accounts WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, id);

  return run_on_one (statement, id, error);
}
