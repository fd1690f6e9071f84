/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A payment made on a link, from either of Payroc's two lists. Immutable; keeps the document it came from. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "payroc-money.h"
#include "payroc/payroc-enums.h"

G_BEGIN_DECLS

#define PAYROC_TYPE_PAYMENT (payroc_payment_get_type ())
G_DECLARE_FINAL_TYPE (PayrocPayment, payroc_payment, PAYROC, PAYMENT, GObject)

/* Required of the document: paymentId. All else may be missing, and nothing is income then. Errors:
 * PAYROC_ERROR_BAD_REPLY. */
PayrocPayment       *payroc_payment_new_from_json (JsonNode             *node,
                                                   PayrocPaymentSource   source,
                                                   GError              **error);
/* The same payment, which Payroc does not list any more. */
PayrocPayment       *payroc_payment_new_gone      (PayrocPayment        *payment); /* (transfer full) */
/* What a payment that is GONE was when it was last listed; of any other the same as get_state. */
PayrocPaymentState   payroc_payment_get_last_state (PayrocPayment       *self);
JsonNode            *payroc_payment_get_json      (PayrocPayment        *self); /* (transfer none) as received */
const char          *payroc_payment_get_id        (PayrocPayment        *self);
PayrocPaymentSource  payroc_payment_get_source    (PayrocPayment        *self);
PayrocPaymentState   payroc_payment_get_state     (PayrocPayment        *self);
/* The answer was "approved", whatever became of it: such a payment was more than an attempt. */
gboolean             payroc_payment_was_approved  (PayrocPayment        *self);
const char          *payroc_payment_get_order_id  (PayrocPayment        *self); /* (nullable) */
GDateTime           *payroc_payment_get_date_time (PayrocPayment        *self); /* (nullable) */
const char          *payroc_payment_get_payer     (PayrocPayment        *self); /* (nullable) name as far as the API
                                                                                 * gives it */
const PayrocMoney   *payroc_payment_get_amount    (PayrocPayment        *self); /* (nullable) authorized */
const PayrocMoney   *payroc_payment_get_asked     (PayrocPayment        *self); /* (nullable) what was to be paid */
const PayrocMoney   *payroc_payment_get_refunded  (PayrocPayment        *self); /* (nullable) sum of refunds that were
                                                                                 * not declined */
/* What may be counted as income: authorized − refunded when PAID, else 0. FALSE when nothing is known or it
 * overflows. */
gboolean             payroc_payment_get_income    (PayrocPayment        *self,
                                                   PayrocMoney          *income);

G_END_DECLS
