/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table that something is wrong with, in the order of the table, each to be mended in place. */
#pragma once

#include <gtk/gtk.h>

#include "core/import/pl-import.h"

G_BEGIN_DECLS

/* As many are shown at once; the next ones come as these are mended. */
#define PL_MEND_LIST_MOST 20

#define PL_TYPE_MEND_LIST (pl_mend_list_get_type ())
G_DECLARE_FINAL_TYPE (PlMendList, pl_mend_list, PL, MEND_LIST, GtkBox)

/* Once. */
void     pl_mend_list_set_import (PlMendList            *self,
                                  PlImport              *import);
/* Whenever the import was checked. waits: something is asked first, and nothing is shown. */
void     pl_mend_list_update     (PlMendList            *self,
                                  const PlImportSummary *summary,
                                  gboolean               waits);
/* The rows are others. */
void     pl_mend_list_clear      (PlMendList            *self);
/* Something is typed that was not taken yet. */
gboolean pl_mend_list_has_typed  (PlMendList            *self);
void     pl_mend_list_take_typed (PlMendList            *self);

G_END_DECLS
