/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rows of a table judged at once, away from the main loop: what each means, what is wrong with it, and what became
 * of it before. */
#pragma once

#include "core/outbox/pl-batch-draft.h"
#include "pl-import-source.h"
#include "pl-import-values.h"
#include "pl-import-verdict.h"

G_BEGIN_DECLS

typedef struct
{
  /* Input */
  PlImportSource  *source;    /* (owned) */
  PlImportReading  reading;   /* its currency is this one's */
  char            *currency;  /* (owned) */
  char            *message;   /* (owned) (nullable) */
  char            *account;   /* (owned) */

  /* Input and output */
  PlImportVerdict *verdicts;  /* (owned) */
  guint            n;
} PlImportCheck;

PlImportCheck *pl_import_check_new          (PlImportSource        *source,
                                             const PlImportReading *reading,
                                             const char            *account,
                                             guint                  n);
void           pl_import_check_free         (PlImportCheck         *self);

/* First on any thread but the main one, then on the database's. */
void           pl_import_check_run          (PlImportCheck         *self,
                                             GCancellable          *cancellable);
gboolean       pl_import_check_work         (PlConnection          *connection,
                                             gpointer               data,
                                             GError               **error);
/* When it is all right: what is to be done, into the draft. */
gboolean       pl_import_check_fill         (PlImportCheck         *self,
                                             PlBatchDraft          *draft,
                                             GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlImportCheck, pl_import_check_free)

G_END_DECLS
