/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other processes, a stop at the wrong moment, a network that comes back and a full disk do to rows. */
#include "outbox-fixture.h"

/* Another process does something to the rows. */
#define ELSEWHERE(state) "UPDATE outbox SET state = " G_STRINGIFY (state) ", finished_at = 1 WHERE kind = "

static gboolean
has_failed_cb (gpointer user_data)
{
  return pl_intent_get_error (user_data) != NULL && pl_intent_get_state (user_data) != PL_INTENT_SENDING;
}

static gboolean
is_late_cb (gpointer user_data)
{
  return g_get_monotonic_time () > *(gint64 *) user_data;
}

static void
wait_ms (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  core_wait_until (is_late_cb, &end);
}

static PlIntent *
load_first (CoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_outbox_load_async (fixture->outbox, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_load_finish (fixture->outbox, core_await (&result), NULL));

  return g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
}

/* Stopped while the row is being claimed: it does not leave, and what was in doubt stays in doubt. */
static void
test_put_back (CoreFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint n_posts;

  core_fixture_start (fixture);
  create = outbox_create_failing (fixture, "cutAfter", FALSE);
  n_posts = outbox_count_posts (fixture, "createLink");
  g_clear_object (&create);
  core_fixture_restart (fixture, FALSE);
  create = load_first (fixture);

  fixture->offset += G_TIME_SPAN_HOUR;
  pl_outbox_start_async (fixture->outbox, NULL, core_keep_result_cb, &result);
  pl_outbox_stop (fixture->outbox);
  pl_outbox_start_finish (fixture->outbox, core_await (&result), NULL);
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_UNSURE);
  g_assert_cmpint (store_query_int (fixture->store.database, "SELECT state FROM outbox"), ==, PL_INTENT_UNSURE);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, n_posts);

  core_fixture_start (fixture);
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static void
test_finished_elsewhere (CoreFixture   *fixture,
                         gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = core_create (fixture, draft, NULL, NULL, NULL);

  store_exec (fixture->store.database, ELSEWHERE (5) "0");
  core_flush (fixture);
  core_wait_until ((gboolean (*) (gpointer)) pl_intent_is_finished, create);
  outbox_assert_state (create, PL_INTENT_DISCARDED);
}

/* A mail for a change that was given up does not go out. */
static void
test_predecessor_discarded_elsewhere (CoreFixture   *fixture,
                                      gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PlIntent) share = NULL;
  g_autoptr (PayrocShare) typed = core_share_new ();

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  pl_outbox_stop (fixture->outbox);
  edit = outbox_edit_description (fixture, pl_intent_get_link (create), typed);
  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (edit));
  store_exec (fixture->store.database, ELSEWHERE (5) "2");

  core_fixture_start (fixture);
  core_settle (fixture, share);
  outbox_assert_state (share, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (share), PL_INTENT_ERROR, PL_INTENT_ERROR_PREDECESSOR);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 0);
}

static gboolean
is_asked_for (gpointer user_data)
{
  return pl_test_practice_count_requests (((CoreFixture *) user_data)->practice, "createLink") > 0;
}

/* The user gives up the mail while the link is on its way, and the link is refused. */
static void
test_waiter_discarded_in_flight (CoreFixture   *fixture,
                                 gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PayrocShare) typed = core_share_new ();
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) share = NULL;
  g_autoptr (GError) error = NULL;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'status','status':400,"
                              "'type':'bad-request','ms':3600000," ALWAYS "}");
  create = core_create (fixture, draft, typed, NULL, NULL);
  share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (create));
  core_wait_until (is_asked_for, fixture);
  g_assert_true (core_discard (fixture, share, &error));
  g_assert_no_error (error);

  pl_test_practice_release (fixture->practice);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_REFUSED);
  outbox_assert_state (share, PL_INTENT_DISCARDED);
}

static void
test_recipients_once (CoreFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) again = NULL;
  g_autoptr (PayrocShare) typed = core_share_new ();

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", TRUE);
  core_flush (fixture);
  again = core_share (fixture, pl_intent_get_link_id (create), typed);
  core_settle (fixture, again);
  outbox_assert_state (again, PL_INTENT_DONE);

  g_assert_cmpint (store_query_int (fixture->store.database,
                                    "SELECT count (*) FROM links WHERE recipients LIKE '%sarah@example.com%'"), ==, 1);
  g_assert_cmpint (store_query_int (fixture->store.database,
                                    "SELECT count (*) FROM links WHERE recipients LIKE '%sarah@%sarah@%'"), ==, 0);
}

/* Failures of a time without a network do not make the waits longer that come after it; and a network that comes and
 * goes does not turn each failure into a request. */
