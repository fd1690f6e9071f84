/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was in a file stays whole until what replaces it is, by whichever name it is reached. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/csv/pl-csv-source.h"
#include "core/files/pl-file-error.h"
#include "core/files/pl-file-target.h"

typedef struct
{
  char *folder; /* (owned) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("paylinks-target-XXXXXX", &error);
  g_assert_no_error (error);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static char *
build (Fixture    *fixture,
       const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static char *
put (Fixture    *fixture,
     const char *name,
     const char *content)
{
  char *path = build (fixture, name);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));

  return path;
}

static void
assert_content (const char *path,
                const char *wanted)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, wanted);
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static PlFileTarget *
open_target (const char  *path,
             GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  pl_file_target_open_async (file, NULL, keep_cb, &result);

  return pl_file_target_open_finish (file, await (&result), error);
}

static void
replace (const char *path,
         const char *content,
         gboolean    keep)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlFileTarget) target = open_target (path, &error);

  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (pl_file_target_get_stream (target), content, strlen (content), NULL, NULL,
                                            NULL));
  pl_file_target_close_async (target, keep, keep_cb, &result);
  g_assert_true (pl_file_target_close_finish (await (&result), &error));
  g_assert_no_error (error);
}

static void
test_new (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *path = build (fixture, "new.csv");

  replace (path, "new", TRUE);
  assert_content (path, "new");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = build (fixture, "new.csv");
  g_autofree char *old = put (fixture, "old.csv", "old");
  g_autoptr (PlFileTarget) target = NULL;

  replace (path, "new", FALSE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  replace (old, "new", FALSE);
  assert_content (old, "old");

  /* Nobody closed it. */
  target = open_target (old, NULL);
  g_assert_nonnull (target);
  g_assert_cmpuint (count_files (fixture), ==, 2);
  g_clear_pointer (&target, pl_file_target_unref);
  assert_content (old, "old");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static gboolean
write_all (const char  *path,
           const char  *content,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autoptr (GAsyncResult) result = NULL;

  pl_file_target_write_async (file, bytes, NULL, keep_cb, &result);

  return pl_file_target_write_finish (file, await (&result), error);
}

/* In one go, by the same way. */
static void
test_write (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = build (fixture, "code.png");
  g_autofree char *symbolic = build (fixture, "symbolic.png");
  g_autofree char *own = put (fixture, "paylinks.sqlite", "database");
  g_autofree char *pipe_path = build (fixture, "pipe");
  g_autoptr (GError) error = NULL;

  g_assert_true (write_all (path, "", &error));
  g_assert_no_error (error);
  assert_content (path, "");
  g_assert_cmpint (symlink (path, symbolic), ==, 0);
  g_assert_true (write_all (symbolic, "picture", &error));
  g_assert_no_error (error);
  assert_content (path, "picture");
  g_assert_true (g_file_test (symbolic, G_FILE_TEST_IS_SYMLINK));

  g_assert_false (write_all (own, "picture", &error));
  g_assert_error (error, PL_FILE_ERROR, PL_FILE_ERROR_OWN_FILE);
  g_clear_error (&error);
  assert_content (own, "database");
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_false (write_all (pipe_path, "picture", &error));
  g_assert_error (error, PL_FILE_ERROR, PL_FILE_ERROR_NOT_A_FILE);
  g_clear_error (&error);

  /* No half of anything is left beside them. */
  g_assert_cmpuint (count_files (fixture), ==, 4);
}

/* A disk that is full, as far as this process is concerned. */
static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *old = put (fixture, "old.pdf", "old");
  g_autofree char *large = g_strnfill (64 * 1024, 'x');
  const struct rlimit small = { 4096, RLIM_INFINITY };
  const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (write_all (old, large, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_IO_ERROR);
  assert_content (old, "old");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* Until it is kept nothing of what was there has changed, also where the name is not the only one. */
static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *table = put (fixture, "table.csv", "table");
  g_autofree char *symbolic = build (fixture, "symbolic.csv");
  g_autofree char *hard = build (fixture, "hard.csv");
  g_autofree char *nothing = build (fixture, "nothing.csv");
  g_autoptr (GFile) file = g_file_new_for_path (table);
  g_autoptr (GFile) symbolic_file = g_file_new_for_path (symbolic);
  g_autoptr (GFile) hard_file = g_file_new_for_path (hard);
  g_autoptr (GFile) nothing_file = g_file_new_for_path (nothing);
  g_autoptr (PlFileTarget) target = NULL;
  g_autoptr (GError) error = NULL;
  struct stat found;

  g_assert_cmpint (symlink (table, symbolic), ==, 0);
  g_assert_cmpint (link (table, hard), ==, 0);
  g_assert_cmpint (g_chmod (table, 0640), ==, 0);
  g_assert_true (pl_file_target_is_same_file (file, symbolic_file));
  g_assert_true (pl_file_target_is_same_file (file, hard_file));
  g_assert_true (pl_file_target_is_same_file (file, file));
  g_assert_false (pl_file_target_is_same_file (file, nothing_file));

  target = open_target (symbolic, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (pl_file_target_get_stream (target), "half", 4, NULL, NULL, NULL));
  assert_content (table, "table");
  g_clear_pointer (&target, pl_file_target_unref);

  replace (hard, "hard", TRUE);
  assert_content (hard, "hard");
  assert_content (table, "table");

  replace (symbolic, "all", TRUE);
  assert_content (table, "all");
  g_assert_true (g_file_test (symbolic, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (stat (table, &found), ==, 0);
  g_assert_cmpint (found.st_mode & 0777, ==, 0640);
}

static void
assert_refused (const char      *path,
                PlFileErrorCode  code)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", path);
  g_assert_false (pl_file_target_check (file, NULL, &error));
  g_assert_error (error, PL_FILE_ERROR, (int) code);
  g_clear_error (&error);
  g_assert_null (open_target (path, &error));
  g_assert_error (error, PL_FILE_ERROR, (int) code);
}

/* A pipe that nobody reads would keep who opens it for ever. */
static void
test_not_a_file (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *pipe_path = build (fixture, "pipe");
  g_autofree char *dangling = build (fixture, "dangling.csv");
  g_autoptr (GFile) pipe_file = g_file_new_for_path (pipe_path);
  g_autoptr (GFile) zero = g_file_new_for_path ("/dev/zero");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);
  assert_refused (pipe_path, PL_FILE_ERROR_NOT_A_FILE);
  assert_refused (dangling, PL_FILE_ERROR_NOT_A_FILE);
  assert_refused (fixture->folder, PL_FILE_ERROR_NOT_A_FILE);
  assert_refused ("/dev/full", PL_FILE_ERROR_NOT_A_FILE);

  g_assert_null (pl_csv_source_read (pipe_file, NULL, &error));
  g_assert_error (error, PL_FILE_ERROR, PL_FILE_ERROR_NOT_A_FILE);
  g_clear_error (&error);
  g_assert_null (pl_csv_source_read (zero, NULL, &error));
  g_assert_error (error, PL_FILE_ERROR, PL_FILE_ERROR_NOT_A_FILE);
}

static void
test_own (Fixture       *fixture,
          gconstpointer  data)
{
  static const char *const names[] = { "paylinks.sqlite", "paylinks.sqlite-wal", "Paylinks.SQLite", "paylinks.lock",
                                       "paylinks.sqlite.checked", "practice.db" };
  g_autofree char *database = put (fixture, "paylinks.sqlite", "database");
  g_autofree char *symbolic = build (fixture, "links.csv");
  g_autofree char *other = build (fixture, "paylinks.csv");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = build (fixture, names[i]);

      assert_refused (path, PL_FILE_ERROR_OWN_FILE);
    }

  g_assert_cmpint (symlink (database, symbolic), ==, 0);
  assert_refused (symbolic, PL_FILE_ERROR_OWN_FILE);
  assert_content (database, "database");

  replace (other, "mine", TRUE);
  assert_content (other, "mine");
}

/* Where nobody may write, whoever it is: what is told of it names the file that was chosen, and no other. */
static void
test_named_as_chosen (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (write_all ("/proc/links.csv", "picture", &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "/proc/links.csv"));
  g_assert_null (strstr (error->message, ".part"));
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = build (fixture, "no/such/links.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (pl_file_target_check (file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/file-target/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("new", test_new);
  ADD ("given-up", test_given_up);
  ADD ("write", test_write);
  ADD ("full", test_full);
  ADD ("links", test_links);
  ADD ("not-a-file", test_not_a_file);
  ADD ("own", test_own);
  ADD ("no-folder", test_no_folder);
  ADD ("named-as-chosen", test_named_as_chosen);

  return g_test_run ();
}
