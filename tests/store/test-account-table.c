/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of accounts and of settings: there and back, and what goes with an account when it is removed. */
#include "store/pl-account-table.h"
#include "store/pl-setting-table.h"
#include "support/store-sample.h"

#define OTHER "0d9bb2b0-5d35-4f3f-8a0e-7f7f2f1d2a22"

static void
put (PlConnection *connection,
     const char   *id,
     const char   *name,
     const char   *api_url,
     gint64        last_used)
{
  g_autoptr (GError) error = NULL;
  PlAccountRow row = {
    .id = (char *) id,
    .name = (char *) name,
    .environment = (char *) (api_url != NULL ? "custom" : "test"),
    .api_url = (char *) api_url,
    .identity_url = (char *) api_url,
    .terminal = (char *) "1234001",
    .currency = (char *) "JPY",
    .last_used = last_used,
  };

  pl_account_table_put (connection, &row, &error);
  g_assert_no_error (error);
}

static void
assert_listed (PlConnection *connection,
               const char   *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = pl_account_table_list (connection, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append (found, ((PlAccountRow *) rows->pdata[i])->name);

  g_assert_cmpstr (found->str, ==, names);
}

static gboolean
accounts_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  PlAccountRow *row;

  assert_listed (connection, "");
  put (connection, STORE_FIXTURE_ACCOUNT, "A", "https://127.0.0.1/v1", 1);
  put (connection, OTHER, "B", NULL, 2);
  assert_listed (connection, "BA");

  rows = pl_account_table_list (connection, &local_error);
  g_assert_no_error (local_error);
  row = rows->pdata[1];
  g_assert_cmpstr (row->id, ==, STORE_FIXTURE_ACCOUNT);
  g_assert_cmpstr (row->environment, ==, "custom");
  g_assert_cmpstr (row->api_url, ==, "https://127.0.0.1/v1");
  g_assert_cmpstr (row->identity_url, ==, "https://127.0.0.1/v1");
  g_assert_cmpstr (row->terminal, ==, "1234001");
  g_assert_cmpstr (row->currency, ==, "JPY");
  g_assert_cmpint (row->last_used, ==, 1);
  row = rows->pdata[0];
  g_assert_null (row->api_url);
  g_assert_null (row->identity_url);

  g_assert_true (pl_account_table_touch (connection, STORE_FIXTURE_ACCOUNT, 3, &local_error));
  assert_listed (connection, "AB");
  put (connection, OTHER, "B renamed", NULL, 2);
  assert_listed (connection, "AB renamed");

  g_assert_false (pl_account_table_touch (connection, "nobody", 3, &local_error));
  g_assert_error (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&local_error);
  g_assert_false (pl_account_table_remove (connection, "nobody", &local_error));
  g_assert_error (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND);

  return TRUE;
}

static void
test_accounts (StoreFixture  *fixture,
               gconstpointer  data)
{
  store_write (fixture->database, accounts_work, NULL);
}

static const StoreSample ours = { .account = STORE_FIXTURE_ACCOUNT, .mark = "9a8e" };
static const StoreSample theirs = { .account = OTHER, .mark = "7b6c" };

static gboolean
check_both_work (PlConnection  *connection,
                 gpointer       data,
                 GError       **error)
{
  store_sample_check (connection, &ours);
  store_sample_check (connection, &theirs);
  store_sample_check_empty (connection, "5d0c2f4e-7c1b-4a4e-9a8e-2f0a4f6d3c01");

  return TRUE;
}

static void
put_both (StoreFixture *fixture)
{
  store_write (fixture->database, store_sample_put_work, (gpointer) &ours);
  store_write (fixture->database, store_sample_put_work, (gpointer) &theirs);
}

/* Two accounts with the same links, people and payments: whatever one asks for, it gets its own. */
static void
test_apart (StoreFixture  *fixture,
            gconstpointer  data)
{
  put_both (fixture);
  store_read (fixture->database, check_both_work, NULL);
}

