/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session waits for what it needs, tells nobody after its end, and asks the keyring again before the merchant. */
#include "workspace-fixture.h"

#include "core/session/pl-session-private.h"

#define OLD_KEY "key-of-last-year"

static void
count_cb (PlAccess *access,
          guint    *count)
{
  *count += 1;
}

static void
note_state_cb (PlSession  *session,
               GParamSpec *pspec,
               GString    *states)
{
  g_string_append_printf (states, "%d;", pl_session_get_state (session));
}

static void
assert_states (GString    *states,
               const char *format,
               ...)
{
  g_autofree char *expected = NULL;
  va_list arguments;

  va_start (arguments, format);
  expected = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_assert_cmpstr (states->str, ==, expected);
}

static gboolean
is_refused_cb (gpointer user_data)
{
  return pl_session_get_state (user_data) == PL_SESSION_KEY_REFUSED;
}

static gboolean
is_ready_cb (gpointer user_data)
{
  return pl_session_get_state (user_data) == PL_SESSION_READY;
}

static gboolean
is_idle_cb (gpointer user_data)
{
  return !pl_access_get_busy (user_data);
}

static gboolean
is_done_cb (gpointer user_data)
{
  return pl_intent_get_state (user_data) == PL_INTENT_DONE;
}

/* A session of the shop that has an intent waiting, as the next start finds it. */
static PlAccount *
leave_work_behind (WorkspaceFixture *fixture)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_stored (fixture->workspace, account);
  g_autofree char *id = g_strdup (pl_account_get_id (account));
  g_autoptr (PlIntent) intent = workspace_create (session, "A");

  g_clear_object (&intent);
  g_clear_object (&session);
  workspace_reopen (fixture);

  return pl_workspace_find_account (fixture->workspace, id);
}

static void
test_waits_for_the_rows (WorkspaceFixture *fixture,
                         gconstpointer     data)
{
  g_autoptr (PlAccount) account = leave_work_behind (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_stored (fixture->workspace, account);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pl_session_get_outbox (session))), ==, 0);
  workspace_assert_ready (session, PL_SESSION_OPENING);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pl_session_get_outbox (session))), ==, 1);
}

static void
test_waits_for_the_start (WorkspaceFixture *fixture,
                          gconstpointer     data)
{
  g_autoptr (PlAccount) account = leave_work_behind (fixture);
  g_autoptr (PlSession) session = NULL;
  g_autoptr (PlIntent) intent = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD "}");
  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);
  intent = g_list_model_get_item (G_LIST_MODEL (pl_session_get_outbox (session)), 0);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_SENDING);
  pl_test_practice_release (fixture->practice);
  core_wait_until (is_done_cb, intent);
}

