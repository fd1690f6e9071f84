/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking and taking in hand are one transaction, so that no two processes take the same row. What is looked at is what
 * is due, not what is there: a turn costs the same among ten rows and among ten thousand. */
#include "pl-outbox-scan.h"

#include "pl-backoff.h"
#include "pl-intent.h"
#include "pl-outbox-mail.h"
#include "pl-outbox-pace.h"
#include "pl-outbox-verdict.h"
#include "store/pl-batch-table.h"
#include "store/pl-link-table.h"
#include "store/pl-outbox-turns.h"
#include "store/pl-store-error.h"

static gboolean
is_in_living_hands (PlOutboxScan      *self,
                    const PlOutboxRow *row)
{
  const char *me = pl_database_get_owner (self->database);

  /* What we have in hand ourselves is never taken from us. */
  return row->owner != NULL
         && (g_strcmp0 (row->owner, me) == 0 || pl_database_owner_is_alive (self->database, row->owner));
}

static gboolean
is_asking (const PlOutboxRow *row)
{
  return row->state == PL_INTENT_UNSURE && row->next_attempt_at == PL_INTENT_NEVER;
}

/* A moment further away than any wait was set by a clock that has been set back since. */
static gboolean
is_later (const PlOutboxRow *row,
          gint64             now)
{
  return row->next_attempt_at > now && row->next_attempt_at - now <= PL_BACKOFF_LONGEST;
}

/* Taking in hand */

static gboolean
refuse (PlOutboxScan      *self,
        PlConnection      *connection,
        PlOutboxRow       *row,
        PlIntentErrorCode  code,
        const char        *message,
        gboolean           never_made,
        GError           **error)
{
  g_autoptr (GError) reason = g_error_new_literal (PL_INTENT_ERROR, code, message);
  g_autofree char *why = pl_intent_error_to_json (reason);

  if (!pl_outbox_verdict_refuse_unsent (connection, row, why, never_made, self->now, error))
    return FALSE;

  g_ptr_array_add (self->rows, pl_outbox_row_copy (row));

  return TRUE;
}

/* Nobody is sent to an address that is not safe to open. What may have left is not called refused: the user looks. */
static gboolean
hold_unsafe (PlOutboxScan *self,
             PlConnection *connection,
             PlOutboxRow  *row,
             GError      **error)
{
  g_autoptr (GError) reason = g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_UNSAFE,
                                                   "The link's address is not safe to open");
  g_autofree char *why = pl_intent_error_to_json (reason);

  if (row->state == PL_INTENT_WAITING)
    {
      if (!pl_outbox_verdict_refuse_unsent (connection, row, why, FALSE, self->now, error))
        return FALSE;
    }
  else
    {
      row->state = PL_INTENT_UNSURE;
      row->next_attempt_at = PL_INTENT_NEVER;
      g_free (row->error);
      row->error = g_steal_pointer (&why);
      if (!pl_outbox_table_settle (connection, row, row->owner, error))
        return FALSE;
    }

  g_ptr_array_add (self->rows, pl_outbox_row_copy (row));

  return TRUE;
}

