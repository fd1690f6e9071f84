/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the changes whose account is gone; they are added to the open account, or given up. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-workspace.h"

G_BEGIN_DECLS

#define PL_TYPE_ORPHAN_DIALOG (pl_orphan_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlOrphanDialog, pl_orphan_dialog, PL, ORPHAN_DIALOG, AdwWindow)

/* session: (nullable) the open account's; without one they wait. orphans: (element-type PlIntent). */
GtkWidget *pl_orphan_dialog_new (PlWorkspace *workspace,
                                 PlSession   *session,
                                 GPtrArray   *orphans);

G_END_DECLS
