/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked for goes on when the merchant looks at another account; and what nobody sends is found at the next
 * start. */
#include "workspace-fixture.h"

#define ALWAYS "'times':1000"

typedef struct
{
  WorkspaceFixture workspace;
  PlAccount       *account;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  workspace_set_up (&fixture->workspace, data);
  fixture->account = workspace_connect_shop (&fixture->workspace);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->account);
  workspace_tear_down (&fixture->workspace, data);
}

/* Taken in, and refused by a busy Payroc; then nobody looks at the account any more. */
static void
create_and_leave (Fixture    *fixture,
                  const char *fault,
                  gboolean    let_go)
{
  g_autoptr (PlSession) session = NULL;
  g_autoptr (PlIntent) intent = NULL;

  pl_test_practice_add_fault (fixture->workspace.practice,
                              "{'operation':'createLink','kind':'status','status':503,%s}", fault);
  session = pl_workspace_open_session (fixture->workspace.workspace, fixture->account);
  pl_outbox_set_wait_scale (pl_session_get_outbox (session), 0.01);
  workspace_assert_ready (session, PL_SESSION_READY);
  intent = workspace_create (session, "REF-1");
  if (let_go)
    pl_workspace_let_go (fixture->workspace.workspace, session);
}

static gboolean
is_made (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_test_practice_count_links (fixture->workspace.practice) == 1;
}

static guint
count_kept (Fixture *fixture)
{
  return g_list_model_get_n_items (pl_workspace_get_kept (fixture->workspace.workspace));
}

static gboolean
nothing_is_kept (gpointer user_data)
{
  return count_kept (user_data) == 0;
}

static GPtrArray *
find_unsent (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts;

  pl_workspace_find_unsent_async (fixture->workspace.workspace, NULL, core_keep_result_cb, &result);
  accounts = pl_workspace_find_unsent_finish (fixture->workspace.workspace, core_await (&result), &error);
  g_assert_no_error (error);

  return accounts;
}

/* It is sent, though nobody holds the session, and is let go then. */
static void
test_goes_on (Fixture       *fixture,
              gconstpointer  data)
{
  create_and_leave (fixture, "'times':4", TRUE);
  g_assert_cmpuint (count_kept (fixture), ==, 1);
  core_wait_until (is_made, fixture);
  core_wait_until (nothing_is_kept, fixture);
}

/* The one that goes on is the one that is looked at again. */
static void
test_opened_again (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlSession) kept = NULL;
  g_autoptr (PlSession) again = NULL;

  create_and_leave (fixture, ALWAYS, TRUE);
  kept = g_list_model_get_item (pl_workspace_get_kept (fixture->workspace.workspace), 0);
  again = pl_workspace_open_session (fixture->workspace.workspace, fixture->account);
  g_assert_true (kept == again);
}

static void
test_nothing_to_do (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace.workspace, fixture->account);

  pl_workspace_let_go (fixture->workspace.workspace, session);
  g_assert_cmpuint (count_kept (fixture), ==, 0);
}

/* After the next start the account is named, until somebody opens it. */
static void
test_found (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) none = find_unsent (fixture);
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (PlSession) session = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  create_and_leave (fixture, ALWAYS, FALSE);
  workspace_reopen (&fixture->workspace);
  one = find_unsent (fixture);
  g_assert_cmpuint (one->len, ==, 1);
  account = g_object_ref (g_ptr_array_index (one, 0));
  g_assert_cmpstr (pl_account_get_id (account), ==, pl_account_get_id (fixture->account));

  session = pl_workspace_open_session (fixture->workspace.workspace, account);
  open = find_unsent (fixture);
  g_assert_cmpuint (open->len, ==, 0);
}

/* Begun before the account that the merchant looks at is open. */
static void
test_opened_meanwhile (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (PlSession) session = NULL;
  g_autoptr (GError) error = NULL;

  create_and_leave (fixture, ALWAYS, FALSE);
  workspace_reopen (&fixture->workspace);
  pl_workspace_find_unsent_async (fixture->workspace.workspace, NULL, core_keep_result_cb, &result);
  account = pl_workspace_find_account (fixture->workspace.workspace, pl_account_get_id (fixture->account));
  session = pl_workspace_open_session (fixture->workspace.workspace, account);
  found = pl_workspace_find_unsent_finish (fixture->workspace.workspace, core_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
}

#define ADD(path, function) g_test_add ("/workspace-unsent/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  workspace_use_keyring_file ();

  ADD ("goes-on", test_goes_on);
  ADD ("opened-again", test_opened_again);
  ADD ("nothing-to-do", test_nothing_to_do);
  ADD ("found", test_found);
  ADD ("opened-meanwhile", test_opened_meanwhile);

  return g_test_run ();
}
