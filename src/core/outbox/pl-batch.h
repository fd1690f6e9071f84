/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many intents that were asked for in one go: how far they are, and whether they are being sent. */
#pragma once

#include "store/pl-batch-table.h"

G_BEGIN_DECLS

#define PL_TYPE_BATCH (pl_batch_get_type ())
G_DECLARE_FINAL_TYPE (PlBatch, pl_batch, PL, BATCH, GObject)

/* Read-only properties: id, name (nullable); with notify: paused, finished, rests, n-total, n-done, n-refused,
 * n-asking, n-discarded, n-different. */
gint64      pl_batch_get_id          (PlBatch *self);
const char *pl_batch_get_name        (PlBatch *self);
gint64      pl_batch_get_created_at  (PlBatch *self);
PlBatchDeed pl_batch_get_deed        (PlBatch *self);
guint       pl_batch_get_n_links     (PlBatch *self);
/* Of links that were made and sent, once all of it came to an end: how many were asked for, and how many are done.
 * FALSE: that is not what it does, or it goes on. */
gboolean    pl_batch_get_made        (PlBatch *self,
                                      guint   *n_links,
                                      guint   *n_links_done,
                                      guint   *n_mails,
                                      guint   *n_mails_done);
/* FALSE: that is not what it does. */
gboolean    pl_batch_get_paused      (PlBatch *self);
/* How many of its intents are in that state. */
guint       pl_batch_count           (PlBatch       *self,
                                      PlIntentState  state);
/* Nothing of it is left to be sent, by itself or by the user's decision. */
gboolean    pl_batch_get_finished    (PlBatch *self);
guint       pl_batch_get_n_total     (PlBatch *self);
guint       pl_batch_get_n_done      (PlBatch *self);
guint       pl_batch_get_n_refused   (PlBatch *self);
/* The user has to decide about them; the rest goes on without. */
guint       pl_batch_get_n_asking    (PlBatch *self);
guint       pl_batch_get_n_discarded (PlBatch *self);
/* Of those that are done: what came of them is not what was asked for. Known once nothing is sent any more. */
guint       pl_batch_get_n_different (PlBatch *self);
/* Nothing more happens by itself: it is finished, or what is left waits for the user's decision,
 * or for what does. */
gboolean    pl_batch_get_rests       (PlBatch *self);
/* What does happen by itself. */
guint       pl_batch_get_n_going     (PlBatch *self);
/* Neither done, nor refused, nor given up. */
guint       pl_batch_get_n_left      (PlBatch *self);

G_END_DECLS
