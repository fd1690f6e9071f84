/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every change goes through here: a row with key and exact body is on the disk before the first byte leaves, and is
 * finished after a crash. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "core/pl-clock.h"
#include "payroc/client/payroc-client.h"
#include "pl-batch-draft.h"
#include "pl-batch.h"
#include "pl-intent.h"
#include "pl-outbox-pace.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_OUTBOX (pl_outbox_get_type ())
G_DECLARE_FINAL_TYPE (PlOutbox, pl_outbox, PL, OUTBOX, GObject)

/* A GListModel of PlIntent, oldest first: all that is not finished, all that was refused, and what this run finished; a
 * finished one until it is dismissed. Of a batch only what is on its way or went wrong. Properties, read-only with
 * notify: paused (boolean): Payroc refused the key; rest (PlOutboxRest) and rest-until (int64): why and until when
 * nothing is sent. */
PlOutbox *pl_outbox_new               (const char          *account,
                                       const char          *terminal,
                                       PlDatabase          *database,
                                       PayrocClient        *client,
                                       PlLinkFeed          *feed);
void      pl_outbox_set_clock         (PlOutbox            *self,
                                       PlClockFunc          now,
                                       gpointer             user_data,
                                       GDestroyNotify       destroy);
/* Multiplies every wait between attempts; tests use 0.01. */
void      pl_outbox_set_wait_scale    (PlOutbox            *self,
                                       double               scale);

