/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a page in the store's thread, writes it, reads the next: 100,000 links take the memory of some hundred, and
 * others get their turn at the store in between. */
#include "pl-export.h"

#include "core/files/pl-file-target.h"
#include "pl-export-rows.h"
#include "store/pl-link-key-table.h"
#include "store/pl-link-table.h"
#include "store/pl-payment-table.h"

#define PAGE 250

struct _PlExport
{
  GObject parent_instance;

  char       *account;  /* (owned) */
  PlDatabase *database; /* (owned) */
  PlExportNaming naming; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlExport, pl_export, G_TYPE_OBJECT)

typedef struct
{
  /* Input */
  char           *account; /* (owned) */
  char           *link_id; /* (owned) (nullable) whose payments; NULL: links */
  PlLinkQuery     query;
  char           *search;  /* (owned) (nullable) the query's */
  guint           limit;
  PlExportFormat  format;
  PlExportNaming  naming;  /* (nullable) */
  GFile          *file;    /* (owned) */

  /* In progress */
  GArray         *rowids;  /* (owned) (nullable) (element-type gint64) of the links, in order */
  guint           next;    /* of them */
  gboolean        begun;
  gboolean        ended;
  GString        *text;    /* (owned) what is written next */
  PlFileTarget    *target;  /* (owned) (nullable) */
  GError         *error;   /* (owned) (nullable) why nothing will come of it */

  /* Output */
  guint           n_written;
} Job;

static void write_next (GTask *task);

