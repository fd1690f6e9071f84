/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database as its users see it: tasks that go to the worker thread and come back. */
#include "pl-database.h"

#include "pl-presence.h"
#include "pl-store-file.h"
#include "pl-worker.h"

struct _PlDatabase
{
  GObject      parent_instance;

  GAsyncQueue *queue;  /* (element-type GTask): to the worker, which has a reference of its own */
  GThread     *thread; /* (nullable) joined when closed, let go otherwise */
  char        *directory;
  char        *set_aside; /* (nullable) */
  char        *owner;
  guint        rescued;
  gboolean     closed;
};

G_DEFINE_FINAL_TYPE (PlDatabase, pl_database, G_TYPE_OBJECT)

/* What an opening task holds: a database is made of it in the caller's context, so that it also dies there. */
typedef struct
{
  /* Input */
  char        *directory;
  GAsyncQueue *queue; /* (nullable): until a database has it */

  /* In progress */
  GThread     *thread; /* (nullable) */

  /* Output */
  char        *set_aside; /* (nullable) */
  char        *owner;     /* (nullable) */
  guint        rescued;
  GError      *error;     /* (nullable) */
} Opening;

static void
opening_free (Opening *self)
{
  /* Nobody took the database that was opened: its worker has to be told. */
  g_clear_pointer (&self->queue, pl_worker_dismiss);
  g_clear_pointer (&self->thread, g_thread_unref);
  g_free (self->directory);
  g_free (self->set_aside);
  g_free (self->owner);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
return_closed_cb (gpointer user_data)
{
  GTask      *task = user_data;
  PlDatabase *self = g_task_get_source_object (task);

  /* Sending this was the last thing the worker did. */
  g_clear_pointer (&self->thread, g_thread_join);
  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static gboolean
return_opened_cb (gpointer user_data)
{
  GTask      *task = user_data;
  Opening    *opening = g_task_get_task_data (task);
  PlDatabase *self;

  if (opening->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&opening->error));
      return G_SOURCE_REMOVE;
    }

  self = g_object_new (PL_TYPE_DATABASE, NULL);
  self->queue = g_steal_pointer (&opening->queue);
  self->thread = g_steal_pointer (&opening->thread);
  self->directory = g_steal_pointer (&opening->directory);
  self->set_aside = g_steal_pointer (&opening->set_aside);
  self->owner = g_steal_pointer (&opening->owner);
  self->rescued = opening->rescued;

  g_task_return_pointer (task, self, g_object_unref);

  return G_SOURCE_REMOVE;
}

static gpointer
worker_thread (gpointer data)
{
  GTask   *opening_task = data;
  Opening *opening = g_task_get_task_data (opening_task);
  g_autoptr (GAsyncQueue) queue = g_async_queue_ref (opening->queue);
  g_autoptr (PlStoreFile) file = NULL;
  g_autoptr (GTask) closing_task = NULL;

  file = pl_store_file_open (opening->directory, g_task_get_cancellable (opening_task), &opening->error);

  if (file != NULL)
    {
      opening->owner = g_strdup (pl_store_file_get_owner (file));
      opening->set_aside = g_strdup (pl_store_file_get_set_aside (file));
      opening->rescued = pl_store_file_get_rescued (file);
    }

  pl_worker_deliver (opening_task, return_opened_cb);

  if (file != NULL)
    closing_task = pl_worker_run (queue, file);

  g_clear_pointer (&file, pl_store_file_close);

  if (closing_task != NULL)
    pl_worker_deliver (g_steal_pointer (&closing_task), return_closed_cb);

  return NULL;
}

static void
pl_database_finalize (GObject *object)
{
  PlDatabase *self = PL_DATABASE (object);

  if (self->closed)
    g_async_queue_unref (self->queue);
  else
    pl_worker_dismiss (self->queue);

  g_clear_pointer (&self->thread, g_thread_unref);
  g_free (self->directory);
  g_free (self->set_aside);
  g_free (self->owner);

  G_OBJECT_CLASS (pl_database_parent_class)->finalize (object);
}

static void
pl_database_class_init (PlDatabaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pl_database_finalize;
}

static void
pl_database_init (PlDatabase *self)
{
}

/**
 * pl_database_open_async:
 * @directory: the folder; made with mode 0700 when missing
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the thread-default main context of the caller
 * @user_data: for @callback
 *
 * Opens the database in a folder on a worker thread of its own: makes it, checks it, migrates it. A damaged file is
 * set aside with all that belongs to it, and what a merchant typed is copied into a new one as far as it can be
 * read; see pl_database_get_set_aside().
 */
void
pl_database_open_async (const char          *directory,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Opening          *opening;

  g_return_if_fail (directory != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_database_open_async);

  opening = g_new0 (Opening, 1);
  opening->directory = g_canonicalize_filename (directory, NULL);
  opening->queue = g_async_queue_new ();
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);

  opening->thread = g_thread_new ("paylinks-store", worker_thread, g_steal_pointer (&task));
}

/**
 * pl_database_open_finish:
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_TOO_NEW, the file untouched; %PL_STORE_ERROR_DAMAGED when it is damaged and another
 * process has it open; %PL_STORE_ERROR_BUSY when that one is of an earlier version or does not finish opening;
 * %PL_STORE_ERROR_DISK_FULL; %PL_STORE_ERROR_READ_ONLY; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the database
 */
