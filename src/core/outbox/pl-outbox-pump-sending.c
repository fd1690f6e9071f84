/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pump does with rows that are its own: while there is much to do, the next ones stand by, claimed and on the
 * disk already, so that no request waits for a commit. */
#include "payroc/payroc-error.h"
#include "pl-outbox-errand.h"
#include "pl-outbox-pump-private.h"

static void
tell (PlOutboxPump         *self,
      const PlOutboxReport *report)
{
  const PlOutboxOutcome *outcome = report->outcome;
  const PlOutboxVerdict *verdict = report->verdict;
  g_autoptr (PlIntent) intent = NULL;

  if (verdict->stored != NULL && verdict->rowid > 0)
    pl_link_feed_changed (self->feed, verdict->stored, verdict->rowid);

  intent = pl_intent_list_take_row (self->list, verdict->row, outcome->link, outcome->event, outcome->ignored);
  for (guint i = 0; verdict->waiters != NULL && i < verdict->waiters->len; i++)
    {
      g_autoptr (PlIntent) waiter = pl_intent_list_take_row (self->list, g_ptr_array_index (verdict->waiters, i),
                                                             NULL, NULL, NULL);
    }
}

static void
take_pace (PlOutboxPump *self,
           const GError *error)
{
  pl_outbox_pace_note (&self->pace, error, g_network_monitor_get_network_available (self->network),
                       pl_outbox_pump_get_now (self), self->wait_scale);
  pl_outbox_pump_tell_rest (self);
  if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED))
    pl_outbox_pump_set_paused (self, TRUE);
}

static void
errand_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlOutboxPump) self = user_data;
  g_autoptr (PlOutboxReport) report = pl_outbox_errand_run_finish (result);

  self->n_held--;
  if (report->written)
    tell (self, report);
  if (report->verdict != NULL && report->verdict->row->batch != 0)
    pl_outbox_pump_count_soon (self);
  pl_outbox_goals_check (self->goals);
  pl_outbox_pump_kick (self);
}

/* The next one leaves while the disk still works on this one's result. */
static void
answered_cb (const PlOutboxOutcome *outcome,
             gboolean               stopped,
             gpointer               user_data)
{
  PlOutboxPump *self = user_data;

  self->n_sending--;
  if (!stopped)
    take_pace (self, outcome->error);
  pl_outbox_pump_send_next (self);
}

static void
run_errand (PlOutboxPump        *self,
            const PlOutboxClaim *claim,
            gboolean             put_back)
{
  const PlOutboxErrandSetup setup = {
    .client = self->client,
    .database = self->database,
    .terminal = self->terminal,
    .clock = self->clock,
    .clock_data = self->clock_data,
    .wait_scale = self->wait_scale,
    .calm_attempts = pl_outbox_hurry_get_calm_attempts (self->hurry, claim->row->id),
    .put_back = put_back,
  };

  self->n_held++;
  self->n_sending += !put_back;
  pl_outbox_errand_run_async (&setup, claim, self->stopping, answered_cb, errand_cb, g_object_ref (self));
}

/**
 * pl_outbox_pump_get_want:
 *
 * Returns: how many rows more it would take in hand now. Those that stand by are replaced by the handful: one look at
 *   the table for many of them
 */
guint
pl_outbox_pump_get_want (PlOutboxPump *self)
{
  const guint ahead = self->pace.bulk ? self->pace.most : 0;
  const guint room = pl_outbox_pace_get_room (&self->pace, self->n_sending);

  if (self->standby->len > MAX (room, ahead / 2))
    return 0;

  return room + ahead - self->standby->len;
}

/**
 * pl_outbox_pump_add:
 * @claim: (transfer full): a row that is ours
 *
 * It is sent as soon as there is room. A single wish does not stand behind a batch.
 */
void
pl_outbox_pump_add (PlOutboxPump  *self,
                    PlOutboxClaim *claim)
{
  guint place = self->standby->len;

  while (claim->row->batch == 0 && place > 0
         && ((PlOutboxClaim *) g_ptr_array_index (self->standby, place - 1))->row->batch != 0)
    place--;

  g_ptr_array_insert (self->standby, (int) place, claim);
}

/**
 * pl_outbox_pump_send_next:
 *
 * Sends what stands by, as much as may be on its way at once; the next look at the table comes when it is written down.
 * When nothing may leave, nothing stands by either: whoever is asked not to send holds no row back from others.
 */
void
pl_outbox_pump_send_next (PlOutboxPump *self)
{
  if (!pl_outbox_pump_may_send (self))
    {
      pl_outbox_pump_put_back (self);
      return;
    }

  while (self->standby->len > 0 && pl_outbox_pace_get_room (&self->pace, self->n_sending) > 0)
    {
      g_autoptr (PlOutboxClaim) claim = g_ptr_array_steal_index (self->standby, 0);

      run_errand (self, claim, FALSE);
    }
}

/**
 * pl_outbox_pump_put_back:
 *
 * Writes what stands by as it was before it was claimed; what is asked of the database after that finds it so.
 *
 * Returns: whether there was anything
 */
gboolean
pl_outbox_pump_put_back (PlOutboxPump *self)
{
  const gboolean any = self->standby->len > 0;

  while (self->standby->len > 0)
    {
      g_autoptr (PlOutboxClaim) claim = g_ptr_array_steal_index (self->standby, self->standby->len - 1);

      run_errand (self, claim, TRUE);
    }

  return any;
}

/* id: 0: whatever its number is. key: (nullable): whatever its key is. */
static gboolean
put_back_one (PlOutboxPump *self,
              gint64        id,
              const char   *key)
{
  for (guint i = 0; i < self->standby->len; i++)
    {
      const PlOutboxClaim *standing = g_ptr_array_index (self->standby, i);

      if ((id == 0 || standing->row->id == id)
          && (key == NULL || g_strcmp0 (standing->row->idempotency_key, key) == 0))
        {
          g_autoptr (PlOutboxClaim) claim = g_ptr_array_steal_index (self->standby, i);

          run_errand (self, claim, TRUE);
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * pl_outbox_pump_put_back_row:
 * @id: an intent's number
 *
 * Writes that one as it was before it was claimed, if it stands by.
 *
 * Returns: whether it did
 */
gboolean
pl_outbox_pump_put_back_row (PlOutboxPump *self,
                             gint64        id)
{
  return put_back_one (self, id, NULL);
}

/**
 * pl_outbox_pump_put_back_key:
 * @key: an intent's key
 *
 * As pl_outbox_pump_put_back_row(), for who does not know its number.
 *
 * Returns: whether it did
 */
gboolean
pl_outbox_pump_put_back_key (PlOutboxPump *self,
                             const char   *key)
{
  return put_back_one (self, 0, key);
}
