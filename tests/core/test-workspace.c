/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts come and go whole or not at all. */
#include "workspace-fixture.h"

#include <glib/gstdio.h>
#include <unistd.h>

static guint
count_accounts (WorkspaceFixture *fixture)
{
  return g_list_model_get_n_items (pl_workspace_get_accounts (fixture->workspace));
}

static void
test_open_empty (WorkspaceFixture *fixture,
                 gconstpointer     data)
{
  g_autoptr (PlAccount) nobody = pl_workspace_find_account (fixture->workspace, "nobody");

  g_assert_null (nobody);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_cmpstr (pl_workspace_get_directory (fixture->workspace), ==, fixture->directory);
  g_assert_null (pl_workspace_get_set_aside (fixture->workspace));
}

static void
test_connect (WorkspaceFixture *fixture,
              gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlAccount) found = pl_workspace_find_account (fixture->workspace, "SHOP");
  g_autoptr (PlAccount) again = NULL;

  g_assert_true (found == account);
  g_assert_cmpint (pl_account_get_kind (account), ==, PL_ACCOUNT_CUSTOM);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "authorize"), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "listLinks"), ==, 1);
  /* Retrieving it may be forbidden for a terminal that works. */
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "retrieveTerminal"), ==, 0);

  workspace_reopen (fixture);
  again = pl_workspace_find_account (fixture->workspace, pl_account_get_id (account));
  g_assert_nonnull (again);
  g_assert_cmpstr (pl_account_get_name (again), ==, "Shop");
  g_assert_cmpstr (pl_account_get_terminal (again), ==, pl_account_get_terminal (account));
}

static void
test_connect_learns_currency (WorkspaceFixture *fixture,
                              gconstpointer     data)
{
  g_autoptr (PlAccount) account = NULL;

  pl_test_practice_seed (fixture->practice, 1);
  account = workspace_connect_shop (fixture);
  g_assert_cmpstr (pl_account_get_currency (account), ==, pl_test_practice_get_currency (fixture->practice));
}

/* What is changed in a good request, and what is blamed. */
static const struct
{
  const char        *name;
  const char        *terminal;
  const char        *api_key;
  const char        *api_url;
  const char        *currency;
  const char        *field;
  PayrocFieldReason  reason;
} mistakes[] = {
  { .name = "", .field = "name", .reason = PAYROC_FIELD_REASON_REQUIRED },
  { .name = " \t", .field = "name", .reason = PAYROC_FIELD_REASON_REQUIRED },
  { .name = "1234567890123456789012345678901234567890123456789012345678901", .field = "name",
    .reason = PAYROC_FIELD_REASON_TOO_LONG },
  { .terminal = "", .field = "processingTerminalId", .reason = PAYROC_FIELD_REASON_REQUIRED },
  { .terminal = "123", .field = "processingTerminalId", .reason = PAYROC_FIELD_REASON_MALFORMED },
  { .terminal = "12/34", .field = "processingTerminalId", .reason = PAYROC_FIELD_REASON_MALFORMED },
  { .api_key = "", .field = "apiKey", .reason = PAYROC_FIELD_REASON_REQUIRED },
  { .api_key = "two words", .field = "apiKey", .reason = PAYROC_FIELD_REASON_MALFORMED },
  { .api_key = "k\303\251y", .field = "apiKey", .reason = PAYROC_FIELD_REASON_MALFORMED },
  { .api_key = "a\r\nX-Other: b", .field = "apiKey", .reason = PAYROC_FIELD_REASON_MALFORMED },
  { .currency = "QQQ", .field = "currency", .reason = PAYROC_FIELD_REASON_UNKNOWN_VALUE },
};

static void
test_connect_mistakes (WorkspaceFixture *fixture,
                       gconstpointer     data)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (PlAccount) account = NULL;
      g_autoptr (GError) error = NULL;
      PlConnectRequest request;

      workspace_request (fixture, &request);
      request.name = mistakes[i].name != NULL ? mistakes[i].name : request.name;
      request.terminal = mistakes[i].terminal != NULL ? mistakes[i].terminal : request.terminal;
      request.api_key = mistakes[i].api_key != NULL ? mistakes[i].api_key : request.api_key;
      request.currency = mistakes[i].currency;

      account = workspace_connect (fixture, &request, &error);
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
      g_assert_null (account);
      workspace_assert_field (error, mistakes[i].field, mistakes[i].reason);
      g_assert_null (strstr (error->message, WORKSPACE_KEY));
    }

  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, NULL), ==, 0);
}

static void
test_connect_insecure (WorkspaceFixture *fixture,
                       gconstpointer     data)
{
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  PlConnectRequest request;

  workspace_request (fixture, &request);
  request.api_url = "http://example.com/v1";
  account = workspace_connect (fixture, &request, &error);
  g_assert_null (account);
  g_assert_nonnull (error);
  g_assert_cmpstr (((PayrocFieldError *) payroc_error_get_fields (error)->pdata[0])->parameter, ==, "apiUrl");
}

