/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlImport that works: checks in a thread and in the store, makes a batch of what is right. */
#include "core/pl-clock.h"
#include "pl-import-memory.h"
#include "pl-import-private.h"

typedef struct
{
  PlImportCheck *check;    /* (owned) */
  PlBatchDraft  *draft;    /* (owned) (nullable) */
  char          *key;      /* (owned) */
  gboolean       remember;
} Submission;

typedef struct
{
  PlCsvTable    *table;  /* (owned) */
  PlImportField *fields; /* (owned) */
} Remembering;

static void
submission_free (Submission *self)
{
  pl_import_check_free (self->check);
  g_clear_object (&self->draft);
  g_free (self->key);
  g_free (self);
}

static void
remembering_free (gpointer data)
{
  Remembering *self = data;

  pl_csv_table_unref (self->table);
  g_free (self->fields);
  g_free (self);
}

static void
check_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  pl_import_check_run (task_data, cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
work_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlImport *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!g_task_return_error_if_cancelled (task))
    pl_database_run_async (self->database, PL_DATABASE_READ, pl_import_check_work, g_task_get_task_data (task), NULL,
                           g_task_get_cancellable (task), work_cb, g_object_ref (task));
}

/**
 * pl_import_begin_check:
 * @self: an import with a table
 *
 * Returns: (transfer full): a snapshot of its rows, to be judged
 */
PlImportCheck *
pl_import_begin_check (PlImport *self)
{
  PlImportReading reading = {
    .decimal = self->decimal, .days = self->days, .currency = self->currency, .share = self->share,
    .message = self->message, .fill = self->fill,
  };
  PlImportCheck *check;

  pl_clock_get_day (g_get_real_time (), &reading.today);
  check = pl_import_check_new (pl_import_get_source (self), &reading, self->account, self->rows->len);
  for (guint i = 0; i < self->rows->len; i++)
    {
      PlImportRow *row = g_ptr_array_index (self->rows, i);

      check->verdicts[i].row = pl_import_row_get_number (row) - 1;
      check->verdicts[i].left_out = pl_import_row_get_left_out (row);
      check->verdicts[i].again = pl_import_row_get_again (row);
      check->verdicts[i].anyway = pl_import_row_get_anyway (row);
      check->verdicts[i].meant = pl_import_row_get_meant (row);
      check->verdicts[i].mended = pl_import_row_dup_mended (row);
    }

  return check;
}

/**
 * pl_import_run_check_async:
 * @self: an import
 * @check: a check; must live until the callback
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it has its output
 * @user_data: for @callback
 *
 * First in a thread of its own, then in the store's.
 */
void
pl_import_run_check_async (PlImport            *self,
                           PlImportCheck       *check,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) running = NULL;

  g_task_set_source_tag (task, pl_import_run_check_async);
  g_task_set_task_data (task, check, NULL);

  /* The thread sees the cancellable itself, and the callback must not come before it is through with the check. It may
   * let go of its task last, and no model must end there: no source object. */
  running = g_task_new (NULL, cancellable, run_cb, g_object_ref (task));
  g_task_set_source_tag (running, check_thread);
  g_task_set_task_data (running, check, NULL);
  g_task_set_check_cancellable (running, FALSE);
  g_task_run_in_thread (running, check_thread);
}

/**
 * pl_import_run_check_finish:
 * @self: an import
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the check has its output
 */
gboolean
pl_import_run_check_finish (PlImport      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_import_run_check_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
remember_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  const Remembering *self = data;

  return pl_import_memory_write (connection, self->table, self->fields, error);
}

/* Nobody waits for it: that it was not kept costs the merchant a click. */
static void
remember (PlImport *self)
{
  Remembering *remembering = g_new (Remembering, 1);

  remembering->table = pl_csv_table_ref (self->table);
  remembering->fields = pl_import_dup_fields (self);
  pl_database_run_async (self->database, PL_DATABASE_WRITE, remember_work, remembering, remembering_free, NULL, NULL,
                         NULL);
}

