/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link has brought in, in a sentence: pure functions. */
#pragma once

#include <glib.h>

#include "payroc/money/payroc-payment.h"
#include "payroc/payroc-enums.h"

G_BEGIN_DECLS

/* received, held: (element-type PayrocMoney), one a currency. as_of: when that was known, 0 for never; both in
 * microseconds. "$49.99 received, as of 14:05. $20.00 held, not collected." */
char       *pl_payments_text_summary (GPtrArray           *received,
                                      GPtrArray           *held,
                                      guint                n_unreadable,
                                      gint64               as_of,
                                      gint64               now);
/* To "12 payments saved as …": as of when that is so, and what is not among them. */
void        pl_payments_text_add_doubts (GString          *text,
                                         gint64            as_of,
                                         guint             n_unasked,
                                         gint64            now);
void        pl_payments_text_add_unreadable (GString      *text,
                                             guint         n_unreadable);
/* Beneath an amount: who, how, when, and what went back. */
char       *pl_payments_text_details (PayrocPayment       *payment,
                                      gint64               now);
/* Static. */
const char *pl_payments_text_state   (PayrocPayment       *payment);

/* What stands where payments would, of a link in that state. as_of: microseconds, 0: Payroc was not asked. */
const char *pl_payments_text_none    (PayrocLinkStatus    status,
                                      gint64              as_of);

G_END_DECLS
