/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a view of the list is told, and what it may never be told: the promises of PlLinkList to GTK. */
#include "link-list-fixture.h"

#include "support/pass-time.h"

static void
test_items (LinkListFixture *fixture,
            gconstpointer    data)
{
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);
  g_autoptr (PlLinkItem) again = link_list_get_item (fixture, 0);
  g_autoptr (PlLinkItem) last = link_list_get_item (fixture, 299);

  g_assert_true (first == again);
  g_assert_null (link_list_get_item (fixture, 300));
  g_assert_cmpuint (fixture->n_items, ==, 300);
  link_list_wait_for (first, "INV-299");
  link_list_wait_for (last, "INV-0");
}

/* A view holds 200 rows and shows ten: these first. */
static void
test_sight (LinkListFixture *fixture,
            gconstpointer    data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  pl_link_list_set_sight (fixture->links, 100, 10);
  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (items, link_list_get_item (fixture, i));
  link_list_wait_for (items->pdata[100], "INV-199");
  g_assert_true (link_list_shows (items->pdata[94], "INV-205"));
  g_assert_true (link_list_shows (items->pdata[115], "INV-184"));
  g_assert_null (pl_link_item_get_link (items->pdata[93]));
  g_assert_null (pl_link_item_get_link (items->pdata[116]));

  /* Scrolled to. */
  pl_link_list_set_sight (fixture->links, 0, 10);
  link_list_wait_for (items->pdata[0], "INV-299");
  g_assert_null (pl_link_item_get_link (items->pdata[150]));

  /* And in the end all of them. */
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *reference = g_strdup_printf ("INV-%u", 299 - i);

      link_list_wait_for (items->pdata[i], reference);
    }

  /* What moves out of sight is not moved at once, and says so. */
  link_list_search (fixture, "odd");
  g_assert_true (link_list_shows (items->pdata[0], "INV-299"));
  g_assert_true (link_list_shows (items->pdata[1], "INV-297"));
  g_assert_true (pl_link_item_is_current (items->pdata[1]));
  g_assert_true (link_list_shows (items->pdata[50], "INV-249"));
  g_assert_false (pl_link_item_is_current (items->pdata[50]));
  link_list_wait_for (items->pdata[50], "INV-199");
  g_assert_true (pl_link_item_is_current (items->pdata[50]));
}

/* A keystroke: the same items show other links. */
static void
test_search (LinkListFixture *fixture,
             gconstpointer    data)
{
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);
  g_autoptr (PlLinkItem) second = link_list_get_item (fixture, 1);
  guint                  before;

  link_list_wait_for (first, "INV-299");
  before = fixture->n_announcements;
  link_list_search (fixture, "inv-29");
  g_assert_cmpuint (fixture->n_items, ==, 11);
  g_assert_cmpuint (fixture->n_announcements, ==, before + 1);

  link_list_search (fixture, "inv-29 even");
  g_assert_cmpuint (fixture->n_items, ==, 5);
  link_list_wait_for (first, "INV-298");
  link_list_wait_for (second, "INV-296");

  link_list_search (fixture, "no such thing");
  g_assert_cmpuint (pl_link_list_get_n_matching (fixture->links), ==, 0);
  link_list_iterate_until (link_list_is_ready, fixture);
  g_assert_cmpuint (fixture->n_items, ==, 0);
  g_assert_cmpuint (pl_link_list_get_n_total (fixture->links), ==, 300);

  /* Growing again comes in stages, and what was shown somewhere is there at once. */
  link_list_search (fixture, NULL);
  g_assert_cmpuint (fixture->n_items, ==, 16);
  g_assert_cmpuint (pl_link_list_get_n_matching (fixture->links), ==, 300);
  link_list_iterate_until (link_list_is_ready, fixture);
  g_assert_cmpuint (fixture->n_items, ==, 300);
  link_list_wait_for (first, "INV-299");
}

/* Going away takes a view as long as coming: many rows go bit by bit, and what comes meanwhile comes at once. */
static void
test_none (LinkListFixture *fixture,
           gconstpointer    data)
{
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);

  link_list_iterate_until (link_list_is_ready, fixture);
  link_list_search (fixture, "no such thing");
  g_assert_cmpuint (pl_link_list_get_n_matching (fixture->links), ==, 0);
  g_assert_cmpuint (fixture->n_items, ==, 224);
  while (fixture->n_items == 224)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_items, ==, 192);
  g_assert_false (pl_link_item_is_current (first));

  link_list_search (fixture, "inv-29");
  g_assert_cmpuint (fixture->n_items, ==, 11);
  link_list_iterate_until (link_list_is_ready, fixture);
  g_assert_cmpuint (fixture->n_items, ==, 11);

  link_list_search (fixture, "no such thing");
  link_list_iterate_until (link_list_is_ready, fixture);
  g_assert_cmpuint (fixture->n_items, ==, 0);
}

