/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored links that cannot be read are not an empty list: it is said why, and asked for again. */
#include "pane-fixture.h"

#define N_LINKS 3

/* Another table has the place of the one that is read. */
#define BREAK "CREATE TEMP TABLE links (other)"
#define MEND "DROP TABLE temp.links"

static gboolean
says_why (gpointer user_data)
{
  PaneFixture *fixture = user_data;

  return ui_find_text (fixture->pane, "Your Links Cannot Be Shown") != NULL;
}

static gboolean
can_try_again (gpointer user_data)
{
  GtkWidget *button = ui_find_button (((PaneFixture *) user_data)->pane, "Try Again");

  return button != NULL && gtk_widget_is_sensitive (button);
}

static gboolean
mend_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  return pl_connection_exec (connection, MEND, error);
}

static gboolean
says_nothing (gpointer user_data)
{
  return !says_why (user_data);
}

static void
test_try_again (PaneFixture   *fixture,
                gconstpointer  data)
{
  PlDatabase *database = pl_session_get_database (fixture->session.session);

  pl_test_practice_seed (fixture->session.practice, N_LINKS);
  session_fixture_refresh (&fixture->session);
  store_exec (database, BREAK);
  g_object_set (fixture->pane, "session", fixture->session.session, NULL);
  core_wait_until (says_why, fixture);
  g_assert_true (can_try_again (fixture));
  g_assert_nonnull (ui_find_text (fixture->pane, "Something went wrong on this computer."));
  ui_assert_named (fixture->pane);
  g_assert_cmpint (ui_get_minimum_width (fixture->pane), <=, 360);

  /* Before whatever is asked of the store next; nothing else happens until the button is pressed. */
  pl_database_run_async (database, PL_DATABASE_WRITE, mend_work, NULL, NULL, NULL, NULL, NULL);
  ui_click (ui_find_button (fixture->pane, "Try Again"));
  pane_wait_for_rows (fixture, N_LINKS);
  core_wait_until (says_nothing, fixture);
}

static gboolean
says_not_all (gpointer user_data)
{
  return ui_find_text (((PaneFixture *) user_data)->pane, "3 links; not all could be read") != NULL;
}

static gboolean
says_all (gpointer user_data)
{
  return ui_find_text (((PaneFixture *) user_data)->pane, "3 links") != NULL;
}

/* What was read before stays in sight, and is not called all there is. */
static void
test_stays (PaneFixture   *fixture,
            gconstpointer  data)
{
  PlDatabase *database = pl_session_get_database (fixture->session.session);

  pane_fixture_open (fixture, N_LINKS);
  core_wait_until (says_all, fixture);
  store_exec (database, BREAK);
  g_signal_emit_by_name (pl_session_get_feed (fixture->session.session), "reloaded");
  core_wait_until (says_not_all, fixture);
  g_assert_cmpuint (pane_count (fixture), ==, N_LINKS);
  g_assert_false (says_why (fixture));

  store_exec (database, MEND);
  core_wait_until (says_all, fixture);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add ("/links-unread/try-again", PaneFixture, NULL, pane_fixture_set_up, test_try_again,
              pane_fixture_tear_down);
  g_test_add ("/links-unread/stays", PaneFixture, NULL, pane_fixture_set_up, test_stays, pane_fixture_tear_down);

  return g_test_run ();
}
