/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways of the main window to what is not one link: the overview, what it has no room for, and people. */
#include "config.h"

#include "ui/people/pl-people-window.h"
#include "pl-window-private.h"

static void
people_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);
  GtkWidget *people = pl_people_window_new (self->session);

  gtk_window_set_transient_for (GTK_WINDOW (people), GTK_WINDOW (self));
  g_signal_connect_object (people, "open-link", G_CALLBACK (pl_window_open_link), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (people));
}

/* What the overview has no room for, in the list. */
static void
show_ending_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  PlWindow *self = PL_WINDOW (widget);
  g_autoptr(PlLinkCriteria) criteria = pl_link_criteria_new ();

  criteria->statuses = 1 << PAYROC_LINK_STATUS_ACTIVE;
  criteria->expires.kind = PL_PERIOD_NEXT_7_DAYS;
  criteria->sort = PL_LINK_SORT_EXPIRES;
  g_object_set (self->links_pane, "criteria", criteria, NULL);
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
}

void
pl_window_install_places (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.people", NULL, people_action);
  gtk_widget_class_install_action (widget_class, "win.show-ending", NULL, show_ending_action);
  gtk_widget_class_install_property_action (widget_class, "win.overview", "overview-shown");
}

/* A page that goes takes the keyboard along: nothing would have it, and no key would do anything. */
void
pl_window_keep_focus (PlWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* A menu that adds an account is closing; what opened it stays. */
  while (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    focus = gtk_widget_get_parent (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER));
  g_set_weak_pointer (&self->focus_before, focus);
}

void
pl_window_restore_focus (PlWindow *self)
{
  GtkWidget *before = self->focus_before;

  g_clear_weak_pointer (&self->focus_before);
  if (before != NULL && gtk_widget_get_mapped (before) && gtk_widget_grab_focus (before))
    return;

  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}
