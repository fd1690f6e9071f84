/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every step of an intent is one transaction, so that a crash finds the row before it or after it and never between. */
#include "pl-outbox-ledger.h"

#include "payroc/sharing/payroc-share.h"
#include "pl-intent.h"
#include "store/pl-link-table.h"
#include "store/pl-people-table.h"
#include "store/pl-sharing-table.h"

static gboolean
clear_not_found (GError **error)
{
  if (!g_error_matches (*error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return FALSE;

  g_clear_error (error);

  return TRUE;
}

static char *
describe_lost_predecessor (void)
{
  g_autoptr (GError) error = g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_PREDECESSOR,
                                                  "What it waited for was not done");

  return pl_intent_error_to_json (error);
}

/* Nobody has the row: it never was sent and now never will be. */
static gboolean
refuse_unsent (PlConnection *connection,
               PlOutboxRow  *row,
               const char   *why,
               gint64        now,
               GError      **error)
{
  row->state = PL_INTENT_REFUSED;
  row->finished_at = now;
  g_free (row->error);
  row->error = g_strdup (why);

  return pl_outbox_table_settle (connection, row, NULL, error);
}

/* Claim */

static gboolean
is_alive_cb (const char *owner,
             gpointer    user_data)
{
  PlDatabase *database = user_data;

  /* What we have in hand ourselves is never taken from us. */
  return g_strcmp0 (owner, pl_database_get_owner (database)) == 0 || pl_database_owner_is_alive (database, owner);
}

/* A predecessor that is no longer listed is done, and has told where its link is; unless somebody discarded it. */
static gboolean
check_predecessor (PlConnection *connection,
                   PlOutboxRow  *row,
                   gboolean     *lost,
                   GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PlOutboxRow) before = NULL;

  *lost = FALSE;
  if (row->waits_for == 0)
    return TRUE;

  before = pl_outbox_table_get (connection, row->waits_for, &local_error);
  if (before == NULL && !clear_not_found (&local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *lost = before == NULL || before->state != PL_INTENT_DONE || (row->link_id == NULL && before->link_id == NULL);
  if (!*lost && row->link_id == NULL)
    return pl_outbox_table_set_link (connection, row->waits_for, before->link_id, error);

  return TRUE;
}

static gboolean
claim (PlOutboxScan *self,
       PlConnection *connection,
       guint         place,
       GError      **error)
{
  PlOutboxRow *row = g_ptr_array_index (self->rows, place);
  PlOutboxSlot *slot = &g_array_index (self->slots, PlOutboxSlot, place);
  const gboolean was_unsure = row->state != PL_INTENT_WAITING;
  const char *previous_owner = row->state == PL_INTENT_SENDING ? row->owner : NULL;
  PlOutboxRow *claimed_row;
  gboolean claimed = FALSE;
  gboolean due;
  gboolean lost;

  if (!check_predecessor (connection, row, &lost, error))
    return FALSE;

  if (lost)
    {
      slot->turn = PL_OUTBOX_TURN_LOST;
      return TRUE;
    }

  if (slot->clock_set_back && !pl_outbox_table_make_due (connection, row->id, self->now, &due, error))
    return FALSE;

  if (!pl_outbox_table_claim (connection, row->id, pl_database_get_owner (self->database), previous_owner, self->now,
                              &claimed, error))
    return FALSE;

  if (!claimed)
    {
      *slot = (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_BEHIND };
      return TRUE;
    }

  claimed_row = pl_outbox_table_get (connection, row->id, error);
  if (claimed_row == NULL)
    return FALSE;

  slot->turn = PL_OUTBOX_TURN_SENDING;
  g_ptr_array_add (self->claims, pl_outbox_claim_new (claimed_row, was_unsure, self->now));
  pl_outbox_row_free (row);
  g_ptr_array_index (self->rows, place) = claimed_row;

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
  self->claims = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_claim_free);

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
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_array_unref);
  g_ptr_array_unref (self->claims);
  g_free (self);
}

/**
 * pl_outbox_scan_work:
 * @connection: the connection, in a write transaction when there is room
 * @data: a #PlOutboxScan
 * @error: `PL_STORE_ERROR`
 *
 * Reads the account's rows, takes for us whose turn it is, rows of dead owners too, and refuses those whose predecessor
 * is lost. What is claimed must be sent or settled by the caller once this is committed.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_scan_work (PlConnection *connection,
                     gpointer      data,
                     GError      **error)
{
  PlOutboxScan *self = data;
  g_autofree char *lost = describe_lost_predecessor ();

  self->rows = pl_outbox_table_list (connection, self->account, FALSE, error);
  if (self->rows == NULL)
    return FALSE;

  self->slots = pl_outbox_plan (self->rows, is_alive_cb, self->database, self->now);

  for (guint i = 0; i < self->rows->len && self->claims->len < self->room; i++)
    {
      PlOutboxSlot *slot = &g_array_index (self->slots, PlOutboxSlot, i);

      if (slot->turn == PL_OUTBOX_TURN_NOW && !claim (self, connection, i, error))
        return FALSE;

      if (slot->turn == PL_OUTBOX_TURN_LOST)
        {
          if (!refuse_unsent (connection, g_ptr_array_index (self->rows, i), lost, self->now, error))
            return FALSE;

          *slot = (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_OVER };
        }
    }

  return TRUE;
}

/* Verdict */

