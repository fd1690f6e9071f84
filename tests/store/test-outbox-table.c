/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of intents: every column there and back, each change of state from each state, and two processes after the
 * same rows. */
#include "store/pl-outbox-table.h"
#include "support/store-fixture.h"

#define NOW G_GINT64_CONSTANT (1792000000000000)

/* The works below run test steps on the worker; what fails there ends the program as anywhere. */
typedef void (*Steps) (PlConnection *connection,
                       gpointer      data);

typedef struct
{
  Steps    steps;
  gpointer data;
} StepsWork;

static gboolean
steps_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  StepsWork *work = data;

  work->steps (connection, work->data);

  return TRUE;
}

static void
run_steps (StoreFixture *fixture,
           Steps         steps,
           gpointer      data)
{
  StepsWork work = { .steps = steps, .data = data };

  store_write (fixture->database, steps_work, &work);
}

static PlOutboxRow *
make_row (PlIntentKind kind)
{
  PlOutboxRow *row = pl_outbox_row_new ();

  row->account = g_strdup (STORE_FIXTURE_ACCOUNT);
  row->kind = kind;
  row->idempotency_key = g_uuid_string_random ();
  row->created_at = NOW;
  row->next_attempt_at = NOW;

  return row;
}

static PlOutboxRow *
insert_row (PlConnection  *connection,
            PlIntentKind   kind,
            PlIntentState  state)
{
  g_autoptr (GError) error = NULL;
  PlOutboxRow       *row = make_row (kind);

  row->state = state;
  if (state == PL_INTENT_SENDING)
    row->owner = g_strdup ("somebody");

  pl_outbox_table_insert (connection, row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (row->id, >, 0);

  return row;
}

static PlOutboxRow *
get_row (PlConnection *connection,
         gint64        id)
{
  g_autoptr (GError) error = NULL;
  PlOutboxRow       *row = pl_outbox_table_get (connection, id, &error);

  g_assert_no_error (error);

  return row;
}

static void
assert_rows_equal (const PlOutboxRow *a,
                   const PlOutboxRow *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpstr (a->account, ==, b->account);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpstr (a->idempotency_key, ==, b->idempotency_key);
  g_assert_cmpstr (a->link_id, ==, b->link_id);
  g_assert_cmpint (a->waits_for, ==, b->waits_for);
  g_assert_true ((a->body == NULL) == (b->body == NULL));
  if (a->body != NULL)
    g_assert_true (g_bytes_equal (a->body, b->body));
  g_assert_cmpstr (a->reference, ==, b->reference);
  g_assert_cmpint (a->created_at, ==, b->created_at);
  g_assert_cmpint (a->first_sent_at, ==, b->first_sent_at);
  g_assert_cmpint (a->next_attempt_at, ==, b->next_attempt_at);
  g_assert_cmpint (a->finished_at, ==, b->finished_at);
  g_assert_cmpuint (a->attempts, ==, b->attempts);
  g_assert_cmpstr (a->error, ==, b->error);
  g_assert_cmpstr (a->result_id, ==, b->result_id);
  g_assert_cmpstr (a->owner, ==, b->owner);
}

static void
round_trip_steps (PlConnection *connection,
                  gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) bare = insert_row (connection, PL_INTENT_DEACTIVATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) full = make_row (PL_INTENT_SHARE);
  g_autoptr (PlOutboxRow) empty = make_row (PL_INTENT_EDIT);
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
  assert_rows_equal (copy, full);

  pl_outbox_table_insert (connection, full, &error);
  g_assert_no_error (error);
  empty->body = g_bytes_new_static ("", 0);
  pl_outbox_table_insert (connection, empty, &error);
  g_assert_no_error (error);

  bare_back = get_row (connection, bare->id);
  assert_rows_equal (bare, bare_back);
  full_back = get_row (connection, full->id);
  assert_rows_equal (full, full_back);
  empty_back = get_row (connection, empty->id);
  assert_rows_equal (empty, empty_back);

  by_key = pl_outbox_table_find_key (connection, full->idempotency_key, &error);
  g_assert_no_error (error);
  assert_rows_equal (full, by_key);

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
  run_steps (fixture, round_trip_steps, NULL);
}

