/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of sharing events, so that the history shows at once and offline. Worker only. */
#pragma once

#include "payroc/sharing/payroc-sharing-event.h"
#include "pl-connection.h"

G_BEGIN_DECLS

gboolean   pl_sharing_table_put  (PlConnection        *connection,
                                  const char          *account,
                                  const char          *link_id,
                                  PayrocSharingEvent  *event,
                                  GError             **error); /* inserts or replaces by (account, link, event) */

/* (transfer full) (element-type PayrocSharingEvent) newest first */
GPtrArray *pl_sharing_table_list (PlConnection        *connection,
                                  const char          *account,
                                  const char          *link_id,
                                  GError             **error);

G_END_DECLS
