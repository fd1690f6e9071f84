/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database's file in its folder: made, checked, brought up to date, and when it is damaged set aside, whole,
 * with what cannot be fetched again copied into a new one. Every step may be the last one before the power goes. */
#include "pl-store-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>

#include "pl-connection-private.h"
#include "pl-presence.h"
#include "pl-private.h"
#include "pl-rescue.h"
#include "pl-schema.h"
#include "pl-store-error.h"

#define DAMAGED_SUFFIX ".damaged-"

/* Reading a file of 100,000 links whole takes 160 ms from memory, far more from a disk. A file that was closed in
 * order and has the size and time it had then is checked whole once a week; its tables of intents and accounts
 * always. */
#define CHECK_INTERVAL (7 * G_TIME_SPAN_DAY)

/* Five numbers. */
#define LONGEST_STAMP 128

struct _PlStoreFile
{
  char         *directory;
  char         *path;
  PlPresence   *presence;
  PlConnection *connection;
  char         *set_aside;  /* (nullable) */
  guint         rescued;
  gint64        checked_at; /* microseconds since the epoch; 0 = not known to be whole */
};

static char *
sibling (PlStoreFile *self,
         const char  *suffix)
{
  return g_strconcat (self->path, suffix, NULL);
}

static gboolean
exists (PlStoreFile *self,
        const char  *suffix)
{
  g_autofree char *path = sibling (self, suffix);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What the stamp holds: when the file was last read whole, and how it looked when it was closed. */
static char *
describe_file (PlStoreFile *self)
{
  struct stat found;

  if (stat (self->path, &found) != 0 || self->checked_at == 0)
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT
                          ".%09ld\n",
                          self->checked_at,
                          (guint64) found.st_ino,
                          (guint64) found.st_size,
                          (gint64) found.st_mtim.tv_sec,
                          (long) found.st_mtim.tv_nsec);
}

/* Leaves checked_at at the stamp's time, or at 0 when the file has to be read whole. */
static void
read_stamp (PlStoreFile *self)
{
  g_autofree char *path = sibling (self, ".checked");
  g_autofree char *stamp = pl_private_read_note (path, LONGEST_STAMP);
  g_autofree char *now = NULL;
  gint64           age;

  if (stamp == NULL)
    return;

  self->checked_at = g_ascii_strtoll (stamp, NULL, 10);

  /* Somebody who has it open closes it later: only its age counts. */
  if (pl_presence_is_alone (self->presence))
    now = exists (self, "-wal") ? NULL : describe_file (self);
  else
    now = g_strdup (stamp);

  age = g_get_real_time () - self->checked_at;

  if (g_strcmp0 (stamp, now) != 0 || age < 0 || age > CHECK_INTERVAL)
    self->checked_at = 0;
}

static void
write_stamp (PlStoreFile *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sibling (self, ".checked");
  g_autofree char *stamp = describe_file (self);

  if (stamp == NULL)
    return;

  if (!g_file_set_contents_full (path, stamp, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error)
      || g_chmod (path, 0600) != 0)
    g_debug ("The next opening checks the whole file: %s", error != NULL ? error->message : g_strerror (errno));
}

static gboolean
query_text (PlConnection  *connection,
            const char    *sql,
            char         **text,
            GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, sql, error);
  gboolean     row;

  if (statement == NULL || !pl_statement_step (statement, &row, error))
    return FALSE;

  *text = row ? g_strdup (pl_statement_get_text (statement, 0)) : NULL;

  return pl_statement_run (statement, NULL, error);
}

static gboolean
check_says_ok (PlConnection  *connection,
               const char    *sql,
               GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *answer = NULL;

  if (!query_text (connection, sql, &answer, &local_error))
    {
      /* A table that is missing: SQLite says a plain error, we know better. */
      if (g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED))
        local_error->code = PL_STORE_ERROR_DAMAGED;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;

  g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED, "Integrity check: %s", answer);
  return FALSE;
}

/* Errors: PL_STORE_ERROR_DAMAGED, PL_STORE_ERROR_TOO_NEW, and what reading can meet. */
static gboolean
check_file (PlStoreFile  *self,
            guint        *version,
            GError      **error)
{
  g_autofree char *table = NULL;

  *version = 0;

  if (!pl_schema_read_version (self->connection, version, error))
    return FALSE;

  if (*version > pl_schema_get_version ())
    {
      g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_TOO_NEW,
                   "%s has version %u, this program knows %u", self->path, *version, pl_schema_get_version ());
      return FALSE;
    }

  if (*version == 0)
    {
      if (!query_text (self->connection, "SELECT name FROM sqlite_schema LIMIT 1", &table, error))
        return FALSE;

      if (table == NULL)
        {
          self->checked_at = g_get_real_time ();
          return TRUE;
        }

      g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED, "%s is not one of ours", self->path);
      return FALSE;
    }

  if (!check_says_ok (self->connection, "PRAGMA quick_check (outbox)", error)
      || !check_says_ok (self->connection, "PRAGMA quick_check (accounts)", error))
    return FALSE;

  if (self->checked_at != 0)
    return TRUE;

  if (!check_says_ok (self->connection, "PRAGMA quick_check (1)", error))
    return FALSE;

  self->checked_at = g_get_real_time ();

  return TRUE;
}

