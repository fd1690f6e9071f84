/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of intents. Every change of state is one conditional UPDATE: whoever comes second, in this process or another,
 * changes nothing and is told so. */
#include "pl-outbox-table.h"

#include "pl-store-error.h"

#define COLUMNS \
  "id, account, kind, state, idempotency_key, link_id, waits_for, body, reference, created_at, first_sent_at," \
  " next_attempt_at, finished_at, attempts, error, result_id, owner, base, batch, place, origin"

/* As the SQL below spells the states. */
G_STATIC_ASSERT (PL_INTENT_WAITING == 0);
G_STATIC_ASSERT (PL_INTENT_SENDING == 1);
G_STATIC_ASSERT (PL_INTENT_UNSURE == 2);
G_STATIC_ASSERT (PL_INTENT_DONE == 3);
G_STATIC_ASSERT (PL_INTENT_REFUSED == 4);
G_STATIC_ASSERT (PL_INTENT_DISCARDED == 5);

/**
 * pl_outbox_row_new:
 *
 * Returns: (transfer full): a row with nothing in it, %PL_INTENT_CREATE and %PL_INTENT_WAITING
 */
PlOutboxRow *
pl_outbox_row_new (void)
{
  return g_new0 (PlOutboxRow, 1);
}

/**
 * pl_outbox_row_copy:
 * @row: a row
 *
 * Returns: (transfer full): a copy; the body is shared
 */
PlOutboxRow *
pl_outbox_row_copy (const PlOutboxRow *row)
{
  PlOutboxRow *copy;

  g_return_val_if_fail (row != NULL, NULL);

  copy = g_new (PlOutboxRow, 1);
  *copy = *row;
  copy->account = g_strdup (row->account);
  copy->idempotency_key = g_strdup (row->idempotency_key);
  copy->link_id = g_strdup (row->link_id);
  copy->body = row->body != NULL ? g_bytes_ref (row->body) : NULL;
  copy->reference = g_strdup (row->reference);
  copy->error = g_strdup (row->error);
  copy->result_id = g_strdup (row->result_id);
  copy->owner = g_strdup (row->owner);
  copy->base = g_strdup (row->base);
  copy->origin = g_strdup (row->origin);

  return copy;
}

/**
 * pl_outbox_row_free:
 * @row: (transfer full) (nullable): a row
 *
 * Frees a row and what it holds.
 */
void
pl_outbox_row_free (PlOutboxRow *row)
{
  if (row == NULL)
    return;

  g_free (row->account);
  g_free (row->idempotency_key);
  g_free (row->link_id);
  g_clear_pointer (&row->body, g_bytes_unref);
  g_free (row->reference);
  g_free (row->error);
  g_free (row->result_id);
  g_free (row->owner);
  g_free (row->base);
  g_free (row->origin);
  g_free (row);
}

static PlOutboxRow *
read_row (PlStatement *statement)
{
  PlOutboxRow *row = pl_outbox_row_new ();

  row->id = pl_statement_get_int (statement, 0);
  row->account = g_strdup (pl_statement_get_text (statement, 1));
  row->kind = (PlIntentKind) pl_statement_get_int (statement, 2);
  row->state = (PlIntentState) pl_statement_get_int (statement, 3);
  row->idempotency_key = g_strdup (pl_statement_get_text (statement, 4));
  row->link_id = g_strdup (pl_statement_get_text (statement, 5));
  row->waits_for = pl_statement_get_int (statement, 6);
  row->body = pl_statement_get_bytes (statement, 7);
  row->reference = g_strdup (pl_statement_get_text (statement, 8));
  row->created_at = pl_statement_get_int (statement, 9);
  row->first_sent_at = pl_statement_get_int (statement, 10);
  row->next_attempt_at = pl_statement_get_int (statement, 11);
  row->finished_at = pl_statement_get_int (statement, 12);
  row->attempts = (guint) pl_statement_get_int (statement, 13);
  row->error = g_strdup (pl_statement_get_text (statement, 14));
  row->result_id = g_strdup (pl_statement_get_text (statement, 15));
  row->owner = g_strdup (pl_statement_get_text (statement, 16));
  row->base = g_strdup (pl_statement_get_text (statement, 17));
  row->batch = pl_statement_get_int (statement, 18);
  row->place = (guint) pl_statement_get_int (statement, 19);
  row->origin = g_strdup (pl_statement_get_text (statement, 20));

  return row;
}

