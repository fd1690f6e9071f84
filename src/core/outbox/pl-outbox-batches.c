/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many in one go: written down in one commit, and told, paused and given up as one. */
#include "pl-batch-draft-private.h"
#include "pl-batch-private.h"
#include "pl-intent-private.h"
#include "pl-outbox-private.h"

/* What is done to a batch that is there. */
typedef struct
{
  /* Input */
  gint64            id;
  PlOutboxBatchDeed deed;
  gint64            now;

  /* In progress */
  gboolean          again;
} Steering;

static gboolean
steer_work (PlConnection *connection,
            gpointer      data,
            GError      **error)
{
  const Steering *self = data;

  switch (self->deed)
    {
    case PL_OUTBOX_BATCH_PAUSE:
      return pl_batch_table_set_paused (connection, self->id, TRUE, error);
    case PL_OUTBOX_BATCH_RESUME:
      return pl_batch_table_set_paused (connection, self->id, FALSE, error);
    case PL_OUTBOX_BATCH_CANCEL:
      /* What may have been done already goes on until that is known. */
      return pl_batch_table_cancel (connection, self->id, self->now, error)
             && pl_batch_table_set_paused (connection, self->id, FALSE, error);
    case PL_OUTBOX_BATCH_CLOSE:
      return pl_batch_table_close (connection, self->id, self->now, error);
    default:
      g_assert_not_reached ();
    }
}

static void
submit_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlOutbox *self = g_task_get_source_object (task);
  PlOutboxEntry *entry = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  PlBatch *known;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!entry->was_known && entry->rows->len == 0 && entry->source == NULL)
    {
      g_task_return_new_error (task, PL_INTENT_ERROR, PL_INTENT_ERROR_FINISHED, "All of it was asked for before");
      return;
    }

  known = pl_batch_find (self->batches, entry->batch->id);
  if (known != NULL)
    {
      g_task_return_pointer (task, g_object_ref (known), g_object_unref);
    }
  else
    {
      PlBatch *batch = pl_batch_new (entry->batch);

      if (entry->batch->closed_at == 0)
        g_list_store_append (self->batches, batch);
      g_task_return_pointer (task, batch, g_object_unref);
    }

  pl_outbox_pump_kick (self->pump);
}

/* What only stands by has not left: it is called back, and then steered like the rest. */
static gboolean
call_back (PlOutbox       *self,
           const Steering *steering)
{
  return (steering->deed == PL_OUTBOX_BATCH_PAUSE || steering->deed == PL_OUTBOX_BATCH_CANCEL)
         && pl_outbox_pump_put_back (self->pump);
}

static void
steer_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlOutbox *self = g_task_get_source_object (task);
  Steering *steering = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* A look at the table that was under way has claimed some of it in the meantime. */
  if (!steering->again && call_back (self, steering))
    {
      steering->again = TRUE;
      pl_database_run_async (self->database, PL_DATABASE_WRITE, steer_work, steering, NULL, NULL, steer_cb,
                             g_object_ref (task));
      return;
    }

  /* The task returns when the model says so too. */
  pl_outbox_pump_await (self->pump, PL_OUTBOX_GOAL_READ, NULL, task);
}

/**
 * pl_outbox_begin_batch:
 * @self: an outbox
 * @key: a UUID v4, one for each time the user asks for it, so that a second click is the same batch
 * @name: (nullable): what the merchant knows it by: a file's name; shown as it is
 *
 * Returns: (transfer full): a draft to be filled
 */
PlBatchDraft *
pl_outbox_begin_batch (PlOutbox   *self,
                       const char *key,
                       const char *name)
{
  g_return_val_if_fail (PL_IS_OUTBOX (self), NULL);
  g_return_val_if_fail (g_uuid_string_is_valid (key), NULL);

  return pl_batch_draft_new (self->account, pl_outbox_pump_get_now (self->pump), key, name);
}

/**
 * pl_outbox_submit_batch_async:
 * @self: an outbox
 * @draft: what shall be done; empty afterwards
 * @cancellable: (nullable): stops nothing once the rows are being written
 * @callback: (scope async): called when all of it is on the disk
 * @user_data: for @callback
 *
 * Takes in all of it or nothing, in one commit. It is sent up to 16 at a time, after what is in no batch.
 */