static gboolean
rename_sibling (PlStoreFile  *self,
                const char   *suffix,
                const char   *target,
                GError      **error)
{
  g_autofree char *path = sibling (self, suffix);

  if (g_rename (path, target) == 0 || errno == ENOENT)
    return TRUE;

  return pl_private_set_error (error, errno, path);
}

/* The file before its log: should we be interrupted, a missing file is what tells the next opening to go on from here,
 * while a file without its log would look whole and lack the latest intents. */
static gboolean
set_aside (PlStoreFile  *self,
           GError      **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, DAMAGED_SUFFIX "%Y%m%dT%H%M%SZ");
  g_autofree char *target = sibling (self, stamp);

  for (guint i = 2; g_file_test (target, G_FILE_TEST_EXISTS); i++)
    {
      g_free (target);
      target = g_strdup_printf ("%s%s-%u", self->path, stamp, i);
    }

  if (!rename_sibling (self, "", target, error))
    return FALSE;

  for (gsize i = 0; i < 2; i++)
    {
      const char      *suffix = i == 0 ? "-wal" : "-shm";
      g_autofree char *target_sibling = g_strconcat (target, suffix, NULL);

      if (!rename_sibling (self, suffix, target_sibling, error))
        return FALSE;
    }

  g_free (self->set_aside);
  self->set_aside = g_steal_pointer (&target);

  return TRUE;
}

static void
remove_sibling (PlStoreFile *self,
                const char  *suffix)
{
  g_autofree char *path = sibling (self, suffix);

  g_unlink (path);
}

static char *
find_newest_set_aside (PlStoreFile *self)
{
  g_autoptr (GDir) directory = g_dir_open (self->directory, 0, NULL);
  g_autofree char *newest = NULL;
  const char      *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      if (g_str_has_prefix (name, PL_STORE_FILE_NAME DAMAGED_SUFFIX)
          && !g_str_has_suffix (name, "-wal")
          && !g_str_has_suffix (name, "-shm")
          && g_strcmp0 (name, newest) > 0)
        {
          g_free (newest);
          newest = g_strdup (name);
        }
    }

  return newest != NULL ? g_build_filename (self->directory, newest, NULL) : NULL;
}

/* No file, but a finished successor or a log: a setting aside that was interrupted after its first renaming. */
static gboolean
finish_interrupted (PlStoreFile  *self,
                    GError      **error)
{
  if (exists (self, ""))
    {
      remove_sibling (self, ".new");
      remove_sibling (self, ".new-journal");
      return TRUE;
    }

  /* SQLite would throw away a log without a file. */
  if (exists (self, "-wal") && !set_aside (self, error))
    return FALSE;

  if (!exists (self, ".new"))
    return TRUE;

  g_free (self->set_aside);
  self->set_aside = find_newest_set_aside (self);

  return rename_sibling (self, ".new", self->path, error) && pl_private_sync_folder (self->directory, error);
}

static gboolean
build_successor (PlStoreFile  *self,
                 guint         version,
                 GError      **error)
{
  g_autofree char *path = sibling (self, ".new");
  g_autoptr (PlConnection) successor = pl_connection_open (path, error);

  if (successor == NULL || !pl_connection_exec (successor, "PRAGMA synchronous = EXTRA", error))
    return FALSE;

  /* 0: not known, because the page that it is on was lost, or believed and found wrong. */
  return pl_schema_upgrade (successor, version > 0 ? version : pl_schema_get_version (), error)
         && pl_rescue_copy (self->connection, self->path, successor, &self->rescued, error)
         && pl_schema_upgrade (successor, pl_schema_get_version (), error);
}

static gboolean
replace_damaged (PlStoreFile  *self,
                 guint         version,
                 GError      **error)
{
  if (!build_successor (self, version, error))
    return FALSE;

  g_clear_pointer (&self->connection, pl_connection_close);

  if (!set_aside (self, error)
      || !rename_sibling (self, ".new", self->path, error)
      || !pl_private_sync_folder (self->directory, error))
    return FALSE;

  g_message ("The database was damaged; it was set aside and %u intents were taken over", self->rescued);

  self->connection = pl_connection_open (self->path, error);
  self->checked_at = g_get_real_time ();

  return self->connection != NULL;
}

