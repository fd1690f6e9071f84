/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the money of a link that Payroc calls completed: the one place that judges it. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "payroc/money/payroc-payment.h"
#include "pl-link-gaps.h"

G_BEGIN_DECLS

PayrocLinkStatus pl_link_outcome_judge       (PayrocLink        *link,
                                              GPtrArray         *payments);
PayrocLinkStatus pl_link_outcome_judge_lists (PayrocLink        *link,
                                              GPtrArray         *payments,
                                              const PlLinkGaps  *gaps);
PayrocLinkStatus pl_link_outcome_judge_use   (PayrocLink        *link,
                                              GPtrArray         *payments);
const char      *pl_link_outcome_to_word     (PayrocLinkStatus   status);
gboolean         pl_link_outcome_is_judged   (PayrocLinkStatus   status);
gboolean         pl_link_outcome_is_all_paid (const PayrocMoney *asked,
                                              PayrocPayment     *payment);
gboolean         pl_link_outcome_was_use     (PayrocPayment     *payment);

G_END_DECLS