/* A state that stands on show while it is looked into again is no answer yet. */
static void
test_waits_for_the_answer (WorkspaceFixture *fixture,
                           gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autofree char *id = g_strdup (pl_account_get_id (account));
  g_autoptr (PlSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  workspace_forget_key (account);
  g_clear_object (&account);
  workspace_reopen (fixture);
  account = pl_workspace_find_account (fixture->workspace, id);
  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_KEY_MISSING);
  g_assert_true (is_idle_cb (pl_session_get_access (session)));

  workspace_put_key (account, WORKSPACE_KEY);
  pl_session_unlock_async (session, NULL, core_keep_result_cb, &result);
  g_assert_cmpint (pl_session_get_state (session), ==, PL_SESSION_KEY_MISSING);
  g_assert_true (pl_access_get_busy (pl_session_get_access (session)));
  g_assert_true (pl_session_unlock_finish (session, core_await (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (pl_session_get_state (session), ==, PL_SESSION_READY);
  g_assert_false (pl_access_get_busy (pl_session_get_access (session)));
}

/* The key is looked up once, and it is told once that it is there. */
static void
test_opened_twice (WorkspaceFixture *fixture,
                   gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  PlAccess *access = pl_session_get_access (session);
  guint n_changes = 0;

  g_signal_connect (access, "changed", G_CALLBACK (count_cb), &n_changes);
  pl_session_connect_to_payroc (session);
  pl_access_open (access, FALSE);
  workspace_assert_ready (session, PL_SESSION_READY);
  g_assert_cmpuint (n_changes, ==, 1);

  /* And once it is there, no more. */
  pl_access_open (access, TRUE);
  g_assert_false (pl_access_get_busy (access));
  g_assert_cmpuint (n_changes, ==, 1);
  g_signal_handlers_disconnect_by_func (access, count_cb, &n_changes);
}

static void
test_practice_opened_twice (WorkspaceFixture *fixture,
                            gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_try_out (fixture);
  g_autoptr (PlSession) session = NULL;
  PlAccess *access;
  guint n_changes = 0;

  /* Without the server that trying out has started. */
  g_clear_object (&account);
  workspace_reopen (fixture);
  account = workspace_try_out (fixture);
  session = pl_workspace_open_session (fixture->workspace, account);
  access = pl_session_get_access (session);
  g_signal_connect (access, "changed", G_CALLBACK (count_cb), &n_changes);
  pl_access_open (access, FALSE);
  g_assert_cmpuint (n_changes, ==, 0);
  workspace_assert_ready (session, PL_SESSION_READY);
  g_assert_cmpuint (n_changes, ==, 1);
  g_signal_handlers_disconnect_by_func (access, count_cb, &n_changes);
}

/* Closed while the keyring or the practice server is asked: the answer changes nothing and is told to nobody. */
static void
test_closed_while_busy (WorkspaceFixture *fixture,
                        gconstpointer     data)
{
  g_autoptr (PlAccount) shop = workspace_connect_shop (fixture);
  g_autoptr (PlAccount) practice = workspace_try_out (fixture);
  PlAccount *accounts[] = { shop, practice };

  workspace_reopen (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (PlAccount) account = pl_workspace_find_account (fixture->workspace, pl_account_get_id (accounts[i]));
      g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
      PlAccess *access = g_object_ref (pl_session_get_access (session));
      guint n_changes = 0;

      g_assert_true (pl_access_get_busy (access));
      g_signal_connect (access, "changed", G_CALLBACK (count_cb), &n_changes);
      pl_session_close (session);
      g_assert_false (pl_access_get_busy (access));
      pl_access_close (access);
      pl_access_open (access, TRUE);
      g_assert_false (pl_access_get_busy (access));

      /* Whatever was under way has ended when nothing holds it any more. */
      g_clear_object (&session);
      g_object_add_weak_pointer (G_OBJECT (access), (gpointer *) &access);
      g_object_unref (access);
      while (access != NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (n_changes, ==, 0);
    }
}

/* A key that Payroc has just accepted is kept, whoever still looks. */
static void
test_closed_while_replacing (WorkspaceFixture *fixture,
                             gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_unchecked (fixture, OLD_KEY);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  PlAccess *access = pl_session_get_access (session);
  guint n_changes = 0;

  workspace_assert_ready (session, PL_SESSION_READY);
  g_signal_connect (access, "changed", G_CALLBACK (count_cb), &n_changes);
  pl_session_replace_key_async (session, WORKSPACE_KEY, FALSE, NULL, core_keep_result_cb, &result);
  pl_session_close (session);
  g_assert_true (pl_session_replace_key_finish (session, core_await (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_changes, ==, 0);
  g_signal_handlers_disconnect_by_func (access, count_cb, &n_changes);

  key = workspace_find_key (account);
  g_assert_cmpstr (key, ==, WORKSPACE_KEY);
}

/* Its last holder lets go of it while it opens. */
static void
test_dropped_while_busy (WorkspaceFixture *fixture,
                         gconstpointer     data)
{
  g_autoptr (PlAccount) account = leave_work_behind (fixture);
  PlSession *session = pl_workspace_open_session (fixture->workspace, account);

  g_assert_finalize_object (session);
  workspace_reopen (fixture);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 0);
}

/* The merchant gave the new key to the command line: the window finds it where that one put it. */
static void
test_replaced_elsewhere (WorkspaceFixture *fixture,
                         gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_unchecked (fixture, OLD_KEY);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GString) states = g_string_new (NULL);

  workspace_assert_ready (session, PL_SESSION_READY);
  workspace_put_key (account, WORKSPACE_KEY);
  g_signal_connect (session, "notify::state", G_CALLBACK (note_state_cb), states);

  intent = workspace_create (session, "Kept");
  core_wait_until (is_done_cb, intent);
  assert_states (states, "%d;%d;", PL_SESSION_OPENING, PL_SESSION_READY);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  /* The old one and the new one. */
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "authorize"), ==, 2);
  g_signal_handlers_disconnect_by_func (session, note_state_cb, states);
}

/* Told that it is refused, the merchant goes to the command line first and comes back. */
static void
test_replaced_elsewhere_later (WorkspaceFixture *fixture,
                               gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_unchecked (fixture, OLD_KEY);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GString) states = g_string_new (NULL);
  PlAccess *access = pl_session_get_access (session);

  workspace_assert_ready (session, PL_SESSION_READY);
  intent = workspace_create (session, "Kept");
  core_wait_until (is_refused_cb, session);
  g_signal_connect (session, "notify::state", G_CALLBACK (note_state_cb), states);

  /* The same one: Payroc is not asked again, and nothing flickers. */
  pl_session_look_again (session);
  g_assert_true (pl_access_get_busy (access));
  core_wait_until (is_idle_cb, access);
  assert_states (states, "%s", "");
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "authorize"), ==, 1);

  /* None at all: as refused as before. */
  workspace_forget_key (account);
  pl_session_look_again (session);
  core_wait_until (is_idle_cb, access);
  assert_states (states, "%s", "");

  workspace_put_key (account, WORKSPACE_KEY);
  pl_session_look_again (session);
  core_wait_until (is_ready_cb, session);
  core_wait_until (is_done_cb, intent);
  assert_states (states, "%d;", PL_SESSION_READY);

  pl_session_look_again (session);
  g_assert_false (pl_access_get_busy (access));
  g_signal_handlers_disconnect_by_func (session, note_state_cb, states);
}

