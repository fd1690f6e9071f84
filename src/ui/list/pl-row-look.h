/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How all rows of a list of links are written: fonts, colours and sizes, once for the whole list. */
#pragma once

#include <gtk/gtk.h>

#include "pl-row-text.h"

G_BEGIN_DECLS

#define PL_TYPE_ROW_LOOK (pl_row_look_get_type ())
G_DECLARE_FINAL_TYPE (PlRowLook, pl_row_look, PL, ROW_LOOK, GObject)

/* view: (unowned) whose style the rows have; they are used in it only. */
PlRowLook *pl_row_look_new              (GtkWidget       *view);
/* Colours may be others now. */
void       pl_row_look_forget_colors    (PlRowLook       *self);
int        pl_row_look_get_height       (PlRowLook       *self);
int        pl_row_look_get_min_width    (PlRowLook       *self);
/* color: of the row's plain text. */
void       pl_row_look_snapshot         (PlRowLook       *self,
                                         GtkSnapshot     *snapshot,
                                         const PlRowText *text,
                                         const GdkRGBA   *color,
                                         int              x,
                                         int              width);
/* Whether all that the row says can be read in that width. */
gboolean   pl_row_look_fits             (PlRowLook       *self,
                                         const PlRowText *text,
                                         int              width);

G_END_DECLS
