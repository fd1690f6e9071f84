/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how a link that is being made, or one that is there, is to be kept as a template. */
#pragma once

#include "core/templates/pl-template-list.h"
#include "ui/parts/pl-form.h"

G_BEGIN_DECLS

#define PL_TYPE_TEMPLATE_DIALOG (pl_template_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlTemplateDialog, pl_template_dialog, PL, TEMPLATE_DIALOG, PlForm)

/* draft: what is kept; made_on: the day from which its last day is counted. template: (nullable): the one that it began
 * with, whose name and message it has. What is saved, and that it was, is said in the window above parent. */
GtkWidget *pl_template_dialog_new (GtkWindow       *parent,
                                   PlAccount       *account,
                                   PlTemplateList  *list,
                                   PlTemplate      *template,
                                   PayrocLinkDraft *draft,
                                   const GDate     *made_on);

G_END_DECLS
