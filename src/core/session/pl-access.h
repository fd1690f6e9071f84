/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account needs to reach Payroc: its key from the keyring, or its practice server; and mending that. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "pl-practice-server.h"
#include "pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_ACCESS (pl_access_get_type ())
G_DECLARE_FINAL_TYPE (PlAccess, pl_access, PL, ACCESS, GObject)

/* Signal "changed": the state may be another, or what was under way has ended. Going on from OPENING to READY tells of
 * a new key or server each time, also when the state was READY before. */
PlAccess       *pl_access_new                (PlAccount            *account,
                                              PlKeyring            *keyring,
                                              PayrocTransport      *transport,
                                              PayrocClient         *client,
                                              const char           *practice_directory,
                                              PlPracticeServer     *practice_server);
void            pl_access_open               (PlAccess             *self,
                                              gboolean              unlock);
void            pl_access_close              (PlAccess             *self);
PlSessionState  pl_access_get_state          (PlAccess             *self);
const GError   *pl_access_get_error          (PlAccess             *self);
gboolean        pl_access_get_busy           (PlAccess             *self);

void            pl_access_replace_key_async  (PlAccess             *self,
                                              const char           *api_key,
                                              gboolean              session_only,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean        pl_access_replace_key_finish (PlAccess             *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
