/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request until the policy, the deadline or the caller says stop. Once armed it lives in the session's thread. */
#pragma once

#include <libsoup/soup.h>

#include "payroc-transport.h"

G_BEGIN_DECLS

typedef struct _PayrocExchange PayrocExchange;

typedef struct
{
  guint  deadline_seconds;
  gsize  max_reply_bytes;
  double wait_scale;
} PayrocExchangeLimits;

/* The answer, to be stolen, or an error of PAYROC_ERROR or G_IO_ERROR_CANCELLED, to be stolen. */
typedef void (*PayrocExchangeFunc) (PayrocExchange  *self,
                                    PayrocReply    **reply,
                                    GError         **error,
                                    gpointer         user_data);

PayrocExchange *payroc_exchange_new          (const PayrocRequest        *request,
                                              const PayrocExchangeLimits *limits,
                                              GCancellable               *cancellable);
void            payroc_exchange_free         (PayrocExchange             *self);
const char     *payroc_exchange_get_url      (PayrocExchange             *self);
gboolean        payroc_exchange_is_urgent    (PayrocExchange             *self);
gboolean        payroc_exchange_is_started   (PayrocExchange             *self);
gboolean        payroc_exchange_is_cancelled (PayrocExchange             *self);
void            payroc_exchange_arm          (PayrocExchange             *self,
                                              GMainContext               *context,
                                              PayrocExchangeFunc          done,
                                              gpointer                    user_data);
void            payroc_exchange_start        (PayrocExchange             *self,
                                              SoupSession                *session);
void            payroc_exchange_cancel       (PayrocExchange             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PayrocExchange, payroc_exchange_free)

G_END_DECLS
