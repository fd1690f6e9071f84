/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK 4.8 leaves a window that goes with its parent a pointer to that one, and whoever waits for something may hold the
 * window for longer than its parent lives: what it asks of its parent then is asked of freed memory. */
#include "config.h"

#include "pl-parting.h"

static void
parent_gone_cb (GtkWindow *window,
                GtkWindow *parent)
{
  if (gtk_window_get_transient_for (window) == parent)
    gtk_window_set_transient_for (window, NULL);
}

static void
transient_for_cb (GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);

  /* After GTK's own handler, which would not be called any more, and destroys the window. */
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (parent_gone_cb), window,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
toplevels_changed_cb (GListModel *toplevels,
                      guint       position,
                      guint       removed,
                      guint       added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      /* It has only begun to be made: whose it is comes later. */
      g_signal_connect (window, "notify::transient-for", G_CALLBACK (transient_for_cb), NULL);
    }
}

void
pl_parting_watch (void)
{
  static gsize watched = 0;

  if (!g_once_init_enter (&watched))
    return;

  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (toplevels_changed_cb), NULL);
  g_once_init_leave (&watched, TRUE);
}
