/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters of the list, as chips and on their page, and views that keep them. */
#include "pane-fixture.h"

#include "ui/list/pl-filter-chips.h"
#include "ui/list/pl-filter-dialog.h"
#include "ui/list/pl-view-button.h"

static PlLinkCriteria *
get_criteria (PaneFixture *fixture)
{
  PlLinkCriteria *criteria;

  g_object_get (fixture->pane, "criteria", &criteria, NULL);

  return criteria;
}

/* A chip goes, the others stay, and the keyboard is at the next one. */
static void
test_chips (PaneFixture   *fixture,
            gconstpointer  data)
{
  const PlLinkCriteria       three = { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE,
                                       .kind = PAYROC_LINK_KIND_MULTI_USE,
                                       .created = { PL_PERIOD_TODAY } };
  g_autoptr (PlLinkCriteria) after = NULL;
  g_autoptr (PlLinkCriteria) none = NULL;
  GtkWidget                 *chips = ui_find_type (fixture->pane, PL_TYPE_FILTER_CHIPS);
  GtkWidget                 *focus;

  pane_fixture_open (fixture, 12);
  g_object_set (fixture->pane, "criteria", &three, NULL);
  gtk_test_widget_wait_for_draw (fixture->session.window);
  ui_assert_named (fixture->pane);
  ui_click (gtk_widget_get_ancestor (ui_find_text (chips, "Many Payments"), GTK_TYPE_BUTTON));
  after = get_criteria (fixture);
  g_assert_cmpint (after->kind, ==, PAYROC_LINK_KIND_UNKNOWN);
  g_assert_cmpuint (after->statuses, ==, three.statuses);
  g_assert_cmpint (after->created.kind, ==, PL_PERIOD_TODAY);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->session.window));
  g_assert_nonnull (ui_find_text (focus, "Created today"));
  pane_wait_for_rows (fixture, 12);

  ui_click (gtk_widget_get_ancestor (ui_find_text (chips, "Created today"), GTK_TYPE_BUTTON));
  ui_click (gtk_widget_get_ancestor (ui_find_text (chips, "Open"), GTK_TYPE_BUTTON));
  none = get_criteria (fixture);
  g_assert_false (pl_link_criteria_has_filter (none));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->session.window));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (focus)), ==, "links.filter");
}

/* The page and the list show the same, whichever is changed. */
static void
test_filter_dialog (PaneFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (PlLinkCriteria) chosen = NULL;
  g_autoptr (PlLinkCriteria) cleared = NULL;
  GtkWindow                 *dialog;
  GtkWidget                 *row;

  pane_fixture_open (fixture, 12);
  gtk_widget_activate_action (fixture->pane, "links.filter", NULL);
  dialog = ui_find_dialog (GTK_WINDOW (fixture->session.window));
  g_assert_true (PL_IS_FILTER_DIALOG (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  ui_assert_named (GTK_WIDGET (dialog));
  g_assert_cmpint (ui_get_minimum_width (GTK_WIDGET (dialog)), <=, 360);
  g_assert_null (ui_find_text (GTK_WIDGET (dialog), "From"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_find_type (session_find_row (GTK_WIDGET (dialog), "E_xpired"),
                                                               GTK_TYPE_CHECK_BUTTON)), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (session_find_row (GTK_WIDGET (dialog), "_Takes")),
                              PAYROC_LINK_KIND_SINGLE_USE);
  row = session_find_row (GTK_WIDGET (dialog), "_Expires");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  chosen = get_criteria (fixture);
  g_assert_cmpuint (chosen->statuses, ==, 1u << PAYROC_LINK_STATUS_EXPIRED);
  g_assert_cmpint (chosen->kind, ==, PAYROC_LINK_KIND_SINGLE_USE);
  g_assert_cmpint (chosen->expires.kind, ==, PL_PERIOD_NEXT_7_DAYS);
  pane_wait_for_rows (fixture, 0);

  /* Days of one's own have rows of their own. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 7);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (dialog), "From"));

  ui_click (ui_find_button (GTK_WIDGET (dialog), "Clear"));
  cleared = get_criteria (fixture);
  g_assert_false (pl_link_criteria_has_filter (cleared));
  pane_wait_for_rows (fixture, 12);
  gtk_window_close (dialog);
}

/* Seen or not: a name the view button says. */
static void
assert_view (PaneFixture *fixture,
             const char  *name)
{
  GtkWidget *label = ui_find_type (ui_find_type (fixture->pane, PL_TYPE_VIEW_BUTTON), GTK_TYPE_LABEL);

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, name);
}

typedef struct
{
  GtkWidget  *button;
  const char *name;
} Shown;

static gboolean
is_view (gpointer user_data)
{
  Shown     *shown = user_data;
  GtkWidget *label = ui_find_type (shown->button, GTK_TYPE_LABEL);

  return g_str_equal (gtk_label_get_text (GTK_LABEL (label)), shown->name);
}

static void
wait_for_view (PaneFixture *fixture,
               const char  *name)
{
  Shown shown = { ui_find_type (fixture->pane, PL_TYPE_VIEW_BUTTON), name };

  core_wait_until (is_view, &shown);
}

static void
name_view (PaneFixture *fixture,
           const char  *action,
           const char  *name)
{
  GtkWidget *button = ui_find_type (fixture->pane, PL_TYPE_VIEW_BUTTON);
  GtkWindow *dialog;

  gtk_widget_activate_action (button, action, NULL);
  dialog = ui_find_dialog (GTK_WINDOW (fixture->session.window));
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (GTK_WIDGET (dialog), GTK_TYPE_ENTRY)), name);
  ui_answer (GTK_WINDOW (fixture->session.window), "save");
}

