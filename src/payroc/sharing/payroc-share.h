/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is about to be mailed: recipients, message, a copy to the merchant. Checks itself. */
#pragma once

#include "payroc-recipient.h"
#include "payroc-sharing-event.h"

G_BEGIN_DECLS

#define PAYROC_SHARE_MESSAGE_MAX 1024

#define PAYROC_TYPE_SHARE (payroc_share_get_type ())
G_DECLARE_FINAL_TYPE (PayrocShare, payroc_share, PAYROC, SHARE, GObject)

/* Properties: recipients (GListModel of PayrocRecipient, read-only: the share's own GListStore), message (string, never
 * NULL), merchant-copy (boolean). */
PayrocShare *payroc_share_new               (void);
GListStore  *payroc_share_get_recipients    (PayrocShare  *self); /* (transfer none) */
const char  *payroc_share_get_message       (PayrocShare  *self); /* "" when there is none */
void         payroc_share_set_message       (PayrocShare  *self,
                                             const char   *message);
/* (nullable) what the message was filled in from; it stays here, and is never sent */
const char  *payroc_share_get_template      (PayrocShare  *self);
void         payroc_share_set_template      (PayrocShare  *self,
                                             const char   *text);
gboolean     payroc_share_get_merchant_copy (PayrocShare  *self);
void         payroc_share_set_merchant_copy (PayrocShare  *self,
                                             gboolean      copy);
/* (transfer full) (element-type PayrocFieldError) empty when fine: "recipients", "recipients[2].email", "message" */
GPtrArray   *payroc_share_validate          (PayrocShare  *self);
/* The exact bytes of the request. Validates first: PAYROC_ERROR_INVALID with fields. */
GBytes      *payroc_share_to_body           (PayrocShare  *self,
                                             GError      **error);
/* Apart from white space. message: (nullable) as "" */
gboolean     payroc_share_is_worded_as      (PayrocShare        *self,
                                             const char         *message);
/* Whether the event names the same people. */
gboolean     payroc_share_is_met_by         (PayrocShare        *self,
                                             PayrocSharingEvent *event);
/* Once more what was sent before: the same people, the same message, nothing to the merchant. */
PayrocShare *payroc_share_new_from_event    (PayrocSharingEvent *event);
/* What the outbox stored, to show or mend it. Errors: PAYROC_ERROR_BAD_REPLY. */
PayrocShare *payroc_share_new_from_body     (GBytes       *body,
                                             GError      **error);

G_END_DECLS