/* A second click: the same key again, whatever else differs. */
static void
duplicate_steps (PlConnection *connection,
                 gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) first = insert_row (connection, PL_INTENT_CREATE, PL_INTENT_DONE);
  g_autoptr (PlOutboxRow) second = make_row (PL_INTENT_SHARE);

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
  run_steps (fixture, duplicate_steps, NULL);
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
  g_autoptr (PlOutboxRow) other = make_row (PL_INTENT_CREATE);
  static const PlIntentState open_states[] = {
    PL_INTENT_WAITING, PL_INTENT_SENDING, PL_INTENT_UNSURE, PL_INTENT_REFUSED,
  };

  for (PlIntentState state = PL_INTENT_WAITING; state <= PL_INTENT_DISCARDED; state++)
    pl_outbox_row_free (insert_row (connection, PL_INTENT_CREATE, state));

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
  run_steps (fixture, list_steps, NULL);
}

static gboolean
claim (PlConnection *connection,
       gint64        id,
       const char   *owner,
       const char   *previous,
       gint64        now)
{
  g_autoptr (GError) error = NULL;
  gboolean           claimed = 2;

  g_assert_true (pl_outbox_table_claim (connection, id, owner, previous, now, &claimed, &error));
  g_assert_no_error (error);
  g_assert_true (claimed == TRUE || claimed == FALSE);

  return claimed;
}

static void
claim_steps (PlConnection *connection,
             gpointer      data)
{
  static const struct
  {
    PlIntentState state;
    const char   *previous;
    gint64        now;
    gboolean      claimed;
  } cases[] = {
    { PL_INTENT_WAITING, NULL, NOW - 1, FALSE },
    { PL_INTENT_WAITING, NULL, NOW, TRUE },
    { PL_INTENT_WAITING, NULL, NOW + 1, TRUE },
    { PL_INTENT_UNSURE, NULL, NOW - 1, FALSE },
    { PL_INTENT_UNSURE, NULL, NOW, TRUE },
    { PL_INTENT_SENDING, NULL, NOW, FALSE },
    { PL_INTENT_SENDING, "another", NOW, FALSE },
    { PL_INTENT_SENDING, "somebody", NOW, TRUE },
    /* It was due when it was taken; a dead owner is no reason to wait again. */
    { PL_INTENT_SENDING, "somebody", NOW - 1, TRUE },
    { PL_INTENT_DONE, NULL, NOW, FALSE },
    { PL_INTENT_REFUSED, NULL, NOW, FALSE },
    { PL_INTENT_DISCARDED, NULL, NOW, FALSE },
    { PL_INTENT_DONE, "somebody", NOW, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlOutboxRow) row = insert_row (connection, PL_INTENT_CREATE, cases[i].state);
      g_autoptr (PlOutboxRow) after = NULL;

      g_assert_cmpint (claim (connection, row->id, "me", cases[i].previous, cases[i].now), ==, cases[i].claimed);
      after = get_row (connection, row->id);

      if (cases[i].claimed)
        {
          g_assert_cmpint (after->state, ==, PL_INTENT_SENDING);
          g_assert_cmpstr (after->owner, ==, "me");
          g_assert_cmpuint (after->attempts, ==, 1);
          g_assert_cmpint (after->first_sent_at, ==, cases[i].now);
        }
      else
        {
          assert_rows_equal (row, after);
        }
    }

  g_assert_false (claim (connection, 4711, "me", NULL, NOW));
}

static void
test_claim (StoreFixture  *fixture,
            gconstpointer  data)
{
  run_steps (fixture, claim_steps, NULL);
}

static void
settle (PlConnection  *connection,
        gint64         id,
        const char    *owner,
        PlIntentState  state,
        int            code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) row = get_row (connection, id);
  g_autoptr (PlOutboxRow) before = pl_outbox_row_copy (row);
  g_autoptr (PlOutboxRow) after = NULL;
  gboolean settled;

  row->state = state;
  row->finished_at = NOW + 10;
  row->next_attempt_at = NOW + 20;
  row->first_sent_at = NOW + 30;
  g_free (row->error);
  row->error = g_strdup ("{\"code\":1}");
  g_free (row->result_id);
  row->result_id = g_strdup ("RESULT");
  g_free (row->link_id);
  row->link_id = g_strdup ("LINK");

  settled = pl_outbox_table_settle (connection, row, owner, &error);
  after = get_row (connection, id);

  if (code >= 0)
    {
      g_assert_false (settled);
      g_assert_error (error, PL_STORE_ERROR, code);
      assert_rows_equal (before, after);
      return;
    }

  g_assert_no_error (error);
  g_assert_true (settled);
  g_clear_pointer (&row->owner, g_free);
  assert_rows_equal (row, after);
}

