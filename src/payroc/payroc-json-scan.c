/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json-glib recurses for each bracket, wraps large integers around, cuts strings at \u0000 and makes broken UTF-8 of
 * half a surrogate pair: so every reply is read once by this scanner of RFC 8259, which needs no stack, before
 * json-glib sees it. */

#include "payroc-json-scan.h"

#include <math.h>
#include <string.h>

#include "payroc-json.h"

#define NUMBER_MAX 128

/* Any whole number of so few characters fits. */
#define FITTING_LENGTH 18

typedef struct
{
  const char *p;
  const char *end;
  const char *problem;
  guint64     arrays;    /* one bit a level: 1 for an array, 0 for an object */
  guint       depth;
  gsize       n_members;
} Scan;

G_STATIC_ASSERT (PAYROC_JSON_DEPTH_MAX <= 64);

static gboolean
fail (Scan       *scan,
      const char *problem)
{
  if (scan->problem == NULL)
    scan->problem = problem;

  return FALSE;
}

/* '\0' at the end; no caller takes it for a character, as it is none of JSON's. */
static char
peek (Scan *scan)
{
  return scan->p < scan->end ? *scan->p : '\0';
}

static gboolean
take (Scan *scan,
      char  c)
{
  if (peek (scan) != c || scan->p == scan->end)
    return FALSE;

  scan->p++;

  return TRUE;
}

static void
skip_space (Scan *scan)
{
  while (scan->p < scan->end && (*scan->p == ' ' || *scan->p == '\t' || *scan->p == '\r' || *scan->p == '\n'))
    scan->p++;
}

static int
scan_hex (Scan *scan)
{
  int code = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (peek (scan));

      if (digit < 0)
        return -1;
      code = code * 16 + digit;
      scan->p++;
    }

  return code;
}

static gboolean
scan_escape (Scan *scan)
{
  int code = 0;

  if (peek (scan) != '\0' && strchr ("\"\\/bfnrt", peek (scan)) != NULL)
    {
      scan->p++;
      return TRUE;
    }

  if (!take (scan, 'u'))
    return fail (scan, "unknown escape in a string");

  code = scan_hex (scan);
  if (code < 0)
    return fail (scan, "broken escape in a string");
  if (code == 0)
    return fail (scan, "NUL in a string");
  if (code >= 0xd800 && code <= 0xdbff)
    {
      int low = take (scan, '\\') && take (scan, 'u') ? scan_hex (scan) : -1;

      if (low < 0xdc00 || low > 0xdfff)
        return fail (scan, "half a surrogate pair in a string");
    }
  else if (code >= 0xdc00 && code <= 0xdfff)
    {
      return fail (scan, "half a surrogate pair in a string");
    }

  return TRUE;
}

/* What stands for itself in a string: most of a document. Pointers of its own are ones that stay in registers. */
static gboolean
scan_plain (Scan *scan)
{
  const char *start = scan->p;
  const char *end = scan->end;
  const char *p = start;
  guchar seen = 0;

  for (; p < end && (guchar) *p >= 0x20 && *p != '"' && *p != '\\'; p++)
    seen |= (guchar) *p;
  scan->p = p;

  return seen < 0x80 || g_utf8_validate_len (start, (gsize) (p - start), NULL) || fail (scan, "not UTF-8");
}

static gboolean
scan_string (Scan *scan)
{
  if (!take (scan, '"'))
    return fail (scan, "a string was expected");

  while (scan_plain (scan) && scan->p < scan->end)
    {
      char c = *scan->p++;

      if (c == '"')
        return TRUE;
      if (c != '\\')
        return fail (scan, "control character in a string");
      if (!scan_escape (scan))
        return FALSE;
    }

  return fail (scan, "a string without an end");
}

static gboolean
scan_digits (Scan *scan)
{
  const char *start = scan->p;

  while (g_ascii_isdigit (peek (scan)))
    scan->p++;

  return scan->p > start;
}

static gboolean
fits (const char *start,
      gsize       length)
{
  char text[NUMBER_MAX + 1] = { 0 };

  if (length <= FITTING_LENGTH)
    return TRUE;

  memcpy (text, start, length);

  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL);
}

/* json-glib puts ".0" behind whatever has no point, so that 1e22 becomes "1e+22.0": a stored link could not be read
 * again. */
static gboolean
can_be_written (const char *start,
                gsize       length)
{
  char text[MAX (NUMBER_MAX + 1, G_ASCII_DTOSTR_BUF_SIZE)] = { 0 };
  double number;

  memcpy (text, start, length);
  number = g_ascii_strtod (text, NULL);
  g_ascii_dtostr (text, sizeof text, number);

  return isfinite (number) && (strchr (text, 'e') == NULL || strchr (text, '.') != NULL);
}

