/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right separator gives rows that are as long as their heading; among several such, the one that gives most
 * columns. */
#include "pl-csv-separator.h"

#include <string.h>

#define SAMPLE_BYTES 65536
#define SAMPLE_ROWS  50

/* How many cells the row at *at has, which is moved to the next one. */
static guint
count_cells (const char **at,
             const char  *end,
             char         separator)
{
  gboolean quoted = FALSE;
  gboolean begins = TRUE;
  guint n = 1;

  for (; *at < end; (*at)++)
    {
      const char character = **at;

      if (quoted)
        {
          quoted = character != '"';
          continue;
        }

      if (character == '\n' || character == '\r')
        break;

      if (character == separator)
        n++;
      /* A doubled one inside quotes closes and opens again. */
      quoted = character == '"' && (begins || (*at)[-1] == '"');
      begins = character == separator || (begins && character == ' ');
    }

  while (*at < end && (**at == '\n' || **at == '\r'))
    (*at)++;

  return n;
}

/* In thousands how many rows of the sample are as long as the heading. 0: it stands nowhere in the heading. */
static guint
rate (const char *text,
      gsize       length,
      char        separator,
      guint      *n_columns)
{
  const char *end = text + MIN (length, SAMPLE_BYTES);
  const char *at = text;
  guint n_rows = 0;
  guint n_same = 0;

  while (at < end && (*at == '\n' || *at == '\r'))
    at++;

  *n_columns = count_cells (&at, end, separator);
  if (*n_columns == 1)
    return 0;

  for (; at < end && n_rows < SAMPLE_ROWS; n_rows++)
    n_same += count_cells (&at, end, separator) == *n_columns;

  return 1 + (n_rows > 0 ? n_same * 1000 / n_rows : 1000);
}

/**
 * pl_csv_separator_read:
 * @text: a file's text
 * @length: its length in bytes
 * @separator: (out): what a first line “sep=;” says, as some spreadsheet programs understand it; 0: there is none
 *
 * Returns: the length of that line
 */
gsize
pl_csv_separator_read (const char *text,
                       gsize       length,
                       char       *separator)
{
  gsize at = strlen ("sep=?");

  *separator = 0;
  if (length < at || g_ascii_strncasecmp (text, "sep=", 4) != 0 || strchr (PL_CSV_SEPARATORS, text[4]) == NULL
      || text[4] == '\0' || (length > at && text[at] != '\n' && text[at] != '\r'))
    return 0;

  *separator = text[4];
  if (at < length && text[at] == '\r')
    at++;
  if (at < length && text[at] == '\n')
    at++;

  return at;
}

/**
 * pl_csv_separator_detect:
 * @text: a file's text
 * @length: its length in bytes
 *
 * Returns: comma, semicolon or tab; a comma when there is only one column
 */
char
pl_csv_separator_detect (const char *text,
                         gsize       length)
{
  guint best_rate = 0;
  guint best_columns = 0;
  char best = ',';

  for (const char *candidate = PL_CSV_SEPARATORS; *candidate != '\0'; candidate++)
    {
      guint n_columns;
      const guint rated = rate (text, length, *candidate, &n_columns);

      if (rated > best_rate || (rated == best_rate && n_columns > best_columns && rated > 0))
        {
          best_rate = rated;
          best_columns = n_columns;
          best = *candidate;
        }
    }

  return best;
}
