/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the transport trusts, and who may stand between. */

#include <string.h>

#include "payroc/payroc-error.h"
#include "wire-outcome.h"

/* The sanitizer of Debian 12 takes what lies before thread-local data that a library brings along for a header of its
 * own: its leak detector then follows an address that is none, and crashes. It finds such data without that as well. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}

static GTlsCertificate *certificate;
static GTlsDatabase *everybody;
static GTlsDatabase *ourselves;

static gboolean
answer_half (WireServer        *server,
             const WireRequest *request,
             GOutputStream     *out,
             gpointer           user_data)
{
  wire_write (out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");

  return FALSE;
}

/* The system's list of authorities is a property of the process. */
static void
trust (GTlsDatabase *database)
{
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

static void
test_unknown_authority (void)
{
  const char *const keys[] = { WIRE_KEY, NULL };
  guint i;

  trust (everybody);

  for (i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(WireServer) server = wire_server_new_tls (wire_answer_ok, NULL, certificate);
      g_autoptr(WireTransport) transport = payroc_transport_new ();
      g_auto(WireOutcome) outcome = { NULL, NULL };

      wire_send_to (transport, server, "POST", keys[i], &outcome);

      g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_INSECURE);
      g_assert_false (payroc_error_outcome_unknown (outcome.error));
      g_assert_cmpuint (wire_server_get_n_requests (server), ==, 0);
      /* To ask again would change nothing. */
      g_assert_cmpuint (wire_server_get_n_connections (server), ==, 1);
    }
}

static void
test_trusted (void)
{
  g_autoptr(WireServer) server = wire_server_new_tls (wire_answer_ok, NULL, certificate);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  guint i;

  trust (ourselves);

  for (i = 0; i < 10; i++)
    {
      g_auto(WireOutcome) outcome = { NULL, NULL };

      wire_send_to (transport, server, "POST", WIRE_KEY, &outcome);
      g_assert_no_error (outcome.error);
    }

  g_assert_cmpuint (wire_server_get_n_connections (server), ==, 1);
}

static void
test_wrong_name (void)
{
  g_autoptr(WireServer) server = wire_server_new_tls (wire_answer_ok, NULL, certificate);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = g_strdup_printf ("https://localhost:%u/v1", wire_server_get_port (server));
  const PayrocRequest request = { "POST", url, "t", NULL, WIRE_KEY, NULL };
  g_auto(WireOutcome) outcome = { NULL, NULL };

  trust (ourselves);
  wire_send (transport, &request, &outcome);

  g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_INSECURE);
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 0);
}

static void
test_no_tls_there (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/v1", wire_server_get_port (server));
  const PayrocRequest request = { "POST", url, "the-token", NULL, WIRE_KEY, NULL };
  g_auto(WireOutcome) outcome = { NULL, NULL };

  /* It waits for a line's end that TLS has no reason to send, and we for its greeting. */
  trust (ourselves);
  payroc_transport_set_limits (transport, 1, 1000);
  wire_send (transport, &request, &outcome);

  g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  g_assert_false (payroc_error_outcome_unknown (outcome.error));
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 0);
}

static void
test_cut (void)
{
  g_autoptr(WireServer) server = wire_server_new_tls (answer_half, NULL, certificate);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_auto(WireOutcome) outcome = { NULL, NULL };

  trust (ourselves);
  payroc_transport_set_wait_scale (transport, 0.001);
  wire_send_to (transport, server, "POST", WIRE_KEY, &outcome);

  g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  g_assert_true (payroc_error_outcome_unknown (outcome.error));
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 3);
}

static gboolean
answer_once (WireServer        *server,
             const WireRequest *request,
             GOutputStream     *out,
             gpointer           user_data)
{
  if (request->on_connection > 1)
    return FALSE;

  wire_server_do_work (server, wire_request_get_header (request, "idempotency-key"));

  return wire_reply (out, 200, NULL, "{}");
}

static void
test_stale (void)
{
  g_autoptr(WireServer) server = wire_server_new_tls (answer_once, NULL, certificate);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  guint i;

  trust (ourselves);
  /* A wait would end past the deadline, and so is not begun: what is not sent again at once fails. */
  payroc_transport_set_wait_scale (transport, 1000000.0);

  for (i = 0; i < 10; i++)
    {
      g_autofree char *key = g_uuid_string_random ();
      g_auto(WireOutcome) outcome = { NULL, NULL };

      wire_send_to (transport, server, "POST", key, &outcome);
      g_assert_no_error (outcome.error);
    }

  g_assert_cmpuint (wire_server_get_n_works (server), ==, 10);
  g_assert_cmpuint (wire_server_get_n_requests (server), >, 10);
}

/* A proxy for everything, as the system's settings may name one. */
static char *proxy_address;
static guint n_proxy_lookups;

