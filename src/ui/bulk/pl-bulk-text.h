/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said before many links are changed, sent or switched off in one go: pure functions. */
#pragma once

#include "core/outbox/pl-bulk.h"

G_BEGIN_DECLS

/* "Extend 12 Links" */
char       *pl_bulk_text_submit    (PlBatchDeed       deed,
                                    const PlBulkPlan *plan);
/* One sentence: what will be. last_day: (nullable) */
char       *pl_bulk_text_summary   (PlBatchDeed       deed,
                                    const PlBulkPlan *plan,
                                    const GDate      *last_day,
                                    const GDate      *today);
/* (nullable): whose address changes, and who holds the old one; NULL when none does. */
char       *pl_bulk_text_addresses (const PlBulkPlan *plan);
/* (nullable): who is written to; NULL when nobody is. */
char       *pl_bulk_text_mails     (const PlBulkPlan *plan);
/* "3 links stay as they are" */
char       *pl_bulk_text_unfit     (const PlBulkPlan *plan);
const char *pl_bulk_text_why       (PlBulkFitness     why);

G_END_DECLS
