/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell that begins like a formula gets an apostrophe before it, which spreadsheet programs take for “this is text”
 * (https://owasp.org/www-community/attacks/CSV_Injection). So does what stands behind a sign at which a program that is
 * set up for another country begins a new cell, and so does what begins with apostrophes and then like a formula:
 * taking one away again always gives what it was. */
#include "pl-csv-writer.h"

#include <string.h>

/* Where some program or other begins a new cell. */
#define SEPARATORS ",;|\t\r\n"

static const char *
skip_unseen (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar sign = g_utf8_get_char (text);

      if (sign != '\'' && sign != '"' && g_unichar_type (sign) != G_UNICODE_FORMAT)
        break;
    }

  return text;
}

/* As they are, and as they are written in East Asia, where some programs take them too. */
static gboolean
begins_formula (const char *text,
                gboolean    whole)
{
  const gunichar first = g_utf8_get_char (skip_unseen (text));

  return (first != 0 && first < 0x80 && strchr (whole ? "=+-@\t\r\n" : "=+-@", (int) first) != NULL)
         || first == 0xff1d || first == 0xff0b || first == 0xff0d || first == 0xff20;
}

/* A signed number is no formula, and should stay one that can be added up. */
static gboolean
is_number (const char *text,
           gboolean    whole)
{
  gsize length;

  if (*text == '-' || *text == '+')
    text++;
  length = strspn (text, whole ? "0123456789.," : "0123456789.");

  return g_ascii_isdigit (*text) && (text[length] == '\0' || (!whole && strchr (SEPARATORS, text[length]) != NULL));
}

static gboolean
needs_apostrophe (const char *text,
                  gboolean    whole)
{
  return begins_formula (text, whole) && !is_number (text, whole);
}

/* (transfer full): with an apostrophe wherever one is needed. */
static GString *
defuse (const char *cell)
{
  GString *text = g_string_sized_new (strlen (cell));

  for (const char *at = cell; *at != '\0'; at++)
    {
      const gboolean whole = at == cell;

      if (whole ? needs_apostrophe (at, TRUE) : strchr (SEPARATORS, at[-1]) != NULL && needs_apostrophe (at, FALSE))
        g_string_append_c (text, '\'');
      g_string_append_c (text, *at);
    }

  return text;
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
  g_autoptr (GString) defused = defuse (cell != NULL ? cell : "");
  const char *text = defused->str;
  const gboolean quotes = needs_quotes (self, text);

  if (self->in_row)
    g_string_append_c (self->text, self->separator);
  self->in_row = TRUE;

  if (quotes)
    g_string_append_c (self->text, '"');

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
 * Returns: (transfer full): @cell without the apostrophes that pl_csv_writer_add() wrote, if it did
 */
char *
pl_csv_restore (const char *cell)
{
  char *text = g_strdup (cell);
  char *target = text;

  for (const char *at = cell; *at != '\0'; at++)
    {
      const gboolean whole = at == cell;

      if (*at != '\'' || (!whole && strchr (SEPARATORS, at[-1]) == NULL) || !begins_formula (at, whole))
        *target++ = *at;
    }
  *target = '\0';

  return text;
}
