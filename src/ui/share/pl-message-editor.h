/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message to customers: a template with words in braces, its length, and what it becomes. */
#pragma once

#include <adwaita.h>

#include "payroc/sharing/payroc-share.h"
#include "ui/parts/pl-group.h"
#include "pl-message-values.h"

G_BEGIN_DECLS

#define PL_TYPE_MESSAGE_EDITOR (pl_message_editor_get_type ())
G_DECLARE_FINAL_TYPE (PlMessageEditor, pl_message_editor, PL, MESSAGE_EDITOR, PlGroup)

/* values: (transfer full). The share's message is always the filled text, its template what is typed. */
void             pl_message_editor_set_up       (PlMessageEditor *self,
                                                 PayrocShare     *share,
                                                 PlMessageValues *values,
                                                 const char      *text);
/* What the words stand for is different now. values: (transfer full). */
void             pl_message_editor_set_values   (PlMessageEditor *self,
                                                 PlMessageValues *values);
char            *pl_message_editor_dup_template (PlMessageEditor *self);
/* FALSE: the words in braces cannot be used like that, which is said beneath the message. */
gboolean         pl_message_editor_check        (PlMessageEditor *self);

G_END_DECLS
