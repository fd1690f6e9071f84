/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer who is gone may have scanned the code: what they do with it is seen, and what nobody wants is switched
 * off, also when it was not known yet whether it was there. */
#include "workspace-fixture.h"

#include "core/counter/pl-counter-left.h"

typedef struct
{
  WorkspaceFixture  workspace;
  PlSession        *session;
  PlCounterLeft    *left;
} LeftFixture;

static void
set_up (LeftFixture   *fixture,
        gconstpointer  data)
{
  g_autoptr (PlAccount) account = NULL;

  workspace_set_up (&fixture->workspace, data);
  account = workspace_connect_shop (&fixture->workspace);
  fixture->session = pl_workspace_open_session (fixture->workspace.workspace, account);
  workspace_assert_ready (fixture->session, PL_SESSION_READY);
  pl_outbox_set_wait_scale (pl_session_get_outbox (fixture->session), 0.01);
  fixture->left = pl_counter_left_new ();
}

static void
tear_down (LeftFixture   *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->left));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->session);
  workspace_tear_down (&fixture->workspace, data);
}

static gboolean
is_open_cb (gpointer user_data)
{
  return pl_counter_round_get_state (user_data) == PL_ROUND_OPEN;
}

static gboolean
is_unsure_cb (gpointer user_data)
{
  return pl_counter_round_get_risk (user_data) == PL_ROUND_RISK_UNSURE;
}

static gboolean
is_waiting_cb (gpointer user_data)
{
  return pl_counter_round_get_state (user_data) == PL_ROUND_WAITING;
}

static gboolean
is_over_cb (gpointer user_data)
{
  return pl_counter_left_get_n (user_data) == 0;
}

static PlCounterRound *
begin (LeftFixture *fixture,
       const char  *reference,
       gboolean   (*reached) (gpointer user_data))
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  g_autofree char *key = g_uuid_string_random ();
  PlCounterRound *round = pl_counter_round_new_for_draft (fixture->session, draft, key);

  g_assert_cmpstr (pl_counter_round_get_reference (round), ==, reference);
  core_wait_until (reached, round);

  return round;
}

/* The state that Payroc has of its only link. */
static void
assert_status (LeftFixture *fixture,
               const char  *status)
{
  g_autoptr (JsonObject) state = pl_test_practice_get_state (fixture->workspace.practice);
  JsonArray *links = json_object_get_array_member (state, "links");

  g_assert_cmpuint (json_array_get_length (links), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (links, 0), "status"), ==, status);
}

static void
test_paid_late (LeftFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (PlCounterRound) round = begin (fixture, "A", is_open_cb);
  g_autofree char *payment = NULL;
  g_autoptr (GPtrArray) paid = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_assert_cmpint (pl_counter_round_get_risk (round), ==, PL_ROUND_RISK_PAYABLE);
  pl_counter_left_add (fixture->left, round, FALSE);
  g_assert_cmpuint (pl_counter_left_get_n (fixture->left), ==, 1);
  g_assert_cmpuint (pl_counter_left_get_n_paid (fixture->left), ==, 0);

  payment = pl_test_practice_pay (fixture->workspace.practice,
                                  payroc_link_get_id (pl_counter_round_get_link (round)), 0);
  core_wait_until (is_over_cb, fixture->left);
  g_assert_cmpuint (pl_counter_left_get_n_paid (fixture->left), ==, 1);
  assert_status (fixture, "completed");

  paid = pl_counter_left_take_paid (fixture->left);
  g_assert_cmpuint (paid->len, ==, 1);
  g_assert_cmpstr (payroc_link_get_reference (g_ptr_array_index (paid, 0)), ==, "A");
  none = pl_counter_left_take_paid (fixture->left);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_switched_off (LeftFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (PlCounterRound) round = begin (fixture, "A", is_open_cb);

  pl_counter_left_add (fixture->left, round, TRUE);
  core_wait_until (is_over_cb, fixture->left);
  g_assert_cmpint (pl_counter_round_get_state (round), ==, PL_ROUND_OFF);
  g_assert_cmpuint (pl_counter_left_get_n_paid (fixture->left), ==, 0);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->workspace.practice, "deactivateLink"), ==, 1);
  assert_status (fixture, "deactivated");
}

