/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What earlier versions left on somebody's disk becomes today's, whole, or stays as it was. */
#include <glib/gstdio.h>

#include "store/pl-connection-private.h"
#include "store/pl-presence.h"
#include "store/pl-schema.h"
#include "support/store-sample.h"

static const StoreSample sample = { .account = STORE_FIXTURE_ACCOUNT, .mark = "9a8e" };

static void
set_up (StoreFixture  *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("paylinks-test-XXXXXX", &error);
  g_assert_no_error (error);
}

static PlConnection *
open_connection (StoreFixture *fixture,
                 const char   *name)
{
  g_autofree char   *path = store_fixture_path (fixture, name);
  g_autoptr (GError) error = NULL;
  PlConnection      *connection = pl_connection_open (path, &error);

  g_assert_no_error (error);

  return connection;
}

static void
exec (PlConnection *connection,
      const char   *sql)
{
  g_autoptr (GError) error = NULL;

  pl_connection_exec (connection, sql, &error);
  g_assert_no_error (error);
}

/* The first column of all rows. */
static char **
query (PlConnection *connection,
       const char   *sql)
{
  g_autoptr (GStrvBuilder) answer = g_strv_builder_new ();
  g_autoptr (GError)       error = NULL;
  PlStatement             *statement = pl_connection_prepare (connection, sql, &error);
  gboolean                 row;

  g_assert_no_error (error);
  while (pl_statement_step (statement, &row, &error) && row)
    g_strv_builder_add (answer, pl_statement_get_text (statement, 0));
  g_assert_no_error (error);

  return g_strv_builder_end (answer);
}

/* A SELECT for each table that there is, of all the columns it has: asked again later, it tells whether anything of
 * that changed. */
static char **
make_questions (PlConnection *connection)
{
  return query (connection,
                "SELECT 'SELECT quote (' || group_concat (column.name, ') || '','' || quote (') || ') FROM '"
                "       || tables.name || ' ORDER BY rowid'"
                " FROM sqlite_schema tables JOIN pragma_table_info (tables.name) column"
                " WHERE tables.type = 'table' GROUP BY tables.name ORDER BY tables.name");
}

static char *
answer (PlConnection *connection,
        char        **questions)
{
  g_autoptr (GString) answers = g_string_new (NULL);

  for (; *questions != NULL; questions++)
    {
      g_auto (GStrv)   rows = query (connection, *questions);
      g_autofree char *joined = g_strjoinv ("\n", rows);

      /* A version's file has something in each table. */
      g_assert_nonnull (rows[0]);
      g_string_append_printf (answers, "%s\n%s\n\n", *questions, joined);
    }

  return g_string_free (g_steal_pointer (&answers), FALSE);
}

/* What ALTER TABLE leaves in the text of a table differs in white space at most. */
static char *
describe_schema (PlConnection *connection)
{
  g_auto (GStrv) lines = query (connection,
                                "SELECT type || ' ' || name || ' '"
                                "       || replace (replace (coalesce (sql, ''), ' ', ''), char (10), '')"
                                " FROM sqlite_schema ORDER BY 1");

  return g_strjoinv ("\n", lines);
}

static gboolean
check_sample_work (PlConnection  *connection,
                   gpointer       data,
                   GError       **error)
{
  store_sample_check (connection, data);

  return TRUE;
}

/* All that lies in the file, as text; *questions: (out) what to ask for the same again. */
static char *
read_all (StoreFixture   *fixture,
          char         ***questions)
{
  g_autoptr (PlConnection) connection = open_connection (fixture, "paylinks.sqlite");

  if (*questions == NULL)
    *questions = make_questions (connection);

  return answer (connection, *questions);
}

static void
remove_database (StoreFixture *fixture)
{
  static const char *const names[] = { "paylinks.sqlite", "paylinks.sqlite-wal", "paylinks.sqlite-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = store_fixture_path (fixture, names[i]);

      g_remove (path);
    }
}

/* Opened, and found to be of today's version, with all that was in it. */
static void
assert_migrated (StoreFixture *fixture,
                 char        **questions,
                 const char   *before)
{
  g_autofree char   *after = NULL;
  g_autoptr (GError) error = NULL;

  fixture->database = store_open (fixture->directory, &error);
  g_assert_no_error (error);
  g_assert_null (pl_database_get_set_aside (fixture->database));
  g_assert_cmpint (store_query_int (fixture->database, "PRAGMA user_version"), ==, pl_schema_get_version ());
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  store_fixture_close (fixture);

  after = read_all (fixture, &questions);
  g_assert_cmpstr (after, ==, before);
}

