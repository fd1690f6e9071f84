/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What earlier versions left on somebody's disk becomes today's, whole, or stays as it was. */
#include <glib/gstdio.h>

#include "store/pl-connection-private.h"
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

/* The files lie beside this test as text, each written by the version it is named after and never changed since. */
static char *
read_version (guint version)
{
  g_autofree char *name = g_strdup_printf ("version-%u.sql", version);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "versions", name, NULL);
  char            *sql = NULL;

  g_file_get_contents (path, &sql, NULL, NULL);

  return sql;
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

static void
migrate (StoreFixture *fixture,
         const char   *sql,
         const char   *fresh_schema)
{
  g_autofree char   *path = store_fixture_path (fixture, "paylinks.sqlite");
  g_autofree char   *before = NULL;
  g_auto (GStrv)     questions = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (PlConnection) connection = open_connection (fixture, "paylinks.sqlite");

    exec (connection, sql);
    questions = make_questions (connection);
    before = answer (connection, questions);
  }

  fixture->database = store_open (fixture->directory, &error);
  g_assert_no_error (error);
  g_assert_null (pl_database_get_set_aside (fixture->database));
  g_assert_cmpint (store_query_int (fixture->database, "PRAGMA user_version"), ==, pl_schema_get_version ());
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  store_fixture_close (fixture);

  {
    g_autoptr (PlConnection) connection = open_connection (fixture, "paylinks.sqlite");
    g_autofree char *schema = describe_schema (connection);
    g_autofree char *after = answer (connection, questions);

    g_assert_cmpstr (schema, ==, fresh_schema);
    g_assert_cmpstr (after, ==, before);
  }

  g_assert_no_errno (g_remove (path));
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

  for (; version <= pl_schema_get_version (); version++)
    {
      g_autofree char *sql = read_version (version);

      if (sql == NULL)
        break;

      migrate (fixture, sql, fresh_schema);
    }

  /* Only the one that is being worked on has no file yet: tests/store/freeze writes it. */
  g_assert_cmpuint (version, >=, pl_schema_get_version ());
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

  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/migration/" path, StoreFixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("released", test_released);
  ADD ("sample", test_sample);

  return g_test_run ();
}
