/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a crash left is taken away, and nothing else: neither what somebody writes, nor what is not ours. */
#include "core/files/pl-file-leftovers.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "core/files/pl-file-error.h"
#include "core/files/pl-file-target.h"

#define HOUR 3600

typedef enum
{
  PLAIN,
  FOLDER,
  SYMLINK,
  SECOND_NAME,
  LOCKED,
  YOUNG,
} Kind;

static const struct
{
  const char *name;
  Kind        kind;
  gboolean    stays;
} cases[] = {
  { ".paylinks-dfcb7d14db372b3f.part", PLAIN, FALSE },
  { ".paylinks-0000000000000000.part", PLAIN, FALSE },
  { ".paylinks-dfcb7d14db372b3.part", PLAIN, TRUE },
  { ".paylinks-dfcb7d14db372b3f0.part", PLAIN, TRUE },
  { ".paylinks-DFCB7D14DB372B3F.part", PLAIN, TRUE },
  { ".paylinks-dfcb7d14db372b3f.part2", PLAIN, TRUE },
  { ".paylinks-dfcb7d14db372b3f.par", PLAIN, TRUE },
  { "paylinks-dfcb7d14db372b3f.part", PLAIN, TRUE },
  { ".paylinks-.part", PLAIN, TRUE },
  { "links.csv", PLAIN, TRUE },
  { ".paylinks-dfcb7d14db372b31.part", FOLDER, TRUE },
  { ".paylinks-dfcb7d14db372b32.part", SYMLINK, TRUE },
  { ".paylinks-dfcb7d14db372b33.part", SECOND_NAME, TRUE },
  { ".paylinks-dfcb7d14db372b34.part", LOCKED, TRUE },
  { ".paylinks-dfcb7d14db372b35.part", YOUNG, TRUE },
};

static void
grow_old (const char *path)
{
  const time_t then = time (NULL) - HOUR;
  const struct utimbuf times = { then, then };

  g_assert_cmpint (utime (path, &times), ==, 0);
}

/* Its descriptor, where it is held; or -1. */
static int
lay_down (const char *folder,
          const char *name,
          Kind        kind)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *other = g_strconcat (path, ".other", NULL);
  int fd = -1;

  switch (kind)
    {
    case FOLDER:
      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      break;
    case SYMLINK:
      g_assert_true (g_file_set_contents (other, "x", -1, NULL));
      grow_old (other);
      g_assert_cmpint (symlink (other, path), ==, 0);
      return -1;
    case PLAIN:
    case SECOND_NAME:
    case LOCKED:
    case YOUNG:
    default:
      g_assert_true (g_file_set_contents (path, "x", -1, NULL));
      break;
    }

  if (kind == SECOND_NAME)
    g_assert_cmpint (link (path, other), ==, 0);
  if (kind == LOCKED)
    {
      fd = open (path, O_RDWR | O_CLOEXEC);
      g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
    }
  if (kind != YOUNG)
    grow_old (path);

  return fd;
}

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("paylinks-leftovers-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
is_there (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat found;

  return lstat (path, &found) == 0;
}

static void
test_sweep (void)
{
  g_autofree char *folder = make_folder ();
  int fds[G_N_ELEMENTS (cases)];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    fds[i] = lay_down (folder, cases[i].name, cases[i].kind);

  pl_file_leftovers_sweep (folder);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (is_there (folder, cases[i].name), ==, cases[i].stays);
      if (fds[i] >= 0)
        close (fds[i]);
    }

  /* Nobody holds it any more. */
  pl_file_leftovers_sweep (folder);
  g_assert_false (is_there (folder, ".paylinks-dfcb7d14db372b34.part"));
  g_assert_true (is_there (folder, ".paylinks-dfcb7d14db372b32.part.other"));

  pl_file_leftovers_sweep ("/nowhere/at all");
  remove_folder (folder);
}

static void
keep_result_cb (GObject      *object,
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

/* Who writes another table beside one that is being written takes nothing of it, however long that takes; and what an
 * earlier one left is gone. */
static void
test_writing (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "links.csv", NULL);
  g_autofree char *other_path = g_build_filename (folder, "payments.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) other = g_file_new_for_path (other_path);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("b", 1);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlFileTarget) target = NULL;
  g_autoptr (GDir) directory = NULL;
  g_autofree char *content = NULL;
  const char *name;

  pl_file_target_open_async (file, NULL, keep_result_cb, &opened);
  target = pl_file_target_open_finish (file, await (&opened), &error);
  g_assert_no_error (error);
  directory = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *partial = g_build_filename (folder, name, NULL);

      grow_old (partial);
    }
  lay_down (folder, ".paylinks-dfcb7d14db372b3f.part", PLAIN);

  pl_file_target_write_async (other, bytes, NULL, keep_result_cb, &written);
  g_assert_true (pl_file_target_write_finish (other, await (&written), &error));
  g_assert_no_error (error);
  g_assert_false (is_there (folder, ".paylinks-dfcb7d14db372b3f.part"));

  g_assert_true (g_output_stream_write_all (pl_file_target_get_stream (target), "a", 1, NULL, NULL, &error));
  pl_file_target_close_async (target, TRUE, keep_result_cb, &closed);
  g_assert_true (pl_file_target_close_finish (await (&closed), &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "a");
  remove_folder (folder);
}

/* What would be swept some day is no name for what somebody wants to keep, not even behind a symbolic link. */
static void
test_own_name (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, ".paylinks-dfcb7d14db372b3f.part", NULL);
  g_autofree char *beside = g_build_filename (folder, "links.csv", NULL);
  g_autofree char *near_path = g_build_filename (folder, ".paylinks-mine.part", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) symbolic = g_file_new_for_path (beside);
  g_autoptr (GFile) near = g_file_new_for_path (near_path);
  g_autoptr (GError) error = NULL;

  g_assert_false (pl_file_target_check (file, NULL, &error));
  g_assert_error (error, PL_FILE_ERROR, PL_FILE_ERROR_OWN_FILE);
  g_clear_error (&error);

  lay_down (folder, ".paylinks-dfcb7d14db372b3f.part", PLAIN);
  g_assert_cmpint (symlink (path, beside), ==, 0);
  g_assert_false (pl_file_target_check (symbolic, NULL, &error));
  g_assert_error (error, PL_FILE_ERROR, PL_FILE_ERROR_OWN_FILE);
  g_clear_error (&error);

  g_assert_true (pl_file_target_check (near, NULL, &error));
  g_assert_no_error (error);
  remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file-leftovers/sweep", test_sweep);
  g_test_add_func ("/file-leftovers/writing", test_writing);
  g_test_add_func ("/file-leftovers/own-name", test_own_name);

  return g_test_run ();
}
