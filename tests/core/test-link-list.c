/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a view of the list is told, and what it may never be told: the promises of PlLinkList to GTK. */
#include "core/links/pl-link-list.h"

#include "support/link-rows.h"

typedef struct
{
  StoreFixture store;
  PlLinkFeed  *feed;
  gint64       now;   /* of the list's clock, microseconds */
  PlToday     *today;
  PlLinkList  *links;
  guint        n_items; /* as announced */
  guint        n_announcements;
} Fixture;

static void
items_changed_cb (Fixture *fixture,
                  guint    position,
                  guint    removed,
                  guint    added)
{
  /* Only at the end: rows keep their widgets. */
  g_assert_cmpuint (position + removed, ==, fixture->n_items);
  g_assert_true (removed == 0 || added == 0);
  fixture->n_items += added - removed;
  fixture->n_announcements++;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->links)), ==, fixture->n_items);
}

static void
iterate_until (gboolean (*done) (Fixture *fixture),
               Fixture   *fixture)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!done (fixture))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}

static gboolean
is_ready (Fixture *fixture)
{
  return pl_link_list_get_ready (fixture->links)
         && g_list_model_get_n_items (G_LIST_MODEL (fixture->links)) == pl_link_list_get_n_matching (fixture->links);
}

static void
put_many (Fixture *fixture,
          guint    first,
          guint    n)
{
  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *id = g_strdup_printf ("LINK%06u", i);
      g_autofree char *reference = g_strdup_printf ("INV-%u", i);
      LinkRow          row = { id, reference, i % 2 == 0 ? "even" : "odd", i, "USD", "active", "singleUse",
                              "2026-01-01", "2026-12-31" };

      link_row_put (&fixture->store, &row);
    }
}

static gint64
at_noon (int year,
         int month,
         int day)
{
  g_autoptr (GDateTime) noon = g_date_time_new_local (year, month, day, 12, 0, 0);

  return g_date_time_to_unix (noon) * G_USEC_PER_SEC;
}

static gint64
read_clock (gpointer user_data)
{
  return ((Fixture *) user_data)->now;
}

static void
search (Fixture    *fixture,
        const char *words)
{
  g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_copy (pl_link_list_get_criteria (fixture->links));

  pl_link_criteria_set_search (criteria, words);
  pl_link_list_set_criteria (fixture->links, criteria);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  store_fixture_set_up (&fixture->store, STORE_FIXTURE_ACCOUNT);
  put_many (fixture, 0, GPOINTER_TO_UINT (data));
  fixture->feed = pl_link_feed_new ();
  fixture->now = at_noon (2026, 1, 31);
  fixture->today = pl_today_new (read_clock, fixture);
  fixture->links = pl_link_list_new (STORE_FIXTURE_ACCOUNT, fixture->store.database, fixture->feed, fixture->today);
  g_signal_connect_swapped (fixture->links, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  iterate_until (is_ready, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->links != NULL)
    g_assert_finalize_object (fixture->links);
  g_assert_finalize_object (fixture->feed);
  g_assert_finalize_object (fixture->today);
  store_fixture_tear_down (&fixture->store, data);
}

static PlLinkItem *
get_item (Fixture *fixture,
          guint    position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->links), position);
}

static gboolean
shows (PlLinkItem *item,
       const char *reference)
{
  PayrocLink *link = pl_link_item_get_link (item);

  return link != NULL && g_str_equal (payroc_link_get_reference (link), reference);
}

static void
wait_until (gboolean (*reached) (gpointer user_data),
            gpointer   user_data)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!reached (user_data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
wait_for (PlLinkItem *item,
          const char *reference)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!shows (item, reference))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
test_items (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (PlLinkItem) first = get_item (fixture, 0);
  g_autoptr (PlLinkItem) again = get_item (fixture, 0);
  g_autoptr (PlLinkItem) last = get_item (fixture, 299);

  g_assert_true (first == again);
  g_assert_null (get_item (fixture, 300));
  g_assert_cmpuint (fixture->n_items, ==, 300);
  wait_for (first, "INV-299");
  wait_for (last, "INV-0");
}