static void
test_released (StoreFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr (PlConnection) fresh = open_connection (fixture, "fresh.sqlite");
  g_autofree char   *fresh_schema = NULL;
  g_autoptr (GError) error = NULL;
  guint              version = 1;

  g_assert_true (pl_schema_upgrade (fresh, pl_schema_get_version (), &error));
  fresh_schema = describe_schema (fresh);

  for (; store_write_version (fixture->directory, version); version++)
    {
      g_auto (GStrv)   questions = NULL;
      g_autofree char *before = read_all (fixture, &questions);
      g_autofree char *schema = NULL;

      assert_migrated (fixture, questions, before);

      {
        g_autoptr (PlConnection) connection = open_connection (fixture, "paylinks.sqlite");

        schema = describe_schema (connection);
      }

      g_assert_cmpstr (schema, ==, fresh_schema);
      remove_database (fixture);
    }

  /* Only the one that is being worked on has no file yet: tests/store/freeze writes it. */
  g_assert_cmpuint (version, >=, pl_schema_get_version ());
  g_assert_cmpuint (version, >, 1);
}

/* Each column holds something that is not what it has by itself, in some row. */
static void
assert_all_used (PlConnection *connection)
{
  g_auto (GStrv) questions = query (connection,
                                    "SELECT 'SELECT ''' || tables.name || '.' || column.name || ''' WHERE NOT EXISTS"
                                    " (SELECT 1 FROM ' || tables.name || ' WHERE ' || column.name || ' IS NOT '"
                                    "       || coalesce (column.dflt_value, 'NULL') || ')'"
                                    " FROM sqlite_schema tables JOIN pragma_table_info (tables.name) column"
                                    " WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'");

  for (guint i = 0; questions[i] != NULL; i++)
    {
      g_auto (GStrv) unused = query (connection, questions[i]);

      if (unused[0] != NULL)
        g_error ("tests/support/store-sample.c writes nothing into %s", unused[0]);
    }
}

/* What today's tables write is read by today's tables, and none is forgotten: a version's file is made of it. */
static void
test_sample (StoreFixture  *fixture,
             gconstpointer  data)
{
  g_autoptr (PlConnection) connection = NULL;
  g_auto (GStrv)     questions = NULL;
  g_autofree char   *answers = NULL;
  g_autoptr (GError) error = NULL;

  fixture->database = store_open (fixture->directory, &error);
  g_assert_no_error (error);
  store_write (fixture->database, store_sample_put_work, (gpointer) &sample);
  store_read (fixture->database, check_sample_work, (gpointer) &sample);
  store_fixture_close (fixture);

  connection = open_connection (fixture, "paylinks.sqlite");
  questions = make_questions (connection);
  answers = answer (connection, questions);
  assert_all_used (connection);
}

/* Makes the upgrade take some time. */
static void
add_links (StoreFixture *fixture,
           guint         count)
{
  g_autoptr (PlConnection) connection = open_connection (fixture, "paylinks.sqlite");
  g_autofree char *sql = g_strdup_printf ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %u)"
                                          " INSERT INTO links (account, id, status, kind, charge_kind, amount,"
                                          " currency, created_on, expires_on, reference, seen_at)"
                                          " SELECT 1, 'MANY' || i, 1, 1, 1, i, 'USD', i, i, 'ref ' || i, 1 FROM n",
                                          count);

  exec (connection, sql);
  pl_connection_keep_wal_on_close (connection, FALSE);
}

static int
pause_before_commit (gpointer user_data)
{
  store_child_pause ();

  return 0;
}

static int
watch_commits (sqlite3                           *handle,
               char                             **message,
               const struct sqlite3_api_routines *routines)
{
  sqlite3_commit_hook (handle, pause_before_commit, NULL);

  return SQLITE_OK;
}

/* Another process. */
static int
open_and_close (const char *directory,
                gboolean    pausing)
{
  g_autoptr (GError) error = NULL;
  PlDatabase *database;

  if (pausing)
    sqlite3_auto_extension ((void (*) (void)) watch_commits);
  else
    store_child_pause ();

  database = store_open (directory, &error);
  g_assert_no_error (error);
  g_assert_null (pl_database_get_set_aside (database));
  store_close (database);

  return 0;
}

