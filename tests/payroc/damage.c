/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random damage to documents, for tests that want to know what survives it. */

#include "damage.h"

#include <string.h>

/* What hurts: pieces of JSON, ends of ranges, broken UTF-8, characters that steer. */
static const struct
{
  const char *bytes;
  gsize       length;
} pieces[] = {
#define PIECE(literal) { literal, sizeof literal - 1 }
  PIECE ("null"), PIECE ("true"), PIECE ("{}"), PIECE ("[]"), PIECE ("\"\""), PIECE ("0"), PIECE ("-1"),
  PIECE ("1e308"),
  PIECE ("9223372036854775807"), PIECE ("9223372036854775808"), PIECE ("-9223372036854775808"), PIECE ("0.5"),
  PIECE ("\\u0000"), PIECE ("\\ud800"), PIECE ("\\ud83d\\ude00"), PIECE ("\\u001b["), PIECE ("\\u202e"), PIECE ("\\"),
  PIECE ("\""), PIECE ("{"), PIECE ("}"), PIECE ("["), PIECE ("]"), PIECE (","), PIECE (":"), PIECE ("\0"),
  PIECE ("\xff"),
  PIECE ("\xc3"), PIECE ("\xf0\x9f\x98\x80"), PIECE ("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
  PIECE ("{\"a\":{\"a\":{\"a\":"),
  PIECE ("\"type\":\"prompt\","), PIECE ("\"amount\":1,"), PIECE ("9999-12-31"), PIECE ("0000-00-00"),
  PIECE ("preAuthorization"),
#undef PIECE
};

static const char *const values[] = {
  "null", "true", "false", "{}", "[]", "[null]", "[{}]", "[[]]", "\"\"", "\"x\"", "\"\\u001b[2J\"",
  "\"2024-02-30\"", "0", "-1",
  "0.5", "4999.0", "9223372036854775807", "-9223372036854775808", "\"USD\"", "\"singleUse\"", "\"preAuthorization\"",
};

/* Anything anywhere: a bit, a gap, an end, a repetition, a piece that hurts. */
void
damage_bytes (GRand      *random,
              GByteArray *bytes)
{
  guint place = bytes->len > 0 ? (guint) g_rand_int_range (random, 0, (gint32) bytes->len) : 0;
  guint most = MIN (bytes->len - place, 40);
  guint length = most > 0 ? (guint) g_rand_int_range (random, 0, (gint32) most + 1) : 0;
  gsize piece = (gsize) g_rand_int_range (random, 0, G_N_ELEMENTS (pieces));
  g_autofree guint8 *tail = NULL;
  guint tail_length = 0;

  switch (g_rand_int_range (random, 0, 5))
    {
    case 0: /* a bit */
      if (bytes->len > 0)
        bytes->data[place] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      break;
    case 1: /* less */
      if (length > 0)
        g_byte_array_remove_range (bytes, place, length);
      break;
    case 2: /* the end is missing */
      g_byte_array_set_size (bytes, place);
      break;
    case 3: /* something twice */
      tail = g_memdup2 (bytes->data + place, length);
      g_byte_array_append (bytes, tail, length);
      break;
    default: /* something else in its place */
      tail_length = bytes->len - place - length;
      tail = g_memdup2 (bytes->data + place + length, tail_length);
      g_byte_array_set_size (bytes, place);
      g_byte_array_append (bytes, (const guint8 *) pieces[piece].bytes, (guint) pieces[piece].length);
      if (tail_length > 0)
        g_byte_array_append (bytes, tail, tail_length);
    }
}

/* Keeps the document well formed, so that the damage gets past the scanner: another value behind a colon. */
void
damage_a_value (GRand      *random,
                GByteArray *bytes)
{
  g_autofree char *text = bytes->len > 0 ? g_strndup ((const char *) bytes->data, bytes->len) : g_strdup ("");
  g_autoptr(GPtrArray) colons = g_ptr_array_new ();
  const char *value = values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))];
  const char *place = NULL;
  const char *end = NULL;

  for (const char *p = strstr (text, "\":"); p != NULL; p = strstr (p + 1, "\":"))
    g_ptr_array_add (colons, (gpointer) (p + 2));
  if (colons->len == 0)
    return;

  place = g_ptr_array_index (colons, g_rand_int_range (random, 0, (gint32) colons->len));
  end = place;
  if (*place == '"')
    end = strchr (place + 1, '"') != NULL ? strchr (place + 1, '"') + 1 : place;
  else if (*place == '{' || *place == '[')
    return;
  else
    end += strcspn (place, ",}]");

  g_byte_array_set_size (bytes, (guint) (place - text));
  g_byte_array_append (bytes, (const guint8 *) value, (guint) strlen (value));
  g_byte_array_append (bytes, (const guint8 *) end, (guint) strlen (end));
}
