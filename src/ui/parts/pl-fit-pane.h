/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As high as what is in it, as long as there is room; beyond that it scrolls, and is seen to. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_FIT_PANE (pl_fit_pane_get_type ())
G_DECLARE_FINAL_TYPE (PlFitPane, pl_fit_pane, PL, FIT_PANE, GtkWidget)

/* Properties: child (GtkWidget), least-height (int: pixels that it has at least), bar (boolean: its scroll bar stands
 * beside what is in it, where it is seen by who does not touch it). */

GtkWidget *pl_fit_pane_new (GtkWidget *child,
                            int        least_height,
                            gboolean   bar);

G_END_DECLS
