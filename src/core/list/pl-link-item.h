/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of the link list shows: an item stands for a position and is refilled in place. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "store/pl-link-key-table.h"

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
gboolean          pl_link_item_is_current      (PlLinkItem       *self);

/* For the list. */
gint64            pl_link_item_get_rowid       (PlLinkItem       *self);
void              pl_link_item_set_wanted      (PlLinkItem       *self,
                                                gint64            rowid);
void              pl_link_item_fill            (PlLinkItem       *self,
                                                gint64            rowid,
                                                PayrocLink       *link,
                                                const PlLinkPaid *paid,
                                                gboolean          left_behind);
void              pl_link_item_show_again      (PlLinkItem       *self);

G_END_DECLS
