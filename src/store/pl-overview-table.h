/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is outstanding, what came in and what ends soon, added up by SQLite from the rows of links and payments. Worker
 * only. */
#pragma once

#include "payroc/money/payroc-money.h"
#include "pl-connection.h"

G_BEGIN_DECLS

/* An amount in one currency, and how many rows are in it. */
typedef struct
{
  PayrocMoney money;
  guint       n_rows;
} PlSum;

/* One sum for each currency, by code; what could not be added up is counted. */
typedef struct
{
  GArray *sums;        /* (owned) (element-type PlSum) */
  guint   n_uncounted; /* rows whose amount is not known, or too large to be added */
} PlSums;

PlSums    *pl_sums_new  (void);
void       pl_sums_free (PlSums      *self);
void       pl_sums_add  (PlSums      *self,
                         const PlSum *sum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSums, pl_sums_free)

/* Open links for one payment that still work on that day. */
gboolean   pl_overview_table_sum_open    (PlConnection  *connection,
                                          const char    *account,
                                          const GDate   *today,
                                          PlSums        *sums,     /* appended to: links with an amount */
                                          guint         *n_choice, /* (out) links whose customer chooses the amount */
                                          GError       **error);

/* Links that nobody can pay any more, and of which no newer one of that reference asks for the rest. */
gboolean   pl_overview_table_sum_missing (PlConnection  *connection,
                                          const char    *account,
                                          const GDate   *today,
                                          PlSums        *sums,     /* appended to: what did not come in */
                                          GError       **error);

/* Income of payments made from then until before then, in microseconds: less refunds, never what is no income. */
gboolean   pl_overview_table_sum_income  (PlConnection  *connection,
                                          const char    *account,
                                          gint64         from,
                                          gint64         until,
                                          PlSums        *sums,     /* appended to */
                                          GError       **error);

/* (transfer full) (element-type PayrocLink) open links whose last day is in these, that of the first end first */
GPtrArray *pl_overview_table_list_ending (PlConnection  *connection,
                                          const char    *account,
                                          const GDate   *first,
                                          const GDate   *last,
                                          guint          limit,
                                          guint         *n_ending, /* (out) also beyond the limit */
                                          GError       **error);

gboolean   pl_overview_table_has_links   (PlConnection  *connection,
                                          const char    *account,
                                          gboolean      *has_links, /* (out) */
                                          GError       **error);

G_END_DECLS
