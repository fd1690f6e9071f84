/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user does about an intent that is there: hurry it, give it up, have seen it. */
#include "pl-outbox-private.h"

static void order_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data);

static void
give_order (PlOutbox *self,
            GTask    *task)
{
  PlOutboxOrder *order = g_task_get_task_data (task);

  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_outbox_order_work, order, NULL, NULL, order_cb,
                         g_object_ref (task));
}

/* What is in hand and has not left need not leave. */
static gboolean
call_back (PlOutbox      *self,
           PlOutboxOrder *order)
{
  return order->kind == PL_OUTBOX_ORDER_DISCARD
         && pl_outbox_pump_put_back_row (self->pump, g_array_index (order->ids, gint64, 0));
}

static void
order_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlOutbox *self = g_task_get_source_object (task);
  PlOutboxOrder *order = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      /* It may have been taken in hand when it was called back, and stand by only now. */
      if (g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_IN_FLIGHT) && call_back (self, order))
        give_order (self, task);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_outbox_pump_take_records (self->pump, order->records);
  if (order->kind == PL_OUTBOX_ORDER_RETRY)
    pl_outbox_pump_resume (self->pump);

  g_task_return_boolean (task, TRUE);
}

static void
run_order (PlOutbox          *self,
           GTask             *task,
           PlOutboxOrderKind  kind,
           gint64             id,
           gint64             by)
{
  PlOutboxOrder *order = pl_outbox_order_new (kind, pl_outbox_pump_get_now (self->pump));

  order->database = self->database;
  order->by = by;
  g_array_append_val (order->ids, id);
  g_task_set_task_data (task, order, (GDestroyNotify) pl_outbox_order_free);
  call_back (self, order);
  give_order (self, task);
}

static void
dismissed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PlOutboxOrder) order = user_data;
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_message ("A refused outbox row is still kept: %s", error->message);
}

/**
 * pl_outbox_retry_async:
 * @self: an outbox
 * @id: an intent's number
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is due; it is sent after that
 * @user_data: for @callback
 *
 * Sends a waiting or unsure intent now, with what stands before it. A refused one is not sent again: it is mended and
 * submitted with a new key.
 */
void
pl_outbox_retry_async (PlOutbox            *self,
                       gint64               id,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_outbox_retry_async);
  run_order (self, task, PL_OUTBOX_ORDER_RETRY, id, 0);
}

/**
 * pl_outbox_retry_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: %PL_INTENT_ERROR_FINISHED, `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is due
 */
gboolean
pl_outbox_retry_finish (PlOutbox      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_retry_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_outbox_discard_async:
 * @self: an outbox
 * @id: an intent's number
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is given up
 * @user_data: for @callback
 *
 * Gives up a waiting, unsure or refused intent, and what waits for it. An unsure one may have been done all the same:
 * whoever calls this has told the user so.
 */
void
pl_outbox_discard_async (PlOutbox            *self,
                         gint64               id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_outbox_discard_async);
  run_order (self, task, PL_OUTBOX_ORDER_DISCARD, id, 0);
}

/**
 * pl_outbox_discard_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: %PL_INTENT_ERROR_IN_FLIGHT, %PL_INTENT_ERROR_FINISHED, `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is given up
 */
gboolean
pl_outbox_discard_finish (PlOutbox      *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_discard_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_outbox_replace_async:
 * @self: an outbox
 * @id: the number of a refused intent
 * @by: the number of the one that was submitted in its place
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable) (scope async): called when it has made way
 * @user_data: for @callback
 *
 * Gives up what was mended. What it was known by to the table it came from is handed on to @by, so that the table
 * finds the mended link as its own.
 */
void
pl_outbox_replace_async (PlOutbox            *self,
                         gint64               id,
                         gint64               by,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (id != by);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_outbox_replace_async);
  run_order (self, task, PL_OUTBOX_ORDER_REPLACE, id, by);
}

/**
 * pl_outbox_replace_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it has made way
 */
gboolean
pl_outbox_replace_finish (PlOutbox      *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_replace_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_outbox_hurry:
 * @self: an outbox
 *
 * The user wants it now: ends every wait before another attempt, and the rest that Payroc asked for or that its silence
 * called for.
 */
void
pl_outbox_hurry (PlOutbox *self)
{
  g_return_if_fail (PL_IS_OUTBOX (self));

  pl_outbox_pump_hurry (self->pump);
}

/**
 * pl_outbox_dismiss:
 * @self: an outbox
 * @id: an intent's number
 *
 * The user has seen what came of a finished intent: it leaves the model. A refused one does not come back at the next
 * start either.
 */
void
pl_outbox_dismiss (PlOutbox *self,
                   gint64    id)
{
  g_autoptr (PlIntent) intent = NULL;
  PlOutboxOrder *order;

  g_return_if_fail (PL_IS_OUTBOX (self));

  intent = pl_outbox_find (self, id);
  if (intent == NULL || !pl_intent_list_dismiss (self->list, id)
      || pl_intent_get_state (intent) != PL_INTENT_REFUSED)
    return;

  order = pl_outbox_order_new (PL_OUTBOX_ORDER_DISCARD, pl_outbox_pump_get_now (self->pump));
  g_array_append_val (order->ids, id);
  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_outbox_order_work, order, NULL, NULL, dismissed_cb,
                         order);
}
