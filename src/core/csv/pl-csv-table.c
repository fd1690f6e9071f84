/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of our own. libcsv, the one C library for this in Debian 12 (last release 2013), was tried: as it comes it
 * takes a quotation mark that is never closed, or is followed by something, and swallows all rows after it into one
 * cell without a word; asked to be strict it refuses even 5" in a cell without quotes, which means only one thing; it
 * drops empty rows, so that ours would not be the spreadsheet's numbers; and it lets a cell grow without bound. */
#include "pl-csv-table.h"

#include <string.h>

#include "pl-csv-separator.h"

struct _PlCsvTable
{
  PlCsvText   text;      /* (owned) cut into cells where it lies */
  GArray     *cells;     /* (owned) (element-type guint32) where each begins */
  GArray     *rows;      /* (owned) (element-type guint32) which cell each begins with, and the number of cells */
  guint       heading;
  char        separator;
  const char *line_end;
};

/* What is being read. */
typedef struct
{
  PlCsvTable *table; /* (unowned) */
  char       *at;
  char       *end;
  guint       row;   /* from 1 */
} Reader;

static gboolean
fail (const Reader    *reader,
      PlCsvErrorCode   code,
      GError         **error)
{
  g_propagate_error (error, pl_csv_error_new (code, reader->row));

  return FALSE;
}

static gboolean
is_blank (char character)
{
  return character == ' ' || character == '\t';
}

static gboolean
ends_cell (const Reader *reader,
           const char   *at)
{
  return at == reader->end || *at == reader->table->separator || *at == '\n' || *at == '\r';
}

/* Blanks around quotes are nobody's. */
static char *
find_quote (const Reader *reader)
{
  char *at = reader->at;

  while (at < reader->end && is_blank (*at) && *at != reader->table->separator)
    at++;

  return at < reader->end && *at == '"' ? at : NULL;
}

/* Doubled quotes become one where they lie. *stop is where the cell's text ends. */
static gboolean
read_quoted (Reader  *reader,
             char    *quote,
             char   **begin,
             char   **stop,
             GError **error)
{
  char *target = quote + 1;
  char *at = quote + 1;

  for (;; at++)
    {
      if (at == reader->end)
        return fail (reader, PL_CSV_ERROR_QUOTE_OPEN, error);
      if (*at == '\0')
        return fail (reader, PL_CSV_ERROR_NOT_TEXT, error);

      if (*at == '"')
        {
          if (at + 1 == reader->end || at[1] != '"')
            break;
          at++;
        }
      if (target - quote > PL_CSV_CELL_MAX)
        return fail (reader, PL_CSV_ERROR_CELL_TOO_LONG, error);
      *target++ = *at;
    }

  at++;
  while (at < reader->end && is_blank (*at) && *at != reader->table->separator)
    at++;
  if (!ends_cell (reader, at))
    return fail (reader, PL_CSV_ERROR_QUOTE_FOLLOWED, error);

  *begin = quote + 1;
  *stop = target;
  reader->at = at;

  return TRUE;
}

static gboolean
read_bare (Reader  *reader,
           char   **begin,
           char   **stop,
           GError **error)
{
  char *at = reader->at;

  for (; !ends_cell (reader, at); at++)
    {
      if (*at == '\0')
        return fail (reader, PL_CSV_ERROR_NOT_TEXT, error);
      if (at - reader->at >= PL_CSV_CELL_MAX)
        return fail (reader, PL_CSV_ERROR_CELL_TOO_LONG, error);
    }

  *begin = reader->at;
  *stop = at;
  reader->at = at;

  return TRUE;
}

/* Past the end of a line; what it was. */
static const char *
skip_line_end (Reader *reader)
{
  if (*reader->at == '\n')
    {
      reader->at++;
      return "\n";
    }

  reader->at++;
  if (reader->at == reader->end || *reader->at != '\n')
    return "\r";

  reader->at++;

  return "\r\n";
}

static gboolean
read_row (Reader  *reader,
          GError **error)
{
  PlCsvTable *table = reader->table;
  const guint32 first = table->cells->len;
  gboolean more = TRUE;

  if (table->rows->len >= PL_CSV_ROWS_MAX)
    return fail (reader, PL_CSV_ERROR_TOO_MANY_ROWS, error);
  g_array_append_val (table->rows, first);

  while (more)
    {
      char *quote = find_quote (reader);
      char *begin, *stop;
      guint32 offset;

      if (table->cells->len - first >= PL_CSV_COLUMNS_MAX)
        return fail (reader, PL_CSV_ERROR_TOO_MANY_COLUMNS, error);
      if (table->cells->len >= PL_CSV_CELLS_MAX)
        return fail (reader, PL_CSV_ERROR_TOO_MANY_ROWS, error);

      if (!(quote != NULL ? read_quoted (reader, quote, &begin, &stop, error)
                          : read_bare (reader, &begin, &stop, error)))
        return FALSE;

      offset = (guint32) (begin - table->text.text);
      g_array_append_val (table->cells, offset);

      /* The text has a NUL behind its end: there is always room for this one. */
      more = reader->at < reader->end && *reader->at == table->separator;
      if (more)
        {
          reader->at++;
        }
      else if (reader->at < reader->end)
        {
          const char *line_end = skip_line_end (reader);

          if (table->line_end == NULL)
            table->line_end = line_end;
        }
      *stop = '\0';
    }

  return TRUE;
}

