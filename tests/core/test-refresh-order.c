/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links of one day, newest first, whichever way Payroc's list runs; it names only the day. */
#include "core-fixture.h"
#include "store/pl-link-key-table.h"
#include "store/pl-link-table.h"

#define DAY 86400

static const char *const oldest_first[] = { "--oldest-first", NULL };

typedef struct
{
  CoreFixture core;
  PlRefresh  *refresh;
  GString    *expected; /* the references, newest first */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  CoreFixture *core = &fixture->core;

  fixture->expected = g_string_new (NULL);
  core_fixture_set_up (core, data);
  fixture->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (core->practice),
                                     core->store.database, core->client, core->feed);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  store_query_int (fixture->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&fixture->refresh));
  g_string_free (fixture->expected, TRUE);
  core_fixture_tear_down (&fixture->core, data);
}

/* The references of each time begin at 1. */
static void
seed (Fixture *fixture,
      int      days_from_now,
      guint    n_links)
{
  g_autofree char     *offset = g_strdup_printf ("{\"offsetSeconds\":%d}", days_from_now * DAY);
  g_autoptr (JsonNode) reply = pl_test_practice_control (fixture->core.practice, "POST", "clock", offset);

  pl_test_practice_seed (fixture->core.practice, n_links);
  for (guint i = 1; i <= n_links; i++)
    {
      g_autofree char *reference = g_strdup_printf ("Seed-%06u;", i);

      g_string_prepend (fixture->expected, reference);
    }
}

static void
refresh (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  pl_refresh_run_async (fixture->refresh, FALSE, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_refresh_run_finish (fixture->refresh, core_await (&result), &error));
  g_assert_no_error (error);
}

static gboolean
read_work (PlConnection  *connection,
           gpointer       work_data,
           GError       **error)
{
  GString           *references = work_data;
  g_autoptr (GArray) keys = pl_link_key_table_list (connection, STORE_FIXTURE_ACCOUNT, 0, error);

  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (PayrocLink) link = pl_link_table_get_by_rowid (connection, g_array_index (keys, PlLinkKey, i).rowid,
                                                                error);

      g_string_append_printf (references, "%s;", payroc_link_get_reference (link));
    }

  return TRUE;
}

static void
assert_newest_first (Fixture *fixture)
{
  g_autoptr (GString) references = g_string_new (NULL);

  store_read (fixture->core.store.database, read_work, references);
  g_assert_cmpstr (references->str, ==, fixture->expected->str);
}

/* More than one page of each day; the second day is met on the third page. */
static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  seed (fixture, -1, 120);
  seed (fixture, 0, 230);
  refresh (fixture);
  assert_newest_first (fixture);
}

/* Made elsewhere afterwards, several at once, on a day that was there already. */
static void
test_news (Fixture       *fixture,
           gconstpointer  data)
{
  seed (fixture, -1, 3);
  seed (fixture, 0, 4);
  refresh (fixture);
  seed (fixture, 0, 5);
  refresh (fixture);
  assert_newest_first (fixture);
}

/* Made and paid elsewhere: in no list of active links, and still in its place. */
static void
test_paid_news (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (JsonObject) state = NULL;
  g_autofree char       *payment = NULL;
  JsonArray             *links;

  seed (fixture, -2, 2);
  seed (fixture, -1, 3);
  refresh (fixture);
  seed (fixture, 0, 5);
  state = pl_test_practice_get_state (fixture->core.practice);
  links = json_object_get_array_member (state, "links");
  for (guint i = 0; i < json_array_get_length (links) && payment == NULL; i++)
    {
      JsonObject *link = json_array_get_object_element (links, i);

      if (g_str_equal (json_object_get_string_member (link, "merchantReference"), "Seed-000003")
          && g_str_equal (json_object_get_string_member (link, "type"), "singleUse"))
        payment = pl_test_practice_pay (fixture->core.practice,
                                        json_object_get_string_member (link, "paymentLinkId"), 0);
    }
  g_assert_nonnull (payment);
  refresh (fixture);
  assert_newest_first (fixture);
}

/* The list that a merchant has on the first day, as most servers send it. */
static void
test_one_day (Fixture       *fixture,
              gconstpointer  data)
{
  seed (fixture, 0, 12);
  refresh (fixture);
  assert_newest_first (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, option, func) g_test_add ("/refresh-order/" name, Fixture, option, set_up, func, tear_down)
  ADD ("pages/newest-first", NULL, test_pages);
  ADD ("pages/oldest-first", oldest_first, test_pages);
  ADD ("news/newest-first", NULL, test_news);
  ADD ("news/oldest-first", oldest_first, test_news);
  ADD ("paid-news/newest-first", NULL, test_paid_news);
  ADD ("paid-news/oldest-first", oldest_first, test_paid_news);
  ADD ("one-day", NULL, test_one_day);

  return g_test_run ();
}
