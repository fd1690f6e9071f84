/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every row of a table, however many, and what will become of each; mended here, too. */
#pragma once

#include <adwaita.h>

#include "core/import/pl-import.h"

G_BEGIN_DECLS

#define PL_TYPE_IMPORT_ROWS (pl_import_rows_get_type ())
G_DECLARE_FINAL_TYPE (PlImportRows, pl_import_rows, PL, IMPORT_ROWS, AdwWindow)

/* only_problems: what is shown first. */
PlImportRows *pl_import_rows_new (PlImport *import,
                                  gboolean  only_problems);

G_END_DECLS
