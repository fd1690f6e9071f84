/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links and payments as rows of a table: pure functions. */
#pragma once

#include "core/csv/pl-csv-writer.h"
#include "payroc/links/payroc-link.h"
#include "payroc/money/payroc-payment.h"

G_BEGIN_DECLS

/* What people call a heading, or what stands in a cell: "reference", "multi", "paid" …; NULL: just that. Called on any
 * thread. (transfer none) */
typedef const char *(*PlExportNaming) (const char *name);

/* In each naming: (nullable): the stable names are written. */
void pl_export_add_link_heading    (PlCsvWriter       *writer,
                                    PlExportNaming     naming);
/* paid: (nullable) what came in, as last counted. */
void pl_export_add_link            (PlCsvWriter       *writer,
                                    PayrocLink        *link,
                                    PayrocLinkStatus   status,
                                    guint              n_paid,
                                    const PayrocMoney *paid,
                                    PlExportNaming     naming);
void pl_export_add_payment_heading (PlCsvWriter       *writer,
                                    PlExportNaming     naming);
void pl_export_add_payment         (PlCsvWriter       *writer,
                                    PayrocPayment     *payment,
                                    PlExportNaming     naming);
/* Of many links: with the link that was paid, and as of when that is known. */
void pl_export_add_list_payment_heading (PlCsvWriter    *writer,
                                         PlExportNaming  naming);
void pl_export_add_list_payment         (PlCsvWriter    *writer,
                                         PayrocLink     *link,
                                         PayrocPayment  *payment,
                                         gint64          as_of,
                                         PlExportNaming  naming);
/* (transfer full): the same for programs. */
JsonNode *pl_export_create_list_payment (PayrocLink     *link,
                                         PayrocPayment  *payment,
                                         gint64          as_of);

G_END_DECLS