static gboolean
scan_number (Scan *scan)
{
  const char *start = scan->p;
  gboolean whole = TRUE;
  gsize length;

  take (scan, '-');
  if (!take (scan, '0') && !scan_digits (scan))
    return fail (scan, "a value was expected");

  if (take (scan, '.'))
    {
      whole = FALSE;
      if (!scan_digits (scan))
        return fail (scan, "broken number");
    }

  if (take (scan, 'e') || take (scan, 'E'))
    {
      whole = FALSE;
      if (!take (scan, '+'))
        take (scan, '-');
      if (!scan_digits (scan))
        return fail (scan, "broken number");
    }

  length = (gsize) (scan->p - start);
  if (length > NUMBER_MAX)
    return fail (scan, "too many digits");

  return (whole ? fits (start, length) : can_be_written (start, length)) || fail (scan, "number out of range");
}

static gboolean
scan_word (Scan       *scan,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->p) < length || memcmp (scan->p, word, length) != 0)
    return fail (scan, "a value was expected");

  scan->p += length;

  return TRUE;
}

static gboolean
scan_name (Scan *scan)
{
  skip_space (scan);
  if (!scan_string (scan))
    return FALSE;
  skip_space (scan);
  if (!take (scan, ':'))
    return fail (scan, "a colon was expected");
  scan->n_members++;

  return TRUE;
}

static gboolean
open_level (Scan    *scan,
            gboolean is_array)
{
  if (scan->depth == PAYROC_JSON_DEPTH_MAX)
    return fail (scan, "nested too deeply");

  scan->p++;
  scan->depth++;
  scan->arrays = scan->arrays << 1 | (is_array ? 1 : 0);

  return TRUE;
}

static gboolean
in_array (Scan *scan)
{
  return (scan->arrays & 1) != 0;
}

/* After a value: closes what ends here, and goes to where the next value starts. Sets *done at the end of the
 * document. */
static gboolean
scan_after_value (Scan     *scan,
                  gboolean *done)
{
  for (;;)
    {
      skip_space (scan);
      *done = scan->depth == 0;
      if (*done)
        return scan->p == scan->end || fail (scan, "something after the end");

      if (take (scan, ','))
        return in_array (scan) || scan_name (scan);

      if (!take (scan, in_array (scan) ? ']' : '}'))
        return fail (scan, "a comma or a bracket was expected");
      scan->depth--;
      scan->arrays >>= 1;
    }
}

/* Sets *complete unless the value was opened only, so that its first element or member comes next. */
static gboolean
scan_value (Scan     *scan,
            gboolean *complete)
{
  char c = '\0';

  skip_space (scan);
  c = peek (scan);
  *complete = TRUE;

  if (c == '{' || c == '[')
    {
      if (!open_level (scan, c == '['))
        return FALSE;
      skip_space (scan);
      if (peek (scan) == (c == '[' ? ']' : '}'))
        {
          scan->p++;
          scan->depth--;
          scan->arrays >>= 1;
          return TRUE;
        }
      *complete = FALSE;
      return c == '[' || scan_name (scan);
    }

  if (c == '"')
    return scan_string (scan);
  if (c == 't')
    return scan_word (scan, "true");
  if (c == 'f')
    return scan_word (scan, "false");
  if (c == 'n')
    return scan_word (scan, "null");

  return scan_number (scan);
}

/**
 * payroc_json_scan:
 * @data: bytes, without a terminating NUL
 * @length: its bytes
 * @n_members: (out): how many members all objects together name, so that the caller can tell doubles
 * @problem: (out): what is wrong, in English
 *
 * Valid UTF-8, and stricter than RFC 8259 in what json-glib would corrupt: nesting beyond %PAYROC_JSON_DEPTH_MAX,
 * integers that do not fit 64 bits, numbers that are infinite as a double or that it cannot write again, \u0000, and
 * half surrogate pairs.
 *
 * Returns: whether this is one JSON document
 */
gboolean
payroc_json_scan (const char  *data,
                  gsize        length,
                  gsize       *n_members,
                  const char **problem)
{
  Scan scan = { .p = data, .end = data + length };
  gboolean done = FALSE;
  gboolean ok = TRUE;

  while (ok && !done)
    {
      gboolean complete = FALSE;

      ok = scan_value (&scan, &complete) && (!complete || scan_after_value (&scan, &done));
    }

  *n_members = scan.n_members;
  *problem = scan.problem;

  return ok;
}