/* A view holds 200 rows and shows ten: these first. */
static void
test_sight (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  pl_link_list_set_sight (fixture->links, 100, 10);
  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (items, get_item (fixture, i));
  wait_for (items->pdata[100], "INV-199");
  g_assert_true (shows (items->pdata[94], "INV-205"));
  g_assert_true (shows (items->pdata[115], "INV-184"));
  g_assert_null (pl_link_item_get_link (items->pdata[93]));
  g_assert_null (pl_link_item_get_link (items->pdata[116]));

  /* Scrolled to. */
  pl_link_list_set_sight (fixture->links, 0, 10);
  wait_for (items->pdata[0], "INV-299");
  g_assert_null (pl_link_item_get_link (items->pdata[150]));

  /* And in the end all of them. */
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *reference = g_strdup_printf ("INV-%u", 299 - i);

      wait_for (items->pdata[i], reference);
    }

  /* What moves out of sight is not moved at once, and says so. */
  search (fixture, "odd");
  g_assert_true (shows (items->pdata[0], "INV-299"));
  g_assert_true (shows (items->pdata[1], "INV-297"));
  g_assert_true (pl_link_item_is_current (items->pdata[1]));
  g_assert_true (shows (items->pdata[50], "INV-249"));
  g_assert_false (pl_link_item_is_current (items->pdata[50]));
  wait_for (items->pdata[50], "INV-199");
  g_assert_true (pl_link_item_is_current (items->pdata[50]));
}

/* A keystroke: the same items show other links. */
static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PlLinkItem) first = get_item (fixture, 0);
  g_autoptr (PlLinkItem) second = get_item (fixture, 1);
  guint                  before;

  wait_for (first, "INV-299");
  before = fixture->n_announcements;
  search (fixture, "inv-29");
  g_assert_cmpuint (fixture->n_items, ==, 11);
  g_assert_cmpuint (fixture->n_announcements, ==, before + 1);

  search (fixture, "inv-29 even");
  g_assert_cmpuint (fixture->n_items, ==, 5);
  wait_for (first, "INV-298");
  wait_for (second, "INV-296");

  search (fixture, "no such thing");
  g_assert_cmpuint (fixture->n_items, ==, 0);
  g_assert_cmpuint (pl_link_list_get_n_total (fixture->links), ==, 300);

  /* Growing again comes in stages, and what was shown somewhere is there at once. */
  search (fixture, NULL);
  g_assert_cmpuint (fixture->n_items, ==, 32);
  g_assert_cmpuint (pl_link_list_get_n_matching (fixture->links), ==, 300);
  iterate_until (is_ready, fixture);
  g_assert_cmpuint (fixture->n_items, ==, 300);
  wait_for (first, "INV-299");
}

static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  LinkRow                row = { "LINK000299", "INV-299 paid", "odd", 299, "USD", "completed", "singleUse",
                                "2026-01-01", "2026-12-31" };
  const PlLinkCriteria   open = { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE };
  g_autoptr (PlLinkItem) first = get_item (fixture, 0);
  g_autoptr (PayrocLink) link = link_row_create (&row);

  wait_for (first, "INV-299");
  pl_link_feed_changed (fixture->feed, link, link_row_put (&fixture->store, &row));
  g_assert_true (shows (first, "INV-299 paid"));

  pl_link_list_set_criteria (fixture->links, &open);
  wait_for (first, "INV-298");
  g_assert_cmpuint (pl_link_list_get_n_matching (fixture->links), ==, 299);
}

static gboolean
is_paid_thrice (gpointer user_data)
{
  return pl_link_item_get_paid_count (user_data) == 3;
}

/* Payments are written beside the link, whose own text stays as it was. */
static void
test_paid (Fixture       *fixture,
           gconstpointer  data)
{
  LinkRow                row = { "LINK000299", "INV-299", "odd", 299, "USD", "active", "multiUse", "2026-01-01", NULL };
  g_autoptr (PlLinkItem) first = get_item (fixture, 0);
  g_autoptr (PayrocLink) link = link_row_create (&row);
  gint64                 rowid = link_row_put (&fixture->store, &row);

  wait_for (first, "INV-299");
  g_assert_cmpuint (pl_link_item_get_paid_count (first), ==, 0);
  store_exec (fixture->store.database, "UPDATE links SET paid_count = 3 WHERE id = 'LINK000299'");
  pl_link_feed_changed (fixture->feed, link, rowid);
  wait_until (is_paid_thrice, first);
}

static guint
get_chosen_position (Fixture *fixture)
{
  guint position;

  g_object_get (fixture->links, "chosen-position", &position, NULL);

  return position;
}

static gboolean
is_chosen (Fixture *fixture)
{
  return get_chosen_position (fixture) != G_MAXUINT;
}

static gboolean
has_new (Fixture *fixture)
{
  return pl_link_list_get_n_total (fixture->links) == 301;
}

