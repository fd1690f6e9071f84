/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of links: search and filters, what a click and Enter open, and a selection that stays with its link. */
#include "session-fixture.h"

#include "payroc/payroc-enums.h"
#include "ui/list/pl-link-row.h"
#include "ui/list/pl-links-pane.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *pane;
  GtkListView   *view;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
  fixture->pane = g_object_new (PL_TYPE_LINKS_PANE, NULL);
  fixture->view = GTK_LIST_VIEW (ui_find_type (fixture->pane, GTK_TYPE_LIST_VIEW));
  session_fixture_show (&fixture->session, fixture->pane);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GObject) pane = g_object_ref (G_OBJECT (fixture->pane));

  gtk_window_destroy (GTK_WINDOW (fixture->session.window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&pane));
  session_fixture_tear_down (&fixture->session, data);
}

static GListModel *
get_model (Fixture *fixture)
{
  return G_LIST_MODEL (gtk_list_view_get_model (fixture->view));
}

static guint
count (Fixture *fixture)
{
  GListModel *model = get_model (fixture);

  return model != NULL ? g_list_model_get_n_items (model) : 0;
}

typedef struct
{
  Fixture *fixture;
  guint    n_rows;
} Count;

static gboolean
has_rows (gpointer user_data)
{
  Count *wanted = user_data;

  return count (wanted->fixture) == wanted->n_rows;
}

static void
wait_for_rows (Fixture *fixture,
               guint    n_rows)
{
  Count wanted = { fixture, n_rows };

  core_wait_until (has_rows, &wanted);
}

static void
open_list (Fixture *fixture,
           guint    n_links)
{
  pl_test_practice_seed (fixture->session.practice, n_links);
  session_fixture_refresh (&fixture->session);
  g_object_set (fixture->pane, "session", fixture->session.session, NULL);
  wait_for_rows (fixture, n_links);
}

static gboolean
is_read (gpointer user_data)
{
  return pl_link_item_is_current (user_data);
}

/* (transfer none): of the row in the model, read from the disk. */
static PayrocLink *
get_link (Fixture *fixture,
          guint    position)
{
  g_autoptr (PlLinkItem) item = g_list_model_get_item (get_model (fixture), position);

  core_wait_until (is_read, item);

  return pl_link_item_get_link (item);
}

static void
search (Fixture    *fixture,
        const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (fixture->pane, GTK_TYPE_SEARCH_ENTRY)), text);
}

static char *
get_page (Fixture *fixture)
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
test_empty (Fixture       *fixture,
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
  return g_str_equal (payroc_link_get_reference (get_link (user_data, 0)), "Seed-000012");
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *page = NULL;

  open_list (fixture, 12);
  search (fixture, "seed-00001");
  wait_for_rows (fixture, 3);
  search (fixture, "SEED-000012");
  wait_for_rows (fixture, 1);
  g_assert_true (last_is_first (fixture));
  search (fixture, "no such thing");
  wait_for_rows (fixture, 0);
  page = get_page (fixture);
  g_assert_cmpstr (page, ==, "no-match");
  search (fixture, "");
  wait_for_rows (fixture, 12);
}

static gboolean
is_paid_counted (gpointer user_data)
{
  Fixture *fixture = user_data;

  session_fixture_refresh (&fixture->session);

  return count (fixture) == 1;
}

static gboolean
all_are_for_many (gpointer user_data)
{
  Fixture *fixture = user_data;

  for (guint i = 0; i < count (fixture); i++)
    {
      if (payroc_link_get_kind (get_link (fixture, i)) != PAYROC_LINK_KIND_MULTI_USE)
        return FALSE;
    }

  return TRUE;
}

static void
test_filter (Fixture       *fixture,
             gconstpointer  data)
{
  const PlLinkCriteria for_many = { .kind = PAYROC_LINK_KIND_MULTI_USE };
  const PlLinkCriteria paid = { .statuses = 1u << PAYROC_LINK_STATUS_COMPLETED };
  g_autofree char     *payment = NULL;
  guint                n_many = 0;

  open_list (fixture, 12);
  for (guint i = 0; i < 12; i++)
    n_many += payroc_link_get_kind (get_link (fixture, i)) == PAYROC_LINK_KIND_MULTI_USE;
  g_object_set (fixture->pane, "criteria", &for_many, NULL);
  wait_for_rows (fixture, n_many);
  g_assert_cmpuint (n_many, >, 0);
  core_wait_until (all_are_for_many, fixture);
  gtk_test_widget_wait_for_draw (fixture->session.window);
  ui_click (ui_find_button (fixture->pane, "Clear"));
  wait_for_rows (fixture, 12);

  for (guint i = 0; i < 12 && payment == NULL; i++)
    {
      PayrocLink *link = get_link (fixture, i);

      if (payroc_link_get_kind (link) == PAYROC_LINK_KIND_SINGLE_USE && payroc_link_get_amount (link) != NULL)
        payment = pl_test_practice_pay (fixture->session.practice, payroc_link_get_id (link), 0);
    }
  g_object_set (fixture->pane, "criteria", &paid, NULL);
  core_wait_until (is_paid_counted, fixture);
  g_assert_cmpint (payroc_link_get_status (get_link (fixture, 0)), ==, PAYROC_LINK_STATUS_COMPLETED);
}

