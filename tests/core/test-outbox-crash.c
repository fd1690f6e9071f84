/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 at any moment, connections cut before and after the work, two programs on one database: each intent once. */
#include "outbox-books.h"

/* Ten times as many, or whatever is said, in OUTBOX_CRASH_TIMES: for a night. */
#define N_ROUNDS         (40 * times)
#define INTENTS_A_ROUND  2
#define N_SHARED         (500 * times)
/* The sanitizers make each life three times as long. */
#ifdef __SANITIZE_ADDRESS__
#define N_MIXED          (300 * times)
#else
#define N_MIXED          (1000 * times)
#endif
#define MIXED_A_ROUND    40
#define N_TAKEOVERS      10
#define INTENTS_A_DRIVER 10

static guint times = 1;

typedef struct
{
  CoreFixture core;
  GHashTable *accepted; /* (element-type utf8) keys that a driver said are on the disk */
  guint       n_given;
  int         life;     /* how long a driver takes on this machine today, microseconds */
} CrashFixture;

static void
set_up (CrashFixture  *fixture,
        gconstpointer  data)
{
  static const char *const options[] = { "--latency", "3", NULL };

  core_fixture_set_up (&fixture->core, options);
  fixture->accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fixture->n_given = 0;
}

static void
tear_down (CrashFixture  *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->accepted, g_hash_table_unref);
  core_fixture_tear_down (&fixture->core, data);
}

static void
add_faults (CrashFixture *fixture)
{
  static const char *const operations[] = { "createLink", "shareLink", "editLink", "deactivateLink" };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    pl_test_practice_add_fault (fixture->core.practice, "{'operation':'%s','kind':'random','probability':0.3,"
                                "'kinds':['cutBefore','cutAfter',"
                                "         {'kind':'status','status':429,'retryAfter':1}],'times':1000000}",
                                operations[i]);
}

static GSubprocess *
spawn_with (CrashFixture       *fixture,
            const char *const  *options,
            guint               n_intents)
{
  PlTestPractice *practice = fixture->core.practice;
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strdup_printf ("%s\n", pl_test_practice_get_api_key (practice));
  GSubprocess *driver;

  g_ptr_array_add (argv, g_strdup (g_getenv ("OUTBOX_DRIVER")));
  for (; *options != NULL; options++)
    g_ptr_array_add (argv, g_strdup (*options));
  g_ptr_array_add (argv, g_strdup (fixture->core.store.directory));
  g_ptr_array_add (argv, g_strdup (pl_test_practice_get_api_url (practice)));
  g_ptr_array_add (argv, g_strdup (pl_test_practice_get_identity_url (practice)));
  g_ptr_array_add (argv, g_strdup (pl_test_practice_get_terminal (practice)));
  for (guint i = 0; i < n_intents; i++)
    {
      g_autofree char *key = g_uuid_string_random ();

      g_ptr_array_add (argv, g_strdup_printf ("REF-%u=%s", fixture->n_given++, key));
    }
  g_ptr_array_add (argv, NULL);

  driver = g_subprocess_newv ((const char *const *) argv->pdata,
                              G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (driver), line, strlen (line), NULL, NULL, NULL);

  return driver;
}

static GSubprocess *
spawn (CrashFixture *fixture,
       gboolean      accept_only,
       guint         n_intents)
{
  const char *const options[] = { accept_only ? "--accept-only" : NULL, NULL };

  return spawn_with (fixture, options, n_intents);
}

static GSubprocess *
spawn_mixed (CrashFixture *fixture,
             guint         n_intents)
{
  g_autofree char *number = g_strdup_printf ("--mixed=%u", n_intents);
  g_autofree char *seed = g_strdup_printf ("--seed=%d", g_test_rand_int_range (0, G_MAXINT));
  const char *const options[] = { number, seed, NULL };

  return spawn_with (fixture, options, 0);
}

/* Waits for the end of a driver and takes note of what it said. */
static void
reap (CrashFixture *fixture,
      GSubprocess  *driver)
{
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (driver));
  char *line;

  while ((line = g_data_input_stream_read_line_utf8 (output, NULL, NULL, NULL)) != NULL)
    g_hash_table_add (fixture->accepted, line);
  g_subprocess_wait (driver, NULL, NULL);
  g_object_unref (driver);
}

