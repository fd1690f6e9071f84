/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the changes whose account is gone; they are added to the open account, or given up. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-workspace.h"

G_BEGIN_DECLS

#define PL_TYPE_STRAYS_DIALOG (pl_strays_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlStraysDialog, pl_strays_dialog, PL, STRAYS_DIALOG, AdwWindow)

/* session: (nullable) the open account's; without one they wait. strays: (element-type PlIntent). */
GtkWidget *pl_strays_dialog_new (PlWorkspace *workspace,
                                 PlSession   *session,
                                 GPtrArray   *strays);

G_END_DECLS
