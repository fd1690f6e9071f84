/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc's words of one transaction: a payment, or a refund of it. */
#pragma once

#include <glib.h>

#include "payroc/payroc-enums.h"

G_BEGIN_DECLS

/* Each borrowed, and NULL when it was not said. */
typedef struct
{
  const char *type;
  const char *status;
  const char *response_code;
} PayrocTransaction;

/* has_returns: whether the bank says that it came back */
PayrocPaymentState payroc_transaction_find_state      (const PayrocTransaction *self,
                                                       PayrocPaymentSource      source,
                                                       gboolean                 has_returns);
/* Declined, called off, or come back: the money is where it was. */
gboolean           payroc_transaction_came_to_nothing (const PayrocTransaction *self);
/* By the code of the answer alone: it was good, whatever became of it afterwards. */
gboolean           payroc_transaction_was_approved    (const PayrocTransaction *self);
/* No income by its nature; what a refund takes away stands in the `refunds` of its payment. */
gboolean           payroc_transaction_takes_no_money  (const PayrocTransaction *self);

G_END_DECLS
