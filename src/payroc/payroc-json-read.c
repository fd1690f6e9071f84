/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json-glib's parser recurses for each bracket, wraps large integers around, cuts strings at \u0000, makes broken UTF-8
 * of half a surrogate pair, lets the second of two members of a name win, and sends a signal for each value: so a reply
 * is read by this one, which makes the same tree in one pass and needs no stack of the system's. */

#include "payroc-json-read.h"

#include <math.h>
#include <string.h>

#include "payroc-json.h"

#define NUMBER_MAX 128

/* Any whole number of so few digits fits. */
#define FITTING_DIGITS 18

typedef struct
{
  JsonNode   *node;   /* (owned) */
  JsonObject *object; /* (unowned) (nullable) the node's, when it is one */
  JsonArray  *array;  /* (unowned) (nullable) the same */
  const char *name;   /* (unowned) (nullable) of an object's next member */
} Level;

typedef struct
{
  char       *p;
  char       *end;       /* a NUL stands there, which is none of JSON's characters */
  const char *problem;
  JsonNode   *root;      /* (owned) (nullable) once it is complete */
  Level       levels[PAYROC_JSON_DEPTH_MAX];
  guint       depth;
} Reader;

static gboolean
fail (Reader     *reader,
      const char *problem)
{
  if (reader->problem == NULL)
    reader->problem = problem;

  return FALSE;
}

static gboolean
take (Reader *reader,
      char    c)
{
  if (*reader->p != c)
    return FALSE;

  reader->p++;

  return TRUE;
}

static void
skip_space (Reader *reader)
{
  while (*reader->p == ' ' || *reader->p == '\t' || *reader->p == '\r' || *reader->p == '\n')
    reader->p++;
}

static int
read_hex (Reader *reader)
{
  int code = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*reader->p);

      if (digit < 0)
        return -1;
      code = code * 16 + digit;
      reader->p++;
    }

  return code;
}

/* What is behind a backslash and a u. */
static gboolean
read_code (Reader  *reader,
           char   **to)
{
  int code = read_hex (reader);

  if (code < 0)
    return fail (reader, "broken escape in a string");
  if (code == 0)
    return fail (reader, "NUL in a string");
  if (code >= 0xd800 && code <= 0xdbff)
    {
      int low = take (reader, '\\') && take (reader, 'u') ? read_hex (reader) : -1;

      if (low < 0xdc00 || low > 0xdfff)
        return fail (reader, "half a surrogate pair in a string");
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (code >= 0xdc00 && code <= 0xdfff)
    {
      return fail (reader, "half a surrogate pair in a string");
    }

  *to += g_unichar_to_utf8 ((gunichar) code, *to);

  return TRUE;
}

static gboolean
read_escape (Reader  *reader,
             char   **to)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *escape = *reader->p != '\0' ? strchr (escapes, *reader->p) : NULL;

  if (escape == NULL)
    return take (reader, 'u') ? read_code (reader, to) : fail (reader, "unknown escape in a string");

  reader->p++;
  *(*to)++ = meanings[escape - escapes];

  return TRUE;
}

static gboolean
read_beyond_ascii (Reader  *reader,
                   char   **to)
{
  gunichar c = g_utf8_get_char_validated (reader->p, reader->end - reader->p);
  gsize length;

  /* -1 and -2 say what is wrong. */
  if (c > 0x10ffff)
    return fail (reader, "not UTF-8");

  length = (gsize) g_unichar_to_utf8 (c, NULL);
  memmove (*to, reader->p, length);
  *to += length;
  reader->p += length;

  return TRUE;
}

/* Ends the string where it lies: unescaped it is never longer than it was. A pointer of its own is one that stays in a
 * register. */
static gboolean
read_string (Reader      *reader,
             const char **string)
{
  char *p = reader->p;
  char *to;

  if (*p != '"')
    return fail (reader, "a string was expected");

  /* Nearly all strings are as they are. */
  for (p++; (guchar) *p >= 0x20 && (guchar) *p < 0x80 && *p != '"' && *p != '\\'; p++)
    ;

  *string = reader->p + 1;
  reader->p = to = p;

  while (*reader->p != '"')
    {
      const guchar c = (guchar) *reader->p;

      if (c == '\\')
        {
          reader->p++;
          if (!read_escape (reader, &to))
            return FALSE;
        }
      else if (c >= 0x80)
        {
          if (!read_beyond_ascii (reader, &to))
            return FALSE;
        }
      else if (c < 0x20)
        {
          return fail (reader, reader->p == reader->end ? "a string without an end" : "control character in a string");
        }
      else
        {
          *to++ = *reader->p++;
        }
    }

  *to = '\0';
  reader->p++;

  return TRUE;
}

