/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mail in a link's history: to whom, when, and what it said. */
#pragma once

#include <adwaita.h>

#include "payroc/sharing/payroc-sharing-event.h"

G_BEGIN_DECLS

#define PL_TYPE_SHARING_ROW (pl_sharing_row_get_type ())
G_DECLARE_FINAL_TYPE (PlSharingRow, pl_sharing_row, PL, SHARING_ROW, AdwExpanderRow)

GtkWidget *pl_sharing_row_new               (PayrocSharingEvent *event);
/* When the last address that the link no longer has ended, in microseconds; 0: it always had this. What was sent before
 * then leads nowhere. */
void       pl_sharing_row_set_address_ended (PlSharingRow       *self,
                                             gint64              address_ended_at);

G_END_DECLS
