/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Payroc says about one link, all of it or parts. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "pl-link-facts.h"

G_BEGIN_DECLS

typedef enum
{
  PL_LINK_INQUIRY_LINK = 1 << 0,
  PL_LINK_INQUIRY_SHARING = 1 << 1,
  PL_LINK_INQUIRY_CARDS = 1 << 2,
  PL_LINK_INQUIRY_BANKS = 1 << 3,
  PL_LINK_INQUIRY_PAYMENTS = PL_LINK_INQUIRY_CARDS | PL_LINK_INQUIRY_BANKS,
  PL_LINK_INQUIRY_ALL = PL_LINK_INQUIRY_LINK | PL_LINK_INQUIRY_SHARING | PL_LINK_INQUIRY_PAYMENTS,
} PlLinkInquiryParts;

/* One request for each part, more for long lists. */
void         pl_link_inquiry_async  (PayrocClient         *client,
                                     const char           *terminal,
                                     PlLinkFacts          *facts,
                                     PayrocLink           *known_link,
                                     PlLinkInquiryParts    parts,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
PlLinkFacts *pl_link_inquiry_finish (PayrocClient         *client,
                                     GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
