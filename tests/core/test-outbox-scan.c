/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose turn it is, in a table of outboxes. */
#include "core/outbox/pl-backoff.h"
#include "core/outbox/pl-intent.h"
#include "core/outbox/pl-outbox-pace.h"
#include "core/outbox/pl-outbox-scan.h"
#include "store/pl-batch-table.h"
#include "support/store-fixture.h"

#define NOW (1000 * G_TIME_SPAN_DAY)
#define MAX_ROWS 5

typedef enum
{
  NOT_USED,
  TAKEN,
  LEFT,
  REFUSED,
  GIVEN_UP,
} Fate;

typedef struct
{
  PlIntentState state;
  const char   *link_id;
  gint64        waits_for;
  gint64        due_in; /* microseconds, or PL_INTENT_NEVER */
  const char   *owner;  /* "me", "dead" */
  Fate          fate;
  gboolean      active;
  gint64        batch;  /* 1 goes on, 2 is paused */
  PlIntentKind  kind;   /* PL_INTENT_CREATE: what the others of these say */
} Expectation;

static const struct
{
  const char *name;
  Expectation rows[MAX_ROWS];
} cases[] = {
  { "due", { { PL_INTENT_WAITING, "A", 0, 0, NULL, TAKEN, TRUE } } },
  { "due long ago", { { PL_INTENT_UNSURE, "A", 0, -G_TIME_SPAN_DAY, NULL, TAKEN, TRUE } } },
  { "not due", { { PL_INTENT_WAITING, "A", 0, 1, NULL, LEFT, FALSE } } },
  { "asked", { { PL_INTENT_UNSURE, "A", 0, PL_INTENT_NEVER, NULL, LEFT, FALSE } } },
  { "as far as a wait goes", { { PL_INTENT_WAITING, "A", 0, PL_BACKOFF_LONGEST, NULL, LEFT, FALSE } } },
  { "the clock was set back", { { PL_INTENT_WAITING, "A", 0, PL_BACKOFF_LONGEST + 1, NULL, TAKEN, TRUE } } },
  { "being sent", { { PL_INTENT_SENDING, "A", 0, 0, "me", LEFT, TRUE } } },
  { "its owner died", { { PL_INTENT_SENDING, "A", 0, 0, "dead", TAKEN, TRUE } } },
  { "its owner died, whenever it is due", { { PL_INTENT_SENDING, "A", 0, PL_INTENT_NEVER, "dead", TAKEN, TRUE } } },
  { "refused", { { PL_INTENT_REFUSED, "A", 0, 0, NULL, LEFT, FALSE } } },
  { "creates do not wait for each other",
    { { PL_INTENT_SENDING, NULL, 0, 0, "me", LEFT, TRUE },
      { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE },
      { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE } } },
  { "one link, in order",
    { { PL_INTENT_WAITING, "A", 0, 0, NULL, TAKEN, TRUE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, LEFT, TRUE },
      { PL_INTENT_WAITING, "B", 0, 0, NULL, TAKEN, TRUE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, LEFT, TRUE } } },
  { "one link, the first rests",
    { { PL_INTENT_UNSURE, "A", 0, 5, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, LEFT, FALSE } } },
  { "one link, the first is on its way",
    { { PL_INTENT_SENDING, "A", 0, 0, "me", LEFT, TRUE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, LEFT, TRUE } } },
  { "one link, the user has to decide about the first",
    { { PL_INTENT_UNSURE, "A", 0, PL_INTENT_NEVER, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, TAKEN, TRUE } } },
  { "one link, the user has to decide about what the first waits for",
    { { PL_INTENT_UNSURE, "A", 0, PL_INTENT_NEVER, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, "A", 1, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, TAKEN, TRUE } } },
  { "one link, the first was refused",
    { { PL_INTENT_REFUSED, "A", 0, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, TAKEN, TRUE } } },
  { "a share waits for its create",
    { { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, LEFT, TRUE } } },
  { "a share waits for its create, which rests",
    { { PL_INTENT_WAITING, NULL, 0, 9, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, LEFT, FALSE } } },
  { "a share waits for its create, which asks",
    { { PL_INTENT_UNSURE, NULL, 0, PL_INTENT_NEVER, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, LEFT, FALSE } } },
  { "a share whose create is done",
    { { PL_INTENT_DONE, "A", 0, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, "A", 1, 0, NULL, TAKEN, TRUE } } },
  { "a share whose create is done, and does not know its link yet",
    { { PL_INTENT_DONE, "A", 0, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, TAKEN, TRUE } } },
  { "a share whose create is gone", { { PL_INTENT_WAITING, "A", 77, 0, NULL, REFUSED, TRUE } } },
  { "a share whose create was refused",
    { { PL_INTENT_REFUSED, NULL, 0, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, REFUSED, TRUE },
      { PL_INTENT_WAITING, NULL, 2, 0, NULL, LEFT, TRUE } } },
  { "a share whose create was given up",
    { { PL_INTENT_DISCARDED, NULL, 0, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, REFUSED, TRUE } } },
  { "a share behind its edit holds up what comes after",
    { { PL_INTENT_WAITING, "A", 0, 9, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, "A", 1, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, LEFT, FALSE } } },
  { "its owner died, but another is before it",
    { { PL_INTENT_WAITING, "A", 0, 0, NULL, TAKEN, TRUE },
      { PL_INTENT_SENDING, "A", 0, 0, "dead", LEFT, TRUE } } },
  { "a promise whose create was refused",
    { { PL_INTENT_REFUSED, NULL, 0, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, GIVEN_UP, TRUE, 0, PL_INTENT_DEACTIVATE } } },
  { "a promise whose create is gone",
    { { PL_INTENT_WAITING, NULL, 77, 0, NULL, REFUSED, TRUE, 0, PL_INTENT_DEACTIVATE } } },
  { "a promise whose create is gone, and whose link is known",
    { { PL_INTENT_WAITING, "A", 77, 0, NULL, TAKEN, TRUE, 0, PL_INTENT_DEACTIVATE } } },
  { "a promise whose create is done without a link",
    { { PL_INTENT_DONE, NULL, 0, 0, NULL, LEFT, FALSE },
      { PL_INTENT_WAITING, NULL, 1, 0, NULL, REFUSED, TRUE, 0, PL_INTENT_DEACTIVATE } } },
  { "a batch that is paused, and one that is not",
    { { PL_INTENT_WAITING, NULL, 0, 0, NULL, LEFT, FALSE, 2 },
      { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE, 1 },
      { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE, 0 },
      { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE, 3 } } },
  { "one link, the first is in a batch that is paused",
    { { PL_INTENT_WAITING, "A", 0, 0, NULL, LEFT, FALSE, 2 },
      { PL_INTENT_WAITING, "A", 0, 0, NULL, LEFT, FALSE, 0 } } },
};

