/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an account stands on one day, read from the store in one transaction: what is outstanding, what came in, what
 * ends soon, and how far that can be believed. */
#pragma once

#include "payroc/payroc-enums.h"
#include "store/pl-overview-table.h"

G_BEGIN_DECLS

/* Days of which the income is told one by one, with today. */
#define PL_OVERVIEW_N_DAYS 30
/* What ends today, or in so many days. */
#define PL_OVERVIEW_SOON 7
/* Most links in ending. */
#define PL_OVERVIEW_N_ENDING 10

typedef struct
{
  /* Input */
  char        *account;     /* (owned) */
  GDate        today;
  GDateWeekday week_start;

  /* Output: income is net of refunds, on the day of the payment. */
  gboolean     has_links;   /* FALSE: nothing was ever there */
  PlSums      *open;        /* (owned) open links for one payment that have an amount, less what came in of it */
  PlSums      *missing;     /* (owned) what partly paid links, which nobody can pay any more, did not bring */
  guint        n_choice;    /* such links whose customer chooses the amount */
  PlSums      *this_day;    /* (owned) */
  PlSums      *this_week;   /* (owned) */
  PlSums      *this_month;  /* (owned) */
  GPtrArray   *days;        /* (owned) (element-type PlSums) PL_OVERVIEW_N_DAYS, today's the last */
  guint        n_undated;   /* payments that are income, but nobody knows of which day */
  GPtrArray   *ending;      /* (owned) (element-type PayrocLink) the first that end */
  guint        n_ending;    /* all that end soon */

  /* In microseconds since the epoch. */
  gint64       links_as_of;    /* 0: never asked for */
  gint64       payments_as_of; /* 0: never looked for */
  gint64       payments_from;  /* only payments from then on are sure to be known; 0: all are */
  gboolean     is_refused[2];  /* by PayrocPaymentSource: Payroc does not let this account read that list */
} PlOverviewFacts;

PlOverviewFacts *pl_overview_facts_new           (const char      *account,
                                                  const GDate     *today,
                                                  GDateWeekday     week_start);
void             pl_overview_facts_free          (PlOverviewFacts *self);
gboolean         pl_overview_facts_work          (PlConnection    *connection,
                                                  gpointer         data,
                                                  GError         **error);

/* Up to when all of it is true; 0: nothing was asked yet. */
gint64           pl_overview_facts_get_as_of     (const PlOverviewFacts *self);
/* When the first day begins that one of the sums is about. */
gint64           pl_overview_facts_get_beginning (const PlOverviewFacts *self);
guint            pl_overview_facts_count_unknown (const PlOverviewFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOverviewFacts, pl_overview_facts_free)

G_END_DECLS
