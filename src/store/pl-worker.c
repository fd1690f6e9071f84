/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the worker thread does all day: works in their order, one commit for writes that wait together, and copying the
 * log back when there is nothing else to do. */
#include "pl-worker.h"

#include "pl-connection-private.h"

/* One commit costs one fsync, whether it holds one work or many: but nobody waits long for others. */
#define BATCH_MAX_WORKS 64
#define BATCH_MAX_TIME (20 * G_TIME_SPAN_MILLISECOND)

/* The log is copied back when nothing was asked for a while, at once only when it has grown large. In pages of 4
 * KiB. */
#define CHECKPOINT_PAGES 1000
#define CHECKPOINT_PAGES_URGENT 8000
#define CHECKPOINT_IDLE (250 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  GAsyncQueue  *queue;      /* (unowned) (element-type GTask) */
  PlStoreFile  *file;       /* (unowned) */
  PlConnection *connection; /* (unowned) the file's */
  GTask        *next;       /* (nullable) (owned) taken from the queue while looking for more to write */
} Worker;

/* In the queue: nobody will ever give a work again. */
static char dismissal;

void
pl_worker_dismiss (GAsyncQueue *queue)
{
  g_async_queue_push (queue, &dismissal);
  g_async_queue_unref (queue);
}

void
pl_job_free (PlJob *job)
{
  if (job->free_work_data != NULL)
    job->free_work_data (job->work_data);

  g_clear_error (&job->error);
  g_free (job);
}

/* Hands the only reference of a task over to its own context, so that work data, callback data and maybe the database
 * itself are released there and never on the worker. */
void
pl_worker_deliver (GTask       *task,
                   GSourceFunc  callback)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_static_name (source, "[paylinks] store");
  g_source_set_callback (source, callback, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
return_job_cb (gpointer user_data)
{
  GTask *task = user_data;
  PlJob *job = g_task_get_task_data (task);

  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

/* FALSE and job->error set when it did not work or was cancelled before it began. */
static gboolean
call_work (Worker *self,
           GTask  *task)
{
  PlJob    *job = g_task_get_task_data (task);
  gboolean  done;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &job->error))
    return FALSE;

  done = job->work (self->connection, job->work_data, &job->error);
  pl_connection_reset_statements (self->connection);

  if (done)
    {
      if (job->error != NULL)
        g_critical ("A work succeeded and set an error: %s", job->error->message);

      g_clear_error (&job->error);
      return TRUE;
    }

  if (job->error == NULL)
    g_set_error_literal (&job->error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED, "A work failed without saying why");

  if (g_error_matches (job->error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED))
    pl_store_file_note_damage (self->file);

  return FALSE;
}

static gboolean
run_constant (Worker      *self,
              const char  *sql,
              GError     **error)
{
  PlStatement *statement = pl_connection_prepare (self->connection, sql, error);

  return statement != NULL && pl_statement_run (statement, NULL, error);
}

/* In a transaction too, so that several statements see the same rows although other processes write. */
static void
run_read (Worker *self,
          GTask  *task)
{
  PlJob *job = g_task_get_task_data (task);

  pl_connection_set_read_only (self->connection, TRUE);

  if (run_constant (self, "BEGIN", &job->error))
    {
      call_work (self, task);
      pl_connection_rollback (self->connection);
    }

  pl_connection_set_read_only (self->connection, FALSE);
  pl_worker_deliver (task, return_job_cb);
}

/* FALSE: the transaction is over and so are the works before this one; *error says why. */
static gboolean
run_further_write (Worker  *self,
                   GTask   *task,
                   GError **error)
{
  PlJob *job = g_task_get_task_data (task);

  if (!run_constant (self, "SAVEPOINT work", error))
    return FALSE;

  if (call_work (self, task))
    return run_constant (self, "RELEASE work", error);

  /* A full disk or a failed read may have undone the whole transaction. */
  if (!pl_connection_in_transaction (self->connection))
    {
      g_propagate_error (error, g_error_copy (job->error));
      return FALSE;
    }

  return run_constant (self, "ROLLBACK TO work", error) && run_constant (self, "RELEASE work", error);
}

/* Before the first work there is nothing to go back to but the beginning: without a savepoint SQLite need not keep each
 * page as it was before. FALSE: the transaction is over; *error says why. */
static gboolean
run_first_write (Worker  *self,
                 GTask   *task,
                 GError **error)
{
  PlJob *job = g_task_get_task_data (task);

  if (!pl_connection_begin (self->connection, error))
    return FALSE;

  if (call_work (self, task))
    return TRUE;

  g_propagate_error (error, g_error_copy (job->error));

  return FALSE;
}

static GTask *
take_next_write (Worker *self)
{
  GTask *task = g_async_queue_try_pop (self->queue);
  PlJob *job;

  if (task == NULL)
    return NULL;

  job = task != (gpointer) &dismissal ? g_task_get_task_data (task) : NULL;
  if (job != NULL && job->mode == PL_DATABASE_WRITE)
    return task;

  self->next = task;

  return NULL;
}

static void
run_writes (Worker *self,
            GTask  *first)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gint64             deadline;
  gboolean           going;

  going = run_first_write (self, first, &error);
  g_ptr_array_add (batch, first);
  deadline = g_get_monotonic_time () + BATCH_MAX_TIME;

  while (going && batch->len < BATCH_MAX_WORKS && g_get_monotonic_time () < deadline)
    {
      GTask *task = take_next_write (self);

      if (task == NULL)
        break;

      going = run_further_write (self, task, &error);
      g_ptr_array_add (batch, task);
    }

  if (going)
    going = pl_connection_commit (self->connection, &error);
  else
    pl_connection_rollback (self->connection);

  for (guint i = 0; i < batch->len; i++)
    {
      PlJob *job = g_task_get_task_data (batch->pdata[i]);

      if (!going && job->error == NULL)
        job->error = g_error_copy (error);

      pl_worker_deliver (batch->pdata[i], return_job_cb);
    }
}

static GTask *
take_next (Worker *self)
{
  GTask *task;
  int    pages;

  if (self->next != NULL)
    return g_steal_pointer (&self->next);

  pages = pl_connection_get_wal_pages (self->connection);

  if (pages >= CHECKPOINT_PAGES)
    {
      task = pages < CHECKPOINT_PAGES_URGENT ? g_async_queue_timeout_pop (self->queue, CHECKPOINT_IDLE) : NULL;
      if (task != NULL)
        return task;

      pl_connection_checkpoint (self->connection);
    }

  return g_async_queue_pop (self->queue);
}

GTask *
pl_worker_run (GAsyncQueue *queue,
               PlStoreFile *file)
{
  Worker self = { .queue = queue, .file = file, .connection = pl_store_file_get_connection (file) };

  while (TRUE)
    {
      GTask *task = take_next (&self);
      PlJob *job;

      if (task == (gpointer) &dismissal)
        return NULL;

      job = g_task_get_task_data (task);

      if (job == NULL)
        return task;

      if (job->mode == PL_DATABASE_WRITE)
        run_writes (&self, task);
      else
        run_read (&self, task);
    }
}