static gboolean
check_address (PlConnection      *connection,
               const PlOutboxRow *row,
               gboolean          *unsafe,
               GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PayrocLink) link = NULL;

  *unsafe = FALSE;
  if (row->kind != PL_INTENT_SHARE || row->link_id == NULL)
    return TRUE;

  link = pl_link_table_get (connection, row->account, row->link_id, &local_error);
  *unsafe = link != NULL && payroc_link_has_unsafe_address (link);
  if (link != NULL || g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* A predecessor that is done has told where its link is; unless somebody gave it up. To switch off a link that is known
 * by its id needs none: it must not stay open because a row is missing in a rescued file. */
static gboolean
check_predecessor (PlConnection *connection,
                   PlOutboxRow  *row,
                   gboolean     *lost,
                   gboolean     *never_made,
                   GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PlOutboxRow) before = NULL;

  /* What is about no link at all is from a damaged file: it is refused for itself, and holds up nobody else. */
  *lost = row->waits_for == 0 && row->kind != PL_INTENT_CREATE && row->link_id == NULL;
  *never_made = FALSE;
  if (row->waits_for == 0 || (row->kind == PL_INTENT_DEACTIVATE && row->link_id != NULL))
    return TRUE;

  before = pl_outbox_table_get (connection, row->waits_for, &local_error);
  if (before == NULL && !g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *never_made = before != NULL && (before->state == PL_INTENT_REFUSED || before->state == PL_INTENT_DISCARDED);
  *lost = before == NULL || before->state != PL_INTENT_DONE || (row->link_id == NULL && before->link_id == NULL);
  if (*lost || row->link_id != NULL)
    return TRUE;

  row->link_id = g_strdup (before->link_id);

  return pl_outbox_table_set_link (connection, row->waits_for, before->link_id, error);
}

static gboolean
claim (PlOutboxScan *self,
       PlConnection *connection,
       gint64        id,
       GError      **error)
{
  g_autoptr (PlOutboxRow) row = pl_outbox_table_get (connection, id, error);
  g_autoptr (PlOutboxRow) claimed_row = NULL;
  gboolean claimed = FALSE;
  gboolean due;
  gboolean lost;
  gboolean unsafe;
  gboolean never_made;
  gboolean outdated;

  if (row == NULL || !check_predecessor (connection, row, &lost, &never_made, error)
      || !check_address (connection, row, &unsafe, error)
      || !pl_outbox_mail_is_outdated (connection, row, &outdated, error))
    return FALSE;

  if (lost)
    return refuse (self, connection, row, PL_INTENT_ERROR_PREDECESSOR, "What it waited for was not done", never_made,
                   error);
  if (unsafe)
    return hold_unsafe (self, connection, row, error);
  if (outdated)
    return refuse (self, connection, row, PL_INTENT_ERROR_OUTDATED, "The link is not what the message says", FALSE,
                   error);

  if (row->state != PL_INTENT_SENDING && row->next_attempt_at > self->now
      && !pl_outbox_table_make_due (connection, id, self->now, &due, error))
    return FALSE;

  if (!pl_outbox_table_claim (connection, id, pl_database_get_owner (self->database),
                              row->state == PL_INTENT_SENDING ? row->owner : NULL, self->now, &claimed, error))
    return FALSE;

  if (!claimed)
    return TRUE;

  claimed_row = pl_outbox_table_get (connection, id, error);
  if (claimed_row == NULL)
    return FALSE;

  g_ptr_array_add (self->claims, pl_outbox_claim_new (claimed_row, row->state != PL_INTENT_WAITING, self->now));
  g_ptr_array_add (self->rows, g_steal_pointer (&claimed_row));

  return TRUE;
}

/* What is in somebody's hands: the orphans among them are due, whenever their next attempt was to be. */
static gboolean
look_at_hands (PlOutboxScan *self,
               PlConnection *connection,
               GArray       *orphans,
               GError      **error)
{
  g_autoptr (GPtrArray) rows = pl_outbox_turns_list_sending (connection, self->account, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (rows, i);
      g_autoptr (PlOutboxRow) blocker = NULL;

      if (is_in_living_hands (self, row))
        {
          self->sending = TRUE;
          if (g_strcmp0 (row->owner, self->owner) != 0)
            self->elsewhere = TRUE;
        }
      else if (!pl_outbox_turns_find_blocker (connection, row, &blocker, error))
        {
          return FALSE;
        }
      else if (blocker == NULL)
        {
          g_array_append_val (orphans, row->id);
        }
    }

  return TRUE;
}

static gboolean
take_in_hand (PlOutboxScan *self,
              PlConnection *connection,
              GError      **error)
{
  g_autoptr (GArray) orphans = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) due = NULL;

  if (!look_at_hands (self, connection, orphans, error))
    return FALSE;

  due = pl_outbox_turns_list_due (connection, self->account, self->now, PL_BACKOFF_LONGEST,
                                  self->room + PL_OUTBOX_BULK + 1, error);
  if (due == NULL)
    return FALSE;

  g_array_prepend_vals (due, orphans->data, orphans->len);
  self->n_due = due->len;
  self->n_left = due->len;
  for (guint i = 0; i < due->len && self->claims->len < self->room; i++)
    {
      if (!claim (self, connection, g_array_index (due, gint64, i), error))
        return FALSE;

      self->n_left--;
    }

  if (self->claims->len > 0)
    self->sending = TRUE;

  return TRUE;
}

/* Watching */

static gboolean
is_paused (PlConnection      *connection,
           const PlOutboxRow *row)
{
  g_autoptr (PlBatchRow) batch = row->batch != 0 ? pl_batch_table_get (connection, row->account, row->batch, NULL)
                                                 : NULL;

  return batch != NULL && batch->paused;
}

static gboolean
watch_row (PlOutboxScan    *self,
           PlConnection    *connection,
           PlOutboxWatched *watched,
           GError         **error)
{
  g_autoptr (PlOutboxRow) row = pl_outbox_table_get (connection, watched->id, error);

  if (row == NULL)
    return FALSE;

  watched->finished = row->state >= PL_INTENT_DONE;
  watched->sending = row->state == PL_INTENT_SENDING && is_in_living_hands (self, row);

  /* Behind another it moves when that one does. */
  while (row->state < PL_INTENT_DONE && row->state != PL_INTENT_SENDING)
    {
      g_autoptr (PlOutboxRow) blocker = NULL;

      if (!pl_outbox_turns_find_blocker (connection, row, &blocker, error))
        return FALSE;

      if (blocker == NULL)
        {
          watched->active = !is_asking (row) && !is_later (row, self->now) && !is_paused (connection, row);
          return TRUE;
        }

      pl_outbox_row_free (row);
      row = g_steal_pointer (&blocker);
    }

  watched->active = row->state == PL_INTENT_SENDING;

  return TRUE;
}

