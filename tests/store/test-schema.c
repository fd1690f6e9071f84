/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps from one version of the tables to the next, all or none; and how SQLite's refusals are told. */
#include "store/pl-connection-private.h"
#include "store/pl-schema.h"
#include "support/store-fixture.h"

static void
set_up (StoreFixture  *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("paylinks-test-XXXXXX", &error);
  g_assert_no_error (error);
}

static PlConnection *
open_connection (StoreFixture *fixture)
{
  g_autofree char   *path = store_fixture_path (fixture, "paylinks.sqlite");
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

static char *
query (PlConnection *connection,
       const char   *sql)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (GString) answer = g_string_new (NULL);
  PlStatement        *statement = pl_connection_prepare (connection, sql, &error);
  gboolean            row;

  g_assert_no_error (error);

  while (pl_statement_step (statement, &row, &error) && row)
    g_string_append_printf (answer, "%s\n", pl_statement_get_text (statement, 0));

  g_assert_no_error (error);

  return g_string_free (g_steal_pointer (&answer), FALSE);
}

static void
assert_query (PlConnection *connection,
              const char   *sql,
              const char   *expected)
{
  g_autofree char *answer = query (connection, sql);

  g_assert_cmpstr (answer, ==, expected);
}

static const char *const growing[] = {
  "CREATE TABLE one (text TEXT NOT NULL); INSERT INTO one VALUES ('of version 1');",
  "ALTER TABLE one ADD COLUMN more TEXT; UPDATE one SET more = 'of version 2';",
  "CREATE TABLE three (text TEXT); INSERT INTO three SELECT text || ', ' || more FROM one;",
};

static const char *const failing[] = {
  growing[0],
  "ALTER TABLE one ADD COLUMN more TEXT; INSERT INTO one VALUES ('half', 'done');"
  " INSERT INTO one (text) VALUES (NULL);",
};

