/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a table: what it says, mended in place, what is wrong with it, and what became of it. */
#pragma once

#include <gio/gio.h>

#include "payroc/money/payroc-money.h"
#include "payroc/sharing/payroc-share.h"
#include "pl-import-fate.h"
#include "pl-import-problem.h"

G_BEGIN_DECLS

#define PL_TYPE_IMPORT_ROW (pl_import_row_get_type ())
G_DECLARE_FINAL_TYPE (PlImportRow, pl_import_row, PL, IMPORT_ROW, GObject)

/* Signal changed: any of what is below is another. Property left-out (boolean): nothing is done with it. */
guint             pl_import_row_get_number      (PlImportRow   *self); /* as the spreadsheet counts: the heading is 1 */
/* Its cell as it is now; "" without such a column. */
const char       *pl_import_row_get_text        (PlImportRow   *self,
                                                 PlImportField  field);
/* Mends it: takes effect with the next check, which PlImport begins by itself. */
void              pl_import_row_set_text        (PlImportRow   *self,
                                                 PlImportField  field,
                                                 const char    *text);
gboolean          pl_import_row_get_left_out    (PlImportRow   *self);
void              pl_import_row_set_left_out    (PlImportRow   *self,
                                                 gboolean       left_out);
/* Imported before: its link has ended, or its mail went to somebody else or said something else. Whether the one is
 * made anew, or the other sent anew; takes effect with the next check. */
gboolean          pl_import_row_get_again       (PlImportRow   *self);
void              pl_import_row_set_again       (PlImportRow   *self,
                                                 gboolean       again);
gboolean          pl_import_row_get_may_again   (PlImportRow   *self);
/* A link of its reference was paid, or may have been, or one has it but for capital letters. Whether one more is made
 * all the same; takes effect with the next check. */
gboolean          pl_import_row_get_anyway      (PlImportRow   *self);
void              pl_import_row_set_anyway      (PlImportRow   *self,
                                                 gboolean       anyway);
gboolean          pl_import_row_get_may_anyway  (PlImportRow   *self);
/* Paid by its very reference, and that is all there is to ask: what became of the money. */
gboolean          pl_import_row_get_use         (PlImportRow      *self,
                                                 PayrocLinkStatus *use,        /* (out) (optional) */
                                                 gboolean         *is_unread); /* (out) (optional) nobody asked yet */
/* It looks like a total, asks for very much, or another row has its reference but for capital letters: a link is made
 * only where it is said that this is meant; takes effect likewise. */
gboolean          pl_import_row_get_is_doubtful (PlImportRow   *self);
gboolean          pl_import_row_get_meant       (PlImportRow   *self);
void              pl_import_row_set_meant       (PlImportRow   *self,
                                                 gboolean       meant);
/* The link was switched off or has expired; see the fate's status. */
gboolean          pl_import_row_get_is_over     (PlImportRow   *self);

/* As of the last check. (transfer none) (element-type PlImportProblem): what stands in its way; may be empty. */
GPtrArray        *pl_import_row_get_problems    (PlImportRow   *self);
gboolean          pl_import_row_get_will_create (PlImportRow   *self);
gboolean          pl_import_row_get_will_share  (PlImportRow   *self);
gboolean          pl_import_row_get_amount      (PlImportRow   *self,
                                                 PayrocMoney   *amount); /* FALSE: the customer's choice, or unknown */
gboolean          pl_import_row_get_customer_amount (PlImportRow *self);
gboolean          pl_import_row_get_expires     (PlImportRow   *self,
                                                 GDate         *day);    /* FALSE: never, or unknown */
/* (transfer none) (nullable): whom its link is sent to with what words; NULL: nobody. */
PayrocShare      *pl_import_row_get_share       (PlImportRow   *self);
/* Its link takes one payment and is sent to several people. */
gboolean          pl_import_row_get_is_for_first (PlImportRow  *self);
/* What became of it as of the last check or update. */
const PlImportFate *pl_import_row_get_fate      (PlImportRow   *self);

G_END_DECLS
