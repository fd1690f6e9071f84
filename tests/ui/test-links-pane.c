/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of links: search and filters, what a click and Enter open, and a selection that stays with its link. */
#include "pane-fixture.h"

#include "payroc/payroc-enums.h"
#include "ui/list/pl-link-selection.h"
#include "ui/list/pl-link-row.h"
#include "ui/list/pl-links-pane.h"

static char *
get_page (PaneFixture *fixture)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (fixture->view), GTK_TYPE_STACK);

  return g_strdup (gtk_stack_get_visible_child_name (GTK_STACK (stack)));
}

static gboolean
is_empty_page (gpointer user_data)
{
  g_autofree char *page = get_page (user_data);

  return g_str_equal (page, "empty");
}

static void
test_empty (PaneFixture   *fixture,
            gconstpointer  data)
{
  g_object_set (fixture->pane, "session", fixture->session.session, NULL);
  core_wait_until (is_empty_page, fixture);
  gtk_test_widget_wait_for_draw (fixture->session.window);
  ui_click (ui_find_button (fixture->pane, "New Link"));
  g_assert_cmpstr (fixture->session.actions->str, ==, "new-link ;");
}

static gboolean
last_is_first (gpointer user_data)
{
  return g_str_equal (payroc_link_get_reference (pane_get_link (user_data, 0)), "Seed-000012");
}

static void
test_search (PaneFixture   *fixture,
             gconstpointer  data)
{
  g_autofree char *page = NULL;

  pane_fixture_open (fixture, 12);
  pane_search (fixture, "seed-00001");
  pane_wait_for_rows (fixture, 3);
  pane_search (fixture, "SEED-000012");
  pane_wait_for_rows (fixture, 1);
  g_assert_true (last_is_first (fixture));
  /* Whoever types goes on typing behind it. */
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (ui_find_type (fixture->pane, GTK_TYPE_SEARCH_ENTRY)),
                                                     NULL, NULL));
  pane_search (fixture, "no such thing");
  pane_wait_for_rows (fixture, 0);
  page = get_page (fixture);
  g_assert_cmpstr (page, ==, "no-match");
  pane_search (fixture, "");
  pane_wait_for_rows (fixture, 12);
}

static gboolean
is_paid_counted (gpointer user_data)
{
  PaneFixture *fixture = user_data;

  session_fixture_refresh (&fixture->session);

  return pane_count (fixture) == 1;
}

static gboolean
all_are_for_many (gpointer user_data)
{
  PaneFixture *fixture = user_data;

  for (guint i = 0; i < pane_count (fixture); i++)
    {
      if (payroc_link_get_kind (pane_get_link (fixture, i)) != PAYROC_LINK_KIND_MULTI_USE)
        return FALSE;
    }

  return TRUE;
}

static void
test_filter (PaneFixture   *fixture,
             gconstpointer  data)
{
  const PlLinkCriteria for_many = { .kind = PAYROC_LINK_KIND_MULTI_USE };
  const PlLinkCriteria paid = { .statuses = 1u << PAYROC_LINK_STATUS_COMPLETED };
  g_autofree char     *payment = NULL;
  guint                n_many = 0;

  pane_fixture_open (fixture, 12);
  for (guint i = 0; i < 12; i++)
    n_many += payroc_link_get_kind (pane_get_link (fixture, i)) == PAYROC_LINK_KIND_MULTI_USE;
  g_object_set (fixture->pane, "criteria", &for_many, NULL);
  pane_wait_for_rows (fixture, n_many);
  g_assert_cmpuint (n_many, >, 0);
  core_wait_until (all_are_for_many, fixture);
  gtk_test_widget_wait_for_draw (fixture->session.window);
  ui_click (ui_find_button (fixture->pane, "Clear"));
  pane_wait_for_rows (fixture, 12);

  for (guint i = 0; i < 12 && payment == NULL; i++)
    {
      PayrocLink *link = pane_get_link (fixture, i);

      if (payroc_link_get_kind (link) == PAYROC_LINK_KIND_SINGLE_USE && payroc_link_get_amount (link) != NULL)
        payment = pl_test_practice_pay (fixture->session.practice, payroc_link_get_id (link), 0);
    }
  g_object_set (fixture->pane, "criteria", &paid, NULL);
  core_wait_until (is_paid_counted, fixture);
  g_assert_cmpint (payroc_link_get_status (pane_get_link (fixture, 0)), ==, PAYROC_LINK_STATUS_COMPLETED);
}