typedef struct
{
  guint n_tables;
  guint n_rows[32];
} Counts;

/* In each table that there is: a new one is not forgotten. */
static gboolean
count_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func (g_free);
  Counts      *counts = data;
  PlStatement *statement;
  gboolean     row;

  statement = pl_connection_prepare (connection,
                                     "SELECT 'SELECT count (*) FROM ' || name FROM sqlite_schema"
                                     " WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
                                     error);
  while (pl_statement_step (statement, &row, error) && row)
    g_ptr_array_add (questions, g_strdup (pl_statement_get_text (statement, 0)));

  g_assert_cmpuint (questions->len, <=, G_N_ELEMENTS (counts->n_rows));
  for (counts->n_tables = 0; counts->n_tables < questions->len; counts->n_tables++)
    {
      statement = pl_connection_prepare (connection, questions->pdata[counts->n_tables], error);
      g_assert_true (pl_statement_step (statement, &row, error));
      counts->n_rows[counts->n_tables] = (guint) pl_statement_get_int (statement, 0);
    }

  return TRUE;
}

static gboolean
remove_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  if (!pl_account_table_remove (connection, STORE_FIXTURE_ACCOUNT, error))
    return FALSE;

  store_sample_check (connection, &theirs);
  store_sample_check_empty (connection, STORE_FIXTURE_ACCOUNT);

  return TRUE;
}

static void
test_remove (StoreFixture  *fixture,
             gconstpointer  data)
{
  Counts before;
  Counts after;

  put_both (fixture);
  store_read (fixture->database, count_work, &before);
  store_write (fixture->database, remove_work, NULL);
  store_read (fixture->database, count_work, &after);

  g_assert_cmpuint (after.n_tables, ==, before.n_tables);
  for (guint i = 0; i < before.n_tables; i++)
    {
      g_assert_cmpuint (before.n_rows[i], >=, 2);
      g_assert_cmpuint (after.n_rows[i], ==, before.n_rows[i] / 2);
    }
}

static gboolean
rename_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  put (connection, STORE_FIXTURE_ACCOUNT, "A", NULL, 1);
  store_sample_check (connection, &ours);

  return TRUE;
}

/* Putting an account that is there must not take its rows along, as REPLACE would. */
static void
test_put_keeps_rows (StoreFixture  *fixture,
                     gconstpointer  data)
{
  put_both (fixture);
  store_write (fixture->database, rename_work, NULL);
  store_read (fixture->database, check_both_work, NULL);
}

static void
assert_setting (PlConnection *connection,
                const char   *account,
                const char   *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *value = NULL;

  g_assert_true (pl_setting_table_get (connection, account, "name", &value, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static void
set (PlConnection *connection,
     const char   *account,
     const char   *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pl_setting_table_set (connection, account, "name", value, &error));
  g_assert_no_error (error);
}

static gboolean
settings_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  assert_setting (connection, NULL, NULL);
  set (connection, NULL, "everybody's");
  set (connection, OTHER, "B's");
  assert_setting (connection, NULL, "everybody's");
  assert_setting (connection, OTHER, "B's");
  assert_setting (connection, STORE_FIXTURE_ACCOUNT, NULL);
  set (connection, OTHER, "");
  assert_setting (connection, OTHER, "");
  set (connection, OTHER, NULL);
  set (connection, OTHER, NULL);
  assert_setting (connection, OTHER, NULL);
  assert_setting (connection, NULL, "everybody's");

  return TRUE;
}

static void
test_settings (StoreFixture  *fixture,
               gconstpointer  data)
{
  store_write (fixture->database, settings_work, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("/account-table/accounts", test_accounts);
  ADD ("/account-table/apart", test_apart);
  ADD ("/account-table/remove", test_remove);
  ADD ("/account-table/put-keeps-rows", test_put_keeps_rows);
  ADD ("/setting-table/settings", test_settings);

  return g_test_run ();
}
