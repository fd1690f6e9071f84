/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a transport: what is under way, the thread, and that nobody stands still for it. */

#include "wire-outcome.h"

#define N_MANY 40

/* Stands for whatever holds libsoup up: its lookups block the transport's thread until they are let through. */
typedef struct
{
  GObject parent_instance;
} HeldResolver;

typedef GObjectClass HeldResolverClass;

static GType held_resolver_get_type (void);

static GMutex held_mutex;
static GCond held_cond;
static gboolean held_hold;
static guint held_n_waiting;

static gboolean
held_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
held_resolver_lookup (GProxyResolver *resolver,
                      const char     *uri,
                      GCancellable   *cancellable,
                      GError        **error)
{
  const char *const direct[] = { "direct://", NULL };

  g_mutex_lock (&held_mutex);
  held_n_waiting++;
  while (held_hold)
    g_cond_wait (&held_cond, &held_mutex);
  held_n_waiting--;
  g_mutex_unlock (&held_mutex);

  return g_strdupv ((char **) direct);
}

static void
held_resolver_lookup_async (GProxyResolver      *resolver,
                            const char          *uri,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_pointer (task, held_resolver_lookup (resolver, uri, cancellable, NULL), (GDestroyNotify) g_strfreev);
}

static char **
held_resolver_lookup_finish (GProxyResolver *resolver,
                             GAsyncResult   *result,
                             GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
held_resolver_init_interface (GProxyResolverInterface *iface)
{
  iface->is_supported = held_resolver_is_supported;
  iface->lookup = held_resolver_lookup;
  iface->lookup_async = held_resolver_lookup_async;
  iface->lookup_finish = held_resolver_lookup_finish;
}

G_DEFINE_TYPE_WITH_CODE (HeldResolver, held_resolver, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, held_resolver_init_interface))

static void
held_resolver_class_init (HeldResolverClass *klass)
{
}

static void
held_resolver_init (HeldResolver *self)
{
}

static void
set_held (gboolean hold)
{
  g_mutex_lock (&held_mutex);
  held_hold = hold;
  g_cond_broadcast (&held_cond);
  g_mutex_unlock (&held_mutex);
}

/* A transport whose thread stands in the middle of its work. */
static PayrocTransport *
new_held_transport (WireServer *server)
{
  PayrocTransport *transport = payroc_transport_new ();
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", wire_server_get_port (server));
  gboolean there = FALSE;

  set_held (TRUE);
  payroc_transport_preconnect (transport, url);
  while (!there)
    {
      g_usleep (1000);
      g_mutex_lock (&held_mutex);
      there = held_n_waiting > 0;
      g_mutex_unlock (&held_mutex);
    }

  return transport;
}

static void
send_one (PayrocTransport *transport,
          WireServer      *server,
          GAsyncResult   **result)
{
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { "POST", url, "t", NULL, WIRE_KEY, NULL };

  payroc_transport_send_async (transport, &request, NULL, wire_wait_cb, result);
}

