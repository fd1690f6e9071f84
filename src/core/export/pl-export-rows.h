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

/* What is known of a link beside what it is: all that somebody who keeps books asks for. */
typedef struct
{
  PayrocLinkStatus status;    /* of a completed link what became of its money */
  guint            n_paid;    /* how often it was paid, as last counted; has_count */
  gboolean         has_count;
  PayrocMoney      paid;      /* how much came in; has_paid */
  gboolean         has_paid;
  PayrocMoney      refunded;  /* how much of it went back; has_refunded */
  gboolean         has_refunded;
  GDateTime       *last_paid; /* (owned) (nullable) */
  GListModel      *holders;   /* (owned) (nullable) of PayrocRecipient: who was sent it, those last written to first */
} PlExportStanding;

/* payments: (element-type PayrocPayment): the link's. Fills in refunded and last_paid. */
void pl_export_standing_count      (PlExportStanding  *self,
                                    GPtrArray         *payments,
                                    gboolean           is_whole);
void pl_export_standing_clear      (PlExportStanding  *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlExportStanding, pl_export_standing_clear)

/* In each naming: (nullable): the stable names are written. */
void pl_export_add_link_heading    (PlCsvWriter       *writer,
                                    PlExportNaming     naming);
void pl_export_add_link            (PlCsvWriter            *writer,
                                    PayrocLink             *link,
                                    const PlExportStanding *standing,
                                    PlExportNaming          naming);
/* (transfer full): Payroc's object, and in "paylinks" what is known beside it. */
JsonNode *pl_export_create_link    (PayrocLink             *link,
                                    const PlExportStanding *standing);
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
