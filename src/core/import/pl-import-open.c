/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of PlImport that reads a file: bounded, away from the main loop, and then what is remembered of its
 * columns. */
#include "core/csv/pl-csv-source.h"
#include "pl-import-memory.h"
#include "pl-import-private.h"

typedef struct
{
  /* Input */
  GFile         *file;       /* (owned) */
  char           separator;
  gboolean       remembered;

  /* Output */
  PlCsvTable    *table;      /* (owned) (nullable) */
  PlImportField *fields;     /* (owned) (nullable) */
} Opening;

static void
opening_clear (Opening *self)
{
  g_object_unref (self->file);
  g_clear_pointer (&self->table, pl_csv_table_unref);
  g_free (self->fields);
}

static void
opening_unref (Opening *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) opening_clear);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Opening *opening = task_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree const char **headings = NULL;
  g_autoptr (GError) error = NULL;
  guint n_columns;

  bytes = pl_csv_source_read (opening->file, cancellable, &error);
  if (bytes != NULL)
    opening->table = pl_csv_table_new (bytes, opening->separator, &error);
  if (opening->table == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  n_columns = pl_csv_table_get_n_columns (opening->table);
  headings = g_new (const char *, n_columns);
  for (guint i = 0; i < n_columns; i++)
    headings[i] = pl_csv_table_get_cell (opening->table, pl_csv_table_get_heading (opening->table), i);
  opening->fields = g_new0 (PlImportField, n_columns);
  pl_import_match (headings, n_columns, opening->fields);

  g_task_return_boolean (task, TRUE);
}

static gboolean
remember_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  Opening *opening = data;

  return pl_import_memory_read (connection, opening->table, opening->fields, error);
}

static void
finish_opening (GTask *task)
{
  PlImport *self = g_task_get_source_object (task);
  const Opening *opening = g_task_get_task_data (task);
  g_autofree char *base = g_file_get_basename (opening->file);
  g_autofree char *name = g_filename_display_name (base);

  pl_import_take_table (self, opening->table, name, opening->fields);
  g_task_return_boolean (task, TRUE);
}

static void
remembered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!pl_database_run_finish (PL_DATABASE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!g_task_return_error_if_cancelled (task))
    finish_opening (task);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlImport *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (opening->remembered)
    pl_database_run_async (self->database, PL_DATABASE_READ, remember_work, opening, NULL,
                           g_task_get_cancellable (task), remembered_cb, g_object_ref (task));
  else
    finish_opening (task);
}

/**
 * pl_import_open_async:
 * @self: an import
 * @file: a table
 * @separator: what stands between its cells; 0: to be found out
 * @remembered: whether columns are taken for what they were taken for before, by pl_import_submit_async()
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is read
 * @user_data: for @callback
 *
 * Reads @file and matches its columns; a table that was open before is forgotten, and so is which sign is the decimal
 * one. Nothing is checked yet.
 */
void
pl_import_open_async (PlImport            *self,
                      GFile               *file,
                      char                 separator,
                      gboolean             remembered,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) reading = NULL;
  Opening *opening;

  g_return_if_fail (PL_IS_IMPORT (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  opening = g_atomic_rc_box_new0 (Opening);
  opening->file = g_object_ref (file);
  opening->separator = separator;
  opening->remembered = remembered;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_import_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_unref);

  /* Without a source object: the thread may let go last, and no model must end there. */
  reading = g_task_new (NULL, cancellable, read_cb, g_object_ref (task));
  g_task_set_source_tag (reading, read_thread);
  g_task_set_task_data (reading, g_atomic_rc_box_acquire (opening), (GDestroyNotify) opening_unref);
  /* A network folder that does not answer keeps the thread, and not whoever waits for it. */
  g_task_set_return_on_cancel (reading, TRUE);
  g_task_run_in_thread (reading, read_thread);
}

/**
 * pl_import_open_finish:
 * @self: an import
 * @result: what the callback got
 * @error: `PL_CSV_ERROR`, see pl_csv_error_get_row(); `G_IO_ERROR`; `PL_STORE_ERROR`
 *
 * Returns: whether the table is there
 */
gboolean
pl_import_open_finish (PlImport      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_import_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_import_get_name:
 * @self: an import
 *
 * Returns: (transfer none) (nullable): what its file is called
 */
const char *
pl_import_get_name (PlImport *self)
{
  g_return_val_if_fail (PL_IS_IMPORT (self), NULL);

  return self->name;
}

/**
 * pl_import_get_encoding:
 * @self: an import with a table
 *
 * Returns: what its file was written in
 */
PlCsvEncoding
pl_import_get_encoding (PlImport *self)
{
  g_return_val_if_fail (PL_IS_IMPORT (self) && self->table != NULL, PL_CSV_ENCODING_UTF_8);

  return pl_csv_table_get_encoding (self->table);
}
