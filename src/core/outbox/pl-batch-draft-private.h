/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PlBatchDraft as its maker, the outbox, uses it. */
#pragma once

#include "pl-batch-draft.h"
#include "pl-outbox-orders.h"

G_BEGIN_DECLS

PlBatchDraft  *pl_batch_draft_new        (const char   *account,
                                          gint64        now,
                                          const char   *key,
                                          const char   *name);
/* Instead of adding to it: what it does, with how many links, and where its rows come from while it is written. */
void           pl_batch_draft_set_source (PlBatchDraft        *self,
                                          PlBatchDeed          deed,
                                          guint                n_links,
                                          const GDate         *last_day,
                                          PlOutboxEntrySource  source,
                                          gpointer             data,
                                          GDestroyNotify       free_data);
gboolean       pl_batch_draft_is_empty   (PlBatchDraft        *self);
/* (transfer full): what it holds; it is empty afterwards. */
PlOutboxEntry *pl_batch_draft_take_entry (PlBatchDraft *self);

G_END_DECLS
