/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said on the command line of single rows of a table, by the numbers that a spreadsheet counts. */
#include "config.h"

#include "pl-cli-import-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pl-cli-error.h"

/* (transfer full) (nullable) */
static PlImportRow *
find_row (PlImport   *import,
          const char *typed)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (typed, 10, 2, G_MAXUINT, &number, NULL))
    return NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (import)); i++)
    {
      g_autoptr (PlImportRow) row = g_list_model_get_item (G_LIST_MODEL (import), i);

      if (pl_import_row_get_number (row) == number)
        return g_steal_pointer (&row);
    }

  return NULL;
}

gboolean
pl_cli_import_rows_leave_out (PlImport    *import,
                              const char  *typed,
                              GError     **error)
{
  g_autoptr (PlImportRow) row = find_row (import, typed);

  if (row == NULL)
    {
      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("The table has no row “%s” to leave out"), typed);
      return FALSE;
    }

  pl_import_row_set_left_out (row, TRUE);

  return TRUE;
}

/* FALSE: there is no such row. */
static gboolean
decide (PlImport   *import,
        const char *typed,
        void      (*set) (PlImportRow *row,
                          gboolean     value))
{
  g_autoptr (PlImportRow) row = find_row (import, typed);
  const gboolean all = strcmp (typed, "all") == 0;

  for (guint i = 0; all && i < g_list_model_get_n_items (G_LIST_MODEL (import)); i++)
    {
      g_autoptr (PlImportRow) each = g_list_model_get_item (G_LIST_MODEL (import), i);

      set (each, TRUE);
    }

  if (row != NULL)
    set (row, TRUE);

  return all || row != NULL;
}

/* Of most rows it means nothing: they have not ended, and nobody else is to be written to. */
gboolean
pl_cli_import_rows_do_again (PlImport    *import,
                             const char  *typed,
                             GError     **error)
{
  if (decide (import, typed, pl_import_row_set_again))
    return TRUE;

  g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
               _("--again is the number of a row of the table, or all, not “%s”"), typed);

  return FALSE;
}

/* Likewise: nobody has paid by their reference. */
gboolean
pl_cli_import_rows_do_anyway (PlImport    *import,
                              const char  *typed,
                              GError     **error)
{
  if (decide (import, typed, pl_import_row_set_anyway))
    return TRUE;

  g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
               _("--anyway is the number of a row of the table, or all, not “%s”"), typed);

  return FALSE;
}

/* Likewise: nothing about them is seldom meant. */
gboolean
pl_cli_import_rows_take_as_is (PlImport    *import,
                               const char  *typed,
                               GError     **error)
{
  if (decide (import, typed, pl_import_row_set_meant))
    return TRUE;

  g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
               _("--as-is is the number of a row of the table, or all, not “%s”"), typed);

  return FALSE;
}
