/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a table with what is wrong with it, to be mended in place or left out. */
#pragma once

#include <adwaita.h>

#include "core/import/pl-import.h"

G_BEGIN_DECLS

#define PL_TYPE_MEND_ROW (pl_mend_row_get_type ())
G_DECLARE_FINAL_TYPE (PlMendRow, pl_mend_row, PL, MEND_ROW, AdwExpanderRow)

GtkWidget   *pl_mend_row_new        (PlImportRow *row);
/* With all cells that hold something, opened. */
GtkWidget   *pl_mend_row_new_whole  (PlImportRow *row);
PlImportRow *pl_mend_row_get_row    (PlMendRow   *self);
/* Whether something was typed that the row does not have yet. */
gboolean     pl_mend_row_has_typed  (PlMendRow   *self);
/* Gives it to the row, as leaving a field or confirming one does. */
void         pl_mend_row_take_typed (PlMendRow   *self);

G_END_DECLS
