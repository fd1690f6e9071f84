/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links picked out of a list: they stay picked wherever they go, and are counted and added up in no time. */
#include "link-list-fixture.h"

#include "core/list/pl-link-picks.h"
#include "store/pl-link-table.h"

/* A frame; what is measured is a fraction of it, but the machine may be busy. */
#define LONGEST (100 * 1000)

static void
count_cb (guint *n_changes)
{
  *n_changes += 1;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
assert_sum (PlLinkPicks *picks,
            const char  *currency,
            gint64       minor)
{
  GPtrArray *sums = pl_link_picks_get_sums (picks);

  for (guint i = 0; i < sums->len; i++)
    {
      const PayrocMoney *sum = g_ptr_array_index (sums, i);

      if (g_str_equal (sum->currency, currency))
        {
          g_assert_cmpint (sum->minor, ==, minor);
          return;
        }
    }

  g_error ("no sum in %s", currency);
}

static void
test_pick (LinkListFixture *fixture,
           gconstpointer    data)
{
  g_autoptr (PlLinkPicks) picks = pl_link_picks_new (fixture->links);
  g_autoptr (GArray) rows = NULL;
  guint n_changes = 0;

  g_signal_connect_swapped (picks, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_cmpuint (pl_link_picks_get_n (picks), ==, 0);
  g_assert_true (pl_link_picks_set_range (picks, 2, 3, TRUE));
  g_assert_false (pl_link_picks_set_range (picks, 3, 1, TRUE));
  g_assert_true (pl_link_picks_set_range (picks, 3, 1, FALSE));
  g_assert_false (pl_link_picks_set_range (picks, 3, 1, FALSE));
  g_assert_cmpuint (pl_link_picks_get_n (picks), ==, 2);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpint (pl_link_picks_contains (picks, i), ==, i == 2 || i == 4);
  /* Told once for all of it. */
  g_assert_cmpuint (n_changes, ==, 0);
  settle ();
  g_assert_cmpuint (n_changes, ==, 1);

  rows = pl_link_picks_get_rows (picks);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpint (g_array_index (rows, gint64, 0), <, g_array_index (rows, gint64, 1));
  /* Beyond the end is nothing. */
  g_assert_false (pl_link_picks_set_range (picks, 300, 5, TRUE));
  g_assert_false (pl_link_picks_contains (picks, 300));
  pl_link_picks_clear (picks);
  g_assert_cmpuint (pl_link_picks_get_n (picks), ==, 0);
}

/* A search hides them, and they stay picked; "all" is what is shown, besides. */
static void
test_hidden (LinkListFixture *fixture,
             gconstpointer    data)
{
  g_autoptr (PlLinkPicks) picks = pl_link_picks_new (fixture->links);

  pl_link_picks_set_range (picks, 0, 2, TRUE);
  link_list_search (fixture, "odd");
  g_assert_cmpuint (pl_link_picks_get_n (picks), ==, 2);
  g_assert_cmpuint (pl_link_picks_get_n_hidden (picks), ==, 1);
  g_assert_true (pl_link_picks_add_matching (picks));
  g_assert_cmpuint (pl_link_picks_get_n (picks), ==, 151);
  g_assert_cmpuint (pl_link_picks_get_n_hidden (picks), ==, 1);
  link_list_search (fixture, NULL);
  g_assert_cmpuint (pl_link_picks_get_n (picks), ==, 151);
  g_assert_cmpuint (pl_link_picks_get_n_hidden (picks), ==, 0);
}

static gboolean
has_both (LinkListFixture *fixture)
{
  return pl_link_list_get_n_total (fixture->links) == 302;
}

/* Sums by currency, without those where the customer chooses; links that come do not move what is picked. */
static void
test_sums (LinkListFixture *fixture,
           gconstpointer    data)
{
  const LinkRow euros = { "LINK999998", "Euros", "in euros", 250, "EUR", "active", "singleUse", "2026-02-01",
                          "2026-12-31" };
  const LinkRow free = { "LINK999999", "Free", "in euros", -1, "EUR", "active", "multiUse", "2026-02-01", NULL };
  g_autoptr (PayrocLink) first = link_row_create (&euros);
  g_autoptr (PayrocLink) second = link_row_create (&free);
  g_autoptr (PlLinkPicks) picks = pl_link_picks_new (fixture->links);
  g_autoptr (PlLinkItem) item = link_list_get_item (fixture, 0);
  g_autofree char *id = NULL;

  link_list_wait_for (item, "INV-299");
  pl_link_picks_set_range (picks, 0, 1, TRUE);
  g_assert_cmpuint (pl_link_picks_get_sums (picks)->len, ==, 1);

  pl_link_feed_changed (fixture->feed, first, link_row_put (&fixture->store, &euros));
  pl_link_feed_changed (fixture->feed, second, link_row_put (&fixture->store, &free));
  link_list_iterate_until (has_both, fixture);
  g_assert_false (pl_link_picks_contains (picks, 0));
  g_assert_true (pl_link_picks_contains (picks, 2));

  link_list_search (fixture, "euros");
  g_assert_true (pl_link_picks_add_matching (picks));
  g_assert_cmpuint (pl_link_picks_get_n (picks), ==, 3);
  g_assert_cmpuint (pl_link_picks_get_n_open (picks), ==, 1);
  g_assert_cmpuint (pl_link_picks_get_sums (picks)->len, ==, 2);
  assert_sum (picks, "EUR", 250);
}

/* Picked, found, unpicked and added up within a frame; bulk-many has a hundred thousand. */
static void
test_many (void)
{
  const guint n_links = g_test_slow () ? 20000 : 800;
  LinkListFixture fixture = { 0 };
  g_autoptr (PlLinkPicks) picks = NULL;
  gint64 began;

  link_list_set_up (&fixture, GUINT_TO_POINTER (n_links));
  picks = pl_link_picks_new (fixture.links);

  began = g_get_monotonic_time ();
  g_assert_true (pl_link_picks_add_matching (picks));
  g_assert_cmpuint (pl_link_picks_get_n (picks), ==, n_links);
  g_test_message ("%u links picked and added up in %" G_GINT64_FORMAT " µs", n_links, g_get_monotonic_time () - began);
  g_assert_cmpint (g_get_monotonic_time () - began, <, LONGEST);

  began = g_get_monotonic_time ();
  for (guint i = 0; i < 200; i++)
    g_assert_true (pl_link_picks_contains (picks, i));
  g_assert_true (pl_link_picks_set_range (picks, n_links / 2, 1, FALSE));
  g_assert_cmpuint (pl_link_picks_get_n (picks), ==, n_links - 1);
  g_assert_cmpint (g_get_monotonic_time () - began, <, LONGEST);

  g_clear_object (&picks);
  link_list_tear_down (&fixture, NULL);
}

#define ADD(path, function) \
  g_test_add ("/link-list-picks/" path, LinkListFixture, GUINT_TO_POINTER (300), link_list_set_up, function, \
              link_list_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("pick", test_pick);
  ADD ("hidden", test_hidden);
  ADD ("sums", test_sums);
  g_test_add_func ("/link-list-picks/many", test_many);

  return g_test_run ();
}
