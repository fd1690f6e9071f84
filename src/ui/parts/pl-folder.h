/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a folder in the desktop's file manager. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pl_folder_show (GtkWidget  *widget,
                     const char *directory);

G_END_DECLS
