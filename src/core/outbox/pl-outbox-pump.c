/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table is the truth and may be another process's work too: so each turn reads it, and decides from that alone. */
#include "pl-outbox-pump-private.h"

#include "core/pl-core-enum-types.h"

typedef enum
{
  PROP_PAUSED = 1,
  PROP_REST,
  PROP_REST_UNTIL,
} PlOutboxPumpProperty;

static GParamSpec *properties[PROP_REST_UNTIL + 1];

G_DEFINE_FINAL_TYPE (PlOutboxPump, pl_outbox_pump, G_TYPE_OBJECT)

/* Rows read or hurried by ourselves. */
typedef struct
{
  PlOutboxPump  *pump;  /* (owned) */
  PlOutboxOrder *order; /* (owned) */
} Round;

static void
round_free (Round *self)
{
  g_clear_object (&self->pump);
  g_clear_pointer (&self->order, pl_outbox_order_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, round_free)

/**
 * pl_outbox_pump_set_paused:
 * @paused: whether nothing leaves until pl_outbox_pump_resume()
 *
 * Tells, too.
 */
void
pl_outbox_pump_set_paused (PlOutboxPump *self,
                           gboolean      paused)
{
  if (self->paused == paused)
    return;

  self->paused = paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

/**
 * pl_outbox_pump_may_send:
 *
 * Returns: whether anything new may leave
 */
gboolean
pl_outbox_pump_may_send (PlOutboxPump *self)
{
  return self->started && !self->paused
         && pl_outbox_pace_get_rest (&self->pace, pl_outbox_pump_get_now (self)) == PL_OUTBOX_REST_NONE;
}

/**
 * pl_outbox_pump_tell_rest:
 *
 * Tells when a rest began or ended. One that is over is still told while its reason lasts: Payroc is not reached until
 * it is.
 */
void
pl_outbox_pump_tell_rest (PlOutboxPump *self)
{
  PlOutboxRest rest = pl_outbox_pace_get_rest (&self->pace, pl_outbox_pump_get_now (self));

  if (rest == PL_OUTBOX_REST_NONE && self->rest == PL_OUTBOX_REST_UNREACHABLE && self->pace.n_unreached > 0)
    rest = PL_OUTBOX_REST_UNREACHABLE;

  if (rest != PL_OUTBOX_REST_NONE)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REST_UNTIL]);
  if (rest == self->rest)
    return;

  self->rest = rest;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REST]);
}

/* Records: rows that were written or read apart from a scan */

static void
read_rows_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Round) round = user_data;
  g_autoptr (GError) error = NULL;

  if (pl_database_run_finish (PL_DATABASE (object), result, &error))
    pl_outbox_pump_take_records (round->pump, round->order->records);
  else if (round->pump->started)
    g_debug ("Outbox rows could not be read: %s", error->message);
  else
    pl_outbox_goals_fail (round->pump->goals, round->pump->n_scans, error);
}

/**
 * pl_outbox_pump_run_round:
 * @kind: what to do with them
 * @ids: (element-type gint64): rows
 *
 * Reads or hurries rows, and shows what came of it.
 */
void
pl_outbox_pump_run_round (PlOutboxPump      *self,
                          PlOutboxOrderKind  kind,
                          GArray            *ids)
{
  Round *round = g_new0 (Round, 1);

  round->pump = g_object_ref (self);
  round->order = pl_outbox_order_new (kind, pl_outbox_pump_get_now (self));
  g_array_append_vals (round->order->ids, ids->data, ids->len);

  pl_database_run_async (self->database, kind == PL_OUTBOX_ORDER_READ ? PL_DATABASE_READ : PL_DATABASE_WRITE,
                         pl_outbox_order_work, round->order, NULL, NULL, read_rows_cb, round);
}

/* The network */

static void
network_changed_cb (PlOutboxPump    *self,
                    gboolean         available,
                    GNetworkMonitor *network)
{
  g_autoptr (GArray) ids = NULL;

  if (!available || !self->started)
    return;

  ids = pl_outbox_hurry_choose (self->hurry, self->list, g_get_monotonic_time ());
  if (ids->len > 0)
    {
      if (self->rest == PL_OUTBOX_REST_UNREACHABLE)
        pl_outbox_pace_hurry (&self->pace);
      pl_outbox_pump_run_round (self, PL_OUTBOX_ORDER_HURRY, ids);
    }
}

