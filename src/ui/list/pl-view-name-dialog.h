/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the name of a view. */
#pragma once

#include <adwaita.h>

#include "core/links/pl-link-views.h"

G_BEGIN_DECLS

#define PL_TYPE_VIEW_NAME_DIALOG (pl_view_name_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlViewNameDialog, pl_view_name_dialog, PL, VIEW_NAME_DIALOG, AdwMessageDialog)

/* renamed: (nullable): a view that gets another name; otherwise a new one is saved, and a name that is taken means that
 * one is replaced. Signal "named" (const char *): the user has chosen that name. */
GtkWidget *pl_view_name_dialog_new (GtkWindow   *parent,
                                    PlLinkViews *views,
                                    PlLinkView  *renamed);

G_END_DECLS
