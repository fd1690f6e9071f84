/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Started, joined, left, killed: the stand-in is there exactly as long as somebody holds it. */
#include "core-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "core/session/pl-practice-greeting.h"
#include "core/session/pl-practice-server.h"

static PlPracticeServer *
start_server (const char *directory)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PlPracticeServer *server;

  pl_practice_server_start_async (directory, NULL, core_keep_result_cb, &result);
  server = pl_practice_server_start_finish (core_await (&result), &error);
  g_assert_no_error (error);
  g_assert_true (pl_practice_server_get_running (server));

  return server;
}

static const char *
api_url_of (PlPracticeServer *server)
{
  return payroc_environment_get_api_url (pl_practice_server_get_environment (server));
}

static void
count_cb (PlPracticeServer *server,
          guint            *count)
{
  ++*count;
}

static gboolean
is_counted_cb (gpointer user_data)
{
  return *(guint *) user_data > 0;
}

static gboolean
is_gone_cb (gpointer user_data)
{
  return kill (*(int *) user_data, 0) != 0;
}

/* Nobody serves that folder any more. */
static void
end (const char *directory)
{
  PlTestPractice      *witness = pl_test_practice_new ("--state", directory, NULL);
  int                  pid = pl_test_practice_get_pid (witness);
  g_autoptr (JsonNode) reply = pl_test_practice_control (witness, "POST", "quit", NULL);

  pl_test_practice_free (witness);
  core_wait_until (is_gone_cb, &pid);
}

static void
test_start (void)
{
  g_autofree char *directory = g_dir_make_tmp ("paylinks-practice-XXXXXX", NULL);
  g_autoptr (PlPracticeServer) first = start_server (directory);
  g_autoptr (PlPracticeServer) second = NULL;
  g_autoptr (PlTestPractice) witness = NULL;
  guint n_stopped = 0;
  int pid;

  g_assert_true (g_str_has_prefix (api_url_of (first), "http://127.0.0.1:"));
  g_assert_cmpstr (pl_practice_server_get_terminal (first), !=, "");
  g_assert_cmpstr (pl_practice_server_get_currency (first), !=, "");
  g_assert_cmpstr (pl_practice_server_get_api_key (first), !=, "");

  second = start_server (directory);
  g_assert_cmpstr (api_url_of (second), ==, api_url_of (first));

  /* Who started it goes; who joined it holds it. */
  g_assert_finalize_object (g_steal_pointer (&first));
  g_signal_connect (second, "stopped", G_CALLBACK (count_cb), &n_stopped);
  g_usleep (300 * 1000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_stopped, ==, 0);
  witness = pl_test_practice_new ("--state", directory, NULL);
  g_assert_true (pl_test_practice_get_was_running (witness));
  pid = pl_test_practice_get_pid (witness);
  g_clear_pointer (&witness, pl_test_practice_free);

  g_assert_finalize_object (g_steal_pointer (&second));
  core_wait_until (is_gone_cb, &pid);
  store_remove_tree (directory);
}

static void
test_killed (void)
{
  g_autofree char *directory = g_dir_make_tmp ("paylinks-practice-XXXXXX", NULL);
  g_autoptr (PlPracticeServer) server = start_server (directory);
  g_autoptr (PlTestPractice) witness = pl_test_practice_new ("--state", directory, NULL);
  guint n_stopped = 0;

  g_signal_connect (server, "stopped", G_CALLBACK (count_cb), &n_stopped);
  g_assert_no_errno (kill (pl_test_practice_get_pid (witness), SIGKILL));
  core_wait_until (is_counted_cb, &n_stopped);
  g_assert_cmpuint (n_stopped, ==, 1);
  g_assert_false (pl_practice_server_get_running (server));
  g_clear_object (&server);

  server = start_server (directory);
  g_clear_object (&server);
  g_clear_pointer (&witness, pl_test_practice_free);
  end (directory);
  store_remove_tree (directory);
}