static void
job_free (Job *job)
{
  g_free (job->account);
  g_free (job->link_id);
  g_free (job->search);
  g_object_unref (job->file);
  g_clear_pointer (&job->rowids, g_array_unref);
  g_string_free (job->text, TRUE);
  g_clear_pointer (&job->target, pl_file_target_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
choose_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  Job *job = data;
  g_autoptr (PlLinkIndex) index = NULL;
  g_autoptr (GArray) entries = NULL;
  guint n;

  job->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (job->link_id != NULL)
    return TRUE;

  index = pl_link_index_read (connection, job->account, 0, error);
  if (index == NULL)
    return FALSE;

  entries = pl_link_index_query (index, &job->query);
  n = job->limit > 0 ? MIN (job->limit, entries->len) : entries->len;
  for (guint i = 0; i < n; i++)
    g_array_append_val (job->rowids, pl_link_index_get_key (index, g_array_index (entries, guint32, i))->rowid);

  return TRUE;
}

static void
append_json (Job      *job,
             JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  g_string_append_printf (job->text, "%s\n%s", job->n_written > 0 ? "," : "", text);
}

static void
begin_text (Job         *job,
            PlCsvWriter *writer)
{
  job->begun = TRUE;

  if (job->format == PL_EXPORT_JSON)
    {
      g_string_append (job->text, job->link_id != NULL ? "{\"payments\": [" : "{\"links\": [");
      return;
    }

  /* Without it a spreadsheet program takes UTF-8 for what its country wrote before. */
  g_string_append (job->text, "\357\273\277");
  if (job->link_id != NULL)
    pl_export_add_payment_heading (writer, job->naming);
  else
    pl_export_add_link_heading (writer, job->naming);
}

static void
end_text (Job *job)
{
  job->ended = TRUE;
  if (job->format == PL_EXPORT_JSON)
    g_string_append_printf (job->text, "\n], \"total\": %u}\n", job->n_written);
}

static gboolean
add_link (Job           *job,
          PlConnection  *connection,
          PlCsvWriter   *writer,
          gint64         rowid,
          GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PayrocLink) link = pl_link_table_get_by_rowid (connection, rowid, &local_error);
  g_autofree char *currency = NULL;
  PayrocMoney paid;
  gint64 amount, as_of;
  PlLinkPaid known;
  guint n_paid;

  /* Gone since it was chosen. */
  if (g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (link == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (job->format == PL_EXPORT_JSON)
    {
      append_json (job, payroc_link_get_json (link));
    }
  else
    {
      if (!pl_link_table_get_paid (connection, job->account, payroc_link_get_id (link), &n_paid, &amount, &currency,
                                   &as_of, error)
          || !pl_link_key_table_get (connection, rowid, NULL, NULL, &known, error))
        return FALSE;
      if (currency != NULL)
        payroc_money_init (&paid, amount, currency);
      pl_export_add_link (writer, link, (PayrocLinkStatus) known.status, n_paid,
                          currency != NULL && n_paid > 0 ? &paid : NULL, job->naming);
    }
  job->n_written++;

  return TRUE;
}

static gboolean
add_payments (Job           *job,
              PlConnection  *connection,
              PlCsvWriter   *writer,
              GError       **error)
{
  g_autoptr (GPtrArray) payments = pl_payment_table_list (connection, job->account, job->link_id, error);

  if (payments == NULL)
    return FALSE;

  for (guint i = 0; i < payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (payments, i);

      if (job->format == PL_EXPORT_JSON)
        append_json (job, payroc_payment_get_json (payment));
      else
        pl_export_add_payment (writer, payment, job->naming);
      job->n_written++;
    }

  return TRUE;
}

static gboolean
page_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  Job *job = data;
  PlCsvWriter writer;

  g_string_truncate (job->text, 0);
  pl_csv_writer_init (&writer, job->text, ',', "\r\n");
  if (!job->begun)
    begin_text (job, &writer);

  if (job->link_id != NULL && !add_payments (job, connection, &writer, error))
    return FALSE;
  for (guint i = 0; i < PAGE && job->next < job->rowids->len; i++)
    {
      if (!add_link (job, connection, &writer, g_array_index (job->rowids, gint64, job->next++), error))
        return FALSE;
    }

  if (job->next == job->rowids->len)
    end_text (job);

  return TRUE;
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Job *job = g_task_get_task_data (task);
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
  Job *job = g_task_get_task_data (task);

  job->error = error;
  pl_file_target_close_async (job->target, error == NULL, closed_cb, g_object_ref (task));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Job *job = g_task_get_task_data (task);
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
  Job *job = g_task_get_task_data (task);
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

  pl_database_run_async (self->database, PL_DATABASE_READ, page_work, g_task_get_task_data (task), NULL,
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
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->target = pl_file_target_open_finish (G_FILE (object), result, &error);
  if (job->target == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    pl_database_run_async (self->database, PL_DATABASE_READ, choose_work, job, NULL, g_task_get_cancellable (task),
                           chosen_cb, g_object_ref (task));
}

/* Takes job. */
static void
start (PlExport            *self,
       Job                 *job,
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
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
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
  Job *job;

  g_return_if_fail (PL_IS_EXPORT (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = g_new0 (Job, 1);
  job->query = *query;
  job->search = g_strdup (query->search);
  job->query.search = job->search;
  job->limit = limit;
  start (self, job, format, file, cancellable, callback, user_data);
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
  Job *job;

  g_return_if_fail (PL_IS_EXPORT (self));
  g_return_if_fail (link_id != NULL);
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = g_new0 (Job, 1);
  job->link_id = g_strdup (link_id);
  start (self, job, format, file, cancellable, callback, user_data);
}

/**
 * pl_export_finish:
 * @self: an export
 * @result: what the callback got
 * @n_written: (out) (optional): how many links or payments there were
 * @error: `PL_CSV_ERROR`: not over that file; `G_IO_ERROR`, `PL_STORE_ERROR`
 *
 * Returns: whether the file is written
 */
gboolean
pl_export_finish (PlExport      *self,
                  GAsyncResult  *result,
                  guint         *n_written,
                  GError       **error)
{
  const Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, start), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  if (n_written != NULL)
    *n_written = job->n_written;

  return g_task_propagate_boolean (G_TASK (result), error);
}
