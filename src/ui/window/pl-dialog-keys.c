/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK listens to an application's keys in the application's own windows only, and a dialog is not one by itself: not
 * the form, not the question above it, not libadwaita's window about the program. */
#include "config.h"

#include "pl-dialog-keys.h"

#define JOINED "pl-dialog-keys"

static void
transient_for_cb (GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);
  gboolean   joined = g_object_get_data (G_OBJECT (window), JOINED) != NULL;

  /* Not from a window that was never above another: it is there in its own right. */
  if (parent == NULL && !joined)
    return;

  g_object_set_data (G_OBJECT (window), JOINED, parent);
  gtk_window_set_application (window, parent != NULL ? gtk_window_get_application (parent) : NULL);
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
pl_dialog_keys_watch (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (toplevels_changed_cb), application,
                           0);
}
