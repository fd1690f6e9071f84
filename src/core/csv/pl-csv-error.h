/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a file is no table, and in which of its rows that shows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PL_CSV_ERROR (pl_csv_error_quark ())

typedef enum
{
  PL_CSV_ERROR_EMPTY,
  PL_CSV_ERROR_TOO_LARGE,        /* PL_CSV_BYTES_MAX */
  PL_CSV_ERROR_NOT_TEXT,         /* bytes that no text has */
  PL_CSV_ERROR_WORKBOOK,         /* the file of a spreadsheet program itself: to be saved as CSV there */
  PL_CSV_ERROR_TOO_MANY_COLUMNS, /* PL_CSV_COLUMNS_MAX */
  PL_CSV_ERROR_TOO_MANY_ROWS,    /* PL_CSV_ROWS_MAX, or PL_CSV_CELLS_MAX */
  PL_CSV_ERROR_CELL_TOO_LONG,    /* PL_CSV_CELL_MAX */
  PL_CSV_ERROR_QUOTE_OPEN,       /* begun in that row, and never closed */
  PL_CSV_ERROR_QUOTE_FOLLOWED,   /* closed in that row, and the cell goes on */
} PlCsvErrorCode;

/* An extended error: the row travels with the GError and its copies. */
GQuark  pl_csv_error_quark   (void);
GError *pl_csv_error_new     (PlCsvErrorCode  code,
                              guint           row);
guint   pl_csv_error_get_row (const GError   *error); /* the heading is row 1; 0: the file as a whole */

G_END_DECLS
