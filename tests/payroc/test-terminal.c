/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which ids of terminals can stand in an address. */

#include "payroc/money/payroc-terminal.h"

#include "values.h"

static void
test_ids (void)
{
  static const guint lengths[] = { 0, 1, 3, 4, 5, 49, 50, 51 };
  static const char *const bad[] = {
    "12/34", "../..", "....", "12 34", "1234\n", "1234?", "12#34", "12%34", "ä234", "12\\34",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *id = values_repeat ("7", lengths[i]);

      g_assert_cmpint (payroc_terminal_id_is_valid (id), ==, lengths[i] >= 4 && lengths[i] <= 50);
    }

  g_assert_true (payroc_terminal_id_is_valid ("A-b_c.7"));
  g_assert_false (payroc_terminal_id_is_valid (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (payroc_terminal_id_is_valid (bad[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/terminal/ids", test_ids);

  return g_test_run ();
}
