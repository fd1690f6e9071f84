/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies that no honest server sends: too large, too slow, cut, not HTTP, from elsewhere or from an impostor. */

#include <string.h>

#include "payroc/payroc-error.h"
#include "wire-outcome.h"

#define MAX_REPLY (64 * 1024)

static PayrocTransport *
new_transport (void)
{
  PayrocTransport *transport = payroc_transport_new ();

  payroc_transport_set_limits (transport, 30, MAX_REPLY);
  payroc_transport_set_wait_scale (transport, 0.001);

  return transport;
}

static gboolean
answer_with_size (WireServer        *server,
                  const WireRequest *request,
                  GOutputStream     *out,
                  gpointer           user_data)
{
  gsize size = GPOINTER_TO_SIZE (user_data);
  g_autofree char *body = g_strnfill (size, 'x');

  return wire_reply (out, 200, NULL, body);
}

static void
test_size (gconstpointer data)
{
  gsize size = GPOINTER_TO_SIZE (data);
  g_autoptr(WireServer) server = wire_server_new (answer_with_size, (gpointer) data);
  g_autoptr(WireTransport) transport = new_transport ();
  g_auto(WireOutcome) outcome = { NULL, NULL };

  wire_send_to (transport, server, "POST", WIRE_KEY, &outcome);

  if (size <= MAX_REPLY)
    {
      g_assert_no_error (outcome.error);
      g_assert_cmpuint (g_bytes_get_size (outcome.reply->body), ==, size);
    }
  else
    {
      g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
      g_assert_cmpuint (payroc_error_get_status (outcome.error), ==, 200);
      g_assert_true (payroc_error_outcome_unknown (outcome.error));
    }

  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 1);
}

/* Announces nothing and never ends; counts how much of it was taken. */
static gsize n_taken;

static gboolean
answer_without_end (WireServer        *server,
                    const WireRequest *request,
                    GOutputStream     *out,
                    gpointer           user_data)
{
  g_autofree char *chunk = g_strnfill (0x1000, 'x');

  wire_write (out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  while (g_output_stream_write_all (out, "1000\r\n", 6, NULL, NULL, NULL) &&
         g_output_stream_write_all (out, chunk, 0x1000, NULL, NULL, NULL) &&
         g_output_stream_write_all (out, "\r\n", 2, NULL, NULL, NULL))
    g_atomic_pointer_add (&n_taken, 0x1000);

  return FALSE;
}

static void
test_endless (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_without_end, NULL);
  g_autoptr(WireTransport) transport = new_transport ();
  g_auto(WireOutcome) outcome = { NULL, NULL };

  n_taken = 0;
  wire_send_to (transport, server, "GET", NULL, &outcome);

  g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  g_assert_false (payroc_error_outcome_unknown (outcome.error));

  /* The bound, and what fits into the sockets' buffers; the rest was never read. */
  g_clear_object (&transport);
  g_clear_pointer (&server, wire_server_free);
  g_assert_cmpuint (n_taken, <, 16 * 1024 * 1024);
}

