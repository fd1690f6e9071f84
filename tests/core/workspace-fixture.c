/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of workspace and session share. */
#include "workspace-fixture.h"

#include <glib/gstdio.h>

#include "core/session/pl-workspace-private.h"
#include "support/keyring-sync.h"

#define APPLICATION "test.Paylinks"

static char *keyring_directory;
static char *keyring_path;

static void
remove_keyring_cb (void)
{
  store_remove_tree (keyring_directory);
}

/* libsecret 0.20 loses a string at each writing of its file; see test-keyring-file.c. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}

void
workspace_use_keyring_file (void)
{
  keyring_directory = g_dir_make_tmp ("paylinks-keyring-XXXXXX", NULL);
  g_assert_nonnull (keyring_directory);
  keyring_path = g_build_filename (keyring_directory, "keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring_path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  atexit (remove_keyring_cb);
}

/* A folder stands where the file is to be written: nothing can be kept. */
void
workspace_break_keyring (void)
{
  g_remove (keyring_path);
  g_assert_cmpint (g_mkdir (keyring_path, 0700), ==, 0);
}

void
workspace_mend_keyring (void)
{
  g_assert_cmpint (g_rmdir (keyring_path), ==, 0);
}

/* As another program may do it. */
void
workspace_forget_key (PlAccount *account)
{
  g_autoptr (PlKeyring) keyring = pl_keyring_new (APPLICATION);
  g_autoptr (GError) error = NULL;

  keyring_clear (keyring, pl_account_get_id (account), NULL, &error);
  g_assert_no_error (error);
}

void
workspace_put_key (PlAccount  *account,
                   const char *key)
{
  g_autoptr (PlKeyring) keyring = pl_keyring_new (APPLICATION);

  keyring_put (keyring, pl_account_get_id (account), PL_SECRET_API_KEY, key, 0);
}

char *
workspace_find_key (PlAccount *account)
{
  g_autoptr (PlKeyring) keyring = pl_keyring_new (APPLICATION);
  g_autoptr (GError) error = NULL;
  char *key = keyring_lookup (keyring, pl_account_get_id (account), PL_SECRET_API_KEY, FALSE, NULL, NULL, &error);

  g_assert_no_error (error);

  return key;
}

static void
open_workspace (WorkspaceFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_workspace_open_async (fixture->directory, APPLICATION, NULL, core_keep_result_cb, &result);
  fixture->workspace = pl_workspace_open_finish (core_await (&result), &error);
  g_assert_no_error (error);
}

/* Its thread has ended with it, so that nothing waits for that later. */
static void
assert_transport_is_closed (PayrocTransport *transport)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  payroc_transport_close_async (transport, core_keep_result_cb, &result);
  g_assert_false (payroc_transport_close_finish (transport, core_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
close_workspace (WorkspaceFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_workspace_close_async (fixture->workspace, core_keep_result_cb, &result);
  pl_workspace_close_finish (fixture->workspace, core_await (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  assert_transport_is_closed (pl_workspace_get_transport (fixture->workspace));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&fixture->workspace));
}

void
workspace_set_up (WorkspaceFixture *fixture,
                  gconstpointer     data)
{
  fixture->directory = g_dir_make_tmp ("paylinks-workspace-XXXXXX", NULL);
  g_assert_nonnull (fixture->directory);
  fixture->practice = pl_test_practice_new ("--api-key", WORKSPACE_KEY, NULL);
  open_workspace (fixture);
}

void
workspace_tear_down (WorkspaceFixture *fixture,
                     gconstpointer     data)
{
  close_workspace (fixture);
  g_clear_pointer (&fixture->practice, pl_test_practice_free);
  store_remove_tree (fixture->directory);
  g_clear_pointer (&fixture->directory, g_free);
}

void
workspace_reopen (WorkspaceFixture *fixture)
{
  close_workspace (fixture);
  open_workspace (fixture);
}

void
workspace_request (WorkspaceFixture *fixture,
                   PlConnectRequest *request)
{
  *request = (PlConnectRequest) {
    .kind = PL_ACCOUNT_CUSTOM,
    .name = "Shop",
    .terminal = pl_test_practice_get_terminal (fixture->practice),
    .api_url = pl_test_practice_get_api_url (fixture->practice),
    .identity_url = pl_test_practice_get_identity_url (fixture->practice),
    .api_key = WORKSPACE_KEY,
    .check = TRUE,
  };
}

PlAccount *
workspace_connect (WorkspaceFixture  *fixture,
                   PlConnectRequest  *request,
                   GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_workspace_connect_async (fixture->workspace, request, NULL, core_keep_result_cb, &result);

  return pl_workspace_connect_finish (fixture->workspace, core_await (&result), error);
}

PlAccount *
workspace_connect_shop (WorkspaceFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PlConnectRequest request;
  PlAccount *account;

  workspace_request (fixture, &request);
  account = workspace_connect (fixture, &request, &error);
  g_assert_no_error (error);

  return account;
}

PlAccount *
workspace_connect_unchecked (WorkspaceFixture *fixture,
                             const char       *key)
{
  g_autoptr (GError) error = NULL;
  PlConnectRequest request;
  PlAccount *account;

  workspace_request (fixture, &request);
  request.api_key = key;
  request.check = FALSE;
  account = workspace_connect (fixture, &request, &error);
  g_assert_no_error (error);

  return account;
}

PlAccount *
workspace_try_out (WorkspaceFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PlAccount *account;

  pl_workspace_try_out_async (fixture->workspace, NULL, core_keep_result_cb, &result);
  account = pl_workspace_try_out_finish (fixture->workspace, core_await (&result), &error);
  g_assert_no_error (error);

  return account;
}

void
workspace_assert_ready (PlSession      *session,
                        PlSessionState  state)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_session_ready_async (session, NULL, core_keep_result_cb, &result);
  pl_session_ready_finish (session, core_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (pl_session_get_state (session), ==, state);
}

gboolean
workspace_replace_key (PlSession   *session,
                       const char  *key,
                       gboolean     session_only,
                       GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_session_replace_key_async (session, key, session_only, NULL, core_keep_result_cb, &result);

  return pl_session_replace_key_finish (session, core_await (&result), error);
}

PlIntent *
workspace_create (PlSession  *session,
                  const char *reference)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  g_autofree char *key = g_uuid_string_random ();
  PlOutbox *outbox = pl_session_get_outbox (session);
  PlIntent *intent;

  pl_outbox_create_async (outbox, draft, NULL, key, NULL, core_keep_result_cb, &result);
  intent = pl_outbox_submit_finish (outbox, core_await (&result), &error);
  g_assert_no_error (error);

  return intent;
}

void
workspace_settle (PlSession *session,
                  PlIntent  *intent)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PlOutbox *outbox = pl_session_get_outbox (session);

  pl_outbox_settle_async (outbox, intent, NULL, core_keep_result_cb, &result);
  pl_outbox_settle_finish (outbox, core_await (&result), &error);
  g_assert_no_error (error);
}

void
workspace_assert_field (const GError      *error,
                        const char        *parameter,
                        PayrocFieldReason  reason)
{
  GPtrArray *fields = payroc_error_get_fields (error);
  PayrocFieldError *field;

  g_assert_nonnull (fields);
  g_assert_cmpuint (fields->len, ==, 1);
  field = g_ptr_array_index (fields, 0);
  g_assert_cmpstr (field->parameter, ==, parameter);
  g_assert_cmpint (field->reason, ==, reason);
}
