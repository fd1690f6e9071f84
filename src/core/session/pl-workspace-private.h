/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of PlWorkspace need of one another. */
#pragma once

#include "payroc/wire/payroc-transport.h"
#include "pl-practice-server.h"
#include "pl-session-keeper.h"
#include "pl-workspace.h"

G_BEGIN_DECLS

/* In the store and on the command line; a window says it in the user's language. */
#define PL_PRACTICE_ACCOUNT_NAME "Practice"

PlDatabase      *pl_workspace_get_database           (PlWorkspace          *self);
PayrocTransport *pl_workspace_get_transport          (PlWorkspace          *self);
PlKeyring       *pl_workspace_get_keyring            (PlWorkspace          *self);
const char      *pl_workspace_get_practice_directory (PlWorkspace          *self);
void             pl_workspace_take_practice_server   (PlWorkspace          *self,
                                                      PlPracticeServer     *server);
/* (transfer full) (nullable): the one that is open */
PlSession       *pl_workspace_find_session           (PlWorkspace          *self,
                                                      PlAccount            *account);
PlSessionKeeper *pl_workspace_get_keeper             (PlWorkspace          *self);
void             pl_workspace_end_session            (PlWorkspace          *self,
                                                      PlAccount            *account);
PlAccount       *pl_workspace_find_practice_account  (PlWorkspace          *self);
PlAccount       *pl_workspace_find_same_terminal     (PlWorkspace          *self,
                                                      const PlAccountRow   *row);
void             pl_workspace_check_name             (PlWorkspace          *self,
                                                      const char           *name,
                                                      PlAccount            *except,
                                                      GPtrArray            *fields);
/* What is being connected: FALSE when it is already. */
gboolean         pl_workspace_add_pending            (PlWorkspace          *self,
                                                      PlAccountRow         *row);
void             pl_workspace_remove_pending         (PlWorkspace          *self,
                                                      PlAccountRow         *row);
/* Writes the row, then adds the account to the list or brings the listed one up to date. */
void             pl_workspace_put_account_async      (PlWorkspace          *self,
                                                      const PlAccountRow   *row,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
PlAccount       *pl_workspace_put_account_finish     (PlWorkspace          *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

G_END_DECLS
