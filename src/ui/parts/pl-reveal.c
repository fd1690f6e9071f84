/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolls a page so that what matters on it is in sight: GTK 4.8 follows the keyboard focus, and nothing else. */
#include "config.h"

#include "pl-reveal.h"

/* Kept clear of the edge. */
#define CLEARANCE 12

/* As long as a row that opens takes (AdwExpanderRow, 250 ms), and some frames. */
#define MOMENT (400 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  PlRevealFunc get_area;
  gint64       until; /* in microseconds, monotonic */
} Reveal;

static void
scroll (GtkWidget   *widget,
        PlRevealFunc get_area)
{
  GtkWidget       *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  GtkWidget       *page = viewport != NULL ? gtk_viewport_get_child (GTK_VIEWPORT (viewport)) : NULL;
  GtkAdjustment   *adjustment;
  graphene_rect_t  area;
  graphene_point_t place;
  double           bottom;
  double           height;

  if (page == NULL || !get_area (widget, &area)
      || !gtk_widget_compute_point (widget, page, &area.origin, &place))
    return;

  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  bottom = place.y + area.size.height + CLEARANCE;
  /* Of what is higher than the page, the end. */
  height = MIN (area.size.height + 2 * CLEARANCE, gtk_adjustment_get_page_size (adjustment));
  gtk_adjustment_clamp_page (adjustment, bottom - height, bottom);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *frame_clock,
         gpointer       user_data)
{
  Reveal *reveal = user_data;

  scroll (widget, reveal->get_area);
  if (g_get_monotonic_time () < reveal->until)
    return G_SOURCE_CONTINUE;

  g_object_set_data (G_OBJECT (widget), "pl-reveal", NULL);
  return G_SOURCE_REMOVE;
}

void
pl_reveal (GtkWidget    *widget,
           PlRevealFunc  get_area)
{
  Reveal *reveal;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (get_area != NULL);

  reveal = g_object_get_data (G_OBJECT (widget), "pl-reveal");
  if (reveal == NULL)
    {
      reveal = g_new0 (Reveal, 1);
      g_object_set_data (G_OBJECT (widget), "pl-reveal", reveal);
      gtk_widget_add_tick_callback (widget, tick_cb, reveal, g_free);
    }
  reveal->get_area = get_area;
  reveal->until = g_get_monotonic_time () + MOMENT;
}
