/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of what became of many changes: how many are in a state, or one of them. */
#pragma once

#include "core/outbox/pl-batch.h"
#include "core/outbox/pl-intent.h"

G_BEGIN_DECLS

#define PL_TYPE_BATCH_LINE (pl_batch_line_get_type ())
G_DECLARE_FINAL_TYPE (PlBatchLine, pl_batch_line, PL, BATCH_LINE, GObject)

/* Read-only properties, which never change: icon-name (nullable), title, subtitle (nullable), plain (boolean: no
 * heading), explained (boolean: it has a subtitle), style (GStrv: classes of its title). */

/* intents: (element-type PlIntent): sorted by state, no more than shown of each. (transfer full) (element-type
 * PlBatchLine) */
GPtrArray *pl_batch_line_list (PlBatch    *batch,
                               GPtrArray  *intents,
                               guint       shown,
                               gint64      now);
/* Makes the store these lines: what is the same stays, so that a list of them neither jumps nor is made anew. */
void       pl_batch_line_sync (GListStore *store,
                               GPtrArray  *lines);

G_END_DECLS
