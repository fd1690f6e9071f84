/* SPDX-License-Identifier: GPL-3.0-or-later */
/* F1, Ctrl+Q and the like in every dialog. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on, for as long as the application lives. */
void pl_dialog_keys_watch (GtkApplication *application);

G_END_DECLS