static gboolean
are_in_order (gpointer user_data)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *reference = g_strdup_printf ("Seed-%06u", i + 1);

      if (!g_str_equal (payroc_link_get_reference (pane_get_link (user_data, i)), reference))
        return FALSE;
    }

  return TRUE;
}

static void
test_sort (PaneFixture   *fixture,
           gconstpointer  data)
{
  pane_fixture_open (fixture, 12);
  gtk_widget_activate_action (fixture->pane, "links.sort", "s", "reference");
  core_wait_until (are_in_order, fixture);
  gtk_widget_activate_action (fixture->pane, "links.reversed", NULL);
  core_wait_until (last_is_first, fixture);
}

/* Side by side the arrows show what they pass. */
static void
test_select (PaneFixture   *fixture,
             gconstpointer  data)
{
  g_autofree char *expected = NULL;

  pane_fixture_open (fixture, 3);
  expected = g_strdup_printf ("open-link %s;", payroc_link_get_id (pane_get_link (fixture, 1)));
  g_assert_cmpstr (fixture->session.actions->str, ==, "");
  pl_link_selection_set_selected (PL_LINK_SELECTION (pane_get_model (fixture)), 1);
  g_assert_cmpstr (fixture->session.actions->str, ==, expected);
}

/* In a narrow window a link covers the list: only a click or Enter opens one, and it is the row's, whatever was
 * selected. */
static void
test_activate (PaneFixture   *fixture,
               gconstpointer  data)
{
  g_autofree char *expected = NULL;

  pane_fixture_open (fixture, 3);
  expected = g_strdup_printf ("open-link %s;", payroc_link_get_id (pane_get_link (fixture, 2)));
  pane_get_link (fixture, 0);
  g_object_set (fixture->pane, "folded", TRUE, NULL);
  g_assert_true (gtk_list_view_get_single_click_activate (fixture->view));
  pl_link_selection_set_selected (PL_LINK_SELECTION (pane_get_model (fixture)), 0);
  g_assert_cmpstr (fixture->session.actions->str, ==, "");
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "list.activate-item", "u", 2);
  g_assert_cmpstr (fixture->session.actions->str, ==, expected);
}

typedef struct
{
  PaneFixture *fixture;
  char    *link_id; /* (owned) */
} Chosen;

static gboolean
is_selected (gpointer user_data)
{
  Chosen     *chosen = user_data;
  PlLinkItem *item = pl_link_selection_get_selected_item (PL_LINK_SELECTION (pane_get_model (chosen->fixture)));
  PayrocLink *link = item != NULL ? pl_link_item_get_link (item) : NULL;

  return link != NULL && g_str_equal (payroc_link_get_id (link), chosen->link_id);
}

/* The list moves, the selection stays with its link, and nothing is opened by that. */
static void
test_selection_stays (PaneFixture   *fixture,
                      gconstpointer  data)
{
  Chosen           chosen = { fixture, NULL };
  g_autofree char *link_id = NULL;

  pane_fixture_open (fixture, 12);
  chosen.link_id = link_id = g_strdup (payroc_link_get_id (pane_get_link (fixture, 4)));
  g_object_set (fixture->pane, "link-id", link_id, NULL);
  core_wait_until (is_selected, &chosen);

  gtk_widget_activate_action (fixture->pane, "links.sort", "s", "amount");
  core_wait_until (is_selected, &chosen);
  pl_test_practice_seed (fixture->session.practice, 5);
  session_fixture_refresh (&fixture->session);
  pane_wait_for_rows (fixture, 17);
  core_wait_until (is_selected, &chosen);

  /* What the pointer selected while it was narrow is forgotten. */
  g_object_set (fixture->pane, "folded", TRUE, NULL);
  pl_link_selection_set_selected (PL_LINK_SELECTION (pane_get_model (fixture)), 0);
  g_object_set (fixture->pane, "folded", FALSE, NULL);
  core_wait_until (is_selected, &chosen);
  g_assert_cmpstr (fixture->session.actions->str, ==, "");
}

/* Enter right after the last letter: what is opened is the link that was found, not the one whose row it takes. */
static void
test_activate_early (PaneFixture   *fixture,
                     gconstpointer  data)
{
  g_autofree char *expected = NULL;

  pane_fixture_open (fixture, 3);
  expected = g_strdup_printf ("open-link %s;", payroc_link_get_id (pane_get_link (fixture, 2)));
  pane_get_link (fixture, 0);
  pane_search (fixture, payroc_link_get_reference (pane_get_link (fixture, 2)));
  pane_wait_for_rows (fixture, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "list.activate-item", "u", 0);
  pane_get_link (fixture, 0);
  g_assert_cmpstr (fixture->session.actions->str, ==, expected);
}

