/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can happen to the file besides damage: versions, processes that die at any moment, several at once. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/pl-schema.h"
#include "store/pl-store-error.h"
#include "store/pl-store-file.h"
#include "support/store-intents.h"

typedef struct
{
  const char *name;
  char       *contents;
  gsize       length;
} Snapshot;

/* From the future: not a byte changes, whatever else lies beside it. */
static void
test_too_new (StoreFixture  *fixture,
              gconstpointer  data)
{
  Snapshot snapshots[] = { { "paylinks.sqlite" }, { "paylinks.sqlite-wal" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = NULL;
  const int version = g_str_equal (data, "next") ? (int) pl_schema_get_version () + 1 : -1;
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);

  store_fixture_close (fixture);
  /* Killed: the log is still there. */
  child = store_fixture_spawn (fixture, "--write-and-wait");
  store_child_await (child);
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  store_fixture_reopen (fixture);
  store_exec (fixture->database, sql);
  store_fixture_close (fixture);
  store_intents_write_file (fixture, "paylinks.sqlite-wal", "something that is not a log", 27);

  for (gsize i = 0; i < G_N_ELEMENTS (snapshots); i++)
    snapshots[i].contents = store_intents_read_file (fixture, snapshots[i].name, &snapshots[i].length);

  g_assert_null (store_open (fixture->directory, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_TOO_NEW);
  store_intents_assert_none_set_aside (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (snapshots); i++)
    {
      gsize            length = 0;
      g_autofree char *contents = store_intents_read_file (fixture, snapshots[i].name, &length);

      g_assert_cmpmem (contents, length, snapshots[i].contents, snapshots[i].length);
      g_free (snapshots[i].contents);
    }
}

static gboolean
insert_and_pause_work (PlConnection  *connection,
                       gpointer       data,
                       GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection,
                                                  "INSERT INTO settings (account, name, value)"
                                                  " SELECT 'uncommitted', id, '' FROM outbox",
                                                  error);

  if (statement == NULL || !pl_statement_run (statement, NULL, error))
    return FALSE;

  store_child_pause ();

  return TRUE;
}

/* Another process: commits, says who it is, and is in the middle of the next transaction when it is killed. */
static int
write_and_wait (const char *directory)
{
  g_autoptr (GError) error = NULL;
  PlDatabase        *database = store_open (directory, &error);
  g_autofree char   *path = g_build_filename (directory, "owner", NULL);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, pl_database_get_owner (database), -1, NULL));
  store_write (database, store_intents_put_work, NULL);
  store_write (database, insert_and_pause_work, NULL);

  return 1;
}

static gboolean
is_alive (StoreFixture *fixture,
          const char   *owner)
{
  return pl_database_owner_is_alive (fixture->database, owner);
}

static void
test_killed (StoreFixture  *fixture,
             gconstpointer  data)
{
  g_autoptr (GSubprocess) child = store_fixture_spawn (fixture, "--write-and-wait");
  g_autofree char        *owner = NULL;
  g_autofree char        *name_path = NULL;
  gsize                   length;

  store_child_await (child);
  owner = store_intents_read_file (fixture, "owner", &length);
  name_path = g_build_filename (fixture->directory, "owners", owner, NULL);
  g_assert_true (is_alive (fixture, owner));
  g_assert_true (is_alive (fixture, pl_database_get_owner (fixture->database)));
  g_assert_cmpstr (owner, !=, pl_database_get_owner (fixture->database));
  /* What is committed is seen, what is under way is not. */
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM settings WHERE account = 'uncommitted'"),
                   ==, 0);

  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_false (is_alive (fixture, owner));
  g_assert_true (g_file_test (name_path, G_FILE_TEST_EXISTS));

  /* The lock of the dead does not outlive it, and its name is swept out by the next who opens the folder alone. */
  store_exec (fixture->database, "INSERT INTO settings (account, name, value) VALUES ('', 'after', '')");
  store_fixture_reopen (fixture);
  store_intents_assert_none_set_aside (fixture);
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM settings WHERE account = 'uncommitted'"),
                   ==, 0);
  g_assert_false (g_file_test (name_path, G_FILE_TEST_EXISTS));
}

