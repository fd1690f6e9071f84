/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a short list of Payroc's to its end, page by page: what belongs to one link. */
#pragma once

#include "payroc/client/payroc-client.h"

G_BEGIN_DECLS

/* Asks for the page after that cursor (nullable); callback and user_data belong to the request. */
typedef void        (*PlPageAskFunc)    (PayrocClient         *client,
                                         const char           *after,
                                         gpointer              list,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
typedef PayrocPage *(*PlPageAnswerFunc) (PayrocClient         *client,
                                         GAsyncResult         *result,
                                         GError              **error);

void       pl_page_walk_async  (PayrocClient         *client,
                                PlPageAskFunc         ask,
                                PlPageAnswerFunc      answer,
                                gpointer              list,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
GPtrArray *pl_page_walk_finish (GAsyncResult         *result,
                                guint                *n_unreadable,
                                GError              **error);

G_END_DECLS
