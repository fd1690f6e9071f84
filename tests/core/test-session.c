/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever keeps an account from Payroc is told apart, mended, and loses nothing. */
#include "workspace-fixture.h"

#include <signal.h>

#include "core/session/pl-session-private.h"

static gboolean
is_done_cb (gpointer user_data)
{
  return pl_intent_get_state (user_data) == PL_INTENT_DONE;
}

static gboolean
is_ready_again_cb (gpointer user_data)
{
  return pl_session_get_state (user_data) == PL_SESSION_READY;
}

static gboolean
is_refused_cb (gpointer user_data)
{
  return pl_session_get_state (user_data) == PL_SESSION_KEY_REFUSED;
}

static gboolean
is_not_ready_cb (gpointer user_data)
{
  return pl_session_get_state (user_data) != PL_SESSION_READY;
}

static void
test_ready_from_keyring (WorkspaceFixture *fixture,
                         gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = NULL;
  g_autoptr (PlSession) same = NULL;
  g_autoptr (PlIntent) intent = NULL;

  session = pl_workspace_open_session (fixture->workspace, account);
  g_assert_cmpint (pl_session_get_state (session), ==, PL_SESSION_OPENING);
  same = pl_workspace_open_session (fixture->workspace, account);
  g_assert_true (session == same);
  g_clear_object (&same);

  workspace_assert_ready (session, PL_SESSION_READY);
  intent = workspace_create (session, "A");
  workspace_settle (session, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
  /* The token of the connecting was kept. */
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "authorize"), ==, 1);
}

static void
test_stored_only (WorkspaceFixture *fixture,
                  gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_stored (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;

  workspace_assert_ready (session, PL_SESSION_OPENING);
  intent = workspace_create (session, "A");
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_WAITING);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 0);

  g_object_unref (pl_workspace_open_session (fixture->workspace, account));
  core_wait_until (is_done_cb, intent);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static void
test_key_missing (WorkspaceFixture *fixture,
                  gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = NULL;
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) error = NULL;

  workspace_forget_key (account);
  workspace_reopen (fixture);
  g_object_unref (account);
  account = pl_workspace_find_account (fixture->workspace, "Shop");
  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_KEY_MISSING);
  g_assert_null (pl_session_get_error (session));

  intent = workspace_create (session, "Offline");
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_WAITING);

  g_assert_false (workspace_replace_key (session, "wrong", FALSE, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED);
  workspace_assert_field (error, "apiKey", PAYROC_FIELD_REASON_SERVER);
  g_clear_error (&error);
  g_assert_cmpint (pl_session_get_state (session), ==, PL_SESSION_KEY_MISSING);

  workspace_replace_key (session, "  " WORKSPACE_KEY "\n", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pl_session_get_state (session), ==, PL_SESSION_READY);
  core_wait_until (is_done_cb, intent);

  /* It is kept. */
  g_clear_object (&session);
  g_clear_object (&intent);
  workspace_reopen (fixture);
  g_clear_object (&account);
  account = pl_workspace_find_account (fixture->workspace, "Shop");
  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);
}

