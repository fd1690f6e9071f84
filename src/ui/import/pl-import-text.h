/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about tables and their rows: pure functions. Plain text, never markup. */
#pragma once

#include "core/import/pl-import.h"

G_BEGIN_DECLS

/* Why a file is no table. */
char       *pl_import_text_file    (const GError          *error);
const char *pl_import_text_field   (PlImportField          field);
char       *pl_import_text_problem (const PlImportProblem *problem);
/* "Partly Paid: 3 rows" */
char       *pl_import_text_used    (const PlImportUsed    *used);
/* "$10.00", "Customer’s choice", or "" where it cannot be read. */
char       *pl_import_text_amount  (PlImportRow           *row);
/* "Row 5: INV-7" */
char       *pl_import_text_name    (PlImportRow           *row);
/* "Sarah Hopper · Large Pepperoni Pizza", as far as it says so. */
char       *pl_import_text_subject (PlImportRow           *row);
/* What will become of it and who is written to, or what stands in its way. */
char       *pl_import_text_row     (PlImportRow           *row);
/* "212 links, €14,300.00 in all; 200 e-mails" */
char       *pl_import_text_summary (const PlImportSummary *summary);
/* What of it is not done, and why; "" when all is. */
char       *pl_import_text_rest    (const PlImportSummary *summary);

G_END_DECLS
