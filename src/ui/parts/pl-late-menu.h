/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a button, made when it is first opened. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*PlLateMenuFill) (gpointer user_data);

/* fill: (nullable) (scope forever): is called each time before the menu opens; user_data outlives the button. */
void pl_late_menu_set (GtkMenuButton  *button,
                       GMenu          *menu,
                       PlLateMenuFill  fill,
                       gpointer        user_data);

G_END_DECLS
