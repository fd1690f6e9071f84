/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of batches. How far a batch is stands nowhere: it is counted, so that it cannot be wrong. */
#include "pl-batch-table.h"

#include "pl-store-error.h"

#define COLUMNS "id, account, key, name, created_at, paused, closed_at, deed, n_links, last_day"

/**
 * pl_batch_row_new:
 *
 * Returns: (transfer full): a row with nothing in it
 */
PlBatchRow *
pl_batch_row_new (void)
{
  return g_new0 (PlBatchRow, 1);
}

/**
 * pl_batch_row_copy:
 * @row: a row
 *
 * Returns: (transfer full): a copy
 */
PlBatchRow *
pl_batch_row_copy (const PlBatchRow *row)
{
  PlBatchRow *copy;

  g_return_val_if_fail (row != NULL, NULL);

  copy = g_memdup2 (row, sizeof *row);
  copy->account = g_strdup (row->account);
  copy->key = g_strdup (row->key);
  copy->name = g_strdup (row->name);

  return copy;
}

/**
 * pl_batch_row_free:
 * @row: (transfer full) (nullable): a row
 */
void
pl_batch_row_free (PlBatchRow *row)
{
  if (row == NULL)
    return;

  g_free (row->account);
  g_free (row->key);
  g_free (row->name);
  g_free (row);
}

static PlBatchRow *
read_row (PlStatement *statement)
{
  PlBatchRow *row = pl_batch_row_new ();

  row->id = pl_statement_get_int (statement, 0);
  row->account = g_strdup (pl_statement_get_text (statement, 1));
  row->key = g_strdup (pl_statement_get_text (statement, 2));
  row->name = g_strdup (pl_statement_get_text (statement, 3));
  row->created_at = pl_statement_get_int (statement, 4);
  row->paused = pl_statement_get_int (statement, 5) != 0;
  row->closed_at = pl_statement_get_int (statement, 6);
  row->deed = (PlBatchDeed) CLAMP (pl_statement_get_int (statement, 7), PL_BATCH_MIXED, PL_BATCH_SWITCH_OFF);
  row->n_links = (guint) pl_statement_get_int (statement, 8);
  row->last_day = (guint) pl_statement_get_int (statement, 9);

  return row;
}

/* What links and mails are together tells nobody how many of each there are. Only of what is over: while it goes on it
 * is counted many times, and kinds are not in the index. Of mails there is one for each person, as was said before. */
static gboolean
count_kinds (PlBatchRow    *row,
             PlConnection  *connection,
             GError       **error)
{
  PlStatement *statement;
  gboolean found;

  if (row->deed != PL_BATCH_MIXED || row->counts[PL_INTENT_WAITING] > 0 || row->counts[PL_INTENT_SENDING] > 0
      || row->counts[PL_INTENT_UNSURE] > 0)
    return TRUE;

  statement = pl_connection_prepare (connection,
                                     "SELECT kind, state = 3, sum (CASE kind WHEN 1 THEN max (1, json_array_length ("
                                     "   CASE WHEN json_valid (CAST (body AS TEXT)) THEN CAST (body AS TEXT)"
                                     "   ELSE '{\"recipients\":[0]}' END, '$.recipients')) ELSE 1 END)"
                                     " FROM outbox WHERE batch = ? AND kind IN (0, 1)"
                                     " GROUP BY kind, state = 3",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, row->id);
  while (pl_statement_step (statement, &found, error))
    {
      const guint n = found ? (guint) pl_statement_get_int (statement, 2) : 0;
      const gboolean done = found && pl_statement_get_int (statement, 1) != 0;

      if (!found)
        return TRUE;

      if (pl_statement_get_int (statement, 0) == PL_INTENT_CREATE)
        {
          row->n_made += n;
          row->n_made_done += done ? n : 0;
        }
      else
        {
          row->n_mails += n;
          row->n_mails_done += done ? n : 0;
        }
    }

  return FALSE;
}

static gboolean
count_one (PlConnection  *connection,
           const char    *sql,
           gint64         id,
           guint         *n,
           GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, sql, error);
  gboolean found;

  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, id);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  *n = (guint) pl_statement_get_int (statement, 0);

  return TRUE;
}

