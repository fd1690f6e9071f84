/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each column of a table is taken for, and which are not used. */
#pragma once

#include <adwaita.h>

#include "core/import/pl-import.h"

G_BEGIN_DECLS

#define PL_TYPE_IMPORT_COLUMNS (pl_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (PlImportColumns, pl_import_columns, PL, IMPORT_COLUMNS, AdwExpanderRow)

/* Once. */
void pl_import_columns_set_import (PlImportColumns *self,
                                   PlImport        *import);
/* Whenever the import was checked. */
void pl_import_columns_update     (PlImportColumns *self);

G_END_DECLS
