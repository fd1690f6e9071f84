/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a link was handed over outside Payroc; not there while it was not. */
#pragma once

#include <adwaita.h>

#include "core/links/pl-link-details.h"
#include "ui/parts/pl-group.h"

G_BEGIN_DECLS

#define PL_TYPE_HAND_OVER_GROUP (pl_hand_over_group_get_type ())
G_DECLARE_FINAL_TYPE (PlHandOverGroup, pl_hand_over_group, PL, HAND_OVER_GROUP, PlGroup)

/* details: (nullable) */
void pl_hand_over_group_set_details (PlHandOverGroup *self,
                                     PlLinkDetails   *details);

G_END_DECLS