static gboolean
count (PlBatchRow    *row,
       PlConnection  *connection,
       GError       **error)
{
  PlStatement *statement;
  gboolean found;

  statement = pl_connection_prepare (connection, "SELECT state, count (*) FROM outbox WHERE batch = ? GROUP BY state",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, row->id);
  do
    {
      if (!pl_statement_step (statement, &found, error))
        return FALSE;

      if (found)
        row->counts[CLAMP (pl_statement_get_int (statement, 0), 0, PL_INTENT_DISCARDED)]
          = (guint) pl_statement_get_int (statement, 1);
    }
  while (found);

  if (!count_one (connection,
                  "SELECT count (*) FROM outbox"
                  " WHERE batch = ? AND state = 2 AND next_attempt_at = 9223372036854775807",
                  row->id, &row->n_asking, error))
    return FALSE;

  /* From the few that ask, not from the thousands that wait. */
  if (row->n_asking > 0
      && !count_one (connection,
                     "SELECT count (*) FROM outbox AS asking"
                     " JOIN outbox AS held ON held.waits_for = asking.id AND held.id > asking.id AND held.state = 0"
                     "                        AND held.batch = asking.batch"
                     " WHERE asking.batch = ? AND asking.state = 2 AND asking.next_attempt_at = 9223372036854775807",
                     row->id, &row->n_held, error))
    return FALSE;

  if (!count_kinds (row, connection, error))
    return FALSE;

  /* No index tells this: it is looked for in thousands of rows once, not at every turn. */
  return row->counts[PL_INTENT_WAITING] > row->n_held || row->counts[PL_INTENT_SENDING] > 0
         || row->counts[PL_INTENT_UNSURE] > row->n_asking
         || count_one (connection, "SELECT count (*) FROM outbox WHERE batch = ? AND state = 3 AND error IS NOT NULL",
                       row->id, &row->n_different, error);
}

/* Takes what @statement finds: the cursor is read to its end before the next one is opened. */
static GPtrArray *
read_rows (PlConnection  *connection,
           PlStatement   *statement,
           GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_batch_row_free);
  gboolean found = TRUE;

  while (found)
    {
      if (!pl_statement_step (statement, &found, error))
        return NULL;

      if (found)
        g_ptr_array_add (rows, read_row (statement));
    }

  for (guint i = 0; i < rows->len; i++)
    {
      if (!count (g_ptr_array_index (rows, i), connection, error))
        return NULL;
    }

  return g_steal_pointer (&rows);
}

static PlBatchRow *
read_only_row (PlConnection  *connection,
               PlStatement   *statement,
               GError       **error)
{
  g_autoptr (GPtrArray) rows = read_rows (connection, statement, error);

  if (rows == NULL)
    return NULL;

  if (rows->len > 0)
    return g_ptr_array_steal_index (rows, 0);

  g_set_error_literal (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND, "There is no such batch");
  return NULL;
}