static GBytes *
compress (const char *bytes,
          gsize       n_bytes)
{
  g_autoptr(GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) out = g_converter_output_stream_new (memory, G_CONVERTER (zlib));

  g_assert_true (g_output_stream_write_all (out, bytes, n_bytes, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* 50 MB of zeros are 50 kB on the wire. */
static gboolean
answer_with_bomb (WireServer        *server,
                  const WireRequest *request,
                  GOutputStream     *out,
                  gpointer           user_data)
{
  g_autofree char *zeros = g_malloc0 (50 * 1000 * 1000);
  g_autoptr(GBytes) small = compress (zeros, 50 * 1000 * 1000);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n",
                                           g_bytes_get_size (small));

  wire_write (out, head);
  g_output_stream_write_all (out, g_bytes_get_data (small, NULL), g_bytes_get_size (small), NULL, NULL, NULL);

  return TRUE;
}

static gboolean
answer_compressed (WireServer        *server,
                   const WireRequest *request,
                   GOutputStream     *out,
                   gpointer           user_data)
{
  g_autoptr(GBytes) small = compress ("{\"fine\":true}", strlen ("{\"fine\":true}"));
  gsize n_sent = g_bytes_get_size (small) - GPOINTER_TO_SIZE (user_data);
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n",
                                           g_bytes_get_size (small));

  wire_write (out, head);
  g_output_stream_write_all (out, g_bytes_get_data (small, NULL), n_sent, NULL, NULL, NULL);

  return n_sent == g_bytes_get_size (small);
}

static void
test_bomb (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_with_bomb, NULL);
  g_autoptr(WireTransport) transport = new_transport ();
  g_auto(WireOutcome) outcome = { NULL, NULL };

  wire_send_to (transport, server, "POST", WIRE_KEY, &outcome);

  g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  g_assert_true (payroc_error_outcome_unknown (outcome.error));
}

static void
test_compressed (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_compressed, GSIZE_TO_POINTER (0));
  g_autoptr(WireTransport) transport = new_transport ();
  guint i;

  for (i = 0; i < 2; i++)
    {
      g_auto(WireOutcome) outcome = { NULL, NULL };

      wire_send_to (transport, server, "GET", NULL, &outcome);
      g_assert_no_error (outcome.error);
      g_assert_cmpmem (g_bytes_get_data (outcome.reply->body, NULL), g_bytes_get_size (outcome.reply->body),
                       "{\"fine\":true}", strlen ("{\"fine\":true}"));
    }

  g_assert_cmpuint (wire_server_get_n_connections (server), ==, 1);
}

static void
test_compressed_and_cut (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_compressed, GSIZE_TO_POINTER (12));
  g_autoptr(WireTransport) transport = new_transport ();
  g_auto(WireOutcome) outcome = { NULL, NULL };

  wire_send_to (transport, server, "POST", WIRE_KEY, &outcome);

  g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  g_assert_true (payroc_error_outcome_unknown (outcome.error));
}

/* What a server writes instead of an answer, before it closes. */
typedef struct
{
  const char     *name;
  const char     *bytes;
  PayrocErrorCode code;
  guint           n_requests;
} Nonsense;

static const Nonsense nonsenses[] = {
  { "truncated", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":1", PAYROC_ERROR_UNREACHABLE, 3 },
  { "truncated on purpose", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\n{\"a\":1",
    PAYROC_ERROR_UNREACHABLE, 3 },
  { "truncated chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"a\":1",
   PAYROC_ERROR_UNREACHABLE, 3 },
  { "truncated headers", "HTTP/1.1 200 OK\r\nContent-Le", PAYROC_ERROR_BAD_REPLY, 1 },
  { "not HTTP", "220 smtp.example.com ESMTP\r\n\r\n", PAYROC_ERROR_BAD_REPLY, 1 },
  { "zeros", "HTTP/1.1 zero\r\n\r\n", PAYROC_ERROR_BAD_REPLY, 1 },
  { "300", "HTTP/1.1 300 Multiple Choices\r\nContent-Length: 0\r\n\r\n", PAYROC_ERROR_BAD_REPLY, 1 },
  { "304", "HTTP/1.1 304 Not Modified\r\n\r\n", PAYROC_ERROR_BAD_REPLY, 1 },
  { "307 without a place", "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\n\r\n", PAYROC_ERROR_BAD_REPLY, 1 },
};

static gboolean
answer_nonsense (WireServer        *server,
                 const WireRequest *request,
                 GOutputStream     *out,
                 gpointer           user_data)
{
  const Nonsense *nonsense = user_data;

  wire_write (out, nonsense->bytes);

  return FALSE;
}

static void
test_nonsense (gconstpointer data)
{
  const Nonsense *nonsense = data;
  g_autoptr(WireServer) server = wire_server_new (answer_nonsense, (gpointer) data);
  g_autoptr(WireTransport) transport = new_transport ();
  g_auto(WireOutcome) outcome = { NULL, NULL };

  wire_send_to (transport, server, "POST", WIRE_KEY, &outcome);

  g_assert_error (outcome.error, PAYROC_ERROR, (int) nonsense->code);
  g_assert_true (payroc_error_outcome_unknown (outcome.error));
  g_assert_true (payroc_error_is_temporary (outcome.error));
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, nonsense->n_requests);
}

