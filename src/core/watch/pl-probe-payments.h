/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link's payments of now mean to the customer who stands there. */
#pragma once

#include "pl-link-probe.h"

G_BEGIN_DECLS

/* payments: of PayrocPayment. payment: (out) (transfer full) (nullable): the one that decides */
PlProbeState pl_probe_payments_judge      (GPtrArray           *payments,
                                           PayrocLink          *link,
                                           PayrocPayment      **payment);
gboolean     pl_probe_payments_have_state (GPtrArray           *payments,
                                           PayrocPaymentState   state);
/* Money of one of them is not there any more. */
gboolean     pl_probe_payments_are_back   (GPtrArray           *payments);

G_END_DECLS
