/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolls a page so that what matters on it is in sight: GTK 4.8 follows the keyboard focus, and nothing else. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is to be seen, in the widget's own coordinates. FALSE: nothing now. */
typedef gboolean (*PlRevealFunc) (GtkWidget       *widget,
                                  graphene_rect_t *area);

/* Keeps the area in sight for a moment, while what has just changed is still being laid out; its end, where it is
 * higher than the page. */
void pl_reveal (GtkWidget    *widget,
                PlRevealFunc  get_area);

G_END_DECLS
