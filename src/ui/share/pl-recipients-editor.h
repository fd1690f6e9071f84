/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a link is sent to: typed, pasted as a list, or chosen among the people written to before. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"
#include "ui/parts/pl-group.h"

G_BEGIN_DECLS

#define PL_TYPE_RECIPIENTS_EDITOR (pl_recipients_editor_get_type ())
G_DECLARE_FINAL_TYPE (PlRecipientsEditor, pl_recipients_editor, PL, RECIPIENTS_EDITOR, PlGroup)

void     pl_recipients_editor_set_up      (PlRecipientsEditor *self,
                                           PlSession          *session,
                                           GListStore         *recipients);
/* What stands in the entry becomes recipients, too. FALSE when it cannot be one: its error is shown. */
gboolean pl_recipients_editor_take_text   (PlRecipientsEditor *self);
gboolean pl_recipients_editor_has_text    (PlRecipientsEditor *self);

G_END_DECLS
