/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What will be created of a table: its first rows, what is left out, and what it comes to in each currency. */
#pragma once

#include <gtk/gtk.h>

#include "core/import/pl-import.h"

G_BEGIN_DECLS

#define PL_TYPE_IMPORT_REVIEW (pl_import_review_get_type ())
G_DECLARE_FINAL_TYPE (PlImportReview, pl_import_review, PL, IMPORT_REVIEW, GtkBox)

/* Whenever the import was checked. */
void pl_import_review_update (PlImportReview        *self,
                              PlImport              *import,
                              const PlImportSummary *summary);

G_END_DECLS
