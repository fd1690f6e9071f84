/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How links are picked: with the pointer, a finger or the keyboard. */
#pragma once

#include <gtk/gtk.h>

#include "pl-link-row.h"
#include "pl-link-selection.h"
#include "pl-pick-bar.h"

G_BEGIN_DECLS

#define PL_TYPE_PICK_MODE (pl_pick_mode_get_type ())
G_DECLARE_FINAL_TYPE (PlPickMode, pl_pick_mode, PL, PICK_MODE, GObject)

/* Held by whoever has the view and the bar, which is shown while picking. Properties with notify: picking (boolean),
 * title (string, read-only: "3 Selected"). A click picks and unpicks while picking; Ctrl+click, Shift+click and a long
 * press begin it. */
PlPickMode *pl_pick_mode_new           (GtkListView     *view,
                                        PlPickBar       *bar);
gboolean    pl_pick_mode_get_picking   (PlPickMode      *self);
void        pl_pick_mode_set_picking   (PlPickMode      *self,
                                        gboolean         picking);
/* (transfer none) (nullable): what is picked */
PlLinkPicks *pl_pick_mode_get_picks    (PlPickMode      *self);
/* (transfer none): begin; all: begins, and picks what the list shows; leave: can be used while there is something to
 * end. */
GActionGroup *pl_pick_mode_get_actions (PlPickMode      *self);
void        pl_pick_mode_set_selection (PlPickMode      *self,
                                        PlLinkSelection *selection); /* (nullable) */
/* For each row that the view's factory makes. */
void        pl_pick_mode_set_up_row    (PlPickMode      *self,
                                        GtkListItem     *list_item,
                                        PlLinkRow       *row);
/* A row was activated. FALSE: nothing is being picked. */
gboolean    pl_pick_mode_toggle        (PlPickMode      *self,
                                        guint            position);

G_END_DECLS