static void
test_key_refused (WorkspaceFixture *fixture,
                  gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) error = NULL;

  workspace_assert_ready (session, PL_SESSION_READY);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'authorize','kind':'status','status':401,"
                              "'type':'not-authorized','times':50}");
  pl_test_practice_expire_tokens (fixture->practice);

  intent = workspace_create (session, "Kept");
  core_wait_until (is_refused_cb, session);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 0);
  g_assert_false (pl_intent_is_finished (intent));

  pl_test_practice_clear_faults (fixture->practice);
  workspace_replace_key (session, WORKSPACE_KEY, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (pl_account_get_session_only (account));
  core_wait_until (is_done_cb, intent);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static void
test_keyring_fails_at_replacing (WorkspaceFixture *fixture,
                                 gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) error = NULL;

  workspace_assert_ready (session, PL_SESSION_READY);
  workspace_break_keyring ();
  g_assert_false (workspace_replace_key (session, WORKSPACE_KEY, FALSE, &error));
  g_assert_true (error->domain == PL_STORE_ERROR);
  workspace_mend_keyring ();

  /* What was there goes on. */
  g_assert_cmpint (pl_session_get_state (session), ==, PL_SESSION_READY);
  intent = workspace_create (session, "A");
  workspace_settle (session, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
}

static void
test_key_of_no_shape (WorkspaceFixture *fixture,
                      gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (GError) error = NULL;
  guint before = pl_test_practice_count_requests (fixture->practice, NULL);

  g_assert_false (workspace_replace_key (session, "a b", FALSE, &error));
  workspace_assert_field (error, "apiKey", PAYROC_FIELD_REASON_MALFORMED);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, NULL), ==, before);
}

static void
test_ready_cancelled (WorkspaceFixture *fixture,
                      gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_session_ready_async (session, cancellable, core_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_false (pl_session_ready_finish (session, core_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  workspace_assert_ready (session, PL_SESSION_READY);
}

/* Who waits is told, nothing leaves any more, and what was accepted is kept. */
static void
test_closed (WorkspaceFixture *fixture,
             gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_session_ready_async (session, NULL, core_keep_result_cb, &result);
  pl_session_close (session);
  g_assert_false (pl_session_ready_finish (session, core_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  pl_session_connect_to_payroc (session);
  g_assert_cmpint (pl_session_get_state (session), !=, PL_SESSION_READY);
  g_clear_object (&result);
  g_clear_object (&session);

  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);
  g_assert_null (pl_session_get_error (session));
  pl_session_close (session);
  intent = workspace_create (session, "Kept");
  workspace_settle (session, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_WAITING);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 0);
}

/* An outbox that cannot be read is an error, not an empty one. */
static void
test_outbox_unreadable (WorkspaceFixture *fixture,
                        gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_stored (fixture->workspace, account);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  workspace_assert_ready (session, PL_SESSION_OPENING);
  store_exec (pl_session_get_database (session), "ALTER TABLE outbox RENAME TO outbox_gone");
  g_clear_object (&session);

  session = pl_workspace_open_stored (fixture->workspace, account);
  pl_session_ready_async (session, NULL, core_keep_result_cb, &result);
  g_assert_false (pl_session_ready_finish (session, core_await (&result), &error));
  g_assert_true (error->domain == PL_STORE_ERROR);
}

static gboolean
is_being_made (gpointer user_data)
{
  return pl_test_practice_count_requests (((WorkspaceFixture *) user_data)->practice, "createLink") > 0;
}

static gboolean
has_nothing_waiting (gpointer user_data)
{
  GListModel *intents = G_LIST_MODEL (pl_session_get_outbox (user_data));

  for (guint i = 0; i < g_list_model_get_n_items (intents); i++)
    {
      g_autoptr (PlIntent) each = g_list_model_get_item (intents, i);

      if (!pl_intent_is_finished (each))
        return FALSE;
    }

  return TRUE;
}

/* The merchant opens another account while a link is on its way; then comes back. */
static void
test_switch_while_sending (WorkspaceFixture *fixture,
                           gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlAccount) practice = workspace_try_out (fixture);
  g_autoptr (PlSession) other = NULL;
  PlSession *session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;

  workspace_assert_ready (session, PL_SESSION_READY);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD "}");
  intent = workspace_create (session, "A");
  core_wait_until (is_being_made, fixture);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_SENDING);
  g_clear_object (&intent);
  g_assert_finalize_object (session);

  other = pl_workspace_open_session (fixture->workspace, practice);
  workspace_assert_ready (other, PL_SESSION_READY);
  g_clear_object (&other);
  pl_test_practice_release (fixture->practice);

  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);
  core_wait_until (has_nothing_waiting, session);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  g_object_unref (session);
}

