/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of payments seen on links. Worker only. */
#pragma once

#include "payroc/money/payroc-payment.h"
#include "pl-connection.h"

G_BEGIN_DECLS

/* Inserts or replaces by (account, link, source, payment), unless the answer to a later question is there. */
gboolean   pl_payment_table_put  (PlConnection   *connection,
                                  const char     *account,
                                  const char     *link_id,
                                  PayrocPayment  *payment,
                                  gint64          asked_at,
                                  gboolean       *is_newest_or_null,
                                  GError        **error);

/* Which link's it is, and what it was when last seen: *link_id NULL when it is not stored. */
gboolean   pl_payment_table_find (PlConnection         *connection,
                                  const char           *account,
                                  PayrocPaymentSource   source,
                                  const char           *payment_id,
                                  char                **link_id, /* (out) (transfer full) (nullable) */
                                  PayrocPaymentState   *state,   /* (out) */
                                  gint64               *income,  /* (out) (optional) */
                                  GError              **error);

/* (transfer full) (element-type utf8) what stands under a link, without what is gone */
GPtrArray *pl_payment_table_list_ids (PlConnection         *connection,
                                      const char           *account,
                                      const char           *link_id,
                                      PayrocPaymentSource   source,
                                      gint64                seen_before,
                                      gint64                now,
                                      GError              **error);

/* To the link whose it is. */
gboolean   pl_payment_table_move (PlConnection         *connection,
                                  const char           *account,
                                  PayrocPaymentSource   source,
                                  const char           *payment_id,
                                  const char           *link_id,
                                  gint64                asked_at,
                                  gboolean             *moved,
                                  GError              **error);

/* (transfer full) (element-type PayrocPayment) newest first */
GPtrArray *pl_payment_table_list (PlConnection   *connection,
                                  const char     *account,
                                  const char     *link_id,
                                  GError        **error);

/* Without those that nobody can read, which are counted. */
GPtrArray *pl_payment_table_list_readable (PlConnection  *connection,
                                           const char    *account,
                                           const char    *link_id,
                                           guint         *n_unreadable, /* (inout) */
                                           GError       **error);

/* A link whose payments may not be what is stored. */
typedef struct
{
  gint64   row;
  char    *link_id;   /* (owned) */
  gint64   as_of;     /* when Payroc was asked about them, microseconds since the epoch; 0: never */
  gboolean is_lively; /* it can be paid; otherwise what came in can only go back */
} PlUnsettledLink;

/* (transfer full) (element-type gint64 PlUnsettledLink): by row */
GHashTable *pl_payment_table_find_unsettled (PlConnection  *connection,
                                             const char    *account,
                                             gint64         since,
                                             gint64         now,
                                             GError       **error);

/* (transfer full) (element-type utf8) links of which a stored payment went back, in part at least */
GPtrArray *pl_payment_table_list_doubtful (PlConnection   *connection,
                                             const char     *account,
                                             GError        **error);

/* Notes anew what a stored payment means; its document stays. */
gboolean   pl_payment_table_judge           (PlConnection   *connection,
                                             const char     *account,
                                             const char     *link_id,
                                             PayrocPayment  *payment,
                                             GError        **error);

G_END_DECLS
