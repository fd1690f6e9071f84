/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another program writes is noticed, what this one writes is not. */
#include "core/links/pl-db-monitor.h"
#include "support/pass-time.h"
#include "support/store-fixture.h"

static void
count_cb (PlLinkFeed *feed,
          guint      *n_reloaded)
{
  ++*n_reloaded;
}

/* Checks, and waits until the database answered and the feed told. */
static void
check (PlDbMonitor  *monitor,
       StoreFixture *fixture)
{
  pl_db_monitor_check (monitor);
  store_query_int (fixture->database, "SELECT 1");
  pass_time (50);
}

static void
test_elsewhere (StoreFixture  *fixture,
                gconstpointer  data)
{
  g_autoptr (PlLinkFeed) feed = pl_link_feed_new ();
  PlDbMonitor *monitor = pl_db_monitor_new (fixture->database, feed);
  PlDatabase *other = store_open (fixture->directory, NULL);
  guint n_reloaded = 0;

  g_signal_connect (feed, "reloaded", G_CALLBACK (count_cb), &n_reloaded);
  check (monitor, fixture);
  store_exec (fixture->database, "UPDATE accounts SET last_used = 1");
  check (monitor, fixture);
  g_assert_cmpuint (n_reloaded, ==, 0);

  store_exec (other, "UPDATE accounts SET last_used = 2");
  store_exec (other, "UPDATE accounts SET last_used = 3");
  check (monitor, fixture);
  g_assert_cmpuint (n_reloaded, ==, 1);
  check (monitor, fixture);
  g_assert_cmpuint (n_reloaded, ==, 1);

  store_close (other);
  g_assert_finalize_object (monitor);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/elsewhere/elsewhere", StoreFixture, "account", store_fixture_set_up, test_elsewhere,
              store_fixture_tear_down);

  return g_test_run ();
}
