/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many requests at once, dead connections, and every way to stop in the middle. */

#include <string.h>

#include "payroc/payroc-error.h"
#include "wire-outcome.h"

#define N_MANY 100

/* With this a wait between two attempts would end past the deadline, and so is not begun: the request fails. */
#define NEVER_WAIT 1000000.0

/* What is cancelled here would go on for ever, or for as long as the server asks to be left alone. What a busy computer
 * needs is not measured. */
#define LEFT_ALONE 50
#define SOON (LEFT_ALONE * G_TIME_SPAN_SECOND / 2)

static gboolean
answer_after_a_while (WireServer        *server,
                      const WireRequest *request,
                      GOutputStream     *out,
                      gpointer           user_data)
{
  wire_server_sleep (server, 10);

  return wire_reply (out, 200, NULL, "{}");
}

static gboolean
answer_half (WireServer        *server,
             const WireRequest *request,
             GOutputStream     *out,
             gpointer           user_data)
{
  wire_write (out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
  wire_server_do_work (server, "said");

  return wire_answer_never (server, request, out, user_data);
}

static gboolean
answer_come_back_later (WireServer        *server,
                        const WireRequest *request,
                        GOutputStream     *out,
                        gpointer           user_data)
{
  gboolean stays = wire_reply (out, 429, "Retry-After: " G_STRINGIFY (LEFT_ALONE) "\r\n", "{}");

  wire_server_do_work (server, "said");

  return stays;
}

static void
send_one (PayrocTransport *transport,
          WireServer      *server,
          const char      *key,
          GCancellable    *cancellable,
          GAsyncResult   **result)
{
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { "POST", url, "t", NULL, key, NULL };

  payroc_transport_send_async (transport, &request, cancellable, wire_wait_cb, result);
}

static void
assert_ok (PayrocTransport *transport,
           GAsyncResult   **result)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocReply) reply = NULL;

  reply = payroc_transport_send_finish (transport, wire_wait (result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  g_clear_object (result);
}

static void
assert_cancelled (PayrocTransport *transport,
                  GAsyncResult   **result)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (payroc_transport_send_finish (transport, wire_wait (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (result);
}

static void
test_many (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_after_a_while, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  GAsyncResult *results[N_MANY] = { NULL, };
  guint i;

  for (i = 0; i < N_MANY; i++)
    send_one (transport, server, WIRE_KEY, NULL, &results[i]);
  for (i = 0; i < N_MANY; i++)
    assert_ok (transport, &results[i]);

  g_assert_cmpuint (wire_server_get_n_requests (server), ==, N_MANY);
  g_assert_cmpuint (wire_server_get_n_connections (server), <=, 8);
  g_assert_cmpuint (wire_server_get_n_connections (server), >, 2);
}

/* Ways of a server to be rid of a connection that it had kept alive. */
typedef enum
{
  CLOSE_AT_NEXT_REQUEST,
  CLOSE_AFTER_IDLING,
} ClosingWay;

static gboolean
answer_and_close (WireServer        *server,
                  const WireRequest *request,
                  GOutputStream     *out,
                  gpointer           user_data)
{
  ClosingWay way = GPOINTER_TO_INT (user_data);

  if (way == CLOSE_AT_NEXT_REQUEST && request->on_connection == 2)
    return FALSE;

  /* Twice the same work would be noticed: each key does its work once, and the second time finds it done. */
  if (!wire_server_do_work (server, wire_request_get_header (request, "idempotency-key")))
    return wire_reply (out, 409, NULL, "{}");

  wire_reply (out, 200, "Connection: keep-alive\r\n", "{}");
  if (way == CLOSE_AT_NEXT_REQUEST)
    return TRUE;

  wire_server_sleep (server, request->number % 3);

  return FALSE;
}

static void
test_stale_connections (gconstpointer data)
{
  ClosingWay way = GPOINTER_TO_INT (data);
  g_autoptr(WireServer) server = wire_server_new (answer_and_close, (gpointer) data);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  GAsyncResult *results[N_MANY] = { NULL, };
  guint i;

  payroc_transport_set_wait_scale (transport, NEVER_WAIT);

  /* One by one first, then all together. */
  for (i = 0; i < N_MANY; i++)
    {
      g_autofree char *key = g_uuid_string_random ();

      send_one (transport, server, key, NULL, &results[i]);
      if (i < N_MANY / 2)
        {
          assert_ok (transport, &results[i]);
          wire_run_for (i % 4);
        }
    }
  for (i = N_MANY / 2; i < N_MANY; i++)
    assert_ok (transport, &results[i]);

  /* Each that was cut off was sent again at once, or it would have failed. */
  g_assert_cmpuint (wire_server_get_n_works (server), ==, N_MANY);
  if (way == CLOSE_AT_NEXT_REQUEST)
    g_assert_cmpuint (wire_server_get_n_requests (server), >, N_MANY);
}

/* Without a key the same must not happen: whether it was done is for others to find out. */
static gboolean
answer_first_on_connection (WireServer        *server,
                            const WireRequest *request,
                            GOutputStream     *out,
                            gpointer           user_data)
{
  return request->on_connection == 1 && wire_reply (out, 200, NULL, "{}");
}

static void
test_stale_without_key (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_first_on_connection, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  guint i;

  for (i = 0; i < 10; i++)
    {
      g_auto(WireOutcome) outcome = { NULL, NULL };

      wire_send_to (transport, server, "POST", NULL, &outcome);
      /* A request without a key never goes where it could be lost that way. */
      g_assert_no_error (outcome.error);
    }

  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 10);
  g_assert_cmpuint (wire_server_get_n_connections (server), ==, 10);
}

/* How far the server is before the cancellation. */
typedef enum
{
  IS_NOT_ASKED,
  WAS_ASKED,
  HAS_SAID,
} Progress;

typedef struct
{
  const char *name;
  WireFunc    answer;
  Progress    progress;
} Stage;

static const Stage stages[] = {
  { "at once", wire_answer_never, IS_NOT_ASKED },
  { "before the answer", wire_answer_never, WAS_ASKED },
  { "in the answer", answer_half, HAS_SAID },
  { "between attempts", answer_come_back_later, HAS_SAID },
};

static void
wait_for_stage (const Stage *stage,
                WireServer  *server)
{
  while (stage->progress >= WAS_ASKED && wire_server_get_n_requests (server) == 0)
    wire_run_for (5);
  while (stage->progress >= HAS_SAID && wire_server_get_n_works (server) == 0)
    wire_run_for (5);

  /* Where what it said is read: nothing tells of that. */
  if (stage->progress >= HAS_SAID)
    wire_run_for (20);
}

static void
test_cancel (gconstpointer data)
{
  const Stage *stage = data;
  g_autoptr(WireServer) server = wire_server_new (stage->answer, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;
  gint64 began;

  send_one (transport, server, WIRE_KEY, cancellable, &result);
  wait_for_stage (stage, server);
  g_assert_null (result);

  began = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  assert_cancelled (transport, &result);
  g_assert_cmpint (g_get_monotonic_time () - began, <, SOON);

  if (stage->progress >= WAS_ASKED)
    g_assert_cmpuint (wire_server_get_n_requests (server), ==, 1);
}

static void
test_cancelled_before (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;

  g_cancellable_cancel (cancellable);
  send_one (transport, server, WIRE_KEY, cancellable, &result);
  assert_cancelled (transport, &result);
}

/* Nobody listens there, and nobody says so: the handshake never ends. */
static void
test_cancel_while_connecting (void)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocket) full = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GPtrArray) fillers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *url = NULL;
  GAsyncResult *results[20] = { NULL, };
  PayrocRequest request = { "POST", NULL, "t", NULL, WIRE_KEY, NULL };
  gint64 began;
  guint i;

  g_socket_set_listen_backlog (full, 0);
  g_assert_true (g_socket_bind (full, any_port, FALSE, NULL));
  g_assert_true (g_socket_listen (full, NULL));
  address = g_socket_get_local_address (full, NULL);
  for (i = 0; i < 4; i++)
    {
      GSocket *filler = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (filler, FALSE);
      g_socket_connect (filler, address, NULL, NULL);
      g_ptr_array_add (fillers, filler);
    }

  url = g_strdup_printf ("http://127.0.0.1:%u/", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  request.url = url;
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    payroc_transport_send_async (transport, &request, cancellable, wire_wait_cb, &results[i]);
  wire_run_for (100);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    g_assert_null (results[i]);

  began = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    assert_cancelled (transport, &results[i]);
  g_assert_cmpint (g_get_monotonic_time () - began, <, SOON);
}

/* 8 are on their connections, 8 wait within libsoup, the rest in the transport's own queue: none of them may wait for
 * another. */
static void
test_cancel_in_queue (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_never, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  GCancellable *cancellables[N_MANY];
  GAsyncResult *results[N_MANY] = { NULL, };
  guint i;

  for (i = 0; i < N_MANY; i++)
    {
      cancellables[i] = g_cancellable_new ();
      send_one (transport, server, WIRE_KEY, cancellables[i], &results[i]);
    }

  while (wire_server_get_n_requests (server) < 8)
    wire_run_for (5);

  /* Last to first, so that the ones that wait end before those they wait for. */
  for (i = N_MANY; i-- > 0;)
    {
      gint64 began = g_get_monotonic_time ();

      g_cancellable_cancel (cancellables[i]);
      assert_cancelled (transport, &results[i]);
      g_assert_cmpint (g_get_monotonic_time () - began, <, SOON);
      g_object_unref (cancellables[i]);
    }

  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 8);
}

