/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which intents leave, asked of the database's indexes: ten thousand that wait cost no more than ten. */
#include "pl-outbox-turns.h"

/* Repeats the condition of the indexes word by word: that is how SQLite knows that they fit. */
#define UNFINISHED(row) row ".state NOT IN (3, 5) AND " row ".state IN (0, 1, 2)"
#define NEVER "9223372036854775807"

/* What it waits for waits for the user's decision. */
#define WAITS_FOR_USER(row) \
  "EXISTS (SELECT 1 FROM outbox AS asking WHERE asking.id = " row ".waits_for AND asking.id < " row ".id" \
  "        AND asking.state = 2 AND asking.next_attempt_at = " NEVER ")"

/* Rows about one link leave in the order in which they were asked for, but one that the user has to decide about holds
 * nobody up, nor does a mail that waits for such a one: a link must be switched off although a mail of last month is in
 * doubt. */
#define HOLDS_UP_LINK \
  UNFINISHED ("first") " AND NOT (first.state = 2 AND first.next_attempt_at = " NEVER ")" \
  " AND NOT (first.state = 0 AND " WAITS_FOR_USER ("first") ")"

/* ?3: the longest wait there is. Whatever is further away was decided by a clock that has been set back since. What
 * waits was asked for after what it waits for: a damaged row that says otherwise would wait for ever. */
#define DUE \
  UNFINISHED ("outbox") " AND outbox.state <> 1 AND outbox.account = ?1" \
  " AND (outbox.next_attempt_at <= ?2 OR outbox.next_attempt_at BETWEEN ?2 + ?3 + 1 AND " NEVER " - 1)" \
  " AND NOT EXISTS (SELECT 1 FROM outbox AS first" \
  "                 WHERE first.id = outbox.waits_for AND first.id < outbox.id AND first.state IN (0, 1, 2))" \
  " AND (outbox.link_id IS NULL" \
  "      OR NOT EXISTS (SELECT 1 FROM outbox AS first" \
  "                     WHERE first.link_id = outbox.link_id AND first.id < outbox.id AND " HOLDS_UP_LINK "))"

G_STATIC_ASSERT (PL_INTENT_EDIT == 2);
G_STATIC_ASSERT (PL_INTENT_WAITING == 0);
G_STATIC_ASSERT (PL_INTENT_SENDING == 1);
G_STATIC_ASSERT (PL_INTENT_UNSURE == 2);
G_STATIC_ASSERT (PL_INTENT_DONE == 3);
G_STATIC_ASSERT (PL_INTENT_REFUSED == 4);
G_STATIC_ASSERT (PL_INTENT_DISCARDED == 5);
G_STATIC_ASSERT (PL_INTENT_NEVER == G_GINT64_CONSTANT (9223372036854775807));

static gboolean
add_ids (GArray       *ids,
         PlStatement  *statement,
         GError      **error)
{
  gboolean found;

  while (pl_statement_step (statement, &found, error))
    {
      gint64 id;

      if (!found)
        return TRUE;

      id = pl_statement_get_int (statement, 0);
      g_array_append_val (ids, id);
    }

  return FALSE;
}

static gboolean
add_due (GArray        *ids,
         PlConnection  *connection,
         const char    *sql,
         const char    *account,
         gint64         now,
         gint64         longest_wait,
         guint          limit,
         GError       **error)
{
  PlStatement *statement;

  if (ids->len >= limit)
    return TRUE;

  statement = pl_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, now);
  pl_statement_bind_int (statement, 3, longest_wait);
  pl_statement_bind_int (statement, 4, limit - ids->len);

  return add_ids (ids, statement, error);
}

/**
 * pl_outbox_turns_list_due:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @now: microseconds since the epoch
 * @longest_wait: the longest wait that is ever decided, in microseconds
 * @limit: how many at most
 * @error: return location for a #GError
 *
 * What may leave now: due, waiting for nothing unfinished, with nothing before it about its link, and in no batch that
 * is paused. An intent that waited for one that was refused or given up is among them: it must be told so. Those in
 * somebody's hand are not: see pl_outbox_turns_list_sending().
 *
 * A single wish does not queue behind a thousand: batches come after what is in none.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): ids
 */
GArray *
pl_outbox_turns_list_due (PlConnection  *connection,
                          const char    *account,
                          gint64         now,
                          gint64         longest_wait,
                          guint          limit,
                          GError       **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (account != NULL, NULL);

  if (!add_due (ids, connection,
                "SELECT id FROM outbox INDEXED BY outbox_turns WHERE batch IS NULL AND " DUE " ORDER BY id LIMIT ?4",
                account, now, longest_wait, limit, error)
      || !add_due (ids, connection,
                   "SELECT id FROM outbox INDEXED BY outbox_turns"
                   " WHERE batch > 0 AND batch NOT IN (SELECT id FROM batches WHERE paused) AND " DUE
                   " ORDER BY batch, id LIMIT ?4",
                   account, now, longest_wait, limit, error))
    return NULL;

  return g_steal_pointer (&ids);
}

/**
 * pl_outbox_turns_list_sending:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlOutboxRow): what is in the hands of somebody, dead or alive
 */
