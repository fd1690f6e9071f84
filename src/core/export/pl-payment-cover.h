/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of which links the payments are known and as of when, and asking Payroc for those of the others. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "core/list/pl-link-index.h"
#include "payroc/client/payroc-client.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_PAYMENT_COVER (pl_payment_cover_get_type ())
G_DECLARE_FINAL_TYPE (PlPaymentCover, pl_payment_cover, PL, PAYMENT_COVER, GObject)

/* Signal: "asked" (): one link more was answered. Made by pl_session_create_payment_cover(). */
PlPaymentCover *pl_payment_cover_new          (const char           *account,
                                               const char           *terminal,
                                               PlDatabase           *database,
                                               PayrocClient         *client,
                                               PlLinkFeed           *feed);
/* Looks into the store. limit 0: all the query finds. */
void            pl_payment_cover_look_async   (PlPaymentCover       *self,
                                               const PlLinkQuery    *query,
                                               guint                 limit,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean        pl_payment_cover_look_finish  (PlPaymentCover       *self,
                                               GAsyncResult         *result,
                                               GError              **error);
/* As last looked, less what was asked since. */
guint           pl_payment_cover_get_n_questions (PlPaymentCover    *self);
guint           pl_payment_cover_get_n_unasked   (PlPaymentCover    *self);
guint           pl_payment_cover_get_n_overlooked (PlPaymentCover   *self,
                                                   guint            *n_unasked);
gint64          pl_payment_cover_get_oldest      (PlPaymentCover    *self);
gint64          pl_payment_cover_get_as_of       (PlPaymentCover    *self);
/* Asks Payroc for the payments of those that it should be asked about, one link after the other. */
void            pl_payment_cover_ask_async    (PlPaymentCover       *self,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean        pl_payment_cover_ask_finish   (PlPaymentCover       *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