static void
test_network_comes_and_goes (CoreFixture   *fixture,
                             gconstpointer  data)
{
  GNetworkMonitor *network = g_network_monitor_get_default ();
  g_autoptr (PlIntent) create = NULL;
  guint n_posts;
  guint attempts;

  core_fixture_start (fixture);
  create = outbox_create_failing (fixture, "cutBefore", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'cutBefore'," ALWAYS "}");
  for (guint i = 0; i < 6; i++)
    {
      g_assert_true (core_retry (fixture, create, NULL));
      core_settle (fixture, create);
    }

  /* Without a network, or when nothing shall be sent, nothing is. */
  attempts = pl_intent_get_attempts (create);
  n_posts = outbox_count_posts (fixture, "createLink");
  g_signal_emit_by_name (network, "network-changed", FALSE);
  pl_outbox_stop (fixture->outbox);
  g_signal_emit_by_name (network, "network-changed", TRUE);
  core_flush (fixture);
  core_fixture_start (fixture);
  core_flush (fixture);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, n_posts);

  g_signal_emit_by_name (network, "network-changed", TRUE);
  while (pl_intent_get_attempts (create) == attempts)
    g_main_context_iteration (NULL, TRUE);
  core_wait_until (has_failed_cb, create);
  g_assert_cmpint (pl_intent_get_next_attempt_at (create), <, g_get_real_time () + 4 * G_USEC_PER_SEC);

  n_posts = outbox_count_posts (fixture, "createLink");
  g_signal_emit_by_name (network, "network-changed", TRUE);
  wait_ms (300);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, n_posts);
}

/* Who asks for it now does not wait for what Payroc asked for. */
static void
test_retry_ends_rest (CoreFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'status','status':429,"
                              "'retryAfter':300," ALWAYS "}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_WAITING);
  pl_test_practice_clear_faults (fixture->practice);

  g_assert_true (core_retry (fixture, create, NULL));
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
}

/* Payroc asked for a pause: nothing is sent in it, of the others neither, and then it goes on by itself. */
static void
test_rest_ends (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PayrocLinkDraft) another = core_draft_new ("REF-2");
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) other = NULL;
  gint64 until;

  core_fixture_start (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'status','status':429,"
                              "'retryAfter':1," ALWAYS "}");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  pl_test_practice_clear_faults (fixture->practice);
  g_assert_cmpint (pl_outbox_get_rest (fixture->outbox), ==, PL_OUTBOX_REST_ASKED);
  until = pl_outbox_get_rest_until (fixture->outbox);
  g_assert_cmpint (until, >, g_get_real_time ());

  other = core_create (fixture, another, NULL, NULL, NULL);
  core_wait_until ((gboolean (*) (gpointer)) pl_intent_is_finished, other);
  g_assert_cmpint (g_get_real_time (), >=, until);
  g_assert_cmpint (g_get_real_time (), <, until + 3 * G_USEC_PER_SEC);
  outbox_assert_state (other, PL_INTENT_DONE);
  g_assert_cmpint (pl_outbox_get_rest (fixture->outbox), ==, PL_OUTBOX_REST_NONE);
  g_assert_cmpint (pl_outbox_get_rest_until (fixture->outbox), ==, 0);
  core_wait_until ((gboolean (*) (gpointer)) pl_intent_is_finished, create);
}

static gboolean
is_unreachable (gpointer user_data)
{
  return pl_outbox_get_rest (user_data) == PL_OUTBOX_REST_UNREACHABLE;
}

static gboolean
is_all_done (gpointer user_data)
{
  return pl_batch_get_n_done (user_data) == pl_batch_get_n_total (user_data);
}

/* Payroc is not reached: after a few have found that out, one at a time tries again, and the rest only waits. */
static void
test_unreached (CoreFixture   *fixture,
                gconstpointer  data)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (PlBatchDraft) draft = pl_outbox_begin_batch (fixture->outbox, key, NULL);
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint n_tried;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *reference = g_strdup_printf ("REF-%u", i);
      g_autoptr (PayrocLinkDraft) link = core_draft_new (reference);

      g_assert_true (pl_batch_draft_add_create_once (draft, NULL, 0, link, NULL, NULL));
    }

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'cutBefore','times':100000}");
  core_fixture_start (fixture);
  pl_outbox_submit_batch_async (fixture->outbox, draft, NULL, core_keep_result_cb, &result);
  batch = pl_outbox_submit_batch_finish (fixture->outbox, core_await (&result), NULL);
  core_wait_until (is_unreachable, fixture->outbox);
  /* And no others are tried. */
  wait_ms (500);
  g_assert_cmpint (pl_outbox_get_rest (fixture->outbox), ==, PL_OUTBOX_REST_UNREACHABLE);
  n_tried = (guint) store_query_int (fixture->store.database, "SELECT count (*) FROM outbox WHERE attempts > 0");
  g_assert_cmpuint (n_tried, <=, 8);

  /* The user wants it now. */
  pl_test_practice_clear_faults (fixture->practice);
  pl_outbox_hurry (fixture->outbox);
  core_wait_until (is_all_done, batch);
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, 50);
  g_assert_cmpint (pl_outbox_get_rest (fixture->outbox), ==, PL_OUTBOX_REST_NONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 50);
}

