/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The face of the outbox: takes the merchant's wishes in, and shows what becomes of them.
 *
 * How an intent travels:
 *
 *  1. A form calls pl_outbox_create_async() and its like, with a key that it made when it was opened.
 *     pl-outbox-compose.c makes rows of it (a share of what is created or edited is a second row that waits for the
 *     first), and pl-outbox-orders.c puts them into the table, in one commit. From here on it will be done.
 *  2. The pump (pl-outbox-pump.c) looks at the table whenever something may be due: pl-outbox-scan.c takes in hand, in
 *     one commit, whose turn it is (store/pl-outbox-turns.c: the order) and as many as pl-outbox-pace.c allows. A row
 *     in somebody's hand is SENDING and names its owner, so that no other process sends it; an owner that died leaves
 *     orphans, which are taken over.
 *  3. An errand (pl-outbox-errand.c) takes each such claim to Payroc. pl-outbox-sender.c sends the row's bytes with the
 *     row's key and judges the answer: done, refused, not yet, or not known. When a key is too old to be trusted,
 *     pl-outbox-lookup.c looks at Payroc for what became of it.
 *  4. pl-outbox-verdict.c writes row and result in one commit, and tells what waited for it. "Not yet" and "not known"
 *     come back to 2 after pl-backoff.c's wait, with the same key and the same bytes.
 *  5. pl-intent-list.c shows every step as a PlIntent, and batches are counted as a PlBatch; pl-outbox-goals.c tells
 *     those who wait for an end. pl-outbox-steer.c and pl-outbox-batches.c are what the user can do on the way. */
#include "core/pl-core-enum-types.h"
#include "pl-outbox-private.h"

typedef enum
{
  PROP_PAUSED = 1,
  PROP_REST,
  PROP_REST_UNTIL,
} PlOutboxProperty;

static GParamSpec *properties[PROP_REST_UNTIL + 1];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlOutbox, pl_outbox, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  PlOutbox   *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
paused_cb (PlOutboxPump *pump,
           GParamSpec   *pspec,
           PlOutbox     *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

static void
rest_cb (PlOutboxPump *pump,
         GParamSpec   *pspec,
         PlOutbox     *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REST]);
}

static void
rest_until_cb (PlOutboxPump *pump,
               GParamSpec   *pspec,
               PlOutbox     *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REST_UNTIL]);
}

