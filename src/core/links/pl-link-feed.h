/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells whoever is interested that a link in the database is now another: written by outbox, refresh and details, read
 * by lists and pages. */
#pragma once

#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_FEED (pl_link_feed_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkFeed, pl_link_feed, PL, LINK_FEED, GObject)

/* Signals: "changed" (PayrocLink *link, gint64 rowid): after its transaction was committed; "reloaded": many at once,
 * read all anew. */
PlLinkFeed *pl_link_feed_new      (void);
void        pl_link_feed_changed  (PlLinkFeed *self,
                                   PayrocLink *link,
                                   gint64      rowid);
void        pl_link_feed_reloaded (PlLinkFeed *self);

G_END_DECLS
