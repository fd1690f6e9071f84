/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that says a day, and has a calendar to choose another. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_DAY_ROW (pl_day_row_get_type ())
G_DECLARE_FINAL_TYPE (PlDayRow, pl_day_row, PL, DAY_ROW, AdwActionRow)

/* Properties: day (GDate, nullable: none chosen yet), empty-text: what stands there then. */

G_END_DECLS