static gboolean
are_in_order (gpointer user_data)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *reference = g_strdup_printf ("Seed-%06u", i + 1);

      if (!g_str_equal (payroc_link_get_reference (get_link (user_data, i)), reference))
        return FALSE;
    }

  return TRUE;
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  data)
{
  open_list (fixture, 12);
  gtk_widget_activate_action (fixture->pane, "links.sort", "s", "reference");
  core_wait_until (are_in_order, fixture);
  gtk_widget_activate_action (fixture->pane, "links.reversed", NULL);
  core_wait_until (last_is_first, fixture);
}

/* Side by side the arrows show what they pass. */
static void
test_select (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *expected = NULL;

  open_list (fixture, 3);
  expected = g_strdup_printf ("open-link %s;", payroc_link_get_id (get_link (fixture, 1)));
  g_assert_cmpstr (fixture->session.actions->str, ==, "");
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (get_model (fixture)), 1);
  g_assert_cmpstr (fixture->session.actions->str, ==, expected);
}

/* In a narrow window a link covers the list: only a click or Enter opens one, and it is the row's, whatever was
 * selected. */
static void
test_activate (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *expected = NULL;

  open_list (fixture, 3);
  expected = g_strdup_printf ("open-link %s;", payroc_link_get_id (get_link (fixture, 2)));
  get_link (fixture, 0);
  g_object_set (fixture->pane, "folded", TRUE, NULL);
  g_assert_true (gtk_list_view_get_single_click_activate (fixture->view));
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (get_model (fixture)), 0);
  g_assert_cmpstr (fixture->session.actions->str, ==, "");
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "list.activate-item", "u", 2);
  g_assert_cmpstr (fixture->session.actions->str, ==, expected);
}

typedef struct
{
  Fixture *fixture;
  char    *link_id; /* (owned) */
} Chosen;

static gboolean
is_selected (gpointer user_data)
{
  Chosen     *chosen = user_data;
  PlLinkItem *item = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (get_model (chosen->fixture)));
  PayrocLink *link = item != NULL ? pl_link_item_get_link (item) : NULL;

  return link != NULL && g_str_equal (payroc_link_get_id (link), chosen->link_id);
}

/* The list moves, the selection stays with its link, and nothing is opened by that. */
static void
test_selection_stays (Fixture       *fixture,
                      gconstpointer  data)
{
  Chosen           chosen = { fixture, NULL };
  g_autofree char *link_id = NULL;

  open_list (fixture, 12);
  chosen.link_id = link_id = g_strdup (payroc_link_get_id (get_link (fixture, 4)));
  g_object_set (fixture->pane, "link-id", link_id, NULL);
  core_wait_until (is_selected, &chosen);

  gtk_widget_activate_action (fixture->pane, "links.sort", "s", "amount");
  core_wait_until (is_selected, &chosen);
  pl_test_practice_seed (fixture->session.practice, 5);
  session_fixture_refresh (&fixture->session);
  wait_for_rows (fixture, 17);
  core_wait_until (is_selected, &chosen);

  /* What the pointer selected while it was narrow is forgotten. */
  g_object_set (fixture->pane, "folded", TRUE, NULL);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (get_model (fixture)), 0);
  g_object_set (fixture->pane, "folded", FALSE, NULL);
  core_wait_until (is_selected, &chosen);
  g_assert_cmpstr (fixture->session.actions->str, ==, "");
}

/* Ctrl+F in an open search goes back to it. */
static void
test_search_again (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *entry = ui_find_type (fixture->pane, GTK_TYPE_SEARCH_ENTRY);

  open_list (fixture, 3);
  g_object_set (fixture->pane, "search-mode", TRUE, NULL);
  search (fixture, "seed");
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  g_object_set (fixture->pane, "search-mode", TRUE, NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->session.window)), entry));
}

static void
test_row (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *link_id = session_fixture_create (&fixture->session, draft);
  GtkWidget                  *row;

  g_object_set (fixture->pane, "session", fixture->session.session, NULL);
  wait_for_rows (fixture, 1);
  get_link (fixture, 0);
  gtk_test_widget_wait_for_draw (fixture->session.window);
  row = ui_find_type (fixture->pane, PL_TYPE_LINK_ROW);
  g_assert_nonnull (row);
  g_assert_nonnull (ui_find_text (row, "Open"));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL));
  ui_assert_named (fixture->pane);
  g_assert_cmpint (ui_get_minimum_width (fixture->pane), <=, 360);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/links-pane/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("empty", test_empty);
  ADD ("search", test_search);
  ADD ("search/again", test_search_again);
  ADD ("filter", test_filter);
  ADD ("sort", test_sort);
  ADD ("select", test_select);
  ADD ("activate", test_activate);
  ADD ("selection-stays", test_selection_stays);
  ADD ("row", test_row);
#undef ADD

  return g_test_run ();
}
