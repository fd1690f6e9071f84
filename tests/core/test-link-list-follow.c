/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows a link or a day through the changes of a list: the selection, the place that is looked at, "today". */
#include "link-list-fixture.h"

#include "support/pass-time.h"

static guint
get_chosen_position (LinkListFixture *fixture)
{
  guint position;

  g_object_get (fixture->links, "chosen-position", &position, NULL);

  return position;
}

static gboolean
is_chosen (LinkListFixture *fixture)
{
  return get_chosen_position (fixture) != G_MAXUINT;
}

static gboolean
has_new (LinkListFixture *fixture)
{
  return pl_link_list_get_n_total (fixture->links) == 301;
}

static gboolean
has_fifty_more (LinkListFixture *fixture)
{
  return pl_link_list_get_n_total (fixture->links) == 351;
}

/* The selection belongs to the link, not to the place. */
static void
test_chosen (LinkListFixture *fixture,
             gconstpointer    data)
{
  LinkRow                row = { "LINK999999", "New", NULL, 1, "USD", "active", "singleUse", "2026-02-01",
                                "2026-12-31" };
  g_autoptr (PayrocLink) link = link_row_create (&row);

  g_assert_cmpuint (get_chosen_position (fixture), ==, G_MAXUINT);
  g_object_set (fixture->links, "chosen", "LINK000100", NULL);
  link_list_iterate_until (is_chosen, fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, 199);

  pl_link_feed_changed (fixture->feed, link, link_row_put (&fixture->store, &row));
  link_list_iterate_until (has_new, fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, 200);

  link_list_search (fixture, "odd");
  g_assert_cmpuint (get_chosen_position (fixture), ==, G_MAXUINT);
  link_list_search (fixture, "even");
  g_assert_cmpuint (get_chosen_position (fixture), ==, 99);
  g_object_set (fixture->links, "chosen", NULL, NULL);
  g_assert_cmpuint (get_chosen_position (fixture), ==, G_MAXUINT);

  link_list_search (fixture, NULL);
  g_object_set (fixture->links, "chosen", "LINK999999", NULL);
  link_list_iterate_until (is_chosen, fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, 0);
}

static void
settle (LinkListFixture *fixture)
{
  pass_time (50);
  store_query_int (fixture->store.database, "SELECT 1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Created, and shown at once: the store follows. */
static void
test_chosen_first (LinkListFixture *fixture,
                   gconstpointer    data)
{
  LinkRow                row = { "LINK999999", "New", NULL, 1, "USD", "active", "singleUse", "2026-02-01", NULL };
  g_autoptr (PayrocLink) link = link_row_create (&row);

  g_object_set (fixture->links, "chosen", "LINK999999", NULL);
  settle (fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, G_MAXUINT);
  pl_link_feed_changed (fixture->feed, link, link_row_put (&fixture->store, &row));
  link_list_iterate_until (is_chosen, fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, 0);
}

/* And among so many that the feed names none. */
static void
test_chosen_among_many (LinkListFixture *fixture,
                        gconstpointer    data)
{
  g_object_set (fixture->links, "chosen", "LINK000320", NULL);
  settle (fixture);
  link_list_put_many (fixture, 300, 50);
  pl_link_feed_reloaded (fixture->feed);
  link_list_iterate_until (is_chosen, fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, 29);
}

/* The answer about the link that was chosen before comes late. */
static void
test_chosen_twice (LinkListFixture *fixture,
                   gconstpointer    data)
{
  g_object_set (fixture->links, "chosen", "LINK000100", NULL);
  g_object_set (fixture->links, "chosen", "LINK000200", NULL);
  settle (fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, 99);
  g_object_set (fixture->links, "chosen", "LINK000100", NULL);
  g_object_set (fixture->links, "chosen", NULL, NULL);
  settle (fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, G_MAXUINT);
}

static void
moved_cb (GString *moves,
          guint    before,
          guint    position)
{
  g_string_append_printf (moves, "%u→%u ", before, position);
}

/* A view follows what it looks at when links come above, but not when it asked for others. */
static void
test_sight_moved (LinkListFixture *fixture,
                  gconstpointer    data)
{
  LinkRow                row = { "LINK999999", "New", NULL, 1, "USD", "active", "singleUse", "2026-02-01", NULL };
  g_autoptr (PayrocLink) link = link_row_create (&row);
  g_autoptr (GString)    moves = g_string_new (NULL);

  g_signal_connect_swapped (fixture->links, "sight-moved", G_CALLBACK (moved_cb), moves);
  pl_link_feed_changed (fixture->feed, link, link_row_put (&fixture->store, &row));
  link_list_iterate_until (has_new, fixture);
  g_assert_cmpstr (moves->str, ==, "");

  pl_link_list_set_sight (fixture->links, 10, 8);
  link_list_search (fixture, "even");
  link_list_search (fixture, NULL);
  g_assert_cmpstr (moves->str, ==, "");
  link_list_put_many (fixture, 300, 50);
  pl_link_feed_reloaded (fixture->feed);
  link_list_iterate_until (has_fifty_more, fixture);
  settle (fixture);
  g_assert_cmpstr (moves->str, ==, "10→60 ");
  g_signal_handlers_disconnect_by_data (fixture->links, moves);
}

static void
count_cb (guint *count)
{
  ++*count;
}

static void
turn_to_december (LinkListFixture *fixture,
                  int              day)
{
  fixture->now = link_list_at_noon (2026, 12, day);
  pl_today_check (fixture->today);
}

/* "Expires today" is other links tomorrow, and every row has to say anew until when. */
static void
test_midnight (LinkListFixture *fixture,
               gconstpointer    data)
{
  const PlLinkCriteria   today = { .expires = { PL_PERIOD_TODAY } };
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);
  guint                  n_changes = 0;

  link_list_wait_for (first, "INV-299");
  pl_link_list_set_criteria (fixture->links, &today);
  g_assert_cmpuint (pl_link_list_get_n_matching (fixture->links), ==, 0);
  turn_to_december (fixture, 30);
  g_assert_cmpuint (pl_link_list_get_n_matching (fixture->links), ==, 0);
  turn_to_december (fixture, 31);
  g_assert_cmpuint (pl_link_list_get_n_matching (fixture->links), ==, 300);

  pl_link_list_set_criteria (fixture->links, NULL);
  link_list_iterate_until (link_list_is_ready, fixture);
  link_list_wait_for (first, "INV-299");
  g_signal_connect_swapped (first, "changed", G_CALLBACK (count_cb), &n_changes);
  turn_to_december (fixture, 30);
  g_assert_cmpuint (n_changes, ==, 1);
  pl_today_check (fixture->today);
  g_assert_cmpuint (n_changes, ==, 1);
  g_signal_handlers_disconnect_by_data (first, &n_changes);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, n, func) \
  g_test_add ("/link-list/" name, LinkListFixture, GUINT_TO_POINTER (n), \
              link_list_set_up, func, link_list_tear_down)
  ADD ("chosen", 300, test_chosen);
  ADD ("midnight", 300, test_midnight);
  ADD ("chosen/first", 300, test_chosen_first);
  ADD ("chosen/among-many", 300, test_chosen_among_many);
  ADD ("chosen/twice", 300, test_chosen_twice);
  ADD ("sight-moved", 300, test_sight_moved);

  return g_test_run ();
}
