/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of intents: every column there and back, the lists, and what a person does with a row. */
#include "outbox-steps.h"

static void
round_trip_steps (PlConnection *connection,
                  gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) bare = outbox_row_insert (connection, PL_INTENT_DEACTIVATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) full = outbox_row_make (PL_INTENT_SHARE);
  g_autoptr (PlOutboxRow) empty = outbox_row_make (PL_INTENT_EDIT);
  g_autoptr (PlOutboxRow) copy = NULL;
  g_autoptr (PlOutboxRow) bare_back = NULL;
  g_autoptr (PlOutboxRow) full_back = NULL;
  g_autoptr (PlOutboxRow) empty_back = NULL;
  g_autoptr (PlOutboxRow) by_key = NULL;

  full->state = PL_INTENT_UNSURE;
  full->link_id = g_strdup ("CKHP6VVWYT");
  full->waits_for = bare->id;
  full->body = g_bytes_new_static ("a\0b\xff\n", 5);
  full->reference = g_strdup ("Müller & Søn 🍕");
  full->first_sent_at = NOW + 1;
  full->next_attempt_at = NOW + 2;
  full->finished_at = NOW + 3;
  full->attempts = 4;
  full->error = g_strdup ("{}");
  full->result_id = g_strdup ("CKHP6VVWYU");
  full->owner = g_strdup ("somebody");
  copy = pl_outbox_row_copy (full);
  outbox_rows_assert_equal (copy, full);

  pl_outbox_table_insert (connection, full, &error);
  g_assert_no_error (error);
  empty->body = g_bytes_new_static ("", 0);
  pl_outbox_table_insert (connection, empty, &error);
  g_assert_no_error (error);

  bare_back = outbox_row_get (connection, bare->id);
  outbox_rows_assert_equal (bare, bare_back);
  full_back = outbox_row_get (connection, full->id);
  outbox_rows_assert_equal (full, full_back);
  empty_back = outbox_row_get (connection, empty->id);
  outbox_rows_assert_equal (empty, empty_back);

  by_key = pl_outbox_table_find_key (connection, full->idempotency_key, &error);
  g_assert_no_error (error);
  outbox_rows_assert_equal (full, by_key);

  g_assert_null (pl_outbox_table_find_key (connection, "nobody's", &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (pl_outbox_table_get (connection, 4711, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND);
}

static void
test_round_trip (StoreFixture  *fixture,
                 gconstpointer  data)
{
  outbox_steps_run (fixture, round_trip_steps, NULL);
}

/* A second click: the same key again, whatever else differs. */
static void
duplicate_steps (PlConnection *connection,
                 gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) first = outbox_row_insert (connection, PL_INTENT_CREATE, PL_INTENT_DONE);
  g_autoptr (PlOutboxRow) second = outbox_row_make (PL_INTENT_SHARE);

  g_free (second->idempotency_key);
  second->idempotency_key = g_strdup (first->idempotency_key);
  g_assert_false (pl_outbox_table_insert (connection, second, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DUPLICATE);
  g_assert_cmpint (second->id, ==, 0);
}

static void
test_duplicate (StoreFixture  *fixture,
                gconstpointer  data)
{
  outbox_steps_run (fixture, duplicate_steps, NULL);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM outbox"), ==, 1);
}

static void
list_steps (PlConnection *connection,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) everybody = NULL;
  g_autoptr (PlOutboxRow) other = outbox_row_make (PL_INTENT_CREATE);
  static const PlIntentState open_states[] = {
    PL_INTENT_WAITING, PL_INTENT_SENDING, PL_INTENT_UNSURE, PL_INTENT_REFUSED,
  };

  for (PlIntentState state = PL_INTENT_WAITING; state <= PL_INTENT_DISCARDED; state++)
    pl_outbox_row_free (outbox_row_insert (connection, PL_INTENT_CREATE, state));

  g_free (other->account);
  other->account = g_strdup ("another");
  pl_outbox_table_insert (connection, other, &error);
  g_assert_no_error (error);

  open = pl_outbox_table_list (connection, STORE_FIXTURE_ACCOUNT, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->len, ==, G_N_ELEMENTS (open_states));
  for (guint i = 0; i < open->len; i++)
    g_assert_cmpint (((PlOutboxRow *) open->pdata[i])->state, ==, open_states[i]);

  all = pl_outbox_table_list (connection, STORE_FIXTURE_ACCOUNT, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 6);
  for (guint i = 1; i < all->len; i++)
    g_assert_cmpint (((PlOutboxRow *) all->pdata[i])->id, >, ((PlOutboxRow *) all->pdata[i - 1])->id);

  none = pl_outbox_table_list (connection, "nobody", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  everybody = pl_outbox_table_list (connection, NULL, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (everybody->len, ==, 5);
}

static void
test_list (StoreFixture  *fixture,
           gconstpointer  data)
{
  outbox_steps_run (fixture, list_steps, NULL);
}

static void
state_steps (PlConnection *connection,
             gpointer      data)
{
  static const struct
  {
    PlIntentState state;
    gboolean      discarded;
    gboolean      due;
  } cases[] = {
    { PL_INTENT_WAITING, TRUE, TRUE },  { PL_INTENT_SENDING, FALSE, FALSE }, { PL_INTENT_UNSURE, TRUE, TRUE },
    { PL_INTENT_DONE, FALSE, FALSE },   { PL_INTENT_REFUSED, TRUE, FALSE },  { PL_INTENT_DISCARDED, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PlOutboxRow) row = outbox_row_insert (connection, PL_INTENT_CREATE, cases[i].state);
      g_autoptr (PlOutboxRow) hurried = NULL;
      g_autoptr (PlOutboxRow) after = NULL;
      gboolean changed;

      g_assert_true (pl_outbox_table_make_due (connection, row->id, NOW - 5, &changed, &error));
      g_assert_no_error (error);
      g_assert_cmpint (changed, ==, cases[i].due);
      hurried = outbox_row_get (connection, row->id);
      g_assert_cmpint (hurried->next_attempt_at, ==, cases[i].due ? NOW - 5 : NOW);
      g_assert_cmpint (hurried->state, ==, cases[i].state);

      g_assert_true (pl_outbox_table_discard (connection, row->id, NOW + 7, &changed, &error));
      g_assert_no_error (error);
      g_assert_cmpint (changed, ==, cases[i].discarded);
      after = outbox_row_get (connection, row->id);
      g_assert_cmpint (after->state, ==, cases[i].discarded ? PL_INTENT_DISCARDED : cases[i].state);
      g_assert_cmpint (after->finished_at, ==, cases[i].discarded ? NOW + 7 : 0);
    }
}

static void
test_states (StoreFixture  *fixture,
             gconstpointer  data)
{
  outbox_steps_run (fixture, state_steps, NULL);
}

/* "Retry now" on a row that has long been due must not move it behind the others. */
static void
due_already_steps (PlConnection *connection,
                   gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) row = outbox_row_insert (connection, PL_INTENT_CREATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) after = NULL;
  gboolean changed;

  g_assert_true (pl_outbox_table_make_due (connection, row->id, NOW + 1000, &changed, &error));
  g_assert_no_error (error);
  g_assert_true (changed);
  after = outbox_row_get (connection, row->id);
  g_assert_cmpint (after->next_attempt_at, ==, NOW);
}

static void
test_due_already (StoreFixture  *fixture,
                  gconstpointer  data)
{
  outbox_steps_run (fixture, due_already_steps, NULL);
}

static void
test_words (void)
{
  g_assert_cmpstr (pl_intent_kind_to_text (PL_INTENT_CREATE), ==, "create");
  g_assert_cmpstr (pl_intent_kind_to_text (PL_INTENT_SHARE), ==, "share");
  g_assert_cmpstr (pl_intent_kind_to_text (PL_INTENT_EDIT), ==, "edit");
  g_assert_cmpstr (pl_intent_kind_to_text (PL_INTENT_DEACTIVATE), ==, "deactivate");
  g_assert_cmpstr (pl_intent_state_to_text (PL_INTENT_WAITING), ==, "waiting");
  g_assert_cmpstr (pl_intent_state_to_text (PL_INTENT_SENDING), ==, "sending");
  g_assert_cmpstr (pl_intent_state_to_text (PL_INTENT_UNSURE), ==, "unsure");
  g_assert_cmpstr (pl_intent_state_to_text (PL_INTENT_DONE), ==, "done");
  g_assert_cmpstr (pl_intent_state_to_text (PL_INTENT_REFUSED), ==, "refused");
  g_assert_cmpstr (pl_intent_state_to_text (PL_INTENT_DISCARDED), ==, "discarded");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add ("/outbox-table/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("duplicate", test_duplicate);
  ADD ("list", test_list);
  ADD ("states", test_states);
  ADD ("due-already", test_due_already);
  g_test_add_func ("/outbox-table/words", test_words);

  return g_test_run ();
}
