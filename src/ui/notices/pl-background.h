/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leave to watch links while no window is open, and to begin with the desktop. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks the desktop (in Flatpak, where it may ask the merchant), or makes the file that starts Paylinks with the
 * desktop; not wanted takes that back. directory: (nullable): what is opened then, instead of the user's own; see
 * --data-dir. reason: a sentence for the merchant. */
void     pl_background_request_async  (gboolean              wanted,
                                       const char           *directory,
                                       const char           *reason,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* starts: (out) (optional): whether it begins with the desktop, where that was wanted.
 * Errors: G_IO_ERROR_PERMISSION_DENIED: the desktop does not allow it; G_IO_ERROR_NOT_SUPPORTED: there is nobody who
 * could; others of G_IO_ERROR and G_DBUS_ERROR. */
gboolean pl_background_request_finish (GAsyncResult         *result,
                                       gboolean             *starts,
                                       GError              **error);

G_END_DECLS
