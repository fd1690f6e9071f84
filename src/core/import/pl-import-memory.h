/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What columns were taken for, kept for the next table with the same headings. */
#pragma once

#include "core/csv/pl-csv-table.h"
#include "pl-import-field.h"
#include "store/pl-connection.h"

G_BEGIN_DECLS

/* Worker only. fields: one for each column; what is not remembered stays. */
gboolean pl_import_memory_read  (PlConnection         *connection,
                                 const PlCsvTable     *table,
                                 PlImportField        *fields,
                                 GError              **error);
gboolean pl_import_memory_write (PlConnection         *connection,
                                 const PlCsvTable     *table,
                                 const PlImportField  *fields,
                                 GError              **error);

G_END_DECLS
