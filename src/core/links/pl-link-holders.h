/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was sent a link by e-mail, each person once: pure functions on a link's sharing history. */
#pragma once

#include "payroc/sharing/payroc-sharing-event.h"

G_BEGIN_DECLS

/* events: (element-type PayrocSharingEvent), newest first. Sent after since and up to until, microseconds since the
 * epoch. (transfer full): of PayrocRecipient */
GListModel *pl_link_holders_between (GPtrArray *events,
                                     gint64     since,
                                     gint64     until);
/* Whether the address in that mail no longer works. ended_at: of the address before the present one; 0: none. */
gboolean    pl_link_holders_is_outdated (PayrocSharingEvent *event,
                                         gint64              ended_at);
/* Who was last sent an address that no longer works. events: of PayrocSharingEvent. (transfer full): of
 * PayrocRecipient */
GListModel *pl_link_holders_find_left_behind (GListModel *events,
                                              gint64      ended_at);
/* addresses: (element-type PlAddressRow), newest first. (transfer full) (element-type PlOldAddress) */
GPtrArray  *pl_link_holders_match   (GPtrArray *addresses,
                                     GPtrArray *events);

G_END_DECLS
