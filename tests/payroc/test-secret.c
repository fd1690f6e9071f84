/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may stand in a header, and that nothing stays in a variable. */

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/sendable", test_sendable);
  g_test_add_func ("/secret/clear", test_clear);

  return g_test_run ();
}
