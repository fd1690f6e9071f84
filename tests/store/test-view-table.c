/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of saved views: there and back, names that are taken, and numbers that are never given again. */
#include "store/pl-view-table.h"

#include "store/pl-store-error.h"
#include "support/store-fixture.h"

#define OTHER "0b7c2f4e-7c1b-4a4e-9a8e-2f0a4f6d3c01"

static gint64
put (PlConnection *connection,
     const char   *account,
     gint64        number,
     const char   *name,
     const char   *criteria)
{
  g_autoptr (PlViewRow) row = pl_view_row_new (number, name, criteria);
  g_autoptr (GError)    error = NULL;

  g_assert_true (pl_view_table_put (connection, account, row, &error));
  g_assert_no_error (error);

  return row->number;
}

/* "Open={};Paid={};" */
static void
assert_views (PlConnection *connection,
              const char   *account,
              const char   *expected)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) rows = pl_view_table_list (connection, account, &error);
  g_autoptr (GString)   found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const PlViewRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (found, "%s=%s;", row->name, row->criteria);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
assert_taken (PlConnection *connection,
              gint64        number,
              const char   *name)
{
  g_autoptr (PlViewRow) row = pl_view_row_new (number, name, "{}");
  g_autoptr (GError)    error = NULL;

  g_assert_false (pl_view_table_put (connection, STORE_FIXTURE_ACCOUNT, row, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DUPLICATE);
}

static gboolean
views_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  gint64 open, paid, again;

  assert_views (connection, STORE_FIXTURE_ACCOUNT, "");
  open = put (connection, STORE_FIXTURE_ACCOUNT, 0, "Open", "{}");
  paid = put (connection, STORE_FIXTURE_ACCOUNT, 0, "Paid", "{1}");
  g_assert_cmpint (open, !=, paid);
  assert_views (connection, STORE_FIXTURE_ACCOUNT, "Open={};Paid={1};");

  /* Written over, renamed, and no name twice. */
  g_assert_cmpint (put (connection, STORE_FIXTURE_ACCOUNT, open, "Open bills", "{2}"), ==, open);
  assert_views (connection, STORE_FIXTURE_ACCOUNT, "Open bills={2};Paid={1};");
  assert_taken (connection, 0, "Paid");
  assert_taken (connection, open, "Paid");

  /* The last one is deleted; a new one is another, and the deleted one comes back beside it. */
  g_assert_true (pl_view_table_delete (connection, STORE_FIXTURE_ACCOUNT, paid, error));
  again = put (connection, STORE_FIXTURE_ACCOUNT, 0, "Expired", "{3}");
  g_assert_cmpint (again, >, paid);
  g_assert_cmpint (put (connection, STORE_FIXTURE_ACCOUNT, paid, "Paid", "{1}"), ==, paid);
  assert_views (connection, STORE_FIXTURE_ACCOUNT, "Open bills={2};Paid={1};Expired={3};");

  return TRUE;
}

static gboolean
apart_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  gint64 ours = put (connection, STORE_FIXTURE_ACCOUNT, 0, "Open", "{}");
  gint64 theirs = put (connection, OTHER, 0, "Open", "{1}");

  assert_views (connection, STORE_FIXTURE_ACCOUNT, "Open={};");
  assert_views (connection, OTHER, "Open={1};");

  /* Nobody deletes or writes over another account's. */
  g_assert_true (pl_view_table_delete (connection, STORE_FIXTURE_ACCOUNT, theirs, error));
  put (connection, OTHER, ours, "Mine now", "{2}");
  assert_views (connection, STORE_FIXTURE_ACCOUNT, "Open={};");
  assert_views (connection, OTHER, "Open={1};");

  return TRUE;
}

static void
test_views (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_write (fixture->database, views_work, NULL);
}

static void
test_apart (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_exec (fixture->database,
              "INSERT INTO accounts (id, name, environment, terminal, currency, last_used)"
              " VALUES ('" OTHER "', 'Other', 'test', '1234', 'USD', 1)");
  store_write (fixture->database, apart_work, NULL);
  store_exec (fixture->database, "DELETE FROM accounts WHERE id = '" OTHER "'");
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM views"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/view-table/" name, StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, func, \
              store_fixture_tear_down)
  ADD ("views", test_views);
  ADD ("apart", test_apart);

  return g_test_run ();
}