/* Killed, and then damaged: the latest intents are in the log only. */
static void
test_killed_and_damaged (StoreFixture  *fixture,
                         gconstpointer  data)
{
  g_autoptr (GSubprocess) child = NULL;
  g_auto (GStrv)          names = NULL;
  g_autofree char        *contents = NULL;
  gsize                   length;

  store_exec (fixture->database,
              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000) INSERT INTO settings"
              " (account, name, value) SELECT 'before', i, 'a setting that lies in the file ' || i FROM n");
  store_fixture_close (fixture);
  child = store_fixture_spawn (fixture, "--write-and-wait");
  store_child_await (child);
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  contents = store_intents_read_file (fixture, "paylinks.sqlite", &length);
  g_assert_null (memmem (contents, length, "intent 200 of", 13));

  store_intents_damage (fixture, "a setting that lies in the file 5");
  store_fixture_reopen (fixture);
  g_assert_cmpuint (pl_database_get_rescued (fixture->database), ==, STORE_INTENTS);
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);

  /* The log went along. */
  names = store_intents_list_set_aside (fixture);
  g_assert_cmpuint (g_strv_length (names), >=, 2);
}

/* The power went after the damaged file was renamed: its successor stands ready. */
static void
test_interrupted (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (fixture, "paylinks.sqlite");
  g_autofree char *successor = store_fixture_path (fixture, "paylinks.sqlite.new");
  g_autofree char *aside = store_fixture_path (fixture, "paylinks.sqlite.damaged-20260101T000000Z");

  store_intents_fill (fixture);
  g_assert_no_errno (g_rename (path, successor));
  store_intents_write_file (fixture, "paylinks.sqlite.damaged-20250101T000000Z", "older", 5);
  store_intents_write_file (fixture, "paylinks.sqlite.damaged-20260101T000000Z", "newer", 5);
  store_intents_write_file (fixture, "paylinks.sqlite-wal", "left behind", 11);
  store_fixture_reopen (fixture);

  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  g_assert_nonnull (pl_database_get_set_aside (fixture->database));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (successor, G_FILE_TEST_EXISTS));
}

/* The power went while the successor was built: it is half, and the file is still there. */
static void
test_interrupted_early (StoreFixture  *fixture,
                        gconstpointer  data)
{
  g_autofree char *successor = store_fixture_path (fixture, "paylinks.sqlite.new");

  store_intents_fill (fixture);
  store_intents_damage (fixture, "document of LINK1500");
  store_intents_write_file (fixture, "paylinks.sqlite.new", "half", 4);
  store_intents_write_file (fixture, "paylinks.sqlite.new-journal", "half", 4);
  store_fixture_reopen (fixture);
  g_assert_nonnull (pl_database_get_set_aside (fixture->database));
  g_assert_cmpuint (store_intents_check (fixture), ==, STORE_INTENTS);
  g_assert_false (g_file_test (successor, G_FILE_TEST_EXISTS));
}

static int
open_and_write (const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *sql = NULL;
  PlDatabase        *database;

  store_child_pause ();
  database = store_open (directory, &error);
  g_assert_no_error (error);
  sql = g_strdup_printf ("INSERT INTO settings (account, name, value) VALUES ('', '%s', '')",
                         pl_database_get_owner (database));
  store_exec (database, sql);
  store_close (database);

  return 0;
}

/* All make the folder, the file and its tables at the same moment. */
static void
test_many_openings (StoreFixture  *fixture,
                    gconstpointer  data)
{
  GSubprocess *children[5];

  store_fixture_close (fixture);
  store_remove_tree (fixture->directory);

  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    children[i] = store_fixture_spawn (fixture, "--open-and-write");
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    store_child_await (children[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    store_child_go (children[i]);

  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_subprocess_wait_check (children[i], NULL, &error));
      g_assert_no_error (error);
      g_object_unref (children[i]);
    }

  store_fixture_reopen (fixture);
  store_intents_assert_none_set_aside (fixture);
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM settings"), ==, G_N_ELEMENTS (children));
}

