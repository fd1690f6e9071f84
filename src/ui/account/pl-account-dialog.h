/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open account: its name, where it is, its key, and how to remove it from this computer. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-workspace.h"

G_BEGIN_DECLS

#define PL_TYPE_ACCOUNT_DIALOG (pl_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlAccountDialog, pl_account_dialog, PL, ACCOUNT_DIALOG, AdwWindow)

GtkWidget *pl_account_dialog_new (PlWorkspace *workspace,
                                  PlSession   *session);

G_END_DECLS
