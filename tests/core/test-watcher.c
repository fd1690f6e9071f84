/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the watcher looks, when it does not, and that it tells when there is something to tell. */
#include "core-fixture.h"

#include "core/watch/pl-notice-board.h"
#include "core/watch/pl-watcher.h"
#include "support/pass-time.h"

typedef struct
{
  CoreFixture core;
  PlRefresh  *refresh;
  PlWatcher  *watcher;
  gint64      time;  /* microseconds since the epoch; 0: the computer's */
  guint       n_due;
} WatcherFixture;

static gint64
clock_cb (gpointer user_data)
{
  WatcherFixture *fixture = user_data;

  return fixture->time != 0 ? fixture->time : g_get_real_time ();
}

static void
due_cb (PlWatcher      *watcher,
        WatcherFixture *fixture)
{
  fixture->n_due++;
}

static void
make_watcher (WatcherFixture *fixture,
              gboolean        is_practice)
{
  const PlWatcherSetup setup = {
    .account = STORE_FIXTURE_ACCOUNT,
    .terminal = pl_test_practice_get_terminal (fixture->core.practice),
    .is_practice = is_practice,
    .database = fixture->core.store.database,
    .client = fixture->core.client,
    .feed = fixture->core.feed,
    .refresh = fixture->refresh,
  };

  fixture->watcher = pl_watcher_new (&setup);
  pl_watcher_set_clock (fixture->watcher, clock_cb, fixture);
  g_signal_connect (fixture->watcher, "due", G_CALLBACK (due_cb), fixture);
}

static void
set_up (WatcherFixture *fixture,
        gconstpointer   data)
{
  core_fixture_set_up (&fixture->core, NULL);
  core_fixture_start (&fixture->core);
  fixture->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->core.practice),
                                     fixture->core.store.database, fixture->core.client, fixture->core.feed);
  fixture->time = 0;
  fixture->n_due = 0;
  make_watcher (fixture, data != NULL);
}

static gboolean
is_idle (gpointer user_data)
{
  return !pl_watcher_get_running (((WatcherFixture *) user_data)->watcher);
}

static gboolean
has_looked (gpointer user_data)
{
  WatcherFixture *fixture = user_data;

  return pl_watcher_get_last_look (fixture->watcher) != 0 && is_idle (fixture);
}

static gboolean
is_due (gpointer user_data)
{
  return ((WatcherFixture *) user_data)->n_due > 0;
}

static gboolean
has_next (gpointer user_data)
{
  return pl_watcher_get_next_look (((WatcherFixture *) user_data)->watcher) != 0 && is_idle (user_data);
}

static void
tear_down (WatcherFixture *fixture,
           gconstpointer   data)
{
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_OFF);
  core_wait_until (is_idle, fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&fixture->watcher));
  store_query_int (fixture->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&fixture->refresh));
  core_fixture_tear_down (&fixture->core, data);
}

static void
test_off (WatcherFixture *fixture,
          gconstpointer   data)
{
  pl_watcher_look_now (fixture->watcher);
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_ATTENTIVE);
  pl_watcher_look_now (fixture->watcher);
  pass_time (50);
  g_assert_false (pl_watcher_get_running (fixture->watcher));
  g_assert_cmpint (pl_watcher_get_next_look (fixture->watcher), ==, 0);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, NULL), ==, 0);

  pl_watcher_set_ready (fixture->watcher, TRUE);
  core_wait_until (has_looked, fixture);
  g_assert_cmpint (pl_watcher_get_next_look (fixture->watcher), >, g_get_real_time ());

  pl_watcher_set_ready (fixture->watcher, FALSE);
  g_assert_cmpint (pl_watcher_get_next_look (fixture->watcher), ==, 0);
}

