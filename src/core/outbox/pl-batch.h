/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many intents that were asked for in one go: how far they are, and whether they are being sent. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_BATCH (pl_batch_get_type ())
G_DECLARE_FINAL_TYPE (PlBatch, pl_batch, PL, BATCH, GObject)

/* Read-only properties: id, name (nullable); with notify: paused, finished, n-total, n-done, n-refused, n-asking,
 * n-discarded. */
gint64      pl_batch_get_id          (PlBatch *self);
const char *pl_batch_get_name        (PlBatch *self);
gint64      pl_batch_get_created_at  (PlBatch *self);
gboolean    pl_batch_get_paused      (PlBatch *self);
/* Nothing of it is left to be sent, by itself or by the user's decision. */
gboolean    pl_batch_get_finished    (PlBatch *self);
guint       pl_batch_get_n_total     (PlBatch *self);
guint       pl_batch_get_n_done      (PlBatch *self);
guint       pl_batch_get_n_refused   (PlBatch *self);
/* The user has to decide about them; the rest goes on without. */
guint       pl_batch_get_n_asking    (PlBatch *self);
guint       pl_batch_get_n_discarded (PlBatch *self);

G_END_DECLS
