/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card that is square, and as large as there is room for; and below it or beside it words, that are scrolled where
 * they have none. In the .ui: the card first, then a GtkScrolledWindow. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_SHEET (pl_counter_sheet_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterSheet, pl_counter_sheet, PL, COUNTER_SHEET, GtkWidget)

G_END_DECLS
