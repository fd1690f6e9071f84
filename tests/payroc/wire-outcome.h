/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One exchange of a transport, waited for, and the end of one. */
#pragma once

#include "payroc/wire/payroc-transport.h"
#include "wire-server.h"

G_BEGIN_DECLS

#define WIRE_KEY "8e03978e-40d5-43e8-bc93-6894a57f9324"

typedef struct
{
  PayrocReply *reply; /* (owned) (nullable) */
  GError      *error; /* (owned) (nullable) */
} WireOutcome;

void wire_outcome_clear (WireOutcome         *self);
/* Fills an empty outcome; iterates the main context until then. */
void wire_send          (PayrocTransport     *transport,
                         const PayrocRequest *request,
                         WireOutcome         *outcome);
/* The same for one request with the usual token, to a server's path. */
void wire_send_to       (PayrocTransport     *transport,
                         WireServer          *server,
                         const char          *method,
                         const char          *key,
                         WireOutcome         *outcome);

/* A transport that is closed, and waited for, when its variable goes out of scope. */
typedef PayrocTransport WireTransport;

void  wire_transport_free   (WireTransport *transport);
/* Threads of transports. One that was joined is in /proc for another moment. */
guint wire_count_threads    (void);
void  wire_wait_for_threads (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WireTransport, wire_transport_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WireOutcome, wire_outcome_clear)

G_END_DECLS
