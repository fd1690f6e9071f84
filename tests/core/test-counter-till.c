/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One customer after the other: each has a link of their own, made once, and none is dropped while they may pay it. */
#include "workspace-fixture.h"

#include "core/counter/pl-counter-till.h"

typedef struct
{
  WorkspaceFixture  workspace;
  PlSession        *session;
  PlCounterLeft    *left;
  PlCounterTill    *till;
} TillFixture;

static void
set_up (TillFixture   *fixture,
        gconstpointer  data)
{
  g_autoptr (PlAccount) account = NULL;

  workspace_set_up (&fixture->workspace, data);
  account = workspace_connect_shop (&fixture->workspace);
  fixture->session = pl_workspace_open_session (fixture->workspace.workspace, account);
  workspace_assert_ready (fixture->session, PL_SESSION_READY);
  pl_outbox_set_wait_scale (pl_session_get_outbox (fixture->session), 0.01);
  fixture->left = pl_counter_left_new ();
  fixture->till = pl_counter_till_new (fixture->session, NULL, fixture->left);
}

static void
tear_down (TillFixture   *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->till));
  g_assert_finalize_object (g_steal_pointer (&fixture->left));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->session);
  workspace_tear_down (&fixture->workspace, data);
}

static gboolean
is_open (gpointer user_data)
{
  PlCounterRound *round = pl_counter_till_get_round (((TillFixture *) user_data)->till);

  return round != NULL && pl_counter_round_get_state (round) == PL_ROUND_OPEN;
}

static gboolean
is_settled (gpointer user_data)
{
  return pl_counter_round_is_settled (pl_counter_till_get_round (((TillFixture *) user_data)->till));
}

static void
sell (TillFixture *fixture,
      gint64       amount)
{
  g_autoptr (PayrocLinkDraft) draft = pl_counter_till_create_draft (fixture->till);

  payroc_link_draft_set_amount (draft, amount);
  pl_counter_till_begin (fixture->till, draft);
}

static void
pay (TillFixture *fixture)
{
  PlCounterRound *round = pl_counter_till_get_round (fixture->till);
  g_autofree char *payment = pl_test_practice_pay (fixture->workspace.practice,
                                                   payroc_link_get_id (pl_counter_round_get_link (round)), 0);

  core_wait_until (is_settled, fixture);
}

static guint
count_links (TillFixture *fixture)
{
  return pl_test_practice_count_links (fixture->workspace.practice);
}

/* Whoever presses twice, and whoever presses while somebody pays. */
static void
test_once (TillFixture   *fixture,
           gconstpointer  data)
{
  PlCounterRound *round;

  sell (fixture, 725);
  round = pl_counter_till_get_round (fixture->till);
  sell (fixture, 725);
  g_assert_true (pl_counter_till_get_round (fixture->till) == round);
  core_wait_until (is_open, fixture);
  sell (fixture, 900);
  pl_counter_till_next (fixture->till);
  g_assert_true (pl_counter_till_get_round (fixture->till) == round);

  pay (fixture);
  g_assert_cmpuint (count_links (fixture), ==, 1);
  g_assert_cmpuint (pl_counter_left_get_n (fixture->left), ==, 0);
}

/* Nothing is sold yet that could be sold again. */
static void
test_other_amount (TillFixture   *fixture,
                   gconstpointer  data)
{
  g_assert_false (pl_counter_till_repeats (fixture->till));
  sell (fixture, 725);
  core_wait_until (is_open, fixture);
  pl_counter_till_ask_amount (fixture->till, FALSE);
  g_assert_null (pl_counter_till_get_round (fixture->till));
  /* Its customer may have scanned it. */
  g_assert_cmpuint (pl_counter_left_get_n (fixture->left), ==, 1);

  sell (fixture, 900);
  core_wait_until (is_open, fixture);
  pay (fixture);
  pl_counter_till_next (fixture->till);
  g_assert_null (pl_counter_till_get_round (fixture->till));
  g_assert_cmpuint (count_links (fixture), ==, 2);
  g_assert_cmpuint (pl_counter_left_get_n (fixture->left), ==, 1);
}

static gboolean
is_refused (gpointer user_data)
{
  PlCounterRound *round = pl_counter_till_get_round (((TillFixture *) user_data)->till);

  return pl_counter_round_get_state (round) == PL_ROUND_REFUSED;
}

