/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said when money came in, or a link is about to end: pure functions. */
#pragma once

#include "core/watch/pl-notice.h"

G_BEGIN_DECLS

/* (transfer full): plain text, never markup. practice: so that it cannot be mistaken for money. */
char *pl_notice_text_title   (PlNotice  *notice,
                              gboolean   practice);
char *pl_notice_text_body    (PlNotice  *notice);
/* Of several at once. */
char *pl_notice_text_summary (GPtrArray *notices,
                              gboolean   practice);
/* In one line, for a toast. */
char *pl_notice_text_toast   (PlNotice  *notice);
/* (transfer full): the same for the same notice, whenever it is shown. */
char *pl_notice_text_id      (PlNotice  *notice);
/* The names of those that were wrong, by what this one says; most say that of none. */
GStrv pl_notice_text_list_wrong (PlNotice *notice);

G_END_DECLS