void
pl_outbox_submit_batch_async (PlOutbox            *self,
                              PlBatchDraft        *draft,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (PL_IS_BATCH_DRAFT (draft));
  g_return_if_fail (!pl_batch_draft_is_empty (draft));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_outbox_submit_batch_async);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_task_set_task_data (task, pl_batch_draft_take_entry (draft), (GDestroyNotify) pl_outbox_entry_free);
  pl_database_run_async (self->database, PL_DATABASE_WRITE, pl_outbox_entry_work, g_task_get_task_data (task), NULL,
                         NULL, submit_cb, g_object_ref (task));
}

/**
 * pl_outbox_submit_batch_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED: nothing was taken in; %PL_INTENT_ERROR_FINISHED: there was nothing
 *   to take in, since all of it was asked for before by its origin
 *
 * Returns: (transfer full): the batch, on the disk; for a key that was used before the first one
 */
PlBatch *
pl_outbox_submit_batch_finish (PlOutbox      *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_submit_batch_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_outbox_is_left_to_user:
 * @self: an outbox
 * @intent: one of its intents
 *
 * Returns: whether nothing becomes of it before the user decides: about it, or about what it waits for
 */
gboolean
pl_outbox_is_left_to_user (PlOutbox *self,
                           PlIntent *intent)
{
  g_return_val_if_fail (PL_IS_OUTBOX (self), FALSE);
  g_return_val_if_fail (PL_IS_INTENT (intent), FALSE);

  return pl_intent_list_is_left_to_user (self->list, intent);
}

/**
 * pl_outbox_get_n_going:
 * @self: an outbox
 *
 * Returns: how many intents are sent without anybody doing anything: not those that wait for the user's decision or
 *   for one that does, of a batch that is paused, or for another key
 */
guint
pl_outbox_get_n_going (PlOutbox *self)
{
  guint count = 0;

  g_return_val_if_fail (PL_IS_OUTBOX (self), 0);

  if (pl_outbox_get_paused (self))
    return 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      count += pl_intent_get_batch (intent) == 0 && !pl_intent_is_finished (intent)
               && !pl_outbox_is_left_to_user (self, intent);
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->batches)); i++)
    {
      g_autoptr (PlBatch) batch = g_list_model_get_item (G_LIST_MODEL (self->batches), i);

      if (!pl_batch_get_paused (batch))
        count += pl_batch_get_n_going (batch);
    }

  return count;
}

/**
 * pl_outbox_get_batches:
 * @self: an outbox
 *
 * Returns: (transfer none): a #GListModel of #PlBatch, oldest first: those that the user has not closed
 */
GListModel *
pl_outbox_get_batches (PlOutbox *self)
{
  g_return_val_if_fail (PL_IS_OUTBOX (self), NULL);

  return G_LIST_MODEL (self->batches);
}

/**
 * pl_outbox_steer_batch_async:
 * @self: an outbox
 * @id: a batch's number
 * @deed: what shall become of it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is written, and the models tell
 * @user_data: for @callback
 *
 * Pausing and cancelling call nothing back that is on its way: up to 16 requests end as they end. Cancelling gives up
 * what surely was not done; what is unsure goes on until it is known. Closing takes the batch out of sight; what was
 * refused of it stays.
 */
void
pl_outbox_steer_batch_async (PlOutbox            *self,
                             gint64               id,
                             PlOutboxBatchDeed    deed,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Steering *steering;

  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  steering = g_new (Steering, 1);
  *steering = (Steering) { .id = id, .deed = deed, .now = pl_outbox_pump_get_now (self->pump) };

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_outbox_steer_batch_async);
  g_task_set_task_data (task, steering, g_free);
  call_back (self, steering);
  pl_database_run_async (self->database, PL_DATABASE_WRITE, steer_work, steering, NULL, NULL, steer_cb,
                         g_object_ref (task));
}

/**
 * pl_outbox_steer_batch_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is written
 */
gboolean
pl_outbox_steer_batch_finish (PlOutbox      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_steer_batch_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
