/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of links is asked, as the index answers it: days are days, and not "this week". */
#pragma once

#include "payroc/payroc-enums.h"
#include "pl-period.h"
#include "store/pl-link-key-table.h"

G_BEGIN_DECLS

typedef enum
{
  PL_LINK_SORT_CREATED,   /* newest first */
  PL_LINK_SORT_AMOUNT,    /* by currency, then largest first; the customer's choice last */
  PL_LINK_SORT_EXPIRES,   /* soonest first, never last */
  PL_LINK_SORT_STATE,     /* open first */
  PL_LINK_SORT_REFERENCE,
} PlLinkSort;

/* Which links, in which order. Zeroed: all, newest first. */
typedef struct
{
  /* (nullable) words; each must occur in the reference, order number, description, id or recipients */
  const char      *search;
  guint            statuses;    /* bits 1 << PayrocLinkStatus; 0 = all */
  PayrocLinkKind   kind;        /* 0 = all */
  PayrocChargeKind charge_kind; /* 0 = all */
  PlDays           created;     /* zeroed = all */
  PlDays           expires;     /* zeroed = all */
  PlLinkSort       sort;
  gboolean         reversed;
} PlLinkQuery;

gboolean pl_link_query_has_filter  (const PlLinkQuery *self);
gboolean pl_link_query_matches_key (const PlLinkQuery *self,
                                    const PlLinkKey   *key);

G_END_DECLS
