/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a list's item, and the sentence that a screen reader says of it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_ITEM_BOX (pl_item_box_get_type ())
G_DECLARE_FINAL_TYPE (PlItemBox, pl_item_box, PL, ITEM_BOX, GtkBox)

/* Property sentence (string, nullable). */
GtkWidget *pl_item_box_new          (GtkOrientation  orientation,
                                     int             spacing);
void       pl_item_box_set_sentence (PlItemBox      *self,
                                     const char     *sentence);

/* For a child of another kind; to be called again whenever it may have got another parent. sentence: (nullable). */
void       pl_item_name             (GtkWidget      *child,
                                     const char     *sentence);

G_END_DECLS
