/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that is ours to send, and what is known of earlier attempts: what sending and looking up both go by. */
#pragma once

#include "store/pl-outbox-table.h"

G_BEGIN_DECLS

typedef struct
{
  PlOutboxRow *row;        /* (owned) as claimed */
  gboolean     was_unsure; /* an earlier attempt may have done the work */
  gint64       claimed_at; /* microseconds since the epoch */
} PlOutboxClaim;

PlOutboxClaim *pl_outbox_claim_new            (const PlOutboxRow   *row,
                                               gboolean             was_unsure,
                                               gint64               claimed_at);
PlOutboxClaim *pl_outbox_claim_copy           (const PlOutboxClaim *self);
void           pl_outbox_claim_free           (PlOutboxClaim       *self);
gboolean       pl_outbox_claim_is_decided     (const PlOutboxClaim *self);
gboolean       pl_outbox_claim_clock_set_back (const PlOutboxClaim *self);
gboolean       pl_outbox_claim_key_doubtful   (const PlOutboxClaim *self);
gboolean       pl_outbox_claim_key_expired    (const PlOutboxClaim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOutboxClaim, pl_outbox_claim_free)

G_END_DECLS
