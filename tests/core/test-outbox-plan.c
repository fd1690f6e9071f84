/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose turn it is, in a table of outboxes. */
#include "core/outbox/pl-outbox-plan.h"

#include "core/outbox/pl-backoff.h"
#include "core/outbox/pl-intent.h"

#define NOW (1000 * G_TIME_SPAN_DAY)
#define MAX_ROWS 5

typedef struct
{
  PlIntentState state;
  const char   *link_id;
  gint64        waits_for;
  gint64        due_in; /* microseconds, or PL_INTENT_NEVER */
  const char   *owner;
  PlOutboxTurn  turn;
  gboolean      active;
} Expectation;

static const struct
{
  const char *name;
  Expectation rows[MAX_ROWS];
} cases[] = {
  { "due", { { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE } } },
  { "due long ago", { { PL_INTENT_UNSURE, "A", 0, -G_TIME_SPAN_DAY, NULL, PL_OUTBOX_TURN_NOW, TRUE } } },
  { "not due", { { PL_INTENT_WAITING, "A", 0, 1, NULL, PL_OUTBOX_TURN_LATER, FALSE } } },
  { "asked", { { PL_INTENT_UNSURE, "A", 0, PL_INTENT_NEVER, NULL, PL_OUTBOX_TURN_ASK, FALSE } } },
  { "as far as a wait goes", { { PL_INTENT_WAITING, "A", 0, PL_BACKOFF_LONGEST, NULL, PL_OUTBOX_TURN_LATER, FALSE } } },
  { "the clock was set back",
    { { PL_INTENT_WAITING, "A", 0, PL_BACKOFF_LONGEST + 1, NULL, PL_OUTBOX_TURN_NOW, TRUE } } },
  { "being sent", { { PL_INTENT_SENDING, "A", 0, 0, "alive", PL_OUTBOX_TURN_SENDING, TRUE } } },
  { "its owner died", { { PL_INTENT_SENDING, "A", 0, 0, "dead", PL_OUTBOX_TURN_NOW, TRUE } } },
  { "its owner died, whenever it is due",
    { { PL_INTENT_SENDING, "A", 0, PL_INTENT_NEVER, "dead", PL_OUTBOX_TURN_NOW, TRUE } } },
  { "its owner is not known", { { PL_INTENT_SENDING, "A", 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE } } },
  { "refused", { { PL_INTENT_REFUSED, "A", 0, 0, NULL, PL_OUTBOX_TURN_OVER, FALSE } } },
  { "creates do not wait for each other",
    { { PL_INTENT_SENDING, NULL, 0, 0, "alive", PL_OUTBOX_TURN_SENDING, TRUE },
      { PL_INTENT_WAITING, NULL, 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE },
      { PL_INTENT_WAITING, NULL, 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE } } },
  { "one link, in order",
    { { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_BEHIND, TRUE },
      { PL_INTENT_WAITING, "B", 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_BEHIND, TRUE } } },
  { "one link, the first rests",
    { { PL_INTENT_UNSURE, "A", 0, 5, NULL, PL_OUTBOX_TURN_LATER, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_BEHIND, FALSE } } },
  { "one link, the first is on its way",
    { { PL_INTENT_SENDING, "A", 0, 0, "alive", PL_OUTBOX_TURN_SENDING, TRUE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_BEHIND, TRUE } } },
  { "one link, the user has to decide about the first",
    { { PL_INTENT_UNSURE, "A", 0, PL_INTENT_NEVER, NULL, PL_OUTBOX_TURN_ASK, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE } } },
  { "one link, the first was refused",
    { { PL_INTENT_REFUSED, "A", 0, 0, NULL, PL_OUTBOX_TURN_OVER, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE } } },
  { "a share waits for its create",
    { { PL_INTENT_WAITING, NULL, 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, PL_OUTBOX_TURN_BEHIND, TRUE } } },
  { "a share waits for its create, which rests",
    { { PL_INTENT_WAITING, NULL, 0, 9, NULL, PL_OUTBOX_TURN_LATER, FALSE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, PL_OUTBOX_TURN_BEHIND, FALSE } } },
  { "a share whose create is done, and no longer listed",
    { { PL_INTENT_WAITING, "A", 77, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE } } },
  { "a share whose create was refused",
    { { PL_INTENT_REFUSED, NULL, 0, 0, NULL, PL_OUTBOX_TURN_OVER, FALSE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, PL_OUTBOX_TURN_LOST, TRUE },
      { PL_INTENT_WAITING, NULL, 2, 0, NULL, PL_OUTBOX_TURN_LOST, TRUE } } },
  { "a share behind its edit holds up what comes after",
    { { PL_INTENT_WAITING, "A", 0, 9, NULL, PL_OUTBOX_TURN_LATER, FALSE },
      { PL_INTENT_WAITING, "A", 1, 0, NULL, PL_OUTBOX_TURN_BEHIND, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_BEHIND, FALSE } } },
  { "its owner died, but another is before it",
    { { PL_INTENT_WAITING, "A", 0, 0, NULL, PL_OUTBOX_TURN_NOW, TRUE },
      { PL_INTENT_SENDING, "A", 0, 0, "dead", PL_OUTBOX_TURN_BEHIND, TRUE } } },
};

