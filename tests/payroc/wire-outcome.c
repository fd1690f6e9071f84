/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the transport send one request and look at what came of it, over and over. */

#include "wire-outcome.h"

void
wire_outcome_clear (WireOutcome *self)
{
  g_clear_pointer (&self->reply, payroc_reply_free);
  g_clear_error (&self->error);
}

void
wire_send (PayrocTransport     *transport,
           const PayrocRequest *request,
           WireOutcome         *outcome)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_null (outcome->reply);
  g_assert_null (outcome->error);

  payroc_transport_send_async (transport, request, NULL, wire_wait_cb, &result);
  outcome->reply = payroc_transport_send_finish (transport, wire_wait (&result), &outcome->error);
  g_assert_true ((outcome->reply == NULL) == (outcome->error != NULL));
}

void
wire_send_to (PayrocTransport *transport,
              WireServer      *server,
              const char      *method,
              const char      *key,
              WireOutcome     *outcome)
{
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { .method = method, .url = url, .bearer = "t", .idempotency_key = key };

  wire_send (transport, &request, outcome);
}
