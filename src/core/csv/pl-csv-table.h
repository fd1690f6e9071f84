/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of comma separated values (RFC 4180), read whole: rows of cells that do not change any more. */
#pragma once

#include "pl-csv-decode.h"

G_BEGIN_DECLS

/* More is refused, not cut off. */
#define PL_CSV_COLUMNS_MAX 10000
#define PL_CSV_ROWS_MAX    100001  /* the heading is one */
#define PL_CSV_CELLS_MAX   5000000
#define PL_CSV_CELL_MAX    131068  /* bytes: what the 32,767 characters of a spreadsheet's cell can take */

/* May be read by several threads at once. */
typedef struct _PlCsvTable PlCsvTable;

/* separator: 0 to detect comma, semicolon or tab. */
PlCsvTable    *pl_csv_table_new           (GBytes           *bytes,
                                           char              separator,
                                           GError          **error);
PlCsvTable    *pl_csv_table_ref           (PlCsvTable       *self);
void           pl_csv_table_unref         (PlCsvTable       *self);

/* Rows from 0, the empty ones too: a spreadsheet shows row n as n + 1. */
guint          pl_csv_table_get_n_rows    (const PlCsvTable *self);
guint          pl_csv_table_get_heading   (const PlCsvTable *self); /* the first row that is not empty */
guint          pl_csv_table_get_n_columns (const PlCsvTable *self); /* of the heading */
guint          pl_csv_table_get_n_cells   (const PlCsvTable *self,
                                           guint             row);
const char    *pl_csv_table_get_cell      (const PlCsvTable *self,
                                           guint             row,
                                           guint             column); /* "" where the row has none */
gboolean       pl_csv_table_is_blank      (const PlCsvTable *self,
                                           guint             row);
char           pl_csv_table_get_separator (const PlCsvTable *self);
PlCsvEncoding  pl_csv_table_get_encoding  (const PlCsvTable *self);
gboolean       pl_csv_table_get_has_mark  (const PlCsvTable *self);
const char    *pl_csv_table_get_line_end  (const PlCsvTable *self); /* as the heading's: "\r\n", "\n" or "\r" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCsvTable, pl_csv_table_unref)

G_END_DECLS
