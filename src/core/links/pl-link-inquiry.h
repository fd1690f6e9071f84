/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Payroc says about one link, all of it: PlLinkDetails' own. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "pl-link-facts.h"

G_BEGIN_DECLS

void         pl_link_inquiry_async  (PayrocClient         *client,
                                     const char           *terminal,
                                     PlLinkFacts          *facts,
                                     PayrocLink           *known_link,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
PlLinkFacts *pl_link_inquiry_finish (PayrocClient         *client,
                                     GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
