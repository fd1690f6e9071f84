/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many changes that were asked for in one go: how far they are, and how to pause them or to give up the rest. */
#pragma once

#include <adwaita.h>

#include "core/outbox/pl-outbox.h"

G_BEGIN_DECLS

#define PL_TYPE_BATCH_BAR (pl_batch_bar_get_type ())
G_DECLARE_FINAL_TYPE (PlBatchBar, pl_batch_bar, PL, BATCH_BAR, GtkListBoxRow)

/* Actions inside: batch.pause, batch.continue, batch.cancel, batch.close. */
GtkWidget *pl_batch_bar_new (PlOutbox *outbox,
                             PlBatch  *batch);

/* Whoever shows it closes it: a second button would only ask what the first one does. */
void       pl_batch_bar_leave_closing (PlBatchBar *self);

G_END_DECLS
