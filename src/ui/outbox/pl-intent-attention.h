/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which changes stand above the list, and which of them first: pure functions. */
#pragma once

#include "core/outbox/pl-batch.h"
#include "core/outbox/pl-outbox.h"

G_BEGIN_DECLS

/* What goes through at once is told by a toast; only what takes longer has a row. */
#define PL_INTENT_ATTENTION_MS 1500

/* now: microseconds since the epoch. */
gboolean pl_intent_attention_has_row   (PlOutbox *outbox,
                                        PlIntent *intent,
                                        gint64    now);
/* In how many microseconds it has a row if nothing else happens; -1: time alone brings none. */
gint64   pl_intent_attention_get_wait  (PlIntent *intent,
                                        gint64    now);
/* It waits for the user, not for Payroc. */
gboolean pl_intent_attention_is_urgent (PlIntent *intent);

/* Of batches: which stands first; a GCompareDataFunc. */
int      pl_batch_attention_compare    (gconstpointer a,
                                        gconstpointer b,
                                        gpointer      user_data);
/* How far it has come that is worth telling: 1, it waits for the user; 2, it is over. */
guint    pl_batch_attention_get_stage  (PlBatch *batch);
/* Whether somebody is to be told that it came so far. */
gboolean pl_batch_attention_is_news    (PlBatch *batch);

G_END_DECLS