/* What was cancelled makes room: nothing of it lingers in a queue. */
static void
test_room_after_cancel (void)
{
  g_autoptr(WireServer) deaf = wire_server_new (wire_answer_never, NULL);
  g_autoptr(WireServer) server = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[N_MANY] = { NULL, };
  GAsyncResult *result = NULL;
  guint i;

  for (i = 0; i < N_MANY; i++)
    send_one (transport, deaf, WIRE_KEY, cancellable, &results[i]);
  wire_run_for (50);
  send_one (transport, server, WIRE_KEY, NULL, &result);
  wire_run_for (50);
  g_assert_null (result);

  g_cancellable_cancel (cancellable);
  assert_ok (transport, &result);
  for (i = 0; i < N_MANY; i++)
    assert_cancelled (transport, &results[i]);

  /* The deaf one's connections were given up, too. */
  send_one (transport, server, WIRE_KEY, NULL, &result);
  assert_ok (transport, &result);
}

/* Those that wait must not go out in place of those that are cancelled together with them. */
static void
test_cancel_all_together (void)
{
  g_autoptr(WireServer) deaf = wire_server_new (wire_answer_never, NULL);
  g_autoptr(WireServer) server = wire_server_new (answer_after_a_while, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[10 * N_MANY] = { NULL, };
  guint i;

  /* Connections that are open already take the least time. */
  for (i = 0; i < 8; i++)
    send_one (transport, server, WIRE_KEY, NULL, &results[i]);
  for (i = 0; i < 8; i++)
    assert_ok (transport, &results[i]);

  for (i = 0; i < G_N_ELEMENTS (results); i++)
    send_one (transport, i < 16 ? deaf : server, WIRE_KEY, cancellable, &results[i]);
  while (wire_server_get_n_requests (deaf) < 8)
    wire_run_for (5);

  g_cancellable_cancel (cancellable);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    assert_cancelled (transport, &results[i]);

  wire_run_for (20);
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 8);
  g_assert_cmpuint (wire_server_get_n_requests (deaf), ==, 8);
}

