/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of rows under a title that is read whole: that of libadwaita 1.2 is one line that loses its end. */
#include "pl-group.h"

G_DEFINE_TYPE (PlGroup, pl_group, ADW_TYPE_PREFERENCES_GROUP)

/* As later ones have it. There is no row yet, so that a heading is the group's own. */
static void
wrap_title (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "heading"))
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    wrap_title (child);
}

static void
pl_group_class_init (PlGroupClass *klass)
{
}

static void
pl_group_init (PlGroup *self)
{
  wrap_title (GTK_WIDGET (self));
}

GtkWidget *
pl_group_new (void)
{
  return g_object_new (PL_TYPE_GROUP, NULL);
}