static void
assert_ends_well (CrashFixture *fixture,
                  GSubprocess  *driver)
{
  g_object_ref (driver);
  reap (fixture, driver);
  g_assert_true (g_subprocess_get_successful (driver));
  g_object_unref (driver);
}

/* Then; but one that has done all its work before is not waited for. */
static void
kill_after (GSubprocess *driver,
            int          microseconds)
{
  const gint64 end = g_get_monotonic_time () + microseconds;

  while (g_subprocess_get_identifier (driver) != NULL && g_get_monotonic_time () < end)
    g_usleep (G_TIME_SPAN_MILLISECOND);
  g_subprocess_force_exit (driver);
}

/* Kills fall anywhere between the start of a driver and somewhat after its end. */
static void
measure_life (CrashFixture *fixture)
{
  const gint64 start = g_get_monotonic_time ();

  assert_ends_well (fixture, spawn (fixture, FALSE, INTENTS_A_ROUND));
  fixture->life = (int) (g_get_monotonic_time () - start);
}

static guint
count_in_state (CrashFixture  *fixture,
                PlIntentState  state)
{
  g_autoptr (GPtrArray) rows = outbox_books_read_rows (fixture->core.store.database);
  guint count = 0;

  for (guint i = 0; i < rows->len; i++)
    count += ((PlOutboxRow *) g_ptr_array_index (rows, i))->state == state ? 1 : 0;

  return count;
}

/* The server's books and ours. */
static void
assert_each_once (CrashFixture *fixture)
{
  PlTestPractice *practice = fixture->core.practice;
  g_autoptr (GPtrArray) rows = outbox_books_read_rows (fixture->core.store.database);
  guint n_creates = 0;
  guint n_accepted = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpint (row->state, ==, PL_INTENT_DONE);
      g_assert_nonnull (row->result_id);
      g_assert_null (row->owner);
      if (row->kind == PL_INTENT_CREATE)
        {
          n_creates++;
          n_accepted += g_hash_table_contains (fixture->accepted, row->idempotency_key) ? 1 : 0;
          g_assert_cmpuint (pl_test_practice_count_mails (practice, row->link_id), ==, 1);
        }
    }

  g_test_message ("%u intents, %u links, %u mails", n_creates, pl_test_practice_count_links (practice),
                  pl_test_practice_count_mails (practice, NULL));
  g_assert_cmpuint (n_accepted, ==, g_hash_table_size (fixture->accepted));
  g_assert_cmpuint (rows->len, ==, 2 * n_creates);
  g_assert_cmpuint (pl_test_practice_count_links (practice), ==, n_creates);
  g_assert_cmpuint (pl_test_practice_count_mails (practice, NULL), ==, n_creates);
}

static void
test_killed (CrashFixture  *fixture,
             gconstpointer  data)
{
  guint n_waiting = 0;
  guint n_sending = 0;

  add_faults (fixture);
  measure_life (fixture);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      GSubprocess *driver = spawn (fixture, FALSE, INTENTS_A_ROUND);

      g_usleep ((gulong) g_test_rand_int_range (0, fixture->life + fixture->life / 4));
      g_subprocess_force_exit (driver);
      reap (fixture, driver);
      n_waiting += count_in_state (fixture, PL_INTENT_WAITING);
      n_sending += count_in_state (fixture, PL_INTENT_SENDING);
    }

  /* Both were met, or this test shows nothing. */
  g_test_message ("Killed with %u rows waiting, %u being sent", n_waiting, n_sending);
  g_assert_cmpuint (n_waiting, >, 0);
  g_assert_cmpuint (n_sending, >, 0);
  g_assert_cmpuint (g_hash_table_size (fixture->accepted), >, 0);

  assert_ends_well (fixture, spawn (fixture, FALSE, 0));
  assert_each_once (fixture);
}

static void
test_two_drivers (CrashFixture  *fixture,
                  gconstpointer  data)
{
  GSubprocess *one;
  GSubprocess *two;

  assert_ends_well (fixture, spawn (fixture, TRUE, N_SHARED));
  g_assert_cmpuint (count_in_state (fixture, PL_INTENT_WAITING), ==, 2 * N_SHARED);

  one = spawn (fixture, FALSE, 0);
  two = spawn (fixture, FALSE, 0);
  assert_ends_well (fixture, one);
  assert_ends_well (fixture, two);

  assert_each_once (fixture);
  /* No key had to save us: each was sent by one of them only. */
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "createLink"), ==, N_SHARED);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->core.practice, "shareLink"), ==, N_SHARED);
}