GPtrArray *
pl_outbox_turns_list_sending (PlConnection  *connection,
                              const char    *account,
                              GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  PlStatement *statement;

  g_return_val_if_fail (account != NULL, NULL);

  statement = pl_connection_prepare (connection, "SELECT id FROM outbox WHERE state = 1 AND account = ? ORDER BY id",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  if (!add_ids (ids, statement, error))
    return NULL;

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
 * pl_outbox_turns_list_waiters:
 * @connection: the worker's connection
 * @waits_for: an intent's id
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the ids of those that wait, or waited, for it
 */
GArray *
pl_outbox_turns_list_waiters (PlConnection  *connection,
                              gint64         waits_for,
                              GError       **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  PlStatement *statement = pl_connection_prepare (connection, "SELECT id FROM outbox WHERE waits_for = ? ORDER BY id",
                                                  error);

  if (statement == NULL)
    return NULL;

  pl_statement_bind_int (statement, 1, waits_for);

  return add_ids (ids, statement, error) ? g_steal_pointer (&ids) : NULL;
}

/**
 * pl_outbox_turns_list_edits_before:
 * @connection: the worker's connection
 * @row: an edit
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): the bodies of the edits of the same link that were asked
 *   for before @row and done after it, in the order in which they were asked for: what it could not know of
 */
GPtrArray *
pl_outbox_turns_list_edits_before (PlConnection       *connection,
                                   const PlOutboxRow  *row,
                                   GError            **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  PlStatement *statement;
  gboolean found;

  g_return_val_if_fail (row != NULL && row->link_id != NULL, NULL);

  statement = pl_connection_prepare (connection,
                                     "SELECT body FROM outbox"
                                     " WHERE account = ?1 AND link_id = ?2 AND kind = 2 AND state = 3 AND id < ?3"
                                     " AND finished_at >= ?4 AND body IS NOT NULL ORDER BY id",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, row->account);
  pl_statement_bind_text (statement, 2, row->link_id);
  pl_statement_bind_int (statement, 3, row->id);
  pl_statement_bind_int (statement, 4, row->created_at);
  while (pl_statement_step (statement, &found, error))
    {
      if (!found)
        return g_steal_pointer (&bodies);

      g_ptr_array_add (bodies, pl_statement_get_bytes (statement, 0));
    }

  return NULL;
}

/**
 * pl_outbox_turns_find_pending:
 * @connection: the worker's connection
 * @link_id: a link's id
 * @kinds: (out): bits `1 << PlIntentKind`
 * @error: return location for a #GError
 *
 * Finds out what about a link is unfinished, but for what the user has to decide about.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_turns_find_pending (PlConnection  *connection,
                              const char    *link_id,
                              guint         *kinds,
                              GError       **error)
{
  PlStatement *statement;
  gboolean found;

  g_return_val_if_fail (link_id != NULL, FALSE);

  *kinds = 0;
  statement = pl_connection_prepare (connection,
                                     "SELECT kind FROM outbox AS first WHERE link_id = ? AND " HOLDS_UP_LINK, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, link_id);
  while (pl_statement_step (statement, &found, error))
    {
      if (!found)
        return TRUE;

      *kinds |= 1u << CLAMP (pl_statement_get_int (statement, 0), 0, 31);
    }

  return FALSE;
}

/**
 * pl_outbox_turns_find_blocker:
 * @connection: the worker's connection
 * @row: an unfinished intent
 * @blocker: (out) (transfer full) (nullable): what must be finished before it; %NULL when nothing must
 * @error: return location for a #GError
 *
 * The one it waits for, or else the last one before it about the same link.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_turns_find_blocker (PlConnection       *connection,
                              const PlOutboxRow  *row,
                              PlOutboxRow       **blocker,
                              GError            **error)
{
  PlStatement *statement;
  gboolean found;
  gint64 id;

  g_return_val_if_fail (row != NULL, FALSE);
  g_return_val_if_fail (blocker != NULL, FALSE);

  *blocker = NULL;
  statement = pl_connection_prepare (connection,
                                     "SELECT id FROM (SELECT id, 1 AS rank FROM outbox AS first"
                                     "                WHERE id = ?1 AND id < ?3 AND state IN (0, 1, 2)"
                                     "                UNION ALL"
                                     "                SELECT max (id), 2 FROM outbox AS first"
                                     "                WHERE link_id = ?2 AND id < ?3 AND " HOLDS_UP_LINK ")"
                                     " WHERE id IS NOT NULL ORDER BY rank LIMIT 1",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, row->waits_for);
  pl_statement_bind_text (statement, 2, row->link_id);
  pl_statement_bind_int (statement, 3, row->id);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  if (!found)
    return TRUE;

  id = pl_statement_get_int (statement, 0);
  *blocker = pl_outbox_table_get (connection, id, error);

  return *blocker != NULL;
}

/**
 * pl_outbox_turns_get_next:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @now: microseconds since the epoch
 * @next_at: (out): when the next wait is over; %PL_INTENT_NEVER when nothing waits for a moment
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_turns_get_next (PlConnection  *connection,
                          const char    *account,
                          gint64         now,
                          gint64        *next_at,
                          GError       **error)
{
  PlStatement *statement;
  gboolean found;

  g_return_val_if_fail (account != NULL, FALSE);
  g_return_val_if_fail (next_at != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "SELECT ifnull (min (next_attempt_at), " NEVER ") FROM outbox"
                                     " WHERE account = ?1 AND next_attempt_at > ?2 AND state <> 1 AND "
                                     UNFINISHED ("outbox"),
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, now);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  *next_at = pl_statement_get_int (statement, 0);

  return TRUE;
}

/**
 * pl_outbox_turns_has_any:
 * @connection: the worker's connection
 * @account: whose rows
 * @any: (out): whether one of them is unfinished and waits neither for the user nor for what does
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_turns_has_any (PlConnection  *connection,
                         const char    *account,
                         gboolean      *any,
                         GError       **error)
{
  PlStatement *statement;
  gboolean found;

  g_return_val_if_fail (any != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "SELECT EXISTS (SELECT 1 FROM outbox WHERE account = ?1 AND "
                                     UNFINISHED ("outbox") " AND next_attempt_at < " NEVER
                                     " AND NOT " WAITS_FOR_USER ("outbox") ")",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  *any = pl_statement_get_int (statement, 0) != 0;

  return TRUE;
}