/* What another program put there is refused as well: the merchant hears of it, and nothing goes round in circles. */
static void
test_replaced_elsewhere_in_vain (WorkspaceFixture *fixture,
                                 gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_unchecked (fixture, OLD_KEY);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) error = NULL;

  workspace_assert_ready (session, PL_SESSION_READY);
  workspace_put_key (account, "no-better");
  intent = workspace_create (session, "Kept");
  core_wait_until (is_refused_cb, session);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "authorize"), ==, 2);
  g_assert_false (pl_intent_is_finished (intent));

  g_assert_true (workspace_replace_key (session, WORKSPACE_KEY, FALSE, &error));
  g_assert_no_error (error);
  core_wait_until (is_done_cb, intent);
}

#define ADD(path, function) \
  g_test_add ("/access/" path, WorkspaceFixture, NULL, workspace_set_up, function, workspace_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  workspace_use_keyring_file ();

  ADD ("waits-for/rows", test_waits_for_the_rows);
  ADD ("waits-for/start", test_waits_for_the_start);
  ADD ("waits-for/answer", test_waits_for_the_answer);
  ADD ("opened-twice", test_opened_twice);
  ADD ("practice-opened-twice", test_practice_opened_twice);
  ADD ("closed-while-busy", test_closed_while_busy);
  ADD ("closed-while-replacing", test_closed_while_replacing);
  ADD ("dropped-while-busy", test_dropped_while_busy);
  ADD ("replaced-elsewhere/at-once", test_replaced_elsewhere);
  ADD ("replaced-elsewhere/later", test_replaced_elsewhere_later);
  ADD ("replaced-elsewhere/in-vain", test_replaced_elsewhere_in_vain);

  return g_test_run ();
}