static void
settle_steps (PlConnection *connection,
              gpointer      data)
{
  g_autoptr (PlOutboxRow) sent = insert_row (connection, PL_INTENT_CREATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) retried = insert_row (connection, PL_INTENT_CREATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) nobodys = insert_row (connection, PL_INTENT_SHARE, PL_INTENT_WAITING);

  /* Not before it is in hand, not by another, once only. */
  settle (connection, sent->id, "me", PL_INTENT_DONE, PL_STORE_ERROR_NOT_FOUND);
  g_assert_true (claim (connection, sent->id, "me", NULL, NOW));
  settle (connection, sent->id, "another", PL_INTENT_DONE, PL_STORE_ERROR_NOT_FOUND);
  settle (connection, sent->id, NULL, PL_INTENT_DONE, PL_STORE_ERROR_NOT_FOUND);
  settle (connection, sent->id, "me", PL_INTENT_DONE, -1);
  settle (connection, sent->id, "me", PL_INTENT_REFUSED, PL_STORE_ERROR_NOT_FOUND);
  settle (connection, sent->id, NULL, PL_INTENT_REFUSED, PL_STORE_ERROR_NOT_FOUND);

  /* Taken over from the dead: the dead one's late answer changes nothing. */
  g_assert_true (claim (connection, retried->id, "dead", NULL, NOW));
  g_assert_true (claim (connection, retried->id, "me", "dead", NOW + 5));
  settle (connection, retried->id, "dead", PL_INTENT_DONE, PL_STORE_ERROR_NOT_FOUND);
  settle (connection, retried->id, "me", PL_INTENT_UNSURE, -1);
  g_assert_false (claim (connection, retried->id, "me", NULL, NOW + 19));
  g_assert_true (claim (connection, retried->id, "me", NULL, NOW + 20));

  settle (connection, nobodys->id, NULL, PL_INTENT_REFUSED, -1);
}

static void
test_settle (StoreFixture  *fixture,
             gconstpointer  data)
{
  run_steps (fixture, settle_steps, NULL);
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
      g_autoptr (PlOutboxRow) row = insert_row (connection, PL_INTENT_CREATE, cases[i].state);
      g_autoptr (PlOutboxRow) hurried = NULL;
      g_autoptr (PlOutboxRow) after = NULL;
      gboolean changed;

      g_assert_true (pl_outbox_table_make_due (connection, row->id, NOW - 5, &changed, &error));
      g_assert_no_error (error);
      g_assert_cmpint (changed, ==, cases[i].due);
      hurried = get_row (connection, row->id);
      g_assert_cmpint (hurried->next_attempt_at, ==, cases[i].due ? NOW - 5 : NOW);
      g_assert_cmpint (hurried->state, ==, cases[i].state);

      g_assert_true (pl_outbox_table_discard (connection, row->id, NOW + 7, &changed, &error));
      g_assert_no_error (error);
      g_assert_cmpint (changed, ==, cases[i].discarded);
      after = get_row (connection, row->id);
      g_assert_cmpint (after->state, ==, cases[i].discarded ? PL_INTENT_DISCARDED : cases[i].state);
      g_assert_cmpint (after->finished_at, ==, cases[i].discarded ? NOW + 7 : 0);
    }
}

static void
test_states (StoreFixture  *fixture,
             gconstpointer  data)
{
  run_steps (fixture, state_steps, NULL);
}

/* "Retry now" on a row that has long been due must not move it behind the others. */
static void
due_already_steps (PlConnection *connection,
                   gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) row = insert_row (connection, PL_INTENT_CREATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) after = NULL;
  gboolean changed;

  g_assert_true (pl_outbox_table_make_due (connection, row->id, NOW + 1000, &changed, &error));
  g_assert_no_error (error);
  g_assert_true (changed);
  after = get_row (connection, row->id);
  g_assert_cmpint (after->next_attempt_at, ==, NOW);
}

static void
test_due_already (StoreFixture  *fixture,
                  gconstpointer  data)
{
  run_steps (fixture, due_already_steps, NULL);
}