static void
test_changed (LinkListFixture *fixture,
              gconstpointer    data)
{
  LinkRow                row = { "LINK000299", "INV-299 paid", "odd", 299, "USD", "completed", "singleUse",
                                "2026-01-01", "2026-12-31" };
  const PlLinkCriteria   open = { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE };
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);
  g_autoptr (PayrocLink) link = link_row_create (&row);

  link_list_wait_for (first, "INV-299");
  pl_link_feed_changed (fixture->feed, link, link_row_put (&fixture->store, &row));
  link_list_wait_for (first, "INV-299 paid");

  pl_link_list_set_criteria (fixture->links, &open);
  link_list_wait_for (first, "INV-298");
  g_assert_cmpuint (pl_link_list_get_n_matching (fixture->links), ==, 299);
}

static gboolean
is_paid_thrice (gpointer user_data)
{
  return pl_link_item_get_paid (user_data)->n_paid == 3;
}

/* Payments are written beside the link, whose own text stays as it was. */
static void
test_paid (LinkListFixture *fixture,
           gconstpointer    data)
{
  LinkRow                row = { "LINK000299", "INV-299", "odd", 299, "USD", "active", "multiUse", "2026-01-01", NULL };
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);
  g_autoptr (PayrocLink) link = link_row_create (&row);
  gint64                 rowid = link_row_put (&fixture->store, &row);

  link_list_wait_for (first, "INV-299");
  g_assert_cmpuint (pl_link_item_get_paid (first)->n_paid, ==, 0);
  store_exec (fixture->store.database, "UPDATE links SET paid_count = 3 WHERE id = 'LINK000299'");
  pl_link_feed_changed (fixture->feed, link, rowid);
  link_list_wait_until (is_paid_thrice, first);
}

static gboolean
has_person (gpointer user_data)
{
  guint n_others;

  return pl_link_item_get_person (user_data, &n_others) != NULL;
}

/* Who was written to comes with the row, and when the payment was that made the link what it is. */
static void
test_glance (LinkListFixture *fixture,
             gconstpointer    data)
{
  LinkRow                row = { "LINK000299", "INV-299", "odd", 299, "USD", "completed", "singleUse", "2026-01-01",
                                 "2026-12-31" };
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);
  g_autoptr (PayrocLink) link = link_row_create (&row);
  gint64                 rowid = link_row_put (&fixture->store, &row);
  guint                  n_others;

  link_list_wait_for (first, "INV-299");
  g_assert_false (has_person (first));
  store_exec (fixture->store.database,
              "UPDATE links SET recipients = 'Sarah Hopper <sarah@example.com>, tom@example.com'"
              " WHERE id = 'LINK000299'");
  store_exec (fixture->store.database,
              "INSERT INTO payments (account, link_id, source, id, paid_at, seen_at, document, state)"
              " SELECT account, 'LINK000299', 0, state, at, 1, '{}', state FROM links,"
              " (SELECT 1 AS state, 7000000 AS at UNION SELECT 7, 9000000 UNION SELECT 4, 8000000)"
              " WHERE links.id = 'LINK000299'");
  pl_link_feed_changed (fixture->feed, link, rowid);
  link_list_wait_until (has_person, first);
  g_assert_cmpstr (pl_link_item_get_person (first, &n_others), ==, "Sarah Hopper");
  g_assert_cmpuint (n_others, ==, 1);
  g_assert_cmpint (pl_link_item_get_paid (first)->paid_at, ==, 7000000);
}

