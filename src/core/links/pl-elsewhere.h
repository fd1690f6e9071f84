/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices what another program, paylinks-cli, wrote to the same database. */
#pragma once

#include "pl-link-feed.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_ELSEWHERE (pl_elsewhere_get_type ())
G_DECLARE_FINAL_TYPE (PlElsewhere, pl_elsewhere, PL, ELSEWHERE, GObject)

PlElsewhere *pl_elsewhere_new   (PlDatabase  *database,
                                 PlLinkFeed  *feed);
/* The feed is told when something was written since the last time. */
void         pl_elsewhere_check (PlElsewhere *self);

G_END_DECLS
