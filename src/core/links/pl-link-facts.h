/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything about one link as plain data, in and out of the store on the worker: PlLinkDetails' own. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "payroc/money/payroc-payment.h"
#include "pl-link-feed.h"
#include "pl-link-gaps.h"
#include "store/pl-connection.h"

G_BEGIN_DECLS

typedef struct
{
  /* Which link, and when this was asked; microseconds since the epoch */
  char       *account; /* (owned) */
  char       *link_id; /* (owned) */
  gint64      asked_at; /* what was stored since is newer */
  gint64      now; /* the same, or when that began which this is a part of */

  /* What Payroc said, NULL where it did not */
  gboolean    link_is_new; /* link is what it said */
  PayrocLink *link; /* (owned) (nullable) */
  GPtrArray  *sharing; /* (owned) (nullable) (element-type PayrocSharingEvent) */
  GPtrArray  *cards; /* (owned) (nullable) (element-type PayrocPayment) */
  GPtrArray  *banks; /* (owned) (nullable) (element-type PayrocPayment) */
  gboolean    has_all_payments; /* and what cannot have any was refused at most */
  PlLinkGaps  found_gaps; /* of the lists that are there */
  /* Of cards and banks, by PayrocPaymentSource */
  gboolean    is_whole[2]; /* what this list lacks is not there */
  gboolean    is_overlooked[2]; /* it had payments of other links, as far as the link itself tells */
  GError     *error; /* (owned) (nullable): the first part that failed; then not all of it is up to date */

  /* What the store then has: link and sharing as well */
  GPtrArray  *payments; /* (owned) (nullable) (element-type PayrocPayment) */
  GPtrArray  *old_addresses; /* (owned) (nullable) (element-type PlOldAddress) */
  GPtrArray  *hand_overs; /* (owned) (nullable) (element-type PlHandOver) */
  PayrocLinkDraft *asked; /* (owned) (nullable) see pl_link_details_get_asked() */
  PlLinkGaps  gaps; /* of all lists, as last seen */
  gboolean    is_settled; /* written, and all payments are known now */
  gint64      rowid; /* 0: the link is not stored */
  gint64      seen_at; /* as of when what was written is: @now, or when this was asked if others wrote in between */
  gint64      as_of;

  /* What that means for others */
  GArray     *left; /* (owned) (nullable) (element-type PlLinkChange): links that lost a payment to this one */
  GPtrArray  *rivals; /* (owned) (nullable) (element-type utf8): links to be asked whether a payment is theirs */
} PlLinkFacts;

PlLinkFacts *pl_link_facts_new    (const char    *account,
                                   const char    *link_id);
void         pl_link_facts_free   (PlLinkFacts   *self);

/* Works for pl_database_run_async(): read, or write what Payroc said and then read. */
gboolean     pl_link_facts_read   (PlConnection  *connection,
                                   gpointer       facts,
                                   GError       **error);
gboolean     pl_link_facts_write  (PlConnection  *connection,
                                   gpointer       facts,
                                   GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLinkFacts, pl_link_facts_free)

G_END_DECLS
