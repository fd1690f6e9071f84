/* SPDX-License-Identifier: GPL-3.0-or-later */
/* References that nobody can tell apart on paper, and those that anybody can. */

#include "core/links/pl-reference-look.h"

/* Written otherwise than "INV-1" or "Order 8", and not to be told from it. */
static void
test_same (void)
{
  static const struct
  {
    const char *reference;
    const char *look;
  } rows[] = {
    { "INV-1", "INV-1" },
    { " INV-1\t", "INV-1" },
    { "Order \u00a0 8", "Order 8" },
    { "Order\u28008\u2800", "Order 8" },
    { "ＩＮＶ－１", "INV-1" },
    /* Hyphens, and the dashes and the minus that a word processor makes of one. */
    { "INV\u20101", "INV-1" },
    { "INV\u20111", "INV-1" },
    { "INV\u20121", "INV-1" },
    { "INV\u20131", "INV-1" },
    { "INV\u20141", "INV-1" },
    { "INV\u22121", "INV-1" },
    /* Not seen: zero width, soft hyphen, variation selectors, grapheme joiner, fillers, a tag. */
    { "INV\u200b-1", "INV-1" },
    { "INV\u00ad-1", "INV-1" },
    { "INV-\ufe0f1", "INV-1" },
    { "INV-1\u180b", "INV-1" },
    { "INV-1\U000e0100", "INV-1" },
    { "INV-1\u034f", "INV-1" },
    { "INV-1\u115f", "INV-1" },
    { "\u1160INV-1", "INV-1" },
    { "INV\u3164-1", "INV-1" },
    { "INV-1\uffa0", "INV-1" },
    { "INV-1\U000e0031", "INV-1" },
    /* A joiner does not keep two signs from being one. */
    { "Caf\u00e9", "Caf\u00e9" },
    { "Cafe\u034f\u0301", "Caf\u00e9" },
    { "\u200b", "" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *look = pl_reference_look (rows[i].reference);
      g_autofree char *folded = pl_reference_fold (rows[i].reference);
      g_autofree char *folded_look = pl_reference_fold (rows[i].look);

      g_test_message ("%s", rows[i].reference);
      g_assert_cmpstr (look, ==, rows[i].look);
      g_assert_cmpstr (folded, ==, folded_look);
    }
}

/* Each is another than all the others. */
static void
test_different (void)
{
  static const char *const rows[] = {
    "INV-1", "INV1", "INV 1", "INV_1", "INV--1", "INV.1", "INV/1", "INV·1", "INV-1\u0301", "ÍNV-1",
    "東京-1", "東京ー1", "서울-1", "نامه",
  };
  g_autoptr (GHashTable) looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i]);
      g_assert_true (g_hash_table_add (looks, pl_reference_look (rows[i])));
      g_assert_true (g_hash_table_add (folded, pl_reference_fold (rows[i])));
    }
}

/* Capital letters are seen, but make no other reference. */
static void
test_capitals (void)
{
  static const char *const rows[][2] = {
    { "INV-1", "inv-1" },
    { "INV\u20111", "inv\u20131" },
    { "MÜLLER", "müller" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *look = pl_reference_look (rows[i][0]);
      g_autofree char *other_look = pl_reference_look (rows[i][1]);
      g_autofree char *folded = pl_reference_fold (rows[i][0]);
      g_autofree char *other_folded = pl_reference_fold (rows[i][1]);

      g_assert_cmpstr (look, !=, other_look);
      g_assert_cmpstr (folded, ==, other_folded);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reference-look/same", test_same);
  g_test_add_func ("/reference-look/different", test_different);
  g_test_add_func ("/reference-look/capitals", test_capitals);

  return g_test_run ();
}
