/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list's selection: one link that is shown, or, while links are being picked, those that are. */
#pragma once

#include <gtk/gtk.h>

#include "core/list/pl-link-picks.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_SELECTION (pl_link_selection_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkSelection, pl_link_selection, PL, LINK_SELECTION, GObject)

/* A GtkSelectionModel. Properties with notify: selected (uint: the one link's place, or GTK_INVALID_LIST_POSITION),
 * picking (boolean: begins without any, and ends so). While picking, what would select one link alone selects nothing:
 * neither the arrow keys nor the pointer unpick what was picked. */
PlLinkSelection *pl_link_selection_new               (PlLinkList      *links);
PlLinkPicks     *pl_link_selection_get_picks         (PlLinkSelection *self);
gboolean         pl_link_selection_get_picking       (PlLinkSelection *self);
void             pl_link_selection_set_picking       (PlLinkSelection *self,
                                                      gboolean         picking);
void             pl_link_selection_set_selected      (PlLinkSelection *self,
                                                      guint            position);
/* (transfer none) (nullable) */
PlLinkItem      *pl_link_selection_get_selected_item (PlLinkSelection *self);

G_END_DECLS
