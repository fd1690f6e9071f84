/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text on its way to Payroc and back: what is blank, what may not be sent, what may not be shown. */

#include "payroc/payroc-text.h"

#include "payroc/payroc-field-error.h"
#include "values.h"

static void
test_blank (void)
{
  static const struct
  {
    const char *text;
    gboolean    blank;
  } rows[] = {
    { NULL, TRUE },
    { "", TRUE },
    { " \t\r\n", TRUE },
    { "\u00a0\u2003\u3000", TRUE },
    { "\u200b\u200d\u2060\ufeff", TRUE },
    { "\u202a\u2066", TRUE },
    { "\u3164\u2800\u115f", TRUE },
    { "a", FALSE },
    { " a ", FALSE },
    { "\u200da", FALSE },
    { ".", FALSE },
    { "あ", FALSE },
    { "😀", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (payroc_text_is_blank (rows[i].text), ==, rows[i].blank);
}

static void
test_printable (void)
{
  static const struct
  {
    const char *text;
    gboolean    one_line;
    gboolean    lines;
  } rows[] = {
    { "", TRUE, TRUE },
    { "Größe 田 😀 \u200d \u200f", TRUE, TRUE },
    { "a\nb", FALSE, TRUE },
    { "a\r\nb", FALSE, TRUE },
    { "a\tb", FALSE, TRUE },
    { "a\vb", FALSE, FALSE },
    { "a\fb", FALSE, FALSE },
    { "\x01", FALSE, FALSE },
    { "\x1b[2J", FALSE, FALSE },
    { "\x7f", FALSE, FALSE },
    { "\xc2\x9b", FALSE, FALSE },
    { "\u2028", FALSE, FALSE },
    { "\u2029", FALSE, FALSE },
    { "\u202d", FALSE, FALSE },
    { "\u202e", FALSE, FALSE },
    { "\u202b\u202c", TRUE, TRUE },
    { "\xff", FALSE, FALSE },
    { "a\xc3", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (payroc_text_is_printable (rows[i].text, PAYROC_TEXT_ONE_LINE), ==, rows[i].one_line);
      g_assert_cmpint (payroc_text_is_printable (rows[i].text, PAYROC_TEXT_LINES), ==, rows[i].lines);
    }
}

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    gsize       max;
    const char *clean;
  } rows[] = {
    { NULL, 10, NULL },
    { "", 10, "" },
    { "abc", 0, "" },
    { "äöü", 2, "äö" },
    { "äöü", 3, "äöü" },
    { "äöü", 4, "äöü" },
    { "a\nb\tc\r", 10, "a\nb\tc\r" },
    { "a\x1b[1mb", 10, "a\ufffd[1mb" },
    { "a\xff" "b", 10, "a\ufffd" "b" },
    { "a\u202e\u2028\x7f", 10, "a\ufffd\ufffd\ufffd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clean = payroc_text_clean (rows[i].text, rows[i].max);

      g_assert_cmpstr (clean, ==, rows[i].clean);
    }
}

/* What may be sent comes back as it was: else an edit would see changes that nobody made. */
static void
test_sent_is_clean (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char text[8] = { 0 };
      g_autofree char *clean = NULL;

      if (c >= 0xd800 && c <= 0xdfff)
        continue;

      g_unichar_to_utf8 (c, text);
      if (!payroc_text_is_printable (text, PAYROC_TEXT_LINES))
        continue;

      clean = payroc_text_clean (text, 10);
      g_assert_cmpstr (clean, ==, text);
    }
}

static void
test_check (void)
{
  static const struct
  {
    const char    *text;
    PayrocTextNeed need;
    const char    *errors;
  } rows[] = {
    { NULL, PAYROC_TEXT_OPTIONAL, "" },
    { NULL, PAYROC_TEXT_REQUIRED, "x required 1" },
    { "", PAYROC_TEXT_OPTIONAL, "" },
    { "", PAYROC_TEXT_REQUIRED, "x required 1" },
    { " ", PAYROC_TEXT_OPTIONAL, "x malformed 0" },
    { " ", PAYROC_TEXT_REQUIRED, "x required 0" },
    { "abc", PAYROC_TEXT_REQUIRED, "" },
    { "äöü", PAYROC_TEXT_REQUIRED, "" },
    { "abcd", PAYROC_TEXT_REQUIRED, "x too-long 3" },
    { "    ", PAYROC_TEXT_REQUIRED, "x too-long 3" },
    { "a\n", PAYROC_TEXT_REQUIRED, "x malformed 0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) errors = payroc_field_errors_new ();

      g_assert_cmpint (payroc_text_check (rows[i].text, "x", rows[i].need, PAYROC_TEXT_ONE_LINE, 3, errors), ==,
                       *rows[i].errors == '\0');
      values_assert_errors (errors, rows[i].errors);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/blank", test_blank);
  g_test_add_func ("/text/printable", test_printable);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/sent-is-clean", test_sent_is_clean);
  g_test_add_func ("/text/check", test_check);

  return g_test_run ();
}