static void
test_steps (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr (PlConnection) connection = open_connection (fixture);
  g_autoptr (GError)       error = NULL;
  guint                    version = 99;

  g_assert_true (pl_schema_read_version (connection, &version, &error));
  g_assert_cmpuint (version, ==, 0);

  g_assert_true (pl_schema_run_steps (connection, growing, 1, &error));
  assert_query (connection, "PRAGMA user_version", "1\n");

  /* A step that fails in its middle: nothing of it, and the version is what it was. */
  g_assert_false (pl_schema_run_steps (connection, failing, 2, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED);
  g_clear_error (&error);
  assert_query (connection, "PRAGMA user_version", "1\n");
  assert_query (connection, "SELECT group_concat (name) FROM pragma_table_info ('one')", "text\n");
  assert_query (connection, "SELECT text FROM one", "of version 1\n");

  g_assert_true (pl_schema_run_steps (connection, growing, 3, &error));
  assert_query (connection, "PRAGMA user_version", "3\n");
  assert_query (connection, "SELECT text FROM three", "of version 1, of version 2\n");

  /* Done already. */
  g_assert_true (pl_schema_run_steps (connection, growing, 3, &error));
  assert_query (connection, "SELECT text FROM three", "of version 1, of version 2\n");
}

/* Two steps that both work and one that does not: all three are undone. */
static void
test_steps_together (StoreFixture  *fixture,
                     gconstpointer  data)
{
  g_autoptr (PlConnection) connection = open_connection (fixture);
  g_autoptr (GError)       error = NULL;

  g_assert_false (pl_schema_run_steps (connection, failing, 2, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED);
  assert_query (connection, "PRAGMA user_version", "0\n");
  assert_query (connection, "SELECT name FROM sqlite_schema", "");
}

static void
assert_refused (PlConnection *connection,
                const char   *sql,
                int           code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pl_connection_exec (connection, sql, &error));
  g_assert_error (error, PL_STORE_ERROR, code);
}

static void
test_refusals (StoreFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr (PlConnection) connection = open_connection (fixture);
  g_autoptr (GError)       error = NULL;
  PlStatement             *statement;
  gboolean                 row;

  exec (connection, "CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT UNIQUE, n INTEGER NOT NULL) STRICT;"
                    "CREATE TABLE b (a INTEGER REFERENCES a); INSERT INTO a VALUES (1, 'x', 1)");
  assert_refused (connection, "INSERT INTO a VALUES (2, 'x', 1)", PL_STORE_ERROR_DUPLICATE);
  assert_refused (connection, "INSERT INTO a VALUES (1, 'y', 1)", PL_STORE_ERROR_DUPLICATE);
  assert_refused (connection, "INSERT INTO a VALUES (2, 'y', NULL)", PL_STORE_ERROR_FAILED);
  assert_refused (connection, "INSERT INTO a VALUES (2, 'y', 'many')", PL_STORE_ERROR_FAILED);
  assert_refused (connection, "INSERT INTO b VALUES (7)", PL_STORE_ERROR_FAILED);
  assert_refused (connection, "SELECT", PL_STORE_ERROR_FAILED);
  assert_refused (connection, "SELECT \"a string in the wrong quotes\"", PL_STORE_ERROR_FAILED);
  assert_refused (connection, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''", PL_STORE_ERROR_FAILED);

  /* A parameter that is not there is told when it is used. */
  statement = pl_connection_prepare (connection, "SELECT 1 WHERE ? IS NOT NULL", &error);
  g_assert_no_error (error);
  pl_statement_bind_int (statement, 2, 1);
  g_assert_false (pl_statement_step (statement, &row, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED);
  g_clear_error (&error);

  /* The same statement again, clean. */
  g_assert_true (pl_connection_prepare (connection, "SELECT 1 WHERE ? IS NOT NULL", &error) == statement);
  g_assert_true (pl_statement_step (statement, &row, &error));
  g_assert_false (row);
}

static void
test_values (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const gint64 numbers[] = { 0, 1, -1, G_MAXINT32, G_MININT64, G_MAXINT64 };
  g_autoptr (PlConnection) connection = open_connection (fixture);
  g_autoptr (GError)       error = NULL;
  g_autoptr (GBytes)       bytes = g_bytes_new_static ("\0\xff", 2);
  g_autoptr (GBytes)       nothing = g_bytes_new_static (NULL, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      PlStatement       *statement = pl_connection_prepare (connection, "SELECT ?, ?, ?, ?, ?, ?", &error);
      g_autoptr (GBytes) found = NULL;
      g_autoptr (GBytes) found_nothing = NULL;
      gboolean           row;

      g_assert_no_error (error);
      pl_statement_bind_int (statement, 1, numbers[i]);
      pl_statement_bind_text (statement, 2, "é");
      pl_statement_bind_text (statement, 3, NULL);
      pl_statement_bind_bytes (statement, 4, bytes);
      pl_statement_bind_bytes (statement, 5, nothing);
      pl_statement_bind_bytes (statement, 6, NULL);
      g_assert_true (pl_statement_step (statement, &row, &error));
      g_assert_true (row);

      g_assert_cmpint (pl_statement_get_int (statement, 0), ==, numbers[i]);
      g_assert_cmpstr (pl_statement_get_text (statement, 1), ==, "é");
      g_assert_null (pl_statement_get_text (statement, 2));
      found = pl_statement_get_bytes (statement, 3);
      g_assert_true (g_bytes_equal (found, bytes));
      found_nothing = pl_statement_get_bytes (statement, 4);
      g_assert_cmpuint (g_bytes_get_size (found_nothing), ==, 0);
      g_assert_null (pl_statement_get_bytes (statement, 5));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, StoreFixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("/schema/steps", test_steps);
  ADD ("/schema/steps-together", test_steps_together);
  ADD ("/connection/refusals", test_refusals);
  ADD ("/connection/values", test_values);

  return g_test_run ();
}
