/* SPDX-License-Identifier: GPL-3.0-or-later */
/* References and order numbers that nobody had to think of, and that are known again. */
#include "payroc/links/payroc-link-draft.h"

#include <string.h>

static void
test_suggestions (void)
{
  g_autoptr (GDate)      today = g_date_new_dmy (22, G_DATE_NOVEMBER, 2026);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      char *reference = payroc_link_draft_suggest_reference (today);
      g_autofree char *order_id = payroc_link_draft_suggest_order_id (today);

      g_assert_true (g_str_has_prefix (reference, "LINK-20261122-"));
      g_assert_cmpuint (strlen (reference), ==, strlen ("LINK-20261122-7F3KQX"));
      g_assert_null (strpbrk (reference + strlen ("LINK-20261122-"), "01OI"));
      g_assert_true (g_str_has_prefix (order_id, "ORD-20261122-"));
      g_assert_cmpuint (strlen (order_id), <=, PAYROC_ORDER_ID_MAX);
      g_assert_true (payroc_link_draft_did_suggest (order_id));
      g_hash_table_add (seen, reference);
    }

  /* Two alike among a thousand: once in two thousand runs; three alike: never. */
  g_assert_cmpuint (g_hash_table_size (seen), >=, 999);
}

static void
test_suggested (void)
{
  static const struct
  {
    const char *order_id;
    gboolean    suggested;
  } rows[] = {
    { "ORD-20261122-7F3KQX", TRUE },
    { "", FALSE },
    { "ORD", FALSE },
    { "ORD-", FALSE },
    { "ORD-20261122", FALSE },
    { "ORD-20261122-", FALSE },
    { "ORD-20261122-7F3KQ", FALSE },
    { "ORD-20261122-7F3KQXX", FALSE },
    { "ORD-20261122-7F3KQX ", FALSE },
    { "ORD-20261122-7F3KQO", FALSE },
    { "ORD-2026112-7F3KQX", FALSE },
    { "ORD-202611222-7F3KQX", FALSE },
    { "ord-20261122-7F3KQX", FALSE },
    { "LINK-20261122-7F3KQX", FALSE },
    { "OrderRef7654", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (payroc_link_draft_did_suggest (rows[i].order_id), ==, rows[i].suggested);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-suggestions/made", test_suggestions);
  g_test_add_func ("/link-suggestions/known-again", test_suggested);

  return g_test_run ();
}
