/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form that changes a link: only what Payroc lets change for its kind. */
#pragma once

#include "ui/parts/pl-intent-form.h"

G_BEGIN_DECLS

#define PL_TYPE_EDIT_DIALOG (pl_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlEditDialog, pl_edit_dialog, PL, EDIT_DIALOG, PlIntentForm)

/* link: as it is stored; it is asked for anew at once. refused: (nullable): the edit that Payroc, or the outbox,
 * refused: what it wanted stands in the form, and it is discarded when this form's is accepted. */
GtkWidget *pl_edit_dialog_new            (PlSession    *session,
                                          PayrocLink   *link,
                                          PlIntent     *refused);
/* The focus on the last day: what is changed instead of switching a link off. */
void       pl_edit_dialog_focus_last_day (PlEditDialog *self);

G_END_DECLS
