/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question for leave to run in the background, as org.freedesktop.portal.Background takes it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Takes as long as the merchant thinks about it. wanted: also to begin with the desktop, by that command; or all leave
 * is given back. reason: a sentence for the merchant. */
void     pl_background_portal_request_async  (gboolean              wanted,
                                              const char           *reason,
                                              const char *const    *command,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* starts: (out): whether the program begins with the desktop, which is refused by itself where nothing does that.
 * Errors: G_IO_ERROR_PERMISSION_DENIED: the desktop or the merchant said no; G_IO_ERROR_NOT_SUPPORTED: this desktop has
 * nobody to ask; G_IO_ERROR_CLOSED: whoever was asked is gone; others of G_IO_ERROR and G_DBUS_ERROR. */
gboolean pl_background_portal_request_finish (GAsyncResult         *result,
                                              gboolean             *starts,
                                              GError              **error);

G_END_DECLS