static gboolean
put_batches (PlConnection *connection,
             gpointer      data,
             GError      **error)
{
  for (guint i = 1; i <= 2; i++)
    {
      g_autoptr (PlBatchRow) row = pl_batch_row_new ();

      row->account = g_strdup (STORE_FIXTURE_ACCOUNT);
      row->key = g_uuid_string_random ();
      row->paused = i == 2;
      if (!pl_batch_table_insert (connection, row, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  StoreFixture      *store;
  const Expectation *rows;
} Filling;

static gboolean
fill (PlConnection *connection,
      gpointer      data,
      GError      **error)
{
  const Filling *filling = data;

  if (!pl_connection_exec (connection, "DELETE FROM outbox; DELETE FROM sqlite_sequence WHERE name = 'outbox'", error))
    return FALSE;

  for (guint i = 0; i < MAX_ROWS && filling->rows[i].fate != NOT_USED; i++)
    {
      const Expectation *wanted = &filling->rows[i];
      g_autoptr (PlOutboxRow) row = pl_outbox_row_new ();

      row->account = g_strdup (STORE_FIXTURE_ACCOUNT);
      row->kind = wanted->kind != PL_INTENT_CREATE ? wanted->kind
                  : wanted->waits_for != 0 ? PL_INTENT_SHARE
                  : wanted->link_id == NULL ? PL_INTENT_CREATE : PL_INTENT_EDIT;
      row->state = wanted->state;
      row->idempotency_key = g_uuid_string_random ();
      row->link_id = g_strdup (wanted->link_id);
      row->waits_for = wanted->waits_for;
      row->next_attempt_at = wanted->due_in == PL_INTENT_NEVER ? PL_INTENT_NEVER : NOW + wanted->due_in;
      row->owner = g_strcmp0 (wanted->owner, "me") == 0 ? g_strdup (pl_database_get_owner (filling->store->database))
                                                        : g_strdup (wanted->owner);
      row->batch = wanted->batch;
      if (!pl_outbox_table_insert (connection, row, error))
        return FALSE;

      g_assert_cmpint (row->id, ==, i + 1);
    }

  return TRUE;
}

static gboolean
is_claimed (PlOutboxScan *scan,
            gint64        id)
{
  for (guint i = 0; i < scan->claims->len; i++)
    {
      const PlOutboxClaim *claim = g_ptr_array_index (scan->claims, i);

      if (claim->row->id == id)
        return TRUE;
    }

  return FALSE;
}

static PlIntentState
query_state (StoreFixture *fixture,
             gint64        id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT state FROM outbox WHERE id = %" G_GINT64_FORMAT, id);

  return (PlIntentState) store_query_int (fixture->database, sql);
}

static PlIntentState
get_state_after (const Expectation *row)
{
  switch (row->fate)
    {
    case TAKEN:
      return PL_INTENT_SENDING;
    case REFUSED:
      return PL_INTENT_REFUSED;
    case GIVEN_UP:
      return PL_INTENT_DISCARDED;
    case NOT_USED:
    case LEFT:
    default:
      return row->state;
    }
}

static void
test_cases (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_write (fixture->database, put_batches, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlOutboxScan) look = pl_outbox_scan_new (fixture->database, STORE_FIXTURE_ACCOUNT, NOW, 0);
      g_autoptr (PlOutboxScan) scan = pl_outbox_scan_new (fixture->database, STORE_FIXTURE_ACCOUNT, NOW, 10);
      const Filling filling = { fixture, cases[i].rows };
      guint n_taken = 0;
      guint n_refused = 0;

      g_test_message ("%s", cases[i].name);
      store_write (fixture->database, fill, (gpointer) &filling);
      for (guint j = 0; j < MAX_ROWS && cases[i].rows[j].fate != NOT_USED; j++)
        pl_outbox_scan_watch (look, j + 1);
      store_read (fixture->database, pl_outbox_scan_work, look);
      store_write (fixture->database, pl_outbox_scan_work, scan);

      g_assert_cmpuint (look->claims->len, ==, 0);
      for (guint j = 0; j < MAX_ROWS && cases[i].rows[j].fate != NOT_USED; j++)
        {
          const Expectation *row = &cases[i].rows[j];
          const PlOutboxWatched *watched = pl_outbox_scan_find_watched (look, j + 1);

          g_assert_cmpint (is_claimed (scan, j + 1), ==, row->fate == TAKEN);
          g_assert_cmpint (query_state (fixture, j + 1), ==, get_state_after (row));
          g_assert_cmpint (watched->active, ==, row->active);
          g_assert_cmpint (watched->finished, ==, row->state >= PL_INTENT_DONE);
          g_assert_cmpint (watched->sending, ==, row->state == PL_INTENT_SENDING
                                                 && g_strcmp0 (row->owner, "me") == 0);
          n_taken += row->fate == TAKEN;
          n_refused += row->fate == REFUSED || row->fate == GIVEN_UP;
        }

      g_assert_cmpuint (look->n_due, ==, n_taken + n_refused);
      g_assert_cmpuint (look->n_left, ==, look->n_due);
      g_assert_cmpuint (scan->n_left, ==, 0);
      g_assert_cmpuint (scan->rows->len, ==, n_taken + n_refused);
      g_assert_cmpint (scan->sending, ==, n_taken > 0 || g_strcmp0 (cases[i].rows[0].owner, "me") == 0);
    }
}

/* What is in no batch first, the older batch next; no more than there is room; and as many are counted as tell bulk. */
static void
test_room (StoreFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr (PlOutboxScan) scan = pl_outbox_scan_new (fixture->database, STORE_FIXTURE_ACCOUNT, NOW, 3);
  g_autoptr (PlOutboxScan) many = pl_outbox_scan_new (fixture->database, STORE_FIXTURE_ACCOUNT, NOW, 2);
  const Expectation rows[MAX_ROWS] = {
    { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE, 3 },
    { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE, 1 },
    { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE, 1 },
    { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE, 0 },
    { PL_INTENT_WAITING, NULL, 0, 0, NULL, TAKEN, TRUE, 1 },
  };
  const gint64 order[] = { 4, 2, 3 };
  const Filling filling = { fixture, rows };

  store_write (fixture->database, fill, (gpointer) &filling);
  store_write (fixture->database, pl_outbox_scan_work, scan);
  g_assert_cmpuint (scan->claims->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpint (((PlOutboxClaim *) g_ptr_array_index (scan->claims, i))->row->id, ==, order[i]);
  g_assert_cmpuint (scan->n_left, ==, 2);

  store_exec (fixture->database,
              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
              " INSERT INTO outbox (account, kind, state, idempotency_key, created_at, first_sent_at, next_attempt_at,"
              "                     finished_at, attempts)"
              " SELECT account, 0, 0, printf ('%036d', i), 0, 0, 0, 0, 0 FROM n, (SELECT account FROM outbox LIMIT 1)");
  store_write (fixture->database, pl_outbox_scan_work, many);
  g_assert_cmpuint (many->claims->len, ==, 2);
  g_assert_cmpuint (many->n_due, ==, 2 + PL_OUTBOX_BULK + 1);
}

static void
test_next (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const struct
  {
    const char *name;
    Expectation row;
    gint64      next_in; /* PL_INTENT_NEVER */
    gboolean    elsewhere;
  } nexts[] = {
    { "due", { PL_INTENT_WAITING, "A", 0, 0, NULL, LEFT }, PL_INTENT_NEVER, FALSE },
    { "later", { PL_INTENT_WAITING, "A", 0, 5, NULL, LEFT }, 5, FALSE },
    { "asked", { PL_INTENT_UNSURE, "A", 0, PL_INTENT_NEVER, NULL, LEFT }, PL_INTENT_NEVER, FALSE },
    { "refused", { PL_INTENT_REFUSED, "A", 0, 5, NULL, LEFT }, PL_INTENT_NEVER, FALSE },
    { "sent by us, who hear of nothing", { PL_INTENT_SENDING, "A", 0, 5, "me", LEFT }, PL_INTENT_NEVER, TRUE },
  };
  g_autoptr (PlOutboxScan) hearing = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (nexts); i++)
    {
      g_autoptr (PlOutboxScan) scan = pl_outbox_scan_new (fixture->database, STORE_FIXTURE_ACCOUNT, NOW, 0);
      const Expectation rows[MAX_ROWS] = { nexts[i].row };
      const Filling filling = { fixture, rows };

      g_test_message ("%s", nexts[i].name);
      store_write (fixture->database, fill, (gpointer) &filling);
      store_read (fixture->database, pl_outbox_scan_work, scan);
      g_assert_cmpint (scan->next_at, ==, nexts[i].next_in == PL_INTENT_NEVER ? PL_INTENT_NEVER
                                                                              : NOW + nexts[i].next_in);
      g_assert_cmpint (scan->elsewhere, ==, nexts[i].elsewhere);
    }

  hearing = pl_outbox_scan_new (fixture->database, STORE_FIXTURE_ACCOUNT, NOW, 0);
  hearing->owner = g_strdup (pl_database_get_owner (fixture->database));
  store_read (fixture->database, pl_outbox_scan_work, hearing);
  g_assert_true (hearing->sending);
  g_assert_false (hearing->elsewhere);
}

/* All rows are read when asked for, and when somebody else wrote; unless that was a moment ago: then that is said. */
static void
test_whole (StoreFixture  *fixture,
            gconstpointer  data)
{
  const Expectation rows[MAX_ROWS] = {
    { PL_INTENT_WAITING, NULL, 0, 5, NULL, LEFT },
    { PL_INTENT_REFUSED, NULL, 0, 0, NULL, LEFT },
    { PL_INTENT_DONE, NULL, 0, 0, NULL, LEFT },
    { PL_INTENT_WAITING, NULL, 0, 5, NULL, LEFT, FALSE, 1 },
    { PL_INTENT_REFUSED, NULL, 0, 5, NULL, LEFT, FALSE, 1 },
  };
  const Filling filling = { fixture, rows };
  g_autoptr (GError) error = NULL;
  PlDatabase *elsewhere = store_open (fixture->directory, &error);
  gint64 version = 0;

  g_assert_no_error (error);
  store_write (fixture->database, put_batches, NULL);
  store_write (fixture->database, fill, (gpointer) &filling);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (PlOutboxScan) scan = pl_outbox_scan_new (fixture->database, STORE_FIXTURE_ACCOUNT, NOW, 0);

      scan->version = version;
      scan->whole = i == 0;
      scan->may_be_whole = i != 2;
      if (i == 2)
        store_exec (elsewhere, "UPDATE outbox SET attempts = attempts + 1 WHERE id = 1");
      store_read (fixture->database, pl_outbox_scan_work, scan);

      g_assert_cmpint (scan->whole, ==, i == 0 || i == 3);
      g_assert_cmpint (scan->stale, ==, i == 2);
      g_assert_cmpuint (scan->rows->len, ==, scan->whole ? 3 : 0);
      g_assert_cmpint (scan->batches != NULL, ==, scan->whole);
      if (scan->whole)
        {
          const PlBatchRow *batch = g_ptr_array_index (scan->batches, 0);

          version = scan->version;
          g_assert_cmpuint (scan->batches->len, ==, 2);
          g_assert_cmpuint (batch->counts[PL_INTENT_WAITING], ==, 1);
          g_assert_cmpuint (batch->counts[PL_INTENT_REFUSED], ==, 1);
        }
    }

  store_close (elsewhere);
}

#define ADD(path, func) \
  g_test_add ("/outbox-scan/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("cases", test_cases);
  ADD ("room", test_room);
  ADD ("next", test_next);
  ADD ("whole", test_whole);

  return g_test_run ();
}
