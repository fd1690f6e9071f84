/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the cells of a row to a link and a mail, and what is wrong with them: a pure function. */
#pragma once

#include "payroc/links/payroc-link-draft.h"
#include "payroc/sharing/payroc-share.h"
#include "pl-import-problem.h"

G_BEGIN_DECLS

/* Of days with slashes: which of 1/2/2027 is the day. */
typedef enum
{
  PL_IMPORT_DAYS_UNKNOWN, /* nobody said yet */
  PL_IMPORT_DAYS_DAY_FIRST,
  PL_IMPORT_DAYS_MONTH_FIRST,
} PlImportDays;

/* (transfer full): a message with the words in braces replaced by what they stand for. link: what it is sent about.
 * Called on other threads. */
typedef char *(*PlImportFill) (const char      *text,
                               PayrocLinkDraft *link,
                               GListModel      *recipients,
                               const GDate     *today);

/* How rows are to be read. */
typedef struct
{
  char        decimal;  /* '.', ',', or 0: nobody said yet */
  PlImportDays days;
  const char *currency; /* the account's: for tables without such a column */
  GDate       today;
  gboolean    share;    /* whether mails are wanted at all */
  const char *message;  /* (nullable) of rows without one of their own */
  PlImportFill fill;    /* (nullable) */
  PayrocLinkDraft *link; /* (unowned) (nullable) what the row's link says, when there is one already */
  guint       mapped;   /* bits 1 << PlImportField: which columns there are */
} PlImportReading;

typedef struct
{
  PayrocLinkDraft *draft;    /* (owned) */
  guint            given;    /* bits 1 << PlImportField: which cells say something that lasts */
  gboolean         default_expiry; /* nobody said when it ends, and 30 days were put in */
  PayrocShare     *share;    /* (owned) (nullable) nobody is written to */
  GPtrArray       *problems; /* (owned) (element-type PlImportProblem) */
} PlImportValues;

/* cells: PL_IMPORT_N_FIELDS texts, as in the file; NULL where there is no such column. */
void pl_import_values_read  (PlImportValues        *self,
                             const PlImportReading *reading,
                             const char *const     *cells);
void pl_import_values_clear (PlImportValues        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlImportValues, pl_import_values_clear)

G_END_DECLS