/* For the conditional UPDATEs: how many rows fitted, none or one. */
static gboolean
run_told (PlStatement  *statement,
          gboolean     *changed,
          GError      **error)
{
  gint64 count;

  *changed = FALSE;

  if (!pl_statement_run (statement, &count, error))
    return FALSE;

  *changed = count > 0;

  return TRUE;
}

/**
 * pl_outbox_table_insert:
 * @connection: the worker's connection
 * @row: account, kind, state, key and created_at must be set; its id is set here
 * @error: return location for a #GError
 *
 * Adds an intent.
 *
 * Errors: %PL_STORE_ERROR_DUPLICATE when the idempotency key is known.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_table_insert (PlConnection  *connection,
                        PlOutboxRow   *row,
                        GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (row != NULL, FALSE);
  g_return_val_if_fail (row->id == 0, FALSE);

  statement = pl_connection_prepare (connection,
                                     "INSERT INTO outbox (" COLUMNS ")"
                                     " VALUES (NULL, ?, ?, ?, ?, ?, nullif (?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                     " nullif (?, 0), ?, ?)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, row->account);
  pl_statement_bind_int (statement, 2, row->kind);
  pl_statement_bind_int (statement, 3, row->state);
  pl_statement_bind_text (statement, 4, row->idempotency_key);
  pl_statement_bind_text (statement, 5, row->link_id);
  pl_statement_bind_int (statement, 6, row->waits_for);
  pl_statement_bind_bytes (statement, 7, row->body);
  pl_statement_bind_text (statement, 8, row->reference);
  pl_statement_bind_int (statement, 9, row->created_at);
  pl_statement_bind_int (statement, 10, row->first_sent_at);
  pl_statement_bind_int (statement, 11, row->next_attempt_at);
  pl_statement_bind_int (statement, 12, row->finished_at);
  pl_statement_bind_int (statement, 13, row->attempts);
  pl_statement_bind_text (statement, 14, row->error);
  pl_statement_bind_text (statement, 15, row->result_id);
  pl_statement_bind_text (statement, 16, row->owner);
  pl_statement_bind_text (statement, 17, row->base);
  pl_statement_bind_int (statement, 18, row->batch);
  pl_statement_bind_int (statement, 19, row->place);
  pl_statement_bind_text (statement, 20, row->origin);

  if (!pl_statement_run (statement, NULL, error))
    return FALSE;

  row->id = pl_connection_last_id (connection);

  return TRUE;
}

/* For the statements whose only parameter is an account. */
static GPtrArray *
list (PlConnection  *connection,
      const char    *sql,
      const char    *account,
      GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);
  PlStatement *statement = pl_connection_prepare (connection, sql, error);
  gboolean     found;

  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);

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
 * pl_outbox_table_list:
 * @connection: the worker's connection
 * @account: (nullable): an account's UUID, or %NULL for all
 * @finished_too: with those that are done or discarded
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlOutboxRow): intents in the order they were made
 */
GPtrArray *
pl_outbox_table_list (PlConnection  *connection,
                      const char    *account,
                      gboolean       finished_too,
                      GError       **error)
{
  /* The first repeats the condition of the index outbox_unfinished word by word: that is how SQLite knows it fits. */
  return list (connection,
               finished_too ? "SELECT " COLUMNS " FROM outbox WHERE (?1 IS NULL OR account = ?1) ORDER BY id"
                            : "SELECT " COLUMNS " FROM outbox"
                              " WHERE state NOT IN (3, 5) AND (?1 IS NULL OR account = ?1) ORDER BY id",
               account, error);
}

/**
 * pl_outbox_table_list_shown:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlOutboxRow): intents that a person may want to see, in the order
 *   they were made: unfinished and refused ones, but not those of a batch that only wait for their turn
 */
GPtrArray *
pl_outbox_table_list_shown (PlConnection  *connection,
                            const char    *account,
                            GError       **error)
{
  g_return_val_if_fail (account != NULL, NULL);

  return list (connection,
               "SELECT " COLUMNS " FROM outbox"
               " WHERE state NOT IN (3, 5) AND account = ?1 AND (batch IS NULL OR state <> 0 OR error IS NOT NULL)"
               " ORDER BY id",
               account, error);
}

/* The one row of a statement that finds at most one. */
static PlOutboxRow *
step_to_only_row (PlStatement  *statement,
                  GError      **error)
{
  gboolean found;

  if (!pl_statement_step (statement, &found, error))
    return NULL;

  if (found)
    return read_row (statement);

  g_set_error_literal (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND, "There is no such intent");
  return NULL;
}

