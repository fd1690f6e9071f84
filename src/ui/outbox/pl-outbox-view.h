/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On top of the list: the changes that wait, whose outcome is not known, or that were refused. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_OUTBOX_VIEW (pl_outbox_view_get_type ())
G_DECLARE_FINAL_TYPE (PlOutboxView, pl_outbox_view, PL, OUTBOX_VIEW, AdwBin)

/* Properties: session (PlSession, nullable), outbox (PlOutbox, nullable; the session's, or set by a test),
 * held (boolean, read-only: the session cannot send).
 * Signals "done" (PlIntent): it was finished; the view then dismisses it from the outbox. "batch-done" (PlBatch):
 * nothing more of it happens by itself; one that leaves nothing to be looked at is then closed. */
GtkWidget *pl_outbox_view_new          (void);
void       pl_outbox_view_set_outbox   (PlOutboxView *self,
                                        PlOutbox     *outbox);
guint      pl_outbox_view_get_n_shown  (PlOutboxView *self);

G_END_DECLS
