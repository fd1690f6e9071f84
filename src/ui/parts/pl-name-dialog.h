/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the name under which something is saved. */
#pragma once

#include <adwaita.h>

#include "pl-named-change.h"

G_BEGIN_DECLS

#define PL_TYPE_NAME_DIALOG (pl_name_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlNameDialog, pl_name_dialog, PL, NAME_DIALOG, AdwMessageDialog)

/* renamed: (nullable): what gets another name; otherwise something new is saved, and a name that is taken means that
 * one is replaced. Signal "named" (const char *): the user has chosen that name. */
GtkWidget *pl_name_dialog_new (GtkWindow          *parent,
                               PlNamedList        *list,
                               const PlNamedWords *words,
                               PlNamed            *renamed);

G_END_DECLS
