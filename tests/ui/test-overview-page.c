/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The overview on the screen: from a shop without links to one with links that end, and what can be done about them. */
#include "session-fixture.h"

#include "ui/overview/pl-overview-page.h"

static void
show (SessionFixture *fixture)
{
  session_fixture_show (fixture, g_object_new (PL_TYPE_OVERVIEW_PAGE, "session", fixture->session, NULL));
}

static gboolean
is_empty (gpointer user_data)
{
  return ui_find_text (((SessionFixture *) user_data)->window, "Nothing to Add Up Yet") != NULL;
}

static gboolean
has_ending (gpointer user_data)
{
  return ui_find_text (((SessionFixture *) user_data)->window, "INV-1") != NULL;
}

/* days: until its last day. */
static char *
create (SessionFixture *fixture,
        const char     *reference,
        int             days)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  GDate                       day;

  g_date_clear (&day, 1);
  g_date_set_time_t (&day, time (NULL));
  g_date_add_days (&day, (guint) days);
  payroc_link_draft_set_expires_on (draft, &day);

  return session_fixture_create (fixture, draft);
}

static void
test_new_shop (SessionFixture *fixture,
               gconstpointer   data)
{
  g_autofree char *link_id = NULL;

  session_fixture_refresh (fixture);
  show (fixture);
  core_wait_until (is_empty, fixture);
  ui_assert_named (fixture->window);

  link_id = create (fixture, "INV-1", 3);
  core_wait_until (has_ending, fixture);
  g_assert_false (is_empty (fixture));
  g_assert_nonnull (ui_find_text (fixture->window, "1 open link for one payment"));
  ui_assert_named (fixture->window);
}

static void
test_ending (SessionFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *first = create (fixture, "INV-1", 1);
  g_autofree char *later = create (fixture, "INV-2", 8);
  g_autofree char *opened = g_strdup_printf ("open-link %s;", first);
  g_autofree char *both = g_strdup_printf ("open-link %s;edit-last-day %s;", first, first);
  GtkWidget       *row;

  show (fixture);
  core_wait_until (has_ending, fixture);
  g_assert_null (ui_find_text (fixture->window, "INV-2"));

  row = session_find_row (fixture->window, "INV-1");
  g_assert_nonnull (row);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Until tomorrow"));
  gtk_widget_activate (row);
  g_assert_cmpstr (fixture->actions->str, ==, opened);
  ui_click (ui_find_button (row, "Extend…"));
  g_assert_cmpstr (fixture->actions->str, ==, both);
}

/* Nobody looks at it, so nothing is read; the next look shows what happened meanwhile. */
static void
test_hidden (SessionFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *link_id = NULL;

  session_fixture_refresh (fixture);
  show (fixture);
  core_wait_until (is_empty, fixture);
  gtk_widget_set_visible (fixture->window, FALSE);
  link_id = create (fixture, "INV-1", 3);
  ui_run_for (300);
  gtk_window_present (GTK_WINDOW (fixture->window));
  /* As it was left: what came meanwhile is only read now. */
  g_assert_true (is_empty (fixture));
  core_wait_until (has_ending, fixture);
}

static void
test_narrow (SessionFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *link_id = create (fixture, "INV-1", 3);

  show (fixture);
  core_wait_until (has_ending, fixture);
  g_assert_cmpint (ui_get_minimum_width (fixture->window), <=, 360);
}

#define ADD(path, func) \
  g_test_add (path, SessionFixture, NULL, session_fixture_set_up, func, session_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("/overview-page/new-shop", test_new_shop);
  ADD ("/overview-page/ending", test_ending);
  ADD ("/overview-page/hidden", test_hidden);
  ADD ("/overview-page/narrow", test_narrow);

  return g_test_run ();
}
