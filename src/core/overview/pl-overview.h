/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an open account stands, read anew whenever something that it is made of may have changed. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "core/pl-today.h"
#include "core/watch/pl-watcher.h"
#include "pl-overview-facts.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_OVERVIEW (pl_overview_get_type ())
G_DECLARE_FINAL_TYPE (PlOverview, pl_overview, PL, OVERVIEW, GObject)

/* Plain data; strings are copied, objects referenced. */
typedef struct
{
  const char *account;
  PlDatabase *database;
  PlLinkFeed *feed;
  PlRefresh  *refresh;
  PlWatcher  *watcher;
  PlToday    *today;
} PlOverviewSetup;

/* Signal: "changed": there are other facts, or an error. */
PlOverview            *pl_overview_new        (const PlOverviewSetup *setup);
/* Whether somebody looks: else nothing is read. FALSE at first. */
void                   pl_overview_set_active (PlOverview            *self,
                                               gboolean               active);
const PlOverviewFacts *pl_overview_get_facts  (PlOverview            *self); /* (nullable) until they are read */
GListModel            *pl_overview_get_ending (PlOverview            *self); /* of PayrocLink */
const GError          *pl_overview_get_error  (PlOverview            *self); /* (nullable) of the last reading */

G_END_DECLS
