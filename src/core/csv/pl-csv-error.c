/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences are for logs: what a person reads is made of code and row. */
#include "pl-csv-error.h"

typedef struct
{
  guint row;
} PlCsvErrorPrivate;

static void
pl_csv_error_private_init (PlCsvErrorPrivate *priv)
{
}

static void
pl_csv_error_private_copy (const PlCsvErrorPrivate *source,
                           PlCsvErrorPrivate       *copy)
{
  copy->row = source->row;
}

static void
pl_csv_error_private_clear (PlCsvErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (PlCsvError, pl_csv_error)

static const char *
get_message (PlCsvErrorCode code)
{
  switch (code)
    {
    case PL_CSV_ERROR_EMPTY:
      return "The file is empty";
    case PL_CSV_ERROR_TOO_LARGE:
      return "The file is too large";
    case PL_CSV_ERROR_NOT_TEXT:
      return "The file is no text";
    case PL_CSV_ERROR_WORKBOOK:
      return "The file is a workbook";
    case PL_CSV_ERROR_TOO_MANY_COLUMNS:
      return "Too many columns";
    case PL_CSV_ERROR_TOO_MANY_ROWS:
      return "Too many rows";
    case PL_CSV_ERROR_CELL_TOO_LONG:
      return "A cell is too long";
    case PL_CSV_ERROR_QUOTE_OPEN:
      return "A quotation mark is never closed";
    case PL_CSV_ERROR_QUOTE_FOLLOWED:
      return "Something follows a closing quotation mark";
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * pl_csv_error_new:
 * @code: what is wrong
 * @row: the row, counted from 1; 0: the file as a whole
 *
 * Returns: (transfer full): an error
 */
GError *
pl_csv_error_new (PlCsvErrorCode code,
                  guint          row)
{
  GError *error = g_error_new_literal (PL_CSV_ERROR, (int) code, get_message (code));

  pl_csv_error_get_private (error)->row = row;

  return error;
}

/**
 * pl_csv_error_get_row:
 * @error: any error
 *
 * Returns: the row that it is about, counted from 1; 0: none
 */
guint
pl_csv_error_get_row (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  return error->domain == PL_CSV_ERROR ? pl_csv_error_get_private (error)->row : 0;
}
