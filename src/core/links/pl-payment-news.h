/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a payment the merchant is told: money that came, that is to come, and that will not come after all. Worker
 * only. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "payroc/money/payroc-payment.h"
#include "store/pl-connection.h"

G_BEGIN_DECLS

/* What was stored about a payment before, and what is news at all. */
typedef struct
{
  gboolean           known;
  PayrocPaymentState state;
  gint64             since; /* 0: nothing is news */
} PlPaymentPast;

gboolean pl_payment_news_tell        (PlConnection         *connection,
                                      const char           *account,
                                      const char           *link_id,
                                      PayrocPayment        *payment,
                                      const PlPaymentPast  *past,
                                      gint64                now,
                                      GError              **error);
gboolean pl_payment_news_move        (PlConnection         *connection,
                                      const char           *account,
                                      PayrocPayment        *payment,
                                      const char           *link_id,
                                      gint64                now,
                                      GError              **error);
gboolean pl_payment_news_tell_failed (PlConnection         *connection,
                                      const char           *account,
                                      PayrocLink           *link,
                                      GPtrArray            *payments,
                                      gint64                now,
                                      GError              **error);

G_END_DECLS
