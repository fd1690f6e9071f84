/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PlImportRow as PlImport makes and judges it. */
#pragma once

#include "pl-import-check.h"
#include "pl-import-row.h"

G_BEGIN_DECLS

typedef enum
{
  PL_IMPORT_QUESTION_AGAIN,
  PL_IMPORT_QUESTION_ANYWAY,
  PL_IMPORT_QUESTION_MEANT,
} PlImportQuestion;

PlImportRow           *pl_import_row_new         (PlImportSource  *source,
                                                  guint            row);
const PlImportVerdict *pl_import_row_get_verdict (PlImportRow     *self);
char                 **pl_import_row_dup_mended  (PlImportRow     *self);
/* Takes verdict's output, unless NULL. */
void                   pl_import_row_take        (PlImportRow     *self,
                                                  PlImportSource  *source,
                                                  PlImportVerdict *verdict);
void                   pl_import_row_answer      (PlImportRow     *self,
                                                  PlImportQuestion question,
                                                  gboolean         answer);
void                   pl_import_row_forget      (PlImportRow     *self);

G_END_DECLS
