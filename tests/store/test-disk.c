/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk without room, a file that may not grow, a folder that may not be written: clear errors, and nothing that was
 * accepted is lost. Each scene runs in a process of its own, because it changes what that process may do. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/pl-outbox-table.h"
#include "store/pl-schema.h"
#include "support/store-fixture.h"

#define NOBODY 65534

/* What a scene ends with, besides 0. */
#define EXIT_CANNOT_ARRANGE 77

typedef struct
{
  guint accepted;
  int   error_code;
} Filling;

static gboolean
insert_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  g_autoptr (PlOutboxRow) row = pl_outbox_row_new ();
  g_autofree char        *text = g_strnfill (2000, 'x');

  row->account = g_strdup (STORE_FIXTURE_ACCOUNT);
  row->idempotency_key = g_uuid_string_random ();
  row->body = g_bytes_new (text, 2000);

  return pl_outbox_table_insert (connection, row, error);
}

static gboolean
insert_hundred_work (PlConnection  *connection,
                     gpointer       data,
                     GError       **error)
{
  for (guint i = 0; i < 100; i++)
    {
      if (!insert_work (connection, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* Until it does not fit any more. */
static Filling
fill (PlDatabase *database)
{
  Filling filling = { .error_code = -1 };

  while (filling.error_code < 0)
    {
      g_autoptr (GError) error = NULL;

      if (store_run (database, PL_DATABASE_WRITE, insert_work, NULL, &error))
        filling.accepted++;
      else
        filling.error_code = error->code;

      g_assert_cmpuint (filling.accepted, <, 100000);
    }

  return filling;
}

typedef struct
{
  PlDatabase *database;
  guint       left;
  guint       accepted;
} Crowd;

static void
crowd_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Crowd             *crowd = user_data;

  if (pl_database_run_finish (PL_DATABASE (source), result, &error))
    crowd->accepted++;
  else
    g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DISK_FULL);

  crowd->left--;
}

/* Many at once, that share commits: those that were told yes are there, those that were told no are not. */
static guint
fill_at_once (PlDatabase *database)
{
  Crowd crowd = { .database = database, .left = 500 };

  for (guint i = 0; i < 500; i++)
    pl_database_run_async (database, PL_DATABASE_WRITE, insert_work, NULL, NULL, NULL, crowd_cb, &crowd);

  while (crowd.left > 0)
    g_main_context_iteration (NULL, TRUE);

  return crowd.accepted;
}

static void
check_accepted (const char *directory,
                guint       accepted)
{
  g_autoptr (GError) error = NULL;
  PlDatabase        *database = store_open (directory, &error);

  g_assert_no_error (error);
  g_assert_null (pl_database_get_set_aside (database));
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM outbox"), ==, accepted);
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM outbox WHERE length (body) = 2000"), ==, accepted);
  store_close (database);
}

static gboolean
write_line (const char *path,
            const char *line)
{
  int      descriptor = open (path, O_WRONLY | O_CLOEXEC);
  gboolean written = descriptor >= 0 && write (descriptor, line, strlen (line)) == (gssize) strlen (line);

  if (descriptor >= 0)
    close (descriptor);

  return written;
}

/* A small disk of our own, as root or in a user namespace, where these are allowed. Before there are threads. */
static gboolean
mount_small_disk (const char *directory)
{
  uid_t user = geteuid ();
  gid_t group = getegid ();

  if (user == 0)
    {
      if (unshare (CLONE_NEWNS) != 0)
        return FALSE;
    }
  else
    {
      g_autofree char *user_map = g_strdup_printf ("0 %u 1", (guint) user);
      g_autofree char *group_map = g_strdup_printf ("0 %u 1", (guint) group);

      if (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0
          || !write_line ("/proc/self/setgroups", "deny")
          || !write_line ("/proc/self/uid_map", user_map)
          || !write_line ("/proc/self/gid_map", group_map))
        return FALSE;
    }

  return mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
         && mount ("tmpfs", directory, "tmpfs", 0, "size=2m,mode=700") == 0;
}

static int
full_disk_scene (const char *directory)
{
  g_autofree char *ballast = g_build_filename (directory, "ballast", NULL);
  g_autofree char *weight = g_malloc0 (300000);
  g_autoptr (GError) error = NULL;
  PlDatabase      *database;
  Filling          filling;
  guint            accepted;

  if (!mount_small_disk (directory))
    return EXIT_CANNOT_ARRANGE;

  g_assert_true (g_file_set_contents (ballast, weight, 300000, &error));
  database = store_open (directory, &error);
  g_assert_no_error (error);

  filling = fill (database);
  g_assert_cmpint (filling.error_code, ==, PL_STORE_ERROR_DISK_FULL);
  g_assert_cmpuint (filling.accepted, >, 10);
  accepted = filling.accepted;
  /* What is there can still be read, and asking again is still answered. */
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM outbox"), ==, accepted);
  accepted += fill_at_once (database);
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM outbox"), ==, accepted);
  g_assert_cmpint (fill (database).error_code, ==, PL_STORE_ERROR_DISK_FULL);
  accepted = (guint) store_query_int (database, "SELECT count (*) FROM outbox");

  /* Somebody makes room: it goes on without being opened again. */
  g_assert_no_errno (g_remove (ballast));
  store_write (database, insert_work, NULL);
  accepted++;
  accepted += fill_at_once (database);
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM outbox"), ==, accepted);
  store_close (database);
  check_accepted (directory, accepted);

  return 0;
}

static void
fill_disk (const char *ballast)
{
  char block[4096] = { 0 };
  int  descriptor = open (ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_no_errno (descriptor);
  while (write (descriptor, block, sizeof block) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (descriptor);
}

/* Not even room to begin. */
static int
no_room_scene (const char *directory)
{
  g_autofree char *folder = g_build_filename (directory, "data", NULL);
  g_autofree char *ballast = g_build_filename (directory, "ballast", NULL);
  g_autoptr (GError) error = NULL;

  if (!mount_small_disk (directory))
    return EXIT_CANNOT_ARRANGE;

  fill_disk (ballast);
  g_assert_null (store_open (folder, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DISK_FULL);
  g_clear_error (&error);

  g_assert_no_errno (g_remove (ballast));
  check_accepted (folder, 0);

  return 0;
}

/* Damaged, and no room for a new one: the damaged one stays where it is until there is. */
static int
no_room_to_rescue_scene (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "paylinks.sqlite", NULL);
  g_autofree char *ballast = g_build_filename (directory, "ballast", NULL);
  g_autofree char *weight = g_malloc0 (2000000);
  g_autoptr (GError) error = NULL;
  PlDatabase      *database;

  if (!mount_small_disk (directory))
    return EXIT_CANNOT_ARRANGE;

  database = store_open (directory, &error);
  g_assert_no_error (error);
  store_write (database, insert_hundred_work, NULL);
  store_exec (database, "INSERT INTO settings (account, name, value) VALUES ('', 'here', 'the page that breaks')");
  store_close (database);

  store_damage_pages (path, "the page that breaks", NULL);
  /* Leaves less than the rows need. */
  for (gssize size = 2000000; size > 0 && !g_file_set_contents (ballast, weight, size, NULL); size -= 50000)
    ;

  g_assert_null (store_open (directory, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DISK_FULL);
  g_clear_error (&error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  g_assert_no_errno (g_remove (ballast));
  database = store_open (directory, &error);
  g_assert_no_error (error);
  g_assert_nonnull (pl_database_get_set_aside (database));
  g_assert_cmpuint (pl_database_get_rescued (database), ==, 100);
  store_close (database);

  return 0;
}

/* A limit that needs no privilege: files may not grow any more, as with a quota. */
static int
file_size_scene (const char *directory)
{
  g_autoptr (GError) error = NULL;
  struct rlimit      limit;
  PlDatabase        *database = store_open (directory, &error);
  Filling            filling;

  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  limit.rlim_cur = 1000000;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));

  filling = fill (database);
  g_assert_cmpint (filling.error_code, ==, PL_STORE_ERROR_DISK_FULL);
  g_assert_cmpuint (filling.accepted, >, 10);
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM outbox"), ==, filling.accepted);

  limit.rlim_cur = limit.rlim_max;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
  store_write (database, insert_work, NULL);
  store_close (database);
  check_accepted (directory, filling.accepted + 1);

  return 0;
}

/* root may write anywhere: become somebody who may not. */
static gboolean
give_up_privileges (void)
{
  return geteuid () != 0 || (setresgid (NOBODY, NOBODY, NOBODY) == 0 && setresuid (NOBODY, NOBODY, NOBODY) == 0);
}

static void
give_away (const char *path)
{
  if (geteuid () == 0)
    g_assert_no_errno (chown (path, NOBODY, NOBODY));
}

static void
assert_read_only (const char *directory)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (store_open (directory, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_READ_ONLY);
}

static int
read_only_scene (const char *directory)
{
  g_autofree char *data = g_build_filename (directory, "data", NULL);
  g_autofree char *file = g_build_filename (data, "paylinks.sqlite", NULL);
  g_autofree char *nested = g_build_filename (data, "not", "there", NULL);
  g_autofree char *below_file = g_build_filename (file, "folder", NULL);

  give_away (directory);
  if (!give_up_privileges ())
    return EXIT_CANNOT_ARRANGE;

  check_accepted (data, 0);
  assert_read_only (below_file);

  g_assert_no_errno (g_chmod (data, 0500));
  assert_read_only (data);
  assert_read_only (nested);
  g_assert_no_errno (g_chmod (data, 0700));

  g_assert_no_errno (g_chmod (file, 0400));
  assert_read_only (data);
  g_assert_no_errno (g_chmod (file, 0600));
  check_accepted (data, 0);

  return 0;
}

/* A file system that turned read-only, as one does that met an error. */
static int
remount_scene (const char *directory)
{
  g_autoptr (GError) error = NULL;
  PlDatabase        *database;

  if (!mount_small_disk (directory))
    return EXIT_CANNOT_ARRANGE;

  database = store_open (directory, &error);
  g_assert_no_error (error);
  store_write (database, insert_work, NULL);
  store_close (database);

  if (mount (NULL, directory, NULL, MS_REMOUNT | MS_RDONLY, NULL) != 0)
    return EXIT_CANNOT_ARRANGE;

  assert_read_only (directory);
  g_assert_no_errno (mount (NULL, directory, NULL, MS_REMOUNT, NULL));
  check_accepted (directory, 1);

  return 0;
}

static char *
read_file (const char *path)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) contents, length);
}

/* Of version 1, opened, with the two intents it had. */
static void
check_upgraded (const char *directory)
{
  g_autoptr (GError) error = NULL;
  PlDatabase *database = store_open (directory, &error);

  g_assert_no_error (error);
  g_assert_null (pl_database_get_set_aside (database));
  g_assert_cmpint (store_query_int (database, "PRAGMA user_version"), ==, pl_schema_get_version ());
  g_assert_cmpint (store_query_int (database, "SELECT count (*) FROM outbox"), ==, 2);
  store_close (database);
}

static void
assert_upgrade_fails (const char *directory,
                      int         code)
{
  g_autofree char *path = g_build_filename (directory, "paylinks.sqlite", NULL);
  g_autofree char *before = read_file (path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (store_open (directory, &error));
  g_assert_error (error, PL_STORE_ERROR, code);
  after = read_file (path);
  g_assert_cmpstr (after, ==, before);
}

/* An earlier version's file, and no room for what today's needs besides. */
static int
no_room_to_upgrade_scene (const char *directory)
{
  g_autofree char *ballast = g_build_filename (directory, "ballast", NULL);

  if (!mount_small_disk (directory))
    return EXIT_CANNOT_ARRANGE;

  g_assert_true (store_write_version (directory, 1));
  fill_disk (ballast);
  assert_upgrade_fails (directory, PL_STORE_ERROR_DISK_FULL);

  g_assert_no_errno (g_remove (ballast));
  check_upgraded (directory);

  return 0;
}

/* Room to begin, and then none: wherever in the upgrade that is. */
static int
upgrade_breaks_off_scene (const char *directory)
{
  struct rlimit limit;
  guint n_failed = 0;

  g_assert_true (store_write_version (directory, 1));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));

  for (rlim_t size = 0; size <= 1000000; size += 4096)
    {
      g_autoptr (GError) error = NULL;
      PlDatabase *database;

      limit.rlim_cur = size;
      g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
      database = store_open (directory, &error);
      limit.rlim_cur = limit.rlim_max;
      g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));

      if (database != NULL)
        {
          store_close (database);
          break;
        }

      g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DISK_FULL);
      n_failed++;
    }

  g_assert_cmpuint (n_failed, >, 5);
  check_upgraded (directory);

  return 0;
}