static gboolean
has_hits (gpointer user_data)
{
  return pl_link_item_get_hits (user_data) != NULL;
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Why a row is there is known as soon as it is; and a row that has nothing else to say is not painted for a key. */
static void
test_hits (LinkListFixture *fixture,
           gconstpointer    data)
{
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);
  g_autoptr (PlLinkItem) far = NULL;
  const PlSearchHit     *hit;
  guint                  n = 0;

  link_list_wait_for (first, "INV-299");
  pl_link_list_set_sight (fixture->links, 0, 10);
  far = link_list_get_item (fixture, 100);
  link_list_wait_for (far, "INV-199");
  g_signal_connect_swapped (first, "changed", G_CALLBACK (count_cb), &n);
  link_list_search (fixture, "inv-");
  link_list_search (fixture, "inv");
  g_assert_null (pl_link_item_get_hits (first));
  g_assert_cmpuint (n, ==, 0);

  link_list_search (fixture, "inv li");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (pl_link_item_get_hits (first)->len, ==, 1);
  hit = g_ptr_array_index (pl_link_item_get_hits (first), 0);
  g_assert_cmpint (hit->field, ==, PL_SEARCH_FIELD_NUMBER);
  g_assert_cmpstr (hit->text, ==, "LINK000299");
  link_list_search (fixture, "inv lin");
  g_assert_cmpuint (n, ==, 1);
  /* Out of sight there is time. */
  link_list_wait_until (has_hits, far);

  link_list_search (fixture, NULL);
  g_assert_cmpuint (n, ==, 2);
  g_assert_null (pl_link_item_get_hits (first));
}

/* Another process added links: a row that is not the next one makes the list read all anew, and so what is shown. */
static void
test_elsewhere (LinkListFixture *fixture,
                gconstpointer    data)
{
  LinkRow                theirs = { "ELSEWHERE1", "Theirs", NULL, 1, "USD", "active", "singleUse", "2026-02-01",
                                   "2026-12-31" };
  LinkRow                ours = { "ELSEWHERE2", "Ours", NULL, 1, "USD", "active", "singleUse", "2026-02-02",
                                 "2026-12-31" };
  LinkRow                paid = { "LINK000299", "INV-299 paid", "odd", 299, "USD", "completed", "singleUse",
                                 "2026-01-01", "2026-12-31" };
  g_autoptr (PayrocLink) link = link_row_create (&ours);
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);
  g_autoptr (PlLinkItem) second = link_list_get_item (fixture, 1);
  g_autoptr (PlLinkItem) third = link_list_get_item (fixture, 2);

  link_list_wait_for (first, "INV-299");
  link_row_put (&fixture->store, &paid);
  link_row_put (&fixture->store, &theirs);
  pl_link_feed_changed (fixture->feed, link, link_row_put (&fixture->store, &ours));
  link_list_wait_for (first, "Ours");
  link_list_wait_for (second, "Theirs");
  link_list_wait_for (third, "INV-299 paid");
}

static gboolean
has_two_more (LinkListFixture *fixture)
{
  return pl_link_list_get_n_total (fixture->links) == fixture->n_before + 2;
}

/* Another process stored a link of which nobody told; the next one of ours shows that there is one. */
static void
test_elsewhere_between (LinkListFixture *fixture,
                        gconstpointer    data)
{
  LinkRow                theirs = { "ELSEWHERE1", "Theirs", NULL, 1, "USD", "active", "singleUse", "2026-02-01", NULL };
  LinkRow                ours = { "LINK999999", "Ours", NULL, 1, "USD", "active", "singleUse", "2026-02-02", NULL };
  g_autoptr (PayrocLink) link = link_row_create (&ours);

  link_row_put (&fixture->store, &theirs);
  pl_link_feed_changed (fixture->feed, link, link_row_put (&fixture->store, &ours));
  link_list_iterate_until (has_two_more, fixture);
}

static void
test_reloaded (LinkListFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);

  link_list_put_many (fixture, 300, 50);
  pl_link_feed_reloaded (fixture->feed);
  link_list_wait_for (first, "INV-349");
  g_assert_cmpuint (pl_link_list_get_n_total (fixture->links), ==, 350);
}

/* What stays in its place may be another all the same. */
static void
test_reloaded_in_place (LinkListFixture *fixture,
                        gconstpointer    data)
{
  LinkRow                row = { "LINK000299", "INV-299 paid", "odd", 299, "USD", "completed", "singleUse",
                                 "2026-01-01", "2026-12-31" };
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);
  g_autoptr (PlLinkItem) second = link_list_get_item (fixture, 1);

  link_list_wait_for (first, "INV-299");
  link_row_put (&fixture->store, &row);
  pl_link_feed_reloaded (fixture->feed);
  link_list_wait_for (first, "INV-299 paid");
  g_assert_true (link_list_shows (second, "INV-298"));
}

