/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a practice server's links, payments and mails off the disk, whoever serves them at that moment. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     pl_practice_folder_remove_async  (const char           *directory,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean pl_practice_folder_remove_finish (GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