/* A sale that was refused is tried again as another one, for the same money; and only that. */
static void
test_try_again (TillFixture   *fixture,
                gconstpointer  data)
{
  g_autofree char *reference = NULL;
  PayrocLink *link;

  pl_test_practice_add_fault (fixture->workspace.practice,
                              "{'operation':'createLink','kind':'status','status':400,'type':'bad-request'}");
  sell (fixture, 725);
  core_wait_until (is_refused, fixture);
  reference = g_strdup (pl_counter_round_get_reference (pl_counter_till_get_round (fixture->till)));
  pl_counter_till_try_again (fixture->till);
  core_wait_until (is_open, fixture);

  link = pl_counter_round_get_link (pl_counter_till_get_round (fixture->till));
  g_assert_cmpint (payroc_link_get_amount (link)->minor, ==, 725);
  g_assert_cmpstr (payroc_link_get_reference (link), !=, reference);
  g_assert_cmpuint (count_links (fixture), ==, 1);

  /* This one was not refused. */
  pl_counter_till_try_again (fixture->till);
  g_assert_true (pl_counter_round_get_link (pl_counter_till_get_round (fixture->till)) == link);
  g_assert_cmpuint (count_links (fixture), ==, 1);
}

static gboolean
is_over_cb (gpointer user_data)
{
  return pl_counter_left_get_n (user_data) == 0;
}

static void
test_switched_off (TillFixture   *fixture,
                   gconstpointer  data)
{
  sell (fixture, 725);
  core_wait_until (is_open, fixture);
  pl_counter_till_close (fixture->till, TRUE);
  g_assert_null (pl_counter_till_get_round (fixture->till));
  core_wait_until (is_over_cb, fixture->left);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->workspace.practice, "deactivateLink"), ==, 1);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  *(PlTemplate **) user_data = pl_named_list_put_finish (PL_NAMED_LIST (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

/* From today, whoever's day that is. */
static int
count_days_left (PayrocLink *link)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  GDate                 utc;
  GDate                 local;

  g_date_clear (&utc, 1);
  g_date_set_dmy (&utc, g_date_time_get_day_of_month (now), g_date_time_get_month (now), g_date_time_get_year (now));
  pl_clock_get_day (g_get_real_time (), &local);

  return g_date_days_between (g_date_compare (&utc, &local) > 0 ? &utc : &local, payroc_link_get_expires_on (link));
}

/* The same again for each, under a reference of its own; also one for many payments is paid once by each. */
static void
test_template (TillFixture   *fixture,
               gconstpointer  data)
{
  PlTemplateList             *templates = pl_counter_till_get_templates (fixture->till);
  g_autoptr (PayrocLinkDraft) saved = core_draft_new ("A");
  const PlExpiryRule          expiry = { 0 };
  g_autofree char            *document = NULL;
  g_autofree char            *first = NULL;
  g_autofree char            *payment = NULL;
  PlTemplate                 *template = NULL;
  PayrocLink                 *link;

  payroc_link_draft_set_kind (saved, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_description (saved, "A lesson");
  payroc_link_draft_set_amount (saved, 4000);
  document = pl_template_make_document (saved, &expiry, NULL);
  pl_named_list_put_async (PL_NAMED_LIST (templates), NULL, "Lesson", document, NULL, saved_cb, &template);
  core_wait_until (is_there, &template);

  g_assert_false (pl_counter_till_repeats (fixture->till));
  pl_counter_till_choose_template (fixture->till, pl_named_get_id (PL_NAMED (template)));
  g_assert_true (pl_counter_till_repeats (fixture->till));
  g_clear_object (&template);

  {
    g_autoptr (PayrocLinkDraft) draft = pl_counter_till_create_draft (fixture->till);

    pl_counter_till_begin (fixture->till, draft);
  }
  core_wait_until (is_open, fixture);
  link = pl_counter_round_get_link (pl_counter_till_get_round (fixture->till));
  g_assert_cmpint (payroc_link_get_kind (link), ==, PAYROC_LINK_KIND_SINGLE_USE);
  g_assert_cmpstr (payroc_link_get_description (link), ==, "A lesson");
  first = g_strdup (payroc_link_get_reference (link));
  g_assert_cmpint (count_days_left (link), ==, 0);

  /* Not while it is open: nothing is dropped. */
  pl_counter_till_next (fixture->till);
  g_assert_true (is_open (fixture));

  payment = pl_test_practice_pay (fixture->workspace.practice, payroc_link_get_id (link), 0);
  core_wait_until (is_settled, fixture);
  pl_counter_till_next (fixture->till);
  core_wait_until (is_open, fixture);
  link = pl_counter_round_get_link (pl_counter_till_get_round (fixture->till));
  g_assert_cmpstr (payroc_link_get_reference (link), !=, first);
  g_assert_cmpstr (payroc_link_get_description (link), ==, "A lesson");
  g_assert_cmpuint (pl_test_practice_count_links (fixture->workspace.practice), ==, 2);
}

#define ADD(path, function) g_test_add ("/counter-till/" path, TillFixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  workspace_use_keyring_file ();

  ADD ("once", test_once);
  ADD ("other-amount", test_other_amount);
  ADD ("try-again", test_try_again);
  ADD ("switched-off", test_switched_off);
  ADD ("template", test_template);

  return g_test_run ();
}
