/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has the folder open, told by file locks: they end with the process, also by kill -9, and reach across sandboxes
 * where process ids mean nothing. Open file description locks, because they change from alone to shared in one step and
 * are not lost when somebody else in this process closes the same file. */
#include "pl-presence.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "pl-private.h"
#include "pl-store-error.h"

/* Whoever is alone checks or migrates the file; a second each at most, but on a slow disk … */
#define WAIT_SECONDS 30
#define WAIT_STEP_US 20000

struct _PlPresence
{
  char    *directory;
  char    *name;            /* (nullable) */
  int      lock;            /* file descriptor */
  int      name_lock;       /* file descriptor, or -1 */
  gboolean alone;
};

/* FALSE and errno EAGAIN: somebody else has it. */
static gboolean
set_lock (int   descriptor,
          short type)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET };

  if (fcntl (descriptor, F_OFD_SETLK, &lock) == 0)
    return TRUE;

  if (errno == EACCES)
    errno = EAGAIN;

  return FALSE;
}

static gboolean
is_locked (const char *path)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int          descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean     locked;

  /* When the question itself fails, taking a row from a living process is the worse mistake. */
  if (descriptor < 0)
    return errno != ENOENT;

  locked = fcntl (descriptor, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
  close (descriptor);

  return locked;
}

static void
remove_stale_names (PlPresence *self)
{
  g_autofree char *names = g_build_filename (self->directory, PL_PRESENCE_NAMES_DIRECTORY, NULL);
  g_autoptr (GDir) directory = g_dir_open (names, 0, NULL);
  const char      *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (names, name, NULL);

      if (g_uuid_string_is_valid (name) && !is_locked (path))
        g_unlink (path);
    }
}

PlPresence *
pl_presence_enter (const char    *directory,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (PlPresence) self = g_new0 (PlPresence, 1);
  g_autofree char *path = g_build_filename (directory, PL_PRESENCE_LOCK_NAME, NULL);
  gint64           deadline = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;

  self->directory = g_strdup (directory);
  self->name_lock = -1;
  self->lock = pl_private_open (path, 0);

  if (self->lock < 0)
    {
      pl_private_set_error (error, errno, path);
      return NULL;
    }

  while (!set_lock (self->lock, F_WRLCK))
    {
      if (errno != EAGAIN)
        {
          pl_private_set_error (error, errno, path);
          return NULL;
        }

      if (set_lock (self->lock, F_RDLCK))
        return g_steal_pointer (&self);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;

      if (g_get_monotonic_time () > deadline)
        {
          g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_BUSY, "%s: another process is opening it", directory);
          return NULL;
        }

      g_usleep (WAIT_STEP_US);
    }

  self->alone = TRUE;

  return g_steal_pointer (&self);
}

gboolean
pl_presence_is_alone (PlPresence *self)
{
  return self->alone;
}

/* Names are made while we hold the folder, shared or alone, and removed by others only while they are alone: so
 * nobody can take a name away between its making and its locking. */
gboolean
pl_presence_settle (PlPresence  *self,
                    GError     **error)
{
  g_autofree char *names = g_build_filename (self->directory, PL_PRESENCE_NAMES_DIRECTORY, NULL);
  g_autofree char *path = NULL;

  if (!pl_private_make_folder (names, error))
    return FALSE;

  pl_private_close_up (names);

  if (self->alone)
    remove_stale_names (self);

  /* Processes forked from one another draw the same names. */
  do
    {
      g_free (self->name);
      g_free (path);
      self->name = g_uuid_string_random ();
      path = g_build_filename (names, self->name, NULL);
      self->name_lock = pl_private_open (path, O_EXCL);
    }
  while (self->name_lock < 0 && errno == EEXIST);

  if (self->name_lock < 0 || !set_lock (self->name_lock, F_WRLCK))
    return pl_private_set_error (error, errno, path);

  if (self->alone && !set_lock (self->lock, F_RDLCK))
    return pl_private_set_error (error, errno, self->directory);

  self->alone = FALSE;

  return TRUE;
}

const char *
pl_presence_get_name (PlPresence *self)
{
  return self->name;
}

gboolean
pl_presence_retire (PlPresence *self)
{
  self->alone = set_lock (self->lock, F_WRLCK);

  return self->alone;
}

void
pl_presence_leave (PlPresence *self)
{
  if (self == NULL)
    return;

  if (self->name_lock >= 0)
    {
      g_autofree char *path = g_build_filename (self->directory, PL_PRESENCE_NAMES_DIRECTORY, self->name, NULL);

      g_unlink (path);
      close (self->name_lock);
    }

  if (self->lock >= 0)
    close (self->lock);

  g_free (self->name);
  g_free (self->directory);
  g_free (self);
}

gboolean
pl_presence_has (const char *directory,
                 const char *name)
{
  g_autofree char *path = NULL;

  /* What a damaged row holds must not become a path. */
  if (!g_uuid_string_is_valid (name))
    return FALSE;

  path = g_build_filename (directory, PL_PRESENCE_NAMES_DIRECTORY, name, NULL);

  return is_locked (path);
}
