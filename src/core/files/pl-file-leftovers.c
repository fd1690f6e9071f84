/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A crash or a power cut while a table is written leaves customers' data beside it, in a file that no file manager
 * shows: who next writes there takes it away. */
#include "pl-file-leftovers.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gfiledescriptorbased.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX ".paylinks-"
#define DIGITS 16
#define SUFFIX ".part"

/* Between its making and its lock a file of another writer looks like a leftover. */
#define YOUNG_SECONDS 60

/* A file of this user's that is no link, and has no other name. */
static gboolean
is_leftover (const struct stat *found)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return S_ISREG (found->st_mode) && found->st_uid == geteuid () && found->st_nlink == 1
         && now - (gint64) found->st_mtime > YOUNG_SECONDS;
}

static gboolean
is_same (const struct stat *a,
         const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static void
take_away (const char *path)
{
  struct stat seen;
  struct stat opened;
  struct stat now;
  int fd;

  if (lstat (path, &seen) != 0 || !is_leftover (&seen))
    return;

  fd = open (path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0)
    return;

  /* Where there are no locks nobody can tell, and it stays. Closing it lets go of the lock. */
  if (fstat (fd, &opened) == 0 && is_same (&seen, &opened) && flock (fd, LOCK_EX | LOCK_NB) == 0
      && lstat (path, &now) == 0 && is_same (&now, &opened) && is_leftover (&now))
    g_unlink (path);

  close (fd);
}

/**
 * pl_file_leftovers_make_name:
 *
 * Returns: (transfer full): a name for what is written meanwhile, that pl_file_leftovers_sweep() knows again
 */
char *
pl_file_leftovers_make_name (void)
{
  return g_strdup_printf (PREFIX "%08x%08x" SUFFIX, g_random_int (), g_random_int ());
}

/**
 * pl_file_leftovers_has_name:
 * @name: a file's name without its folder
 *
 * Returns: whether it is one of those that pl_file_leftovers_make_name() makes: nobody's own file may have it
 */
gboolean
pl_file_leftovers_has_name (const char *name)
{
  const gsize prefix = strlen (PREFIX);

  return g_str_has_prefix (name, PREFIX) && strlen (name) == prefix + DIGITS + strlen (SUFFIX)
         && strspn (name + prefix, "0123456789abcdef") == DIGITS && g_str_equal (name + prefix + DIGITS, SUFFIX);
}

/**
 * pl_file_leftovers_hold:
 * @stream: what is written to
 *
 * Says, to whoever sweeps, that somebody writes it. It ends with the stream, or with the process.
 */
void
pl_file_leftovers_hold (GOutputStream *stream)
{
  /* Without locks it is not swept either. */
  if (G_IS_FILE_DESCRIPTOR_BASED (stream))
    flock (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (stream)), LOCK_EX | LOCK_NB);
}

/**
 * pl_file_leftovers_sweep:
 * @folder: a folder that is about to be written to
 *
 * Takes away what an earlier writer of this user left there, and nobody writes any more. What is in doubt stays. Not
 * for the main loop.
 */
void
pl_file_leftovers_sweep (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      if (pl_file_leftovers_has_name (name))
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          take_away (path);
        }
    }
}
