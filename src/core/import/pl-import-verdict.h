/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a table judged: what it means, what is asked about it and was answered, and what is to be done with it. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "payroc/money/payroc-money.h"
#include "payroc/sharing/payroc-share.h"
#include "pl-import-fate.h"
#include "pl-import-problem.h"

G_BEGIN_DECLS

typedef struct
{
  /* Input */
  guint         row;          /* of the table, from 0 */
  char        **mended;       /* (owned) (nullable) PL_IMPORT_N_FIELDS texts, NULL where the file's holds */
  gboolean      left_out;
  gboolean      again;        /* the mail, or the link that has ended, though it was done before */
  gboolean      anyway;       /* the link, though somebody paid by one of the same reference, or may have */
  gboolean      meant;        /* what is seldom meant: a total, a fortune, a capital letter */

  /* Output */
  GPtrArray    *problems;     /* (owned) (element-type PlImportProblem) all; see is_in_way */
  char         *reference;    /* (owned) (nullable) */
  PayrocMoney   amount;       /* when not customer_amount and without problems */
  gboolean      customer_amount;
  gboolean      default_expiry;
  PayrocLinkKind kind;        /* of its link */
  GDate         expires;      /* invalid: never */
  PayrocShare  *share;        /* (owned) (nullable) who is written to, and what */
  PlImportFate  fate;
  gboolean      mail_changed; /* since it was sent, or put in */

  /* In progress */
  PayrocLinkDraft *draft;     /* (owned) (nullable) until it is compared */
  guint            given;
} PlImportVerdict;

/* By hand, and nothing became of it before. */
gboolean       pl_import_verdict_is_left_out  (const PlImportVerdict *self);
gboolean       pl_import_verdict_will_create  (const PlImportVerdict *self);
gboolean       pl_import_verdict_will_share   (const PlImportVerdict *self);
/* Made before, and nobody paid or can pay any more: it was switched off, or has expired. */
gboolean       pl_import_verdict_is_over      (const PlImportVerdict *self);
/* Somebody paid by a link of the reference, or may have, and another one can be made. */
gboolean       pl_import_verdict_may_anyway   (const PlImportVerdict *self);
/* The same, and all that is to be asked about references is what became of that money. */
gboolean       pl_import_verdict_is_used      (const PlImportVerdict *self,
                                               PayrocLinkStatus      *use,        /* (out) (optional) */
                                               gboolean              *is_unread); /* (out) (optional) */
/* Whether there is something that is seldom meant, said to be or not, in a row that a link is made of. */
gboolean       pl_import_verdict_is_doubtful  (const PlImportVerdict *self);
/* Its link takes one payment, and is sent to several people. */
gboolean       pl_import_verdict_is_for_first (const PlImportVerdict *self);
/* What other links there are, among the problems. */
void           pl_import_verdict_add_others   (PlImportVerdict       *self);
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

G_END_DECLS
