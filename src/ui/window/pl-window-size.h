/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers how large the main window was; without the settings schema (run from a build folder) it forgets. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_window_size_restore (GtkWindow *window);
void pl_window_size_save    (GtkWindow *window);

G_END_DECLS
