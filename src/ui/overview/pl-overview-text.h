/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the account stands, in words: sums, how old they are, and what is not in them. */
#pragma once

#include "core/overview/pl-overview-facts.h"

G_BEGIN_DECLS

/* Plain text, never markup; owned by the caller. own: the account's currency, which comes first. */
char      *pl_overview_text_amounts  (const PlSums          *sums,
                                      const char            *own);
char      *pl_overview_text_payments (const PlSums          *sums);
char      *pl_overview_text_open     (const PlOverviewFacts *facts);
/* One day of the chart: "12 November: $420.00, 3 payments". */
char      *pl_overview_text_day      (const GDate           *day,
                                      const GDate           *today,
                                      const PlSums          *sums,
                                      const char            *currency);
char      *pl_overview_text_as_of    (const PlOverviewFacts *facts,
                                      gint64                 now);
/* What to know before one believes the sums; maybe nothing. */
GStrv      pl_overview_text_notes    (const PlOverviewFacts *facts,
                                      gint64                 now);

/* (transfer full) (element-type utf8) in which something came in, in the last days; the account's own always. */
GPtrArray *pl_overview_text_list_currencies (const PlOverviewFacts *facts,
                                             const char            *own);

G_END_DECLS
