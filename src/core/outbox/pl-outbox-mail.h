/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mail was written from, kept beside its exact bytes: the merchant's own words, and what they stood for. */
#pragma once

#include "payroc/sharing/payroc-share.h"
#include "store/pl-outbox-table.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): for the row's base. */
char     *pl_outbox_mail_to_base      (PayrocShare       *share);
/* (transfer full) (nullable): the share of a row, with what its message was filled in from. */
PayrocShare *pl_outbox_mail_to_share  (const PlOutboxRow *row);
/* Of a new row: what the words in its message stood for. */
gboolean  pl_outbox_mail_note_link    (PlConnection      *connection,
                                       PlOutboxRow       *row,
                                       GError           **error);
/* Of a row that has not left: whether they stand for something else now. */
gboolean  pl_outbox_mail_is_outdated  (PlConnection      *connection,
                                       const PlOutboxRow *row,
                                       gboolean          *outdated,
                                       GError           **error);

G_END_DECLS
