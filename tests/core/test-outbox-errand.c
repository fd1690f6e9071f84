/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of an attempt is written down, however long the store refuses it; and a stop does not wait for that. */
#include "outbox-fixture.h"

#include "core/outbox/pl-outbox-errand.h"
#include "core/outbox/pl-outbox-scan.h"

#define REFUSE "CREATE TRIGGER no BEFORE UPDATE ON outbox WHEN NEW.owner IS NULL" \
               " BEGIN SELECT RAISE (ABORT, 'no'); END"
#define ALLOW "DROP TRIGGER no"

typedef struct
{
  CoreFixture    core;
  PlOutboxClaim *claim;
  GCancellable  *stopping;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlOutboxScan) scan = NULL;
  gint64 later;

  core_fixture_set_up (&fixture->core, NULL);
  g_object_unref (core_create (&fixture->core, draft, NULL, NULL, NULL));
  later = g_get_real_time () + G_TIME_SPAN_SECOND;
  scan = pl_outbox_scan_new (fixture->core.store.database, STORE_FIXTURE_ACCOUNT, later, 1);
  store_write (fixture->core.store.database, pl_outbox_scan_work, scan);
  g_assert_cmpuint (scan->claims->len, ==, 1);
  fixture->claim = pl_outbox_claim_copy (g_ptr_array_index (scan->claims, 0));
  fixture->stopping = g_cancellable_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pl_outbox_claim_free (fixture->claim);
  g_clear_object (&fixture->stopping);
  core_fixture_tear_down (&fixture->core, NULL);
}

/* Nothing is sent: the row goes back as it was. */
static void
run_errand (Fixture       *fixture,
            GCancellable  *stopping,
            GAsyncResult **result)
{
  const PlOutboxErrandSetup setup = {
    .client = fixture->core.client,
    .database = fixture->core.store.database,
    .terminal = pl_test_practice_get_terminal (fixture->core.practice),
    .clock = pl_clock_read_system,
    .wait_scale = 1.0,
    .put_back = TRUE,
  };

  pl_outbox_errand_run_async (&setup, fixture->claim, stopping, NULL, core_keep_result_cb, result);
}

static gboolean
is_put_back_cb (gpointer user_data)
{
  return store_query_int (user_data, "SELECT state FROM outbox") == PL_INTENT_WAITING;
}

static void
run_for (guint ms)
{
  const gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
test_written (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlOutboxReport) report = NULL;

  run_errand (fixture, fixture->stopping, &result);
  report = pl_outbox_errand_run_finish (core_await (&result));
  g_assert_true (report->written);
  g_assert_false (report->sent);
  g_assert_cmpint (report->verdict->row->state, ==, PL_INTENT_WAITING);
  g_assert_true (is_put_back_cb (fixture->core.store.database));
}

/* Tried again, until it is written. */
static void
test_refused_once (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlOutboxReport) report = NULL;

  store_exec (fixture->core.store.database, REFUSE);
  run_errand (fixture, fixture->stopping, &result);
  run_for (300);
  g_assert_null (result);
  store_exec (fixture->core.store.database, ALLOW);
  report = pl_outbox_errand_run_finish (core_await (&result));
  g_assert_true (report->written);
}

/* The store refuses, and the outbox stops, before or meanwhile: whoever stops is told at once, and it is written behind
 * its back when it can be. */
static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  const gboolean before = data != NULL;
  PlDatabase *database = fixture->core.store.database;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlOutboxReport) report = NULL;
  gint64 start;

  store_exec (database, REFUSE);
  if (before)
    {
      run_errand (fixture, NULL, &result);
    }
  else
    {
      run_errand (fixture, fixture->stopping, &result);
      run_for (200);
      g_assert_null (result);
      g_cancellable_cancel (fixture->stopping);
    }

  start = g_get_monotonic_time ();
  report = pl_outbox_errand_run_finish (core_await (&result));
  /* It would go on for as long as the disk is full. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_TIME_SPAN_SECOND);
  g_assert_false (report->written);
  g_assert_null (report->verdict);

  run_for (1200);
  g_assert_false (is_put_back_cb (database));
  store_exec (database, ALLOW);
  core_wait_until (is_put_back_cb, database);
}

/* Somebody believed us dead and has the row: it is theirs. */
static void
test_taken (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlOutboxReport) report = NULL;

  store_exec (fixture->core.store.database, "UPDATE outbox SET owner = 'somebody'");
  run_errand (fixture, fixture->stopping, &result);
  report = pl_outbox_errand_run_finish (core_await (&result));
  g_assert_false (report->written);
  g_assert_nonnull (report->verdict);
  g_assert_cmpint (store_query_int (fixture->core.store.database,
                                    "SELECT owner = 'somebody' AND state = 1 FROM outbox"), ==, 1);
}

#define ADD(path, data, func) g_test_add ("/outbox-errand/" path, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("written", NULL, test_written);
  ADD ("refused-once", NULL, test_refused_once);
  ADD ("stopped/meanwhile", NULL, test_stopped);
  ADD ("stopped/before", "before", test_stopped);
  ADD ("taken", NULL, test_taken);

  return g_test_run ();
}
