/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The computer's clock is turned by hours, days and years, in both directions, while intents are on their way and
 * answers are lost: each is done once. */
#include "outbox-books.h"
#include "outbox-fixture.h"

#define N_TURNS 40

static gint64
choose_offset (void)
{
  static const gint64 offsets[] = {
    0,
    G_TIME_SPAN_HOUR,
    -G_TIME_SPAN_HOUR,
    G_TIME_SPAN_DAY,
    -G_TIME_SPAN_DAY,
    6 * G_TIME_SPAN_DAY,
    -6 * G_TIME_SPAN_DAY,
    8 * G_TIME_SPAN_DAY,
    -8 * G_TIME_SPAN_DAY,
    400 * G_TIME_SPAN_DAY,
    -400 * G_TIME_SPAN_DAY,
    10 * 365 * G_TIME_SPAN_DAY,
    -10 * 365 * G_TIME_SPAN_DAY,
  };

  return offsets[g_test_rand_int_range (0, G_N_ELEMENTS (offsets))];
}

/* What the outbox cannot tell it asks; the user looks at Payroc, and sends it again. */
static void
answer_questions (CoreFixture *fixture)
{
  GListModel *intents = G_LIST_MODEL (fixture->outbox);

  for (guint i = 0; i < g_list_model_get_n_items (intents); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (intents, i);

      if (pl_intent_needs_decision (intent))
        g_assert_true (core_retry (fixture, intent, NULL));
    }
}

static void
test_turned (CoreFixture   *fixture,
             gconstpointer  data)
{
  static const char *const operations[] = { "createLink", "shareLink", "deactivateLink" };
  g_autoptr (GHashTable) accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_unfinished = 1;

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    pl_test_practice_add_fault (fixture->practice, "{'operation':'%s','kind':'random','probability':0.5,"
                                "'kinds':['cutBefore','cutAfter'],'times':1000000}", operations[i]);

  core_fixture_start (fixture);
  for (guint i = 0; i < N_TURNS; i++)
    {
      g_autofree char *reference = g_strdup_printf ("REF-%u", i);
      g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
      g_autoptr (PayrocShare) share = core_share_new ();
      g_autoptr (PlIntent) intent = NULL;

      /* Made on its right day; the last day of a link must not be over. */
      fixture->offset = 0;
      intent = core_create (fixture, draft, share, NULL, NULL);
      g_hash_table_add (accepted, g_strdup (pl_intent_get_idempotency_key (intent)));
      if (i % 4 == 3)
        {
          core_settle (fixture, intent);
          if (pl_intent_get_state (intent) == PL_INTENT_DONE)
            {
              g_autoptr (PlIntent) mail = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (intent));

              core_settle (fixture, mail);
              if (pl_intent_get_state (mail) == PL_INTENT_DONE)
                g_object_unref (core_deactivate (fixture, pl_intent_get_link_id (intent)));
            }
        }

      fixture->offset = choose_offset ();
      core_flush (fixture);
      fixture->offset = choose_offset ();
      core_flush (fixture);
      if (i % 10 == 9)
        core_fixture_restart (fixture, TRUE);
    }

  pl_test_practice_clear_faults (fixture->practice);
  for (guint i = 0; i < 20 && n_unfinished > 0; i++)
    {
      answer_questions (fixture);
      fixture->offset = (i + 1) * G_TIME_SPAN_HOUR;
      core_flush (fixture);
      n_unfinished = pl_outbox_get_n_unfinished (fixture->outbox);
    }

  outbox_books_assert_agree (fixture, accepted);
}

/* The clock was years ahead at the first sending, and is right when it is sent again, so long after that Payroc has
 * forgotten the key: that the key seems young says nothing. */
