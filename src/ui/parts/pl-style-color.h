/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the style makes of a widget's text, for widgets that draw it themselves. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_style_color_get           (GtkWidget  *widget,
                                   GdkRGBA    *color);
void pl_style_color_get_for_class (GtkWidget  *widget,
                                   const char *style_class,
                                   GdkRGBA    *color);

G_END_DECLS