/* What was asked can be opened again, of each kind its own; and a second click tells what the first one brought. */
static void
test_edit_again (CoreFixture   *fixture,
                 gconstpointer  data)
{
  const gboolean ignored = data != NULL;
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PayrocLinkDraft) wanted = NULL;
  g_autoptr (PayrocLinkEdit) change = NULL;
  g_autoptr (PayrocLinkEdit) asked = NULL;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  g_assert_null (pl_intent_create_edit (create));
  if (ignored)
    pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'ignoreEdit'}");
  wanted = payroc_link_draft_new_from_link (pl_intent_get_link (create));
  payroc_link_draft_set_description (wanted, "Small Pepperoni Pizza");
  change = payroc_link_edit_new (pl_intent_get_link (create), wanted);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      pl_outbox_edit_async (fixture->outbox, pl_intent_get_link (create), change, NULL, key, NULL, core_keep_result_cb,
                            &result);
      g_clear_object (&edit);
      edit = pl_outbox_submit_finish (fixture->outbox, core_await (&result), NULL);
      core_settle (fixture, edit);
      outbox_assert_state (edit, PL_INTENT_DONE);
      g_assert_cmpint (pl_intent_get_ignored (edit) != NULL, ==, ignored);
      /* Seen; so that the second time the row is read. */
      pl_outbox_dismiss (fixture->outbox, pl_intent_get_id (edit));
    }

  asked = pl_intent_create_edit (edit);
  g_assert_nonnull (asked);
  g_assert_null (pl_intent_create_draft (edit));
  g_assert_null (pl_intent_create_share (edit));
  g_assert_cmpuint (outbox_count_posts (fixture, "editLink"), ==, 1);
}

/* Tests have no quarter of an hour. */
static void
test_wait_scale (CoreFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;

  pl_outbox_set_wait_scale (fixture->outbox, 0.01);
  core_fixture_start (fixture);
  create = outbox_create_failing (fixture, "cutBefore", FALSE);
  g_assert_cmpint (pl_intent_get_next_attempt_at (create), <, g_get_real_time () + G_USEC_PER_SEC);
}

/* A disk that empties in time gets all of the result. */
static void
test_full_disk (CoreFixture   *fixture,
                gconstpointer  data)
{
  PlDatabase *database = fixture->store.database;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;
  g_autofree char *limit = NULL;

  core_fixture_start (fixture);
  store_exec (database, "CREATE TABLE filler (bytes BLOB)");
  store_exec (database, "CREATE TRIGGER fill BEFORE INSERT ON links"
                        " BEGIN INSERT INTO filler VALUES (zeroblob (100000)); END");
  limit = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT,
                           store_query_int (database, "PRAGMA page_count") + 4);
  store_query_int (database, limit);

  create = core_create (fixture, draft, NULL, NULL, NULL);
  while (pl_test_practice_count_links (fixture->practice) == 0)
    g_main_context_iteration (NULL, FALSE);
  wait_ms (300);
  outbox_assert_state (create, PL_INTENT_SENDING);
  store_query_int (database, "PRAGMA max_page_count = 1000000");

  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM links"), ==, 1);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 1);
}

#define ADD(path, func) ADD_WITH (path, NULL, func)
#define ADD_WITH(path, data, func) \
  g_test_add ("/outbox-turns/" path, CoreFixture, data, set_up, func, core_fixture_tear_down)

static void
set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, NULL);
}

static gboolean
has_eleven_cb (gpointer user_data)
{
  return pl_batch_get_n_done (user_data) >= 11;
}

/* One request that takes its time keeps nobody from seeing what of a batch is done beside it. */
static void
test_slow_one (CoreFixture   *fixture,
               gconstpointer  data)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (PlBatchDraft) draft = pl_outbox_begin_batch (fixture->outbox, key, "pizzas.csv");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *reference = g_strdup_printf ("REF-%u", i);
      g_autoptr (PayrocLinkDraft) link = core_draft_new (reference);

      pl_batch_draft_add_create_once (draft, NULL, i + 2, link, NULL, &error);
      g_assert_no_error (error);
    }
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD "}");
  core_fixture_start (fixture);
  pl_outbox_submit_batch_async (fixture->outbox, draft, NULL, core_keep_result_cb, &result);
  batch = pl_outbox_submit_batch_finish (fixture->outbox, core_await (&result), &error);
  g_assert_no_error (error);

  core_wait_until (has_eleven_cb, batch);
  g_assert_cmpuint (pl_batch_get_n_done (batch), ==, 11);
  /* Nobody waits for the last one. */
  pl_test_practice_kill (fixture->practice);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("slow-one", test_slow_one);
  ADD ("put-back", test_put_back);
  ADD ("finished-elsewhere", test_finished_elsewhere);
  ADD ("predecessor-discarded-elsewhere", test_predecessor_discarded_elsewhere);
  ADD ("waiter-discarded-in-flight", test_waiter_discarded_in_flight);
  ADD ("recipients-once", test_recipients_once);
  ADD ("network-comes-and-goes", test_network_comes_and_goes);
  ADD ("retry-ends-rest", test_retry_ends_rest);
  ADD ("edit-again", test_edit_again);
  ADD_WITH ("edit-again/ignored", "ignored", test_edit_again);
  ADD ("wait-scale", test_wait_scale);
  ADD ("rest-ends", test_rest_ends);
  ADD ("unreached", test_unreached);
  ADD ("full-disk", test_full_disk);

  return g_test_run ();
}
