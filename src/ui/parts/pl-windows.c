/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK knows of each window what it stands on, and of none what stands on it. */
#include "config.h"

#include "pl-windows.h"

static void
add_above (GtkWindow *below,
           GPtrArray *above)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (window) != below)
        continue;

      g_ptr_array_add (above, g_object_ref (window));
      add_above (window, above);
    }
}

GPtrArray *
pl_windows_list_above (GtkWindow *below)
{
  GPtrArray *above = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (GTK_IS_WINDOW (below), above);

  add_above (below, above);

  return above;
}

/* The topmost first: none is left standing on one that is gone. */
void
pl_windows_close_above (GtkWindow *below)
{
  g_autoptr (GPtrArray) above = pl_windows_list_above (below);

  for (guint i = above->len; i > 0; i--)
    gtk_window_destroy (g_ptr_array_index (above, i - 1));
}