static int
read_only_upgrade_scene (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "paylinks.sqlite", NULL);

  give_away (directory);
  if (!give_up_privileges ())
    return EXIT_CANNOT_ARRANGE;

  g_assert_true (store_write_version (directory, 1));
  g_assert_no_errno (g_chmod (path, 0400));
  assert_upgrade_fails (directory, PL_STORE_ERROR_READ_ONLY);
  g_assert_no_errno (g_chmod (path, 0600));

  g_assert_no_errno (g_chmod (directory, 0500));
  assert_upgrade_fails (directory, PL_STORE_ERROR_READ_ONLY);
  g_assert_no_errno (g_chmod (directory, 0700));

  check_upgraded (directory);

  return 0;
}

typedef struct
{
  const char *name;
  int       (*play) (const char *directory);
} Scene;

static const Scene scenes[] = {
  { "full-disk", full_disk_scene },
  { "no-room", no_room_scene },
  { "no-room-to-rescue", no_room_to_rescue_scene },
  { "file-size", file_size_scene },
  { "read-only", read_only_scene },
  { "remounted", remount_scene },
  { "no-room-to-upgrade", no_room_to_upgrade_scene },
  { "upgrade-breaks-off", upgrade_breaks_off_scene },
  { "read-only-upgrade", read_only_upgrade_scene },
};

static void
test_scene (gconstpointer data)
{
  const Scene      *scene = data;
  g_autoptr (GError) error = NULL;
  g_autofree char  *directory = g_dir_make_tmp ("paylinks-test-XXXXXX", &error);
  g_autofree char  *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) child = NULL;

  g_assert_no_error (error);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--scene", scene->name, directory, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (child));

  if (g_subprocess_get_exit_status (child) == EXIT_CANNOT_ARRANGE)
    g_test_skip ("This needs privileges that are not there");
  else
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);

  store_remove_tree (directory);
}

int
main (int    argc,
      char **argv)
{
  for (gsize i = 0; argc == 4 && i < G_N_ELEMENTS (scenes); i++)
    {
      if (g_str_equal (argv[2], scenes[i].name))
        return scenes[i].play (argv[3]);
    }

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *path = g_strconcat ("/disk/", scenes[i].name, NULL);

      g_test_add_data_func (path, &scenes[i], test_scene);
    }

  return g_test_run ();
}
