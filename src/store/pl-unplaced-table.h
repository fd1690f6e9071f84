/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payments of the terminal whose link is not known: which links are still to be asked whether it is theirs. Worker
 * only. */
#pragma once

#include "payroc/money/payroc-payment.h"
#include "pl-connection.h"

G_BEGIN_DECLS

/* A link to ask about a payment. */
typedef struct
{
  gint64               row;     /* of the payment */
  gint64               link;    /* of the link */
  char                *link_id; /* (owned) */
  PayrocPaymentSource  source;
  gboolean             by_order; /* a link for one payment, that has the payment's order number */
} PlUnplacedAsk;

void       pl_unplaced_ask_free     (PlUnplacedAsk  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlUnplacedAsk, pl_unplaced_ask_free)

/* Nothing happens when it is there already, be it as no link's. */
gboolean   pl_unplaced_table_add    (PlConnection         *connection,
                                     const char           *account,
                                     PayrocPayment        *payment,
                                     gint64                seen_at,
                                     GError              **error);
/* It was placed. */
gboolean   pl_unplaced_table_remove (PlConnection         *connection,
                                     const char           *account,
                                     PayrocPaymentSource   source,
                                     const char           *payment_id,
                                     GError              **error);
/* (transfer full) (element-type PlUnplacedAsk): for each payment the next link; those that have none left are from now
 * on no link's. Write transaction. */
GPtrArray *pl_unplaced_table_plan   (PlConnection         *connection,
                                     const char           *account,
                                     guint                 limit,
                                     GError              **error);
/* That link was asked, and it is not its. */
gboolean   pl_unplaced_table_pass   (PlConnection         *connection,
                                     const PlUnplacedAsk  *ask,
                                     GError              **error);
gboolean   pl_unplaced_table_forget (PlConnection         *connection,
                                     const char           *account,
                                     gint64                seen_before,
                                     GError              **error);

G_END_DECLS
