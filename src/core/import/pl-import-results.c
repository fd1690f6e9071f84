/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlImport that writes the table again, with what became of each row: what was in it is still in it. */
#include <string.h>

#include "core/files/pl-file-target.h"
#include "core/csv/pl-csv-writer.h"
#include "core/links/pl-link-outcome.h"
#include "pl-import-private.h"

typedef enum
{
  RESULT_ID,
  RESULT_URL,
  RESULT_STATUS,
  RESULT_SHARED_AT,
  RESULT_ERROR,
} Result;

#define N_RESULTS (RESULT_ERROR + 1)

static const char *const headings[N_RESULTS] = { "paymentLinkId", "paymentUrl", "status", "sharedAt", "error" };

typedef struct
{
  PlImportCheck    *check;    /* (owned) */
  GFile            *file;     /* (owned) */
  PlImportDescribe  describe;
  gboolean          headless;
  GBytes           *bytes;    /* (owned) (nullable) */
  PlFileTarget      *target;   /* (owned) (nullable) */
  GError           *error;    /* (owned) (nullable) why nothing will come of it */
} Writing;

static void
writing_free (Writing *self)
{
  pl_import_check_free (self->check);
  g_object_unref (self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->target, pl_file_target_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static const char *
get_status (const PlImportVerdict *verdict)
{
  const PlImportFate *fate = &verdict->fate;

  if (pl_import_verdict_is_left_out (verdict))
    return "left-out";

  switch (fate->create)
    {
    case PL_IMPORT_STATE_WAITING:
      return "waiting";
    case PL_IMPORT_STATE_DONE:
      return fate->status != PAYROC_LINK_STATUS_UNKNOWN ? pl_link_outcome_to_word (fate->status) : "created";
    case PL_IMPORT_STATE_REFUSED:
      return "refused";
    case PL_IMPORT_STATE_CANCELLED:
      return "cancelled";
    case PL_IMPORT_STATE_NEW:
    default:
      return "";
    }
}

static char *
make_result (const Writing         *self,
             const PlImportVerdict *verdict,
             Result                 result)
{
  const PlImportFate *fate = &verdict->fate;
  const GError *error = fate->create_error != NULL ? fate->create_error : fate->share_error;
  g_autoptr (GError) left_out = NULL;
  g_autoptr (GDateTime) moment = NULL;

  switch (result)
    {
    case RESULT_ID:
      return g_strdup (fate->link_id);
    case RESULT_URL:
      return g_strdup (fate->payment_url);
    case RESULT_STATUS:
      return g_strdup (get_status (verdict));
    case RESULT_SHARED_AT:
      moment = fate->shared_at > 0 ? g_date_time_new_from_unix_utc (fate->shared_at / G_USEC_PER_SEC) : NULL;
      return moment != NULL ? g_date_time_format_iso8601 (moment) : NULL;
    case RESULT_ERROR:
      if (verdict->left_out && (error == NULL || pl_import_verdict_is_left_out (verdict)))
        {
          left_out = g_error_new_literal (PL_IMPORT_ERROR, PL_IMPORT_ERROR_LEFT_OUT, "The row was left out");
          error = left_out;
        }
      return error != NULL ? self->describe (error) : NULL;
    default:
      g_assert_not_reached ();
    }
}

/* What was written before is written over, not beside. */
static guint
find_result_columns (const PlCsvTable *table,
                     gboolean          headless,
                     guint            *columns)
{
  const guint heading = pl_csv_table_get_heading (table);
  guint n_columns = pl_csv_table_get_n_columns (table);

  for (guint i = 0; i < N_RESULTS; i++)
    {
      for (columns[i] = 0; columns[i] < pl_csv_table_get_n_columns (table); columns[i]++)
        {
          if (!headless && g_str_equal (pl_csv_table_get_cell (table, heading, columns[i]), headings[i]))
            break;
        }
      if (columns[i] == pl_csv_table_get_n_columns (table))
        columns[i] = n_columns++;
    }

  return n_columns;
}

/* (transfer full): mended, or as in the file. */
static char *
get_cell (const PlImportCheck   *check,
          const PlImportVerdict *verdict,
          guint                  row,
          guint                  column)
{
  for (guint i = 0; verdict != NULL && verdict->mended != NULL && i < PL_IMPORT_N_FIELDS; i++)
    {
      if (check->source->columns[i] == (int) column && verdict->mended[i] != NULL)
        return g_strdup (verdict->mended[i]);
    }

  return pl_csv_restore (pl_csv_table_get_cell (check->source->table, row, column));
}

static void
write_row (const Writing         *self,
           PlCsvWriter           *writer,
           guint                  row,
           const PlImportVerdict *verdict,
           const guint           *columns,
           guint                  n_columns)
{
  const PlCsvTable *table = self->check->source->table;
  const guint n_own = pl_csv_table_get_n_columns (table);
  const guint n_cells = pl_csv_table_get_n_cells (table, row);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *made = NULL;
      gboolean is_result = FALSE;

      for (guint j = 0; j < N_RESULTS; j++)
        {
          if (columns[j] != i)
            continue;
          is_result = TRUE;
          made = verdict != NULL ? make_result (self, verdict, (Result) j) : g_strdup (headings[j]);
        }
      if (!is_result && i < n_own)
        made = get_cell (self->check, verdict, row, i);
      pl_csv_writer_add (writer, made);
    }

  /* No heading stands above these: they stay, behind everything. */
  for (guint i = n_own; i < n_cells; i++)
    {
      g_autofree char *cell = pl_csv_restore (pl_csv_table_get_cell (table, row, i));

      pl_csv_writer_add (writer, cell);
    }
  pl_csv_writer_end_row (writer);
}

/* Above a table without any: what its columns were taken for, so that the results can be read again. */
static void
write_headings (const Writing *self,
                PlCsvWriter   *writer)
{
  const PlImportSource *source = self->check->source;
  const guint n_own = pl_csv_table_get_n_columns (source->table);

  for (guint i = 0; i < n_own; i++)
    {
      const char *word = "";

      for (guint j = 1; j < PL_IMPORT_N_FIELDS; j++)
        {
          if (source->columns[j] == (int) i)
            word = pl_import_field_to_word ((PlImportField) j);
        }
      pl_csv_writer_add (writer, word);
    }
  for (guint i = 0; i < N_RESULTS; i++)
    pl_csv_writer_add (writer, headings[i]);
  pl_csv_writer_end_row (writer);
}

static GBytes *
compose (const Writing *self)
{
  const PlCsvTable *table = self->check->source->table;
  GString *text = g_string_new (NULL);
  guint columns[N_RESULTS];
  const guint n_columns = find_result_columns (table, self->headless, columns);
  const guint heading = pl_csv_table_get_heading (table);
  PlCsvWriter writer;
  guint next = 0;

  pl_csv_writer_init (&writer, text, pl_csv_table_get_separator (table), pl_csv_table_get_line_end (table));

  /* What was not plain UTF-8 came from a program that needs to be told. */
  if (pl_csv_table_get_has_mark (table) || pl_csv_table_get_encoding (table) != PL_CSV_ENCODING_UTF_8)
    g_string_append (text, "\357\273\277");

  for (guint i = 0; i < pl_csv_table_get_n_rows (table); i++)
    {
      if (i == heading && self->headless)
        write_headings (self, &writer);

      if (i == heading && !self->headless)
        write_row (self, &writer, i, NULL, columns, n_columns);
      else if (next < self->check->n && self->check->verdicts[next].row == i)
        write_row (self, &writer, i, &self->check->verdicts[next++], columns, n_columns);
      else
        pl_csv_writer_end_row (&writer);
    }

  return g_string_free_to_bytes (text);
}

static void
compose_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Writing *writing = task_data;

  writing->bytes = compose (writing);
  g_task_return_boolean (task, TRUE);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!pl_file_target_close_finish (result, &error) && writing->error == NULL)
    writing->error = g_steal_pointer (&error);

  if (writing->error != NULL)
    g_task_return_error (task, g_steal_pointer (&writing->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  const gboolean keep = g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &writing->error);

  pl_file_target_close_async (writing->target, keep, closed_cb, task);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gconstpointer data;
  gsize size;

  writing->target = pl_file_target_open_finish (G_FILE (object), result, &error);
  if (writing->target == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  data = g_bytes_get_data (writing->bytes, &size);
  g_output_stream_write_all_async (pl_file_target_get_stream (writing->target), data, size, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
composed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlImport *self = g_task_get_source_object (task);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  pl_import_apply_check (self, writing->check);
  pl_file_target_open_async (writing->file, g_task_get_cancellable (task), opened_cb, g_object_ref (task));
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlImport *self = PL_IMPORT (object);
  g_autoptr (GTask) composing = NULL;
  g_autoptr (GError) error = NULL;

  if (!pl_import_run_check_finish (self, result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  composing = g_task_new (NULL, NULL, composed_cb, g_object_ref (task));
  g_task_set_source_tag (composing, compose_thread);
  g_task_set_task_data (composing, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (composing, compose_thread);
}

/**
 * pl_import_write_results_async:
 * @self: an import with a table
 * @file: where to; replaced as a whole or not at all
 * @describe: (scope async): what a person reads of an error, (transfer full); may be called on any thread
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is written
 * @user_data: for @callback
 *
 * Writes all columns and rows that the table has, in their order, with its separator and line ends, mended where it was
 * mended, and what became of each row by now. Run again later it is newer; a file that is the result of an earlier
 * import has its columns written over. Always UTF-8.
 */
void
pl_import_write_results_async (PlImport            *self,
                               GFile               *file,
                               PlImportDescribe     describe,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  g_return_if_fail (PL_IS_IMPORT (self) && self->table != NULL);
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (describe != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  writing = g_new0 (Writing, 1);
  writing->check = pl_import_begin_check (self);
  writing->file = g_object_ref (file);
  writing->describe = describe;
  writing->headless = self->headless;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_import_write_results_async);
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  /* Whether the file is there decides, not whether somebody gave up a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  pl_import_run_check_async (self, writing->check, cancellable, checked_cb, g_object_ref (task));
}

/**
 * pl_import_write_results_finish:
 * @self: an import
 * @result: what the callback got
 * @error: `PL_CSV_ERROR`: not over that file; `G_IO_ERROR`, `PL_STORE_ERROR`
 *
 * Returns: whether it is written
 */
gboolean
pl_import_write_results_finish (PlImport      *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_import_write_results_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