static gboolean
read_all (PlCsvTable  *self,
          gsize        skipped,
          GError     **error)
{
  Reader reader = {
    .table = self,
    .at = self->text.text + skipped,
    .end = self->text.text + self->text.length,
    .row = 1,
  };
  guint32 n_cells;

  for (; reader.at < reader.end; reader.row++)
    {
      if (!read_row (&reader, error))
        return FALSE;
    }

  n_cells = self->cells->len;
  g_array_append_val (self->rows, n_cells);

  while (self->heading < pl_csv_table_get_n_rows (self) && pl_csv_table_is_blank (self, self->heading))
    self->heading++;
  if (self->heading == pl_csv_table_get_n_rows (self))
    {
      g_propagate_error (error, pl_csv_error_new (PL_CSV_ERROR_EMPTY, 0));
      return FALSE;
    }

  return TRUE;
}

static void
pl_csv_table_clear (gpointer data)
{
  PlCsvTable *self = data;

  pl_csv_text_clear (&self->text);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
}

/**
 * pl_csv_table_new:
 * @bytes: a file
 * @separator: what stands between cells; 0: to be found out
 * @error: %PL_CSV_ERROR; pl_csv_error_get_row() tells where
 *
 * Reads RFC 4180, and what spreadsheet programs make of it: any line end, blanks around quotes, a quotation mark inside
 * a cell without quotes, and a first line “sep=;”. A quotation mark that is not closed, or is followed by something,
 * is an error, since it could mean anything. Takes as long as the file is long: not for the main loop.
 *
 * Returns: (transfer full): the table
 */
PlCsvTable *
pl_csv_table_new (GBytes  *bytes,
                  char     separator,
                  GError **error)
{
  g_autoptr (PlCsvTable) self = g_atomic_rc_box_new0 (PlCsvTable);
  gsize skipped;
  char told;

  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!pl_csv_decode (bytes, &self->text, error))
    return NULL;

  skipped = pl_csv_separator_read (self->text.text, self->text.length, &told);
  if (separator == 0)
    separator = told;
  if (separator == 0)
    separator = pl_csv_separator_detect (self->text.text, self->text.length);
  self->separator = separator;

  return read_all (self, skipped, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * pl_csv_table_ref:
 * @self: a table
 *
 * Threads may share it: nothing of it changes once it is read.
 *
 * Returns: (transfer full): the same
 */
PlCsvTable *
pl_csv_table_ref (PlCsvTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * pl_csv_table_unref:
 * @self: (transfer full): a table
 *
 * The last one frees it.
 */
void
pl_csv_table_unref (PlCsvTable *self)
{
  g_atomic_rc_box_release_full (self, pl_csv_table_clear);
}

/**
 * pl_csv_table_get_n_rows:
 * @self: a table
 *
 * Returns: how many rows it has, with the heading and the empty ones
 */
guint
pl_csv_table_get_n_rows (const PlCsvTable *self)
{
  return self->rows->len - 1;
}

/**
 * pl_csv_table_get_heading:
 * @self: a table
 *
 * Returns: the first row that is not empty
 */
guint
pl_csv_table_get_heading (const PlCsvTable *self)
{
  return self->heading;
}

/**
 * pl_csv_table_get_n_columns:
 * @self: a table
 *
 * Returns: how many cells the heading has, at least 1
 */
guint
pl_csv_table_get_n_columns (const PlCsvTable *self)
{
  return pl_csv_table_get_n_cells (self, self->heading);
}

/**
 * pl_csv_table_get_n_cells:
 * @self: a table
 * @row: a row, from 0
 *
 * Returns: how many cells it has, at least 1
 */
guint
pl_csv_table_get_n_cells (const PlCsvTable *self,
                          guint             row)
{
  g_return_val_if_fail (row + 1 < self->rows->len, 0);

  return g_array_index (self->rows, guint32, row + 1) - g_array_index (self->rows, guint32, row);
}

/**
 * pl_csv_table_get_cell:
 * @self: a table
 * @row: a row, from 0
 * @column: a column, from 0
 *
 * Returns: (transfer none): valid UTF-8, as it is in the file but for its quotes; "" where the row is shorter
 */
const char *
pl_csv_table_get_cell (const PlCsvTable *self,
                       guint             row,
                       guint             column)
{
  if (column >= pl_csv_table_get_n_cells (self, row))
    return "";

  return self->text.text + g_array_index (self->cells, guint32, g_array_index (self->rows, guint32, row) + column);
}

/**
 * pl_csv_table_is_blank:
 * @self: a table
 * @row: a row, from 0
 *
 * Returns: whether all its cells are empty, or hold nothing but blanks
 */
gboolean
pl_csv_table_is_blank (const PlCsvTable *self,
                       guint             row)
{
  const guint n_cells = pl_csv_table_get_n_cells (self, row);

  for (guint i = 0; i < n_cells; i++)
    {
      const char *cell = pl_csv_table_get_cell (self, row, i);

      if (cell[strspn (cell, " \t\r\n")] != '\0')
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_csv_table_get_separator:
 * @self: a table
 *
 * Returns: what stands between its cells
 */
char
pl_csv_table_get_separator (const PlCsvTable *self)
{
  return self->separator;
}

/**
 * pl_csv_table_get_encoding:
 * @self: a table
 *
 * Returns: what its file was written in
 */
PlCsvEncoding
pl_csv_table_get_encoding (const PlCsvTable *self)
{
  return self->text.encoding;
}

/**
 * pl_csv_table_get_has_mark:
 * @self: a table
 *
 * Returns: whether its file began with a byte order mark
 */
gboolean
pl_csv_table_get_has_mark (const PlCsvTable *self)
{
  return self->text.has_mark;
}

/**
 * pl_csv_table_get_line_end:
 * @self: a table
 *
 * Returns: what its first line ended with; "\r\n" (RFC 4180) when it has only one
 */
const char *
pl_csv_table_get_line_end (const PlCsvTable *self)
{
  return self->line_end != NULL ? self->line_end : "\r\n";
}
