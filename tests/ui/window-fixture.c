/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window itself, with a workspace that has no account yet. */
#include "window-fixture.h"

#include "ui/window/pl-window.h"

static gboolean
is_gone (gpointer user_data)
{
  WindowFixture *fixture = user_data;

  return fixture->window == NULL;
}

void
window_fixture_set_up (WindowFixture *fixture,
                       gconstpointer  data)
{
  ui_fixture_set_up (&fixture->ui, data);
  fixture->window = pl_window_new (NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

void
window_fixture_tear_down (WindowFixture *fixture,
                          gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  window_fixture_wait_until_gone (fixture);
  ui_fixture_tear_down (&fixture->ui, data);
}

gboolean
window_fixture_is_ready (gpointer user_data)
{
  WindowFixture *fixture = user_data;
  PlSession     *session = pl_window_get_session (PL_WINDOW (fixture->window));

  return session != NULL && pl_session_get_state (session) == PL_SESSION_READY;
}

void
window_fixture_try_out (WindowFixture *fixture)
{
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
  ui_click (ui_find_action (fixture->window, "win.try-out"));
  core_wait_until (window_fixture_is_ready, fixture);
}

gboolean
window_fixture_has_dialog (gpointer user_data)
{
  WindowFixture *fixture = user_data;

  return ui_find_dialog (GTK_WINDOW (fixture->window)) != NULL;
}

gboolean
window_fixture_has_no_dialog (gpointer user_data)
{
  return !window_fixture_has_dialog (user_data);
}

static void
toplevels_changed_cb (GListModel *toplevels,
                      guint       position,
                      guint       n_removed,
                      guint       n_added,
                      guint      *n_came)
{
  *n_came += n_added;
}

void
window_fixture_close_for_good (WindowFixture *fixture)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  guint       n_came = 0;
  gulong      id;

  id = g_signal_connect (toplevels, "items-changed", G_CALLBACK (toplevels_changed_cb), &n_came);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  /* What it waits for holds it. */
  g_assert_nonnull (fixture->window);
  window_fixture_wait_until_gone (fixture);
  g_signal_handler_disconnect (toplevels, id);
  g_assert_cmpuint (n_came, ==, 0);
}

void
window_fixture_wait_until_gone (WindowFixture *fixture)
{
  core_wait_until (is_gone, fixture);
}
