/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of many links take something, and which stay as they are, each by its name. */
#pragma once

#include <adwaita.h>

#include "core/bulk/pl-bulk-plan.h"
#include "ui/parts/pl-group.h"

G_BEGIN_DECLS

#define PL_TYPE_BULK_LINKS (pl_bulk_links_get_type ())
G_DECLARE_FINAL_TYPE (PlBulkLinks, pl_bulk_links, PL, BULK_LINKS, PlGroup)

/* open: what takes it is named without being asked for, unless it is too much. */
void pl_bulk_links_show (PlBulkLinks      *self,
                         const PlBulkPlan *plan,
                         gboolean          open);

G_END_DECLS
