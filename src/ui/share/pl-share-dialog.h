/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form that sends a link by e-mail. */
#pragma once

#include "ui/parts/pl-intent-form.h"

G_BEGIN_DECLS

#define PL_TYPE_SHARE_DIALOG (pl_share_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PlShareDialog, pl_share_dialog, PL, SHARE_DIALOG, PlIntentForm)

/* share: (nullable): what the form is filled with; refused: (nullable): the intent that Payroc refused: its errors
 * stand at their fields, and it is discarded when this form's is accepted. */
GtkWidget *pl_share_dialog_new           (PlSession       *session,
                                          PayrocLink      *link,
                                          PayrocShare     *share,
                                          PlIntent        *refused);
/* Creates the link and sends it in one go. message: (nullable): what the message begins with, its words in braces as
 * they are; NULL: the usual one. key: the intent's that creates it.
 * Signal: "submitted" (PlIntent *create): on the disk, being sent. */
GtkWidget *pl_share_dialog_new_for_draft (PlSession       *session,
                                          PayrocLinkDraft *draft,
                                          PayrocShare     *share,
                                          const char      *message,
                                          const char      *key);
/* Changes the link and sends its new address in one go: link becomes what edit makes of it, which wanted describes.
 * The same signal, with the intent that changes it. */
GtkWidget *pl_share_dialog_new_for_edit  (PlSession       *session,
                                          PayrocLink      *link,
                                          PayrocLinkEdit  *edit,
                                          PayrocLinkDraft *wanted,
                                          PayrocShare     *share,
                                          const char      *key);
/* (transfer none): what was typed, so that a form which is shown again can begin with it. */
PayrocShare *pl_share_dialog_get_share   (PlShareDialog   *self);

G_END_DECLS