/* Nobody presses anything: it is found and told. */
static void
test_due (WatcherFixture *fixture,
          gconstpointer   data)
{
  g_autoptr (PlIntent) intent = NULL;
  g_autofree char *payment = NULL;

  pl_watcher_set_ready (fixture->watcher, TRUE);
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_ATTENTIVE);
  core_wait_until (has_looked, fixture);

  intent = core_create_done (&fixture->core, "Pizza", FALSE);
  payment = pl_test_practice_pay (fixture->core.practice, pl_intent_get_link_id (intent), 0);
  core_wait_until (is_due, fixture);
}

static void
test_quiet (WatcherFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (GDateTime) evening = g_date_time_new_local (2026, 11, 22, 22, 30, 0);
  g_autoptr (GDateTime) morning = g_date_time_new_local (2026, 11, 23, 7, 0, 0);

  fixture->time = g_date_time_to_unix (evening) * G_USEC_PER_SEC;
  pl_watcher_set_quiet_hours (fixture->watcher, 22 * 60, 7 * 60);
  pl_watcher_set_ready (fixture->watcher, TRUE);
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_BACKGROUND);
  pl_watcher_look_now (fixture->watcher);
  pass_time (50);
  g_assert_false (pl_watcher_get_running (fixture->watcher));
  g_assert_cmpint (pl_watcher_get_next_look (fixture->watcher), ==, g_date_time_to_unix (morning) * G_USEC_PER_SEC);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, NULL), ==, 0);

  pl_watcher_set_quiet_hours (fixture->watcher, 0, 0);
  core_wait_until (has_looked, fixture);
}

/* Twice as long after each failure, and as usual when it works again. */
static void
test_failures (WatcherFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (PlIntent) intent = core_create_done (&fixture->core, "Pizza", FALSE);
  gint64 last;

  fixture->time = g_get_real_time ();
  pl_watcher_set_ready (fixture->watcher, TRUE);
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_ATTENTIVE);
  core_wait_until (has_looked, fixture);
  last = pl_watcher_get_last_look (fixture->watcher);
  g_assert_cmpint (pl_watcher_get_next_look (fixture->watcher), ==, fixture->time + G_TIME_SPAN_MINUTE);

  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'listPayments','kind':'cutBefore','times':0}");
  for (guint i = 1; i <= 3; i++)
    {
      fixture->time += G_TIME_SPAN_MINUTE;
      pl_watcher_look_now (fixture->watcher);
      g_assert_true (pl_watcher_get_running (fixture->watcher));
      core_wait_until (has_next, fixture);
      g_assert_cmpint (pl_watcher_get_next_look (fixture->watcher), ==, fixture->time + (G_TIME_SPAN_MINUTE << i));
      g_assert_cmpint (pl_watcher_get_last_look (fixture->watcher), ==, last);
    }

  pl_test_practice_clear_faults (fixture->core.practice);
  pl_watcher_look_now (fixture->watcher);
  core_wait_until (has_next, fixture);
  g_assert_cmpint (pl_watcher_get_next_look (fixture->watcher), ==, fixture->time + G_TIME_SPAN_MINUTE);
}

static gboolean
is_asking (gpointer user_data)
{
  return pl_test_practice_count_requests (((WatcherFixture *) user_data)->core.practice, NULL) > 0;
}

/* Off and on again while a look is under way. */
static void
test_stop (WatcherFixture *fixture,
           gconstpointer   data)
{
  pl_test_practice_add_fault (fixture->core.practice, "{'operation':'*'," PL_TEST_PRACTICE_HOLD "}");
  pl_watcher_set_ready (fixture->watcher, TRUE);
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_ATTENTIVE);
  core_wait_until (is_asking, fixture);
  g_assert_true (pl_watcher_get_running (fixture->watcher));
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_OFF);
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_ATTENTIVE);
  pl_test_practice_release (fixture->core.practice);
  core_wait_until (has_looked, fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, data, function) g_test_add ("/watcher/" name, WatcherFixture, data, set_up, function, tear_down)

  ADD ("off", NULL, test_off);
  ADD ("due", "practice", test_due);
  ADD ("quiet", NULL, test_quiet);
  ADD ("failures", NULL, test_failures);
  ADD ("stop", NULL, test_stop);

#undef ADD

  return g_test_run ();
}
