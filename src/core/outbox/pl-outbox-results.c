/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of many changes, looked at while they go on or long after: figures, and the first few of each kind. */
#include "pl-batch-private.h"
#include "pl-intent-private.h"
#include "pl-outbox-private.h"

/* In the order in which somebody wants to see them. */
static const PlIntentState shown_states[] = {
  PL_INTENT_REFUSED, PL_INTENT_UNSURE, PL_INTENT_SENDING, PL_INTENT_WAITING, PL_INTENT_DISCARDED, PL_INTENT_DONE,
};

typedef struct
{
  /* Input */
  char       *account; /* (owned) */
  gint64      id;
  guint       limit;

  /* Output */
  GPtrArray  *batches; /* (owned) (nullable) (element-type PlBatchRow) */
  PlBatchRow *batch;   /* (owned) (nullable) */
  GPtrArray  *rows;    /* (owned) (nullable) (element-type PlOutboxRow) */
} Results;

static void
results_free (Results *self)
{
  g_free (self->account);
  g_clear_pointer (&self->batches, g_ptr_array_unref);
  g_clear_pointer (&self->batch, pl_batch_row_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static gboolean
list_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Results *self = data;

  self->batches = pl_batch_table_list_all (connection, self->account, self->limit, error);

  return self->batches != NULL;
}

static gboolean
read_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Results *self = data;

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);
  self->batches = g_ptr_array_new ();
  self->batch = pl_batch_table_get (connection, self->account, self->id, error);
  if (self->batch == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (shown_states); i++)
    {
      g_autoptr (GPtrArray) rows = pl_batch_table_list_state (connection, self->id, shown_states[i], self->limit,
                                                              error);

      if (rows == NULL)
        return FALSE;

      g_ptr_array_extend_and_steal (self->rows, g_steal_pointer (&rows));
    }

  return TRUE;
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
run (PlOutbox            *self,
     PlDatabaseWork       work,
     gint64               id,
     guint                limit,
     gpointer             tag,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Results *results = g_new0 (Results, 1);

  results->account = g_strdup (self->account);
  results->id = id;
  results->limit = limit;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, results, (GDestroyNotify) results_free);
  pl_database_run_async (self->database, PL_DATABASE_READ, work, results, NULL, cancellable, run_cb,
                         g_steal_pointer (&task));
}

/**
 * pl_outbox_list_batches_async:
 * @self: an outbox
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when they are read
 * @user_data: for @callback
 *
 * Reads the last batches, also those that the user has closed.
 */
void
pl_outbox_list_batches_async (PlOutbox            *self,
                              guint                limit,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  run (self, list_work, 0, limit, pl_outbox_list_batches_async, cancellable, callback, user_data);
}

/**
 * pl_outbox_list_batches_finish:
 * @self: an outbox
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PlBatch): newest first, as they were when they were read; they do not change
 */
GPtrArray *
pl_outbox_list_batches_finish (PlOutbox      *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_autoptr (GPtrArray) batches = NULL;
  const Results *results;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_list_batches_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  results = g_task_get_task_data (G_TASK (result));
  batches = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < results->batches->len; i++)
    g_ptr_array_add (batches, pl_batch_new (g_ptr_array_index (results->batches, i)));

  return g_steal_pointer (&batches);
}

/**
 * pl_outbox_read_results_async:
 * @self: an outbox
 * @id: a batch's number
 * @limit: how many intents of each state at most
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when they are read
 * @user_data: for @callback
 *
 * Reads what became of one of the account's batches, also after it was closed.
 */
void
pl_outbox_read_results_async (PlOutbox            *self,
                              gint64               id,
                              guint                limit,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (PL_IS_OUTBOX (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  run (self, read_work, id, limit, pl_outbox_read_results_async, cancellable, callback, user_data);
}

/**
 * pl_outbox_read_results_finish:
 * @self: an outbox
 * @result: what the callback got
 * @batch: (out) (optional) (transfer full): the batch with its figures as they were then
 * @error: `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PlIntent): the refused ones first, then what is in doubt, on its way, waiting
 *   or given up, and at last what is done; in each the order in which they were asked for; they do not change
 */
GPtrArray *
pl_outbox_read_results_finish (PlOutbox      *self,
                               GAsyncResult  *result,
                               PlBatch      **batch,
                               GError       **error)
{
  g_autoptr (GPtrArray) intents = NULL;
  const Results *results;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_outbox_read_results_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  results = g_task_get_task_data (G_TASK (result));
  intents = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < results->rows->len; i++)
    g_ptr_array_add (intents, pl_intent_new (g_ptr_array_index (results->rows, i)));
  if (batch != NULL)
    *batch = pl_batch_new (results->batch);

  return g_steal_pointer (&intents);
}
