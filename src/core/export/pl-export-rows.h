/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links and payments as rows of a table: pure functions. */
#pragma once

#include "core/csv/pl-csv-writer.h"
#include "payroc/links/payroc-link.h"
#include "payroc/money/payroc-payment.h"

G_BEGIN_DECLS

void pl_export_add_link_heading    (PlCsvWriter       *writer);
/* paid: (nullable) what came in, as last counted. */
void pl_export_add_link            (PlCsvWriter       *writer,
                                    PayrocLink        *link,
                                    guint              n_paid,
                                    const PayrocMoney *paid);
void pl_export_add_payment_heading (PlCsvWriter       *writer);
void pl_export_add_payment         (PlCsvWriter       *writer,
                                    PayrocPayment     *payment);

G_END_DECLS