/* All kinds, each life ended at a random moment, until enough was accepted. */
static void
test_mixed (CrashFixture  *fixture,
            gconstpointer  data)
{
  guint n_killed = 0;
  guint n_sending = 0;

  measure_life (fixture);
  g_hash_table_remove_all (fixture->accepted);
  add_faults (fixture);
  while (g_hash_table_size (fixture->accepted) < N_MIXED)
    {
      GSubprocess *driver = spawn_mixed (fixture, MIXED_A_ROUND);

      kill_after (driver, g_test_rand_int_range (fixture->life, 8 * fixture->life));
      reap (fixture, driver);
      n_killed++;
      n_sending += count_in_state (fixture, PL_INTENT_SENDING);
    }

  g_test_message ("Killed %u times, with %u rows being sent", n_killed, n_sending);
  g_assert_cmpuint (n_sending, >, 0);
  assert_ends_well (fixture, spawn (fixture, FALSE, 0));
  outbox_books_assert_agree (&fixture->core, fixture->accepted);
}

/* A batch is one commit: after a kill in the middle of its acceptance it is there or it is not. */
static void
test_batch (CrashFixture  *fixture,
            gconstpointer  data)
{
  static const char *const options[] = { "--batch", NULL };
  const guint n_creates = 50;
  guint n_there = 0;

  measure_life (fixture);
  g_hash_table_remove_all (fixture->accepted);
  add_faults (fixture);
  for (guint i = 0; i < 12 * times; i++)
    {
      GSubprocess *driver = spawn_with (fixture, options, n_creates);

      kill_after (driver, g_test_rand_int_range (fixture->life / 4, 2 * fixture->life));
      reap (fixture, driver);
      g_assert_cmpint (store_query_int (fixture->core.store.database,
                                        "SELECT count (*) FROM outbox WHERE batch IS NOT NULL") % (2 * n_creates),
                       ==, 0);
    }

  n_there = (guint) store_query_int (fixture->core.store.database, "SELECT count (*) FROM batches");
  g_test_message ("%u batches were accepted, %u said so", n_there, g_hash_table_size (fixture->accepted));
  g_assert_cmpuint (n_there, >=, g_hash_table_size (fixture->accepted));
  g_assert_cmpuint (n_there, >, 0);
  g_hash_table_remove_all (fixture->accepted);
  assert_ends_well (fixture, spawn (fixture, FALSE, 0));
  assert_each_once (fixture);
}

static void
test_takeover (CrashFixture  *fixture,
               gconstpointer  data)
{
  add_faults (fixture);
  measure_life (fixture);
  for (guint i = 0; i < N_TAKEOVERS; i++)
    {
      GSubprocess *killed = spawn (fixture, FALSE, INTENTS_A_DRIVER);
      GSubprocess *survivor = spawn (fixture, FALSE, INTENTS_A_DRIVER);

      g_usleep ((gulong) g_test_rand_int_range (fixture->life / 4, 2 * fixture->life));
      g_subprocess_force_exit (killed);
      reap (fixture, killed);
      assert_ends_well (fixture, survivor);
    }

  assert_ends_well (fixture, spawn (fixture, FALSE, 0));
  assert_each_once (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (g_getenv ("OUTBOX_CRASH_TIMES") != NULL)
    times = (guint) MAX (g_ascii_strtoull (g_getenv ("OUTBOX_CRASH_TIMES"), NULL, 10), 1);

  g_test_add ("/outbox-crash/killed", CrashFixture, NULL, set_up, test_killed, tear_down);
  g_test_add ("/outbox-crash-mixed/all-kinds", CrashFixture, NULL, set_up, test_mixed, tear_down);
  g_test_add ("/outbox-crash-mixed/batch", CrashFixture, NULL, set_up, test_batch, tear_down);
  g_test_add ("/outbox-crash/two-drivers", CrashFixture, NULL, set_up, test_two_drivers, tear_down);
  g_test_add ("/outbox-crash/takeover", CrashFixture, NULL, set_up, test_takeover, tear_down);

  return g_test_run ();
}
