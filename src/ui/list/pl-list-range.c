/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK does not say which rows are in sight: it is told from how far the list is scrolled. */
#include "config.h"

#include "pl-list-range.h"

struct _PlListRange
{
  GObject            parent_instance;

  GtkScrolledWindow *scrolled_window; /* (unowned) who holds us */
  PlLinkList        *links;           /* (owned) (nullable) */
  gboolean           wanted;          /* to see the chosen link, wherever it comes to stand */
};

G_DEFINE_FINAL_TYPE (PlListRange, pl_list_range, G_TYPE_OBJECT)

/* Rows are all of one height, or nearly. 0: not known. */
static double
get_row_height (PlListRange *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);
  guint          n_items = self->links != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->links)) : 0;
  double         upper = gtk_adjustment_get_upper (adjustment);

  /* A short list is as high as its window, and no row can be told from that. */
  return n_items > 0 && upper > gtk_adjustment_get_page_size (adjustment) ? upper / n_items : 0;
}

/* The list looks a little further than it is told. */
static void
sight_cb (PlListRange *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);
  double         height = get_row_height (self);

  if (height > 0)
    pl_link_list_set_sight (self->links, (guint) (gtk_adjustment_get_value (adjustment) / height),
                            (guint) (gtk_adjustment_get_page_size (adjustment) / height) + 1);
}

static void
sight_moved_cb (PlListRange *self,
                guint        before,
                guint        position)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                          + ((double) position - before) * get_row_height (self));
}

static void
pl_list_range_dispose (GObject *object)
{
  pl_list_range_set_links (PL_LIST_RANGE (object), NULL);

  G_OBJECT_CLASS (pl_list_range_parent_class)->dispose (object);
}

static void
pl_list_range_class_init (PlListRangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_list_range_dispose;
}

static void
pl_list_range_init (PlListRange *self)
{
}

PlListRange *
pl_list_range_new (GtkScrolledWindow *scrolled_window)
{
  PlListRange   *self;
  GtkAdjustment *adjustment;

  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scrolled_window), NULL);

  self = g_object_new (PL_TYPE_LIST_RANGE, NULL);
  self->scrolled_window = scrolled_window;
  adjustment = gtk_scrolled_window_get_vadjustment (scrolled_window);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (sight_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (sight_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
pl_list_range_set_links (PlListRange *self,
                         PlLinkList  *links)
{
  g_return_if_fail (PL_IS_LIST_RANGE (self));
  g_return_if_fail (links == NULL || PL_IS_LINK_LIST (links));

  if (self->links != NULL)
    g_signal_handlers_disconnect_by_data (self->links, self);
  g_set_object (&self->links, links);
  if (links != NULL)
    g_signal_connect_swapped (links, "sight-moved", G_CALLBACK (sight_moved_cb), self);
}

void
pl_list_range_want (PlListRange *self,
                    gboolean     wanted)
{
  g_return_if_fail (PL_IS_LIST_RANGE (self));

  self->wanted = wanted;
}

/* Once: afterwards the list stays where it was scrolled to. */
void
pl_list_range_reveal (PlListRange *self,
                      guint        position)
{
  g_return_if_fail (PL_IS_LIST_RANGE (self));

  if (!self->wanted || position == GTK_INVALID_LIST_POSITION)
    return;

  self->wanted = FALSE;
  gtk_widget_activate_action (gtk_scrolled_window_get_child (self->scrolled_window), "list.scroll-to-item", "u",
                              position);
}
