/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows whose reference was used, decided about together: by what became of the money. */
#pragma once

#include <adwaita.h>

#include "core/import/pl-import.h"

G_BEGIN_DECLS

#define PL_TYPE_MEND_USED (pl_mend_used_get_type ())
G_DECLARE_FINAL_TYPE (PlMendUsed, pl_mend_used, PL, MEND_USED, AdwBin)

void pl_mend_used_set_import (PlMendUsed            *self,
                              PlImport              *import);
/* waits: first the table's questions are answered. Hides itself where there is nothing to be decided together. */
void pl_mend_used_update     (PlMendUsed            *self,
                              const PlImportSummary *summary,
                              gboolean               waits);

G_END_DECLS
