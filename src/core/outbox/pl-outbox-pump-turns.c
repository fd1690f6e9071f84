/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the pump looks at the table, and what follows from what it sees. */
#include "pl-outbox-pump-private.h"

#include "pl-batch-private.h"
#include "pl-outbox-scan.h"

/* Another process may put rows in, and nobody says so. */
#define RESCAN         (30 * G_TIME_SPAN_SECOND)
#define SHORTEST_SLEEP (10 * G_TIME_SPAN_MILLISECOND)
/* Nobody tells us either when another process is done with a row, or dies over it. */
#define LOOK_ELSEWHERE G_TIME_SPAN_SECOND
/* What is only to be looked at need not be right more often than somebody looks. */
#define READ_AGAIN     (250 * G_TIME_SPAN_MILLISECOND)

/* One look at the table. */
typedef struct
{
  PlOutboxPump *pump; /* (owned) */
  PlOutboxScan *scan; /* (owned) */
  guint         number;
} Turn;

static void
turn_free (Turn *self)
{
  g_clear_object (&self->pump);
  g_clear_pointer (&self->scan, pl_outbox_scan_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Turn, turn_free)

/* How far the batches are, apart from a look at the table. */
typedef struct
{
  PlOutboxPump *pump;    /* (owned) */
  char         *account; /* (owned) */
  GPtrArray    *batches; /* (owned) (nullable) (element-type PlBatchRow) */
} Count;

static void
count_free (Count *self)
{
  g_clear_object (&self->pump);
  g_clear_pointer (&self->batches, g_ptr_array_unref);
  g_free (self->account);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Count, count_free)

/* Whether rows of the table are in our hands. */
static gboolean
is_holding (PlOutboxPump *self)
{
  return self->n_held > 0 || self->standby->len > 0;
}

/* After a stop nobody wakes us for what another process sends. */
static PlOutboxWatch
get_watch (PlOutboxPump *self)
{
  if (!self->started && !is_holding (self))
    return PL_OUTBOX_WATCH_NOTHING;

  return pl_outbox_pump_may_send (self) ? PL_OUTBOX_WATCH_DUE : PL_OUTBOX_WATCH_SENDING;
}

/* What is no longer listed was finished by another process. */
static void
read_vanished (PlOutboxPump       *self,
               const PlOutboxScan *scan)
{
  g_autoptr (GArray) ids = pl_intent_list_find_unlisted (self->list, scan->rows);

  if (ids->len > 0)
    pl_outbox_pump_run_round (self, PL_OUTBOX_ORDER_READ, ids);
}

static gboolean
timer_cb (gpointer user_data)
{
  PlOutboxPump *self = user_data;

  self->timer = 0;
  pl_outbox_pump_kick (self);

  return G_SOURCE_REMOVE;
}

static void
set_timer (PlOutboxPump *self,
           const Turn   *turn)
{
  const gint64 now = pl_outbox_pump_get_now (self);
  gint64 sleep = RESCAN;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->started)
    return;

  if (turn != NULL)
    {
      if (turn->scan->next_at != PL_INTENT_NEVER)
        sleep = MIN (sleep, turn->scan->next_at - now);
      if (turn->scan->elsewhere)
        sleep = MIN (sleep, LOOK_ELSEWHERE);
    }

  if (pl_outbox_pace_get_rest (&self->pace, now) != PL_OUTBOX_REST_NONE)
    {
      /* What is due already waits for the end of the rest alone. */
      const gint64 due = turn != NULL && turn->scan->n_left > 0 ? 0 : sleep;

      sleep = MIN (MAX (due, self->pace.not_before - now), RESCAN);
    }
  if (turn != NULL && turn->scan->stale)
    sleep = MIN (sleep, READ_AGAIN);
  /* The rest ended while this look, which it kept from taking anything, was on its way. */
  if (turn != NULL && turn->scan->n_left > 0 && !is_holding (self) && pl_outbox_pump_may_send (self))
    sleep = SHORTEST_SLEEP;

  /* Rounded up: a look in the last moment of a rest sees nothing but the rest. */
  self->timer = g_timeout_add ((guint) ((MAX (sleep, SHORTEST_SLEEP) + 999) / 1000), timer_cb, self);
}

/* Somebody waits for what another process finished: what came of it is read. */
static void
read_watched (PlOutboxPump       *self,
              const PlOutboxScan *scan)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < scan->watched->len; i++)
    {
      const PlOutboxWatched *watched = &g_array_index (scan->watched, PlOutboxWatched, i);
      PlIntent *intent = pl_intent_list_find (self->list, watched->id);

      if (watched->finished && intent != NULL && !pl_intent_is_finished (intent))
        g_array_append_val (ids, watched->id);
    }

  if (ids->len > 0)
    pl_outbox_pump_run_round (self, PL_OUTBOX_ORDER_READ, ids);
}

static void
take_batches (PlOutboxPump *self,
              GPtrArray    *batches)
{
  g_clear_handle_id (&self->count_timer, g_source_remove);
  self->counted_at = g_get_monotonic_time ();
  pl_batch_sync (self->batches, batches);
}

static gboolean
count_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  Count *self = data;

  self->batches = pl_batch_table_list_open (connection, self->account, error);

  return self->batches != NULL;
}

