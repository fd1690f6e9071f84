/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where changes stand above the list: as high as they are, but leaving room for it; what has none is folded away whole,
 * and last what waits for the user. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_OUTBOX_LAYOUT (pl_outbox_layout_get_type ())
G_DECLARE_FINAL_TYPE (PlOutboxLayout, pl_outbox_layout, PL, OUTBOX_LAYOUT, GtkLayoutManager)

/* scroller: what holds the changes, somewhere below the only child.
 * Signal: "folded": pl_outbox_layout_fold() gives another answer now. */
GtkLayoutManager *pl_outbox_layout_new      (GtkScrolledWindow *scroller);
/* Whether all are shown, and scrolled. */
void              pl_outbox_layout_set_open (PlOutboxLayout    *self,
                                             gboolean           open);
/* n_changes, n_batches: (inout): what there is; what of it is shown while it is folded. */
void              pl_outbox_layout_fold     (PlOutboxLayout    *self,
                                             guint             *n_changes,
                                             guint             *n_batches);

G_END_DECLS
