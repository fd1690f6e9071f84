/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lists a refresh asks for. */
#pragma once

#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

/* One way to ask for a list. */
typedef struct
{
  PayrocLinkStatus status;     /* UNKNOWN: any */
  GDate            created_on; /* cleared: any */
} PlRefreshPass;

/* (transfer full) (element-type PlRefreshPass) */
GArray *pl_refresh_plan_everything (void);
/* since, now: microseconds since the epoch; (nullable): everything is cheaper. */
GArray *pl_refresh_plan_news       (gint64 since,
                                    gint64 now);

G_END_DECLS