static void
test_connect_refused (WorkspaceFixture *fixture,
                      gconstpointer     data)
{
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GError) key_error = NULL;
  g_autoptr (GError) terminal_error = NULL;
  PlConnectRequest request;

  workspace_request (fixture, &request);
  request.api_key = "wrong";
  account = workspace_connect (fixture, &request, &key_error);
  g_assert_error (key_error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED);
  workspace_assert_field (key_error, "apiKey", PAYROC_FIELD_REASON_SERVER);
  g_assert_null (account);

  workspace_request (fixture, &request);
  request.terminal = "99999";
  account = workspace_connect (fixture, &request, &terminal_error);
  g_assert_nonnull (terminal_error);
  workspace_assert_field (terminal_error, "processingTerminalId", PAYROC_FIELD_REASON_SERVER);
  g_assert_null (account);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
}

static void
test_connect_twice (WorkspaceFixture *fixture,
                    gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlAccount) same_terminal = NULL;
  g_autoptr (PlAccount) same_name = NULL;
  g_autoptr (GError) terminal_error = NULL;
  g_autoptr (GError) name_error = NULL;
  PlConnectRequest request;

  workspace_request (fixture, &request);
  request.name = "Other";
  same_terminal = workspace_connect (fixture, &request, &terminal_error);
  workspace_assert_field (terminal_error, "processingTerminalId", PAYROC_FIELD_REASON_DUPLICATE);

  workspace_request (fixture, &request);
  request.terminal = "5678001";
  same_name = workspace_connect (fixture, &request, &name_error);
  workspace_assert_field (name_error, "name", PAYROC_FIELD_REASON_DUPLICATE);
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
}

/* A second click while the first is being answered. */
static void
test_connect_at_once (WorkspaceFixture *fixture,
                      gconstpointer     data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (PlAccount) account_1 = NULL;
  g_autoptr (PlAccount) account_2 = NULL;
  g_autoptr (GError) error_1 = NULL;
  g_autoptr (GError) error_2 = NULL;
  PlConnectRequest request;

  workspace_request (fixture, &request);
  pl_workspace_connect_async (fixture->workspace, &request, NULL, core_keep_result_cb, &first);
  pl_workspace_connect_async (fixture->workspace, &request, NULL, core_keep_result_cb, &second);
  account_1 = pl_workspace_connect_finish (fixture->workspace, core_await (&first), &error_1);
  account_2 = pl_workspace_connect_finish (fixture->workspace, core_await (&second), &error_2);
  g_assert_true ((account_1 != NULL) != (account_2 != NULL));
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
}

static void
test_connect_cancelled (WorkspaceFixture *fixture,
                        gconstpointer     data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  PlConnectRequest request;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'listLinks','kind':'delay','ms':10000}");
  workspace_request (fixture, &request);
  pl_workspace_connect_async (fixture->workspace, &request, cancellable, core_keep_result_cb, &result);
  while (pl_test_practice_count_requests (fixture->practice, "authorize") == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  account = pl_workspace_connect_finish (fixture->workspace, core_await (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (account);
  g_clear_object (&result);
  workspace_reopen (fixture);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
}

static void
test_connect_without_keyring (WorkspaceFixture *fixture,
                              gconstpointer     data)
{
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (PlSession) session = NULL;
  g_autoptr (GError) error = NULL;
  PlConnectRequest request;

  workspace_break_keyring ();
  workspace_request (fixture, &request);
  account = workspace_connect (fixture, &request, &error);
  g_assert_nonnull (error);
  g_assert_true (error->domain == PL_STORE_ERROR);
  g_assert_null (account);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_clear_error (&error);

  /* For this session only it goes without. */
  request.session_only = TRUE;
  account = workspace_connect (fixture, &request, &error);
  g_assert_no_error (error);
  g_assert_true (pl_account_get_session_only (account));
  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);
  g_clear_object (&session);
  workspace_mend_keyring ();
}

static void
test_join_custom (WorkspaceFixture *fixture,
                  gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlAccount) joined = NULL;
  g_autoptr (GError) error = NULL;
  PlConnectRequest request;

  workspace_request (fixture, &request);
  request.check = FALSE;
  request.session_only = TRUE;
  joined = workspace_connect (fixture, &request, &error);
  g_assert_no_error (error);
  g_assert_true (joined == account);
}

static gboolean
remove_account (WorkspaceFixture  *fixture,
                PlAccount         *account,
                GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_workspace_remove_account_async (fixture->workspace, account, NULL, core_keep_result_cb, &result);

  return pl_workspace_remove_account_finish (fixture->workspace, core_await (&result), error);
}