PlDatabase *
pl_database_open_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_database_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pl_database_get_directory:
 * @self: a database
 *
 * Returns: (transfer none): the folder's absolute path
 */
const char *
pl_database_get_directory (PlDatabase *self)
{
  g_return_val_if_fail (PL_IS_DATABASE (self), NULL);

  return self->directory;
}

/**
 * pl_database_get_set_aside:
 * @self: a database
 *
 * Returns: (transfer none) (nullable): where the damaged file lies that this opening met
 */
const char *
pl_database_get_set_aside (PlDatabase *self)
{
  g_return_val_if_fail (PL_IS_DATABASE (self), NULL);

  return self->set_aside;
}

/**
 * pl_database_get_rescued:
 * @self: a database
 *
 * Returns: how many rows of the outbox could be read from the file that was set aside
 */
guint
pl_database_get_rescued (PlDatabase *self)
{
  g_return_val_if_fail (PL_IS_DATABASE (self), 0);

  return self->rescued;
}

/**
 * pl_database_run_async:
 * @self: a database
 * @mode: whether @work writes
 * @work: (scope async): runs on the worker thread
 * @work_data: (nullable): for @work, which has it to itself until the callback
 * @free_work_data: (nullable): called in the caller's context after the callback
 * @cancellable: (nullable): takes effect until @work begins
 * @callback: called in the thread-default main context of the caller
 * @user_data: for @callback
 *
 * Has a work done after all that were given before it.
 */
void
pl_database_run_async (PlDatabase          *self,
                       PlDatabaseMode       mode,
                       PlDatabaseWork       work,
                       gpointer             work_data,
                       GDestroyNotify       free_work_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  PlJob            *job;

  g_return_if_fail (PL_IS_DATABASE (self));
  g_return_if_fail (work != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_database_run_async);
  /* What was committed is told, even when somebody gave up waiting for it. */
  g_task_set_check_cancellable (task, FALSE);

  job = g_new0 (PlJob, 1);
  job->mode = mode;
  job->work = work;
  job->work_data = work_data;
  job->free_work_data = free_work_data;
  g_task_set_task_data (task, job, (GDestroyNotify) pl_job_free);

  if (self->closed)
    {
      g_task_return_new_error (task, PL_STORE_ERROR, PL_STORE_ERROR_FAILED, "The database is closed");
      return;
    }

  g_async_queue_push (self->queue, g_steal_pointer (&task));
}

/**
 * pl_database_run_finish:
 * @self: a database
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Errors: what the work said, what beginning and committing met (%PL_STORE_ERROR_BUSY, %PL_STORE_ERROR_DISK_FULL …), or
 * %G_IO_ERROR_CANCELLED when the work was never begun.
 *
 * Returns: %TRUE when the work returned %TRUE and, in mode %PL_DATABASE_WRITE, all of it is on the disk; %FALSE
 *   when nothing of it is
 */
gboolean
pl_database_run_finish (PlDatabase    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_database_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_database_close_async:
 * @self: a database
 * @callback: called in the thread-default main context of the caller
 * @user_data: for @callback
 *
 * Lets the works already given finish, copies the log back if no other process has the file open, and ends the worker.
 * Works given later fail with %PL_STORE_ERROR_FAILED.
 */
void
pl_database_close_async (PlDatabase          *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PL_IS_DATABASE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, pl_database_close_async);

  if (self->closed)
    {
      g_task_return_new_error (task, PL_STORE_ERROR, PL_STORE_ERROR_FAILED, "The database is closed");
      return;
    }

  self->closed = TRUE;
  g_async_queue_push (self->queue, g_steal_pointer (&task));
}

/**
 * pl_database_close_finish:
 * @self: a database
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: %FALSE when it had been closed before
 */
gboolean
pl_database_close_finish (PlDatabase    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_database_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_database_is_closed:
 * @self: a database
 *
 * Returns: whether pl_database_close_async() was called: whatever is asked of it since then fails
 */
gboolean
pl_database_is_closed (PlDatabase *self)
{
  g_return_val_if_fail (PL_IS_DATABASE (self), TRUE);

  return self->closed;
}

/**
 * pl_database_get_owner:
 * @self: a database
 *
 * Returns: (transfer none): a UUID, new at each opening, that stands for this process in the rows it has in hand
 */
const char *
pl_database_get_owner (PlDatabase *self)
{
  g_return_val_if_fail (PL_IS_DATABASE (self), NULL);

  return self->owner;
}

/**
 * pl_database_owner_is_alive:
 * @self: a database
 * @owner: a name that pl_database_get_owner() gave, here or in another process
 *
 * Asks whether the process still has the folder open. Touches the disk: on the worker only. A name that is no UUID
 * is nobody's.
 *
 * Returns: %FALSE when it ended, however it ended
 */
gboolean
pl_database_owner_is_alive (PlDatabase *self,
                            const char *owner)
{
  g_return_val_if_fail (PL_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (owner != NULL, FALSE);

  return pl_presence_has (self->directory, owner);
}
