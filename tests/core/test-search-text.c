/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as the same when somebody searches. */
#include "core/list/pl-search-text.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *folded;
} Case;

static const Case cases[] = {
  { "", "" },
  { "INV-2026/17", "inv-2026/17" },
  { "Müller", "muller" },
  { "ÉCLAIR", "eclair" },
  { "Straße", "strasse" },
  { "ﬁn", "fin" },
  { "１２３", "123" },
  { "Ωmega ΣΑΣ", "ωmega σασ" },
  { "東京", "東京" },
  { "مرحبا", "مرحبا" },
  { "Crème\nBrûlée", "creme\nbrulee" },
};

static void
test_fold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) folded = g_string_new ("x");

      pl_search_text_append_folded (folded, cases[i].text, strlen (cases[i].text));
      g_assert_cmpstr (folded->str + 1, ==, cases[i].folded);
    }
}

static void
test_length (void)
{
  g_autoptr (GString) folded = g_string_new (NULL);

  pl_search_text_append_folded (folded, "ÄBC", strlen ("ÄB"));
  g_assert_cmpstr (folded->str, ==, "ab");
  pl_search_text_append_folded (folded, "CD", 1);
  g_assert_cmpstr (folded->str, ==, "abc");
  pl_search_text_append_folded (folded, NULL, 0);
  g_assert_cmpstr (folded->str, ==, "abc");
}

/* Letters are folded one by one, most by looking them up: the same must come out as of the whole by GLib's rules. */
static void
append_plainly (GString    *target,
                const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_ismark (g_utf8_get_char (p)))
        g_string_append_unichar (target, g_utf8_get_char (p));
    }
}

static void
assert_as_plainly (GString *text)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);

  pl_search_text_append_folded (folded, text->str, text->len);
  append_plainly (wanted, text->str);
  g_assert_cmpstr (folded->str, ==, wanted->str);
}

static void
test_every_character (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gunichar c = 1; c < 0x30000; c++)
    {
      if (!g_unichar_validate (c))
        continue;

      g_string_assign (text, "a");
      g_string_append_unichar (text, c);
      g_string_append (text, "É");
      assert_as_plainly (text);
    }
}

static void
test_any_text (void)
{
  static const gunichar ends[] = { 0x80, 0x250, 0x600, 0x2100, 0x3400, 0xd800 };

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
        {
          guint    range = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (ends));
          gunichar c = (gunichar) g_test_rand_int_range (1, (gint32) ends[range]);

          g_string_append_unichar (text, c);
        }
      assert_as_plainly (text);
    }
}

/* Few letters, so that a word is often there, and often nearly; any length, and so any place in a span. */
static void
test_find (void)
{
  for (guint round = 0; round < 20000; round++)
    {
      char  text[256];
      char  word[12];
      gsize length = (gsize) g_test_rand_int_range (0, sizeof text + 1);
      gsize word_length = (gsize) g_test_rand_int_range (1, sizeof word + 1);

      for (gsize i = 0; i < length; i++)
        text[i] = (char) ('a' + g_test_rand_int_range (0, round % 4 + 1));
      for (gsize i = 0; i < word_length; i++)
        word[i] = (char) ('a' + g_test_rand_int_range (0, round % 4 + 1));

      g_assert_true (pl_search_text_find (text, length, word, word_length)
                     == memmem (text, length, word, word_length));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-text/fold", test_fold);
  g_test_add_func ("/search-text/length", test_length);
  g_test_add_func ("/search-text/every-character", test_every_character);
  g_test_add_func ("/search-text/any-text", test_any_text);
  g_test_add_func ("/search-text/find", test_find);

  return g_test_run ();
}