static gboolean
skip_digits (Reader *reader)
{
  const char *start = reader->p;

  while (g_ascii_isdigit (*reader->p))
    reader->p++;

  return reader->p > start;
}

/* What has no point is written with ".0" behind it, as json-glib does, so that 1e22 becomes "1e+22.0": nobody could
 * read that again. */
static gboolean
can_be_written (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = { 0 };

  g_ascii_dtostr (text, sizeof text, number);

  return isfinite (number) && (strchr (text, 'e') == NULL || strchr (text, '.') != NULL);
}

static gboolean
init_whole (Reader     *reader,
            JsonNode   *node,
            const char *start)
{
  const gsize length = (gsize) (reader->p - start);
  char text[NUMBER_MAX + 1] = { 0 };
  gint64 number = 0;

  if (length <= FITTING_DIGITS)
    {
      for (const char *p = start + (*start == '-'); p < reader->p; p++)
        number = number * 10 + (*p - '0');
      json_node_init_int (node, *start == '-' ? -number : number);
      return TRUE;
    }

  memcpy (text, start, length);
  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return fail (reader, "number out of range");

  json_node_init_int (node, number);

  return TRUE;
}

static gboolean
init_broken (Reader     *reader,
             JsonNode   *node,
             const char *start)
{
  char text[NUMBER_MAX + 1] = { 0 };
  double number;

  memcpy (text, start, (gsize) (reader->p - start));
  number = g_ascii_strtod (text, NULL);
  if (!can_be_written (number))
    return fail (reader, "number out of range");

  json_node_init_double (node, number);

  return TRUE;
}

static gboolean
read_number (Reader   *reader,
             JsonNode *node)
{
  const char *start = reader->p;
  gboolean whole = TRUE;

  take (reader, '-');
  if (!take (reader, '0') && !skip_digits (reader))
    return fail (reader, "a value was expected");

  if (take (reader, '.'))
    {
      whole = FALSE;
      if (!skip_digits (reader))
        return fail (reader, "broken number");
    }

  if (take (reader, 'e') || take (reader, 'E'))
    {
      whole = FALSE;
      if (!take (reader, '+'))
        take (reader, '-');
      if (!skip_digits (reader))
        return fail (reader, "broken number");
    }

  if (reader->p - start > NUMBER_MAX)
    return fail (reader, "too many digits");

  return whole ? init_whole (reader, node, start) : init_broken (reader, node, start);
}

static gboolean
take_word (Reader     *reader,
           const char *word)
{
  const gsize length = strlen (word);

  if (strncmp (reader->p, word, length) != 0)
    return fail (reader, "a value was expected");

  reader->p += length;

  return TRUE;
}

static gboolean
read_simple (Reader   *reader,
             JsonNode *node)
{
  const char *string = NULL;

  switch (*reader->p)
    {
    case '"':
      if (!read_string (reader, &string))
        return FALSE;
      json_node_init_string (node, string);
      return TRUE;
    case 't':
      json_node_init_boolean (node, TRUE);
      return take_word (reader, "true");
    case 'f':
      json_node_init_boolean (node, FALSE);
      return take_word (reader, "false");
    case 'n':
      json_node_init_null (node);
      return take_word (reader, "null");
    default:
      return read_number (reader, node);
    }
}

static gboolean
read_name (Reader *reader)
{
  skip_space (reader);
  if (!read_string (reader, &reader->levels[reader->depth - 1].name))
    return FALSE;
  skip_space (reader);

  return take (reader, ':') || fail (reader, "a colon was expected");
}

