/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has a row in hand: taking it from each state, putting it out of hand, waiting for another, and several processes
 * after the same rows. */
#include "outbox-steps.h"

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
settle (PlConnection  *connection,
        gint64         id,
        const char    *owner,
        PlIntentState  state,
        int            code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) row = outbox_row_get (connection, id);
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
  after = outbox_row_get (connection, id);

  if (code >= 0)
    {
      g_assert_false (settled);
      g_assert_error (error, PL_STORE_ERROR, code);
      outbox_rows_assert_equal (before, after);
      return;
    }

  g_assert_no_error (error);
  g_assert_true (settled);
  g_clear_pointer (&row->owner, g_free);
  outbox_rows_assert_equal (row, after);
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
      g_autoptr (PlOutboxRow) row = outbox_row_insert (connection, PL_INTENT_CREATE, cases[i].state);
      g_autoptr (PlOutboxRow) after = NULL;

      g_assert_cmpint (claim (connection, row->id, "me", cases[i].previous, cases[i].now), ==, cases[i].claimed);
      after = outbox_row_get (connection, row->id);

      if (cases[i].claimed)
        {
          g_assert_cmpint (after->state, ==, PL_INTENT_SENDING);
          g_assert_cmpstr (after->owner, ==, "me");
          g_assert_cmpuint (after->attempts, ==, 1);
          g_assert_cmpint (after->first_sent_at, ==, cases[i].now);
        }
      else
        {
          outbox_rows_assert_equal (row, after);
        }
    }

  g_assert_false (claim (connection, 4711, "me", NULL, NOW));
}

static void
test_claim (StoreFixture  *fixture,
            gconstpointer  data)
{
  outbox_steps_run (fixture, claim_steps, NULL);
}

static void
settle_steps (PlConnection *connection,
              gpointer      data)
{
  g_autoptr (PlOutboxRow) sent = outbox_row_insert (connection, PL_INTENT_CREATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) retried = outbox_row_insert (connection, PL_INTENT_CREATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) nobodys = outbox_row_insert (connection, PL_INTENT_SHARE, PL_INTENT_WAITING);

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
  outbox_steps_run (fixture, settle_steps, NULL);
}

static void
waits_for_steps (PlConnection *connection,
                 gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOutboxRow) create = outbox_row_insert (connection, PL_INTENT_CREATE, PL_INTENT_WAITING);
  g_autoptr (PlOutboxRow) share = outbox_row_make (PL_INTENT_SHARE);
  g_autoptr (PlOutboxRow) bystander = outbox_row_insert (connection, PL_INTENT_EDIT, PL_INTENT_WAITING);
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

  after = outbox_row_get (connection, share->id);
  g_assert_cmpstr (after->link_id, ==, "CKHP6VVWYT");
  untouched = outbox_row_get (connection, bystander->id);
  g_assert_null (untouched->link_id);
  g_assert_true (claim (connection, share->id, "me", NULL, NOW));
}

static void
test_waits_for (StoreFixture  *fixture,
                gconstpointer  data)
{
  outbox_steps_run (fixture, waits_for_steps, NULL);
}

#define RIVALS 3
#define ROWS 120

static void
rival_steps (PlConnection *connection,
             gpointer      data)
{
  for (guint i = 0; i < ROWS; i++)
    pl_outbox_row_free (outbox_row_insert (connection, PL_INTENT_CREATE, PL_INTENT_WAITING));
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

  outbox_steps_run (fixture, rival_steps, NULL);

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

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--claim-all"))
    return claim_all (argv[2]);

  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add ("/outbox-table/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("claim", test_claim);
  ADD ("settle", test_settle);
  ADD ("waits-for", test_waits_for);
  ADD ("processes", test_processes);

  return g_test_run ();
}
