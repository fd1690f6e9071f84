/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about many changes in one go, and about why nothing is sent for a while: pure functions. */
#pragma once

#include "core/outbox/pl-batch.h"
#include "core/outbox/pl-outbox-pace.h"

G_BEGIN_DECLS

/* "12 links: switched off", and while it goes on "Switching off 12 links". */
char       *pl_batch_text_title    (PlBatch      *batch);
/* "3 refused" */
char       *pl_batch_text_state    (PlIntentState state,
                                    guint         n);
/* "412 of 1,000 done" */
char       *pl_batch_text_progress (guint         n_done,
                                    guint         n_total);
/* The same of one batch: "5 of 5 links created, 4 of 5 e-mails sent" once it is over. */
char       *pl_batch_text_far      (PlBatch      *batch);
/* What happens next, or how it ended. */
char       *pl_batch_text_next     (PlBatch      *batch);
/* What it leaves to the merchant; NULL when that is nothing. */
char       *pl_batch_text_trouble  (PlBatch      *batch);
/* All of it is done, and as it was asked for: nothing is left to be looked at. */
gboolean    pl_batch_text_is_clean (PlBatch      *batch);
/* For a toast or a notification once nothing more of it happens by itself. */
char       *pl_batch_text_end      (PlBatch      *batch);
/* The same when all of it is done. */
char       *pl_batch_text_done     (PlBatchDeed   deed,
                                    guint         n_links,
                                    const char   *name,
                                    guint         n_total);

/* What becomes of what is not sent yet when the window closes: it waits, or goes on in the background. */
char       *pl_batch_text_leave    (guint         n_left,
                                    guint         n_all);
char       *pl_batch_text_goes_on  (guint         n_left,
                                    guint         n_all);

/* Why nothing is sent for a while, and until when; NULL when there is no rest. Times in microseconds. */
char       *pl_rest_text           (PlOutboxRest  rest,
                                    gint64        until,
                                    gint64        now);

G_END_DECLS
