/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link's QR code on paper: chosen, seen, printed or saved. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_PAPER_DIALOG (pl_paper_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlPaperDialog, pl_paper_dialog, PL, PAPER_DIALOG, AdwWindow)

/* details: loaded, with its link. */
GtkWidget *pl_paper_dialog_new (PlSession     *session,
                                PlLinkDetails *details);

G_END_DECLS
