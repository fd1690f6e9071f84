/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link that was made is never called refused: the merchant would have it made again, and the customer pay twice. */
#include "workspace-fixture.h"

#include "core/counter/pl-counter-round.h"

#define KEY "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

static gboolean
is_open_cb (gpointer user_data)
{
  return pl_counter_round_get_state (user_data) == PL_ROUND_OPEN;
}

static gboolean
is_unsure_cb (gpointer user_data)
{
  return pl_counter_round_get_state (user_data) == PL_ROUND_UNSURE;
}

static PlCounterRound *
begin (PlSession *session)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("A");

  return pl_counter_round_new_for_draft (session, draft, KEY);
}

static void
end (PlCounterRound *round)
{
  pl_counter_round_end (round);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (round);
}

/* As after a restart: the link of KEY is at Payroc, and cannot be read here. (transfer full) */
static PlSession *
open_with_hidden_link (WorkspaceFixture *fixture)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  PlCounterRound *round;

  workspace_assert_ready (session, PL_SESSION_READY);
  round = begin (session);
  core_wait_until (is_open_cb, round);
  end (round);
  g_clear_object (&session);
  g_clear_object (&account);
  workspace_reopen (fixture);

  account = pl_workspace_find_account (fixture->workspace, "Shop");
  session = pl_workspace_open_session (fixture->workspace, account);
  workspace_assert_ready (session, PL_SESSION_READY);
  store_exec (pl_session_get_database (session), "UPDATE links SET id = 'x' || id");

  return g_steal_pointer (&session);
}

static void
test_made (WorkspaceFixture *fixture,
           gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  PlCounterRound *round;

  workspace_assert_ready (session, PL_SESSION_READY);
  round = begin (session);
  g_assert_cmpint (pl_counter_round_get_state (round), ==, PL_ROUND_PREPARING);
  core_wait_until (is_open_cb, round);
  g_assert_nonnull (pl_counter_round_get_link (round));
  end (round);
}

static void
test_unreadable (WorkspaceFixture *fixture,
                 gconstpointer     data)
{
  g_autoptr (PlSession) session = open_with_hidden_link (fixture);
  PlCounterRound *round = begin (session);

  core_wait_until (is_unsure_cb, round);
  g_assert_null (pl_counter_round_get_link (round));
  g_assert_null (pl_counter_round_get_error (round));

  store_exec (pl_session_get_database (session), "UPDATE links SET id = substr (id, 2)");
  core_wait_until (is_open_cb, round);
  g_assert_nonnull (pl_counter_round_get_link (round));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  end (round);
}

static gboolean
is_different_cb (gpointer user_data)
{
  return pl_counter_round_get_state (user_data) == PL_ROUND_DIFFERENT;
}

/* The customer would pay what the screen says, and not what the merchant typed. */
static void
test_different (WorkspaceFixture *fixture,
                gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  PlCounterRound *round;

  workspace_assert_ready (session, PL_SESSION_READY);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'replace','text':'%s','by':'%s'}",
                              ((const char *const *) data)[0], ((const char *const *) data)[1]);
  round = begin (session);
  core_wait_until (is_different_cb, round);
  g_assert_true (pl_counter_round_is_settled (round));
  end (round);
}

/* Nothing looks for it any more. */
static void
test_unreadable_ended (WorkspaceFixture *fixture,
                       gconstpointer     data)
{
  g_autoptr (PlSession) session = open_with_hidden_link (fixture);
  PlCounterRound *round = begin (session);

  core_wait_until (is_unsure_cb, round);
  pl_counter_round_end (round);
  g_assert_finalize_object (round);
}

#define ADD(path, function) \
  g_test_add ("/counter-round/" path, WorkspaceFixture, NULL, workspace_set_up, function, workspace_tear_down)

static const char *const amounts[] = { "4999", "1" };
static const char *const currencies[] = { "USD", "EUR" };
static const char *const references[] = { "\\\"A\\\"", "\\\"B\\\"" };

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  workspace_use_keyring_file ();

  ADD ("made", test_made);
  ADD ("unreadable", test_unreadable);
  g_test_add ("/counter-round/other-amount", WorkspaceFixture, amounts, workspace_set_up, test_different,
              workspace_tear_down);
  g_test_add ("/counter-round/other-currency", WorkspaceFixture, currencies, workspace_set_up, test_different,
              workspace_tear_down);
  g_test_add ("/counter-round/other-reference", WorkspaceFixture, references, workspace_set_up, test_different,
              workspace_tear_down);
  ADD ("unreadable-ended", test_unreadable_ended);

  return g_test_run ();
}