static void
test_was_ahead (CoreFixture   *fixture,
                gconstpointer  data)
{
  const char *fault = data;
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;

  create = core_create (fixture, draft, NULL, NULL, NULL);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'%s'," ALWAYS "}", fault);
  fixture->offset = 3 * 365 * G_TIME_SPAN_DAY;
  core_fixture_start (fixture);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_UNSURE);
  pl_test_practice_clear_faults (fixture->practice);
  pl_test_practice_move_clock (fixture->practice, 8 * 24 * 3600);

  fixture->offset = 8 * G_TIME_SPAN_DAY;
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

/* Not by itself while the day is still the first: that would be a retry under a key that Payroc knows. */
static void
send_when_told (CoreFixture *fixture)
{
  pl_outbox_set_wait_scale (fixture->outbox, 1000);
}

/* The reply of the first sending is lost; days later Payroc's clock and this computer's stand as said. */
typedef struct
{
  const char    *fault;
  int            first_day; /* by this computer, on Payroc's day 0 */
  int            payroc_day;
  int            later_day; /* by this computer, on Payroc's payroc_day */
  PlIntentState  state;     /* then */
} Wrong;

static PlIntent *
create_on_wrong_days (CoreFixture *fixture,
                      const Wrong *wrong)
{
  PlIntent *create;

  fixture->offset = wrong->first_day * G_TIME_SPAN_DAY;
  core_fixture_start (fixture);
  send_when_told (fixture);
  create = outbox_create_failing (fixture, wrong->fault, FALSE);
  outbox_assert_state (create, PL_INTENT_UNSURE);

  pl_test_practice_move_clock (fixture->practice, wrong->payroc_day * 24 * 3600);
  fixture->offset = wrong->later_day * G_TIME_SPAN_DAY;
  core_flush (fixture);

  return create;
}

static void
test_wrong (CoreFixture   *fixture,
            gconstpointer  data)
{
  const Wrong *wrong = data;
  g_autoptr (PlIntent) create = create_on_wrong_days (fixture, wrong);

  outbox_assert_state (create, wrong->state);
  g_assert_cmpint (pl_intent_needs_decision (create), ==, wrong->state == PL_INTENT_UNSURE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  if (wrong->state != PL_INTENT_UNSURE)
    return;

  /* Nor is it made by a later start, and who finds it in the list gives this one up. */
  g_assert_error (pl_intent_get_error (create), PL_INTENT_ERROR, PL_INTENT_ERROR_DECISION);
  g_clear_object (&create);
  core_fixture_restart (fixture, TRUE);
  core_flush (fixture);
  create = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  g_assert_true (pl_intent_needs_decision (create));
  g_assert_true (core_discard (fixture, create, NULL));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

/* An older link just like it, made elsewhere, is asked about once; who says that it is another one gets theirs. */
static void
test_sent_again (CoreFixture   *fixture,
                 gconstpointer  data)
{
  const Wrong wrong = { "cutBefore", 3, 3, 5, PL_INTENT_UNSURE };
  g_autoptr (PlIntent) other = NULL;
  g_autoptr (PlIntent) create = NULL;

  core_fixture_start (fixture);
  other = core_create_done (fixture, "REF-1", FALSE);
  store_exec (fixture->store.database, "DELETE FROM outbox");

  create = create_on_wrong_days (fixture, &wrong);
  g_assert_true (pl_intent_needs_decision (create));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);

  g_assert_true (core_retry (fixture, create, NULL));
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);
  g_assert_cmpstr (pl_intent_get_link_id (create), !=, pl_intent_get_link_id (other));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
}