/* Between the question and its answer. */
static void
test_paid_before_off (LeftFixture   *fixture,
                      gconstpointer  data)
{
  g_autoptr (PlCounterRound) round = begin (fixture, "A", is_open_cb);
  g_autofree char *payment = NULL;

  payment = pl_test_practice_pay (fixture->workspace.practice,
                                  payroc_link_get_id (pl_counter_round_get_link (round)), 0);
  pl_counter_left_add (fixture->left, round, TRUE);
  core_wait_until (is_over_cb, fixture->left);
  g_assert_cmpuint (pl_counter_left_get_n_paid (fixture->left), ==, 1);
}

/* The link was made, its answer was lost, and nobody has seen its code. */
static void
test_unsure (LeftFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlCounterRound) round = NULL;

  pl_test_practice_add_fault (fixture->workspace.practice, "{'operation':'createLink','kind':'cutAfter','times':2}");
  round = begin (fixture, "A", is_unsure_cb);
  pl_counter_left_add (fixture->left, round, TRUE);
  g_assert_cmpuint (pl_counter_left_get_n (fixture->left), ==, 1);

  core_wait_until (is_over_cb, fixture->left);
  g_assert_cmpint (pl_counter_round_get_state (round), ==, PL_ROUND_OFF);
  assert_status (fixture, "deactivated");
}

static gboolean
is_idle_cb (gpointer user_data)
{
  return pl_outbox_get_n_unfinished (user_data) == 0;
}

/* As above, and nobody stays to see what becomes of it. */
static void
test_unsure_closed (LeftFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (PlAccount) account = NULL;
  PlCounterRound *round;
  PlOutbox *outbox;

  pl_test_practice_add_fault (fixture->workspace.practice, "{'operation':'createLink','kind':'cutAfter','times':1000}");
  round = begin (fixture, "A", is_unsure_cb);
  pl_counter_left_add (fixture->left, round, TRUE);
  g_clear_object (&fixture->left);
  g_object_unref (round);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->session);
  workspace_reopen (&fixture->workspace);
  pl_test_practice_clear_faults (fixture->workspace.practice);
  assert_status (fixture, "active");

  account = pl_workspace_find_account (fixture->workspace.workspace, "Shop");
  fixture->session = pl_workspace_open_session (fixture->workspace.workspace, account);
  workspace_assert_ready (fixture->session, PL_SESSION_READY);
  fixture->left = pl_counter_left_new ();
  outbox = pl_session_get_outbox (fixture->session);
  g_assert_cmpuint (pl_outbox_get_n_unfinished (outbox), ==, 2);
  pl_outbox_hurry (outbox);
  core_wait_until (is_idle_cb, outbox);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->workspace.practice, "deactivateLink"), ==, 1);
  assert_status (fixture, "deactivated");
}

/* Payroc says at last that it will not make it: nothing is to be switched off, and nothing is told of that. */
static void
test_unsure_refused (LeftFixture   *fixture,
                     gconstpointer  data)
{
  PlOutbox *outbox = pl_session_get_outbox (fixture->session);
  g_autoptr (PlCounterRound) round = NULL;

  pl_test_practice_add_fault (fixture->workspace.practice,
                              "{'operation':'createLink','kind':'cutBefore','times':1000}");
  round = begin (fixture, "A", is_unsure_cb);
  pl_counter_left_add (fixture->left, round, TRUE);
  pl_test_practice_clear_faults (fixture->workspace.practice);
  pl_test_practice_add_fault (fixture->workspace.practice,
                              "{'operation':'createLink','kind':'status','status':400,'times':1000}");
  core_wait_until (is_over_cb, fixture->left);
  g_assert_cmpint (pl_counter_round_get_state (round), ==, PL_ROUND_REFUSED);
  core_wait_until (is_idle_cb, outbox);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->workspace.practice, "deactivateLink"), ==, 0);
  g_assert_null (pl_outbox_find_waiting (outbox, 1));
}