static gboolean
answer_huge_headers (WireServer        *server,
                     const WireRequest *request,
                     GOutputStream     *out,
                     gpointer           user_data)
{
  guint i;

  wire_write (out, "HTTP/1.1 200 OK\r\n");
  for (i = 0; i < 100000; i++)
    wire_write (out, "X-Padding: 0123456789012345678901234567890123456789012345678901234567890123456789\r\n");

  return FALSE;
}

static void
test_huge_headers (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_huge_headers, NULL);
  g_autoptr(WireTransport) transport = new_transport ();
  g_auto(WireOutcome) outcome = { NULL, NULL };

  wire_send_to (transport, server, "GET", NULL, &outcome);

  g_assert_nonnull (outcome.error);
  g_assert_true (outcome.error->domain == PAYROC_ERROR);
}

static gboolean
answer_elsewhere (WireServer        *server,
                  const WireRequest *request,
                  GOutputStream     *out,
                  gpointer           user_data)
{
  WireServer *other = user_data;
  g_autofree char *there = wire_server_get_url (other, "/v1/x");
  g_autofree char *headers = g_strdup_printf ("Location: %s\r\n", there);

  return wire_reply (out, request->number % 2 == 0 ? 302 : 308, headers, "{}");
}

static void
test_redirect (void)
{
  g_autoptr(WireServer) other = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireServer) server = wire_server_new (answer_elsewhere, other);
  g_autoptr(WireTransport) transport = new_transport ();
  const char *const methods[] = { "GET", "POST", "PATCH", "GET", "POST" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_auto(WireOutcome) outcome = { NULL, NULL };

      wire_send_to (transport, server, methods[i], WIRE_KEY, &outcome);
      g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
      g_assert_cmpint (payroc_error_outcome_unknown (outcome.error), ==, strcmp (methods[i], "GET") != 0);
    }

  g_assert_cmpuint (wire_server_get_n_requests (server), ==, G_N_ELEMENTS (methods));
  g_assert_cmpuint (wire_server_get_n_connections (other), ==, 0);
}

static gboolean
answer_quoting (WireServer        *server,
                const WireRequest *request,
                GOutputStream     *out,
                gpointer           user_data)
{
  const char *secret = wire_request_get_header (request, "x-api-key");
  g_autofree char *body = NULL;

  if (secret == NULL)
    secret = wire_request_get_header (request, "authorization") + strlen ("Bearer ");
  body = g_strdup_printf ("%s{\"detail\":\"No to %s, and to %s%s\"}", secret, secret, secret, secret);

  return wire_reply (out, GPOINTER_TO_UINT (user_data), NULL, body);
}

/* What is sent, and what must be left of a refusal that quotes it. */
static const struct
{
  const char *secret;
  const char *left;
} quotes[] = {
  { "secret-4711a", "************{\"detail\":\"No to ************, and to ************************\"}" },
  { "secret-4711", "secret-4711{\"detail\":\"No to secret-4711, and to secret-4711secret-4711\"}" },
};

