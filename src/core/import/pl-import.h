/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table on its way to become links: opened, understood, checked row by row, sent as one batch, and written again with
 * what became of each row. */
#pragma once

#include "core/csv/pl-csv-decode.h"
#include "core/outbox/pl-outbox.h"
#include "pl-import-column.h"
#include "pl-import-row.h"
#include "pl-import-values.h"

G_BEGIN_DECLS

#define PL_IMPORT_ERROR (pl_import_error_quark ())

typedef enum
{
  PL_IMPORT_ERROR_PROBLEMS, /* some rows cannot become links: nothing was sent */
  PL_IMPORT_ERROR_NOTHING,  /* all rows were imported before, or are left out */
  PL_IMPORT_ERROR_LEFT_OUT, /* of one row, in the results: the merchant left it out */
} PlImportErrorCode;

GQuark pl_import_error_quark (void);

/* The links of one currency. */
typedef struct
{
  PayrocMoney sum;
  guint       n_links;
} PlImportTotal;

/* Rows whose reference was used, and that can be decided about together. */
typedef struct
{
  PayrocLinkStatus use;       /* what became of the money; PAYROC_LINK_STATUS_UNKNOWN as long as nobody asked */
  gboolean         is_unread; /* nobody did */
  guint            n_rows;    /* that are not left out */
  guint            n_anyway;  /* of them: one more link is made */
} PlImportUsed;

/* What will happen, as of the last check. */
typedef struct
{
  guint   n_rows;
  guint   n_problems;        /* rows with something in their way */
  guint   n_create;          /* links to be made, of rows without problems */
  guint   n_customer_amount; /* of them: the customer chooses */
  guint   n_share;           /* mails to be sent with these, one for each person */
  guint   n_people;          /* who get these mails, each counted once */
  guint   n_known;           /* rows imported before, made or on their way */
  guint   n_left_out;
  guint   n_over;            /* rows imported before whose links were switched off or have expired, and stay so */
  guint   n_for_first;       /* of the links to be made or sent: for one payment, and sent to several people */
  guint   n_default_expiry;  /* of the links to be made: without a last day, open for 30 days */
  guint   n_changed;         /* rows imported before of which the table says something else now */
  guint   n_with_recipients; /* rows that are not left out and have somebody to write to, mails wanted or not */
  GArray *totals;            /* (owned) (element-type PlImportTotal) of the links to be made, by currency; one that
                              * cannot be added up is left out */
  GArray *used;              /* (owned) (element-type PlImportUsed) what is paid first, what is not known last */
} PlImportSummary;

void         pl_import_summary_clear (PlImportSummary *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlImportSummary, pl_import_summary_clear)

#define PL_TYPE_IMPORT (pl_import_get_type ())
G_DECLARE_FINAL_TYPE (PlImport, pl_import, PL, IMPORT, GObject)

/* A GListModel of PlImportRow, empty rows of the file left out; made by pl_session_create_import(). Properties with
 * notify: share (boolean): whether mails are sent to the recipients; checking (boolean, read-only): a check is under
 * way. Signals: checked: another check is over; edited: a row was mended or left out by hand. */
PlImport      *pl_import_new               (const char           *account,
                                            const char           *currency,
                                            PlDatabase           *database,
                                            PlOutbox             *outbox);

/* Reads the file; separator 0: detected. Errors: PL_CSV_ERROR, G_IO_ERROR. remembered: with what was corrected by hand
 * for a table with the same headings. */
void           pl_import_open_async        (PlImport             *self,
                                            GFile                *file,
                                            char                  separator,
                                            gboolean              remembered,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       pl_import_open_finish       (PlImport             *self,
                                            GAsyncResult         *result,
                                            GError              **error);
/* Once open */
const char    *pl_import_get_name          (PlImport             *self);
PlCsvEncoding  pl_import_get_encoding      (PlImport             *self);
GListModel    *pl_import_get_columns       (PlImport             *self); /* of PlImportColumn */
gboolean       pl_import_has_field         (PlImport             *self,
                                            PlImportField         field);
/* Neither a reference nor an amount can be made up: there is no column for it. */
gboolean       pl_import_is_missing        (PlImport             *self,
                                            PlImportField         field);
/* Which sign is the decimal one: '.', ',', or 0: not said. To be asked when there is an amount that needs it. */
char           pl_import_get_decimal       (PlImport             *self);
void           pl_import_set_decimal       (PlImport             *self,
                                            char                  decimal);
const char    *pl_import_find_ambiguous    (PlImport             *self); /* (nullable): such an amount */
/* How that one is read with that sign; FALSE: not at all. */
gboolean       pl_import_read_ambiguous    (PlImport             *self,
                                            char                  decimal,
                                            PayrocMoney          *amount);
/* Likewise, of days such as 1/2/2027. */
PlImportDays   pl_import_get_days          (PlImport             *self);
void           pl_import_set_days          (PlImport             *self,
                                            PlImportDays          days);
const char    *pl_import_find_slashed      (PlImport             *self); /* (nullable): such a day */
/* A table whose first row is one like the others: nothing stands above its columns. Whether it looks so; that is asked,
 * not guessed. Says what each column is taken for anew. */
gboolean       pl_import_looks_headless    (PlImport             *self);
gboolean       pl_import_get_headless      (PlImport             *self);
void           pl_import_set_headless      (PlImport             *self,
                                            gboolean              headless);
gboolean       pl_import_get_share         (PlImport             *self);
void           pl_import_set_share         (PlImport             *self,
                                            gboolean              share);

/* text: (nullable): what is written with a link whose row says nothing of its own. fill: (nullable): replaces the words
 * in braces, of the rows' own messages too; called on other threads. */
void           pl_import_set_message       (PlImport             *self,
                                            const char           *text,
                                            PlImportFill          fill);

/* A change of a column, of a row, of decimal or share begins a check by itself; this one waits for the last. */
void           pl_import_check_async       (PlImport             *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       pl_import_check_finish      (PlImport             *self,
                                            GAsyncResult         *result,
                                            GError              **error);
gboolean       pl_import_get_checking      (PlImport             *self);
void           pl_import_get_summary       (PlImport             *self,
                                            PlImportSummary      *summary); /* to be cleared */

/* Checks once more, and gives it to the outbox: all or nothing. key: a UUID v4, one for each time it is opened.
 * Errors: PL_IMPORT_ERROR, PL_STORE_ERROR, PAYROC_ERROR_INVALID. (transfer full) */
void           pl_import_submit_async      (PlImport             *self,
                                            const char           *key,
                                            gboolean              remember,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
PlBatch       *pl_import_submit_finish     (PlImport             *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/* The table again, with its own columns and paymentLinkId, paymentUrl, status, sharedAt and error. describe: what a
 * person reads of an error; may be called on any thread. Errors: G_IO_ERROR, PL_STORE_ERROR. */
typedef char *(*PlImportDescribe) (const GError *error);

void           pl_import_write_results_async  (PlImport             *self,
                                               GFile                *file,
                                               PlImportDescribe      describe,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean       pl_import_write_results_finish (PlImport             *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