/* Killed when all is done but the commit: each of them, whatever it is about. */
static void
test_killed_at_commit (StoreFixture  *fixture,
                       gconstpointer  data)
{
  g_auto (GStrv)   questions = NULL;
  g_autofree char *before = NULL;
  guint n_kills = 0;
  gboolean ended = FALSE;

  for (; !ended; remove_database (fixture))
    {
      g_autoptr (GSubprocess) child = NULL;

      g_assert_true (store_write_version (fixture->directory, 1));
      g_free (before);
      before = read_all (fixture, &questions);
      child = store_fixture_spawn (fixture, "--open-pausing");

      for (guint i = 0; i < n_kills && !ended; i++)
        {
          ended = !store_child_pauses (child);
          if (!ended)
            store_child_go (child);
        }

      ended = ended || !store_child_pauses (child);
      if (!ended)
        {
          n_kills++;
          g_subprocess_force_exit (child);
        }

      g_assert_true (g_subprocess_wait (child, NULL, NULL));
      g_assert_cmpint (g_subprocess_get_successful (child), ==, ended);
      assert_migrated (fixture, questions, before);
    }

  g_test_message ("%u commits", n_kills);
  g_assert_cmpuint (n_kills, >=, 1);
}

/* Killed at any moment. */
static void
test_killed (StoreFixture  *fixture,
             gconstpointer  data)
{
  g_auto (GStrv)   questions = NULL;
  g_autofree char *before = NULL;

  for (guint round = 0; round < 12; round++)
    {
      g_autoptr (GSubprocess) child = NULL;

      g_assert_true (store_write_version (fixture->directory, 1));
      add_links (fixture, 5000);
      g_free (before);
      before = read_all (fixture, &questions);
      child = store_fixture_spawn (fixture, "--open");
      store_child_await (child);
      store_child_go (child);
      g_usleep ((gulong) g_test_rand_int_range (0, 20000));
      g_subprocess_force_exit (child);
      g_assert_true (g_subprocess_wait (child, NULL, NULL));

      assert_migrated (fixture, questions, before);
      remove_database (fixture);
    }
}

/* One of them does it, the others wait for it. */
static void
test_at_once (StoreFixture  *fixture,
              gconstpointer  data)
{
  GSubprocess     *children[5];
  g_auto (GStrv)   questions = NULL;
  g_autofree char *before = NULL;

  g_assert_true (store_write_version (fixture->directory, 1));
  add_links (fixture, 5000);
  before = read_all (fixture, &questions);

  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    children[i] = store_fixture_spawn (fixture, "--open");
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

  assert_migrated (fixture, questions, before);
}

/* An earlier Paylinks has it open: its statements are made for the tables as they are. */
static void
test_open_in_earlier (StoreFixture  *fixture,
                      gconstpointer  data)
{
  g_autofree char   *path = store_fixture_path (fixture, "paylinks.sqlite");
  g_autofree char   *before = NULL;
  g_autofree char   *after = NULL;
  g_auto (GStrv)     questions = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_write_version (fixture->directory, 1));
  before = read_all (fixture, &questions);

  {
    g_autoptr (PlPresence) earlier = pl_presence_enter (fixture->directory, NULL, &error);

    g_assert_true (pl_presence_settle (earlier, &error));
    g_assert_null (store_open (fixture->directory, &error));
    g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_BUSY);
  }

  {
    g_autoptr (PlConnection) connection = open_connection (fixture, "paylinks.sqlite");
    g_auto (GStrv) version = query (connection, "PRAGMA user_version");

    g_assert_cmpstr (version[0], ==, "1");
  }

  after = read_all (fixture, &questions);
  g_assert_cmpstr (after, ==, before);
  assert_migrated (fixture, questions, before);
}

/* For tests/store/freeze. */
static int
write_sample (const char *directory)
{
  g_autoptr (GError) error = NULL;
  PlDatabase *database = store_open (directory, &error);

  g_assert_no_error (error);
  store_write (database, store_sample_put_work, (gpointer) &sample);
  store_close (database);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--write-sample"))
    return write_sample (argv[2]);

  if (argc == 3 && g_str_equal (argv[1], "--open"))
    return open_and_close (argv[2], FALSE);

  if (argc == 3 && g_str_equal (argv[1], "--open-pausing"))
    return open_and_close (argv[2], TRUE);

  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/migration/" path, StoreFixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("released", test_released);
  ADD ("sample", test_sample);
  ADD ("killed-at-commit", test_killed_at_commit);
  ADD ("killed", test_killed);
  ADD ("at-once", test_at_once);
  ADD ("open-in-earlier", test_open_in_earlier);

  return g_test_run ();
}
