/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Menus no wider than their window, also on a telephone and with the largest text. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whatever menu the button has, and gets. */
void pl_menu_fit_watch (GtkMenuButton *button);

G_END_DECLS
