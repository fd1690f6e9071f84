/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that choose days: by a word such as "This Week", or from one day to another. */
#pragma once

#include <adwaita.h>

#include "core/list/pl-period.h"
#include "ui/parts/pl-group.h"

G_BEGIN_DECLS

#define PL_TYPE_PERIOD_GROUP (pl_period_group_get_type ())
G_DECLARE_FINAL_TYPE (PlPeriodGroup, pl_period_group, PL, PERIOD_GROUP, PlGroup)

/* Properties: period (PlPeriod, nullable: any), ahead (boolean, construct only): words for days to come, as links
 * expire, instead of days gone by, as they were created. */

G_END_DECLS
