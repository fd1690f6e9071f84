/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form for a new link. */
#pragma once

#include "core/templates/pl-template-list.h"
#include "ui/parts/pl-intent-form.h"

G_BEGIN_DECLS

#define PL_TYPE_NEW_LINK_DIALOG (pl_new_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlNewLinkDialog, pl_new_link_dialog, PL, NEW_LINK_DIALOG, PlIntentForm)

/* draft: (nullable): what the form is filled with (Duplicate, or a refused one to be mended). refused: (nullable):
 * the intent that Payroc refused: its errors stand at their fields, and it is discarded when this form's link is
 * accepted. Signal: "created" (const char *link_id): the link is there, or, when link_id is NULL, will be: it waits.
 * "show-link" (const char *link_id): the merchant wants to see one that has the same reference. */
GtkWidget *pl_new_link_dialog_new (PlSession       *session,
                                   PayrocLinkDraft *draft,
                                   PlIntent        *refused);
/* Filled from a template that can be read; what of it is not allowed any more is said at its field. */
GtkWidget *pl_new_link_dialog_new_from_template (PlSession      *session,
                                                 PlTemplateList *templates,
                                                 PlTemplate     *template);
/* Where what is typed can be saved as a template. */
void       pl_new_link_dialog_set_templates     (PlNewLinkDialog *self,
                                                 PlTemplateList  *templates);

G_END_DECLS