static void
count_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Count) count = user_data;
  g_autoptr (GError) error = NULL;

  if (pl_database_run_finish (PL_DATABASE (object), result, &error))
    take_batches (count->pump, count->batches);
  else
    g_debug ("The batches could not be counted: %s", error->message);
}

static gboolean
count_timer_cb (gpointer user_data)
{
  PlOutboxPump *self = user_data;
  Count *count = g_new0 (Count, 1);

  self->count_timer = 0;
  self->counted_at = g_get_monotonic_time ();
  count->pump = g_object_ref (self);
  count->account = g_strdup (self->account);
  pl_database_run_async (self->database, PL_DATABASE_READ, count_work, count, NULL, NULL, count_cb, count);

  return G_SOURCE_REMOVE;
}

static void
take_scan (PlOutboxPump       *self,
           const PlOutboxScan *scan)
{
  for (guint i = 0; i < scan->rows->len; i++)
    {
      g_autoptr (PlIntent) intent = pl_intent_list_take_row (self->list, g_ptr_array_index (scan->rows, i),
                                                             NULL, NULL, NULL);
    }

  if (scan->batches != NULL)
    take_batches (self, scan->batches);
  else if (scan->claims->len > 0)
    pl_outbox_pump_count_soon (self);

  if (scan->whole)
    {
      self->read_at = g_get_monotonic_time ();
      self->version = scan->version;
      pl_outbox_hurry_tidy (self->hurry, self->list);
      read_vanished (self, scan);
    }
  else
    {
      read_watched (self, scan);
    }

  self->elsewhere = scan->elsewhere;
  pl_outbox_pace_note_due (&self->pace, scan->n_due + self->standby->len);
  while (scan->claims->len > 0)
    pl_outbox_pump_add (self, g_ptr_array_steal_index (scan->claims, 0));
  pl_outbox_pump_send_next (self);
}

static void
scan_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Turn) turn = user_data;
  PlOutboxPump *self = turn->pump;
  g_autoptr (GError) error = NULL;
  const gboolean done = pl_database_run_finish (PL_DATABASE (object), result, &error);

  self->scanning = FALSE;
  if (done)
    {
      take_scan (self, turn->scan);
      pl_outbox_goals_check_scan (self->goals, turn->scan, turn->number, get_watch (self));
    }
  else
    {
      g_debug ("The outbox could not be read: %s", error->message);
      self->read_all |= turn->scan->whole;
      pl_outbox_goals_fail (self->goals, turn->number, error);
    }
  pl_outbox_pump_tell_rest (self);
  set_timer (self, done ? turn : NULL);

  if (self->scan_again)
    pl_outbox_pump_kick (self);
}

static PlOutboxScan *
new_scan (PlOutboxPump *self)
{
  const gint64 now = g_get_monotonic_time ();
  const guint room = pl_outbox_pump_may_send (self) ? pl_outbox_pump_get_want (self) : 0;
  PlOutboxScan *scan = pl_outbox_scan_new (self->database, self->account, pl_outbox_pump_get_now (self), room);

  /* Also an outbox of this process can have a row in hand that is not ours: that of a session closed in mid-work. */
  scan->owner = is_holding (self) ? g_strdup (pl_database_get_owner (self->database)) : NULL;
  scan->version = self->version;
  scan->may_be_whole = now - self->read_at >= READ_AGAIN;
  scan->whole = self->read_all || now - self->read_at >= RESCAN || (self->elsewhere && scan->may_be_whole);
  scan->counting = g_list_model_get_n_items (G_LIST_MODEL (self->batches)) > 0
                   && (!is_holding (self) || now - self->counted_at >= READ_AGAIN);
  pl_outbox_goals_watch (self->goals, scan);
  self->read_all = FALSE;

  return scan;
}

static void
scan (PlOutboxPump *self)
{
  Turn *turn = g_new0 (Turn, 1);

  self->scanning = TRUE;
  self->scan_again = FALSE;

  turn->pump = g_object_ref (self);
  turn->scan = new_scan (self);
  turn->number = ++self->n_scans;

  pl_database_run_async (self->database, turn->scan->room > 0 ? PL_DATABASE_WRITE : PL_DATABASE_READ,
                         pl_outbox_scan_work, turn->scan, NULL, NULL, scan_cb, turn);
}

/**
 * pl_outbox_pump_count_soon:
 *
 * Rows of a batch changed: how far it is will be known soon, also while a slow request leaves nothing to look at the
 * table for. Many such changes are one count.
 */
void
pl_outbox_pump_count_soon (PlOutboxPump *self)
{
  gint64 wait;

  if (self->count_timer != 0 || !self->started || g_list_model_get_n_items (G_LIST_MODEL (self->batches)) == 0)
    return;

  wait = MAX (self->counted_at + READ_AGAIN - g_get_monotonic_time (), SHORTEST_SLEEP);
  self->count_timer = g_timeout_add ((guint) (wait / 1000), count_timer_cb, self);
}

/**
 * pl_outbox_pump_kick:
 *
 * Looks at the table soon: something in it may be due.
 */
void
pl_outbox_pump_kick (PlOutboxPump *self)
{
  if (self->scanning)
    self->scan_again = TRUE;
  /* Who waits for what is to be seen does not wait for slow answers, too. */
  else if (self->read_all || !is_holding (self) || pl_outbox_pump_get_want (self) > 0
           || !pl_outbox_pump_may_send (self))
    scan (self);
}