static gpointer
cancel_thread (gpointer user_data)
{
  g_usleep ((gulong) g_test_rand_int_range (0, 3000));
  g_cancellable_cancel (user_data);

  return NULL;
}

static gboolean
answer_all_but_some (WireServer        *server,
                     const WireRequest *request,
                     GOutputStream     *out,
                     gpointer           user_data)
{
  return request->number % 10 == 0 ? wire_answer_never (server, request, out, user_data)
                                   : answer_after_a_while (server, request, out, user_data);
}

static void
test_cancel_from_threads (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_all_but_some, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  guint n_done = 0;
  guint i;

  for (i = 0; i < N_MANY; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(PayrocReply) reply = NULL;
      g_autoptr(GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);

      send_one (transport, server, WIRE_KEY, cancellable, &result);
      reply = payroc_transport_send_finish (transport, wire_wait (&result), &error);
      if (reply != NULL)
        n_done++;
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
    }

  g_assert_cmpuint (n_done, <, N_MANY);
}

/* The owner lets go while requests are under way: they end, then the transport does, and its thread with it. */
static void
test_let_go (gconstpointer data)
{
  const Stage *stage = data;
  g_autoptr(WireServer) server = wire_server_new (stage->answer, NULL);
  PayrocTransport *transport = payroc_transport_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[N_MANY] = { NULL, };
  gpointer watched = transport;
  guint i;

  wire_wait_for_threads ();
  g_object_add_weak_pointer (G_OBJECT (transport), &watched);
  for (i = 0; i < N_MANY; i++)
    send_one (transport, server, WIRE_KEY, cancellable, &results[i]);
  g_object_unref (transport);
  wait_for_stage (stage, server);
  if (stage->progress >= WAS_ASKED)
    g_assert_cmpuint (wire_count_threads (), ==, 1);
  g_assert_nonnull (watched);

  g_cancellable_cancel (cancellable);
  for (i = 0; i < N_MANY; i++)
    {
      g_assert_true (g_async_result_get_source_object (wire_wait (&results[i])) == (GObject *) transport);
      g_object_unref (transport);
      g_clear_object (&results[i]);
    }

  /* The tasks themselves. */
  while (watched != NULL)
    g_main_context_iteration (NULL, TRUE);
  wire_wait_for_threads ();
}

