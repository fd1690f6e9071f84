/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell that begins like a formula gets an apostrophe before it, which spreadsheet programs take for “this is text”
 * (https://owasp.org/www-community/attacks/CSV_Injection). So does one that begins with an apostrophe and then like a
 * formula: taking one away again always gives what it was. */
#include "pl-csv-writer.h"

#include <string.h>

/* As they are, and as they are written in East Asia, where some programs take them too. */
static gboolean
begins_formula (const char *cell)
{
  const gunichar first = g_utf8_get_char (cell);

  return (first != 0 && first < 0x80 && strchr ("=+-@\t\r\n", (int) first) != NULL)
         || first == 0xff1d || first == 0xff0b || first == 0xff0d || first == 0xff20;
}

/* A signed number is no formula, and should stay one that can be added up. */
static gboolean
is_number (const char *cell)
{
  if (*cell == '-' || *cell == '+')
    cell++;

  return g_ascii_isdigit (*cell) && cell[strspn (cell, "0123456789.,")] == '\0';
}

static const char *
skip_apostrophes (const char *cell)
{
  return cell + strspn (cell, "'");
}

static gboolean
needs_apostrophe (const char *cell)
{
  return begins_formula (skip_apostrophes (cell)) && !is_number (cell);
}

static gboolean
needs_quotes (const PlCsvWriter *self,
              const char        *cell)
{
  const gsize length = strlen (cell);

  return length > 0
         && (strchr (cell, self->separator) != NULL || strpbrk (cell, "\"\r\n") != NULL || cell[0] == ' '
             || cell[length - 1] == ' ');
}

/**
 * pl_csv_writer_init:
 * @self: (out caller-allocates): a writer
 * @text: where it appends
 * @separator: what it writes between cells
 * @line_end: (transfer none): what it writes after rows; a constant
 */
void
pl_csv_writer_init (PlCsvWriter *self,
                    GString     *text,
                    char         separator,
                    const char  *line_end)
{
  *self = (PlCsvWriter) { .text = text, .separator = separator, .line_end = line_end };
}

/**
 * pl_csv_writer_add:
 * @self: a writer
 * @cell: (nullable): a cell's text in UTF-8
 *
 * Adds a cell to the row that is being written.
 */
void
pl_csv_writer_add (PlCsvWriter *self,
                   const char  *cell)
{
  const char *text = cell != NULL ? cell : "";
  const gboolean quotes = needs_quotes (self, text);

  if (self->in_row)
    g_string_append_c (self->text, self->separator);
  self->in_row = TRUE;

  if (quotes)
    g_string_append_c (self->text, '"');
  if (needs_apostrophe (text))
    g_string_append_c (self->text, '\'');

  for (const char *quote; quotes && (quote = strchr (text, '"')) != NULL; text = quote + 1)
    {
      g_string_append_len (self->text, text, quote - text);
      g_string_append (self->text, "\"\"");
    }
  g_string_append (self->text, text);

  if (quotes)
    g_string_append_c (self->text, '"');
}

/**
 * pl_csv_writer_end_row:
 * @self: a writer
 *
 * Ends the row; what is added next begins another.
 */
void
pl_csv_writer_end_row (PlCsvWriter *self)
{
  g_string_append (self->text, self->line_end);
  self->in_row = FALSE;
}

/**
 * pl_csv_restore:
 * @cell: a cell of a file
 *
 * Returns: (transfer none): @cell without the apostrophe that pl_csv_writer_add() wrote, if it did
 */
const char *
pl_csv_restore (const char *cell)
{
  return *cell == '\'' && begins_formula (skip_apostrophes (cell)) ? cell + 1 : cell;
}
