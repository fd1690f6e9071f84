/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells whoever is interested that links in the database are now others: written by outbox, refresh and details, read
 * by lists and pages. */
#pragma once

#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

/* A link as it is stored now. */
typedef struct
{
  gint64      rowid;
  PayrocLink *link; /* (owned) */
} PlLinkChange;

#define PL_TYPE_LINK_FEED (pl_link_feed_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkFeed, pl_link_feed, PL, LINK_FEED, GObject)

/* Signals, all after the commit and in a turn of the main loop of their own: "changed" (GArray of PlLinkChange, by
 * ascending rowid): these; "reloaded": so many that reading all anew is cheaper; "settled": a moment after the first of
 * either, once for all that came meanwhile. */
PlLinkFeed *pl_link_feed_new      (void);
void        pl_link_feed_changed  (PlLinkFeed *self,
                                   PayrocLink *link,
                                   gint64      rowid);
void        pl_link_feed_reloaded (PlLinkFeed *self);

/* (nullable) */
const PlLinkChange *pl_link_changes_find (GArray     *changes,
                                          const char *link_id);

G_END_DECLS
