/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a list view Tab goes from row to row: with thousands of them it never comes to what stands beyond. Newer GTK has a
 * property against that, which is not set by itself. */
#include "config.h"

#include "pl-tab-stop.h"

struct _PlTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (PlTabStop, pl_tab_stop, ADW_TYPE_BIN)

static gboolean
has_keyboard (GtkWidget *widget)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
pl_tab_stop_focus (GtkWidget        *widget,
                   GtkDirectionType  direction)
{
  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) && has_keyboard (widget))
    return FALSE;

  return GTK_WIDGET_CLASS (pl_tab_stop_parent_class)->focus (widget, direction);
}

static void
pl_tab_stop_class_init (PlTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = pl_tab_stop_focus;
}

static void
pl_tab_stop_init (PlTabStop *self)
{
}
