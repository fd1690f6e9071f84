/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What filters and orders of the list are called; plain functions, so that tests can read them. */
#pragma once

#include "core/list/pl-link-criteria.h"

G_BEGIN_DECLS

/* Static. In a choice that says what it is about: "Today". */
const char *pl_filter_text_period    (PlPeriodKind       kind);
const char *pl_filter_text_direction (PlLinkSort         sort,
                                      gboolean           reversed);

/* Standing alone: "Created today", "Expires within 7 days", "One payment". */
char       *pl_filter_text_created   (const PlPeriod    *period,
                                      const GDate       *today);
char       *pl_filter_text_expires   (const PlPeriod    *period,
                                      const GDate       *today);
/* "3 of 12 links", "12 links" */
char       *pl_filter_text_count     (guint              n_matching,
                                      guint              n_total);
/* Of more that are stored; why is another matter. */
char       *pl_filter_text_unread    (guint              n_shown);
const char *pl_filter_text_kind      (PayrocLinkKind     kind);
const char *pl_filter_text_charge    (PayrocChargeKind   kind);

G_END_DECLS
