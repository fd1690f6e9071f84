/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of links in a window of its own, on a practice server. */
#include "pane-fixture.h"

#include "ui/list/pl-links-pane.h"

void
pane_fixture_set_up (PaneFixture   *fixture,
                     gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
  fixture->pane = g_object_new (PL_TYPE_LINKS_PANE, NULL);
  fixture->view = GTK_LIST_VIEW (ui_find_type (fixture->pane, GTK_TYPE_LIST_VIEW));
  session_fixture_show (&fixture->session, fixture->pane);
}

void
pane_fixture_tear_down (PaneFixture   *fixture,
                        gconstpointer  data)
{
  g_autoptr (GObject) pane = g_object_ref (G_OBJECT (fixture->pane));

  gtk_window_destroy (GTK_WINDOW (fixture->session.window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&pane));
  session_fixture_tear_down (&fixture->session, data);
}

GListModel *
pane_get_model (PaneFixture *fixture)
{
  return G_LIST_MODEL (gtk_list_view_get_model (fixture->view));
}

guint
pane_count (PaneFixture *fixture)
{
  GListModel *model = pane_get_model (fixture);

  return model != NULL ? g_list_model_get_n_items (model) : 0;
}

typedef struct
{
  PaneFixture *fixture;
  guint        n_rows;
} Count;

static gboolean
has_rows (gpointer user_data)
{
  Count *wanted = user_data;

  return pane_count (wanted->fixture) == wanted->n_rows;
}

void
pane_wait_for_rows (PaneFixture *fixture,
                    guint        n_rows)
{
  Count wanted = { fixture, n_rows };

  core_wait_until (has_rows, &wanted);
}

void
pane_fixture_open (PaneFixture *fixture,
                   guint        n_links)
{
  pl_test_practice_seed (fixture->session.practice, n_links);
  session_fixture_refresh (&fixture->session);
  g_object_set (fixture->pane, "session", fixture->session.session, NULL);
  pane_wait_for_rows (fixture, n_links);
}

static gboolean
is_read (gpointer user_data)
{
  return pl_link_item_is_current (user_data);
}

/* (transfer none): of the row in the model, read from the disk. */
PayrocLink *
pane_get_link (PaneFixture *fixture,
               guint        position)
{
  g_autoptr (PlLinkItem) item = g_list_model_get_item (pane_get_model (fixture), position);

  core_wait_until (is_read, item);

  return pl_link_item_get_link (item);
}

void
pane_search (PaneFixture *fixture,
             const char  *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (fixture->pane, GTK_TYPE_SEARCH_ENTRY)), text);
}
