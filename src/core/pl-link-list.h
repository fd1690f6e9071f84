/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list the window reads: search, filter and sort over up to 100,000 links; rows come from SQLite when they are shown. */
#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

/* An item stands for a POSITION and is refilled in place: re-read it on "changed". */
#define PL_TYPE_LINK_ITEM (pl_link_item_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkItem, pl_link_item, PL, LINK_ITEM, GObject)

PayrocLink *pl_link_item_get_link       (PlLinkItem *self); /* (transfer none) (nullable) while it is being read */
guint       pl_link_item_get_paid_count (PlLinkItem *self);
guint       pl_link_item_get_position   (PlLinkItem *self);

typedef enum
{
  PL_LINK_SORT_CREATED, /* newest first */
  PL_LINK_SORT_AMOUNT,  /* by currency, then largest first */
  PL_LINK_SORT_EXPIRES, /* soonest first, never last */
  PL_LINK_SORT_STATE,
  PL_LINK_SORT_REFERENCE,
} PlLinkSort;

#define PL_TYPE_LINK_LIST (pl_link_list_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkList, pl_link_list, PL, LINK_LIST, GObject)

/* A GListModel of PlLinkItem. Properties with notify: search (string), statuses (uint, bits 1 << PayrocLinkStatus, 0 = all), kind
 * (PayrocLinkKind, 0 = all), charge-kind, sort (PlLinkSort), reversed (boolean); read-only: n-total, n-matching, ready (the stored keys are read). */
PlLinkList *pl_link_list_new            (PlSession *session);
guint       pl_link_list_get_n_total    (PlLinkList *self);
guint       pl_link_list_get_n_matching (PlLinkList *self);
guint       pl_link_list_find_link      (PlLinkList *self, const char *link_id); /* position among the matching, or G_MAXUINT */
char       *pl_link_list_get_link_id    (PlLinkList *self, guint position);      /* (transfer full) (nullable) */

G_END_DECLS