static void
assert_cancelled (PayrocTransport *transport,
                  GAsyncResult    *result)
{
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (result);
  g_assert_null (payroc_transport_send_finish (transport, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_closed (PayrocTransport *transport,
               GAsyncResult    *result)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (payroc_transport_close_finish (transport, result, &error));
  g_assert_no_error (error);
}

static void
test_close_unused (void)
{
  PayrocTransport *transport = payroc_transport_new ();
  g_autoptr(GAsyncResult) result = NULL;

  payroc_transport_close_async (transport, wire_wait_cb, &result);
  g_assert_null (result);
  assert_closed (transport, wire_wait (&result));
  g_clear_object (&result);
  g_assert_finalize_object (transport);
}

/* More than are sent at once: some are at the server, some in the queue. */
static void
test_close_under_way (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_never, NULL);
  PayrocTransport *transport = payroc_transport_new ();
  GAsyncResult *results[N_MANY] = { NULL, };
  g_autoptr(GAsyncResult) closed = NULL;

  for (guint i = 0; i < N_MANY; i++)
    send_one (transport, server, &results[i]);
  while (wire_server_get_n_requests (server) == 0)
    wire_run_for (5);

  payroc_transport_close_async (transport, wire_wait_cb, &closed);
  assert_closed (transport, wire_wait (&closed));
  g_clear_object (&closed);

  /* All were told before the end was. */
  for (guint i = 0; i < N_MANY; i++)
    {
      assert_cancelled (transport, results[i]);
      g_clear_object (&results[i]);
    }
  wire_wait_for_threads ();
  g_assert_cmpuint (wire_server_get_n_requests (server), <, N_MANY);
  g_assert_finalize_object (transport);
}

static void
test_after_close (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_ok, NULL);
  g_autofree char *url = wire_server_get_url (server, "/");
  PayrocTransport *transport = payroc_transport_new ();
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GAsyncResult) sent = NULL;
  g_autoptr(GError) error = NULL;

  payroc_transport_preconnect (transport, url);
  payroc_transport_close_async (transport, wire_wait_cb, &first);

  /* At once, not when the end has come. */
  send_one (transport, server, &sent);
  payroc_transport_preconnect (transport, url);
  payroc_transport_close_async (transport, wire_wait_cb, &second);
  assert_cancelled (transport, wire_wait (&sent));
  g_assert_false (payroc_transport_close_finish (transport, wire_wait (&second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);

  assert_closed (transport, wire_wait (&first));
  wire_wait_for_threads ();
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 0);
  g_clear_object (&first);
  g_clear_object (&second);
  g_clear_object (&sent);
  g_assert_finalize_object (transport);
}

/* A cancellable of which a request was not told in time is harmless after the end. */
static void
test_cancel_after_close (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_never, NULL);
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { "POST", url, "t", NULL, WIRE_KEY, NULL };
  PayrocTransport *transport = payroc_transport_new ();
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) sent = NULL;
  g_autoptr(GAsyncResult) closed = NULL;

  g_main_context_push_thread_default (context);
  payroc_transport_send_async (transport, &request, cancellable, wire_wait_cb, &sent);
  g_main_context_pop_thread_default (context);

  payroc_transport_close_async (transport, wire_wait_cb, &closed);
  assert_closed (transport, wire_wait (&closed));
  wire_wait_for_threads ();

  g_assert_null (sent);
  g_cancellable_cancel (cancellable);
  while (sent == NULL)
    g_main_context_iteration (context, TRUE);
  assert_cancelled (transport, sent);
  g_clear_object (&sent);
  g_clear_object (&closed);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_assert_finalize_object (transport);
}

/* The window goes on while its old connections hang. */
static void
test_close_held_up (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_never, NULL);
  PayrocTransport *transport = new_held_transport (server);
  g_autoptr(GAsyncResult) closed = NULL;

  payroc_transport_close_async (transport, wire_wait_cb, &closed);
  wire_run_for (1);
  g_assert_null (closed);
  g_assert_cmpuint (wire_count_threads (), ==, 1);

  set_held (FALSE);
  assert_closed (transport, wire_wait (&closed));
  g_clear_object (&closed);
  wire_wait_for_threads ();
  g_assert_finalize_object (transport);
}

/* Nor does it wait where nobody closes. */
static void
test_let_go_held_up (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_never, NULL);
  PayrocTransport *transport = new_held_transport (server);

  g_assert_finalize_object (transport);
  g_assert_cmpuint (wire_count_threads (), ==, 1);

  set_held (FALSE);
  wire_wait_for_threads ();
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "held", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, held_resolver_get_type (), "held", 1000);

  g_test_add_func ("/transport/close/unused", test_close_unused);
  g_test_add_func ("/transport/close/under-way", test_close_under_way);
  g_test_add_func ("/transport/close/after", test_after_close);
  g_test_add_func ("/transport/close/cancelled-after", test_cancel_after_close);
  g_test_add_func ("/transport/close/held-up", test_close_held_up);
  g_test_add_func ("/transport/let-go/held-up", test_let_go_held_up);

  return g_test_run ();
}
