/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows that stand above another: dialogs, and what is asked above them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full) (element-type GtkWindow): whoever stands on another one comes after it */
GPtrArray *pl_windows_list_above  (GtkWindow *below);
void       pl_windows_close_above (GtkWindow *below);

G_END_DECLS
