/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link left Paylinks in another way than by Payroc's e-mail; what became of it nobody knows. Immutable. */
#pragma once

#include "store/pl-hand-over-table.h"

G_BEGIN_DECLS

#define PL_TYPE_HAND_OVER (pl_hand_over_get_type ())
G_DECLARE_FINAL_TYPE (PlHandOver, pl_hand_over, PL, HAND_OVER, GObject)

PlHandOver    *pl_hand_over_new           (const PlHandOverRow *row);
PlHandOverWay  pl_hand_over_get_way       (PlHandOver          *self);
const char    *pl_hand_over_get_address   (PlHandOver          *self);
gint64         pl_hand_over_get_handed_at (PlHandOver          *self);
/* A word for machines: "text", "mail", "button", "printed", "pdf". */
const char    *pl_hand_over_way_to_text   (PlHandOverWay        way);

G_END_DECLS
