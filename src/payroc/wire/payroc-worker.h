/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that owns the sessions, and the queue in front of them. */
#pragma once

#include "payroc-exchange.h"

G_BEGIN_DECLS

typedef struct _PayrocWorker PayrocWorker;

PayrocWorker *payroc_worker_new         (void);
PayrocWorker *payroc_worker_ref         (PayrocWorker       *self);
void          payroc_worker_unref       (PayrocWorker       *self);
void          payroc_worker_close       (PayrocWorker       *self,
                                         GTask              *task);
void          payroc_worker_push        (PayrocWorker       *self,
                                         PayrocExchange     *exchange,
                                         PayrocExchangeFunc  done,
                                         gpointer            user_data);
void          payroc_worker_look_round  (PayrocWorker       *self);
void          payroc_worker_preconnect  (PayrocWorker       *self,
                                         const char         *url);

G_END_DECLS
