/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of as many links as a test wants, with a clock that it turns; every announcement to a view is checked. */
#include "link-list-fixture.h"

static void
items_changed_cb (LinkListFixture *fixture,
                  guint            position,
                  guint            removed,
                  guint            added)
{
  /* Only at the end: rows keep their widgets. */
  g_assert_cmpuint (position + removed, ==, fixture->n_items);
  g_assert_true (removed == 0 || added == 0);
  fixture->n_items += added - removed;
  fixture->n_announcements++;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->links)), ==, fixture->n_items);
}

void
link_list_iterate_until (gboolean       (*done) (LinkListFixture *fixture),
                         LinkListFixture *fixture)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!done (fixture))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}

gboolean
link_list_is_ready (LinkListFixture *fixture)
{
  return pl_link_list_get_ready (fixture->links)
         && g_list_model_get_n_items (G_LIST_MODEL (fixture->links)) == pl_link_list_get_n_matching (fixture->links);
}

void
link_list_put_many (LinkListFixture *fixture,
                    guint            first,
                    guint            n)
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

gint64
link_list_at_noon (int year,
                   int month,
                   int day)
{
  g_autoptr (GDateTime) noon = g_date_time_new_local (year, month, day, 12, 0, 0);

  return g_date_time_to_unix (noon) * G_USEC_PER_SEC;
}

static gint64
read_clock (gpointer user_data)
{
  return ((LinkListFixture *) user_data)->now;
}

void
link_list_search (LinkListFixture *fixture,
                  const char      *words)
{
  g_autoptr (PlLinkCriteria) criteria = NULL;

  g_object_get (fixture->links, "criteria", &criteria, NULL);
  pl_link_criteria_set_search (criteria, words);
  pl_link_list_set_criteria (fixture->links, criteria);
}

void
link_list_set_up (LinkListFixture *fixture,
                  gconstpointer    data)
{
  store_fixture_set_up (&fixture->store, STORE_FIXTURE_ACCOUNT);
  fixture->n_before = GPOINTER_TO_UINT (data);
  link_list_put_many (fixture, 0, fixture->n_before);
  fixture->feed = pl_link_feed_new ();
  fixture->now = link_list_at_noon (2026, 1, 31);
  fixture->today = pl_today_new (read_clock, fixture);
  fixture->links = pl_link_list_new (STORE_FIXTURE_ACCOUNT, fixture->store.database, fixture->feed, fixture->today);
  g_signal_connect_swapped (fixture->links, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  link_list_iterate_until (link_list_is_ready, fixture);
}

void
link_list_tear_down (LinkListFixture *fixture,
                     gconstpointer    data)
{
  if (fixture->links != NULL)
    g_assert_finalize_object (fixture->links);
  g_assert_finalize_object (fixture->feed);
  g_assert_finalize_object (fixture->today);
  store_fixture_tear_down (&fixture->store, data);
}

PlLinkItem *
link_list_get_item (LinkListFixture *fixture,
                    guint            position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->links), position);
}

gboolean
link_list_shows (PlLinkItem *item,
                 const char *reference)
{
  PayrocLink *link = pl_link_item_get_link (item);

  return link != NULL && g_str_equal (payroc_link_get_reference (link), reference);
}

void
link_list_wait_until (gboolean (*reached) (gpointer user_data),
                      gpointer   user_data)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!reached (user_data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}

void
link_list_wait_for (PlLinkItem *item,
                    const char *reference)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!link_list_shows (item, reference))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}