static void
test_two_at_once (void)
{
  g_autofree char *directory = g_dir_make_tmp ("paylinks-practice-XXXXXX", NULL);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (PlPracticeServer) server_1 = NULL;
  g_autoptr (PlPracticeServer) server_2 = NULL;
  g_autoptr (GError) error = NULL;

  pl_practice_server_start_async (directory, NULL, core_keep_result_cb, &first);
  pl_practice_server_start_async (directory, NULL, core_keep_result_cb, &second);
  server_1 = pl_practice_server_start_finish (core_await (&first), &error);
  g_assert_no_error (error);
  server_2 = pl_practice_server_start_finish (core_await (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (api_url_of (server_1), ==, api_url_of (server_2));

  g_clear_object (&server_1);
  g_clear_object (&server_2);
  end (directory);
  store_remove_tree (directory);
}

static void
test_cancelled (void)
{
  g_autofree char *directory = g_dir_make_tmp ("paylinks-practice-XXXXXX", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_practice_server_start_async (directory, cancellable, core_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (pl_practice_server_start_finish (core_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  end (directory);
  store_remove_tree (directory);
}

static void
test_not_a_folder (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_practice_server_start_async ("/dev/null/nowhere", NULL, core_keep_result_cb, &result);
  g_assert_null (pl_practice_server_start_finish (core_await (&result), &error));
  g_assert_nonnull (error);
}

#define URLS "\"apiUrl\":\"http://127.0.0.1:1/v1\",\"identityUrl\":\"http://127.0.0.1:1/authorize\","
#define REST "\"terminal\":\"1234001\",\"currency\":\"USD\",\"apiKey\":\"practice\"}"

static void
test_greeting (void)
{
  static const char *const wrong[] = {
    "",
    "hello",
    "[]",
    "{}",
    "{" URLS REST,
    "{" URLS "\"controlUrl\":7," REST,
    "{" URLS "\"controlUrl\":\"not a url\"," REST,
    "{" URLS "\"controlUrl\":\"http://127.0.0.1/control\"," REST,
    "{" URLS "\"controlUrl\":\"http://127.0.0.1:0/control\"," REST,
    "{" URLS "\"controlUrl\":\"http://127.0.0.1:65617/control\"," REST,
    "{" URLS "\"controlUrl\":\"http://example.com:81/control\"," REST,
    "{" URLS "\"controlUrl\":\"https://example.com:81/control\"," REST,
    "{" URLS "\"controlUrl\":\"http://user@127.0.0.1:81/control\"," REST,
    "{" URLS "\"controlUrl\":\"ftp://127.0.0.1:81/control\"," REST,
    "{\"apiUrl\":\"http://example.com/v1\",\"identityUrl\":\"http://example.com/authorize\","
      "\"controlUrl\":\"http://127.0.0.1:1/control\"," REST,
  };
  const char *right = "{" URLS "\"controlUrl\":\"http://127.0.0.1:81/control\"," REST;
  g_autoptr (PlPracticeGreeting) greeting = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (pl_practice_greeting_parse (wrong[i], strlen (wrong[i]), &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }

  greeting = pl_practice_greeting_parse (right, strlen (right), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (greeting->host, ==, "127.0.0.1");
  g_assert_cmpuint (greeting->port, ==, 81);
  g_assert_cmpstr (greeting->hold_path, ==, "/control/hold");
}

static char *
lay_program (const char *root,
             const char *folder)
{
  g_autofree char *directory = g_build_filename (root, folder, NULL);
  g_autoptr (GError) error = NULL;
  char *program = g_build_filename (directory, PL_PRACTICE_PROGRAM, NULL);

  g_assert_no_errno (g_mkdir_with_parents (directory, 0700));
  g_file_set_contents_full (program, "#!/bin/sh\n", -1, G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);

  return program;
}

/* Each is put there, the nearest last, and found before all that were there. */
static void
test_find (void)
{
  g_autofree char *root = g_dir_make_tmp ("paylinks-practice-XXXXXX", NULL);
  g_autofree char *bin = g_build_filename (root, "bin", NULL);
  g_autofree char *folder = g_build_filename (bin, PL_PRACTICE_PROGRAM, NULL);
  static const char *const nearer[] = { "src/practice", "practice", "libexec", "bin" };

  /* A folder of that name is no program. */
  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  for (guint i = 0; i < G_N_ELEMENTS (nearer); i++)
    {
      g_autofree char *program = NULL;
      g_autofree char *found = NULL;
      g_autofree char *canonical = NULL;
      g_autoptr (GError) error = NULL;

      if (g_str_equal (nearer[i], "bin"))
        g_assert_no_errno (g_rmdir (folder));
      program = lay_program (root, nearer[i]);
      found = pl_practice_find_program_from (bin, &error);
      g_assert_no_error (error);
      canonical = g_canonicalize_filename (found, NULL);
      g_assert_cmpstr (canonical, ==, program);
    }

  store_remove_tree (root);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-server/greeting", test_greeting);
  g_test_add_func ("/practice-server/find", test_find);
  g_test_add_func ("/practice-server/start", test_start);
  g_test_add_func ("/practice-server/killed", test_killed);
  g_test_add_func ("/practice-server/two-at-once", test_two_at_once);
  g_test_add_func ("/practice-server/cancelled", test_cancelled);
  g_test_add_func ("/practice-server/not-a-folder", test_not_a_folder);

  return g_test_run ();
}
