/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leave to watch links while no window is open, and to begin with the desktop. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks the desktop (in Flatpak, where it may ask the merchant), or makes the file that starts Paylinks with the
 * desktop; not wanted takes that back. reason: a sentence for the merchant. */
/* What starts with the desktop opens that folder instead of the user's own; see --data-dir. */
void     pl_background_set_directory  (const char           *directory);
void     pl_background_request_async  (gboolean              wanted,
                                       const char           *reason,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* Errors: G_IO_ERROR_PERMISSION_DENIED: the desktop does not allow it; others of G_IO_ERROR. */
gboolean pl_background_request_finish (GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
