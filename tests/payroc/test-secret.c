/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may stand in a header, and that nothing stays in a variable. */

#include <string.h>

#include "payroc/wire/payroc-secret.h"

static void
test_sendable (void)
{
  static const struct
  {
    const char *secret;
    gboolean    sendable;
  } table[] = {
    { NULL, FALSE },
    { "", FALSE },
    { " ", FALSE },
    { "a b", FALSE },
    { "a\tb", FALSE },
    { "a\n", FALSE },
    { "\x7f", FALSE },
    { "a\xc3\xa4", FALSE },
    { "!", TRUE },
    { "~", TRUE },
    { "eyJhbGciOi.J9-_=+/", TRUE },
  };
  g_autofree char *longest = g_strnfill (16384, 'x');
  g_autofree char *too_long = g_strnfill (16385, 'x');
  guint i;

  for (i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (payroc_secret_is_sendable (table[i].secret), ==, table[i].sendable);
  g_assert_true (payroc_secret_is_sendable (longest));
  g_assert_false (payroc_secret_is_sendable (too_long));
}

static void
test_clear (void)
{
  char *secret = NULL;

  payroc_secret_free (NULL);
  payroc_secret_clear (&secret);
  g_assert_null (secret);

  secret = g_strdup ("secret");
  payroc_secret_clear (&secret);
  g_assert_null (secret);
}

/* What a server quotes is covered, however it writes it; what only begins so is not. */
static void
test_cover (void)
{
  static const char secret[] = "sk-live-4+/7Aqz";
  static const struct
  {
    const char *text;
    const char *covered;
  } table[] = {
    { "", "" },
    { "sk-live-4", "sk-live-4" },
    { "no sk-live-4+/7Aqz here", "no *************** here" },
    { "sk-live-4+/7Aqzsk-live-4+/7Aqz", "******************************" },
    { "sk-live-sk-live-4+/7Aqz", "sk-live-***************" },
    { "\"sk-live-4+\\/7Aqz\"", "\"****************\"" },
    { "sk-live-4\\u002B\\/7Aqz", "*********************" },
    { "sk-live-4\\u002b\\u002F7Aqz", "*************************" },
    { "\\u0073k-live-4+/7Aq\\u007A", "*************************" },
    { "sk-live-4\\u002C/7Aqz", "sk-live-4\\u002C/7Aqz" },
    { "sk-live-4\\u00", "sk-live-4\\u00" },
    { "sk-live-4+/7Aq\\", "sk-live-4+/7Aq\\" },
    { "sk-live-4+/7Aqy", "sk-live-4+/7Aqy" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GBytes) text = g_bytes_new (table[i].text, strlen (table[i].text));
      g_autoptr(GBytes) covered = payroc_secret_cover (secret, text);

      g_assert_cmpmem (g_bytes_get_data (covered, NULL), g_bytes_get_size (covered),
                       table[i].covered, strlen (table[i].covered));
    }
}

/* A word of other texts is no secret. */
static void
test_cover_short (void)
{
  g_autoptr(GBytes) text = g_bytes_new_static ("practice", 8);
  g_autoptr(GBytes) covered = payroc_secret_cover ("practice", text);
  g_autoptr(GBytes) without = payroc_secret_cover (NULL, text);

  g_assert_true (g_bytes_equal (covered, text));
  g_assert_true (g_bytes_equal (without, text));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/sendable", test_sendable);
  g_test_add_func ("/secret/clear", test_clear);
  g_test_add_func ("/secret/cover", test_cover);
  g_test_add_func ("/secret/cover-short", test_cover_short);

  return g_test_run ();
}
