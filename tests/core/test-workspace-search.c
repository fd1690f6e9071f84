/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's own search finds what can be paid, and nothing of an account that could not be opened. */
#include "workspace-fixture.h"

static guint
count_found (WorkspaceFixture *fixture,
             const char       *words,
             guint             limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  pl_workspace_search_async (fixture->workspace, words, limit, NULL, core_keep_result_cb, &result);
  found = pl_workspace_search_finish (fixture->workspace, core_await (&result), &account, &error);
  g_assert_no_error (error);
  g_assert_nonnull (found);
  for (guint i = 0; i < found->len; i++)
    g_assert_nonnull (payroc_link_get_payment_url (g_ptr_array_index (found, i)));
  g_assert_true (found->len == 0 || account != NULL);

  return found->len;
}

/* An account with the links Arm-chair and Side-table, and nobody who has it open. Their ids are made up by chance: a
 * word that no such number can begin with has a hyphen. */
static PlAccount *
furnish (WorkspaceFixture *fixture)
{
  g_autoptr (PlAccount) account = workspace_connect_shop (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  const char *const references[] = { "Arm-chair", "Side-table" };

  workspace_assert_ready (session, PL_SESSION_READY);
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (PlIntent) intent = workspace_create (session, references[i]);

      workspace_settle (session, intent);
      g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
    }

  return g_steal_pointer (&account);
}

static void
test_found (WorkspaceFixture *fixture,
            gconstpointer     data)
{
  g_autoptr (PlAccount) account = NULL;

  g_assert_cmpuint (count_found (fixture, "Arm-chair", 8), ==, 0);

  account = furnish (fixture);
  g_assert_cmpuint (count_found (fixture, "m-cha", 8), ==, 1);
  g_assert_cmpuint (count_found (fixture, "a", 8), ==, 2);
  g_assert_cmpuint (count_found (fixture, "a", 1), ==, 1);
  g_assert_cmpuint (count_found (fixture, "m-chair e-table", 8), ==, 0);

  /* Asked of whoever comes next, who has not opened it: no server is asked either. */
  workspace_reopen (fixture);
  g_assert_cmpuint (count_found (fixture, "m-chair", 8), ==, 1);
}

static void
test_not_payable (WorkspaceFixture *fixture,
                  gconstpointer     data)
{
  static const struct
  {
    const char *change;
    guint       found;
  } rows[] = {
    { "UPDATE links SET status = 1", 1 },
    { "UPDATE links SET status = 0", 0 },
    { "UPDATE links SET status = 2", 0 },
    { "UPDATE links SET status = 3", 0 },
    { "UPDATE links SET status = 4", 0 },
  };
  g_autoptr (PlAccount) account = furnish (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_stored (fixture->workspace, account);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      store_exec (pl_session_get_database (session), rows[i].change);
      g_assert_cmpuint (count_found (fixture, "m-chair", 8), ==, rows[i].found);
    }
}

/* Stored as open since nobody has asked Payroc for some days. */
static void
test_expired (WorkspaceFixture *fixture,
              gconstpointer     data)
{
  static const struct
  {
    int   days;
    guint found;
  } rows[] = { { -1, 0 }, { 0, 1 }, { 1, 1 } };
  g_autoptr (PlAccount) account = furnish (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_stored (fixture->workspace, account);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (now, rows[i].days);
      g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
      g_autofree char *change =
        g_strdup_printf ("UPDATE links SET expires_on = julianday ('%s') - 1721424.5", date);

      store_exec (pl_session_get_database (session), change);
      g_assert_cmpuint (count_found (fixture, "m-chair", 8), ==, rows[i].found);
    }
}

/* However many have ended, those that have not are found behind them. */
static void
test_behind_expired (WorkspaceFixture *fixture,
                     gconstpointer     data)
{
  g_autoptr (PlAccount) account = furnish (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_stored (fixture->workspace, account);

  store_exec (pl_session_get_database (session),
              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100)"
              " INSERT INTO links (account, id, status, kind, charge_kind, amount, currency, created_on, expires_on,"
              " reference, seen_at)"
              " SELECT account, 'ENDED' || i, 1, 1, 1, i, 'USD', created_on + 1, created_on - 1, 'Arm-chair ' || i, 1"
              " FROM n, links WHERE reference = 'Arm-chair'");
  g_assert_cmpuint (count_found (fixture, "m-chair", 1), ==, 1);
  g_assert_cmpuint (count_found (fixture, "m-chair", 8), ==, 1);
}

static void
test_locked (WorkspaceFixture *fixture,
             gconstpointer     data)
{
  g_autoptr (PlAccount) account = furnish (fixture);
  g_autoptr (PlSession) session = NULL;

  workspace_reopen (fixture);
  g_assert_cmpuint (count_found (fixture, "m-chair", 8), ==, 1);

  /* As good as locked: it does not say whether the key is there. */
  workspace_forget_key (account);
  g_assert_cmpuint (count_found (fixture, "m-chair", 8), ==, 0);
  workspace_break_keyring ();
  g_assert_cmpuint (count_found (fixture, "m-chair", 8), ==, 0);
  workspace_mend_keyring ();

  workspace_put_key (account, WORKSPACE_KEY);
  g_assert_cmpuint (count_found (fixture, "m-chair", 8), ==, 1);
}

static gboolean
is_refused_cb (gpointer user_data)
{
  return pl_session_get_state (user_data) == PL_SESSION_KEY_REFUSED;
}

static void
test_refused (WorkspaceFixture *fixture,
              gconstpointer     data)
{
  g_autoptr (PlAccount) account = furnish (fixture);
  g_autoptr (PlAccount) other = NULL;
  g_autoptr (PlSession) session = NULL;
  g_autoptr (PlIntent) intent = NULL;

  g_assert_cmpuint (count_found (fixture, "a", 8), ==, 2);

  /* The account used last is another one, whose key nobody has checked. */
  other = workspace_connect_unchecked (fixture, "wrong");
  session = pl_workspace_open_session (fixture->workspace, other);
  workspace_assert_ready (session, PL_SESSION_READY);
  intent = workspace_create (session, "Stool");
  core_wait_until (is_refused_cb, session);

  g_assert_cmpuint (count_found (fixture, "a", 8), ==, 0);
}

static void
test_practice (WorkspaceFixture *fixture,
               gconstpointer     data)
{
  g_autoptr (PlAccount) account = workspace_try_out (fixture);
  g_autoptr (PlSession) session = pl_workspace_open_session (fixture->workspace, account);
  g_autoptr (PlIntent) intent = NULL;

  workspace_assert_ready (session, PL_SESSION_READY);
  intent = workspace_create (session, "Arm-chair");
  workspace_settle (session, intent);

  g_assert_cmpuint (count_found (fixture, "m-chair", 8), ==, 1);
}

static void
test_cancelled (WorkspaceFixture *fixture,
                gconstpointer     data)
{
  g_autoptr (PlAccount) account = furnish (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_workspace_search_async (fixture->workspace, "m-chair", 8, cancellable, core_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (pl_workspace_search_finish (fixture->workspace, core_await (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  workspace_use_keyring_file ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/workspace-search/" name, WorkspaceFixture, NULL, workspace_set_up, function, workspace_tear_down)

  ADD ("found", test_found);
  ADD ("not-payable", test_not_payable);
  ADD ("expired", test_expired);
  ADD ("behind-expired", test_behind_expired);
  ADD ("locked", test_locked);
  ADD ("refused", test_refused);
  ADD ("practice", test_practice);
  ADD ("cancelled", test_cancelled);

#undef ADD

  return g_test_run ();
}
