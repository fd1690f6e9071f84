/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a refresh asks: which lists, which links by themselves, and when it stops asking. */
#include "core-fixture.h"

#define SET_SINCE "UPDATE settings SET value = '%" G_GINT64_FORMAT "' WHERE name = 'refresh.since'"

/* Active here, and unknown to Payroc. */
#define ADD_LINKS \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)" \
  " INSERT INTO links (account, id, status, kind, charge_kind, amount, currency, created_on, expires_on, reference," \
  "                    seen_at)" \
  " SELECT accounts.rowid, printf ('GONE%%06d', i), %d, 1, 1, 1, 'USD', 0, 0, '', 1 FROM n, accounts"

typedef struct
{
  CoreFixture core;
  PlRefresh  *refresh;
} Fixture;

static gboolean
is_idle_cb (gpointer user_data)
{
  return !pl_refresh_get_running (user_data);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  CoreFixture *core = &fixture->core;

  core_fixture_set_up (core, NULL);
  fixture->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (core->practice),
                                     core->store.database, core->client, core->feed);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* What it reads when it is made has been read. */
  store_query_int (fixture->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&fixture->refresh));
  core_fixture_tear_down (&fixture->core, data);
}

static void
run_well (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_test_practice_clear_requests (fixture->core.practice);
  pl_refresh_run_async (fixture->refresh, FALSE, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_refresh_run_finish (fixture->refresh, core_await (&result), &error));
  g_assert_no_error (error);
}

static void
assert_requests (Fixture *fixture,
                 guint    lists,
                 guint    links)
{
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "listLinks"), ==, lists);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "retrieveLink"), ==, links);
}

/* The active ones and each day that may have brought others, one more at both ends; all pages when days are many. */
static void
test_days (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct
  {
    int   days_ago;
    guint n_lists;
  } table[] = {
    { 0, 1 + 3 },
    { 1, 1 + 4 },
    { 5, 1 + 8 },
    { 6, 1 },
    { 400, 1 },
    { 30000, 1 },
    /* Somebody turned the clock back. */
    { -1, 1 },
    { -30000, 1 },
  };

  pl_test_practice_seed (fixture->core.practice, 5);
  run_well (fixture);
  assert_requests (fixture, 1, 0);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *sql = g_strdup_printf (SET_SINCE, g_get_real_time () - table[i].days_ago * G_TIME_SPAN_DAY);

      store_exec (fixture->core.store.database, sql);
      run_well (fixture);
      assert_requests (fixture, table[i].n_lists, 0);
    }
}

/* Each that is no longer listed is asked for by itself, so many at once; all pages first, if that is cheaper. */
static void
test_many_vanished (Fixture       *fixture,
                    gconstpointer  data)
{
  const guint n_vanished = GPOINTER_TO_UINT (data);
  g_autofree char *sql = g_strdup_printf (ADD_LINKS, n_vanished, PAYROC_LINK_STATUS_ACTIVE);

  run_well (fixture);
  store_exec (fixture->core.store.database, sql);
  run_well (fixture);
  assert_requests (fixture, n_vanished <= 200 ? 4 : 5, 200);

  /* The rest, and then none: what Payroc does not know is not asked for for ever. */
  run_well (fixture);
  assert_requests (fixture, 4, n_vanished - 200);
  run_well (fixture);
  assert_requests (fixture, 4, 0);
  g_assert_cmpint (store_query_int (fixture->core.store.database, "SELECT count (*) FROM links"), ==, n_vanished);
}

/* A link of a terminal that is no longer ours. */
static void
test_forbidden (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *sql = g_strdup_printf (ADD_LINKS, 1u, PAYROC_LINK_STATUS_ACTIVE);

  run_well (fixture);
  store_exec (fixture->core.store.database, sql);
  pl_test_practice_add_fault (fixture->core.practice,
                              "{'operation':'retrieveLink','kind':'status','status':403,'type':'forbidden'}");
  run_well (fixture);
  assert_requests (fixture, 4, 1);
}

/* Nobody waits any more: nothing more is asked for, and that is no failure. */
static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_test_practice_seed (fixture->core.practice, 50);
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listLinks','kind':'delay','ms':300}");
  pl_refresh_run_async (fixture->refresh, FALSE, cancellable, core_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (pl_refresh_run_finish (fixture->refresh, core_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  core_wait_until (is_idle_cb, fixture->refresh);
  g_assert_null (pl_refresh_get_error (fixture->refresh));
  g_assert_cmpint (pl_refresh_get_last (fixture->refresh), ==, 0);
  g_assert_cmpint (store_query_int (fixture->core.store.database, "SELECT count (*) FROM links"), ==, 0);
}

#define ADD(path, data, func) g_test_add ("/refresh-requests/" path, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("days", NULL, test_days);
  ADD ("many-vanished/each", GUINT_TO_POINTER (200), test_many_vanished);
  ADD ("many-vanished/all", GUINT_TO_POINTER (201), test_many_vanished);
  ADD ("forbidden", NULL, test_forbidden);
  ADD ("given-up", NULL, test_given_up);

  return g_test_run ();
}
