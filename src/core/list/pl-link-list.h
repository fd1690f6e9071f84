/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list the window reads: search, filter and sort over up to 100,000 links; rows come from SQLite when they are
 * shown. */
#pragma once

#include "core/pl-today.h"
#include "pl-link-criteria.h"
#include "core/links/pl-link-feed.h"
#include "pl-link-item.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_LIST (pl_link_list_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkList, pl_link_list, PL, LINK_LIST, GObject)

/* A GListModel of PlLinkItem. Properties with notify: criteria (PlLinkCriteria: search, filters and order in one),
 * chosen (a link's id, nullable: the selection, kept while results move); read-only: n-total, n-matching, ready (all
 * that is stored is in the list), error (GError, nullable: why it could not be read), chosen-position (among the
 * matching, or G_MAXUINT; also notified when the rows around it changed). At midnight the criteria are asked anew, and
 * every item says that it changed.
 * Signal sight-moved (guint, guint). */
PlLinkList           *pl_link_list_new            (const char           *account,
                                                   PlDatabase           *database,
                                                   PlLinkFeed           *feed,
                                                   PlToday              *today);
void                  pl_link_list_set_criteria   (PlLinkList           *self,
                                                   const PlLinkCriteria *criteria);
/* What the view shows of it, so that this is read first, and found again when links come or go above it. Not told: all
 * may be seen. */
void                  pl_link_list_set_sight      (PlLinkList           *self,
                                                   guint                 first,
                                                   guint                 n);
guint                 pl_link_list_get_n_total    (PlLinkList           *self);
guint                 pl_link_list_get_n_matching (PlLinkList           *self);
gboolean              pl_link_list_get_ready      (PlLinkList           *self);
const GError         *pl_link_list_get_error      (PlLinkList           *self);
void                  pl_link_list_try_again      (PlLinkList           *self);

G_END_DECLS
