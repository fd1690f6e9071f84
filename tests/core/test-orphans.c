/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes whose account is gone are found, sent by another account once, or given up; others are not touched. */
#include "workspace-fixture.h"

static GPtrArray *
find_orphans (WorkspaceFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *orphans;

  pl_workspace_find_orphans_async (fixture->workspace, NULL, core_keep_result_cb, &result);
  orphans = pl_workspace_find_orphans_finish (fixture->workspace, core_await (&result), &error);
  g_assert_no_error (error);

  return orphans;
}

/* A change of the shop that no account has: the row is there, its account is not. */
static void
lose_account (WorkspaceFixture *fixture)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_stored (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;

  workspace_assert_ready (session, PL_SESSION_OPENING);
  intent = workspace_create (session, "Stray");
  store_exec (pl_session_get_database (session), "DELETE FROM accounts");
  g_clear_object (&intent);
  g_clear_object (&session);
  workspace_reopen (fixture);
}

static gboolean
is_done_cb (gpointer user_data)
{
  g_autoptr (PlIntent) intent = g_list_model_get_item (user_data, 0);

  return intent != NULL && pl_intent_get_state (intent) == PL_INTENT_DONE;
}

static void
test_adopt_orphans (WorkspaceFixture *fixture,
                    gconstpointer     data)
{
  g_autoptr (GPtrArray) orphans = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (PlSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  left = find_orphans (fixture);
  g_assert_cmpuint (left->len, ==, 0);
  g_clear_pointer (&left, g_ptr_array_unref);

  lose_account (fixture);
  account = workspace_connect_shop (fixture);
  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);

  orphans = find_orphans (fixture);
  g_assert_cmpuint (orphans->len, ==, 1);
  g_assert_cmpstr (pl_intent_get_reference (orphans->pdata[0]), ==, "Stray");
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 0);

  pl_workspace_adopt_orphans_async (fixture->workspace, session, core_keep_result_cb, &result);
  g_assert_true (pl_workspace_adopt_orphans_finish (fixture->workspace, core_await (&result), &error));
  g_assert_no_error (error);
  core_wait_until (is_done_cb, pl_session_get_outbox (session));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  left = find_orphans (fixture);
  g_assert_cmpuint (left->len, ==, 0);
}

static void
test_discard_orphans (WorkspaceFixture *fixture,
                      gconstpointer     data)
{
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (PlSession) session = NULL;
  g_autoptr (PlIntent) own = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lose_account (fixture);
  account = workspace_connect_shop (fixture);
  session = pl_workspace_open_stored (fixture->workspace, account);
  own = workspace_create (session, "Own");

  pl_workspace_discard_orphans_async (fixture->workspace, core_keep_result_cb, &result);
  g_assert_true (pl_workspace_discard_orphans_finish (fixture->workspace, core_await (&result), &error));
  g_assert_no_error (error);
  left = find_orphans (fixture);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_cmpint (store_query_int (pl_session_get_database (session),
                                    "SELECT count (*) FROM outbox WHERE reference = 'Stray' AND state = 5"), ==, 1);

  /* What is somebody's is not touched. */
  g_assert_cmpint (store_query_int (pl_session_get_database (session),
                                    "SELECT count (*) FROM outbox WHERE reference = 'Own' AND state = 0"), ==, 1);
}

#define ADD(path, function) \
  g_test_add ("/orphans/" path, WorkspaceFixture, NULL, workspace_set_up, function, workspace_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  workspace_use_keyring_file ();

  ADD ("adopt", test_adopt_orphans);
  ADD ("discard", test_discard_orphans);

  return g_test_run ();
}