/**
 * pl_outbox_table_get:
 * @connection: the worker's connection
 * @id: a row's id
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (nullable): the intent
 */
PlOutboxRow *
pl_outbox_table_get (PlConnection  *connection,
                     gint64         id,
                     GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, "SELECT " COLUMNS " FROM outbox WHERE id = ?", error);

  if (statement == NULL)
    return NULL;

  pl_statement_bind_int (statement, 1, id);

  return step_to_only_row (statement, error);
}

/**
 * pl_outbox_table_find_key:
 * @connection: the worker's connection
 * @idempotency_key: a UUID
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (nullable): the intent with that key, of whichever account
 */
PlOutboxRow *
pl_outbox_table_find_key (PlConnection  *connection,
                          const char    *idempotency_key,
                          GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (idempotency_key != NULL, NULL);

  statement = pl_connection_prepare (connection, "SELECT " COLUMNS " FROM outbox WHERE idempotency_key = ?", error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, idempotency_key);

  return step_to_only_row (statement, error);
}

/**
 * pl_outbox_table_claim:
 * @connection: the worker's connection
 * @id: a row's id
 * @owner: who takes it
 * @previous_owner: (nullable): who had it in hand and is known to be dead
 * @now: microseconds since the epoch
 * @claimed: (out): whether it is @owner's now
 * @error: return location for a #GError
 *
 * Takes a row in hand, so that it is sent by one process only. It is taken when it is %PL_INTENT_WAITING or
 * %PL_INTENT_UNSURE, due at @now, and what it waits for is done; or when it is %PL_INTENT_SENDING by @previous_owner.
 * What switches off a link that is known by its id only waits until that is over, however it ended. Counts the attempt
 * and notes @now as the time of the first one: from here on bytes may have left.
 *
 * Returns: %FALSE on error; that somebody was faster is none
 */
gboolean
pl_outbox_table_claim (PlConnection  *connection,
                       gint64         id,
                       const char    *owner,
                       const char    *previous_owner,
                       gint64         now,
                       gboolean      *claimed,
                       GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (owner != NULL, FALSE);
  g_return_val_if_fail (claimed != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "UPDATE outbox SET state = 1, owner = ?2, attempts = attempts + 1,"
                                     " first_sent_at = iif (first_sent_at = 0, ?4, first_sent_at)"
                                     " WHERE id = ?1"
                                     " AND (state IN (0, 2) AND next_attempt_at <= ?4 OR state = 1 AND owner = ?3)"
                                     " AND (waits_for IS NULL"
                                     "      OR 3 = (SELECT state FROM outbox AS first"
                                     "              WHERE first.id = outbox.waits_for)"
                                     /* A link to be switched off that is known by its id, its create's row or not. */
                                     "      OR kind = 3 AND link_id IS NOT NULL"
                                     "         AND NOT EXISTS (SELECT 1 FROM outbox AS first"
                                     "                         WHERE first.id = outbox.waits_for AND first.state < 3))",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, id);
  pl_statement_bind_text (statement, 2, owner);
  pl_statement_bind_text (statement, 3, previous_owner);
  pl_statement_bind_int (statement, 4, now);

  return run_told (statement, claimed, error);
}

