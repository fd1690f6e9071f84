/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a file by the desktop's own dialog. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*PlFileDialogFunc) (GtkFileChooser *chooser,
                                  GFile          *file,
                                  gpointer        user_data);

/* dialog: (transfer full). func is not called when the user cancels, or when the window goes that the dialog belongs
 * to: then the dialog goes with it. destroy: after func, or instead of it. */
void pl_file_dialog_show (GtkFileChooserNative *dialog,
                          PlFileDialogFunc      func,
                          gpointer              user_data,
                          GDestroyNotify        destroy);

G_END_DECLS
