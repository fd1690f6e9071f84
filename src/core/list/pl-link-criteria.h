/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which links somebody wants to see, in which order, in words that stay true tomorrow: what a filter is made of and
 * what a view saves. */
#pragma once

#include "pl-link-index.h"
#include "pl-period.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_CRITERIA (pl_link_criteria_get_type ())

/* Statuses of links by which somebody paid, while the money is not, or not all, the merchant's: each is to be
 * collected, waited for or asked for. */
#define PL_LINK_CRITERIA_ATTENTION \
  (1u << PAYROC_LINK_STATUS_HELD | 1u << PAYROC_LINK_STATUS_PENDING | 1u << PAYROC_LINK_STATUS_PARTLY_PAID \
   | 1u << PAYROC_LINK_STATUS_RETURNED | 1u << PAYROC_LINK_STATUS_REVERSED | 1u << PAYROC_LINK_STATUS_DECLINED \
   | 1u << PAYROC_LINK_STATUS_UNCLEAR)

/* Zeroed: all, newest first. */
typedef struct
{
  char             *search;      /* (owned) (nullable) words, never "" */
  guint             statuses;    /* bits 1 << PayrocLinkStatus; 0 = all */
  PayrocLinkKind    kind;        /* 0 = all */
  PayrocChargeKind  charge_kind; /* 0 = all */
  PlPeriod          created;
  PlPeriod          expires;
  PlLinkSort        sort;
  gboolean          reversed;
} PlLinkCriteria;

GType           pl_link_criteria_get_type      (void);
PlLinkCriteria *pl_link_criteria_new           (void);
PlLinkCriteria *pl_link_criteria_copy          (const PlLinkCriteria *self);
void            pl_link_criteria_free          (PlLinkCriteria       *self);
gboolean        pl_link_criteria_equal         (const PlLinkCriteria *self,
                                                const PlLinkCriteria *other);
void            pl_link_criteria_set_search    (PlLinkCriteria       *self,
                                                const char           *search);
gboolean        pl_link_criteria_has_filter    (const PlLinkCriteria *self); /* apart from the search */
void            pl_link_criteria_clear_filters (PlLinkCriteria       *self);
PlLinkQuery     pl_link_criteria_get_query     (const PlLinkCriteria *self,
                                                const GDate          *today);
/* As a document for the store. */
char           *pl_link_criteria_to_text       (const PlLinkCriteria *self);
PlLinkCriteria *pl_link_criteria_from_text     (const char           *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLinkCriteria, pl_link_criteria_free)

G_END_DECLS
