/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps paylinks-practice running while somebody holds this object: started when it is not, joined when it is. */
#pragma once

#include <gio/gio.h>

#include "payroc/payroc-environment.h"

G_BEGIN_DECLS

#define PL_TYPE_PRACTICE_SERVER (pl_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (PlPracticeServer, pl_practice_server, PL, PRACTICE_SERVER, GObject)

/* Signal "stopped": it ended although we hold it (killed); start a new one. */
void               pl_practice_server_start_async     (const char           *directory,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
PlPracticeServer  *pl_practice_server_start_finish    (GAsyncResult         *result,
                                                       GError              **error);
PayrocEnvironment *pl_practice_server_get_environment (PlPracticeServer     *self);
const char        *pl_practice_server_get_terminal    (PlPracticeServer     *self);
const char        *pl_practice_server_get_currency    (PlPracticeServer     *self);
const char        *pl_practice_server_get_api_key     (PlPracticeServer     *self);
gboolean           pl_practice_server_get_running     (PlPracticeServer     *self);

G_END_DECLS