static void
waits_for_steps (PlConnection *connection,
                 gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) create = insert_row (connection, PL_INTENT_CREATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) share = make_row (PL_INTENT_SHARE);
  g_autoptr (PlOutboxRow) bystander = insert_row (connection, PL_INTENT_EDIT, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) after = NULL;
  g_autoptr (PlOutboxRow) untouched = NULL;

  share->waits_for = create->id;
  pl_outbox_table_insert (connection, share, &error);
  g_assert_no_error (error);

  g_assert_false (claim (connection, share->id, "me", NULL, NOW));
  g_assert_true (claim (connection, create->id, "me", NULL, NOW));
  g_assert_false (claim (connection, share->id, "me", NULL, NOW));
  settle (connection, create->id, "me", PL_INTENT_DONE, -1);
  g_assert_true (pl_outbox_table_set_link (connection, create->id, "CKHP6VVWYT", &error));
  g_assert_no_error (error);

  after = get_row (connection, share->id);
  g_assert_cmpstr (after->link_id, ==, "CKHP6VVWYT");
  untouched = get_row (connection, bystander->id);
  g_assert_null (untouched->link_id);
  g_assert_true (claim (connection, share->id, "me", NULL, NOW));
}

static void
test_waits_for (StoreFixture  *fixture,
                gconstpointer  data)
{
  run_steps (fixture, waits_for_steps, NULL);
}

#define RIVALS 3
#define ROWS 120

static void
rival_steps (PlConnection *connection,
             gpointer      data)
{
  for (guint i = 0; i < ROWS; i++)
    pl_outbox_row_free (insert_row (connection, PL_INTENT_CREATE, PL_INTENT_WAITING));
}

typedef struct
{
  gint64      id;
  const char *owner;
  gboolean    claimed;
} Claim;

static gboolean
claim_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  Claim *one = data;

  return pl_outbox_table_claim (connection, one->id, one->owner, NULL, NOW, &one->claimed, error);
}

/* Another process: claims every row it can and prints their numbers. */
static int
claim_all (const char *directory)
{
  g_autoptr (GError) error = NULL;
  PlDatabase        *database = store_open (directory, &error);

  g_assert_no_error (error);
  store_child_pause ();

  for (gint64 id = 1; id <= ROWS; id++)
    {
      Claim one = { .id = id, .owner = pl_database_get_owner (database) };

      store_write (database, claim_work, &one);
      if (one.claimed)
        g_print ("%" G_GINT64_FORMAT "\n", id);
    }

  store_close (database);

  return 0;
}

/* Each row is claimed by exactly one of several processes that go for all of them at once. */
static void
test_processes (StoreFixture  *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  guint        taken[ROWS + 1] = { 0 };
  GSubprocess *rivals[RIVALS];

  run_steps (fixture, rival_steps, NULL);

  for (guint i = 0; i < RIVALS; i++)
    rivals[i] = store_fixture_spawn (fixture, "--claim-all");
  for (guint i = 0; i < RIVALS; i++)
    store_child_await (rivals[i]);
  for (guint i = 0; i < RIVALS; i++)
    store_child_go (rivals[i]);

  for (guint i = 0; i < RIVALS; i++)
    {
      g_autofree char *output = NULL;
      g_auto (GStrv)   lines = NULL;

      g_assert_true (g_subprocess_communicate_utf8 (rivals[i], NULL, NULL, &output, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_successful (rivals[i]));
      lines = g_strsplit (output, "\n", -1);

      for (guint j = 0; lines[j] != NULL && lines[j][0] != '\0'; j++)
        taken[g_ascii_strtoull (lines[j], NULL, 10)]++;

      g_object_unref (rivals[i]);
    }

  for (guint i = 1; i <= ROWS; i++)
    g_assert_cmpuint (taken[i], ==, 1);

  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM outbox WHERE state = 1 AND attempts = 1"),
                   ==, ROWS);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (DISTINCT owner) FROM outbox"), <=, RIVALS);
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
  if (argc == 3 && g_str_equal (argv[1], "--claim-all"))
    return claim_all (argv[2]);

  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add ("/outbox-table/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("duplicate", test_duplicate);
  ADD ("list", test_list);
  ADD ("claim", test_claim);
  ADD ("settle", test_settle);
  ADD ("states", test_states);
  ADD ("due-already", test_due_already);
  ADD ("waits-for", test_waits_for);
  ADD ("processes", test_processes);
  g_test_add_func ("/outbox-table/words", test_words);

  return g_test_run ();
}
