/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PlLinkDetails as its files see it: one reads, the others say what follows from what was read. */
#pragma once

#include "pl-link-details.h"
#include "pl-link-gaps.h"

G_BEGIN_DECLS

struct _PlLinkDetails
{
  GObject       parent_instance;

  char         *account; /* (owned) */
  char         *terminal; /* (owned) */
  char         *link_id; /* (owned) */
  PlDatabase   *database; /* (owned) */
  PayrocClient *client; /* (owned) */
  PlLinkFeed   *feed; /* (owned) */

  PayrocLink   *link; /* (owned) (nullable) */
  GListStore   *sharing; /* (owned) of PayrocSharingEvent */
  GListStore   *payments; /* (owned) of PayrocPayment */
  GListStore   *old_addresses; /* (owned) of PlOldAddress */
  GListStore   *hand_overs; /* (owned) of PlHandOver */
  PayrocLinkDraft *asked; /* (owned) (nullable) where Payroc made something else */
  PlLinkGaps    gaps;
  guint         n_loading;
  gint64        as_of;
  GCancellable *cancellable; /* (owned): of readings that belong to no task */
};

G_END_DECLS
