/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ten thousand rows are judged in a thread, from a snapshot; a change while that goes on begins it anew. */
#include "pl-import-private.h"

typedef enum
{
  PROP_SHARE = 1,
  PROP_CHECKING,
} PlImportProperty;

static GParamSpec *properties[PROP_CHECKING + 1];

enum
{
  CHECKED,
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void pl_import_iface_init (GListModelInterface *iface);

G_DEFINE_QUARK (pl-import-error-quark, pl_import_error)

G_DEFINE_FINAL_TYPE_WITH_CODE (PlImport, pl_import, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pl_import_iface_init))

/**
 * pl_import_get_source:
 * @self: an import with a table
 *
 * Returns: (transfer none): where its rows are read from, as its columns are taken now
 */
PlImportSource *
pl_import_get_source (PlImport *self)
{
  if (self->source == NULL)
    {
      g_autofree PlImportField *fields = pl_import_dup_fields (self);

      self->source = pl_import_source_new (self->table, fields);
    }

  return self->source;
}

static void
return_to_waiters (PlImport     *self,
                   const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (waiters, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  PlImport *self = PL_IMPORT (object);
  g_autoptr (PlImportCheck) check = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = pl_import_run_check_finish (self, result, &error);

  /* Something changed meanwhile: another one is under way, and the waiters wait for that. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->running);
  if (done)
    pl_import_apply_check (self, check);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKING]);
  return_to_waiters (self, error);
}

static gboolean
begin_cb (gpointer user_data)
{
  PlImport *self = PL_IMPORT (user_data);
  PlImportCheck *check;

  self->idle = 0;
  check = pl_import_begin_check (self);
  self->running = g_cancellable_new ();
  pl_import_run_check_async (self, check, self->running, checked_cb, check);

  return G_SOURCE_REMOVE;
}

static void
stop (PlImport *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
}

/**
 * pl_import_begin_soon:
 * @self: an import with a table
 *
 * Something changed: its rows are judged anew, once however much changes now.
 */
void
pl_import_begin_soon (PlImport *self)
{
  const gboolean checking = pl_import_get_checking (self);

  stop (self);
  self->idle = g_idle_add (begin_cb, self);
  if (!checking)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKING]);
}

static void
row_edited_cb (PlImport    *self,
               PlImportRow *row)
{
  pl_import_begin_soon (self);
  g_signal_emit (self, signals[EDITED], 0);
}

/**
 * pl_import_read_anew:
 * @self: an import with a table
 *
 * Its cells mean something else now: whatever was answered about its rows is asked again.
 */
void
pl_import_read_anew (PlImport *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    pl_import_row_forget (g_ptr_array_index (self->rows, i));
  pl_import_begin_soon (self);
}

static void
column_changed_cb (PlImport       *self,
                   GParamSpec     *pspec,
                   PlImportColumn *changed)
{
  const PlImportField field = pl_import_column_get_field (changed);
  const guint n_columns = g_list_model_get_n_items (G_LIST_MODEL (self->columns));

  for (guint i = 0; field != PL_IMPORT_FIELD_NONE && i < n_columns; i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      if (column != changed && pl_import_column_get_field (column) == field)
        pl_import_column_set_field (column, PL_IMPORT_FIELD_NONE);
    }

  g_clear_pointer (&self->source, pl_import_source_unref);
  pl_import_read_anew (self);
}

static GType
pl_import_get_item_type (GListModel *model)
{
  return PL_TYPE_IMPORT_ROW;
}

static guint
pl_import_get_n_items (GListModel *model)
{
  return PL_IMPORT (model)->rows->len;
}

