/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits for the outbox is told: when it is there, or when it cannot be; not by a look older than the wish. */
#include "core/outbox/pl-intent-private.h"
#include "core/outbox/pl-outbox-goals.h"
#include "support/store-fixture.h"

#define ID 7

typedef struct
{
  StoreFixture   store;
  PlOutboxGoals *goals;
  PlIntent      *intent;
  PlOutboxScan  *scan;
} Fixture;

/* What a task brought. */
typedef struct
{
  gboolean called;
  gboolean done;
  GError  *error;
} Answer;

static PlOutboxRow *
new_row (PlIntentState state)
{
  PlOutboxRow *row = pl_outbox_row_new ();

  row->id = ID;
  row->account = g_strdup (STORE_FIXTURE_ACCOUNT);
  row->state = state;
  row->idempotency_key = g_uuid_string_random ();

  return row;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PlOutboxRow) row = new_row (PL_INTENT_WAITING);

  store_fixture_set_up (&fixture->store, NULL);
  fixture->goals = pl_outbox_goals_new ();
  fixture->intent = pl_intent_new (row);
  fixture->scan = pl_outbox_scan_new (fixture->store.database, STORE_FIXTURE_ACCOUNT, 0, 0);
  pl_outbox_scan_watch (fixture->scan, ID);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pl_outbox_scan_free (fixture->scan);
  g_assert_finalize_object (fixture->intent);
  pl_outbox_goals_free (fixture->goals);
  store_fixture_tear_down (&fixture->store, data);
}

static PlOutboxWatched *
get_watched (Fixture *fixture)
{
  return &g_array_index (fixture->scan->watched, PlOutboxWatched, 0);
}

static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Answer *answer = user_data;

  answer->called = TRUE;
  answer->done = g_task_propagate_boolean (G_TASK (result), &answer->error);
}

/* From the second look on. */
static void
add (Fixture          *fixture,
     PlOutboxGoalKind  kind,
     GCancellable     *cancellable,
     Answer           *answer)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, answer_cb, answer);

  *answer = (Answer) { 0 };
  pl_outbox_goals_add (fixture->goals, kind, kind == PL_OUTBOX_GOAL_SETTLED ? fixture->intent : NULL, 2, task);
  g_assert_false (pl_outbox_goals_are_reached (fixture->goals));
}

static void
run (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
look (Fixture       *fixture,
      guint          number,
      PlOutboxWatch  watch)
{
  pl_outbox_goals_check_scan (fixture->goals, fixture->scan, number, watch);
  run ();
}

static void
assert_reached (Fixture *fixture,
                Answer  *answer)
{
  g_assert_true (answer->called);
  g_assert_true (answer->done);
  g_assert_no_error (answer->error);
  g_assert_true (pl_outbox_goals_are_reached (fixture->goals));
}

/* Only all rows are an answer, and only when they were read after the question. */
static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  Answer answer;

  add (fixture, PL_OUTBOX_GOAL_READ, NULL, &answer);
  fixture->scan->whole = TRUE;
  look (fixture, 1, PL_OUTBOX_WATCH_DUE);
  g_assert_false (answer.called);

  fixture->scan->whole = FALSE;
  look (fixture, 2, PL_OUTBOX_WATCH_DUE);
  g_assert_false (answer.called);

  fixture->scan->whole = TRUE;
  look (fixture, 3, PL_OUTBOX_WATCH_SENDING);
  assert_reached (fixture, &answer);
}

static void
test_settled (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    PlOutboxWatched watched;
    PlOutboxWatch   watch;
    gboolean        reached;
  } cases[] = {
    { { .active = TRUE }, PL_OUTBOX_WATCH_DUE, FALSE },
    { { .active = FALSE }, PL_OUTBOX_WATCH_DUE, TRUE },
    { { .active = TRUE, .sending = TRUE }, PL_OUTBOX_WATCH_SENDING, FALSE },
    { { .active = TRUE }, PL_OUTBOX_WATCH_SENDING, TRUE },
    { { .active = TRUE, .sending = TRUE }, PL_OUTBOX_WATCH_NOTHING, TRUE },
    /* Finished by somebody else: it is being read. */
    { { .finished = TRUE }, PL_OUTBOX_WATCH_DUE, FALSE },
    { { .finished = TRUE }, PL_OUTBOX_WATCH_SENDING, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlOutboxRow) finished = new_row (PL_INTENT_DONE);
      g_autoptr (PlOutboxRow) waiting = new_row (PL_INTENT_WAITING);
      Answer answer;

      add (fixture, PL_OUTBOX_GOAL_SETTLED, NULL, &answer);
      *get_watched (fixture) = cases[i].watched;
      get_watched (fixture)->id = ID;
      look (fixture, 1, cases[i].watch);
      g_assert_false (answer.called);
      look (fixture, 2, cases[i].watch);
      g_assert_cmpint (answer.called, ==, cases[i].reached);

      /* It is over, whatever a look says. */
      pl_intent_set_row (fixture->intent, finished);
      pl_outbox_goals_check (fixture->goals);
      run ();
      assert_reached (fixture, &answer);
      pl_intent_set_row (fixture->intent, waiting);
    }
}