/* Gives a complete value to what it is in. Sealed from the inside out, each is looked at once. */
static gboolean
give (Reader   *reader,
      JsonNode *node) /* (transfer full) */
{
  Level *level;
  guint n_before;

  json_node_seal (node);

  if (reader->depth == 0)
    {
      reader->root = node;
      return TRUE;
    }

  level = &reader->levels[reader->depth - 1];
  if (level->array != NULL)
    {
      json_array_add_element (level->array, node);
      return TRUE;
    }

  n_before = json_object_get_size (level->object);
  json_object_set_member (level->object, level->name, node);

  return json_object_get_size (level->object) > n_before || fail (reader, "a member is named twice");
}

static gboolean
open_level (Reader  *reader,
            gboolean is_array)
{
  Level level = { .node = NULL };

  if (reader->depth == PAYROC_JSON_DEPTH_MAX)
    return fail (reader, "nested too deeply");

  level.node = json_node_alloc ();
  if (is_array)
    {
      level.array = json_array_new ();
      json_node_init (level.node, JSON_NODE_ARRAY);
      json_node_take_array (level.node, level.array);
    }
  else
    {
      level.object = json_object_new ();
      json_node_init (level.node, JSON_NODE_OBJECT);
      json_node_take_object (level.node, level.object);
    }

  reader->p++;
  reader->levels[reader->depth++] = level;

  return TRUE;
}

static gboolean
close_level (Reader *reader)
{
  JsonNode *node = g_steal_pointer (&reader->levels[reader->depth - 1].node);

  reader->p++;
  reader->depth--;

  return give (reader, node);
}

static char
closing_bracket (Reader *reader)
{
  return reader->levels[reader->depth - 1].array != NULL ? ']' : '}';
}

/* After a value: closes what ends here, and goes to where the next value starts. Sets *done at the end of the
 * document. */
static gboolean
go_on (Reader   *reader,
       gboolean *done)
{
  for (;;)
    {
      skip_space (reader);
      *done = reader->depth == 0;
      if (*done)
        return reader->p == reader->end || fail (reader, "something after the end");

      if (take (reader, ','))
        return closing_bracket (reader) == ']' || read_name (reader);

      if (*reader->p != closing_bracket (reader))
        return fail (reader, "a comma or a bracket was expected");
      if (!close_level (reader))
        return FALSE;
    }
}

/* Sets *complete unless the value was opened only, so that its first element or member comes next. */
static gboolean
read_value (Reader   *reader,
            gboolean *complete)
{
  g_autoptr(JsonNode) node = NULL;

  skip_space (reader);
  *complete = TRUE;

  if (*reader->p == '{' || *reader->p == '[')
    {
      const gboolean is_array = *reader->p == '[';

      if (!open_level (reader, is_array))
        return FALSE;
      skip_space (reader);
      if (*reader->p == closing_bracket (reader))
        return close_level (reader);
      *complete = FALSE;
      return is_array || read_name (reader);
    }

  node = json_node_alloc ();

  return read_simple (reader, node) && give (reader, g_steal_pointer (&node));
}

/**
 * payroc_json_read:
 * @data: bytes
 * @length: how many
 * @problem: (out): what is wrong, in English
 *
 * Stricter than json-glib, and than RFC 8259 in what json-glib cannot hold or write: valid UTF-8, at most
 * %PAYROC_JSON_DEPTH_MAX levels, integers that fit 64 bits, no number that is infinite as a double or cannot be written
 * again, no \u0000, no half surrogate pair, no member named twice.
 *
 * Returns: (transfer full) (nullable): the immutable document
 */
JsonNode *
payroc_json_read (const char  *data,
                  gsize        length,
                  const char **problem)
{
  /* Strings are ended in it. */
  g_autofree char *copy = g_malloc (length + 1);
  Reader reader = { .p = copy, .end = copy + length };
  gboolean done = FALSE;
  gboolean ok = TRUE;

  memcpy (copy, data, length);
  copy[length] = '\0';

  while (ok && !done)
    {
      gboolean complete = FALSE;

      ok = read_value (&reader, &complete) && (!complete || go_on (&reader, &done));
    }

  for (guint i = 0; i < reader.depth; i++)
    json_node_unref (reader.levels[i].node);
  if (!ok)
    g_clear_pointer (&reader.root, json_node_unref);
  *problem = reader.problem;

  return reader.root;
}
