/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All templates of the account: used, renamed, deleted. */
#pragma once

#include <adwaita.h>

#include "core/templates/pl-template-list.h"
#include "core/pl-account.h"

G_BEGIN_DECLS

#define PL_TYPE_TEMPLATE_WINDOW (pl_template_window_get_type ())
G_DECLARE_FINAL_TYPE (PlTemplateWindow, pl_template_window, PL, TEMPLATE_WINDOW, AdwWindow)

/* Signal "chosen" (PlTemplate *): a link is to be made from it; the window has closed. */
GtkWidget *pl_template_window_new (GtkWindow      *parent,
                                   PlAccount      *account,
                                   PlTemplateList *list);

G_END_DECLS