/* As above, and nobody stays to see it: it was given up, and is no news when the program is opened again. */
static void
test_unsure_refused_closed (LeftFixture   *fixture,
                            gconstpointer  data)
{
  g_autoptr (PlAccount) account = NULL;
  PlCounterRound *round;
  PlOutbox *outbox;

  pl_test_practice_add_fault (fixture->workspace.practice,
                              "{'operation':'createLink','kind':'cutBefore','times':1000}");
  round = begin (fixture, "A", is_unsure_cb);
  pl_counter_left_add (fixture->left, round, TRUE);
  g_clear_object (&fixture->left);
  g_object_unref (round);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->session);
  workspace_reopen (&fixture->workspace);
  pl_test_practice_clear_faults (fixture->workspace.practice);
  pl_test_practice_add_fault (fixture->workspace.practice,
                              "{'operation':'createLink','kind':'status','status':400,'times':1000}");

  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&account);
      account = pl_workspace_find_account (fixture->workspace.workspace, "Shop");
      fixture->session = pl_workspace_open_session (fixture->workspace.workspace, account);
      workspace_assert_ready (fixture->session, PL_SESSION_READY);
      outbox = pl_session_get_outbox (fixture->session);
      g_assert_cmpuint (pl_outbox_get_n_unfinished (outbox), ==, i == 0 ? 2 : 0);
      pl_outbox_hurry (outbox);
      core_wait_until (is_idle_cb, outbox);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 0);
      if (i == 0)
        {
          g_clear_object (&fixture->session);
          workspace_reopen (&fixture->workspace);
        }
    }
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->workspace.practice, "deactivateLink"), ==, 0);
  fixture->left = pl_counter_left_new ();
}

/* Surely not made: taken back, and never made. */
static void
test_waiting (LeftFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (PlCounterRound) round = NULL;

  pl_test_practice_add_fault (fixture->workspace.practice, "{'operation':'createLink','kind':'status','status':429,"
                              "'retryAfter':300,'times':100}");
  round = begin (fixture, "A", is_waiting_cb);
  g_assert_cmpint (pl_counter_round_get_risk (round), ==, PL_ROUND_RISK_NONE);
  pl_counter_left_add (fixture->left, round, TRUE);
  core_wait_until (is_over_cb, fixture->left);
  pl_test_practice_clear_faults (fixture->workspace.practice);
  pl_outbox_hurry (pl_session_get_outbox (fixture->session));
  g_assert_cmpuint (pl_outbox_get_n_unfinished (pl_session_get_outbox (fixture->session)), ==, 0);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->workspace.practice), ==, 0);
}

static void
unkept_cb (PlCounterRound **unkept,
           PlCounterRound  *round,
           const GError    *error)
{
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_READ_ONLY);
  g_assert_null (*unkept);
  *unkept = round;
}

static gboolean
is_told_cb (gpointer user_data)
{
  return *(PlCounterRound **) user_data != NULL;
}

/* Whoever chose to switch it off is told when that could not even be written down: it stays payable. */
static void
test_unkept (LeftFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (PlCounterRound) made = begin (fixture, "A", is_open_cb);
  g_autoptr (PlCounterRound) shown = pl_counter_round_new_for_link (fixture->session, pl_counter_round_get_link (made));
  PlCounterRound *rounds[] = { made, shown };

  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    {
      PlCounterRound *unkept = NULL;
      gulong handler = g_signal_connect_swapped (fixture->left, "unkept", G_CALLBACK (unkept_cb), &unkept);

      store_set_writable (pl_session_get_database (fixture->session), FALSE);
      pl_counter_left_add (fixture->left, rounds[i], TRUE);
      core_wait_until (is_told_cb, &unkept);
      g_assert_true (unkept == rounds[i]);
      store_set_writable (pl_session_get_database (fixture->session), TRUE);
      g_signal_handler_disconnect (fixture->left, handler);
    }

  g_assert_cmpuint (pl_counter_left_get_n (fixture->left), ==, 2);
  assert_status (fixture, "active");
}

/* Of more than a few the oldest is left to the watcher. */
static void
test_many (LeftFixture   *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *reference = g_strdup_printf ("A-%u", i);
      g_autoptr (PlCounterRound) round = begin (fixture, reference, is_open_cb);

      pl_counter_left_add (fixture->left, round, FALSE);
      g_assert_cmpuint (pl_counter_left_get_n (fixture->left), ==, MIN (i + 1, 8));
    }
}

#define ADD(path, function) g_test_add ("/counter-left/" path, LeftFixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  workspace_use_keyring_file ();

  ADD ("paid-late", test_paid_late);
  ADD ("switched-off", test_switched_off);
  ADD ("paid-before-off", test_paid_before_off);
  ADD ("unkept", test_unkept);
  ADD ("unsure", test_unsure);
  ADD ("unsure-closed", test_unsure_closed);
  ADD ("unsure-refused", test_unsure_refused);
  ADD ("unsure-refused-closed", test_unsure_refused_closed);
  ADD ("waiting", test_waiting);
  ADD ("many", test_many);

  return g_test_run ();
}