/* What a damaged row might hold. */
static void
test_owner_names (StoreFixture  *fixture,
                  gconstpointer  data)
{
  static const char *const names[] = {
    "", ".", "..", "../paylinks.lock", "/etc/passwd", "0d9bb2b0-5d35-4f3f-8a0e-7f7f2f1d2a22",
    "../owners/0d9bb2b0-5d35-4f3f-8a0e-7f7f2f1d2a22",
  };
  g_autofree char *owner = g_strdup (pl_database_get_owner (fixture->database));

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (is_alive (fixture, names[i]));

  g_assert_true (is_alive (fixture, owner));
  store_fixture_reopen (fixture);
  g_assert_false (is_alive (fixture, owner));
  g_assert_cmpstr (owner, !=, pl_database_get_owner (fixture->database));
}

/* Whatever lies where the note of the last check belongs: the file is checked whole, and opens. */
static void
test_strange_note (StoreFixture  *fixture,
                   gconstpointer  data)
{
  g_autofree char   *path = g_build_filename (fixture->directory, "paylinks.sqlite.checked", NULL);
  g_autofree char   *long_note = g_strnfill (100000, '1');
  g_autoptr (GError) error = NULL;
  struct stat        found;

  store_fixture_close (fixture);
  g_remove (path);
  if (g_str_equal (data, "fifo"))
    g_assert_no_errno (mkfifo (path, 0600));
  else if (g_str_equal (data, "device"))
    g_assert_no_errno (symlink ("/dev/zero", path));
  else if (g_str_equal (data, "folder"))
    g_assert_no_errno (g_mkdir (path, 0700));
  else
    g_assert_true (g_file_set_contents (path, long_note, -1, &error));

  store_fixture_reopen (fixture);
  store_exec (fixture->database, "UPDATE accounts SET last_used = 1");
  store_fixture_close (fixture);
  store_fixture_reopen (fixture);

  /* A note of ours takes its place, but not that of a folder. */
  g_assert_no_errno (lstat (path, &found));
  g_assert_true (g_str_equal (data, "folder") ? S_ISDIR (found.st_mode) : S_ISREG (found.st_mode));
  g_assert_cmpint (found.st_size, <, 100000);
}

/* SQLite would wait for ever for somebody to write into a pipe: nothing is opened, and what lies there stays. */
static void
test_no_file (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  store_fixture_close (fixture);
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char   *path = g_strconcat (fixture->directory, "/paylinks.sqlite",
                                             suffixes[i % G_N_ELEMENTS (suffixes)], NULL);
      g_autofree char   *kept = g_strconcat (fixture->directory, "/kept", NULL);
      g_autoptr (GError) error = NULL;
      const gboolean     was_there = g_file_test (path, G_FILE_TEST_EXISTS);
      struct stat        found;

      if (was_there)
        g_assert_no_errno (g_rename (path, kept));
      if (i < G_N_ELEMENTS (suffixes))
        g_assert_no_errno (mkfifo (path, 0600));
      else
        g_assert_no_errno (g_mkdir (path, 0700));

      g_assert_null (pl_store_file_open (fixture->directory, NULL, &error));
      g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED);
      g_assert_no_errno (lstat (path, &found));
      g_assert_false (S_ISREG (found.st_mode));

      g_assert_no_errno (g_remove (path));
      if (was_there)
        g_assert_no_errno (g_rename (kept, path));
    }
  store_fixture_reopen (fixture);
  store_exec (fixture->database, "UPDATE accounts SET last_used = 1");
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--write-and-wait"))
    return write_and_wait (argv[2]);

  if (argc == 3 && g_str_equal (argv[1], "--open-and-write"))
    return open_and_write (argv[2]);

  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) \
  g_test_add ("/store-file/" path, StoreFixture, data, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("too-new/next", "next", test_too_new);
  ADD ("too-new/negative", "negative", test_too_new);
  ADD ("killed", "account", test_killed);
  ADD ("killed-and-damaged", "account", test_killed_and_damaged);
  ADD ("interrupted/renaming", "account", test_interrupted);
  ADD ("interrupted/building", "account", test_interrupted_early);
  ADD ("many-openings", NULL, test_many_openings);
  ADD ("owner-names", NULL, test_owner_names);
  ADD ("no-file", "account", test_no_file);
  ADD ("strange-note/fifo", "fifo", test_strange_note);
  ADD ("strange-note/device", "device", test_strange_note);
  ADD ("strange-note/folder", "folder", test_strange_note);
  ADD ("strange-note/long", "long", test_strange_note);

  return g_test_run ();
}