/* Of two just alike one was made: the look-up cannot tell whose it is, but its key can. */
static void
test_twins (CoreFixture   *fixture,
            gconstpointer  data)
{
  const gboolean made_first = data != NULL;
  g_autoptr (PlIntent) made = NULL;
  g_autoptr (PlIntent) lost = NULL;

  core_fixture_start (fixture);
  send_when_told (fixture);
  /* Payroc is reached the first time: where the desktop knows of no network, nothing else would leave after that. */
  made = outbox_create_failing (fixture, "wrongTypes", FALSE);
  lost = outbox_create_failing (fixture, "cutBefore", FALSE);
  outbox_assert_state (made, PL_INTENT_UNSURE);
  outbox_assert_state (lost, PL_INTENT_UNSURE);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);

  pl_test_practice_move_clock (fixture->practice, 2 * 24 * 3600);
  fixture->offset = 2 * G_TIME_SPAN_DAY;
  core_flush (fixture);
  g_assert_true (pl_intent_needs_decision (made));
  g_assert_true (pl_intent_needs_decision (lost));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);

  for (guint i = 0; i < 2; i++)
    {
      PlIntent *intent = (i == 0) == made_first ? made : lost;

      g_assert_true (core_retry (fixture, intent, NULL));
      core_settle (fixture, intent);
      outbox_assert_state (intent, PL_INTENT_DONE);
    }

  g_assert_cmpstr (pl_intent_get_link_id (made), !=, pl_intent_get_link_id (lost));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 2);
}

static void
test_set_back (CoreFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (PlIntent) create = NULL;

  fixture->offset = 365 * G_TIME_SPAN_DAY;
  core_fixture_start (fixture);
  {
    g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
    GDate expires_on;

    pl_clock_get_day (g_get_real_time () + fixture->offset, &expires_on);
    payroc_link_draft_set_expires_on (draft, &expires_on);
    pl_test_practice_add_fault (fixture->practice,
                                "{'operation':'createLink','kind':'status','status':503," ALWAYS "}");
    create = core_create (fixture, draft, NULL, NULL, NULL);
    core_settle (fixture, create);
    pl_test_practice_clear_faults (fixture->practice);
  }
  g_assert_false (pl_intent_is_finished (create));

  /* It does not wait for a year. */
  fixture->offset = 0;
  core_flush (fixture);
  outbox_assert_state (create, PL_INTENT_DONE);
}

static void
set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, NULL);
}

#define ADD(path, data, func) \
  g_test_add ("/outbox-clock/" path, CoreFixture, data, set_up, func, core_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  static const Wrong right = { "cutAfter", 0, 3, 3, PL_INTENT_DONE };
  static const Wrong ahead_young = { "cutAfter", 3, 9, 9, PL_INTENT_UNSURE };
  static const Wrong ahead_young_not_made = { "cutBefore", 3, 9, 9, PL_INTENT_DONE };
  static const Wrong ahead_old = { "cutAfter", 3, 11, 11, PL_INTENT_UNSURE };
  static const Wrong ahead_old_not_made = { "cutBefore", 3, 11, 11, PL_INTENT_DONE };
  static const Wrong behind = { "cutAfter", 0, 9, 5, PL_INTENT_DONE };
  static const Wrong behind_not_made = { "cutBefore", 0, 9, 5, PL_INTENT_DONE };
  static const Wrong set_back = { "cutAfter", 12, 9, 9, PL_INTENT_DONE };

  g_test_init (&argc, &argv, NULL);

  ADD ("turned", NULL, test_turned);
  ADD ("set-back", NULL, test_set_back);
  ADD ("was-ahead/made", "cutAfter", test_was_ahead);
  ADD ("was-ahead/not-made", "cutBefore", test_was_ahead);
  ADD ("wrong-days/right", &right, test_wrong);
  ADD ("wrong-days/ahead-young/made", &ahead_young, test_wrong);
  ADD ("wrong-days/ahead-young/not-made", &ahead_young_not_made, test_wrong);
  ADD ("wrong-days/ahead-old/made", &ahead_old, test_wrong);
  ADD ("wrong-days/ahead-old/not-made", &ahead_old_not_made, test_wrong);
  ADD ("wrong-days/behind/made", &behind, test_wrong);
  ADD ("wrong-days/behind/not-made", &behind_not_made, test_wrong);
  ADD ("wrong-days/set-back", &set_back, test_wrong);
  ADD ("sent-again", NULL, test_sent_again);
  ADD ("twins/made-first", "made", test_twins);
  ADD ("twins/lost-first", NULL, test_twins);

  return g_test_run ();
}