#define TEST_TYPE_PROXY_RESOLVER (test_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestProxyResolver, test_proxy_resolver, TEST, PROXY_RESOLVER, GObject)

struct _TestProxyResolver
{
  GObject parent_instance;
};

static gboolean
test_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
test_proxy_resolver_lookup (GProxyResolver *resolver,
                            const char     *uri,
                            GCancellable   *cancellable,
                            GError        **error)
{
  const char *proxies[] = { proxy_address != NULL ? proxy_address : "direct://", NULL };

  g_atomic_int_inc (&n_proxy_lookups);

  return g_strdupv ((char **) proxies);
}

static void
test_proxy_resolver_lookup_async (GProxyResolver     *resolver,
                                  const char         *uri,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_pointer (task, test_proxy_resolver_lookup (resolver, uri, NULL, NULL), (GDestroyNotify) g_strfreev);
}

static char **
test_proxy_resolver_lookup_finish (GProxyResolver *resolver,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = test_proxy_resolver_is_supported;
  iface->lookup = test_proxy_resolver_lookup;
  iface->lookup_async = test_proxy_resolver_lookup_async;
  iface->lookup_finish = test_proxy_resolver_lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestProxyResolver, test_proxy_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_proxy_resolver_iface_init))

static void
test_proxy_resolver_class_init (TestProxyResolverClass *klass)
{
}

static void
test_proxy_resolver_init (TestProxyResolver *self)
{
}

static gboolean
answer_no_tunnel (WireServer        *server,
                  const WireRequest *request,
                  GOutputStream     *out,
                  gpointer           user_data)
{
  return wire_reply (out, 502, NULL, "{}");
}

static void
test_proxy (void)
{
  g_autoptr(WireServer) proxy = wire_server_new (answer_no_tunnel, NULL);
  g_autoptr(WireServer) plain = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireServer) secure = wire_server_new_tls (wire_answer_ok, NULL, certificate);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autoptr(GPtrArray) requests = NULL;
  g_auto(WireOutcome) through = { NULL, NULL };
  g_auto(WireOutcome) past = { NULL, NULL };
  const WireRequest *seen;

  trust (ourselves);
  proxy_address = wire_server_get_url (proxy, "");
  n_proxy_lookups = 0;

  /* In the clear and to this machine only: nobody between may see it, whatever the settings say. */
  wire_send_to (transport, plain, "POST", WIRE_KEY, &past);
  g_assert_no_error (past.error);
  g_assert_cmpuint (n_proxy_lookups, ==, 0);
  g_assert_cmpuint (wire_server_get_n_connections (proxy), ==, 0);

  /* All else as the settings say; a proxy sees where it goes, and no more. */
  payroc_transport_set_wait_scale (transport, 0.001);
  wire_send_to (transport, secure, "POST", WIRE_KEY, &through);
  g_assert_nonnull (through.error != NULL ? (gpointer) through.error : (gpointer) through.reply);
  g_assert_cmpuint (n_proxy_lookups, >, 0);
  g_assert_cmpuint (wire_server_get_n_requests (secure), ==, 0);
  requests = wire_server_get_requests (proxy);
  g_assert_cmpuint (requests->len, >, 0);
  seen = g_ptr_array_index (requests, 0);
  g_assert_cmpstr (seen->method, ==, "CONNECT");
  g_assert_null (wire_request_get_header (seen, "authorization"));
  g_assert_null (wire_request_get_header (seen, "idempotency-key"));

  g_clear_pointer (&proxy_address, g_free);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *pem = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_setenv ("GIO_USE_PROXY_RESOLVER", "test", TRUE);
  g_test_init (&argc, &argv, NULL);

  pem = g_test_build_filename (G_TEST_DIST, "payroc", "loopback.pem", NULL);
  certificate = g_tls_certificate_new_from_file (pem, &error);
  g_assert_no_error (error);
  ourselves = g_tls_file_database_new (pem, &error);
  g_assert_no_error (error);
  everybody = g_tls_backend_get_default_database (g_tls_backend_get_default ());

  /* By now GIO has its extension points. */
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_PROXY_RESOLVER, "test", G_MAXINT);

  g_test_add_func ("/transport/tls/unknown-authority", test_unknown_authority);
  g_test_add_func ("/transport/tls/trusted", test_trusted);
  g_test_add_func ("/transport/tls/wrong-name", test_wrong_name);
  g_test_add_func ("/transport/tls/none-there", test_no_tls_there);
  g_test_add_func ("/transport/tls/cut", test_cut);
  g_test_add_func ("/transport/tls/stale", test_stale);
  g_test_add_func ("/transport/proxy", test_proxy);

  status = g_test_run ();

  g_clear_object (&certificate);
  g_clear_object (&ourselves);
  g_clear_object (&everybody);

  return status;
}
