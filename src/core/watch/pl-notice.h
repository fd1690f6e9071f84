/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that the merchant is told once. Immutable. */
#pragma once

#include "payroc/money/payroc-money.h"
#include "store/pl-notice-table.h"

G_BEGIN_DECLS

#define PL_TYPE_NOTICE (pl_notice_get_type ())
G_DECLARE_FINAL_TYPE (PlNotice, pl_notice, PL, NOTICE, GObject)

PlNotice          *pl_notice_new            (PlNoticeRow *row); /* (transfer full) */
gint64             pl_notice_get_row        (PlNotice    *self);
PlNoticeKind       pl_notice_get_kind       (PlNotice    *self);
const char        *pl_notice_get_subject    (PlNotice    *self);
const char        *pl_notice_get_link_id    (PlNotice    *self);
const char        *pl_notice_get_reference  (PlNotice    *self); /* (nullable) */
const PayrocMoney *pl_notice_get_money      (PlNotice    *self); /* (nullable) */
const PayrocMoney *pl_notice_get_asked      (PlNotice    *self); /* (nullable) */
const char        *pl_notice_get_payer      (PlNotice    *self); /* (nullable) */

G_END_DECLS
