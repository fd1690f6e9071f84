/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Heights are asked for, not waited for: the place is right in the very frame in which the page is another. */
#include "config.h"

#include "pl-scroll-anchor.h"

/* The first part that begins in view; else the one that fills it. */
static GtkWidget *
find_first (PlScrollAnchor *self,
            GtkWidget      *content)
{
  const float height = (float) gtk_widget_get_height (GTK_WIDGET (self->window));
  GtkWidget  *above = NULL;

  for (GtkWidget *part = gtk_widget_get_first_child (content); part != NULL; part = gtk_widget_get_next_sibling (part))
    {
      graphene_rect_t bounds;

      if (!gtk_widget_get_visible (part)
          || !gtk_widget_compute_bounds (part, GTK_WIDGET (self->window), &bounds))
        continue;
      if (bounds.origin.y >= 0)
        return bounds.origin.y < height ? part : above;
      above = part;
    }

  return above;
}

static int
measure_above (PlScrollAnchor *self)
{
  GtkWidget *content = gtk_widget_get_parent (self->first);
  const int  width = gtk_widget_get_width (self->first);
  const int  spacing = gtk_box_get_spacing (GTK_BOX (content));
  int        above = 0;

  for (GtkWidget *part = gtk_widget_get_first_child (content); part != self->first;
       part = gtk_widget_get_next_sibling (part))
    {
      int minimum;

      if (!gtk_widget_get_visible (part))
        continue;

      gtk_widget_measure (part, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
      above += minimum + spacing;
    }

  return above;
}

void
pl_scroll_anchor_drop (PlScrollAnchor    *self,
                       GtkScrolledWindow *window,
                       GtkWidget         *content)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (window);

  g_return_if_fail (GTK_IS_BOX (content));

  *self = (PlScrollAnchor) { .window = window };
  /* At its beginning the page stays at its beginning. */
  if (!gtk_widget_get_mapped (content) || gtk_adjustment_get_value (adjustment) <= 0)
    return;

  self->first = find_first (self, content);
  if (self->first != NULL)
    self->above = measure_above (self);
}

void
pl_scroll_anchor_weigh (PlScrollAnchor *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->window);
  GtkRoot       *root = gtk_widget_get_root (GTK_WIDGET (self->window));
  GtkWidget     *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* What had the keyboard is gone: GTK would give it to the next control, and scroll there. */
  if (focus != NULL && !gtk_widget_get_mapped (focus)
      && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->window)))
    gtk_widget_grab_focus (GTK_WIDGET (self->window));

  if (self->first != NULL)
    gtk_adjustment_set_value (adjustment,
                              gtk_adjustment_get_value (adjustment) + measure_above (self) - self->above);
}
