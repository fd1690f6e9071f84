/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the API key of an account that is there already: it is missing, refused, or the keyring cannot be used. */
#pragma once

#include "core/session/pl-session.h"
#include "ui/parts/pl-form.h"

G_BEGIN_DECLS

#define PL_TYPE_KEY_DIALOG (pl_key_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlKeyDialog, pl_key_dialog, PL, KEY_DIALOG, PlForm)

GtkWidget *pl_key_dialog_new (PlSession *session);

G_END_DECLS
