/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live items of a PlLinkList, one for each position a view looks at, and the reading of what they show. */
#pragma once

#include "pl-link-item.h"
#include "pl-link-reads.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_SLOTS (pl_link_slots_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkSlots, pl_link_slots, PL, LINK_SLOTS, GObject)

/* Which stored row belongs at that position now; 0 when there is none. */
typedef gint64 (*PlLinkSlotsRowidFunc) (guint    position,
                                        gpointer user_data);

PlLinkSlots *pl_link_slots_new            (PlDatabase           *database,
                                           PlLinkSlotsRowidFunc  get_rowid,
                                           gpointer              user_data);
void         pl_link_slots_stop           (PlLinkSlots          *self); /* get_rowid is not called any more */
PlLinkItem  *pl_link_slots_get            (PlLinkSlots          *self,
                                           guint                 position);
void         pl_link_slots_set_sight      (PlLinkSlots          *self,
                                           guint                 first,
                                           guint                 n);
void         pl_link_slots_set_search     (PlLinkSlots          *self,
                                           const char           *search);
void         pl_link_slots_refill         (PlLinkSlots          *self);
void         pl_link_slots_reread         (PlLinkSlots          *self);
void         pl_link_slots_show_again     (PlLinkSlots          *self);
void         pl_link_slots_fill_rows      (PlLinkSlots          *self,
                                           PlRowsRead           *rows);
void         pl_link_slots_update         (PlLinkSlots          *self,
                                           GArray               *changes);
void         pl_link_slots_update_glances (PlLinkSlots          *self,
                                           GArray               *reads);
gint64       pl_link_slots_find_link      (PlLinkSlots          *self,
                                           const char           *link_id);

G_END_DECLS
