/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything one user has: the data folder, the keyring, the accounts; opens sessions. Both the window and the command line start here. */
#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_WORKSPACE (pl_workspace_get_type ())
G_DECLARE_FINAL_TYPE (PlWorkspace, pl_workspace, PL, WORKSPACE, GObject)

/* directory NULL: the user's data folder (XDG_DATA_HOME/paylinks). */
void         pl_workspace_open_async     (const char *directory, const char *application_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PlWorkspace *pl_workspace_open_finish    (GAsyncResult *result, GError **error);
const char  *pl_workspace_get_directory  (PlWorkspace *self);
const char  *pl_workspace_get_set_aside  (PlWorkspace *self); /* (nullable) a damaged database was moved there */
PlKeyringState pl_workspace_get_keyring_state (PlWorkspace *self);
GListModel  *pl_workspace_get_accounts   (PlWorkspace *self); /* (transfer none) of PlAccount, last used first */
PlAccount   *pl_workspace_find_account   (PlWorkspace *self, const char *id_or_name); /* (transfer full) (nullable) */

/* The practice account, made when it is not there. */
void         pl_workspace_try_out_async  (PlWorkspace *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PlAccount   *pl_workspace_try_out_finish (PlWorkspace *self, GAsyncResult *result, GError **error);

/* Checks the key (identity), then the terminal (its list of links answers; retrieving it may be forbidden), then stores key and row.
 * environment: PRODUCTION or TEST, or CUSTOM with both addresses. check FALSE: no network (command line, custom server).
 * Errors: PAYROC_ERROR with the field "apiKey", "processingTerminalId", "name", "apiUrl" or "identityUrl"; PL_STORE_ERROR_KEYRING_*. */
typedef struct
{
  PlAccountKind kind;
  const char   *name;
  const char   *terminal;
  const char   *currency;     /* (nullable) */
  const char   *api_url;      /* (nullable) */
  const char   *identity_url; /* (nullable) */
  const char   *api_key;      /* secret; copied into wiped memory */
  gboolean      session_only;
  gboolean      check;
} PlConnectRequest;

void         pl_workspace_connect_async  (PlWorkspace *self, const PlConnectRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PlAccount   *pl_workspace_connect_finish (PlWorkspace *self, GAsyncResult *result, GError **error);
void         pl_workspace_rename_account_async  (PlWorkspace *self, PlAccount *account, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean     pl_workspace_rename_account_finish (PlWorkspace *self, GAsyncResult *result, GError **error);
void         pl_workspace_remove_account_async  (PlWorkspace *self, PlAccount *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data); /* row, data, keyring */
gboolean     pl_workspace_remove_account_finish (PlWorkspace *self, GAsyncResult *result, GError **error);

/* At once; what it needs comes behind (its state). Marks the account as last used. (transfer full); the same object while one is open. */
PlSession   *pl_workspace_open_session   (PlWorkspace *self, PlAccount *account);
/* Waits until everything accepted is on the disk, then closes. */
void         pl_workspace_close_async    (PlWorkspace *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean     pl_workspace_close_finish   (PlWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