static void
pl_outbox_pump_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((PlOutboxPumpProperty) property_id)
    {
    case PROP_PAUSED:
      g_value_set_boolean (value, PL_OUTBOX_PUMP (object)->paused);
      break;
    case PROP_REST:
      g_value_set_enum (value, (int) PL_OUTBOX_PUMP (object)->rest);
      break;
    case PROP_REST_UNTIL:
      g_value_set_int64 (value, pl_outbox_pump_get_rest_until (PL_OUTBOX_PUMP (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
pl_outbox_pump_dispose (GObject *object)
{
  PlOutboxPump *self = PL_OUTBOX_PUMP (object);

  pl_outbox_pump_stop (self);
  g_clear_object (&self->network);

  G_OBJECT_CLASS (pl_outbox_pump_parent_class)->dispose (object);
}

static void
pl_outbox_pump_finalize (GObject *object)
{
  PlOutboxPump *self = PL_OUTBOX_PUMP (object);

  g_clear_pointer (&self->standby, g_ptr_array_unref);
  g_clear_pointer (&self->goals, pl_outbox_goals_free);
  g_clear_pointer (&self->hurry, pl_outbox_hurry_free);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->terminal, g_free);
  g_clear_object (&self->database);
  g_clear_object (&self->client);
  g_clear_object (&self->feed);
  g_clear_object (&self->list);
  g_clear_object (&self->batches);
  if (self->clock_destroy != NULL)
    self->clock_destroy (self->clock_data);

  G_OBJECT_CLASS (pl_outbox_pump_parent_class)->finalize (object);
}

static void
pl_outbox_pump_class_init (PlOutboxPumpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_outbox_pump_get_property;
  object_class->dispose = pl_outbox_pump_dispose;
  object_class->finalize = pl_outbox_pump_finalize;

  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_REST] = g_param_spec_enum ("rest", NULL, NULL, PL_TYPE_OUTBOX_REST, PL_OUTBOX_REST_NONE, flags);
  properties[PROP_REST_UNTIL] = g_param_spec_int64 ("rest-until", NULL, NULL, 0, G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_outbox_pump_init (PlOutboxPump *self)
{
  self->clock = pl_clock_read_system;
  self->wait_scale = 1.0;
  self->read_all = TRUE;
  pl_outbox_pace_init (&self->pace);
  self->standby = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_claim_free);
  self->goals = pl_outbox_goals_new ();
  self->hurry = pl_outbox_hurry_new ();
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * pl_outbox_pump_new:
 * @account: whose rows
 * @terminal: where creates go
 * @database: where the rows are
 * @client: where they are sent
 * @feed: hears of links that changed
 * @list: is kept up to the rows
 * @batches: (element-type PlBatch): is kept up to the rows
 *
 * Returns: (transfer full): a pump that is not started
 */
PlOutboxPump *
pl_outbox_pump_new (const char   *account,
                    const char   *terminal,
                    PlDatabase   *database,
                    PayrocClient *client,
                    PlLinkFeed   *feed,
                    PlIntentList *list,
                    GListStore   *batches)
{
  PlOutboxPump *self = g_object_new (PL_TYPE_OUTBOX_PUMP, NULL);

  self->account = g_strdup (account);
  self->terminal = g_strdup (terminal);
  self->database = g_object_ref (database);
  self->client = g_object_ref (client);
  self->feed = g_object_ref (feed);
  self->list = g_object_ref (list);
  self->batches = g_object_ref (batches);

  return self;
}

/**
 * pl_outbox_pump_set_clock:
 *
 * See pl_outbox_set_clock().
 */
void
pl_outbox_pump_set_clock (PlOutboxPump  *self,
                          PlClockFunc    now,
                          gpointer       user_data,
                          GDestroyNotify destroy)
{
  if (self->clock_destroy != NULL)
    self->clock_destroy (self->clock_data);

  self->clock = now;
  self->clock_data = user_data;
  self->clock_destroy = destroy;
}

/**
 * pl_outbox_pump_set_wait_scale:
 *
 * See pl_outbox_set_wait_scale().
 */
void
pl_outbox_pump_set_wait_scale (PlOutboxPump *self,
                               double        scale)
{
  self->wait_scale = scale;
}

/**
 * pl_outbox_pump_get_now:
 *
 * Returns: microseconds since the epoch, by the pump's clock
 */
gint64
pl_outbox_pump_get_now (PlOutboxPump *self)
{
  return self->clock (self->clock_data);
}

/**
 * pl_outbox_pump_get_paused:
 *
 * See pl_outbox_get_paused().
 */
gboolean
pl_outbox_pump_get_paused (PlOutboxPump *self)
{
  return self->paused;
}

/**
 * pl_outbox_pump_get_rest:
 *
 * See pl_outbox_get_rest().
 */
PlOutboxRest
pl_outbox_pump_get_rest (PlOutboxPump *self)
{
  return self->rest;
}

/**
 * pl_outbox_pump_get_rest_until:
 *
 * See pl_outbox_get_rest_until().
 */
gint64
pl_outbox_pump_get_rest_until (PlOutboxPump *self)
{
  return self->rest != PL_OUTBOX_REST_NONE ? self->pace.not_before : 0;
}

/**
 * pl_outbox_pump_start:
 *
 * Sends what is due from now on; also ends a pause.
 */
void
pl_outbox_pump_start (PlOutboxPump *self)
{
  if (!self->started)
    self->stopping = g_cancellable_new ();

  self->started = TRUE;
  pl_outbox_pump_resume (self);
}

/**
 * pl_outbox_pump_stop:
 *
 * See pl_outbox_stop().
 */
void
pl_outbox_pump_stop (PlOutboxPump *self)
{
  self->started = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->count_timer, g_source_remove);

  g_cancellable_cancel (self->stopping);
  g_clear_object (&self->stopping);
  pl_outbox_pump_put_back (self);

  /* Who waits for what will not come any more is told so by one more look. */
  if (!pl_outbox_goals_are_reached (self->goals))
    pl_outbox_pump_kick (self);
}

/**
 * pl_outbox_pump_resume:
 *
 * The user wants it now: forgets that the key was refused and that Payroc asked to be left alone.
 */
void
pl_outbox_pump_resume (PlOutboxPump *self)
{
  pl_outbox_pace_hurry (&self->pace);
  pl_outbox_pump_set_paused (self, FALSE);
  pl_outbox_pump_kick (self);
}

/**
 * pl_outbox_pump_hurry:
 *
 * See pl_outbox_hurry().
 */
void
pl_outbox_pump_hurry (PlOutboxPump *self)
{
  g_autoptr (GArray) ids = pl_intent_list_find_later (self->list, pl_outbox_pump_get_now (self));

  if (ids->len > 0)
    pl_outbox_pump_run_round (self, PL_OUTBOX_ORDER_HURRY, ids);
  pl_outbox_pump_resume (self);
}

/**
 * pl_outbox_pump_take_records:
 * @self: a pump
 * @records: (element-type PlOutboxRecord): rows as they were just committed or read
 *
 * Shows them, tells of their links, and looks at the table again.
 */
void
pl_outbox_pump_take_records (PlOutboxPump *self,
                             GPtrArray    *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const PlOutboxRecord *record = g_ptr_array_index (records, i);
      g_autoptr (PlIntent) intent = NULL;

      if (record->link != NULL && record->rowid > 0)
        pl_link_feed_changed (self->feed, record->link, record->rowid);

      intent = pl_intent_list_take_row (self->list, record->row, record->link, record->event, record->ignored);
    }

  pl_outbox_goals_check (self->goals);
  pl_outbox_pump_kick (self);
}

/**
 * pl_outbox_pump_await:
 * @self: a pump
 * @kind: what to wait for
 * @intent: (nullable): whose goal, for %PL_OUTBOX_GOAL_SETTLED
 * @task: returned %TRUE when it is reached, or the error that stood in the way
 */
void
pl_outbox_pump_await (PlOutboxPump     *self,
                      PlOutboxGoalKind  kind,
                      PlIntent         *intent,
                      GTask            *task)
{
  /* A scan that has begun may know nothing of what the caller just did. */
  pl_outbox_goals_add (self->goals, kind, intent, self->n_scans + 1, task);
  pl_outbox_goals_check (self->goals);
  /* Whoever asks for one row is told of that one. */
  if (kind != PL_OUTBOX_GOAL_SETTLED)
    self->read_all = TRUE;
  pl_outbox_pump_kick (self);
}
