/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other links' own lists, asked whether a payment that a customer was seen to make is not theirs. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "pl-probe-sift.h"

G_BEGIN_DECLS

/* find: must live until the callback. */
void     pl_probe_witness_async  (PayrocClient         *client,
                                  const char           *terminal,
                                  const PlProbeFind    *find,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean pl_probe_witness_finish (PayrocClient         *client,
                                  GAsyncResult         *result,
                                  gboolean             *denied,
                                  GError              **error);

G_END_DECLS
