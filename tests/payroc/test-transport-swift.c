/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers, and ends of connections, that are there before the client first looks: on a busy computer the server gets
 * its turn when the client has just written. For libsoup such an attempt is over in the very turn of the loop it began
 * in. */

#include <libsoup/soup.h>

#include "under-valgrind.h"
#include "wire-outcome.h"

#define N_KEPT   3
#define N_ROUNDS 3

/* More than a server on the same computer takes. */
#define HEAD_START (50 * G_TIME_SPAN_MILLISECOND * (is_under_valgrind () ? 10 : 1))

static gboolean
answer_and_cut (WireServer        *server,
                const WireRequest *request,
                GOutputStream     *out,
                gpointer           user_data)
{
  int *n_to_cut = user_data;

  /* The first ones are there together, so that each has its connection. */
  while (wire_server_get_n_requests (server) < N_KEPT)
    if (!wire_server_sleep (server, 1))
      return FALSE;

  if (g_atomic_int_add (n_to_cut, -1) > 0)
    return FALSE;

  return wire_reply (out, 200, NULL, "{}");
}

/* In the thread that sends, between a request's last byte and the first look for its answer. */
static gboolean
wrote_body_cb (GSignalInvocationHint *hint,
               guint                  n_values,
               const GValue          *values,
               gpointer               user_data)
{
  g_usleep (HEAD_START);

  return TRUE;
}

static void
assert_ok (PayrocTransport *transport,
           GAsyncResult    *result)
{
  g_autoptr(GError) error = NULL;
  PayrocReply *reply = payroc_transport_send_finish (transport, result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  payroc_reply_free (reply);
}

static void
keep_connections (PayrocTransport *transport,
                  WireServer      *server)
{
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { .method = "GET", .url = url, .bearer = "t" };
  GAsyncResult *results[N_KEPT] = { NULL, };
  guint i;

  for (i = 0; i < N_KEPT; i++)
    payroc_transport_send_async (transport, &request, NULL, wire_wait_cb, &results[i]);

  for (i = 0; i < N_KEPT; i++)
    {
      assert_ok (transport, wire_wait (&results[i]));
      g_object_unref (results[i]);
    }

  g_assert_cmpuint (wire_server_get_n_connections (server), ==, N_KEPT);
}

/* libsoup sends a GET once more by itself when a kept connection was cut, and others are at hand. */
static void
test_cut (gconstpointer data)
{
  guint n_cuts = GPOINTER_TO_UINT (data);
  int n_to_cut = 0;
  g_autoptr(WireServer) server = wire_server_new (answer_and_cut, &n_to_cut);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  guint wrote_body;
  gulong hook;
  guint i;

  payroc_transport_set_wait_scale (transport, 0.001);
  keep_connections (transport, server);

  wrote_body = g_signal_lookup ("wrote-body", SOUP_TYPE_MESSAGE);
  hook = g_signal_add_emission_hook (wrote_body, 0, wrote_body_cb, NULL, NULL);

  for (i = 0; i < N_ROUNDS; i++)
    {
      guint n_before = wire_server_get_n_requests (server);
      g_auto(WireOutcome) outcome = { NULL, NULL };

      g_atomic_int_set (&n_to_cut, n_cuts);
      wire_send_to (transport, server, "GET", NULL, &outcome);

      g_assert_no_error (outcome.error);
      g_assert_cmpuint (outcome.reply->status, ==, 200);
      g_assert_cmpuint (wire_server_get_n_requests (server) - n_before, ==, n_cuts + 1);
    }

  g_signal_remove_emission_hook (wrote_body, hook);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/transport/swift/answer", GUINT_TO_POINTER (0), test_cut);
  g_test_add_data_func ("/transport/swift/cut", GUINT_TO_POINTER (1), test_cut);
  g_test_add_data_func ("/transport/swift/cut-twice", GUINT_TO_POINTER (2), test_cut);

  return g_test_run ();
}