/* Reading */

static gboolean
read_version (PlOutboxScan *self,
              PlConnection *connection,
              GError      **error)
{
  PlStatement *statement = pl_connection_prepare (connection, "PRAGMA data_version", error);
  gboolean found;
  gint64 version;

  if (statement == NULL || !pl_statement_step (statement, &found, error))
    return FALSE;

  version = pl_statement_get_int (statement, 0);
  if (version != self->version && self->may_be_whole)
    self->whole = TRUE;

  self->stale = version != self->version && !self->whole;
  if (self->whole)
    self->version = version;

  return TRUE;
}

static gboolean
read_rows (PlOutboxScan *self,
           PlConnection *connection,
           GError      **error)
{
  if (self->whole)
    {
      g_ptr_array_unref (self->rows);
      self->rows = pl_outbox_table_list_shown (connection, self->account, error);
      if (self->rows == NULL)
        {
          self->rows = g_ptr_array_new ();
          return FALSE;
        }

      self->counting = TRUE;
    }

  if (self->counting)
    {
      self->batches = pl_batch_table_list_open (connection, self->account, error);
      if (self->batches == NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_outbox_scan_new:
 * @database: the database, whose owner claims
 * @account: whose rows
 * @now: microseconds since the epoch
 * @room: how many may be claimed
 *
 * Returns: (transfer full): a scan to be run
 */
PlOutboxScan *
pl_outbox_scan_new (PlDatabase *database,
                    const char *account,
                    gint64      now,
                    guint       room)
{
  PlOutboxScan *self = g_new0 (PlOutboxScan, 1);

  self->database = g_object_ref (database);
  self->account = g_strdup (account);
  self->now = now;
  self->room = room;
  self->watched = g_array_new (FALSE, FALSE, sizeof (PlOutboxWatched));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);
  self->claims = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_claim_free);
  self->next_at = PL_INTENT_NEVER;

  return self;
}

/**
 * pl_outbox_scan_free:
 * @self: (transfer full): a scan
 */
void
pl_outbox_scan_free (PlOutboxScan *self)
{
  g_object_unref (self->database);
  g_free (self->account);
  g_free (self->owner);
  g_array_unref (self->watched);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->batches, g_ptr_array_unref);
  g_ptr_array_unref (self->claims);
  g_free (self);
}

/**
 * pl_outbox_scan_watch:
 * @self: a scan that has not been run
 * @id: an intent's number
 *
 * Somebody wants to know whether it will go on by itself.
 */
void
pl_outbox_scan_watch (PlOutboxScan *self,
                      gint64        id)
{
  const PlOutboxWatched watched = { .id = id };

  g_array_append_val (self->watched, watched);
}

/**
 * pl_outbox_scan_find_watched:
 * @self: a scan
 * @id: an intent's number
 *
 * Returns: (transfer none) (nullable): what is known of it
 */
const PlOutboxWatched *
pl_outbox_scan_find_watched (const PlOutboxScan *self,
                             gint64              id)
{
  for (guint i = 0; i < self->watched->len; i++)
    {
      const PlOutboxWatched *watched = &g_array_index (self->watched, PlOutboxWatched, i);

      if (watched->id == id)
        return watched;
    }

  return NULL;
}

/**
 * pl_outbox_scan_work:
 * @connection: the connection, in a write transaction when there is room
 * @data: a #PlOutboxScan
 * @error: `PL_STORE_ERROR`
 *
 * Takes for us whose turn it is, rows of dead owners too, refuses those whose predecessor is lost, and reads what is to
 * be shown of that. What is claimed must be sent or settled by the caller once this is committed.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_scan_work (PlConnection *connection,
                     gpointer      data,
                     GError      **error)
{
  PlOutboxScan *self = data;

  if (!take_in_hand (self, connection, error)
      || !read_version (self, connection, error)
      || !read_rows (self, connection, error))
    return FALSE;

  for (guint i = 0; i < self->watched->len; i++)
    {
      if (!watch_row (self, connection, &g_array_index (self->watched, PlOutboxWatched, i), error))
        return FALSE;
    }

  /* While something is left, the next look comes when there is room, and need not be timed. */
  return self->n_left > 0
         || pl_outbox_turns_get_next (connection, self->account, self->now, &self->next_at, error);
}
