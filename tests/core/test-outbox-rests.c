/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for the user's decision is not on its way, nor is what waits behind it: or nobody is told, and the account
 * is held open for ever. */
#include "outbox-fixture.h"

#include "store/pl-outbox-turns.h"

#define KEY_IN_USE \
  "{'operation':'createLink','kind':'status','status':409,'type':'idempotency-key-in-use','times':1}"

static PlBatch *
submit_shared (CoreFixture *fixture,
               guint        n_creates)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (PlBatchDraft) draft = pl_outbox_begin_batch (fixture->outbox, key, "pizzas.csv");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PlBatch *batch;

  for (guint i = 0; i < n_creates; i++)
    {
      g_autofree char *reference = g_strdup_printf ("REF-%u", i);
      g_autoptr (PayrocLinkDraft) link = core_draft_new (reference);
      g_autoptr (PayrocShare) share = core_share_new ();

      g_assert_true (pl_batch_draft_add_create_once (draft, NULL, i + 2, link, share, &error));
    }

  pl_outbox_submit_batch_async (fixture->outbox, draft, NULL, core_keep_result_cb, &result);
  batch = pl_outbox_submit_batch_finish (fixture->outbox, core_await (&result), &error);
  g_assert_no_error (error);

  return batch;
}

static gboolean
ask_any_work (PlConnection *connection,
              gpointer      data,
              GError      **error)
{
  return pl_outbox_turns_has_any (connection, STORE_FIXTURE_ACCOUNT, data, error);
}

/* What a start would tell of. */
static gboolean
has_any (CoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean any = FALSE;

  pl_database_run_async (fixture->store.database, PL_DATABASE_READ, ask_any_work, &any, NULL, NULL,
                         core_keep_result_cb, &result);
  g_assert_true (pl_database_run_finish (fixture->store.database, core_await (&result), &error));
  g_assert_no_error (error);

  return any;
}

static gboolean
rests_cb (gpointer user_data)
{
  return pl_batch_get_rests (user_data);
}

static gboolean
is_finished_cb (gpointer user_data)
{
  return pl_batch_get_finished (user_data);
}

/* One of three links asks, and its mail waits behind it; another was made for another amount. */
static void
test_batch (CoreFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (PlBatch) batch = NULL;
  g_autoptr (PlIntent) asking = NULL;

  pl_test_practice_add_fault (fixture->practice, KEY_IN_USE);
  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'createLink','kind':'replace','text':'4999','by':'1','skip':1}");
  batch = submit_shared (fixture, 3);
  g_assert_true (has_any (fixture));
  g_assert_cmpuint (pl_batch_get_n_going (batch), ==, 6);

  core_fixture_start (fixture);
  core_wait_until (rests_cb, batch);
  g_assert_false (pl_batch_get_finished (batch));
  g_assert_cmpuint (pl_batch_get_n_asking (batch), ==, 1);
  g_assert_cmpuint (pl_batch_count (batch, PL_INTENT_WAITING), ==, 1);
  g_assert_cmpuint (pl_batch_get_n_left (batch), ==, 2);
  g_assert_cmpuint (pl_batch_get_n_going (batch), ==, 0);
  g_assert_cmpuint (pl_batch_get_n_different (batch), ==, 1);
  g_assert_cmpuint (pl_outbox_get_n_going (fixture->outbox), ==, 0);
  g_assert_false (has_any (fixture));

  /* Decided: both go. */
  asking = pl_outbox_find (fixture->outbox, store_query_int (fixture->store.database,
                                                             "SELECT id FROM outbox WHERE state = 2"));
  g_assert_true (core_retry (fixture, asking, NULL));
  core_wait_until (is_finished_cb, batch);
  g_assert_cmpuint (outbox_count_posts (fixture, "shareLink"), ==, 2);
}

/* The same of one link that was asked for alone. */
static void
test_single (CoreFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PayrocShare) share = core_share_new ();
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PlIntent) mail = NULL;

  pl_test_practice_add_fault (fixture->practice, KEY_IN_USE);
  create = core_create (fixture, draft, share, NULL, NULL);
  mail = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (create));
  g_assert_false (pl_outbox_is_left_to_user (fixture->outbox, mail));
  g_assert_cmpuint (pl_outbox_get_n_going (fixture->outbox), ==, 2);

  core_fixture_start (fixture);
  core_settle (fixture, create);
  g_assert_true (pl_intent_needs_decision (create));
  outbox_assert_state (mail, PL_INTENT_WAITING);
  g_assert_true (pl_outbox_is_left_to_user (fixture->outbox, create));
  g_assert_true (pl_outbox_is_left_to_user (fixture->outbox, mail));
  g_assert_cmpuint (pl_outbox_get_n_going (fixture->outbox), ==, 0);
  g_assert_false (has_any (fixture));
}

/* A mail that waits for an edit in doubt must not keep a link from being switched off. */
static void
test_behind_edit (CoreFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PayrocShare) share = core_share_new ();
  g_autoptr (PlIntent) edit = NULL;
  g_autoptr (PlIntent) mail = NULL;
  g_autoptr (PlIntent) off = NULL;

  core_fixture_start (fixture);
  create = core_create_done (fixture, "REF-1", FALSE);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'status','status':409,"
                              "'type':'idempotency-key-in-use','times':1}");
  edit = outbox_edit_description (fixture, pl_intent_get_link (create), share);
  core_settle (fixture, edit);
  g_assert_true (pl_intent_needs_decision (edit));
  mail = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (edit));

  off = core_deactivate (fixture, pl_intent_get_link_id (create));
  core_settle (fixture, off);
  outbox_assert_state (off, PL_INTENT_DONE);
  outbox_assert_state (mail, PL_INTENT_WAITING);
  g_assert_null (pl_outbox_find_before (fixture->outbox, edit));
}

#define ADD(path, function) \
  g_test_add ("/outbox-rests/" path, CoreFixture, NULL, core_fixture_set_up, function, core_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("batch", test_batch);
  ADD ("single", test_single);
  ADD ("behind-edit", test_behind_edit);

  return g_test_run ();
}
