/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PlImport as its own files see it. */
#pragma once

#include "pl-import-check.h"
#include "pl-import-row-private.h"
#include "pl-import.h"

G_BEGIN_DECLS

struct _PlImport
{
  GObject parent_instance;

  char           *account;  /* (owned) */
  char           *currency; /* (owned) */
  PlDatabase     *database; /* (owned) */
  PlOutbox       *outbox;   /* (owned) */

  char           *name;     /* (owned) (nullable) */
  PlCsvTable     *table;    /* (owned) (nullable) not open yet */
  GListStore     *columns;  /* (owned) (element-type PlImportColumn) */
  GPtrArray      *rows;     /* (owned) (element-type PlImportRow) */
  PlImportSource *source;   /* (owned) (nullable) made anew when a column is taken for something else */
  char            decimal;
  PlImportDays    days;
  gboolean        headless; /* the first row is one like the others */
  gboolean        share;
  char           *message;  /* (owned) (nullable) */
  PlImportFill    fill;     /* (nullable) */

  /* The check that begins by itself */
  guint           idle;
  GCancellable   *running;  /* (owned) (nullable) */
  GPtrArray      *waiters;  /* (owned) (element-type GTask) */
};

/* One check from its snapshot to its output; the rows do not know of it before it is applied. */
PlImportCheck *pl_import_begin_check      (PlImport             *self);
void           pl_import_run_check_async  (PlImport             *self,
                                           PlImportCheck        *check,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       pl_import_run_check_finish (PlImport             *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void           pl_import_apply_check      (PlImport             *self,
                                           PlImportCheck        *check);

/* Something changed: the rows are judged anew. */
void           pl_import_begin_soon       (PlImport             *self);
/* Likewise, and what was answered about them is asked again. */
void           pl_import_read_anew        (PlImport             *self);

/* The first row that is one like the others. */
guint          pl_import_get_first_row    (PlImport             *self);
void           pl_import_make_rows        (PlImport             *self);

/* What was opened. Takes fields: one for each column. */
void           pl_import_take_table       (PlImport             *self,
                                           PlCsvTable           *table,
                                           const char           *name,
                                           const PlImportField  *fields);
PlImportField *pl_import_dup_fields       (PlImport             *self);
PlImportSource *pl_import_get_source      (PlImport             *self);

G_END_DECLS
