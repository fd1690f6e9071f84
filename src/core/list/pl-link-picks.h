/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links that a merchant has picked out of a list, to do one thing with all of them. */
#pragma once

#include "payroc/money/payroc-money.h"
#include "pl-link-list.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_PICKS (pl_link_picks_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkPicks, pl_link_picks, PL, LINK_PICKS, GObject)

/* What is picked stays picked while searches, filters and refreshes move it, or hide it. Signal: "changed": other links
 * are picked, or the same are elsewhere, hidden, or worth something else; told once for many causes. */
PlLinkPicks *pl_link_picks_new          (PlLinkList  *links);

gboolean     pl_link_picks_contains     (PlLinkPicks *self,
                                         guint        position);
/* TRUE: something is different now. */
gboolean     pl_link_picks_set_range    (PlLinkPicks *self,
                                         guint        position,
                                         guint        n,
                                         gboolean     picked);
/* All that match, also those that the view was not told of yet. FALSE: not all that is stored has been read yet. */
gboolean     pl_link_picks_add_matching (PlLinkPicks *self);
void         pl_link_picks_clear        (PlLinkPicks *self);

guint        pl_link_picks_get_n        (PlLinkPicks *self);
/* Of them, how many the list does not show. */
guint        pl_link_picks_get_n_hidden (PlLinkPicks *self);
/* Of them, how many were paid or are over: they are in no sum. */
guint        pl_link_picks_get_n_over   (PlLinkPicks *self);
/* Of those that can be paid, at how many the customer chooses the amount. */
guint        pl_link_picks_get_n_open   (PlLinkPicks *self);
/* (transfer none) (element-type PayrocMoney): the amounts of the others that can be paid, one for each currency, by its
 * code. */
GPtrArray   *pl_link_picks_get_sums     (PlLinkPicks *self);
/* (transfer full) (element-type gint64): stored rows, ascending. */
GArray      *pl_link_picks_get_rows     (PlLinkPicks *self);

G_END_DECLS