/**
 * pl_outbox_table_settle:
 * @connection: the worker's connection
 * @row: what became of it
 * @owner: (nullable): who had it in hand; %NULL for an unfinished row that nobody has
 * @error: return location for a #GError
 *
 * Puts a row out of hand: writes its state, error, attempts, first_sent_at, next_attempt_at, finished_at, result_id
 * and link_id, and drops the owner. What the answer brought belongs into the same work.
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND when @owner does not have it in hand any more, and when it is finished.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_table_settle (PlConnection       *connection,
                        const PlOutboxRow  *row,
                        const char         *owner,
                        GError            **error)
{
  PlStatement *statement;
  gboolean     settled;

  g_return_val_if_fail (row != NULL, FALSE);
  g_return_val_if_fail (row->state != PL_INTENT_SENDING, FALSE);

  statement = pl_connection_prepare (connection,
                                     "UPDATE outbox SET state = ?3, error = ?4, next_attempt_at = ?5, finished_at = ?6,"
                                     " result_id = ?7, link_id = ?8, first_sent_at = ?9, attempts = ?10, owner = NULL"
                                     " WHERE id = ?1 AND owner IS ?2 AND state NOT IN (3, 5)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, row->id);
  pl_statement_bind_text (statement, 2, owner);
  pl_statement_bind_int (statement, 3, row->state);
  pl_statement_bind_text (statement, 4, row->error);
  pl_statement_bind_int (statement, 5, row->next_attempt_at);
  pl_statement_bind_int (statement, 6, row->finished_at);
  pl_statement_bind_text (statement, 7, row->result_id);
  pl_statement_bind_text (statement, 8, row->link_id);
  pl_statement_bind_int (statement, 9, row->first_sent_at);
  pl_statement_bind_int (statement, 10, row->attempts);

  if (!run_told (statement, &settled, error))
    return FALSE;

  if (settled)
    return TRUE;

  g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND,
               "Intent %" G_GINT64_FORMAT " is not in the hands of %s", row->id, owner != NULL ? owner : "nobody");
  return FALSE;
}

static gboolean
run_on_row (PlConnection  *connection,
            const char    *sql,
            gint64         id,
            gint64         now,
            gboolean      *changed,
            GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, id);
  pl_statement_bind_int (statement, 2, now);

  return run_told (statement, changed, error);
}

/**
 * pl_outbox_table_discard:
 * @connection: the worker's connection
 * @id: a row's id
 * @now: microseconds since the epoch
 * @discarded: (out): whether it is given up now
 * @error: return location for a #GError
 *
 * Gives up an intent that is %PL_INTENT_WAITING, %PL_INTENT_UNSURE or %PL_INTENT_REFUSED.
 *
 * Returns: %FALSE on error; that it is in hand or finished is none
 */
gboolean
pl_outbox_table_discard (PlConnection  *connection,
                         gint64         id,
                         gint64         now,
                         gboolean      *discarded,
                         GError       **error)
{
  g_return_val_if_fail (discarded != NULL, FALSE);

  return run_on_row (connection,
                     "UPDATE outbox SET state = 5, finished_at = ?2 WHERE id = ?1 AND state IN (0, 2, 4)",
                     id, now, discarded, error);
}

/**
 * pl_outbox_table_make_due:
 * @connection: the worker's connection
 * @id: a row's id
 * @now: microseconds since the epoch
 * @due: (out): whether it may be claimed at @now
 * @error: return location for a #GError
 *
 * Ends the wait before the next attempt of an intent that is %PL_INTENT_WAITING or %PL_INTENT_UNSURE.
 *
 * Returns: %FALSE on error; that it is in hand or finished is none
 */
gboolean
pl_outbox_table_make_due (PlConnection  *connection,
                          gint64         id,
                          gint64         now,
                          gboolean      *due,
                          GError       **error)
{
  g_return_val_if_fail (due != NULL, FALSE);

  return run_on_row (connection,
                     "UPDATE outbox SET next_attempt_at = min (next_attempt_at, ?2) WHERE id = ?1 AND state IN (0, 2)",
                     id, now, due, error);
}

/**
 * pl_outbox_table_set_link:
 * @connection: the worker's connection
 * @waits_for: the id of a create's row
 * @link_id: the link it made
 * @error: return location for a #GError
 *
 * Tells the intents that wait for a create which link they are about.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_table_set_link (PlConnection  *connection,
                          gint64         waits_for,
                          const char    *link_id,
                          GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);

  statement = pl_connection_prepare (connection, "UPDATE outbox SET link_id = ?2 WHERE waits_for = ?1", error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, waits_for);
  pl_statement_bind_text (statement, 2, link_id);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_intent_kind_to_text:
 * @kind: a kind
 *
 * Returns: (transfer none): the word that paylinks-cli uses; not for the window
 */
const char *
pl_intent_kind_to_text (PlIntentKind kind)
{
  switch (kind)
    {
    case PL_INTENT_CREATE:
      return "create";
    case PL_INTENT_SHARE:
      return "share";
    case PL_INTENT_EDIT:
      return "edit";
    case PL_INTENT_DEACTIVATE:
      return "deactivate";
    default:
      g_return_val_if_reached ("create");
    }
}

/**
 * pl_intent_state_to_text:
 * @state: a state
 *
 * Returns: (transfer none): the word that paylinks-cli uses; not for the window
 */
const char *
pl_intent_state_to_text (PlIntentState state)
{
  switch (state)
    {
    case PL_INTENT_WAITING:
      return "waiting";
    case PL_INTENT_SENDING:
      return "sending";
    case PL_INTENT_UNSURE:
      return "unsure";
    case PL_INTENT_DONE:
      return "done";
    case PL_INTENT_REFUSED:
      return "refused";
    case PL_INTENT_DISCARDED:
      return "discarded";
    default:
      g_return_val_if_reached ("waiting");
    }
}