static gboolean
is_alive_cb (const char *owner,
             gpointer    user_data)
{
  return g_str_has_prefix (owner, "alive");
}

static PlOutboxRow *
new_row (const Expectation *expectation,
         gint64             id)
{
  PlOutboxRow *row = pl_outbox_row_new ();

  row->id = id;
  row->state = expectation->state;
  row->link_id = g_strdup (expectation->link_id);
  row->waits_for = expectation->waits_for;
  row->next_attempt_at = expectation->due_in == PL_INTENT_NEVER ? PL_INTENT_NEVER : NOW + expectation->due_in;
  row->owner = g_strdup (expectation->owner);

  return row;
}

static gboolean
is_used (const Expectation *expectation)
{
  return expectation->link_id != NULL || expectation->turn != 0 || expectation->active;
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);
      g_autoptr (GArray) slots = NULL;

      g_test_message ("%s", cases[i].name);
      for (guint j = 0; j < MAX_ROWS && is_used (&cases[i].rows[j]); j++)
        g_ptr_array_add (rows, new_row (&cases[i].rows[j], j + 1));

      slots = pl_outbox_plan (rows, is_alive_cb, NULL, NOW);
      g_assert_cmpuint (slots->len, ==, rows->len);
      for (guint j = 0; j < slots->len; j++)
        {
          const PlOutboxSlot *slot = &g_array_index (slots, PlOutboxSlot, j);

          g_assert_cmpint (slot->turn, ==, cases[i].rows[j].turn);
          g_assert_cmpint (slot->active, ==, cases[i].rows[j].active);
        }
    }
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GArray) slots = pl_outbox_plan (rows, is_alive_cb, NULL, NOW);

  g_assert_cmpuint (slots->len, ==, 0);
}

static void
test_sleep (void)
{
  static const struct
  {
    const char *name;
    Expectation row;
    gint64      sleep;
  } sleeps[] = {
    { "due", { PL_INTENT_WAITING, "A", 0, 0, NULL }, G_MAXINT64 },
    { "later", { PL_INTENT_WAITING, "A", 0, 5, NULL }, 5 },
    { "asked", { PL_INTENT_UNSURE, "A", 0, PL_INTENT_NEVER, NULL }, G_MAXINT64 },
    { "sent by us", { PL_INTENT_SENDING, "A", 0, 0, "alive" }, G_MAXINT64 },
    { "sent by another", { PL_INTENT_SENDING, "A", 0, 0, "alive too" }, G_TIME_SPAN_SECOND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sleeps); i++)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_outbox_row_free);
      g_autoptr (GArray) slots = NULL;

      g_test_message ("%s", sleeps[i].name);
      g_ptr_array_add (rows, new_row (&sleeps[i].row, 1));
      slots = pl_outbox_plan (rows, is_alive_cb, NULL, NOW);
      g_assert_cmpint (pl_outbox_plan_get_sleep (rows, slots, "alive", NOW), ==, sleeps[i].sleep);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox-plan/cases", test_cases);
  g_test_add_func ("/outbox-plan/empty", test_empty);
  g_test_add_func ("/outbox-plan/sleep", test_sleep);

  return g_test_run ();
}
