/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session ends in mid-work: nobody waits for ever for what goes on elsewhere or later, and no row is left in nobody's
 * hands. */
#include "outbox-fixture.h"

static gboolean
give_away (PlConnection *connection,
           gpointer      data,
           GError      **error)
{
  PlStatement *statement = pl_connection_prepare (connection, "UPDATE outbox SET state = 1, owner = ?", error);

  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, data);

  return pl_statement_run (statement, NULL, error);
}

static gboolean
is_sending (gpointer user_data)
{
  return pl_intent_get_state (user_data) == PL_INTENT_SENDING;
}

/* Another process (here: another who has the folder open) has the row in hand, and goes on having it. */
static void
test_elsewhere (CoreFixture   *fixture,
                gconstpointer  data)
{
  const gboolean start = data != NULL;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (GAsyncResult) flushed = NULL;
  g_autoptr (GError) error = NULL;
  PlDatabase *elsewhere = store_open (fixture->store.directory, &error);

  g_assert_no_error (error);
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  store_write (fixture->store.database, give_away, (gpointer) pl_database_get_owner (elsewhere));

  if (start)
    core_fixture_start (fixture);
  pl_outbox_settle_async (fixture->outbox, create, NULL, core_keep_result_cb, &settled);
  pl_outbox_flush_async (fixture->outbox, NULL, core_keep_result_cb, &flushed);
  pl_outbox_load_async (fixture->outbox, NULL, core_keep_result_cb, &loaded);
  core_await (&loaded);
  core_wait_until (is_sending, create);

  if (start)
    {
      g_assert_null (settled);
      g_assert_null (flushed);
      pl_outbox_stop (fixture->outbox);
    }

  g_assert_true (pl_outbox_settle_finish (fixture->outbox, core_await (&settled), &error));
  g_assert_no_error (error);
  g_assert_true (pl_outbox_flush_finish (fixture->outbox, core_await (&flushed), &error));
  g_assert_no_error (error);
  outbox_assert_state (create, PL_INTENT_SENDING);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 0);

  store_close (elsewhere);
}

/* The work is done, the disk does not take it, and just then the key is refused: this very process is there to write it
 * when the disk can, and sends nothing twice. */
static void
test_not_written (CoreFixture   *fixture,
                  gconstpointer  data)
{
  PlDatabase *database = fixture->store.database;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  store_exec (database, "CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 3"
                        " BEGIN SELECT RAISE (ABORT, 'no'); END");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  while (pl_test_practice_count_links (fixture->practice) == 0)
    g_main_context_iteration (NULL, FALSE);

  pl_outbox_stop (fixture->outbox);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_SENDING);

  store_exec (database, "DROP TRIGGER full");
  core_fixture_start (fixture);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (outbox_count_posts (fixture, "createLink"), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

/* And when the database closes meanwhile, it is finished by the next one who opens it. */
static void
test_not_written_closed (CoreFixture   *fixture,
                         gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  store_exec (fixture->store.database, "CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 3"
                                       " BEGIN SELECT RAISE (ABORT, 'no'); END");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  while (pl_test_practice_count_links (fixture->practice) == 0)
    g_main_context_iteration (NULL, FALSE);

  g_clear_object (&create);
  core_fixture_restart (fixture, FALSE);
  store_exec (fixture->store.database, "DROP TRIGGER full");
  core_fixture_start (fixture);
  core_flush (fixture);
  create = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static gboolean
was_refused (gpointer user_data)
{
  return outbox_count_posts (user_data, "authorize") > 0;
}

/* A key is refused, the disk does not take that, and the session ends: what a request of then met is nothing that those
 * of now have to wait for. */
static void
test_refused_before (CoreFixture   *fixture,
                     gconstpointer  data)
{
  PayrocAuthenticator *authenticator = payroc_client_get_authenticator (fixture->client);
  PlDatabase *database = fixture->store.database;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;
  gint64 began;

  payroc_authenticator_set_api_key (authenticator, "wrong");
  core_fixture_start (fixture);
  store_exec (database, "CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN OLD.state = 1"
                        " BEGIN SELECT RAISE (ABORT, 'no'); END");
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_wait_until (was_refused, fixture);
  for (began = g_get_monotonic_time (); g_get_monotonic_time () - began < 200 * G_TIME_SPAN_MILLISECOND;)
    g_main_context_iteration (NULL, FALSE);

  /* That is told at once, written or not. */
  g_assert_true (pl_outbox_get_paused (fixture->outbox));
  pl_outbox_stop (fixture->outbox);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_SENDING);

  payroc_authenticator_set_api_key (authenticator, pl_test_practice_get_api_key (fixture->practice));
  store_exec (database, "DROP TRIGGER full");
  core_fixture_start (fixture);
  g_assert_false (pl_outbox_get_paused (fixture->outbox));
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static void
set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, NULL);
}

#define ADD(path, data, func) g_test_add ("/outbox-stop/" path, CoreFixture, data, set_up, func, core_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("elsewhere/stopped", "start", test_elsewhere);
  ADD ("elsewhere/never-started", NULL, test_elsewhere);
  ADD ("not-written", NULL, test_not_written);
  ADD ("not-written/closed", NULL, test_not_written_closed);
  ADD ("refused-before", NULL, test_refused_before);

  return g_test_run ();
}
