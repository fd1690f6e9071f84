/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payments of one link as they go into the store: counted, added up, and noticed when one of them is news. Worker
 * only. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "payroc/money/payroc-payment.h"
#include "pl-payment-filing.h"
#include "store/pl-connection.h"

G_BEGIN_DECLS

gboolean   pl_link_payments_put    (PlConnection     *connection,
                                    PlPaymentFiling  *filing,
                                    GPtrArray        *payments,
                                    GError          **error);
gboolean   pl_link_payments_count  (PlConnection  *connection,
                                    const char    *account,
                                    PayrocLink    *link,
                                    gint64         as_of,
                                    GError       **error);
/* Told of no new answer; *link NULL when it is not stored. */
gboolean   pl_link_payments_recount (PlConnection  *connection,
                                     const char    *account,
                                     const char    *link_id,
                                     PayrocLink   **link, /* (out) (transfer full) (nullable) */
                                     gint64        *rowid,
                                     GError       **error);
/* (transfer full) (nullable): NULL when nobody can tell. */
GPtrArray *pl_link_payments_add_up (GPtrArray          *payments,
                                    PayrocPaymentState  state,
                                    guint              *n_payments);

gboolean   pl_link_payments_is_news (PayrocPayment *payment,
                                     gint64         since,
                                     gint64         now);

/* Since when payments are news: 0, and nothing is noticed, until the account is watched. */
gboolean   pl_link_payments_get_watched_since (PlConnection  *connection,
                                               const char    *account,
                                               gint64        *since,
                                               GError       **error);
gboolean   pl_link_payments_set_watched_since (PlConnection  *connection,
                                               const char    *account,
                                               gint64         since,
                                               GError       **error);

G_END_DECLS
