/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a page in the store's thread, writes it, reads the next: 100,000 links take the memory of some hundred, and
 * others get their turn at the store in between. */
#include "pl-export.h"

#include "pl-export-job.h"

struct _PlExport
{
  GObject parent_instance;

  char       *account;  /* (owned) */
  PlDatabase *database; /* (owned) */
  PlExportNaming naming; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlExport, pl_export, G_TYPE_OBJECT)

static void write_next (GTask *task);

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlExportJob *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_file_target_close_finish (result, &error) && job->error == NULL)
    job->error = g_steal_pointer (&error);

  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes error. */
static void
end (GTask  *task,
     GError *error)
{
  PlExportJob *job = g_task_get_task_data (task);

  job->error = error;
  pl_file_target_close_async (job->target, error == NULL, closed_cb, g_object_ref (task));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlExportJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    {
      end (task, error);
      return;
    }

  if (job->ended)
    end (task, NULL);
  else
    write_next (task);
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlExportJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    end (task, error);
  else
    g_output_stream_write_all_async (pl_file_target_get_stream (job->target), job->text->str, job->text->len,
                                     G_PRIORITY_DEFAULT, g_task_get_cancellable (task), written_cb,
                                     g_object_ref (task));
}

static void
write_next (GTask *task)
{
  PlExport *self = g_task_get_source_object (task);

  pl_database_run_async (self->database, PL_DATABASE_READ, pl_export_job_fill, g_task_get_task_data (task), NULL,
                         g_task_get_cancellable (task), page_cb, g_object_ref (task));
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    {
      end (task, error);
      return;
    }

  write_next (task);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlExport *self = g_task_get_source_object (task);
  PlExportJob *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->target = pl_file_target_open_finish (G_FILE (object), result, &error);
  if (job->target == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    pl_database_run_async (self->database, PL_DATABASE_READ, pl_export_job_choose, job, NULL,
                           g_task_get_cancellable (task), chosen_cb, g_object_ref (task));
}

/* Takes job. */
static void
start (PlExport            *self,
       PlExportJob                 *job,
       PlExportFormat       format,
       GFile               *file,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  job->account = g_strdup (self->account);
  job->format = format;
  job->naming = self->naming;
  job->file = g_object_ref (file);
  job->text = g_string_new (NULL);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, (GDestroyNotify) pl_export_job_free);
  /* Whether the file is there decides, not whether somebody gave up a moment later. */
  g_task_set_check_cancellable (task, FALSE);

  pl_file_target_open_async (file, cancellable, opened_cb, g_object_ref (task));
}

static void
pl_export_finalize (GObject *object)
{
  PlExport *self = PL_EXPORT (object);

  g_free (self->account);
  g_object_unref (self->database);

  G_OBJECT_CLASS (pl_export_parent_class)->finalize (object);
}

static void
pl_export_class_init (PlExportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pl_export_finalize;
}

static void
pl_export_init (PlExport *self)
{
}

/**
 * pl_export_new:
 * @account: an account's UUID
 * @database: where its links are stored
 *
 * Returns: (transfer full): an export
 */
PlExport *
pl_export_new (const char *account,
               PlDatabase *database)
{
  PlExport *self = g_object_new (PL_TYPE_EXPORT, NULL);

  self->account = g_strdup (account);
  self->database = g_object_ref (database);

  return self;
}

/**
 * pl_export_set_naming:
 * @self: an export
 * @naming: (nullable) (scope forever): what headings, kinds and states are called in a table for people; called on any
 *   thread. Without it they have the stable names that scripts rely on
 *
 * Of what is exported from now on. An import must know these words again: see pl_import_match().
 */
void
pl_export_set_naming (PlExport       *self,
                      PlExportNaming  naming)
{
  g_return_if_fail (PL_IS_EXPORT (self));

  self->naming = naming;
}

/**
 * pl_export_links_async:
 * @self: an export; one file at a time
 * @query: which links, in which order; copied
 * @limit: not more than so many; 0: all
 * @format: how
 * @file: where to; replaced as a whole or not at all
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is written
 * @user_data: for @callback
 *
 * Writes the stored links. Finish with pl_export_finish().
 */
void
pl_export_links_async (PlExport            *self,
                       const PlLinkQuery   *query,
                       guint                limit,
                       PlExportFormat       format,
                       GFile               *file,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (PL_IS_EXPORT (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  start (self, pl_export_job_new_for_list (PL_EXPORT_WHAT_LINKS, query, limit), format, file, cancellable, callback,
         user_data);
}

/**
 * pl_export_list_payments_async:
 * @self: an export; one file at a time
 * @query: of which links, in which order; copied
 * @limit: of not more links than so many; 0: all
 * @format: how
 * @file: where to; replaced as a whole or not at all
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is written
 * @user_data: for @callback
 *
 * Writes the stored payments of many links, a row each; what Payroc was not asked for is not in it. Finish with
 * pl_export_finish().
 */
void
pl_export_list_payments_async (PlExport            *self,
                               const PlLinkQuery   *query,
                               guint                limit,
                               PlExportFormat       format,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (PL_IS_EXPORT (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  start (self, pl_export_job_new_for_list (PL_EXPORT_WHAT_LIST_PAYMENTS, query, limit), format, file, cancellable,
         callback, user_data);
}

/**
 * pl_export_payments_async:
 * @self: an export; one file at a time
 * @link_id: a link's id
 * @format: how
 * @file: where to; replaced as a whole or not at all
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is written
 * @user_data: for @callback
 *
 * Writes the stored payments of a link. Finish with pl_export_finish().
 */
void
pl_export_payments_async (PlExport            *self,
                          const char          *link_id,
                          PlExportFormat       format,
                          GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  PlExportJob *job;

  g_return_if_fail (PL_IS_EXPORT (self));
  g_return_if_fail (link_id != NULL);
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = g_new0 (PlExportJob, 1);
  job->what = PL_EXPORT_WHAT_PAYMENTS;
  job->link_id = g_strdup (link_id);
  start (self, job, format, file, cancellable, callback, user_data);
}

/**
 * pl_export_finish:
 * @self: an export
 * @result: what the callback got
 * @n_written: (out) (optional): how many links or payments there were
 * @n_unreadable: (out) (optional): how many payments are not in it, as nobody can read them
 * @error: `PL_CSV_ERROR`: not over that file; `G_IO_ERROR`, `PL_STORE_ERROR`
 *
 * Returns: whether the file is written
 */
gboolean
pl_export_finish (PlExport      *self,
                  GAsyncResult  *result,
                  guint         *n_written,
                  guint         *n_unreadable,
                  GError       **error)
{
  const PlExportJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, start), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  if (n_written != NULL)
    *n_written = job->n_written;
  if (n_unreadable != NULL)
    *n_unreadable = job->n_unreadable;

  return g_task_propagate_boolean (G_TASK (result), error);
}
