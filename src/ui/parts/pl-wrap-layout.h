/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children one after the other like words, on as many lines as they need: libadwaita has one from 1.7 on. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_WRAP_LAYOUT (pl_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (PlWrapLayout, pl_wrap_layout, PL, WRAP_LAYOUT, GtkLayoutManager)

/* Pixels between children and between lines. */
void pl_wrap_layout_set_spacing (PlWrapLayout *self,
                                 int           spacing);

G_END_DECLS
