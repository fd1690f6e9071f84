/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What starts with the desktop is the program that runs; after an upgrade under it, the one that is installed. */
#include "config.h"

#include <glib/gstdio.h>

#include "ui/notices/pl-background.h"

#define REPLACED "--replaced"

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
request (const char *directory)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean starts;

  pl_background_request_async (TRUE, directory, "why", NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (pl_background_request_finish (result, &starts, &error));
  g_assert_no_error (error);
  g_assert_true (starts);
}

static void
assert_entry (const char *folder,
              const char *program,
              const char *rest)
{
  g_autofree char *path = g_build_filename (folder, "autostart", APPLICATION_ID ".desktop", NULL);
  g_autofree char *line = g_strdup_printf ("\nExec=\"%s\" --background%s\n", program, rest);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, line));
}

static const char *const expected_keys[] = { "Type", "Name", "Exec", "Icon", "NoDisplay", NULL };

/* What a desktop makes of it, is the very folder again: the string of a key file, then the words of a command line. */
static void
assert_understood (const char *directory)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "autostart", APPLICATION_ID ".desktop", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *line = NULL;
  g_autoptr (GString) plain = NULL;
  g_auto (GStrv) keys = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  int n_words;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  keys = g_key_file_get_keys (file, "Desktop Entry", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (keys, expected_keys);
  line = g_key_file_get_string (file, "Desktop Entry", "Exec", &error);
  g_assert_no_error (error);
  plain = g_string_new (line);
  g_string_replace (plain, "%%", "%", 0);
  g_shell_parse_argv (plain->str, &n_words, &words, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_words, ==, 4);
  g_assert_cmpstr (words[n_words - 2], ==, "--data-dir");
  g_assert_cmpstr (words[n_words - 1], ==, directory);
}

static const char *const directories[] = {
  "/srv/shop", "/srv/two words", "/srv/$HOME", "/srv/`date`", "/srv/\"quoted\"", "/srv/back\\slash", "/srv/100%",
  "/srv/%f %u", "/srv/it's", "/srv/a;b&c|d", "/srv/#no comment", "/srv/\\\"$`%", "/srv/Käse", "/srv/~", "/srv/a=b",
};

static void
test_folders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (directories); i++)
    {
      request (directories[i]);
      assert_understood (directories[i]);
    }
}

static void
test_running (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  request (NULL);
  assert_entry (g_get_user_config_dir (), program, "");
  request ("/srv/Sarah \"and\" $ons\\100%");
  assert_entry (g_get_user_config_dir (), program, " --data-dir \"/srv/Sarah \\\\\"and\\\\\" \\\\$ons\\\\\\\\100%%\"");
}

/* A copy of this program, which takes itself away before it asks. */
static void
test_replaced (void)
{
  g_autofree char *running = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *copy = g_build_filename (g_get_user_config_dir (), "copy", NULL);
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "of-the-copy", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (running);
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", folder, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, copy, REPLACED, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  assert_entry (folder, BINDIR "/paylinks", "");
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }

  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  int              result;

  if (argc == 2 && g_str_equal (argv[1], REPLACED))
    {
      g_assert_cmpint (g_unlink (argv[0]), ==, 0);
      request (NULL);
      return 0;
    }

  /* Not GLib's own G_TEST_OPTION_ISOLATE_DIRS: it leaks. */
  folder = g_dir_make_tmp ("paylinks-background-XXXXXX", NULL);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/background/running", test_running);
  g_test_add_func ("/background/folders", test_folders);
  g_test_add_func ("/background/replaced", test_replaced);
  result = g_test_run ();

  remove_folder (folder);

  return result;
}
