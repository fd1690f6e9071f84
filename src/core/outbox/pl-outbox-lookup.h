/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds at Payroc what a row whose answer was lost may have done, when its key no longer tells. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "pl-outbox-claim.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

void     pl_outbox_lookup_async  (PayrocClient        *client,
                                  PlDatabase          *database,
                                  const char          *terminal,
                                  const PlOutboxClaim *claim,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
GObject *pl_outbox_lookup_finish (GAsyncResult        *result,
                                  GError             **error);

G_END_DECLS
