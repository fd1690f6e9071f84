/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One claimed row to Payroc and back: which request, what its answer means, and how to learn what a lost one meant. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "payroc/links/payroc-link-draft.h"
#include "pl-outbox-claim.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

typedef struct
{
  PlIntentState       state;   /* DONE, REFUSED, WAITING or UNSURE */
  gboolean            ask;     /* UNSURE until the user decides */
  GError             *error;   /* (owned) (nullable) when not DONE, or when done otherwise than asked */
  PayrocLink         *link;    /* (owned) (nullable) */
  PayrocLinkDraft    *asked;   /* (owned) (nullable) of an edit that is done: what the link was to become */
  PayrocSharingEvent *event;   /* (owned) (nullable) */
  GPtrArray          *ignored; /* (owned) (nullable) (element-type utf8) */
} PlOutboxOutcome;

void             pl_outbox_outcome_free (PlOutboxOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOutboxOutcome, pl_outbox_outcome_free)

void             pl_outbox_sender_send_async  (PayrocClient        *client,
                                               PlDatabase          *database,
                                               const char          *terminal,
                                               const PlOutboxClaim *claim,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
PlOutboxOutcome *pl_outbox_sender_send_finish (GAsyncResult        *result);

G_END_DECLS
