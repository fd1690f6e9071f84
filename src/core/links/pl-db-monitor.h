/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices what another program, paylinks-cli, wrote to the same database. */
#pragma once

#include "pl-link-feed.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_DB_MONITOR (pl_db_monitor_get_type ())
G_DECLARE_FINAL_TYPE (PlDbMonitor, pl_db_monitor, PL, DB_MONITOR, GObject)

PlDbMonitor *pl_db_monitor_new   (PlDatabase  *database,
                                  PlLinkFeed  *feed);
/* The feed is told when something was written since the last time. */
void         pl_db_monitor_check (PlDbMonitor *self);

G_END_DECLS
