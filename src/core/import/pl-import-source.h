/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table and what its columns mean: what rows are read from, by any thread. Does not change: other meanings are
 * another source. */
#pragma once

#include "core/csv/pl-csv-table.h"
#include "pl-import-field.h"

G_BEGIN_DECLS

typedef struct
{
  PlCsvTable *table;                       /* (owned) */
  int         columns[PL_IMPORT_N_FIELDS]; /* -1: there is none */
} PlImportSource;

PlImportSource *pl_import_source_new        (PlCsvTable           *table,
                                             const PlImportField  *fields);
PlImportSource *pl_import_source_ref        (PlImportSource       *self);
void            pl_import_source_unref      (PlImportSource       *self);
const char     *pl_import_source_get_text   (const PlImportSource *self,
                                             guint                 row,
                                             PlImportField         field);
guint           pl_import_source_get_mapped (const PlImportSource *self);
gboolean        pl_import_source_is_longer  (const PlImportSource *self,
                                             guint                 row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlImportSource, pl_import_source_unref)

G_END_DECLS
