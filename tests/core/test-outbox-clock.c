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
  g_test_init (&argc, &argv, NULL);

  ADD ("turned", NULL, test_turned);
  ADD ("set-back", NULL, test_set_back);
  ADD ("was-ahead/made", "cutAfter", test_was_ahead);
  ADD ("was-ahead/not-made", "cutBefore", test_was_ahead);

  return g_test_run ();
}
