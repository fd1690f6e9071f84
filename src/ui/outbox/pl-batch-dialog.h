/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of each of many changes, while they go on and long after. */
#pragma once

#include <adwaita.h>

#include "core/outbox/pl-outbox.h"

G_BEGIN_DECLS

#define PL_TYPE_BATCH_DIALOG (pl_batch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlBatchDialog, pl_batch_dialog, PL, BATCH_DIALOG, AdwWindow)

/* id: a batch's number, closed or not. 0: the last batches, to choose one of. */
GtkWidget *pl_batch_dialog_new (PlOutbox *outbox,
                                gint64    id);

G_END_DECLS
