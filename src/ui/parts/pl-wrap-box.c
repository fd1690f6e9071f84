/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GtkBox is never narrower than all its buttons together. Until libadwaita 1.7, whose AdwWrapBox does this. */
#include "config.h"

#include "pl-wrap-box.h"

#include "pl-wrap-layout.h"

#define SPACING 6

struct _PlWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PlWrapBox, pl_wrap_box, GTK_TYPE_WIDGET)

static void
pl_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_wrap_box_parent_class)->dispose (object);
}

static void
pl_wrap_box_class_init (PlWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_wrap_box_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, PL_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_wrap_box_init (PlWrapBox *self)
{
  pl_wrap_layout_set_spacing (PL_WRAP_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), SPACING);
}
