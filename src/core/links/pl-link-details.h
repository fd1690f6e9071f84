/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link in full: the link, whom it was sent to, what was paid; from the store at once, then from Payroc. */
#pragma once

#include "payroc/client/payroc-client.h"
#include "payroc/links/payroc-link-draft.h"
#include "pl-link-feed.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_DETAILS (pl_link_details_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkDetails, pl_link_details, PL, LINK_DETAILS, GObject)

/* Properties, read-only with notify: link (PayrocLink, nullable until read), sharing (GListModel of PayrocSharingEvent,
 * newest first), payments (GListModel of PayrocPayment, newest first), old-addresses (GListModel of PlOldAddress,
 * newest first), loading (boolean), as-of (gint64, microseconds: when all of it was last read from Payroc, 0 = never),
 * error (GError, nullable: the last update's). */
PlLinkDetails *pl_link_details_new           (const char           *account,
                                              const char           *terminal,
                                              const char           *link_id,
                                              PlDatabase           *database,
                                              PayrocClient         *client,
                                              PlLinkFeed           *feed);
const char    *pl_link_details_get_link_id   (PlLinkDetails        *self);
PayrocLink    *pl_link_details_get_link      (PlLinkDetails        *self);
GListModel    *pl_link_details_get_sharing   (PlLinkDetails        *self);
GListModel    *pl_link_details_get_payments  (PlLinkDetails        *self);
GListModel    *pl_link_details_get_old_addresses (PlLinkDetails    *self);
/* Of PlHandOver, newest first. */
GListModel    *pl_link_details_get_hand_overs (PlLinkDetails       *self);
GListModel    *pl_link_details_create_holders (PlLinkDetails       *self);
/* Of the address before the present one; 0: it had none. */
gint64         pl_link_details_get_address_ended_at (PlLinkDetails *self);
/* Of PayrocRecipient: who was sent an address that no longer works, and none since. */
GListModel    *pl_link_details_find_left_behind (PlLinkDetails     *self);
/* (nullable): what was asked for, while Payroc has something else; until it is accepted. Told with "link". */
PayrocLinkDraft *pl_link_details_get_asked   (PlLinkDetails        *self);
void           pl_link_details_accept        (PlLinkDetails        *self);
/* As Payroc calls the link; of a completed one what became of its money. UNKNOWN without a link. */
PayrocLinkStatus
               pl_link_details_get_status    (PlLinkDetails        *self);
/* (nullable): NULL when nobody can tell. */
GPtrArray     *pl_link_details_get_totals    (PlLinkDetails        *self);
GPtrArray     *pl_link_details_get_held      (PlLinkDetails        *self);
/* Told with "as-of". */
guint          pl_link_details_get_n_unreadable_payments (PlLinkDetails *self);
guint          pl_link_details_get_n_unreadable_sharing  (PlLinkDetails *self);
gboolean       pl_link_details_get_loading   (PlLinkDetails        *self);
gint64         pl_link_details_get_as_of     (PlLinkDetails        *self);

/* Reads the store only. */
void           pl_link_details_load_async    (PlLinkDetails        *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean       pl_link_details_load_finish   (PlLinkDetails        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* Asks Payroc, and stores what it says. */
void           pl_link_details_update_async  (PlLinkDetails        *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean       pl_link_details_update_finish (PlLinkDetails        *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