static void
submitted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlImport *self = g_task_get_source_object (task);
  const Submission *submission = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlBatch) batch = pl_outbox_submit_batch_finish (PL_OUTBOX (object), result, &error);

  if (batch == NULL && g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_FINISHED))
    {
      g_task_return_new_error (task, PL_IMPORT_ERROR, PL_IMPORT_ERROR_NOTHING, "All of it was imported before");
      return;
    }
  if (batch == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* What a customer's row would be remembered by is no heading. */
  if (submission->remember && !self->headless)
    remember (self);
  g_task_return_pointer (task, g_steal_pointer (&batch), g_object_unref);
}

static void
fill_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Submission *submission = task_data;
  g_autoptr (GError) error = NULL;

  if (pl_import_check_fill (submission->check, submission->draft, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
fill_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlImport *self = g_task_get_source_object (task);
  Submission *submission = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_import_apply_check (self, submission->check);
  if (pl_batch_draft_get_n_intents (submission->draft) == 0)
    g_task_return_new_error (task, PL_IMPORT_ERROR, PL_IMPORT_ERROR_NOTHING, "Nothing is to be done");
  else
    pl_outbox_submit_batch_async (self->outbox, submission->draft, g_task_get_cancellable (task), submitted_cb,
                                  g_object_ref (task));
}

static gboolean
is_fine (const PlImportCheck *check)
{
  for (guint i = 0; i < check->n; i++)
    {
      if (!pl_import_verdict_is_fine (&check->verdicts[i]))
        return FALSE;
    }

  return TRUE;
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlImport *self = PL_IMPORT (object);
  Submission *submission = g_task_get_task_data (task);
  g_autoptr (GTask) filling = NULL;
  g_autoptr (GError) error = NULL;

  if (!pl_import_run_check_finish (self, result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!is_fine (submission->check))
    {
      pl_import_apply_check (self, submission->check);
      g_task_return_new_error (task, PL_IMPORT_ERROR, PL_IMPORT_ERROR_PROBLEMS, "Some rows cannot become links");
      return;
    }

  submission->draft = pl_outbox_begin_batch (self->outbox, submission->key, self->name);
  filling = g_task_new (NULL, NULL, fill_cb, g_object_ref (task));
  g_task_set_source_tag (filling, fill_thread);
  g_task_set_task_data (filling, submission, NULL);
  g_task_run_in_thread (filling, fill_thread);
}

/**
 * pl_import_submit_async:
 * @self: an import with a table
 * @key: a UUID v4, one for each time the user opens it, so that a second click is the same batch
 * @remember: whether what the columns were taken for is kept for the next table like it
 * @cancellable: (nullable): stops nothing once the rows are being written
 * @callback: (scope async): called when all of it is on the disk, or nothing
 * @user_data: for @callback
 *
 * Checks the rows as they are now, and hands to the outbox what is to be done, in one commit: a link for each row that
 * was not imported before, and a mail where mails are wanted and the row has somebody.
 */
void
pl_import_submit_async (PlImport            *self,
                        const char          *key,
                        gboolean             remember_columns,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Submission *submission;

  g_return_if_fail (PL_IS_IMPORT (self) && self->table != NULL);
  g_return_if_fail (g_uuid_string_is_valid (key));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  submission = g_new0 (Submission, 1);
  submission->check = pl_import_begin_check (self);
  submission->key = g_strdup (key);
  submission->remember = remember_columns;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_import_submit_async);
  g_task_set_task_data (task, submission, (GDestroyNotify) submission_free);
  g_task_set_check_cancellable (task, FALSE);
  pl_import_run_check_async (self, submission->check, cancellable, checked_cb, g_object_ref (task));
}

/**
 * pl_import_submit_finish:
 * @self: an import
 * @result: what the callback got
 * @error: `PL_IMPORT_ERROR`, `PL_STORE_ERROR`, `PAYROC_ERROR_INVALID`, %G_IO_ERROR_CANCELLED: nothing was taken in
 *
 * Returns: (transfer full): the batch, on the disk
 */
PlBatch *
pl_import_submit_finish (PlImport      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_import_submit_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
