/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said before many links are changed, sent or switched off in one go: pure functions. */
#pragma once

#include "core/bulk/pl-bulk.h"

G_BEGIN_DECLS

/* "Extend 12 Links" */
char       *pl_bulk_text_submit    (PlBatchDeed       deed,
                                    const PlBulkPlan *plan);
/* One sentence: what will be. last_day: (nullable) */
char       *pl_bulk_text_summary   (PlBatchDeed       deed,
                                    const PlBulkPlan *plan,
                                    const GDate      *last_day,
                                    const GDate      *today);
/* (nullable): whose address changes or ends, and who holds it; NULL when none does. */
char       *pl_bulk_text_holders   (PlBatchDeed       deed,
                                    const PlBulkPlan *plan);
/* (nullable): who is written to; NULL when nobody is. */
char       *pl_bulk_text_mails     (const PlBulkPlan *plan);
/* "3 links stay as they are" */
char       *pl_bulk_text_unfit     (const PlBulkPlan *plan);
const char *pl_bulk_text_why       (const PlBulkUnfit *unfit);
/* "12 links: $120.00" */
char       *pl_bulk_text_fit       (const PlBulkPlan *plan);
/* "$10.00 · by e-mail to Sarah Hopper" */
char       *pl_bulk_text_fit_link  (const PlBulkFit  *fit);
/* "and 3 more" */
char       *pl_bulk_text_more      (guint             n_more);
/* "Asking Payroc whom they were sent to: 12 of 40…" */
char       *pl_bulk_text_asking    (guint             n_asked,
                                    guint             n_total);
/* n_unknown: 0: too many to be asked. error: (nullable): why it was not asked. */
char       *pl_bulk_text_unasked   (guint             n_unknown,
                                    const GError     *error);

G_END_DECLS
