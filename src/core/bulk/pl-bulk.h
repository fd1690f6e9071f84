/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many links that are to be changed, sent or switched off in one go: looked at first, then written down as a batch. */
#pragma once

#include "core/links/pl-sharing-survey.h"
#include "pl-bulk-plan.h"
#include "core/outbox/pl-outbox.h"

G_BEGIN_DECLS

#define PL_TYPE_BULK (pl_bulk_get_type ())
G_DECLARE_FINAL_TYPE (PlBulk, pl_bulk, PL, BULK, GObject)

/* rows: (element-type gint64): stored links. Signal "changed": they may be something else now; plan anew. */
PlBulk     *pl_bulk_new           (const char          *account,
                                   PlDatabase          *database,
                                   PlOutbox            *outbox,
                                   PlLinkFeed          *feed,
                                   PlSharingSurvey     *survey,
                                   GArray              *rows);
guint       pl_bulk_get_n_links   (PlBulk              *self);
PlSharingSurvey *pl_bulk_get_survey (PlBulk            *self);

/* In steps, so that others get their turn at the store between them. */
void        pl_bulk_plan_async    (PlBulk              *self,
                                   PlBulkRequest       *request,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
PlBulkPlan *pl_bulk_plan_finish   (PlBulk              *self,
                                   GAsyncResult        *result,
                                   GError             **error);

/* plan: what the merchant said yes to; what does not suit one of its links any more is not done, and told in the batch.
 * key: a UUID v4 of the question, so that a second click is the same batch. Finishes when all of it is on the disk. */
void        pl_bulk_submit_async  (PlBulk              *self,
                                   PlBulkRequest       *request,
                                   PlBulkPlan          *plan,
                                   const char          *key,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
PlBatch    *pl_bulk_submit_finish (PlBulk              *self,
                                   GAsyncResult        *result,
                                   GError             **error);

G_END_DECLS
