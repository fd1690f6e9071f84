/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row as an object and back. */
#include "core/pl-account.h"

static PlAccountRow *
create_row (const char *environment)
{
  PlAccountRow *row = pl_account_row_new ();

  row->id = g_strdup ("id");
  row->name = g_strdup ("Shop");
  row->environment = g_strdup (environment);
  row->api_url = g_strdup ("https://example.com/v1");
  row->identity_url = g_strdup ("https://example.com/authorize");
  row->terminal = g_strdup ("1234001");
  row->currency = g_strdup ("USD");
  row->last_used = 7;

  return row;
}

static void
count_cb (PlAccount  *account,
          GParamSpec *pspec,
          guint      *count)
{
  ++*count;
}

static void
test_round_trip (void)
{
  g_autoptr (PlAccountRow) row = create_row ("custom");
  PlAccount *account = pl_account_new_from_row (row);
  g_autoptr (PlAccountRow) back = pl_account_to_row (account);

  g_assert_cmpstr (back->id, ==, row->id);
  g_assert_cmpstr (back->name, ==, row->name);
  g_assert_cmpstr (back->environment, ==, row->environment);
  g_assert_cmpstr (back->api_url, ==, row->api_url);
  g_assert_cmpstr (back->identity_url, ==, row->identity_url);
  g_assert_cmpstr (back->terminal, ==, row->terminal);
  g_assert_cmpstr (back->currency, ==, row->currency);
  g_assert_cmpint (back->last_used, ==, row->last_used);
  g_assert_finalize_object (account);
}

static void
test_notify (void)
{
  g_autoptr (PlAccountRow) row = create_row ("test");
  g_autoptr (PlAccount) account = pl_account_new_from_row (row);
  g_autofree char *name = NULL;
  guint count = 0;

  g_signal_connect (account, "notify", G_CALLBACK (count_cb), &count);
  g_object_set (account, "name", "Shop", "terminal", "1234001", "currency", "USD", NULL);
  g_assert_cmpuint (count, ==, 0);
  g_object_set (account, "name", "Other", "terminal", "5678", "currency", "EUR", NULL);
  g_assert_cmpuint (count, ==, 3);
  g_object_get (account, "name", &name, NULL);
  g_assert_cmpstr (name, ==, "Other");
}

static void
test_environments (void)
{
  static const struct
  {
    const char    *text;
    PlAccountKind  kind;
    const char    *api_url;
  } cases[] = {
    { "production", PL_ACCOUNT_PRODUCTION, "https://api.payroc.com/v1" },
    { "test", PL_ACCOUNT_TEST, "https://api.uat.payroc.com/v1" },
    { "custom", PL_ACCOUNT_CUSTOM, "https://example.com/v1" },
    { "practice", PL_ACCOUNT_PRACTICE, NULL },
    { "of a later version", PL_ACCOUNT_CUSTOM, "https://example.com/v1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlAccountRow) row = create_row (cases[i].text);
      g_autoptr (PlAccount) account = pl_account_new_from_row (row);
      g_autoptr (GError) error = NULL;
      g_autoptr (PayrocEnvironment) environment = pl_account_create_environment (account, &error);

      g_assert_cmpint (pl_account_get_kind (account), ==, cases[i].kind);
      if (cases[i].api_url == NULL)
        g_assert_nonnull (error);
      else
        g_assert_cmpstr (payroc_environment_get_api_url (environment), ==, cases[i].api_url);
    }
}

static void
test_same_terminal (void)
{
  g_autoptr (PlAccountRow) row = create_row ("custom");
  g_autoptr (PlAccount) account = pl_account_new_from_row (row);

  g_assert_true (pl_account_is_same_terminal (account, row));
  g_free (row->terminal);
  row->terminal = g_strdup ("1234002");
  g_assert_false (pl_account_is_same_terminal (account, row));
  g_free (row->terminal);
  row->terminal = g_strdup ("1234001");
  g_free (row->api_url);
  row->api_url = g_strdup ("https://example.org/v1");
  g_assert_false (pl_account_is_same_terminal (account, row));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/round-trip", test_round_trip);
  g_test_add_func ("/account/notify", test_notify);
  g_test_add_func ("/account/environments", test_environments);
  g_test_add_func ("/account/same-terminal", test_same_terminal);

  return g_test_run ();
}