/* The selection belongs to the link, not to the place. */
static void
test_chosen (Fixture       *fixture,
             gconstpointer  data)
{
  LinkRow                row = { "LINK999999", "New", NULL, 1, "USD", "active", "singleUse", "2026-02-01",
                                "2026-12-31" };
  g_autoptr (PayrocLink) link = link_row_create (&row);

  g_assert_cmpuint (get_chosen_position (fixture), ==, G_MAXUINT);
  g_object_set (fixture->links, "chosen", "LINK000100", NULL);
  iterate_until (is_chosen, fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, 199);

  pl_link_feed_changed (fixture->feed, link, link_row_put (&fixture->store, &row));
  iterate_until (has_new, fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, 200);

  search (fixture, "odd");
  g_assert_cmpuint (get_chosen_position (fixture), ==, G_MAXUINT);
  search (fixture, "even");
  g_assert_cmpuint (get_chosen_position (fixture), ==, 99);
  g_object_set (fixture->links, "chosen", NULL, NULL);
  g_assert_cmpuint (get_chosen_position (fixture), ==, G_MAXUINT);

  search (fixture, NULL);
  g_object_set (fixture->links, "chosen", "LINK999999", NULL);
  iterate_until (is_chosen, fixture);
  g_assert_cmpuint (get_chosen_position (fixture), ==, 0);
}

/* Another process added links: an unknown older row makes the list read all anew, and so what is shown. */
static void
test_elsewhere (Fixture       *fixture,
                gconstpointer  data)
{
  LinkRow                older = { "ELSEWHERE1", "Older", NULL, 1, "USD", "active", "singleUse", "2026-02-01",
                                  "2026-12-31" };
  LinkRow                newer = { "ELSEWHERE2", "Newer", NULL, 1, "USD", "active", "singleUse", "2026-02-02",
                                  "2026-12-31" };
  LinkRow                paid = { "LINK000299", "INV-299 paid", "odd", 299, "USD", "completed", "singleUse",
                                 "2026-01-01", "2026-12-31" };
  g_autoptr (PayrocLink) older_link = link_row_create (&older);
  g_autoptr (PayrocLink) newer_link = link_row_create (&newer);
  g_autoptr (PlLinkItem) first = get_item (fixture, 0);
  g_autoptr (PlLinkItem) second = get_item (fixture, 1);
  g_autoptr (PlLinkItem) third = get_item (fixture, 2);
  gint64                 older_row = link_row_put (&fixture->store, &older);

  pl_link_feed_changed (fixture->feed, newer_link, link_row_put (&fixture->store, &newer));
  wait_for (first, "Newer");
  wait_for (second, "INV-299");
  link_row_put (&fixture->store, &paid);
  pl_link_feed_changed (fixture->feed, older_link, older_row);
  wait_for (second, "Older");
  wait_for (third, "INV-299 paid");
}

static void
test_reloaded (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (PlLinkItem) first = get_item (fixture, 0);

  put_many (fixture, 300, 50);
  pl_link_feed_reloaded (fixture->feed);
  wait_for (first, "INV-349");
  g_assert_cmpuint (pl_link_list_get_n_total (fixture->links), ==, 350);
}

/* What stays in its place may be another all the same. */
static void
test_reloaded_in_place (Fixture       *fixture,
                        gconstpointer  data)
{
  LinkRow                row = { "LINK000299", "INV-299 paid", "odd", 299, "USD", "completed", "singleUse",
                                 "2026-01-01", "2026-12-31" };
  g_autoptr (PlLinkItem) first = get_item (fixture, 0);
  g_autoptr (PlLinkItem) second = get_item (fixture, 1);

  wait_for (first, "INV-299");
  link_row_put (&fixture->store, &row);
  pl_link_feed_reloaded (fixture->feed);
  wait_for (first, "INV-299 paid");
  g_assert_true (shows (second, "INV-298"));
}

/* Closed while rows and index are being read; an item outlives its list. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  PlLinkItem *item;

  pl_link_feed_reloaded (fixture->feed);
  item = get_item (fixture, 5);
  g_main_context_iteration (NULL, FALSE);
  g_signal_handlers_disconnect_by_data (fixture->links, fixture);
  g_object_run_dispose (G_OBJECT (fixture->links));
  g_clear_object (&fixture->links);
  store_exec (fixture->store.database, "DELETE FROM links");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (item);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_cmpuint (fixture->n_items, ==, 0);
  g_assert_null (get_item (fixture, 0));
  put_many (fixture, 0, 1);
  pl_link_feed_reloaded (fixture->feed);
  while (fixture->n_items == 0)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, n, func) g_test_add ("/link-list/" name, Fixture, GUINT_TO_POINTER (n), set_up, func, tear_down)
  ADD ("empty", 0, test_empty);
  ADD ("items", 300, test_items);
  ADD ("sight", 300, test_sight);
  ADD ("search", 300, test_search);
  ADD ("changed", 300, test_changed);
  ADD ("paid", 300, test_paid);
  ADD ("chosen", 300, test_chosen);
  ADD ("elsewhere", 300, test_elsewhere);
  ADD ("reloaded", 300, test_reloaded);
  ADD ("reloaded/in-place", 300, test_reloaded_in_place);
  ADD ("gone", 300, test_gone);

  return g_test_run ();
}
