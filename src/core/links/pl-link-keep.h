/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Payroc said about a link, stored; and where a payment in it stands under another link, that one is asked. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "pl-link-facts.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

typedef struct
{
  PlDatabase   *database;
  PayrocClient *client;
  const char   *terminal;
  PlLinkFeed   *feed; /* is told of the other links; of the own one whoever asked tells it */
} PlLinkKeeper;

void     pl_link_keep_async  (const PlLinkKeeper   *keeper,
                              PlLinkFacts          *facts,
                              PlDatabaseWork        work, /* calls pl_link_facts_write() */
                              gpointer              work_data,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
gboolean pl_link_keep_finish (GAsyncResult         *result,
                              guint                *n_asked, /* (out) (optional) */
                              GError              **error);

G_END_DECLS