static gboolean
bring_up_to_date (PlStoreFile  *self,
                  GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  guint              version;

  if (!pl_schema_read_version (self->connection, &version, error))
    return FALSE;

  if (version == pl_schema_get_version ())
    return TRUE;

  /* Its statements are prepared for the tables as they are. */
  if (!pl_presence_is_alone (self->presence))
    {
      g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_BUSY,
                   "%s is open in an earlier version of this program", self->path);
      return FALSE;
    }

  if (pl_schema_upgrade (self->connection, pl_schema_get_version (), &local_error))
    return TRUE;

  /* The steps fit the tables of their version: then the number is what is wrong. */
  if (g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED))
    local_error->code = PL_STORE_ERROR_DAMAGED;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* EXTRA is FULL in a write-ahead log; where a file system cannot have one, it also makes the end of a transaction last.
 * What is deleted is gone, also from the file. */
static gboolean
set_up (PlStoreFile  *self,
        GError      **error)
{
  return pl_connection_exec (self->connection,
                             "PRAGMA journal_mode = WAL;"
                             "PRAGMA synchronous = EXTRA;"
                             "PRAGMA journal_size_limit = 4194304;"
                             "PRAGMA cell_size_check = ON;"
                             "PRAGMA secure_delete = ON;"
                             "PRAGMA temp_store = MEMORY",
                             error)
         && bring_up_to_date (self, error);
}

static gboolean
open_connection (PlStoreFile  *self,
                 GError      **error)
{
  g_autoptr (GError) damage = NULL;
  guint              version = 0;

  if (pl_presence_is_alone (self->presence) && !finish_interrupted (self, error))
    return FALSE;

  /* Before SQLite makes a log of its own, or goes to work on one that was left behind. */
  read_stamp (self);

  self->connection = pl_connection_open (self->path, error);
  if (self->connection == NULL)
    return FALSE;

  if (check_file (self, &version, &damage))
    {
      if (set_up (self, &damage))
        return TRUE;

      version = 0;
    }

  if (!g_error_matches (damage, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED) || !pl_presence_is_alone (self->presence))
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return FALSE;
    }

  return replace_damaged (self, version, error) && set_up (self, error);
}

/**
 * pl_store_file_open:
 * @directory: absolute path of the folder; made with mode 0700 when missing
 * @cancellable: (nullable): ends the wait for another process that is opening it
 * @error: return location for a #GError
 *
 * Opens `paylinks.sqlite` in the folder for one thread. A file that SQLite or its integrity check calls damaged is
 * renamed, with its log; accounts, intents, people and the settings that are the user's own words are copied into a
 * new one as far as they can be read. When the process dies on the way, the next opening goes on.
 *
 * Errors: %PL_STORE_ERROR_TOO_NEW, the file untouched; %PL_STORE_ERROR_DAMAGED when it is damaged and another
 * process has it open; %PL_STORE_ERROR_BUSY when that one is an earlier version; %PL_STORE_ERROR_DISK_FULL,
 * %PL_STORE_ERROR_READ_ONLY.
 *
 * Returns: (transfer full) (nullable): the open file
 */
PlStoreFile *
pl_store_file_open (const char    *directory,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (PlStoreFile) self = g_new0 (PlStoreFile, 1);

  self->directory = g_strdup (directory);
  self->path = g_build_filename (directory, PL_STORE_FILE_NAME, NULL);

  if (!pl_private_make_folder (directory, error))
    return NULL;

  self->presence = pl_presence_enter (directory, cancellable, error);
  if (self->presence == NULL || !open_connection (self, error))
    {
      self->checked_at = 0;
      return NULL;
    }

  if (!pl_presence_settle (self->presence, error))
    return NULL;

  pl_connection_keep_wal_on_close (self->connection, FALSE);

  return g_steal_pointer (&self);
}

PlConnection *
pl_store_file_get_connection (PlStoreFile *self)
{
  return self->connection;
}

const char *
pl_store_file_get_owner (PlStoreFile *self)
{
  return pl_presence_get_name (self->presence);
}

const char *
pl_store_file_get_set_aside (PlStoreFile *self)
{
  return self->set_aside;
}

guint
pl_store_file_get_rescued (PlStoreFile *self)
{
  return self->rescued;
}

void
pl_store_file_note_damage (PlStoreFile *self)
{
  self->checked_at = 0;
  remove_sibling (self, ".checked");
}

void
pl_store_file_close (PlStoreFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->connection, pl_connection_close);

  if (self->presence != NULL && self->checked_at != 0 && pl_presence_retire (self->presence) && !exists (self, "-wal"))
    write_stamp (self);

  g_clear_pointer (&self->presence, pl_presence_leave);
  g_free (self->set_aside);
  g_free (self->path);
  g_free (self->directory);
  g_free (self);
}
