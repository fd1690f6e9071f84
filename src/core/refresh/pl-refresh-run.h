/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One refresh from its first request to its last commit. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "payroc/client/payroc-client.h"
#include "pl-refresh-store.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

/* After each commit, in the caller's context. */
typedef void (*PlRefreshChangedFunc) (const PlRefreshBatch *batch,
                                      guint                 n_seen,
                                      gpointer              user_data);

/* Plain data; strings are copied, objects referenced. */
typedef struct
{
  const char           *account;
  const char           *terminal;
  PlDatabase           *database;
  PayrocClient         *client;
  PlLinkFeed           *feed;
  PlRefreshChangedFunc  changed;
  gpointer              user_data; /* must live until the callback */
} PlRefreshSetup;

void     pl_refresh_run_all_async  (const PlRefreshSetup *setup,
                                    gboolean              full,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean pl_refresh_run_all_finish (GAsyncResult         *result,
                                    gboolean             *full,
                                    guint                *n_unreadable,
                                    gint64               *finished_at,
                                    GError              **error);

G_END_DECLS