static void
test_unused (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_never, NULL);
  g_autofree char *url = wire_server_get_url (server, "/");
  PayrocTransport *transport = payroc_transport_new ();

  wire_wait_for_threads ();
  g_assert_finalize_object (transport);

  /* And when a connection is all there is. */
  transport = payroc_transport_new ();
  payroc_transport_preconnect (transport, url);
  g_assert_finalize_object (transport);
  wire_wait_for_threads ();
}

/* Results come where they were asked for, be that a context of its own. */
static void
test_own_context (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autoptr(GMainContext) context = g_main_context_new ();
  GAsyncResult *result = NULL;

  g_main_context_push_thread_default (context);
  send_one (transport, server, WIRE_KEY, NULL, &result);
  g_main_context_pop_thread_default (context);

  wire_run_for (50);
  g_assert_null (result);

  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  assert_ok (transport, &result);
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transport/many", test_many);
  g_test_add_data_func ("/transport/stale/at-next-request", GINT_TO_POINTER (CLOSE_AT_NEXT_REQUEST),
                        test_stale_connections);
  g_test_add_data_func ("/transport/stale/after-idling", GINT_TO_POINTER (CLOSE_AFTER_IDLING), test_stale_connections);
  g_test_add_func ("/transport/stale/without-key", test_stale_without_key);

  for (i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autofree char *cancel = g_strdup_printf ("/transport/cancel/%s", stages[i].name);
      g_autofree char *let_go = g_strdup_printf ("/transport/let-go/%s", stages[i].name);

      g_test_add_data_func (cancel, &stages[i], test_cancel);
      g_test_add_data_func (let_go, &stages[i], test_let_go);
    }

  g_test_add_func ("/transport/cancel/before", test_cancelled_before);
  g_test_add_func ("/transport/cancel/connecting", test_cancel_while_connecting);
  g_test_add_func ("/transport/cancel/in-queue", test_cancel_in_queue);
  g_test_add_func ("/transport/cancel/room", test_room_after_cancel);
  g_test_add_func ("/transport/cancel/all-together", test_cancel_all_together);
  g_test_add_func ("/transport/cancel/from-threads", test_cancel_from_threads);
  g_test_add_func ("/transport/unused", test_unused);
  g_test_add_func ("/transport/own-context", test_own_context);

  return g_test_run ();
}
