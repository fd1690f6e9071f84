/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sum that is to be seen at once: what it is, how much in each currency, and of how many. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_SUM_TILE (pl_sum_tile_get_type ())
G_DECLARE_FINAL_TYPE (PlSumTile, pl_sum_tile, PL, SUM_TILE, AdwBin)

/* Property: title (string). Plain text; amounts has a line for each currency. */
void pl_sum_tile_set (PlSumTile  *self,
                      const char *amounts,
                      const char *caption);

G_END_DECLS
