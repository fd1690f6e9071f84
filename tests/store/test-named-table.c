/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of what is saved under a name: there and back, names that are taken, and numbers that are never given again. */
#include "store/pl-named-table.h"

#include "store/pl-store-error.h"
#include "support/store-fixture.h"

#define OTHER "0b7c2f4e-7c1b-4a4e-9a8e-2f0a4f6d3c01"

/* The table that is tried. */
static PlNamedTable table;

static gint64
put (PlConnection *connection,
     const char   *account,
     gint64        number,
     const char   *name,
     const char   *criteria)
{
  g_autoptr (PlNamedRow) row = pl_named_row_new (number, name, criteria);
  g_autoptr (GError)    error = NULL;

  g_assert_true (pl_named_table_put (connection, table, account, row, &error));
  g_assert_no_error (error);

  return row->number;
}

/* "Open={};Paid={};" */
static void
assert_rows (PlConnection *connection,
             const char   *account,
             const char   *expected)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) rows = pl_named_table_list (connection, table, account, &error);
  g_autoptr (GString)   found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const PlNamedRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (found, "%s=%s;", row->name, row->document);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
assert_taken (PlConnection *connection,
              gint64        number,
              const char   *name)
{
  g_autoptr (PlNamedRow) row = pl_named_row_new (number, name, "{}");
  g_autoptr (GError)    error = NULL;

  g_assert_false (pl_named_table_put (connection, table, STORE_FIXTURE_ACCOUNT, row, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DUPLICATE);
}

static gboolean
rows_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  gint64 open, paid, again;

  assert_rows (connection, STORE_FIXTURE_ACCOUNT, "");
  open = put (connection, STORE_FIXTURE_ACCOUNT, 0, "Open", "{}");
  paid = put (connection, STORE_FIXTURE_ACCOUNT, 0, "Paid", "{1}");
  g_assert_cmpint (open, !=, paid);
  assert_rows (connection, STORE_FIXTURE_ACCOUNT, "Open={};Paid={1};");

  /* Written over, renamed, and no name twice. */
  g_assert_cmpint (put (connection, STORE_FIXTURE_ACCOUNT, open, "Open bills", "{2}"), ==, open);
  assert_rows (connection, STORE_FIXTURE_ACCOUNT, "Open bills={2};Paid={1};");
  assert_taken (connection, 0, "Paid");
  assert_taken (connection, open, "Paid");

  /* The last one is deleted; a new one is another, and the deleted one comes back beside it. */
  g_assert_true (pl_named_table_delete (connection, table, STORE_FIXTURE_ACCOUNT, paid, error));
  again = put (connection, STORE_FIXTURE_ACCOUNT, 0, "Expired", "{3}");
  g_assert_cmpint (again, >, paid);
  g_assert_cmpint (put (connection, STORE_FIXTURE_ACCOUNT, paid, "Paid", "{1}"), ==, paid);
  assert_rows (connection, STORE_FIXTURE_ACCOUNT, "Open bills={2};Paid={1};Expired={3};");

  return TRUE;
}

static gboolean
apart_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  gint64 ours = put (connection, STORE_FIXTURE_ACCOUNT, 0, "Open", "{}");
  gint64 theirs = put (connection, OTHER, 0, "Open", "{1}");

  assert_rows (connection, STORE_FIXTURE_ACCOUNT, "Open={};");
  assert_rows (connection, OTHER, "Open={1};");

  /* Nobody deletes or writes over another account's. */
  g_assert_true (pl_named_table_delete (connection, table, STORE_FIXTURE_ACCOUNT, theirs, error));
  put (connection, OTHER, ours, "Mine now", "{2}");
  assert_rows (connection, STORE_FIXTURE_ACCOUNT, "Open={};");
  assert_rows (connection, OTHER, "Open={1};");

  return TRUE;
}

static void
test_rows (StoreFixture  *fixture,
            gconstpointer  data)
{
  table = GPOINTER_TO_UINT (data);
  store_write (fixture->database, rows_work, NULL);
}

static void
test_apart (StoreFixture  *fixture,
            gconstpointer  data)
{
  table = GPOINTER_TO_UINT (data);
  store_exec (fixture->database,
              "INSERT INTO accounts (id, name, environment, terminal, currency, last_used)"
              " VALUES ('" OTHER "', 'Other', 'test', '1234', 'USD', 1)");
  store_write (fixture->database, apart_work, NULL);
  store_exec (fixture->database, "DELETE FROM accounts WHERE id = '" OTHER "'");
  g_assert_cmpint (store_query_int (fixture->database,
                                    table == PL_NAMED_TABLE_VIEWS ? "SELECT count (*) FROM views"
                                                                  : "SELECT count (*) FROM templates"), ==, 1);
}

static void
set_up (StoreFixture  *fixture,
        gconstpointer  data)
{
  store_fixture_set_up (fixture, STORE_FIXTURE_ACCOUNT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, table, func) \
  g_test_add ("/named-table/" name, StoreFixture, GUINT_TO_POINTER (table), set_up, func, store_fixture_tear_down)
  ADD ("views", PL_NAMED_TABLE_VIEWS, test_rows);
  ADD ("views/apart", PL_NAMED_TABLE_VIEWS, test_apart);
  ADD ("templates", PL_NAMED_TABLE_TEMPLATES, test_rows);
  ADD ("templates/apart", PL_NAMED_TABLE_TEMPLATES, test_apart);

  return g_test_run ();
}
