/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connects an account at Payroc: API key, terminal, environment; a refusal stands at the field it concerns. */
#pragma once

#include "core/session/pl-workspace.h"
#include "ui/parts/pl-form.h"

G_BEGIN_DECLS

#define PL_TYPE_CONNECT_DIALOG (pl_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlConnectDialog, pl_connect_dialog, PL, CONNECT_DIALOG, PlForm)

/* Signal "connected" (PlAccount): the account is checked and kept; the dialog closes itself. */
GtkWidget *pl_connect_dialog_new         (PlWorkspace     *workspace);
/* For tests: own addresses instead of Payroc's. */
void       pl_connect_dialog_set_custom  (PlConnectDialog *self,
                                          const char      *api_url,
                                          const char      *identity_url);

G_END_DECLS