static gpointer
pl_import_get_item (GListModel *model,
                    guint       position)
{
  PlImport *self = PL_IMPORT (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
pl_import_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = pl_import_get_item_type;
  iface->get_n_items = pl_import_get_n_items;
  iface->get_item = pl_import_get_item;
}

static void
pl_import_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  PlImport *self = PL_IMPORT (object);

  switch ((PlImportProperty) property_id)
    {
    case PROP_SHARE:
      g_value_set_boolean (value, self->share);
      break;
    case PROP_CHECKING:
      g_value_set_boolean (value, pl_import_get_checking (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_import_set_property (GObject      *object,
                        guint         property_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  PlImport *self = PL_IMPORT (object);

  switch ((PlImportProperty) property_id)
    {
    case PROP_SHARE:
      pl_import_set_share (self, g_value_get_boolean (value));
      break;
    case PROP_CHECKING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_import_dispose (GObject *object)
{
  stop (PL_IMPORT (object));

  G_OBJECT_CLASS (pl_import_parent_class)->dispose (object);
}

static void
pl_import_finalize (GObject *object)
{
  PlImport *self = PL_IMPORT (object);

  g_clear_pointer (&self->source, pl_import_source_unref);
  g_clear_pointer (&self->table, pl_csv_table_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->waiters);
  g_object_unref (self->columns);
  g_object_unref (self->outbox);
  g_object_unref (self->database);
  g_free (self->account);
  g_free (self->currency);
  g_free (self->name);
  g_free (self->message);

  G_OBJECT_CLASS (pl_import_parent_class)->finalize (object);
}

static void
pl_import_class_init (PlImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_import_get_property;
  object_class->set_property = pl_import_set_property;
  object_class->dispose = pl_import_dispose;
  object_class->finalize = pl_import_finalize;

  properties[PROP_SHARE] = g_param_spec_boolean ("share", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHECKING] = g_param_spec_boolean ("checking", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHECKED] = g_signal_new ("checked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
pl_import_init (PlImport *self)
{
  self->columns = g_list_store_new (PL_TYPE_IMPORT_COLUMN);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * pl_import_new:
 * @account: an account's UUID
 * @currency: its currency, for tables without such a column
 * @database: where what was imported before is found
 * @outbox: what sends
 *
 * Returns: (transfer full): an import without a table
 */
PlImport *
pl_import_new (const char *account,
               const char *currency,
               PlDatabase *database,
               PlOutbox   *outbox)
{
  PlImport *self = g_object_new (PL_TYPE_IMPORT, NULL);

  self->account = g_strdup (account);
  self->currency = g_strdup (currency);
  self->database = g_object_ref (database);
  self->outbox = g_object_ref (outbox);

  return self;
}

static const char *
find_sample (PlCsvTable *table,
             guint       column)
{
  const guint n_rows = pl_csv_table_get_n_rows (table);

  for (guint i = pl_csv_table_get_heading (table) + 1; i < n_rows; i++)
    {
      const char *cell = pl_csv_table_get_cell (table, i, column);

      if (*cell != '\0')
        return cell;
    }

  return "";
}

/**
 * pl_import_get_first_row:
 * @self: an import with a table
 *
 * Returns: the first row that is one like the others, counted from 0
 */
guint
pl_import_get_first_row (PlImport *self)
{
  return pl_csv_table_get_heading (self->table) + (self->headless ? 0 : 1);
}

/**
 * pl_import_make_rows:
 * @self: an import with a table
 *
 * Begins with its rows as they are in the file.
 */
void
pl_import_make_rows (PlImport *self)
{
  const guint n_before = self->rows->len;
  const guint n_rows = pl_csv_table_get_n_rows (self->table);

  g_ptr_array_set_size (self->rows, 0);
  for (guint i = pl_import_get_first_row (self); i < n_rows; i++)
    {
      PlImportRow *row;

      if (pl_csv_table_is_blank (self->table, i))
        continue;

      row = pl_import_row_new (pl_import_get_source (self), i);
      g_signal_connect_object (row, "edited", G_CALLBACK (row_edited_cb), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->rows, row);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->rows->len);
}

/**
 * pl_import_take_table:
 * @self: an import
 * @table: what was read
 * @name: what the file is called
 * @fields: (array): what each of its columns is taken for
 *
 * Shows another table.
 */
void
pl_import_take_table (PlImport            *self,
                      PlCsvTable          *table,
                      const char          *name,
                      const PlImportField *fields)
{
  const guint n_columns = pl_csv_table_get_n_columns (table);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) replaced = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Another table was opened");

  stop (self);
  return_to_waiters (self, replaced);
  g_clear_pointer (&self->source, pl_import_source_unref);
  g_clear_pointer (&self->table, pl_csv_table_unref);
  self->table = pl_csv_table_ref (table);
  g_free (self->name);
  self->name = g_strdup (name);
  self->decimal = 0;
  self->days = PL_IMPORT_DAYS_UNKNOWN;
  self->headless = FALSE;

  for (guint i = 0; i < n_columns; i++)
    {
      PlImportColumn *column = pl_import_column_new (pl_csv_table_get_cell (table, pl_csv_table_get_heading (table), i),
                                                     find_sample (table, i), fields[i]);

      g_signal_connect_object (column, "notify::field", G_CALLBACK (column_changed_cb), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (columns, column);
    }
  g_list_store_splice (self->columns, 0, g_list_model_get_n_items (G_LIST_MODEL (self->columns)), columns->pdata,
                       columns->len);

  pl_import_make_rows (self);
}

/**
 * pl_import_dup_fields:
 * @self: an import with a table
 *
 * Returns: (transfer full) (array): what each column is taken for
 */
PlImportField *
pl_import_dup_fields (PlImport *self)
{
  const guint n_columns = g_list_model_get_n_items (G_LIST_MODEL (self->columns));
  PlImportField *fields = g_new0 (PlImportField, n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr (PlImportColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      fields[i] = pl_import_column_get_field (column);
    }

  return fields;
}

/**
 * pl_import_apply_check:
 * @self: an import
 * @check: one that it began, with its output
 *
 * The rows take over what was found.
 */
void
pl_import_apply_check (PlImport      *self,
                       PlImportCheck *check)
{
  /* Another table was opened meanwhile. */
  if (check->source->table != self->table)
    return;

  for (guint i = 0; i < check->n; i++)
    pl_import_row_take (g_ptr_array_index (self->rows, i), check->source, &check->verdicts[i]);

  g_signal_emit (self, signals[CHECKED], 0);
}

static void
source_free (gpointer data)
{
  GSource *source = data;

  g_source_destroy (source);
  g_source_unref (source);
}

/* Whoever gave up is told at once, and the check goes on for the others. */
static gboolean
gave_up_cb (GCancellable *cancellable,
            gpointer      user_data)
{
  GTask *task = user_data;
  PlImport *self = g_task_get_source_object (task);
  guint place;

  if (g_ptr_array_find (self->waiters, task, &place))
    {
      g_autoptr (GTask) waiter = g_ptr_array_steal_index (self->waiters, place);

      g_task_return_error_if_cancelled (waiter);
    }

  return G_SOURCE_REMOVE;
}

static void
watch_waiter (GTask        *task,
              GCancellable *cancellable)
{
  GSource *source = g_cancellable_source_new (cancellable);

  g_source_set_callback (source, G_SOURCE_FUNC (gave_up_cb), task, NULL);
  g_source_set_static_name (source, "pl_import_check_async");
  g_source_attach (source, g_main_context_get_thread_default ());
  g_task_set_task_data (task, source, source_free);
}

/**
 * pl_import_check_async:
 * @self: an import with a table
 * @cancellable: (nullable): stops waiting, at once; the rows are judged all the same
 * @callback: (scope async): called when all rows are judged as they are
 * @user_data: for @callback
 *
 * Looks at all rows anew, and at what became of them.
 */
void
pl_import_check_async (PlImport            *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (PL_IS_IMPORT (self) && self->table != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, pl_import_check_async);
  if (cancellable != NULL)
    watch_waiter (task, cancellable);
  g_ptr_array_add (self->waiters, task);
  pl_import_begin_soon (self);
}

/**
 * pl_import_check_finish:
 * @self: an import
 * @result: what the callback got
 * @error: `PL_STORE_ERROR`, %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the rows are judged, not whether they are right
 */
gboolean
pl_import_check_finish (PlImport      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_import_check_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pl_import_get_checking:
 * @self: an import
 *
 * Returns: whether what is known of its rows is being found out anew
 */
gboolean
pl_import_get_checking (PlImport *self)
{
  g_return_val_if_fail (PL_IS_IMPORT (self), FALSE);

  return self->idle != 0 || self->running != NULL;
}

/**
 * pl_import_get_columns:
 * @self: an import
 *
 * Returns: (transfer none): a #GListModel of #PlImportColumn, as they stand in the file
 */
GListModel *
pl_import_get_columns (PlImport *self)
{
  g_return_val_if_fail (PL_IS_IMPORT (self), NULL);

  return G_LIST_MODEL (self->columns);
}
