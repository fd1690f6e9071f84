/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The overview follows what happens: links made and paid, the day that turns; and only while somebody looks. */
#include "core-fixture.h"

#include "core/overview/pl-overview.h"
#include "support/pass-time.h"
#include "support/payment-rows.h"

typedef struct
{
  CoreFixture core;
  PlRefresh  *refresh;
  PlWatcher  *watcher;
  PlToday    *today;
  PlOverview *overview;
  gint64      time;      /* microseconds, added to the computer's */
  guint       n_changed;
  guint       n_before;  /* as it was when waiting began */
  gint64      sum_before;
} Fixture;

static gint64
clock_cb (gpointer user_data)
{
  return g_get_real_time () + ((Fixture *) user_data)->time;
}

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

/* No day ends while it is looked at: not here, and not where it is paid. */
static void
turn_to_noon (Fixture *fixture)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) noon = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                                      g_date_time_get_day_of_month (now), 12, 0, 0);

  fixture->time = g_date_time_difference (noon, now);
  pl_test_practice_move_clock (fixture->core.practice, fixture->time / G_USEC_PER_SEC);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char *terminal;

  core_fixture_set_up (&fixture->core, data);
  turn_to_noon (fixture);
  core_fixture_start (&fixture->core);
  terminal = pl_test_practice_get_terminal (fixture->core.practice);
  fixture->refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, terminal, fixture->core.store.database,
                                     fixture->core.client, fixture->core.feed);
  fixture->watcher = pl_watcher_new (&(PlWatcherSetup) {
    .account = STORE_FIXTURE_ACCOUNT,
    .terminal = terminal,
    .database = fixture->core.store.database,
    .client = fixture->core.client,
    .feed = fixture->core.feed,
    .refresh = fixture->refresh,
  });
  fixture->today = pl_today_new (clock_cb, fixture);
  fixture->overview = pl_overview_new (&(PlOverviewSetup) {
    .account = STORE_FIXTURE_ACCOUNT,
    .database = fixture->core.store.database,
    .feed = fixture->core.feed,
    .refresh = fixture->refresh,
    .watcher = fixture->watcher,
    .today = fixture->today,
  });
  g_signal_connect_swapped (fixture->overview, "changed", G_CALLBACK (changed_cb), fixture);
}

static gboolean
is_idle (gpointer user_data)
{
  return !pl_watcher_get_running (((Fixture *) user_data)->watcher);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->overview != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->overview));
  g_assert_finalize_object (g_steal_pointer (&fixture->today));
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_OFF);
  core_wait_until (is_idle, fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&fixture->watcher));
  store_query_int (fixture->core.store.database, "SELECT 1");
  g_assert_finalize_object (g_steal_pointer (&fixture->refresh));
  core_fixture_tear_down (&fixture->core, data);
}

static gboolean
has_changed (gpointer user_data)
{
  return ((Fixture *) user_data)->n_changed > ((Fixture *) user_data)->n_before;
}

static void
await_change (Fixture *fixture)
{
  core_wait_until (has_changed, fixture);
}

static const PlOverviewFacts *
activate (Fixture *fixture)
{
  fixture->n_before = fixture->n_changed;
  pl_overview_set_active (fixture->overview, TRUE);
  await_change (fixture);

  return pl_overview_get_facts (fixture->overview);
}

/* -1: not there. */
static gint64
get_sum (const PlSums *sums)
{
  return sums->sums->len > 0 ? g_array_index (sums->sums, PlSum, 0).money.minor : -1;
}

static void
put_now (Fixture    *fixture,
         const char *id,
         gint64      amount)
{
  const PaymentRow row = { id, NULL, clock_cb (fixture) / G_USEC_PER_SEC, amount, "USD" };

  payment_row_put (&fixture->core.store, &row);
}

static void
test_active (Fixture       *fixture,
             gconstpointer  data)
{
  const PlOverviewFacts *facts;

  put_now (fixture, "PAYMENT001", 500);
  pl_link_feed_reloaded (fixture->core.feed);
  pass_time (300);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  g_assert_null (pl_overview_get_facts (fixture->overview));

  facts = activate (fixture);
  g_assert_nonnull (facts);
  g_assert_cmpint (get_sum (facts->this_day), ==, 500);
  g_assert_false (facts->has_links);
  g_assert_no_error (pl_overview_get_error (fixture->overview));

  /* Nothing new, nothing read; something new, read when somebody looks again. */
  pl_overview_set_active (fixture->overview, FALSE);
  pl_overview_set_active (fixture->overview, TRUE);
  pass_time (300);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  pl_overview_set_active (fixture->overview, FALSE);
  put_now (fixture, "PAYMENT002", 20);
  pl_link_feed_reloaded (fixture->core.feed);
  pass_time (300);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  facts = activate (fixture);
  g_assert_cmpint (get_sum (facts->this_day), ==, 520);
}

static gboolean
is_paid (gpointer user_data)
{
  const PlOverviewFacts *facts = pl_overview_get_facts (((Fixture *) user_data)->overview);

  return facts != NULL && get_sum (facts->this_day) > 0;
}