static void
test_rename_and_remove (WorkspaceFixture *fixture,
                        gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (GAsyncResult) renamed = NULL;
  g_autoptr (GAsyncResult) empty = NULL;
  g_autoptr (GError) error = NULL;

  workspace_assert_ready (session, PL_SESSION_READY);

  pl_workspace_rename_account_async (fixture->workspace, account, "  Corner shop ", NULL,
                                     core_keep_result_cb, &renamed);
  pl_workspace_rename_account_finish (fixture->workspace, core_await (&renamed), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pl_account_get_name (account), ==, "Corner shop");

  pl_workspace_rename_account_async (fixture->workspace, account, " ", NULL, core_keep_result_cb, &empty);
  g_assert_false (pl_workspace_rename_account_finish (fixture->workspace, core_await (&empty), &error));
  workspace_assert_field (error, "name", PAYROC_FIELD_REASON_REQUIRED);
  g_clear_error (&error);

  g_assert_true (remove_account (fixture, account, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);

  g_clear_object (&session);
  g_clear_object (&renamed);
  g_clear_object (&empty);
  workspace_reopen (fixture);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
}

/* The disk refuses: whoever wanted to leave and could not has an account that works. */
static void
test_not_removed (WorkspaceFixture *fixture,
                  gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;
  g_autofree char *id = g_strdup (pl_account_get_id (account));
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;

  workspace_assert_ready (session, PL_SESSION_READY);
  store_exec (pl_session_get_database (session), "CREATE TRIGGER full BEFORE DELETE ON accounts"
                                                 " BEGIN SELECT RAISE (ABORT, 'no'); END");
  g_assert_false (remove_account (fixture, account, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpuint (count_accounts (fixture), ==, 1);

  intent = workspace_create (session, "REF-1");
  workspace_settle (session, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);

  /* Its key is still in the keyring. */
  g_clear_object (&intent);
  g_clear_object (&session);
  g_clear_object (&account);
  workspace_reopen (fixture);
  account = pl_workspace_find_account (fixture->workspace, id);
  g_assert_nonnull (account);
  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);

  store_exec (pl_session_get_database (session), "DROP TRIGGER full");
  g_assert_true (remove_account (fixture, account, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  key = workspace_find_key (account);
  g_assert_null (key);
}

static void
test_try_out (WorkspaceFixture *fixture,
              gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_try_out (fixture);
  g_autoptr (PlAccount) again = workspace_try_out (fixture);
  g_autoptr (PlSession) session = NULL;
  g_autoptr (PlIntent) intent = NULL;

  g_assert_true (account == again);
  g_assert_cmpint (pl_account_get_kind (account), ==, PL_ACCOUNT_PRACTICE);

  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);
  intent = workspace_create (session, "Try");
  workspace_settle (session, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
}

static guint
count_practice_links (WorkspaceFixture *fixture)
{
  g_autofree char *state = g_build_filename (fixture->directory, "practice", NULL);
  g_autoptr (PlTestPractice) joined = pl_test_practice_new ("--state", state, NULL);

  g_assert_true (pl_test_practice_get_was_running (joined));

  return pl_test_practice_count_links (joined);
}

/* Its links are nowhere but here: who removes it and begins again begins with nothing. */
static void
test_remove_practice (WorkspaceFixture *fixture,
                      gconstpointer     data)
{
  g_autofree char *state = g_build_filename (fixture->directory, "practice", NULL);
  g_autofree char *elsewhere = g_build_filename (fixture->directory, "elsewhere", NULL);
  g_autofree char *link = g_build_filename (state, "link", NULL);
  g_autoptr (PlAccount) account = workspace_try_out (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (PlTestPractice) other = NULL;
  g_autoptr (GDir) left = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  workspace_assert_ready (session, PL_SESSION_READY);
  intent = workspace_create (session, "Played");
  workspace_settle (session, intent);
  g_assert_cmpuint (count_practice_links (fixture), ==, 1);
  g_clear_object (&intent);

  /* What a symbolic link leads to is somebody else's; and another program still holds the server. */
  g_assert_true (g_file_set_contents (elsewhere, "kept", -1, &error));
  g_assert_no_errno (symlink (elsewhere, link));
  other = pl_test_practice_new ("--state", state, NULL);

  g_assert_true (remove_account (fixture, account, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_true (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
  left = g_dir_open (fixture->directory, 0, &error);
  while ((name = g_dir_read_name (left)) != NULL)
    g_assert_false (g_str_has_prefix (name, "practice"));
  g_clear_object (&session);
  g_clear_object (&account);
  g_clear_pointer (&other, pl_test_practice_free);

  account = workspace_try_out (fixture);
  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);
  g_assert_cmpuint (count_practice_links (fixture), ==, 0);
  intent = workspace_create (session, "Again");
  workspace_settle (session, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
}

/* Real money's account goes without touching play money's folder. */
static void
test_remove_leaves_practice (WorkspaceFixture *fixture,
                             gconstpointer     data)
{
  g_autofree char *state = g_build_filename (fixture->directory, "practice", NULL);
  g_autoptr (PlAccount) practice = workspace_try_out (fixture);
  g_autoptr (PlAccount) shop = workspace_connect_shop (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (remove_account (fixture, shop, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (state, G_FILE_TEST_IS_DIR));
}

/* An account that has the practice account's name could be opened in its place: play money would be money. */
static void
test_practice_name (WorkspaceFixture *fixture,
                    gconstpointer     data)
{
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  PlConnectRequest request;

  workspace_request (fixture, &request);
  request.name = "practice";
  account = workspace_connect (fixture, &request, &error);
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_null (account);
  workspace_assert_field (error, "name", PAYROC_FIELD_REASON_DUPLICATE);
}

static void
rename_account (WorkspaceFixture *fixture,
                PlAccount        *account,
                const char       *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_workspace_rename_account_async (fixture->workspace, account, name, NULL, core_keep_result_cb, &result);
  pl_workspace_rename_account_finish (fixture->workspace, core_await (&result), &error);
  g_assert_no_error (error);
}

static void
test_name_is_no_id (WorkspaceFixture *fixture,
                    gconstpointer     data)
{
  g_autoptr (PlAccount) shop = workspace_connect_shop (fixture);
  g_autoptr (PlAccount) practice = workspace_try_out (fixture);
  g_autofree char *shop_id = g_strdup (pl_account_get_id (shop));
  g_autoptr (PlAccount) first = g_list_model_get_item (pl_workspace_get_accounts (fixture->workspace), 0);
  g_autoptr (PlAccount) found = NULL;
  g_autofree char *terminal = g_strdup (pl_account_get_terminal (shop));

  /* The one that is found first is called as the other one's id. */
  g_assert_true (first == practice);
  pl_account_set_name (practice, shop_id);

  found = pl_workspace_find_account (fixture->workspace, shop_id);
  g_assert_true (found == shop);

  rename_account (fixture, shop, "Store");
  g_assert_cmpstr (pl_account_get_name (shop), ==, "Store");
  g_assert_cmpstr (pl_account_get_terminal (shop), ==, terminal);
  g_assert_cmpstr (pl_account_get_name (practice), ==, shop_id);
}

static void
test_last_used_first (WorkspaceFixture *fixture,
                      gconstpointer     data)
{
  g_autoptr (PlAccount) shop = workspace_connect_shop (fixture);
  g_autoptr (PlAccount) practice = workspace_try_out (fixture);
  g_autoptr (PlAccount) first = NULL;
  g_autoptr (PlAccount) first_again = NULL;
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, practice);

  g_clear_object (&session);
  session = pl_workspace_open_session (fixture->workspace, shop);
  first = g_list_model_get_item (pl_workspace_get_accounts (fixture->workspace), 0);
  g_assert_true (first == shop);
  workspace_assert_ready (session, PL_SESSION_READY);
  g_clear_object (&session);

  workspace_reopen (fixture);
  first_again = g_list_model_get_item (pl_workspace_get_accounts (fixture->workspace), 0);
  g_assert_cmpstr (pl_account_get_id (first_again), ==, pl_account_get_id (shop));
  g_assert_cmpuint (count_accounts (fixture), ==, 2);
}

#define ADD(path, function) \
  g_test_add ("/workspace/" path, WorkspaceFixture, NULL, workspace_set_up, function, workspace_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  workspace_use_keyring_file ();

  ADD ("open-empty", test_open_empty);
  ADD ("connect", test_connect);
  ADD ("connect/learns-currency", test_connect_learns_currency);
  ADD ("connect/mistakes", test_connect_mistakes);
  ADD ("connect/insecure", test_connect_insecure);
  ADD ("connect/refused", test_connect_refused);
  ADD ("connect/twice", test_connect_twice);
  ADD ("connect/at-once", test_connect_at_once);
  ADD ("connect/cancelled", test_connect_cancelled);
  ADD ("connect/without-keyring", test_connect_without_keyring);
  ADD ("join-custom", test_join_custom);
  ADD ("rename-and-remove", test_rename_and_remove);
  ADD ("not-removed", test_not_removed);
  ADD ("try-out", test_try_out);
  ADD ("remove-practice", test_remove_practice);
  ADD ("remove-leaves-practice", test_remove_leaves_practice);
  ADD ("practice-name", test_practice_name);
  ADD ("name-is-no-id", test_name_is_no_id);
  ADD ("last-used-first", test_last_used_first);

  return g_test_run ();
}