/* Closed while rows and index are being read; an item outlives its list. */
static void
test_gone (LinkListFixture *fixture,
           gconstpointer    data)
{
  PlLinkItem *item;

  pl_link_feed_reloaded (fixture->feed);
  item = link_list_get_item (fixture, 5);
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
test_empty (LinkListFixture *fixture,
            gconstpointer    data)
{
  g_assert_cmpuint (fixture->n_items, ==, 0);
  g_assert_null (link_list_get_item (fixture, 0));
  link_list_put_many (fixture, 0, 1);
  pl_link_feed_reloaded (fixture->feed);
  while (fixture->n_items == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* The row at the place is another at once; what it shows comes when it was read, and nobody acts on the old one. */
static void
test_current (LinkListFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);

  g_assert_false (pl_link_item_is_current (first));
  link_list_wait_for (first, "INV-299");
  g_assert_true (pl_link_item_is_current (first));
  link_list_search (fixture, "inv-12");
  g_assert_true (link_list_shows (first, "INV-299"));
  g_assert_false (pl_link_item_is_current (first));
  link_list_wait_for (first, "INV-129");
  g_assert_true (pl_link_item_is_current (first));
}

static gboolean
is_blank (gpointer user_data)
{
  return pl_link_item_get_link (user_data) == NULL;
}

/* It must not go on showing the link that was there before. */
static void
test_unreadable (LinkListFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (PlLinkItem) first = link_list_get_item (fixture, 0);

  link_list_wait_for (first, "INV-299");
  store_exec (fixture->store.database, "DELETE FROM link_documents WHERE row = 13");
  link_list_search (fixture, "LINK000012");
  link_list_wait_until (is_blank, first);
  g_assert_false (pl_link_item_is_current (first));
  link_list_search (fixture, NULL);
  link_list_wait_for (first, "INV-299");
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_assert_true (pl_database_run_finish (PL_DATABASE (source), result, NULL));
}

static gboolean
delete_work (PlConnection  *connection,
             gpointer       work_data,
             GError       **error)
{
  return pl_connection_exec (connection, "DELETE FROM links WHERE row <= 100", error);
}

static gboolean
has_two_hundred (LinkListFixture *fixture)
{
  return pl_link_list_get_n_total (fixture->links) == 200;
}

/* Longer than the feed gathers. */
static gboolean
pause_work (PlConnection  *connection,
            gpointer       work_data,
            GError       **error)
{
  g_usleep (100 * 1000);

  return TRUE;
}

/* What changes while the index is being read is not in it, and nobody would ask again. */
static void
test_read_again (LinkListFixture *fixture,
                 gconstpointer    data)
{
  pl_link_feed_reloaded (fixture->feed);
  pass_time (5);
  pl_link_feed_reloaded (fixture->feed);
  pl_database_run_async (fixture->store.database, PL_DATABASE_READ, pause_work, NULL, NULL, NULL, written_cb, NULL);
  pass_time (50);
  pl_database_run_async (fixture->store.database, PL_DATABASE_WRITE, delete_work, NULL, NULL, NULL, written_cb, NULL);
  pl_link_feed_reloaded (fixture->feed);
  link_list_iterate_until (has_two_hundred, fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, n, func) \
  g_test_add ("/link-list/" name, LinkListFixture, GUINT_TO_POINTER (n), \
              link_list_set_up, func, link_list_tear_down)
  ADD ("empty", 0, test_empty);
  ADD ("items", 300, test_items);
  ADD ("sight", 300, test_sight);
  ADD ("search", 300, test_search);
  ADD ("none", 300, test_none);
  ADD ("changed", 300, test_changed);
  ADD ("glance", 300, test_glance);
  ADD ("hits", 300, test_hits);
  ADD ("paid", 300, test_paid);
  ADD ("elsewhere", 300, test_elsewhere);
  ADD ("elsewhere/between", 300, test_elsewhere_between);
  ADD ("elsewhere/empty", 0, test_elsewhere_between);
  ADD ("reloaded", 300, test_reloaded);
  ADD ("reloaded/in-place", 300, test_reloaded_in_place);
  ADD ("gone", 300, test_gone);
  ADD ("current", 300, test_current);
  ADD ("unreadable", 300, test_unreadable);
  ADD ("read-again", 300, test_read_again);

  return g_test_run ();
}
