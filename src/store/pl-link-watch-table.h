/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which links are worth asking Payroc about. Worker only. */
#pragma once

#include "payroc/money/payroc-payment.h"
#include "pl-connection.h"

G_BEGIN_DECLS

/* For one payment and used; seen so later than that, and not counted since. ids: (out) (transfer full) (element-type
 * utf8) */
gboolean pl_link_watch_table_list_used   (PlConnection  *connection,
                                          const char    *account,
                                          gint64         since,
                                          guint          limit,
                                          GPtrArray    **ids,
                                          GError       **error);
gboolean pl_link_watch_table_has_active  (PlConnection  *connection,
                                          const char    *account,
                                          gboolean      *has,
                                          GError       **error);
/* ids: (out) (transfer full) (element-type utf8): other links, that could have taken a payment in that currency */
gboolean pl_link_watch_table_list_others (PlConnection  *connection,
                                          const char    *account,
                                          const char    *link_id,
                                          const char    *currency,
                                          guint          limit,
                                          GPtrArray    **ids,
                                          GError       **error);
/* other: (out) (transfer full) (nullable): a link for one payment that the payment may be of by its order number,
 * although it was listed for link_id. */
gboolean pl_link_watch_table_find_order  (PlConnection  *connection,
                                          const char    *account,
                                          PayrocPayment *payment,
                                          const char    *link_id,
                                          gint64         listed_at,
                                          char         **other,
                                          GError       **error);

G_END_DECLS