static gboolean
store_link (PlOutboxVerdict *self,
            PlConnection    *connection,
            GError         **error)
{
  const PlOutboxRow *row = self->row;

  if (!pl_link_table_put (connection, row->account, self->link, self->now, &self->rowid, error))
    return FALSE;

  g_set_object (&self->stored, self->link);

  return TRUE;
}

static gboolean
store_people (PlOutboxVerdict *self,
              PlConnection    *connection,
              GError         **error)
{
  const PlOutboxRow *row = self->row;
  g_autoptr (PayrocShare) share = payroc_share_new_from_body (row->body, NULL);
  GListModel *recipients;

  if (share == NULL)
    return TRUE;

  recipients = G_LIST_MODEL (payroc_share_get_recipients (share));
  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, i);

      if (!pl_people_table_put (connection, row->account, recipient, row->link_id, self->now, error))
        return FALSE;
    }

  return TRUE;
}

static void
add_recipients (GString    *text,
                GHashTable *seen,
                GListModel *recipients)
{
  for (guint i = 0; i < g_list_model_get_n_items (recipients); i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, i);
      g_autofree char *written = payroc_recipient_to_text (recipient);

      if (g_hash_table_contains (seen, written))
        continue;

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", written);
      g_hash_table_add (seen, g_steal_pointer (&written));
    }
}

/* The link's row names everybody it was sent to, so that a search finds it by them. */
static gboolean
store_recipients (PlOutboxVerdict *self,
                  PlConnection    *connection,
                  GError         **error)
{
  const PlOutboxRow *row = self->row;
  g_autoptr (GPtrArray) events = pl_sharing_table_list (connection, row->account, row->link_id, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;

  if (events == NULL)
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    add_recipients (text, seen, payroc_sharing_event_get_recipients (g_ptr_array_index (events, i)));

  self->stored = pl_link_table_get (connection, row->account, row->link_id, &local_error);
  if (self->stored == NULL)
    {
      /* Shared by its id, and never seen here. */
      if (clear_not_found (&local_error))
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  self->rowid = pl_link_table_find_rowid (connection, row->account, row->link_id, error);

  return self->rowid > 0
         && pl_link_table_set_recipients (connection, row->account, row->link_id, text->str, error);
}

static gboolean
store_result (PlOutboxVerdict *self,
              PlConnection    *connection,
              GError         **error)
{
  const PlOutboxRow *row = self->row;

  if (self->bare)
    return TRUE;

  if (self->link != NULL && !store_link (self, connection, error))
    return FALSE;

  return self->event == NULL
         || (pl_sharing_table_put (connection, row->account, row->link_id, self->event, error)
             && store_people (self, connection, error)
             && store_recipients (self, connection, error));
}

static gboolean
update_waiter (PlOutboxVerdict *self,
               PlConnection    *connection,
               GError         **error)
{
  if (self->row->kind == PL_INTENT_CREATE && self->row->state == PL_INTENT_DONE
      && !pl_outbox_table_set_link (connection, self->row->id, self->row->link_id, error))
    return FALSE;

  if (self->waiter == 0)
    return TRUE;

  self->waiter_row = pl_outbox_table_get (connection, self->waiter, error);
  if (self->waiter_row == NULL)
    return FALSE;

  if (self->waiter_error == NULL || self->waiter_row->state != PL_INTENT_WAITING)
    return TRUE;

  return refuse_unsent (connection, self->waiter_row, self->waiter_error, self->now, error);
}

/**
 * pl_outbox_verdict_free:
 * @self: (transfer full): a verdict
 */
void
pl_outbox_verdict_free (PlOutboxVerdict *self)
{
  pl_outbox_row_free (self->row);
  g_free (self->owner);
  g_clear_object (&self->link);
  g_clear_object (&self->event);
  g_free (self->waiter_error);
  g_clear_object (&self->stored);
  g_clear_pointer (&self->waiter_row, pl_outbox_row_free);
  g_free (self);
}

/**
 * pl_outbox_verdict_work:
 * @connection: the connection, in a write transaction
 * @data: a #PlOutboxVerdict; may be run again after it failed
 * @error: `PL_STORE_ERROR`; %PL_STORE_ERROR_NOT_FOUND when the row is no longer ours
 *
 * Writes what came of a row together with the row: the link, or the mail with the people it went to; and tells the row
 * that waits for it where its link is, or that it will not be sent.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_verdict_work (PlConnection *connection,
                        gpointer      data,
                        GError      **error)
{
  PlOutboxVerdict *self = data;

  g_clear_object (&self->stored);
  g_clear_pointer (&self->waiter_row, pl_outbox_row_free);

  return pl_outbox_table_settle (connection, self->row, self->owner, error)
         && store_result (self, connection, error)
         && update_waiter (self, connection, error);
}