/* Named, changed, renamed, and there again at the next start. */
static void
test_views (PaneFixture   *fixture,
            gconstpointer  data)
{
  const PlLinkCriteria       for_many = { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE,
                                          .kind = PAYROC_LINK_KIND_MULTI_USE };
  g_autoptr (PlLinkCriteria) restored = NULL;
  GtkWidget                 *button = ui_find_type (fixture->pane, PL_TYPE_VIEW_BUTTON);

  pane_fixture_open (fixture, 12);
  assert_view (fixture, "All Links");
  gtk_widget_activate_action (button, "view.shown", "s", "open");
  assert_view (fixture, "Open");
  pane_search (fixture, "seed");
  wait_for_view (fixture, "Open, changed");
  pane_search (fixture, "");
  wait_for_view (fixture, "Open");
  g_object_set (fixture->pane, "criteria", &for_many, NULL);
  assert_view (fixture, "Open, changed");

  name_view (fixture, "view.save", "  Open for many ");
  wait_for_view (fixture, "Open for many");
  name_view (fixture, "view.rename", "Still open");
  wait_for_view (fixture, "Still open");
  gtk_widget_activate_action (fixture->pane, "links.sort", "s", "amount");
  assert_view (fixture, "Still open, changed");
  gtk_widget_activate_action (button, "view.update", NULL);
  wait_for_view (fixture, "Still open");
  gtk_widget_activate_action (fixture->pane, "links.show-all", NULL);
  assert_view (fixture, "All Links");
  gtk_widget_activate_action (fixture->pane, "links.sort", "s", "created");
  g_object_set (button, "shown", "1", NULL);
  assert_view (fixture, "Still open");

  g_object_set (fixture->pane, "session", NULL, NULL);
  assert_view (fixture, "All Links");
  g_object_set (fixture->pane, "session", fixture->session.session, NULL);
  wait_for_view (fixture, "Still open");
  restored = get_criteria (fixture);
  g_assert_cmpint (restored->sort, ==, PL_LINK_SORT_AMOUNT);
  g_assert_cmpint (restored->kind, ==, PAYROC_LINK_KIND_MULTI_USE);

  gtk_widget_activate_action (button, "view.delete", NULL);
  wait_for_view (fixture, "Some Links");
  gtk_widget_activate_action (fixture->pane, "links.show-all", NULL);
  assert_view (fixture, "All Links");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) \
  g_test_add ("/links-filter/" path, PaneFixture, NULL, \
              pane_fixture_set_up, test, pane_fixture_tear_down)
  ADD ("chips", test_chips);
  ADD ("filter-dialog", test_filter_dialog);
  ADD ("views", test_views);
#undef ADD

  return g_test_run ();
}
