/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the link list: amount and state, reference and description, how long it works and how often it was paid. */
#pragma once

#include <gtk/gtk.h>

#include "core/list/pl-link-item.h"
#include "pl-row-look.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_ROW (pl_link_row_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkRow, pl_link_row, PL, LINK_ROW, GtkWidget)

/* look: shared by all rows of a list. */
GtkWidget *pl_link_row_new      (PlRowLook  *look);
/* item: (nullable). */
void       pl_link_row_set_item (PlLinkRow  *self,
                                 PlLinkItem *item);
/* (transfer none) (nullable) */
PlLinkItem *pl_link_row_get_item (PlLinkRow  *self);
/* Whether a mark stands at its start, and whether it is set. */
void       pl_link_row_set_picking (PlLinkRow *self,
                                    gboolean   picking);
void       pl_link_row_set_picked (PlLinkRow  *self,
                                   gboolean    picked);

G_END_DECLS
