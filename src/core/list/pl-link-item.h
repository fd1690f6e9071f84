/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of the link list shows: an item stands for a position and is refilled in place. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "pl-link-glance.h"
#include "pl-search-hit.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_ITEM (pl_link_item_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkItem, pl_link_item, PL, LINK_ITEM, GObject)

/* Signal: "changed": it shows another link now, or the same one differently; read it again. */
PlLinkItem       *pl_link_item_new             (guint             position);
guint             pl_link_item_get_position    (PlLinkItem       *self);
PayrocLink       *pl_link_item_get_link        (PlLinkItem       *self);
PayrocLinkStatus  pl_link_item_get_status      (PlLinkItem       *self);
const PlLinkPaid *pl_link_item_get_paid        (PlLinkItem       *self);
gboolean          pl_link_item_get_left_behind (PlLinkItem       *self);
/* (nullable) the name, else the address, of who was sent it last. n_others: how many more were. */
const char       *pl_link_item_get_person      (PlLinkItem       *self,
                                                guint            *n_others);
/* (transfer none) (nullable) (element-type PlSearchHit) */
GPtrArray        *pl_link_item_get_hits        (PlLinkItem       *self);
gboolean          pl_link_item_is_current      (PlLinkItem       *self);

/* For the list. */
gint64            pl_link_item_get_rowid       (PlLinkItem       *self);
void              pl_link_item_set_wanted      (PlLinkItem       *self,
                                                gint64            rowid);
void              pl_link_item_fill            (PlLinkItem       *self,
                                                gint64            rowid,
                                                PayrocLink       *link,
                                                PlLinkGlance     *glance, /* (nullable) */
                                                GRefString       *search); /* (nullable) */
PlLinkGlance     *pl_link_item_get_glance      (PlLinkItem       *self); /* (transfer none) (nullable) */
/* Whether what it shows was found by that search, pointer by pointer. */
gboolean          pl_link_item_has_search      (PlLinkItem       *self,
                                                GRefString       *search);
void              pl_link_item_show_again      (PlLinkItem       *self);

G_END_DECLS
