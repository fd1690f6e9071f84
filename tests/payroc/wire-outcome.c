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

void
wire_transport_free (WireTransport *transport)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  payroc_transport_close_async (transport, wire_wait_cb, &result);
  payroc_transport_close_finish (transport, wire_wait (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  wire_wait_for_end (transport);
}

guint
wire_count_threads (void)
{
  g_autoptr(GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;
  guint n = 0;

  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", task, "comm", NULL);
      g_autofree char *comm = NULL;

      if (g_file_get_contents (path, &comm, NULL, NULL) && g_str_equal (g_strchomp (comm), "payroc-wire"))
        n++;
    }

  return n;
}

void
wire_wait_for_threads (void)
{
  const gint64 deadline = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  while (wire_count_threads () > 0 && g_get_monotonic_time () < deadline)
    g_usleep (1000);
  g_assert_cmpuint (wire_count_threads (), ==, 0);
}
