/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PlBatch as its maker, the outbox, uses it. */
#pragma once

#include "pl-batch.h"
#include "store/pl-batch-table.h"

G_BEGIN_DECLS

PlBatch *pl_batch_new       (const PlBatchRow *row);

/* store (element-type PlBatch) becomes what rows (element-type PlBatchRow) says; what stays is the same object. */
void     pl_batch_sync      (GListStore       *store,
                             GPtrArray        *rows);
/* (transfer none) (nullable) */
PlBatch *pl_batch_find      (GListStore       *store,
                             gint64            id);

G_END_DECLS
