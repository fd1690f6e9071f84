/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything one user has: the data folder, the keyring, the accounts; opens sessions. Both the window and the
 * command line start here. */
#pragma once

#include "pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_WORKSPACE (pl_workspace_get_type ())
G_DECLARE_FINAL_TYPE (PlWorkspace, pl_workspace, PL, WORKSPACE, GObject)

/* What pl_workspace_connect_async() needs to know; borrowed for the call. */
typedef struct
{
  PlAccountKind kind;         /* PRODUCTION or TEST, or CUSTOM with both addresses */
  const char   *name;
  const char   *terminal;
  const char   *currency;     /* (nullable): that of the terminal's links, or of the user's region */
  const char   *api_url;      /* (nullable) */
  const char   *identity_url; /* (nullable) */
  const char   *api_key;      /* secret; copied into wiped memory */
  gboolean      session_only; /* the key stays in this process's memory */
  gboolean      check;        /* FALSE: no network (command line, custom server) */
} PlConnectRequest;

char           *pl_workspace_dup_default_directory (void);
void            pl_workspace_open_async            (const char              *directory,
                                                    const char              *application_id,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
PlWorkspace    *pl_workspace_open_finish           (GAsyncResult            *result,
                                                    GError                 **error);
const char     *pl_workspace_get_directory         (PlWorkspace             *self);
const char     *pl_workspace_get_set_aside         (PlWorkspace             *self);
guint           pl_workspace_get_rescued           (PlWorkspace             *self);
PlKeyringState  pl_workspace_get_keyring_state     (PlWorkspace             *self);

/* Accounts */
GListModel     *pl_workspace_get_accounts          (PlWorkspace             *self);
PlAccount      *pl_workspace_find_account          (PlWorkspace             *self,
                                                    const char              *id_or_name);
void            pl_workspace_try_out_async         (PlWorkspace             *self,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
PlAccount      *pl_workspace_try_out_finish        (PlWorkspace             *self,
                                                    GAsyncResult            *result,
                                                    GError                 **error);
void            pl_workspace_connect_async         (PlWorkspace             *self,
                                                    const PlConnectRequest  *request,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
PlAccount      *pl_workspace_connect_finish        (PlWorkspace             *self,
                                                    GAsyncResult            *result,
                                                    GError                 **error);
void            pl_workspace_rename_account_async  (PlWorkspace             *self,
                                                    PlAccount               *account,
                                                    const char              *name,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
gboolean        pl_workspace_rename_account_finish (PlWorkspace             *self,
                                                    GAsyncResult            *result,
                                                    GError                 **error);
void            pl_workspace_remove_account_async  (PlWorkspace             *self,
                                                    PlAccount               *account,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
gboolean        pl_workspace_remove_account_finish (PlWorkspace             *self,
                                                    GAsyncResult            *result,
                                                    GError                 **error);

/* Changes whose account is gone (pl-workspace-orphans.c) */
void            pl_workspace_find_orphans_async     (PlWorkspace             *self,
                                                     GCancellable            *cancellable,
                                                     GAsyncReadyCallback      callback,
                                                     gpointer                 user_data);
GPtrArray      *pl_workspace_find_orphans_finish    (PlWorkspace             *self,
                                                     GAsyncResult            *result,
                                                     GError                 **error);
void            pl_workspace_adopt_orphans_async    (PlWorkspace             *self,
                                                     PlSession               *session,
                                                     GAsyncReadyCallback      callback,
                                                     gpointer                 user_data);
gboolean        pl_workspace_adopt_orphans_finish   (PlWorkspace             *self,
                                                     GAsyncResult            *result,
                                                     GError                 **error);
void            pl_workspace_discard_orphans_async  (PlWorkspace             *self,
                                                     GAsyncReadyCallback      callback,
                                                     gpointer                 user_data);
gboolean        pl_workspace_discard_orphans_finish (PlWorkspace             *self,
                                                     GAsyncResult            *result,
                                                     GError                 **error);

/* For the desktop's own search (pl-workspace-search.c) */
void            pl_workspace_search_async          (PlWorkspace             *self,
                                                    const char              *words,
                                                    guint                    limit,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
GPtrArray      *pl_workspace_search_finish         (PlWorkspace             *self,
                                                    GAsyncResult            *result,
                                                    PlAccount              **account,
                                                    GError                 **error);

/* Sessions */
PlSession      *pl_workspace_open_session          (PlWorkspace             *self,
                                                    PlAccount               *account);
PlSession      *pl_workspace_open_stored           (PlWorkspace             *self,
                                                    PlAccount               *account);
/* The user looks at something else: what it has to send goes on, and it is dropped after. */
void            pl_workspace_let_go                (PlWorkspace             *self,
                                                    PlSession               *session);
/* (transfer none): of PlSession: those that were let go and are not done. */
GListModel     *pl_workspace_get_kept              (PlWorkspace             *self);
/* (transfer full) (element-type PlAccount): those that are not open and have something to send. */
void            pl_workspace_find_unsent_async     (PlWorkspace             *self,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
GPtrArray      *pl_workspace_find_unsent_finish    (PlWorkspace             *self,
                                                    GAsyncResult            *result,
                                                    GError                 **error);
void            pl_workspace_close_async           (PlWorkspace             *self,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
gboolean        pl_workspace_close_finish          (PlWorkspace             *self,
                                                    GAsyncResult            *result,
                                                    GError                 **error);

G_END_DECLS