/* A row that the look was not told to watch is not answered by it. */
static void
test_not_watched (Fixture       *fixture,
                  gconstpointer  data)
{
  Answer answer;

  add (fixture, PL_OUTBOX_GOAL_SETTLED, NULL, &answer);
  get_watched (fixture)->id = ID + 1;
  look (fixture, 2, PL_OUTBOX_WATCH_DUE);
  g_assert_false (answer.called);

  g_array_set_size (fixture->scan->watched, 0);
  pl_outbox_goals_watch (fixture->goals, fixture->scan);
  g_assert_cmpuint (fixture->scan->watched->len, ==, 1);
  look (fixture, 3, PL_OUTBOX_WATCH_DUE);
  assert_reached (fixture, &answer);
}

static void
test_flushed (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    gboolean      sending;
    guint         n_left;
    PlOutboxWatch watch;
    gboolean      reached;
  } cases[] = {
    { FALSE, 0, PL_OUTBOX_WATCH_DUE, TRUE },
    { TRUE, 0, PL_OUTBOX_WATCH_DUE, FALSE },
    { FALSE, 1, PL_OUTBOX_WATCH_DUE, FALSE },
    { FALSE, 1, PL_OUTBOX_WATCH_SENDING, TRUE },
    { TRUE, 1, PL_OUTBOX_WATCH_SENDING, FALSE },
    { TRUE, 1, PL_OUTBOX_WATCH_NOTHING, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Answer answer;

      add (fixture, PL_OUTBOX_GOAL_FLUSHED, NULL, &answer);
      fixture->scan->sending = cases[i].sending;
      fixture->scan->n_left = cases[i].n_left;
      look (fixture, 1, cases[i].watch);
      g_assert_false (answer.called);
      look (fixture, 2, cases[i].watch);
      g_assert_cmpint (answer.called, ==, cases[i].reached);

      fixture->scan->sending = FALSE;
      fixture->scan->n_left = 0;
      look (fixture, 3, cases[i].watch);
      assert_reached (fixture, &answer);
    }
}

/* A look that failed is the answer, unless it is older than the question; what is finished is finished all the same. */
static void
test_failed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = g_error_new_literal (PL_STORE_ERROR, PL_STORE_ERROR_BUSY, "Not now");
  g_autoptr (PlOutboxRow) finished = new_row (PL_INTENT_DONE);
  Answer answer;

  add (fixture, PL_OUTBOX_GOAL_FLUSHED, NULL, &answer);
  pl_outbox_goals_fail (fixture->goals, 1, error);
  run ();
  g_assert_false (answer.called);
  pl_outbox_goals_fail (fixture->goals, 2, error);
  run ();
  g_assert_true (answer.called);
  g_assert_error (answer.error, PL_STORE_ERROR, PL_STORE_ERROR_BUSY);
  g_clear_error (&answer.error);
  g_assert_true (pl_outbox_goals_are_reached (fixture->goals));

  add (fixture, PL_OUTBOX_GOAL_SETTLED, NULL, &answer);
  pl_intent_set_row (fixture->intent, finished);
  pl_outbox_goals_fail (fixture->goals, 1, error);
  run ();
  assert_reached (fixture, &answer);
}

/* At once, without a look; and the others go on waiting. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer other;
  Answer answer;

  add (fixture, PL_OUTBOX_GOAL_FLUSHED, NULL, &other);
  add (fixture, PL_OUTBOX_GOAL_FLUSHED, cancellable, &answer);
  g_cancellable_cancel (cancellable);
  run ();
  g_assert_true (answer.called);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
  g_assert_false (other.called);

  look (fixture, 2, PL_OUTBOX_WATCH_DUE);
  assert_reached (fixture, &other);
}

#define ADD(path, func) g_test_add ("/outbox-goals/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("read", test_read);
  ADD ("settled", test_settled);
  ADD ("not-watched", test_not_watched);
  ADD ("flushed", test_flushed);
  ADD ("failed", test_failed);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
