/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rows of a table judged at once, away from the main loop: what each means, what is wrong with it, and what became
 * of it before. */
#pragma once

#include "core/outbox/pl-batch-draft.h"
#include "payroc/money/payroc-money.h"
#include "pl-import-fate.h"
#include "pl-import-source.h"
#include "pl-import-values.h"

G_BEGIN_DECLS

typedef struct
{
  /* Input */
  guint         row;          /* of the table, from 0 */
  char        **mended;       /* (owned) (nullable) PL_IMPORT_N_FIELDS texts, NULL where the file's holds */
  gboolean      left_out;
  gboolean      again;        /* the mail, or the link that has ended, though it was done before */
  gboolean      anyway;       /* the link, though somebody paid by one of the same reference */

  /* Output */
  GPtrArray    *problems;     /* (owned) (element-type PlImportProblem) all; see stands_in_way */
  char         *reference;    /* (owned) (nullable) */
  PayrocMoney   amount;       /* when not customer_amount and without problems */
  gboolean      customer_amount;
  gboolean      default_expiry;
  GDate         expires;      /* invalid: never */
  PayrocShare  *share;        /* (owned) (nullable) who is written to, and what */
  PlImportFate  fate;
  gboolean      mail_changed; /* since it was sent, or put in */

  /* In progress */
  PayrocLinkDraft *draft;     /* (owned) (nullable) until it is compared */
  guint            given;
} PlImportVerdict;

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

/* By hand, and nothing became of it before. */
gboolean       pl_import_verdict_is_left_out  (const PlImportVerdict *self);
gboolean       pl_import_verdict_will_create  (const PlImportVerdict *self);
gboolean       pl_import_verdict_will_share   (const PlImportVerdict *self);
/* Made before, and nobody paid or can pay any more: it was switched off, or has expired. */
gboolean       pl_import_verdict_is_over      (const PlImportVerdict *self);
/* Somebody paid by a link of the reference, and another one can be made. */
gboolean       pl_import_verdict_may_anyway   (const PlImportVerdict *self);
/* Something can be done again. */
gboolean       pl_import_verdict_may_again    (const PlImportVerdict *self);
gboolean       pl_import_verdict_is_in_way    (const PlImportVerdict *self,
                                               const PlImportProblem *problem);
gboolean       pl_import_verdict_is_fine      (const PlImportVerdict *self);
guint          pl_import_verdict_count_people (const PlImportVerdict *self);
/* Moves the output; what is left of from may be freed. */
void           pl_import_verdict_take         (PlImportVerdict       *self,
                                               PlImportVerdict       *from);
void           pl_import_verdict_clear        (PlImportVerdict       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlImportCheck, pl_import_check_free)

G_END_DECLS
