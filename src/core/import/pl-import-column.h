/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column of a table, and what it is taken for. */
#pragma once

#include <gio/gio.h>

#include "pl-import-field.h"

G_BEGIN_DECLS

#define PL_TYPE_IMPORT_COLUMN (pl_import_column_get_type ())
G_DECLARE_FINAL_TYPE (PlImportColumn, pl_import_column, PL, IMPORT_COLUMN, GObject)

/* Properties: heading, sample (its first cell that is not empty, or ""): construct-only; field (PlImportField as an
 * unsigned number), with notify: to be corrected by hand. */
PlImportColumn *pl_import_column_new         (const char      *heading,
                                              const char      *sample,
                                              PlImportField    field);
const char     *pl_import_column_get_heading (PlImportColumn  *self);
const char     *pl_import_column_get_sample  (PlImportColumn  *self);
PlImportField   pl_import_column_get_field   (PlImportColumn  *self);
void            pl_import_column_set_field   (PlImportColumn  *self,
                                              PlImportField    field);

G_END_DECLS