static gboolean
run_on_row (PlConnection  *connection,
            const char    *sql,
            gint64         id,
            gint64         value,
            GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, id);
  pl_statement_bind_int (statement, 2, value);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_batch_table_insert:
 * @connection: the worker's connection
 * @row: account, key and created_at must be set; its id is set here
 * @error: return location for a #GError
 *
 * Adds a batch. Its intents name it by its id.
 *
 * Errors: %PL_STORE_ERROR_DUPLICATE when the key is known.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_batch_table_insert (PlConnection  *connection,
                       PlBatchRow    *row,
                       GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (row != NULL, FALSE);
  g_return_val_if_fail (row->id == 0, FALSE);

  statement = pl_connection_prepare (connection,
                                     "INSERT INTO batches (" COLUMNS ")"
                                     " VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, row->account);
  pl_statement_bind_text (statement, 2, row->key);
  pl_statement_bind_text (statement, 3, row->name);
  pl_statement_bind_int (statement, 4, row->created_at);
  pl_statement_bind_int (statement, 5, row->paused ? 1 : 0);
  pl_statement_bind_int (statement, 6, row->closed_at);
  pl_statement_bind_int (statement, 7, row->deed);
  pl_statement_bind_int (statement, 8, row->n_links);
  pl_statement_bind_int (statement, 9, row->last_day);
  if (!pl_statement_run (statement, NULL, error))
    return FALSE;

  row->id = pl_connection_last_id (connection);

  return TRUE;
}

/**
 * pl_batch_table_get:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @id: a batch's id
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (nullable): the account's batch
 */
PlBatchRow *
pl_batch_table_get (PlConnection  *connection,
                    const char    *account,
                    gint64         id,
                    GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (account != NULL, NULL);

  statement = pl_connection_prepare (connection, "SELECT " COLUMNS " FROM batches WHERE id = ? AND account = ?",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_int (statement, 1, id);
  pl_statement_bind_text (statement, 2, account);

  return read_only_row (connection, statement, error);
}

/**
 * pl_batch_table_find_key:
 * @connection: the worker's connection
 * @key: a UUID
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (nullable): the batch with that key, of whichever account
 */
PlBatchRow *
pl_batch_table_find_key (PlConnection  *connection,
                         const char    *key,
                         GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (key != NULL, NULL);

  statement = pl_connection_prepare (connection, "SELECT " COLUMNS " FROM batches WHERE key = ?", error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, key);

  return read_only_row (connection, statement, error);
}

/**
 * pl_batch_table_list_open:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlBatchRow): the batches that nobody has closed, oldest first
 */
GPtrArray *
pl_batch_table_list_open (PlConnection  *connection,
                          const char    *account,
                          GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (account != NULL, NULL);

  statement = pl_connection_prepare (connection,
                                     "SELECT " COLUMNS " FROM batches WHERE account = ? AND closed_at = 0 ORDER BY id",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);

  return read_rows (connection, statement, error);
}

/**
 * pl_batch_table_list_all:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @limit: how many at most
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlBatchRow): the account's last batches, newest first, also those
 *   that somebody has closed
 */
GPtrArray *
pl_batch_table_list_all (PlConnection  *connection,
                         const char    *account,
                         guint          limit,
                         GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (account != NULL, NULL);

  statement = pl_connection_prepare (connection,
                                     "SELECT " COLUMNS " FROM batches WHERE account = ? ORDER BY id DESC LIMIT ?",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, limit);

  return read_rows (connection, statement, error);
}

/* Takes the ids that @statement finds. */
static GPtrArray *
read_intents (PlConnection  *connection,
              PlStatement   *statement,
              GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean found = TRUE;

  while (found)
    {
      gint64 row_id;

      if (!pl_statement_step (statement, &found, error))
        return NULL;

      row_id = found ? pl_statement_get_int (statement, 0) : 0;
      if (found)
        g_array_append_val (ids, row_id);
    }

  for (guint i = 0; i < ids->len; i++)
    {
      PlOutboxRow *row = pl_outbox_table_get (connection, g_array_index (ids, gint64, i), error);

      if (row == NULL)
        return NULL;

      g_ptr_array_add (rows, row);
    }

  return g_steal_pointer (&rows);
}

/**
 * pl_batch_table_list_state:
 * @connection: the worker's connection
 * @id: a batch's id
 * @state: a state
 * @limit: how many at most
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlOutboxRow): the first of its intents that are in that state
 */
GPtrArray *
pl_batch_table_list_state (PlConnection   *connection,
                           gint64          id,
                           PlIntentState   state,
                           guint           limit,
                           GError        **error)
{
  PlStatement *statement = pl_connection_prepare (connection,
                                                  "SELECT id FROM outbox WHERE batch = ? AND state = ?"
                                                  " ORDER BY id LIMIT ?",
                                                  error);

  if (statement == NULL)
    return NULL;

  pl_statement_bind_int (statement, 1, id);
  pl_statement_bind_int (statement, 2, state);
  pl_statement_bind_int (statement, 3, limit);

  return read_intents (connection, statement, error);
}

/**
 * pl_batch_table_set_paused:
 * @connection: the worker's connection
 * @id: a batch's id
 * @paused: whether nothing of it shall leave
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_batch_table_set_paused (PlConnection  *connection,
                           gint64         id,
                           gboolean       paused,
                           GError       **error)
{
  return run_on_row (connection, "UPDATE batches SET paused = ?2 WHERE id = ?1", id, paused ? 1 : 0, error);
}

/**
 * pl_batch_table_close:
 * @connection: the worker's connection
 * @id: a batch's id
 * @now: microseconds since the epoch
 * @error: return location for a #GError
 *
 * The merchant has seen how it ended. Its intents stay what they are.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_batch_table_close (PlConnection  *connection,
                      gint64         id,
                      gint64         now,
                      GError       **error)
{
  return run_on_row (connection, "UPDATE batches SET closed_at = ?2 WHERE id = ?1", id, now, error);
}

/**
 * pl_batch_table_cancel:
 * @connection: the worker's connection
 * @id: a batch's id
 * @now: microseconds since the epoch
 * @error: return location for a #GError
 *
 * Gives up those of its intents that are %PL_INTENT_WAITING: what may have been done is not given up.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_batch_table_cancel (PlConnection  *connection,
                       gint64         id,
                       gint64         now,
                       GError       **error)
{
  return run_on_row (connection, "UPDATE outbox SET state = 5, finished_at = ?2 WHERE batch = ?1 AND state = 0",
                     id, now, error);
}