static GType
get_item_type (GListModel *model)
{
  return PL_TYPE_INTENT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (PL_OUTBOX (model)->list));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (PL_OUTBOX (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
pl_outbox_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  switch ((PlOutboxProperty) property_id)
    {
    case PROP_PAUSED:
      g_value_set_boolean (value, pl_outbox_get_paused (PL_OUTBOX (object)));
      break;
    case PROP_REST:
      g_value_set_enum (value, (int) pl_outbox_get_rest (PL_OUTBOX (object)));
      break;
    case PROP_REST_UNTIL:
      g_value_set_int64 (value, pl_outbox_get_rest_until (PL_OUTBOX (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
pl_outbox_dispose (GObject *object)
{
  PlOutbox *self = PL_OUTBOX (object);

  if (self->pump != NULL)
    pl_outbox_pump_stop (self->pump);
  g_clear_object (&self->pump);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (pl_outbox_parent_class)->dispose (object);
}

static void
pl_outbox_finalize (GObject *object)
{
  PlOutbox *self = PL_OUTBOX (object);

  g_clear_object (&self->list);
  g_clear_object (&self->batches);
  g_clear_pointer (&self->account, g_free);

  G_OBJECT_CLASS (pl_outbox_parent_class)->finalize (object);
}

static void
pl_outbox_class_init (PlOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_outbox_get_property;
  object_class->dispose = pl_outbox_dispose;
  object_class->finalize = pl_outbox_finalize;

  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_REST] = g_param_spec_enum ("rest", NULL, NULL, PL_TYPE_OUTBOX_REST, PL_OUTBOX_REST_NONE, flags);
  properties[PROP_REST_UNTIL] = g_param_spec_int64 ("rest-until", NULL, NULL, 0, G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_outbox_init (PlOutbox *self)
{
  self->list = pl_intent_list_new ();
  self->batches = g_list_store_new (PL_TYPE_BATCH);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
}

/**
 * pl_outbox_new:
 * @account: the account's id: whose rows
 * @terminal: the account's processing terminal: where links are made
 * @database: where the rows are
 * @client: where they are sent
 * @feed: hears of the links that change
 *
 * Returns: (transfer full): an outbox that neither shows nor sends anything yet
 */
PlOutbox *
pl_outbox_new (const char   *account,
               const char   *terminal,
               PlDatabase   *database,
               PayrocClient *client,
               PlLinkFeed   *feed)
{
  PlOutbox *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (terminal != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PAYROC_IS_CLIENT (client), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (feed), NULL);

  self = g_object_new (PL_TYPE_OUTBOX, NULL);
  self->account = g_strdup (account);
  self->database = g_object_ref (database);
  self->pump = pl_outbox_pump_new (account, terminal, database, client, feed, self->list, self->batches);
  g_signal_connect_object (self->pump, "notify::paused", G_CALLBACK (paused_cb), self, 0);
  g_signal_connect_object (self->pump, "notify::rest", G_CALLBACK (rest_cb), self, 0);
  g_signal_connect_object (self->pump, "notify::rest-until", G_CALLBACK (rest_until_cb), self, 0);

  return self;
}

/**
 * pl_outbox_set_clock:
 * @self: an outbox
 * @now: (scope notified): the time, in microseconds since the epoch
 * @user_data: for @now
 * @destroy: (nullable): for @user_data
 *
 * Turns the clock by which rows are due and keys grow old; for tests. Timers run by the computer's, so a test that
 * turns it calls pl_outbox_flush_async().
 */
void
pl_outbox_set_clock (PlOutbox       *self,
                     PlClockFunc     now,
                     gpointer        user_data,
                     GDestroyNotify  destroy)
{
  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (now != NULL);

  pl_outbox_pump_set_clock (self->pump, now, user_data, destroy);
}

/**
 * pl_outbox_set_wait_scale:
 * @self: an outbox
 * @scale: multiplies every wait between attempts, 1.0 by default
 *
 * For tests, which have no quarter of an hour.
 */
void
pl_outbox_set_wait_scale (PlOutbox *self,
                          double    scale)
{
  g_return_if_fail (PL_IS_OUTBOX (self));

  pl_outbox_pump_set_wait_scale (self->pump, scale);
}

static void
await (PlOutbox            *self,
       gpointer             tag,
       PlOutboxGoalKind     goal,
       PlIntent            *intent,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  pl_outbox_pump_await (self->pump, goal, intent, task);
}

/**
 * pl_outbox_load_async:
 * @self: an outbox
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the rows are in the model
 * @user_data: for @callback
 *
 * Reads the rows without sending any.
 */
void
pl_outbox_load_async (PlOutbox            *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  await (self, pl_outbox_load_async, PL_OUTBOX_GOAL_READ, NULL, cancellable, callback, user_data);
}

/**
 * pl_outbox_load_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: `PL_STORE_ERROR` or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the rows were read
 */
gboolean
pl_outbox_load_finish (PlOutbox      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_outbox_start_async:
 * @self: an outbox
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the rows are in the model, and the first of them on their way
 * @user_data: for @callback
 *
 * Sends what is due, now and from now on. Also after pl_outbox_stop() or a pause, when there is another key.
 */
void
pl_outbox_start_async (PlOutbox            *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  pl_outbox_pump_start (self->pump);
  await (self, pl_outbox_start_async, PL_OUTBOX_GOAL_READ, NULL, cancellable, callback, user_data);
}

/**
 * pl_outbox_start_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: `PL_STORE_ERROR` or %G_IO_ERROR_CANCELLED: it is started all the same, and reads again later
 *
 * Returns: whether the rows were read
 */
gboolean
pl_outbox_start_finish (PlOutbox      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_start_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_outbox_stop:
 * @self: an outbox
 *
 * Nothing new is sent until the next start. The answers of what is on its way are still written down. Who waits for an
 * intent or a flush is told as soon as they are, or when the disk does not take them: what is left goes on later.
 */
void
pl_outbox_stop (PlOutbox *self)
{
  g_return_if_fail (PL_IS_OUTBOX (self));

  pl_outbox_pump_stop (self->pump);
}

/**
 * pl_outbox_get_paused:
 * @self: an outbox
 *
 * Payroc refused the API key: rows keep waiting, none is used up. Ended by pl_outbox_start_async() with another key, or
 * by the user's retry or flush.
 *
 * Returns: whether it is so
 */
gboolean
pl_outbox_get_paused (PlOutbox *self)
{
  g_return_val_if_fail (PL_IS_OUTBOX (self), FALSE);

  return pl_outbox_pump_get_paused (self->pump);
}

/**
 * pl_outbox_get_rest:
 * @self: an outbox
 *
 * Returns: why nothing is sent for a while; it goes on by itself
 */
PlOutboxRest
pl_outbox_get_rest (PlOutbox *self)
{
  g_return_val_if_fail (PL_IS_OUTBOX (self), PL_OUTBOX_REST_NONE);

  return pl_outbox_pump_get_rest (self->pump);
}

/**
 * pl_outbox_get_rest_until:
 * @self: an outbox
 *
 * Returns: when something is sent again, in microseconds since the epoch; 0 without a rest
 */
gint64
pl_outbox_get_rest_until (PlOutbox *self)
{
  g_return_val_if_fail (PL_IS_OUTBOX (self), 0);

  return pl_outbox_pump_get_rest_until (self->pump);
}

/**
 * pl_outbox_get_n_unfinished:
 * @self: an outbox
 *
 * Returns: how many intents still have something before them, those of batches too
 */
guint
pl_outbox_get_n_unfinished (PlOutbox *self)
{
  GListModel *batches;
  guint count = 0;

  g_return_val_if_fail (PL_IS_OUTBOX (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      count += pl_intent_get_batch (intent) == 0 && !pl_intent_is_finished (intent);
    }

  batches = G_LIST_MODEL (self->batches);
  for (guint i = 0; i < g_list_model_get_n_items (batches); i++)
    {
      g_autoptr (PlBatch) batch = g_list_model_get_item (batches, i);

      count += pl_batch_get_n_total (batch) - pl_batch_get_n_done (batch) - pl_batch_get_n_refused (batch)
               - pl_batch_get_n_discarded (batch);
    }

  return count;
}

/**
 * pl_outbox_find:
 * @self: an outbox
 * @id: an intent's number
 *
 * Returns: (transfer full) (nullable): the one among the items
 */
PlIntent *
pl_outbox_find (PlOutbox *self,
                gint64    id)
{
  PlIntent *intent;

  g_return_val_if_fail (PL_IS_OUTBOX (self), NULL);

  intent = pl_intent_list_find (self->list, id);

  return intent != NULL ? g_object_ref (intent) : NULL;
}

/**
 * pl_outbox_find_before:
 * @self: an outbox
 * @intent: one of its intents
 *
 * Returns: (transfer full) (nullable): the unfinished intent that it waits for, or else the last one before it about
 *   the same link that is not left to the user; %NULL when nothing listed stands before it
 */
PlIntent *
pl_outbox_find_before (PlOutbox *self,
                       PlIntent *intent)
{
  PlIntent *before;

  g_return_val_if_fail (PL_IS_OUTBOX (self), NULL);
  g_return_val_if_fail (PL_IS_INTENT (intent), NULL);

  before = pl_intent_list_find (self->list, pl_intent_get_waits_for (intent));
  if (before == NULL || pl_intent_is_finished (before))
    before = pl_intent_list_find_before (self->list, intent);

  return before != NULL ? g_object_ref (before) : NULL;
}

/**
 * pl_outbox_find_waiting:
 * @self: an outbox
 * @waits_for: an intent's number
 *
 * Returns: (transfer full) (nullable): the share among the items that waits, or waited, for that one
 */
PlIntent *
pl_outbox_find_waiting (PlOutbox *self,
                        gint64    waits_for)
{
  PlIntent *intent;

  g_return_val_if_fail (PL_IS_OUTBOX (self), NULL);

  intent = pl_intent_list_find_waiting (self->list, waits_for);

  return intent != NULL ? g_object_ref (intent) : NULL;
}

/**
 * pl_outbox_settle_async:
 * @self: an outbox
 * @intent: one of its intents
 * @cancellable: (nullable): stops waiting, not sending
 * @callback: (scope async): called when there is nothing to wait for
 * @user_data: for @callback
 *
 * Waits until the intent is finished, or will not be before time passes or somebody acts: it waits for a later attempt,
 * for the user's decision, or for a key.
 */
void
pl_outbox_settle_async (PlOutbox            *self,
                        PlIntent            *intent,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (PL_IS_INTENT (intent));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  await (self, pl_outbox_settle_async, PL_OUTBOX_GOAL_SETTLED, intent, cancellable, callback, user_data);
}

/**
 * pl_outbox_settle_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: `PL_STORE_ERROR` or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether there is nothing to wait for; the intent says how it stands
 */
gboolean
pl_outbox_settle_finish (PlOutbox      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_settle_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_outbox_flush_async:
 * @self: an outbox
 * @cancellable: (nullable): stops waiting, not sending
 * @callback: (scope async): called when nothing that is due is left
 * @user_data: for @callback
 *
 * Also tries again after a pause. Without a start nothing is sent, and this finishes at once.
 */
void
pl_outbox_flush_async (PlOutbox            *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  pl_outbox_pump_resume (self->pump);
  await (self, pl_outbox_flush_async, PL_OUTBOX_GOAL_FLUSHED, NULL, cancellable, callback, user_data);
}

/**
 * pl_outbox_flush_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: `PL_STORE_ERROR` or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether nothing that is due is left
 */
gboolean
pl_outbox_flush_finish (PlOutbox      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_flush_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
