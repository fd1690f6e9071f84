/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Modes are set, not only asked for: a umask takes away what open() and mkdir() are given, also from the owner. */
#include "pl-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pl-connection-private.h"
#include "pl-store-error.h"

gboolean
pl_private_set_error (GError     **error,
                      int          number,
                      const char  *path)
{
  g_set_error (error, PL_STORE_ERROR, pl_store_error_code_from_errno (number), "%s: %s", path, g_strerror (number));
  return FALSE;
}

gboolean
pl_private_sync_folder (const char  *path,
                        GError     **error)
{
  int      descriptor = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = descriptor >= 0 && (fsync (descriptor) == 0 || errno == EINVAL);

  if (!synced)
    pl_private_set_error (error, errno, path);

  if (descriptor >= 0)
    close (descriptor);

  return synced;
}

gboolean
pl_private_make_folder (const char  *path,
                        GError     **error)
{
  g_autofree char *parent = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;

  parent = g_path_get_dirname (path);
  if (!pl_private_make_folder (parent, error))
    return FALSE;

  /* Another process may make it at the same moment. */
  if (mkdir (path, 0700) == 0)
    return chmod (path, 0700) == 0 ? pl_private_sync_folder (parent, error)
                                   : pl_private_set_error (error, errno, path);

  if (errno != EEXIST)
    return pl_private_set_error (error, errno, path);

  return g_file_test (path, G_FILE_TEST_IS_DIR) || pl_private_set_error (error, ENOTDIR, path);
}

gboolean
pl_private_make_file (const char  *path,
                      GError     **error)
{
  /* Opening and closing a file that SQLite has open in this process would drop SQLite's POSIX locks on it. */
  int descriptor = pl_private_open (path, O_EXCL);

  if (descriptor >= 0)
    {
      close (descriptor);
      return TRUE;
    }

  return errno == EEXIST || pl_private_set_error (error, errno, path);
}

int
pl_private_open (const char *path,
                 int         more_flags)
{
  int         descriptor = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | more_flags, 0600);
  struct stat found;

  if (descriptor >= 0 && fstat (descriptor, &found) == 0 && (found.st_mode & 0777) != 0600
      && fchmod (descriptor, 0600) != 0)
    g_debug ("The mode of %s stays as it is: %s", path, g_strerror (errno));

  return descriptor;
}

char *
pl_private_read_note (const char *path,
                      gsize       most)
{
  const int        descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  g_autofree char *note = g_malloc (most + 1);
  gssize           length = -1;
  struct stat      found;

  if (descriptor < 0)
    return NULL;

  if (fstat (descriptor, &found) == 0 && S_ISREG (found.st_mode) && found.st_size <= (goffset) most)
    length = read (descriptor, note, most);
  close (descriptor);
  if (length < 0)
    return NULL;

  note[length] = '\0';

  return g_steal_pointer (&note);
}

void
pl_private_close_up (const char *path)
{
  struct stat found;

  if (lstat (path, &found) != 0 || (found.st_mode & 077) == 0 || found.st_uid != geteuid ()
      || !(S_ISREG (found.st_mode) || S_ISDIR (found.st_mode)))
    return;

  if (chmod (path, found.st_mode & (S_ISDIR (found.st_mode) ? 0700 : 0600)) != 0)
    g_debug ("The mode of %s stays as it is: %s", path, g_strerror (errno));
}