static void
test_practice_server_dies (WorkspaceFixture *fixture,
                           gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_try_out (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) before = NULL;
  g_autoptr (PlIntent) after = NULL;
  g_autoptr (PlTestPractice) joined = NULL;
  g_autofree char *state = g_build_filename (fixture->directory, "practice", NULL);

  workspace_assert_ready (session, PL_SESSION_READY);
  before = workspace_create (session, "Before");
  workspace_settle (session, before);

  joined = pl_test_practice_new ("--state", state, NULL);
  g_assert_true (pl_test_practice_get_was_running (joined));
  g_assert_no_errno (kill (pl_test_practice_get_pid (joined), SIGKILL));

  core_wait_until (is_not_ready_cb, session);
  core_wait_until (is_ready_again_cb, session);
  after = workspace_create (session, "After");
  core_wait_until (is_done_cb, after);
}

static void
test_find (WorkspaceFixture *fixture,
           gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GAsyncResult) by_reference = NULL;
  g_autoptr (GAsyncResult) by_id = NULL;
  g_autoptr (GAsyncResult) by_query = NULL;
  g_autoptr (GAsyncResult) people = NULL;
  g_autoptr (GAsyncResult) missing = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GPtrArray) matching = NULL;
  g_autoptr (GPtrArray) recipients = NULL;
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GError) error = NULL;
  PlLinkQuery query = { .search = "NEEDLE" };
  g_autoptr (GArray) statuses = NULL;
  guint n_matching;

  workspace_assert_ready (session, PL_SESSION_READY);
  intent = workspace_create (session, "Needle");
  workspace_settle (session, intent);

  pl_session_find_reference_async (session, "Needle", NULL, core_keep_result_cb, &by_reference);
  links = pl_session_find_reference_finish (session, core_await (&by_reference), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (links->len, ==, 1);

  pl_session_find_link_async (session, pl_intent_get_link_id (intent), NULL, core_keep_result_cb, &by_id);
  link = pl_session_find_link_finish (session, core_await (&by_id), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (payroc_link_get_reference (link), ==, "Needle");

  pl_session_find_links_async (session, &query, 0, NULL, core_keep_result_cb, &by_query);
  matching = pl_session_find_links_finish (session, core_await (&by_query), &statuses, &n_matching, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (matching->len, ==, 1);
  g_assert_cmpuint (n_matching, ==, 1);
  g_assert_cmpint (g_array_index (statuses, PayrocLinkStatus, 0), ==, PAYROC_LINK_STATUS_ACTIVE);

  pl_session_find_people_async (session, "S", 5, NULL, core_keep_result_cb, &people);
  recipients = pl_session_find_people_finish (session, core_await (&people), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recipients->len, ==, 0);

  pl_session_find_link_async (session, "ZZZZZZZZZZ", NULL, core_keep_result_cb, &missing);
  g_assert_null (pl_session_find_link_finish (session, core_await (&missing), &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND);
}

#define ADD(path, function) \
  g_test_add ("/session/" path, WorkspaceFixture, NULL, workspace_set_up, function, workspace_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  workspace_use_keyring_file ();

  ADD ("ready-from-keyring", test_ready_from_keyring);
  ADD ("stored-only", test_stored_only);
  ADD ("key-missing", test_key_missing);
  ADD ("key-refused", test_key_refused);
  ADD ("keyring-fails-at-replacing", test_keyring_fails_at_replacing);
  ADD ("key-of-no-shape", test_key_of_no_shape);
  ADD ("ready-cancelled", test_ready_cancelled);
  ADD ("closed", test_closed);
  ADD ("outbox-unreadable", test_outbox_unreadable);
  ADD ("switch-while-sending", test_switch_while_sending);
  ADD ("practice-server-dies", test_practice_server_dies);
  ADD ("find", test_find);

  return g_test_run ();
}