static void
test_quoting (gconstpointer data)
{
  guint status = GPOINTER_TO_UINT (data);
  g_autoptr(WireServer) server = wire_server_new (answer_quoting, (gpointer) data);
  g_autoptr(WireTransport) transport = new_transport ();
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  guint i;

  for (i = 0; i < 2 * G_N_ELEMENTS (quotes); i++)
    {
      const char *secret = quotes[i / 2].secret;
      const PayrocRequest request = {
        .method = "POST",
        .url = url,
        .api_key = i % 2 == 0 ? secret : NULL,
        .bearer = i % 2 == 1 ? secret : NULL,
        .idempotency_key = WIRE_KEY,
      };
      g_auto(WireOutcome) outcome = { NULL, NULL };
      g_autofree char *body = NULL;
      gsize size;

      wire_send (transport, &request, &outcome);

      g_assert_no_error (outcome.error);
      g_assert_cmpuint (outcome.reply->status, ==, status);
      size = g_bytes_get_size (outcome.reply->body);
      body = g_strndup (g_bytes_get_data (outcome.reply->body, NULL), size);
      if (status < 300)
        g_assert_nonnull (strstr (body, secret));
      else
        g_assert_cmpstr (body, ==, quotes[i / 2].left);
    }
}

/* One byte at a time, so that no single read is ever late. */
static gboolean
answer_slowly (WireServer        *server,
               const WireRequest *request,
               GOutputStream     *out,
               gpointer           user_data)
{
  wire_write (out, "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
  while (wire_server_sleep (server, 20) && g_output_stream_write_all (out, "x", 1, NULL, NULL, NULL))
    ;

  return FALSE;
}

static void
test_deadline (gconstpointer data)
{
  WireFunc func = data;
  g_autoptr(WireServer) server = wire_server_new (func, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  const char *const methods[] = { "POST", "GET" };
  guint i;

  payroc_transport_set_limits (transport, 1, MAX_REPLY);

  for (i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_auto(WireOutcome) outcome = { NULL, NULL };
      gint64 began = g_get_monotonic_time ();
      gint64 took;

      wire_send_to (transport, server, methods[i], NULL, &outcome);
      took = g_get_monotonic_time () - began;

      g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
      g_assert_cmpint (payroc_error_outcome_unknown (outcome.error), ==, i == 0);
      g_assert_cmpint (took, >=, 990 * G_TIME_SPAN_MILLISECOND);
      /* Neither server would come to an end for minutes. */
      g_assert_cmpint (took, <, 60 * G_TIME_SPAN_SECOND);
    }
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/transport/size/nothing", GSIZE_TO_POINTER (0), test_size);
  g_test_add_data_func ("/transport/size/less", GSIZE_TO_POINTER (MAX_REPLY - 1), test_size);
  g_test_add_data_func ("/transport/size/exact", GSIZE_TO_POINTER (MAX_REPLY), test_size);
  g_test_add_data_func ("/transport/size/more", GSIZE_TO_POINTER (MAX_REPLY + 1), test_size);
  g_test_add_data_func ("/transport/size/50-megabytes", GSIZE_TO_POINTER (50 * 1000 * 1000), test_size);
  g_test_add_func ("/transport/size/endless", test_endless);
  g_test_add_func ("/transport/compressed/bomb", test_bomb);
  g_test_add_func ("/transport/compressed/fine", test_compressed);
  g_test_add_func ("/transport/compressed/cut", test_compressed_and_cut);

  for (i = 0; i < G_N_ELEMENTS (nonsenses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transport/nonsense/%s", nonsenses[i].name);

      g_test_add_data_func (path, &nonsenses[i], test_nonsense);
    }

  g_test_add_func ("/transport/nonsense/huge headers", test_huge_headers);
  g_test_add_func ("/transport/redirect", test_redirect);
  g_test_add_data_func ("/transport/quoting/success", GUINT_TO_POINTER (201), test_quoting);
  g_test_add_data_func ("/transport/quoting/refusal", GUINT_TO_POINTER (400), test_quoting);
  g_test_add_data_func ("/transport/quoting/failure", GUINT_TO_POINTER (503), test_quoting);
  g_test_add_data_func ("/transport/deadline/drip", (gconstpointer) answer_slowly, test_deadline);
  g_test_add_data_func ("/transport/deadline/silence", (gconstpointer) wire_answer_never, test_deadline);

  return g_test_run ();
}