static void
count_cb (guint *count)
{
  ++*count;
}

static void
test_folded (PaneFixture   *fixture,
             gconstpointer  data)
{
  guint n_notified = 0;

  g_signal_connect_swapped (fixture->pane, "notify::folded", G_CALLBACK (count_cb), &n_notified);
  g_object_set (fixture->pane, "folded", TRUE, NULL);
  g_object_set (fixture->pane, "folded", TRUE, NULL);
  g_assert_cmpuint (n_notified, ==, 1);
  g_object_set (fixture->pane, "folded", FALSE, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_false (gtk_list_view_get_single_click_activate (fixture->view));
}

static GtkAdjustment *
get_adjustment (PaneFixture *fixture)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
}

/* All rows were read, and have the height of rows. */
static double
settle_rows (PaneFixture *fixture)
{
  for (guint i = 0; i < pane_count (fixture); i++)
    pane_get_link (fixture, i);
  ui_run_frames (GTK_WIDGET (fixture->view), 20);

  return gtk_adjustment_get_upper (get_adjustment (fixture)) / pane_count (fixture);
}

/* The reference of the link that is looked at. */
static char *
get_sight (PaneFixture *fixture,
           double       height)
{
  guint position = (guint) (gtk_adjustment_get_value (get_adjustment (fixture)) / height);

  return g_strdup (payroc_link_get_id (pane_get_link (fixture, position)));
}

/* Links that came above what is looked at move nothing; at the top they are seen. */
static void
test_scroll_stays (PaneFixture   *fixture,
                   gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  double           height, value;

  pane_fixture_open (fixture, 60);
  height = settle_rows (fixture);
  g_assert_cmpfloat (height, >, 40);
  gtk_adjustment_set_value (get_adjustment (fixture), 20.5 * height);
  value = gtk_adjustment_get_value (get_adjustment (fixture));
  before = get_sight (fixture, height);
  pl_test_practice_seed (fixture->session.practice, 5);
  session_fixture_refresh (&fixture->session);
  pane_wait_for_rows (fixture, 65);
  height = settle_rows (fixture);
  after = get_sight (fixture, height);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (get_adjustment (fixture)), value + 5 * height, height / 2);

  gtk_adjustment_set_value (get_adjustment (fixture), 0);
  pl_test_practice_seed (fixture->session.practice, 1);
  session_fixture_refresh (&fixture->session);
  pane_wait_for_rows (fixture, 66);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (fixture)), ==, 0);
}

/* Ctrl+F in an open search goes back to it. */
static void
test_search_again (PaneFixture   *fixture,
                   gconstpointer  data)
{
  GtkWidget *entry = ui_find_type (fixture->pane, GTK_TYPE_SEARCH_ENTRY);

  pane_fixture_open (fixture, 3);
  g_object_set (fixture->pane, "search-mode", TRUE, NULL);
  pane_search (fixture, "seed");
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  g_object_set (fixture->pane, "search-mode", TRUE, NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->session.window)), entry));
}

static void
test_row (PaneFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *link_id = session_fixture_create (&fixture->session, draft);
  g_autofree char            *said = NULL;
  GtkWidget                  *row;

  g_object_set (fixture->pane, "session", fixture->session.session, NULL);
  pane_wait_for_rows (fixture, 1);
  pane_get_link (fixture, 0);
  gtk_test_widget_wait_for_draw (fixture->session.window);
  row = ui_find_type (fixture->pane, PL_TYPE_LINK_ROW);
  g_assert_nonnull (row);
  said = gtk_test_accessible_check_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
  g_assert_nonnull (strstr (said, ", Open, INV-7"));
  /* What the keyboard is on says the same. */
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));
  ui_assert_named (fixture->pane);
  /* While another link is read into it, neither says what was there before. */
  pl_link_row_set_item (PL_LINK_ROW (row), NULL);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                                    GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_cmpint (ui_get_minimum_width (fixture->pane), <=, 360);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) \
  g_test_add ("/links-pane/" path, PaneFixture, NULL, \
              pane_fixture_set_up, test, pane_fixture_tear_down)
  ADD ("empty", test_empty);
  ADD ("search", test_search);
  ADD ("search/again", test_search_again);
  ADD ("filter", test_filter);
  ADD ("sort", test_sort);
  ADD ("select", test_select);
  ADD ("activate", test_activate);
  ADD ("activate/early", test_activate_early);
  ADD ("folded", test_folded);
  ADD ("selection-stays", test_selection_stays);
  ADD ("scroll-stays", test_scroll_stays);
  ADD ("row", test_row);
#undef ADD

  return g_test_run ();
}
