/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at Payroc's payments, from its first request to its last commit. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "payroc/client/payroc-client.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

/* Plain data; strings are copied, objects referenced. */
typedef struct
{
  const char   *account;
  const char   *terminal;
  PlDatabase   *database;
  PayrocClient *client;
  PlLinkFeed   *feed;
  gint64        now; /* microseconds since the epoch */
} PlWatchSetup;

/* What a look came to. */
typedef struct
{
  gboolean is_due;     /* there is something to tell the merchant */
  gboolean has_active; /* there is a link that can be paid: looking again is worth it */
  gboolean is_partial; /* there was more to ask than one look asks */
  guint    n_links;    /* links that changed */
} PlWatchFinding;

void     pl_watch_look_async  (const PlWatchSetup   *setup,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean pl_watch_look_finish (GAsyncResult         *result,
                               PlWatchFinding       *finding,
                               GError              **error);

G_END_DECLS
