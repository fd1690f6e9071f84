/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 in the middle of the first filling, again and again: it goes on where it was, and no page is fetched twice
 * but the one that was on its way, and the one that was being stored. */
#include <stdio.h>

#include "core-fixture.h"

#define N_PAGES 40
#define N_LINKS (N_PAGES * 100 - 50)

/* The process that is killed: says after each commit how many links it has seen. */
static void
say_cb (PlRefresh *refresh)
{
  printf ("%u\n", pl_refresh_get_n_seen (refresh));
  fflush (stdout);
}

/* PROGRAM DIRECTORY API-URL IDENTITY-URL TERMINAL, and the API key on standard input. */
static int
run_driver (char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PayrocClient) client = NULL;
  g_autoptr (PlLinkFeed) feed = pl_link_feed_new ();
  g_autoptr (PlRefresh) refresh = NULL;
  PlDatabase *database;
  char key[64] = { 0 };

  g_assert_nonnull (fgets (key, sizeof key, stdin));
  g_strchomp (key);
  database = store_open (arguments[1], &error);
  g_assert_no_error (error);
  client = core_client_new (arguments[2], arguments[3], key);
  refresh = pl_refresh_new (STORE_FIXTURE_ACCOUNT, arguments[4], database, client, feed);
  g_signal_connect (refresh, "notify::n-seen", G_CALLBACK (say_cb), NULL);

  pl_refresh_run_async (refresh, FALSE, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_refresh_run_finish (refresh, core_await (&result), &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_clear_object (&refresh);
  store_close (database);

  return 0;
}

static GSubprocess *
spawn (CoreFixture *fixture)
{
  PlTestPractice *practice = fixture->practice;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", &error);
  g_autofree char *line = g_strdup_printf ("%s\n", pl_test_practice_get_api_key (practice));
  GSubprocess *driver;

  g_assert_no_error (error);
  driver = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                             fixture->store.directory, pl_test_practice_get_api_url (practice),
                             pl_test_practice_get_identity_url (practice), pl_test_practice_get_terminal (practice),
                             NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (driver), line, strlen (line), NULL, NULL, NULL);

  return driver;
}

/* FALSE when it came to its end before it had said so many pages. */
static gboolean
kill_after (GSubprocess *driver,
            guint        n_pages,
            guint        wait_us)
{
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (driver));

  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      if (line == NULL)
        {
          g_subprocess_wait (driver, NULL, NULL);
          return FALSE;
        }
    }

  g_usleep (wait_us);
  g_subprocess_force_exit (driver);
  g_subprocess_wait (driver, NULL, NULL);

  return !g_subprocess_get_successful (driver);
}

static gint64
count (CoreFixture *fixture,
       const char  *sql)
{
  return store_query_int (fixture->store.database, sql);
}

static void
test_filling (CoreFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  guint n_kills = 0;
  gint64 n_before = 0;

  pl_test_practice_seed (fixture->practice, N_LINKS);

  while (TRUE)
    {
      g_autoptr (GSubprocess) driver = spawn (fixture);
      gint64 n_stored;

      if (!kill_after (driver, (guint) g_rand_int_range (rand, 1, 6), (guint) g_rand_int_range (rand, 0, 15000)))
        {
          g_assert_true (g_subprocess_get_successful (driver));
          break;
        }

      /* Whole pages, and each time more of them. */
      n_kills++;
      n_stored = count (fixture, "SELECT count (*) FROM links");
      g_assert_cmpint (n_stored, >, n_before);
      g_assert_true (n_stored % 100 == 0 || n_stored == N_LINKS);
      n_before = n_stored;
      /* The last of them and the end are one. */
      g_assert_cmpint (count (fixture, "SELECT count (*) FROM settings WHERE name = 'refresh.filled'"), ==,
                       n_stored == N_LINKS);
      if (n_stored == N_LINKS)
        break;
    }

  g_test_message ("%u kills, %u pages asked for", n_kills,
                  pl_test_practice_count_requests (fixture->practice, "listLinks"));
  g_assert_cmpuint (n_kills, >=, 5);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM links"), ==, N_LINKS);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM link_documents"), ==, N_LINKS);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM settings WHERE name IN ('refresh.filled', 'refresh.last')"),
                   ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM settings WHERE name IN ('refresh.cursor', 'refresh.began')"),
                   ==, 0);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "listLinks"), <=, N_PAGES + 2 * n_kills);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const options[] = { "--latency", "3", NULL };

  if (argc == 5 && g_path_is_absolute (argv[1]))
    return run_driver (argv);

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/refresh-crash/filling", CoreFixture, options, core_fixture_set_up, test_filling,
              core_fixture_tear_down);

  return g_test_run ();
}
