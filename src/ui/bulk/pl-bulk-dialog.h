/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before many links are changed, sent or switched off in one go. */
#pragma once

#include "core/session/pl-session.h"
#include "ui/parts/pl-form.h"

G_BEGIN_DECLS

#define PL_TYPE_BULK_DIALOG (pl_bulk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlBulkDialog, pl_bulk_dialog, PL, BULK_DIALOG, PlForm)

/* Signals: "submitted" (PlBatch): it is on the disk; "end-sooner": an earlier last day is wanted instead. */
GtkWidget *pl_bulk_dialog_new (PlSession   *session,
                               PlLinkPicks *picks,
                               PlBatchDeed  deed);

G_END_DECLS