static gboolean
has_open (gpointer user_data)
{
  const PlOverviewFacts *facts = pl_overview_get_facts (((Fixture *) user_data)->overview);

  return facts != NULL && get_sum (facts->open) > 0;
}

static gboolean
has_none_open (gpointer user_data)
{
  return !has_open (user_data);
}

static gboolean
is_less (gpointer user_data)
{
  const PlOverviewFacts *facts = pl_overview_get_facts (((Fixture *) user_data)->overview);

  return get_sum (facts->this_day) == ((Fixture *) user_data)->sum_before - 100;
}

static gboolean
has_looked (gpointer user_data)
{
  return pl_watcher_get_last_look (((Fixture *) user_data)->watcher) != 0 && is_idle (user_data);
}

/* From a shop without links to one that was paid, and nobody asks the overview to look. */
static void
test_follow (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PlIntent)   intent = NULL;
  g_autoptr (PlIntent)   other = NULL;
  g_autofree char       *payment_id = NULL;
  const PlOverviewFacts *facts = activate (fixture);

  g_assert_false (facts->has_links);
  g_assert_cmpint (pl_overview_facts_get_as_of (facts), ==, 0);
  pl_watcher_set_mode (fixture->watcher, PL_WATCH_ATTENTIVE);
  pl_watcher_set_ready (fixture->watcher, TRUE);
  core_wait_until (has_looked, fixture);

  fixture->n_before = fixture->n_changed;
  intent = core_create_done (&fixture->core, "INV-1", FALSE);
  await_change (fixture);
  core_wait_until (has_open, fixture);
  facts = pl_overview_get_facts (fixture->overview);
  g_assert_true (facts->has_links);
  g_assert_cmpint (facts->payments_from, ==, 0);
  g_assert_cmpint (get_sum (facts->open), >, 0);
  g_assert_cmpint (get_sum (facts->this_day), ==, -1);

  payment_id = pl_test_practice_pay (fixture->core.practice, pl_intent_get_link_id (intent), 0);
  pl_watcher_look_now (fixture->watcher);
  core_wait_until (is_paid, fixture);
  core_wait_until (is_idle, fixture);
  core_wait_until (has_none_open, fixture);
  facts = pl_overview_get_facts (fixture->overview);
  g_assert_cmpint (pl_overview_facts_get_as_of (facts), >, 0);

  /* Given back in part: the same payment, and less of it. With no other link open it would be seen the next day. */
  other = core_create_done (&fixture->core, "INV-2", FALSE);
  pl_test_practice_refund (fixture->core.practice, payment_id, 100);
  fixture->sum_before = get_sum (facts->this_day);
  pl_watcher_look_now (fixture->watcher);
  core_wait_until (is_less, fixture);
}

/* A filling tells of each link; nobody wants ten thousand readings. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  activate (fixture);
  fixture->n_before = fixture->n_changed;
  for (guint i = 0; i < 1000; i++)
    pl_link_feed_reloaded (fixture->core.feed);
  await_change (fixture);
  pass_time (600);
  g_assert_cmpuint (fixture->n_changed, <=, 3);
}

static void
test_midnight (Fixture       *fixture,
               gconstpointer  data)
{
  const PlOverviewFacts *facts;

  put_now (fixture, "PAYMENT001", 500);
  facts = activate (fixture);
  g_assert_cmpint (get_sum (facts->this_day), ==, 500);

  fixture->time += G_TIME_SPAN_DAY;
  fixture->n_before = fixture->n_changed;
  pl_today_check (fixture->today);
  await_change (fixture);
  facts = pl_overview_get_facts (fixture->overview);
  g_assert_cmpint (get_sum (facts->this_day), ==, -1);
  g_assert_cmpint (get_sum (g_ptr_array_index (facts->days, PL_OVERVIEW_N_DAYS - 2)), ==, 500);
}

/* The sums stay, and it is said that they are old. */
static void
test_error (Fixture       *fixture,
            gconstpointer  data)
{
  put_now (fixture, "PAYMENT001", 500);
  activate (fixture);

  store_exec (fixture->core.store.database, "ALTER TABLE payments RENAME TO gone");
  fixture->n_before = fixture->n_changed;
  pl_link_feed_reloaded (fixture->core.feed);
  await_change (fixture);
  g_assert_nonnull (pl_overview_get_error (fixture->overview));
  g_assert_cmpint (get_sum (pl_overview_get_facts (fixture->overview)->this_day), ==, 500);

  store_exec (fixture->core.store.database, "ALTER TABLE gone RENAME TO payments");
  fixture->n_before = fixture->n_changed;
  pl_link_feed_reloaded (fixture->core.feed);
  await_change (fixture);
  g_assert_no_error (pl_overview_get_error (fixture->overview));
}

/* It may go while the worker reads for it. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  pl_overview_set_active (fixture->overview, TRUE);
  g_assert_finalize_object (g_steal_pointer (&fixture->overview));
  store_query_int (fixture->core.store.database, "SELECT 1");
  pass_time (50);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/overview/active", test_active);
  ADD ("/overview/follow", test_follow);
  ADD ("/overview/many", test_many);
  ADD ("/overview/midnight", test_midnight);
  ADD ("/overview/error", test_error);
  ADD ("/overview/gone", test_gone);

  return g_test_run ();
}
