/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beneath the list while links are being picked: what can be done with all of them. */
#pragma once

#include <adwaita.h>

#include "core/list/pl-link-picks.h"

G_BEGIN_DECLS

#define PL_TYPE_PICK_BAR (pl_pick_bar_get_type ())
G_DECLARE_FINAL_TYPE (PlPickBar, pl_pick_bar, PL, PICK_BAR, AdwBin)

/* Its buttons ask the window by win.bulk. picks: (nullable) */
void pl_pick_bar_set_picks (PlPickBar   *self,
                            PlLinkPicks *picks);

G_END_DECLS