/* Reads the rows, so that they show; sends nothing yet (no key, no server): what PlSession does first. */
void      pl_outbox_load_async        (PlOutbox            *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean  pl_outbox_load_finish       (PlOutbox            *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* Reads the rows and begins to send what is due; rows of dead owners are taken over. Accepts intents before and
 * after. */
void      pl_outbox_start_async       (PlOutbox            *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean  pl_outbox_start_finish      (PlOutbox            *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* Nothing new is sent until the next start (another key); also done by dispose. */
void      pl_outbox_stop              (PlOutbox            *self);
gboolean  pl_outbox_get_paused        (PlOutbox            *self);
/* Nothing is sent for a while; it goes on by itself, or with pl_outbox_flush_async(). Microseconds since the epoch. */
PlOutboxRest  pl_outbox_get_rest       (PlOutbox            *self);
gint64    pl_outbox_get_rest_until    (PlOutbox            *self);

/* Submit: finishes when the row is committed, not when it is sent. key: a UUID v4 made when the form was opened, so
 * that a second click is the same intent (the first one is returned). Errors: PAYROC_ERROR_INVALID with fields,
 * PL_STORE_ERROR. Each returns (transfer full) the intent; create's and edit's share, if any, is a second intent that
 * waits for it. */
void      pl_outbox_create_async      (PlOutbox            *self,
                                       PayrocLinkDraft     *draft,
                                       PayrocShare         *share,
                                       const char          *key,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
void      pl_outbox_share_async       (PlOutbox            *self,
                                       const char          *link_id,
                                       PayrocShare         *share,
                                       const char          *key,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
void      pl_outbox_edit_async        (PlOutbox            *self,
                                       PayrocLink          *link,
                                       PayrocLinkEdit      *edit,
                                       PayrocShare         *share,
                                       const char          *key,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
void      pl_outbox_deactivate_async  (PlOutbox            *self,
                                       const char          *link_id,
                                       const char          *key,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
PlIntent *pl_outbox_submit_finish     (PlOutbox            *self,
                                       GAsyncResult        *result,
                                       GError             **error);

/* Many in one go: one commit, up to 16 requests at a time, told as one PlBatch. */
typedef enum
{
  PL_OUTBOX_BATCH_PAUSE,
  PL_OUTBOX_BATCH_RESUME,
  PL_OUTBOX_BATCH_CANCEL, /* what is left and surely not done */
  PL_OUTBOX_BATCH_CLOSE,  /* the user has seen how it ended */
} PlOutboxBatchDeed;

PlBatchDraft *pl_outbox_begin_batch         (PlOutbox            *self,
                                             const char          *key,
                                             const char          *name);
void          pl_outbox_submit_batch_async  (PlOutbox            *self,
                                             PlBatchDraft        *draft,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
PlBatch      *pl_outbox_submit_batch_finish (PlOutbox            *self,
                                             GAsyncResult        *result,
                                             GError             **error);
GListModel   *pl_outbox_get_batches         (PlOutbox            *self);
void          pl_outbox_steer_batch_async   (PlOutbox            *self,
                                             gint64               id,
                                             PlOutboxBatchDeed    deed,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean      pl_outbox_steer_batch_finish  (PlOutbox            *self,
                                             GAsyncResult        *result,
                                             GError             **error);

/* (element-type PlBatch): the last ones, newest first, also those that were closed; as they were then. */
void          pl_outbox_list_batches_async  (PlOutbox            *self,
                                             guint                limit,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
GPtrArray    *pl_outbox_list_batches_finish (PlOutbox            *self,
                                             GAsyncResult        *result,
                                             GError             **error);
/* (element-type PlIntent): the first few of each state, what wants somebody's eyes first; *batch: (transfer full). */
void          pl_outbox_read_results_async  (PlOutbox            *self,
                                             gint64               id,
                                             guint                limit,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
GPtrArray    *pl_outbox_read_results_finish (PlOutbox            *self,
                                             GAsyncResult        *result,
                                             PlBatch            **batch,
                                             GError             **error);

/* Of all, those of batches too. */
guint     pl_outbox_get_n_unfinished  (PlOutbox            *self);
/* Of them: what goes on by itself, without the user. */
guint     pl_outbox_get_n_going       (PlOutbox            *self);
/* It waits for the user's decision, or for what does. */
gboolean  pl_outbox_is_left_to_user   (PlOutbox            *self,
                                       PlIntent            *intent);
PlIntent *pl_outbox_find              (PlOutbox            *self,
                                       gint64               id);
/* What must be finished before it can be sent, as far as it is listed. */
PlIntent *pl_outbox_find_before       (PlOutbox            *self,
                                       PlIntent            *intent);
PlIntent *pl_outbox_find_waiting      (PlOutbox            *self,
                                       gint64               waits_for);

/* Now, not later; also the user's "send it again" for one that needs a decision. */
void      pl_outbox_retry_async       (PlOutbox            *self,
                                       gint64               id,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean  pl_outbox_retry_finish      (PlOutbox            *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* And what waits for it. */
void      pl_outbox_discard_async     (PlOutbox            *self,
                                       gint64               id,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean  pl_outbox_discard_finish    (PlOutbox            *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* A refused one makes way for the one that was submitted in its place, which the table it came from then knows. */
void      pl_outbox_replace_async     (PlOutbox            *self,
                                       gint64               id,
                                       gint64               by,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean  pl_outbox_replace_finish    (PlOutbox            *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* A create that nobody wants any more, by its key: given up, or switched off as soon as it turns out to be made. */
void      pl_outbox_undo_create_async (PlOutbox            *self,
                                       const char          *key,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean  pl_outbox_undo_create_finish (PlOutbox           *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* Now, not later: all that waits for another attempt by itself. */
void      pl_outbox_hurry             (PlOutbox            *self);
/* A finished one leaves the model; the row stays. */
void      pl_outbox_dismiss           (PlOutbox            *self,
                                       gint64               id);

/* Finishes when the intent is finished, or when its current attempt failed and it waits for a later one (the caller
 * looks at its state). */
void      pl_outbox_settle_async      (PlOutbox            *self,
                                       PlIntent            *intent,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean  pl_outbox_settle_finish     (PlOutbox            *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* Sends all that is due now and finishes when nothing due is left. */
void      pl_outbox_flush_async       (PlOutbox            *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean  pl_outbox_flush_finish      (PlOutbox            *self,
                                       GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
