/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that keeps a row of a table from becoming a link. */
#pragma once

#include "payroc/money/payroc-money.h"
#include "payroc/payroc-enums.h"
#include "payroc/payroc-field-error.h"
#include "pl-import-field.h"

G_BEGIN_DECLS

typedef enum
{
  PL_IMPORT_PROBLEM_FIELD,      /* see error, and cell */
  PL_IMPORT_PROBLEM_MAIL_HEADER, /* parts of a mail's header among the addresses, such as Bcc: */
  PL_IMPORT_PROBLEM_DECIMAL,    /* the amount has a sign in it, and nobody said which is the decimal one */
  PL_IMPORT_PROBLEM_CURRENCY,   /* the amount, see cell, is in before, and the link in amount's currency */
  PL_IMPORT_PROBLEM_DAY_ORDER,  /* the day has slashes, and nobody said whether it stands before the month */
  PL_IMPORT_PROBLEM_CHANGED,    /* imported before, and field was another then: see before and amount */
  PL_IMPORT_PROBLEM_WORD,       /* the row's own message has a word in braces that nothing stands for: see before */
  PL_IMPORT_PROBLEM_EXTRA_CELL, /* the row is longer than the heading: a separator in a cell without quotes? */
  PL_IMPORT_PROBLEM_TWICE,      /* row has the same reference */
  PL_IMPORT_PROBLEM_ALIKE,      /* row has one that no eye can tell from it */
  PL_IMPORT_PROBLEM_CAPITALS,   /* row has one that differs by capital letters only */
  PL_IMPORT_PROBLEM_OPEN_LINK,  /* link_id is open and has the same reference, and is not this row's; see reference */
  PL_IMPORT_PROBLEM_USED_LINK,  /* somebody paid by link_id, or may have: see use and is_unread; likewise */
  PL_IMPORT_PROBLEM_TOTAL,      /* its reference is a word for a total, where totals stand */
  PL_IMPORT_PROBLEM_UNUSUAL,    /* an amount that nobody would ask for: see amount */
  PL_IMPORT_PROBLEM_WAITING,    /* a link of the same reference waits to be created, and is not this row's; likewise */
} PlImportProblemCode;

typedef struct
{
  PlImportProblemCode  code;
  PlImportField        field;   /* NONE: the row */
  PayrocFieldError    *error;   /* (owned) (nullable) */
  char                *cell;    /* (owned) (nullable) what was read, and is none of what it could be */
  guint                row;     /* as the spreadsheet counts */
  char                *link_id; /* (owned) (nullable) */
  PayrocLinkStatus     use;     /* of that link: what became of the money */
  gboolean             is_unread; /* that is not known: nobody asked since the link ended */
  char                *reference; /* (owned) (nullable) the other's, where it is the same only but for capital letters
                                   * and blanks */
  char                *before;  /* (owned) (nullable) the word; or what it was; NULL: see amount, or what is told
                                 * in no words */
  PayrocMoney          amount;  /* what it was, or is; 0: the customer's choice */
  char                 decimal; /* how amounts are written in this table: '.', ',', or 0: nobody said */
} PlImportProblem;

PlImportProblem *pl_import_problem_new       (PlImportProblemCode     code,
                                              PlImportField           field);
PlImportProblem *pl_import_problem_new_field (PlImportField           field,
                                              const PayrocFieldError *error);
PlImportProblem *pl_import_problem_new_reason (PlImportField          field,
                                              const char             *parameter,
                                              PayrocFieldReason       reason);
void             pl_import_problem_free      (PlImportProblem        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlImportProblem, pl_import_problem_free)

G_END_DECLS
