/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handed from thread to thread without a lock. */
#include "pl-import-source.h"

/**
 * pl_import_source_new:
 * @table: a table
 * @fields: (array): what each of its columns means
 *
 * Returns: (transfer full): a source
 */
PlImportSource *
pl_import_source_new (PlCsvTable          *table,
                      const PlImportField *fields)
{
  PlImportSource *self = g_atomic_rc_box_new0 (PlImportSource);
  const guint n_columns = pl_csv_table_get_n_columns (table);

  self->table = pl_csv_table_ref (table);
  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    self->columns[i] = -1;
  for (guint i = 0; i < n_columns; i++)
    {
      if (fields[i] != PL_IMPORT_FIELD_NONE)
        self->columns[fields[i]] = (int) i;
    }

  return self;
}

/**
 * pl_import_source_ref:
 * @self: a source
 *
 * Threads may share it: nothing of it changes once it is made.
 *
 * Returns: (transfer full): the same
 */
PlImportSource *
pl_import_source_ref (PlImportSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
pl_import_source_clear (gpointer data)
{
  PlImportSource *self = data;

  pl_csv_table_unref (self->table);
}

/**
 * pl_import_source_unref:
 * @self: (transfer full): a source
 *
 * The last one frees it, and with it its table.
 */
void
pl_import_source_unref (PlImportSource *self)
{
  g_atomic_rc_box_release_full (self, pl_import_source_clear);
}

/**
 * pl_import_source_get_text:
 * @self: a source
 * @row: a row of the table, from 0
 * @field: what is looked for
 *
 * Returns: (transfer none) (nullable): the cell as it is in the file; %NULL when the table has no such column
 */
const char *
pl_import_source_get_text (const PlImportSource *self,
                           guint                 row,
                           PlImportField         field)
{
  return self->columns[field] >= 0 ? pl_csv_table_get_cell (self->table, row, (guint) self->columns[field]) : NULL;
}

/**
 * pl_import_source_get_mapped:
 * @self: a source
 *
 * Returns: bits 1 << #PlImportField of the fields that have a column
 */
guint
pl_import_source_get_mapped (const PlImportSource *self)
{
  guint mapped = 0;

  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    {
      if (self->columns[i] >= 0)
        mapped |= 1u << i;
    }

  return mapped;
}

/**
 * pl_import_source_is_longer:
 * @self: a source
 * @row: a row of the table, from 0
 *
 * Returns: whether it has something in it that no heading stands above
 */
gboolean
pl_import_source_is_longer (const PlImportSource *self,
                            guint                 row)
{
  const guint n_cells = pl_csv_table_get_n_cells (self->table, row);

  for (guint i = pl_csv_table_get_n_columns (self->table); i < n_cells; i++)
    {
      if (*pl_csv_table_get_cell (self->table, row, i) != '\0')
        return TRUE;
    }

  return FALSE;
}
