/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row with half a character in it makes a whole page unreadable; here such rows are found by their brackets and
 * taken out, so that the others can be read. */

#include "payroc-json-rows.h"

#include <string.h>

#include "payroc-error.h"
#include "payroc-json.h"

#define ROWS_MAX 1000

typedef struct
{
  gsize start;
  gsize end;
} Span;

typedef struct
{
  const char *data;
  gsize       length;
  gsize       at;
} Reader;

static void
skip_space (Reader *reader)
{
  while (reader->at < reader->length && g_ascii_isspace (reader->data[reader->at]))
    reader->at++;
}

static char
peek (Reader *reader)
{
  skip_space (reader);

  return reader->at < reader->length ? reader->data[reader->at] : '\0';
}

static void
skip_string (Reader *reader)
{
  for (reader->at++; reader->at < reader->length && reader->data[reader->at] != '"'; reader->at++)
    {
      if (reader->data[reader->at] == '\\')
        reader->at++;
    }
  reader->at = MIN (reader->at + 1, reader->length);
}

/* To the comma or the bracket behind it, whatever is in between: what is found here is read again by those who know. */
static void
skip_value (Reader *reader)
{
  gsize depth = 0;

  while (reader->at < reader->length)
    {
      char c = reader->data[reader->at];

      if (c == '"')
        {
          skip_string (reader);
          continue;
        }

      if (depth == 0 && (c == ',' || c == ']' || c == '}'))
        return;
      if (c == '{' || c == '[')
        depth++;
      else if (c == '}' || c == ']')
        depth--;
      reader->at++;
    }
}

static gboolean
take (Reader *reader,
      char    c)
{
  if (peek (reader) != c)
    return FALSE;

  reader->at++;

  return TRUE;
}

/* Goes into the array of that name in the outermost object. */
static gboolean
enter_array (Reader     *reader,
             const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);

  if (!take (reader, '{'))
    return FALSE;

  while (peek (reader) == '"')
    {
      const gsize start = reader->at;
      gboolean found;

      skip_string (reader);
      found = reader->at - start == strlen (quoted) && memcmp (reader->data + start, quoted, strlen (quoted)) == 0;
      if (!take (reader, ':'))
        return FALSE;
      if (found)
        return take (reader, '[');

      skip_value (reader);
      take (reader, ',');
    }

  return FALSE;
}

static GArray *
find_rows (Reader *reader)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (Span));

  while (peek (reader) != ']' && peek (reader) != '\0' && spans->len <= ROWS_MAX)
    {
      Span span = { .start = reader->at };

      skip_value (reader);
      span.end = reader->at;
      g_array_append_val (spans, span);
      if (!take (reader, ','))
        break;
    }

  return spans;
}

/* As deep as it lies in the page. Where there is no row at all between two commas, nothing can be taken out. */
static gboolean
is_readable (const char *data,
             const Span *span)
{
  g_autoptr(GByteArray) row = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (span->start == span->end)
    return TRUE;

  g_byte_array_append (row, (const guint8 *) "[[", 2);
  g_byte_array_append (row, (const guint8 *) data + span->start, (guint) (span->end - span->start));
  g_byte_array_append (row, (const guint8 *) "]]", 2);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&row));
  node = payroc_json_parse (bytes, NULL);

  return node != NULL;
}

/* The document with null for each row that cannot be read. */
static GBytes *
cover_rows (GBytes *document,
            GArray *spans)
{
  GByteArray *covered = g_byte_array_new ();
  const char *data = g_bytes_get_data (document, NULL);
  gsize copied = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      if (is_readable (data, span))
        continue;

      g_byte_array_append (covered, (const guint8 *) data + copied, (guint) (span->start - copied));
      g_byte_array_append (covered, (const guint8 *) "null", 4);
      copied = span->end;
    }

  g_byte_array_append (covered, (const guint8 *) data + copied, (guint) (g_bytes_get_size (document) - copied));

  return g_byte_array_free_to_bytes (covered);
}

/**
 * payroc_json_parse_rows:
 * @bytes: a whole document
 * @array: the member of the outermost object whose elements are rows
 * @error: return location for a #GError
 *
 * As payroc_json_parse(), but a row that has in it what cannot be read — \u0000, half a surrogate pair, bytes that are
 * no UTF-8, a number out of range, a member named twice, too many levels — becomes `null` instead of making all others
 * unreadable. Everything outside the rows must be as always, and there may be at most 1000 of them.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the immutable document, or %NULL with @error set
 */
JsonNode *
payroc_json_parse_rows (GBytes      *bytes,
                        const char  *array,
                        GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GArray) spans = NULL;
  g_autoptr(GBytes) covered = NULL;
  JsonNode *node = payroc_json_parse (bytes, &local_error);
  Reader reader = { 0 };

  if (node != NULL)
    return node;

  reader.data = g_bytes_get_data (bytes, &reader.length);
  if (reader.length >= 3 && memcmp (reader.data, "\xef\xbb\xbf", 3) == 0)
    reader.at = 3;
  if (reader.length <= PAYROC_JSON_BYTES_MAX && enter_array (&reader, array))
    spans = find_rows (&reader);
  if (spans == NULL || spans->len > ROWS_MAX)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  covered = cover_rows (bytes, spans);

  return payroc_json_parse (covered, error);
}
