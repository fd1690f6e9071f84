/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that answers whatever comes into its head, in bytes of its own: each operation ends in time, with an answer
 * that is in order or with an error that says so. TEST_SEED gives other answers, TEST_SECONDS a longer run. */

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#include "client-fixture.h"
#include "damage.h"
#include "values.h"

#define DEFAULT_SEED 20261122
#define N_ROUNDS 30
#define MOST_AT_ONCE 16
#define DEADLINE 1
#define MAX_REPLY (256 * 1024)
/* A token, the request, another token, the request again; and a machine with other things to do. */
#define LONGEST (4 * DEADLINE + 20)

#define TOKEN "fuzz-token-4711"

#define PAYMENT \
  "{\"paymentId\":\"M2MJOG6O2Y\",\"processingTerminalId\":\"1234001\",\"order\":{\"orderId\":\"OrderRef6543\"," \
  "\"dateTime\":\"2024-07-02T15:30:00Z\",\"amount\":4999,\"currency\":\"USD\"},\"refunds\":[]," \
  "\"transactionResult\":{\"type\":\"sale\",\"status\":\"ready\",\"authorizedAmount\":4999,\"currency\":\"USD\"," \
  "\"responseCode\":\"A\"}}"
#define EVENT \
  "{\"sharingMethod\":\"email\",\"sharingEventId\":\"HYDTZ5A1F2\",\"dateTime\":\"2024-07-02T15:30:00Z\"," \
  "\"message\":\"Dear Sarah\",\"recipients\":[{\"name\":\"Sarah Hopper\",\"email\":\"sarah@example.com\"}]}"
#define PAGE(row) "{\"limit\":2,\"count\":2,\"hasMore\":true,\"links\":[],\"data\":[" row "," row "]}"
#define GRANT "{\"access_token\":\"" TOKEN "\",\"expires_in\":3600,\"scope\":\"x\",\"token_type\":\"Bearer\"}"
#define PROBLEM(type, status) \
  "{\"type\":\"https://docs.payroc.com/api/errors#" type "\",\"title\":\"No\",\"status\":" status "," \
  "\"detail\":\"No\",\"errors\":[{\"parameter\":\"order.orderId\",\"detail\":\"x\",\"message\":\"y\"}]}"

/* By what is asked for, so that not every answer is refused for being another's. */
static const struct
{
  const char *part; /* of the target */
  const char *document;
} answers[] = {
  { "/authorize", GRANT },
  { "/sharing-events?", PAGE (EVENT) },
  { "/sharing-events", EVENT },
  { "/payment-links?", PAGE (VALUES_LINK) },
  { "/bank-transfer-payments", PAGE (PAYMENT) },
  { "/payments?", PAGE (PAYMENT) },
  { "/payment-links", VALUES_LINK },
};

static const char *const problems[] = {
  PROBLEM ("bad-request", "400"), PROBLEM ("not-authorized", "401"), PROBLEM ("idempotency-key-in-use", "409"),
  PROBLEM ("something-new", "999"), PROBLEM ("api-error", "\"500\""),
  "{\"type\":7,\"detail\":{},\"errors\":[[],{},7,{\"parameter\":[]}]}", "<html>", "", "null", "[]",
};

static const guint statuses[] = {
  100, 101, 102, 103, 199, 200, 201, 202, 203, 204, 205, 206, 226, 299, 300, 301, 302, 303, 304, 305, 307, 308, 399,
  400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 424, 425,
  426, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 508, 511, 599, 600, 700, 999,
};

static const char *const first_lines[] = {
  "HTTP/1.1 %u OK", "HTTP/1.0 %u OK", "HTTP/1.1 %u", "HTTP/1.1 %u \xff\xfe", "HTTP/2.0 %u OK", "HTTP/1.9 %u OK",
  "HTTP/0.9 %u OK", "ICY %u OK", "http/1.1 %u ok", "HTTP/1.1  %u  OK", "HTTP/1.1\t%u\tOK", "HTTP/11 %u OK",
  "HTTP/1.1 0%u OK", "HTTP/1.1 -%u OK", "HTTP/1.1 %u0000000000 OK", "HTTP/1.1 OK %u", "%u", "\x16\x03\x01\x02%u",
};

static const char *const headers[] = {
  "Retry-After: 0", "Retry-After: -1", "Retry-After: 1", "Retry-After: 61", "Retry-After: 9223372036854775807",
  "Retry-After: 9223372036854", "Retry-After: 99999999999999999999999", "Retry-After: 1e400", "Retry-After: NaN",
  "Retry-After: ", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT",
  "Retry-After: Mon, 32 Foo 2026 25:61:61 GMT", "Retry-After: \xff\xff", "Retry-After: 1, 2, 3",
  "X-RateLimit-Reset: -5", "X-RateLimit-Reset: 1e400", "X-RateLimit-Reset: 9223372036854775807",
  "X-RateLimit-Reset: 1000000000", "X-RateLimit-Reset: 0", "X-RateLimit-Reset: inf",
  "Location: /v1/elsewhere", "Location: https://example.com/", "Location: ///", "Location: \xff", "Location: ",
  "Content-Type: text/html", "Content-Type: application/json; charset=utf-16", "Content-Type: application/json;;;=",
  "Content-Type: ", "Content-Type: a/b/c; x=\"", "Content-Type: multipart/form-data; boundary=",
  "Content-Encoding: gzip", "Content-Encoding: deflate", "Content-Encoding: br", "Content-Encoding: identity",
  "Content-Encoding: gzip, gzip, gzip, gzip", "Content-Encoding: \xff",
  "Content-Length: 0", "Content-Length: 5", "Content-Length: -1", "Content-Length: 18446744073709551616",
  "Content-Length: 9223372036854775807", "Content-Length: 0x10", "Content-Length: 5, 5", "Content-Length: +7",
  "Transfer-Encoding: chunked", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: gzip, chunked",
  "Transfer-Encoding: identity", "Transfer-Encoding: x",
  "Connection: close", "Connection: upgrade", "Connection: keep-alive, close, \xff", "Upgrade: h2c, websocket",
  "Keep-Alive: timeout=0, max=0", "Keep-Alive: timeout=-1", "Trailer: Content-Length",
  "WWW-Authenticate: Basic realm=\"x\"",
  "WWW-Authenticate: Digest realm=\"x\", nonce=\"y\", algorithm=MD5-sess, qop=\"a",
  "WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM TlRMTVNTUAACAAAA", "Proxy-Authenticate: Basic realm=x",
  "WWW-Authenticate: Bearer \"\\", "Set-Cookie: a=b; Domain=.; Max-Age=1e9", "Set-Cookie: =",
  "Strict-Transport-Security: max-age=99999999999999999999", "Date: yesterday", "Content-Range: bytes 5-1/0",
  "Content-Disposition: attachment; filename*=UTF-8''%ff", "Link: <https://example.com/>; rel=preload",
  "Alt-Svc: h3=\":443\"", "Refresh: 0; url=https://example.com/", " folded", "\tfolded", "no colon", ":", ": x",
  "X: \r\n y\r\n z", "X\xff: y", "X Y: z", "X: \x01\x02\x7f",
};

typedef struct
{
  ClientFixture client;
  WireServer   *server;
  guint32       seed;
  GBytes       *bomb;
} Fuzz;

typedef struct
{
  GObject      *client;
  GAsyncResult *result;
  gint64        begun_at;
  guint         operation;
} Question;

static gboolean
one_in (GRand *random,
        int    n)
{
  return g_rand_int_range (random, 0, n) == 0;
}

#define ANY(random, array) (array)[g_rand_int_range (random, 0, G_N_ELEMENTS (array))]

static void
append_text (GByteArray *bytes,
             const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static void append_format (GByteArray *bytes,
                           const char *format,
                           ...) G_GNUC_PRINTF (2, 3);

static void
append_format (GByteArray *bytes,
               const char *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  append_text (bytes, text);
}

static GBytes *
compress (GBytes *bytes)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) out = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_output_stream_write_all (out, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL, NULL);
  g_output_stream_close (out, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GByteArray *
make_body (Fuzz              *fuzz,
           GRand             *random,
           const WireRequest *request,
           gboolean           good)
{
  GByteArray *body = g_byte_array_new ();
  const char *document = "{}";

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      if (strstr (request->target, answers[i].part) != NULL)
        {
          document = answers[i].document;
          break;
        }
    }
  if (!good && one_in (random, 3))
    document = ANY (random, problems);
  append_text (body, document);

  if (one_in (random, 2))
    return body;

  switch (g_rand_int_range (random, 0, 8))
    {
    case 0: /* ten thousand members, of one name or of many */
      g_byte_array_set_size (body, 0);
      append_text (body, "{\"data\":[{");
      for (guint i = 0; i < 10000; i++)
        append_format (body, "\"m%u\":%u,", one_in (random, 50) ? 0 : i, i);
      append_text (body, "\"z\":1}]}");
      break;
    case 1:
      g_byte_array_set_size (body, 0);
      for (guint i = 0; i < 50000; i++)
        append_text (body, "[");
      break;
    case 2: /* exactly as much as allowed, or one more */
      g_byte_array_set_size (body, MAX_REPLY + (one_in (random, 2) ? 1 : 0));
      memset (body->data, ' ', body->len);
      break;
    case 3:
      g_byte_array_append (body, g_bytes_get_data (fuzz->bomb, NULL), (guint) g_bytes_get_size (fuzz->bomb));
      break;
    default:
      for (int i = g_rand_int_range (random, 0, 4); i >= 0; i--)
        one_in (random, 2) ? damage_bytes (random, body) : damage_a_value (random, body);
    }

  return body;
}

static void
append_chunked (GByteArray *reply,
                GRand      *random,
                GByteArray *body)
{
  static const char *const sizes[] = { "%x", "%X", "0%x", "%x;ext=1", "%x ", " %x", "-%x", "+%x", "0x%x", "%xg",
                                       "ffffffffffffffff%x", "7fffffffffffffff", "" };
  static const char *const ends[] = { "0\r\n\r\n", "0\r\n", "0", "", "0\r\nContent-Length: 5\r\n\r\n", "00000\r\n\r\n",
                                      "0\r\nX: y\r\nno colon\r\n\r\n", "0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" };
  guint at = 0;

  while (at < body->len)
    {
      guint most = (guint) g_rand_int_range (random, 1, 400);
      guint length = MIN (body->len - at, most);
      const char *size = one_in (random, 40) ? ANY (random, sizes) : "%x";
      g_autofree char *hex = g_strdup_printf ("%x", length);
      g_auto(GStrv) parts = g_strsplit (size, "%x", 2);
      g_autofree char *line = g_strjoinv (hex, parts);

      append_format (reply, "%s%s", line, one_in (random, 100) ? "\n" : "\r\n");
      g_byte_array_append (reply, body->data + at, length);
      if (!one_in (random, 100))
        append_text (reply, "\r\n");
      at += length;
    }

  append_text (reply, one_in (random, 4) ? ANY (random, ends) : ends[0]);
}

static void
append_headers (GByteArray *reply,
                GRand      *random)
{
  for (int i = g_rand_int_range (random, 0, 5); i > 0; i--)
    append_format (reply, "%s\r\n", ANY (random, headers));

  if (one_in (random, 60))
    {
      g_autofree char *long_value = g_strnfill (200 * 1000, 'x');

      append_format (reply, "X-Long: %s\r\n", long_value);
    }
  if (one_in (random, 60))
    {
      for (guint i = 0; i < 3000; i++)
        append_format (reply, "X-%u: %u\r\n", i % 7, i);
    }
}

static GByteArray *
make_reply (Fuzz              *fuzz,
            GRand             *random,
            const WireRequest *request)
{
  gboolean good = !one_in (random, 3);
  g_autoptr(GByteArray) body = make_body (fuzz, random, request, good);
  GByteArray *reply = g_byte_array_new ();
  guint status = good ? 200 : ANY (random, statuses);
  const char *line = one_in (random, 12) ? ANY (random, first_lines) : first_lines[0];
  g_auto(GStrv) parts = g_strsplit (line, "%u", 2);
  g_autofree char *number = g_strdup_printf ("%u", status);
  g_autofree char *first_line = g_strjoinv (number, parts);
  gboolean packed = one_in (random, 10);

  if (one_in (random, 15))
    {
      for (int i = g_rand_int_range (random, 1, one_in (random, 4) ? 3000 : 5); i > 0; i--)
        append_text (reply, one_in (random, 2) ? "HTTP/1.1 100 Continue\r\n\r\n"
                                               : "HTTP/1.1 103 Hints\r\nX: y\r\n\r\n");
    }

  append_format (reply, "%s\r\n", first_line);
  if (packed)
    {
      g_autoptr(GBytes) plain = g_bytes_new (body->data, body->len);
      g_autoptr(GBytes) compressed = compress (plain);

      g_byte_array_set_size (body, 0);
      g_byte_array_append (body, g_bytes_get_data (compressed, NULL), (guint) g_bytes_get_size (compressed));
      append_text (reply, "Content-Encoding: gzip\r\n");
    }
  append_headers (reply, random);

  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      append_text (reply, "Transfer-Encoding: chunked\r\n\r\n");
      append_chunked (reply, random, body);
      break;
    case 1: /* until the connection ends */
      append_text (reply, "\r\n");
      g_byte_array_append (reply, body->data, body->len);
      break;
    default:
      append_format (reply, "Content-Length: %u\r\n\r\n",
                     one_in (random, 10) ? body->len + (guint) g_rand_int_range (random, -20, 20) : body->len);
      g_byte_array_append (reply, body->data, body->len);
    }

  if (one_in (random, 20))
    append_text (reply, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
  if (one_in (random, 10))
    damage_bytes (random, reply);
  g_byte_array_append (reply, (const guint8 *) "", 1);
  g_byte_array_set_size (reply, reply->len - 1);

  return reply;
}

static gboolean
answer_cb (WireServer        *server,
           const WireRequest *request,
           GOutputStream     *out,
           gpointer           user_data)
{
  Fuzz *fuzz = user_data;
  g_autoptr(GRand) random = g_rand_new_with_seed (fuzz->seed + request->number);
  g_autoptr(GByteArray) reply = NULL;
  guint at = 0;

  if (strstr (request->target, "/authorize") != NULL && !one_in (random, 8))
    return wire_reply (out, 200, NULL, GRANT);
  if (one_in (random, 40))
    return FALSE;
  if (one_in (random, 150))
    return wire_answer_never (server, request, out, NULL);

  reply = make_reply (fuzz, random, request);
  if (one_in (random, 100)) /* a byte now and then, for as long as somebody listens */
    {
      while (at < reply->len && g_output_stream_write_all (out, reply->data + at, 1, NULL, NULL, NULL)
             && wire_server_sleep (server, 10))
        at++;
      return FALSE;
    }

  while (at < reply->len)
    {
      gsize length = one_in (random, 3) ? (gsize) g_rand_int_range (random, 1, (gint32) (reply->len - at) + 1)
                                        : reply->len - at;

      if (!g_output_stream_write_all (out, reply->data + at, length, NULL, NULL, NULL))
        return FALSE;
      at += (guint) length;
    }

  /* Most of what has no end of its own ends here; some is left to the deadline. */
  return g_str_has_prefix ((const char *) reply->data, "HTTP/1.1 200") ? one_in (random, 4) : one_in (random, 30);
}

static void
ask (Fuzz     *fuzz,
     GRand    *random,
     Question *question)
{
  PayrocClient *client = fuzz->client.client;
  const char *terminal = fuzz->client.terminal;
  const char *link = "CKHP6VVWYT";
  g_autoptr(GBytes) body = values_bytes ("{}");
  g_autofree char *key = g_uuid_string_random ();
  const PayrocLinkFilter filter = { .limit = 2 };
  const PayrocSharingFilter mails = { .limit = 2 };
  const PayrocPaymentFilter payments = { .terminal = terminal, .link_id = link, .limit = 2 };
  GAsyncResult **result = &question->result;

  question->operation = (guint) g_rand_int_range (random, 0, 8);
  question->begun_at = g_get_monotonic_time ();

  switch (question->operation)
    {
    case 0:
      payroc_client_create_link_async (client, terminal, body, key, NULL, wire_wait_cb, result);
      break;
    case 1:
      payroc_client_list_links_async (client, terminal, &filter, NULL, wire_wait_cb, result);
      break;
    case 2:
      payroc_client_retrieve_link_async (client, link, NULL, wire_wait_cb, result);
      break;
    case 3:
      payroc_client_edit_link_async (client, link, body, key, NULL, wire_wait_cb, result);
      break;
    case 4:
      payroc_client_deactivate_link_async (client, link, NULL, wire_wait_cb, result);
      break;
    case 5:
      payroc_client_share_link_async (client, link, body, key, NULL, wire_wait_cb, result);
      break;
    case 6:
      payroc_client_list_sharing_events_async (client, link, &mails, NULL, wire_wait_cb, result);
      break;
    default:
      payroc_client_list_payments_async (client, PAYROC_PAYMENT_SOURCE_CARD, &payments, NULL, wire_wait_cb, result);
    }
}

static gpointer
finish (Fuzz     *fuzz,
        Question *question,
        GError  **error)
{
  PayrocClient *client = fuzz->client.client;
  GAsyncResult *result = wire_wait (&question->result);

  switch (question->operation)
    {
    case 0:
      return payroc_client_create_link_finish (client, result, error);
    case 1:
      return payroc_client_list_links_finish (client, result, error);
    case 2:
      return payroc_client_retrieve_link_finish (client, result, error);
    case 3:
      return payroc_client_edit_link_finish (client, result, error);
    case 4:
      return payroc_client_deactivate_link_finish (client, result, error);
    case 5:
      return payroc_client_share_link_finish (client, result, error);
    case 6:
      return payroc_client_list_sharing_events_finish (client, result, error);
    default:
      return payroc_client_list_payments_finish (client, result, error);
    }
}

/* Something is there or something is wrong; what is wrong is told in words that are fit to be shown, and quotes
 * nobody's token. */
static void
check (Fuzz     *fuzz,
       Question *question)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GObject) object = finish (fuzz, question, &error);
  gint64 elapsed = g_get_monotonic_time () - question->begun_at;
  const char *detail;

  g_clear_object (&question->result);
  g_assert_cmpint (elapsed, <, LONGEST * G_USEC_PER_SEC);
  g_assert_true ((object != NULL) != (error != NULL));
  if (error == NULL)
    {
      if (PAYROC_IS_LINK (object))
        g_assert_cmpstr (payroc_link_get_id (PAYROC_LINK (object)), !=, NULL);
      return;
    }

  g_assert_cmpint (error->domain, ==, PAYROC_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strstr (error->message, TOKEN));
  detail = payroc_error_get_detail (error);
  if (detail != NULL)
    {
      g_assert_true (g_utf8_validate (detail, -1, NULL));
      g_assert_null (strstr (detail, TOKEN));
    }
}

static void
test_fuzz (void)
{
  const char *seed = g_getenv ("TEST_SEED");
  const char *seconds = g_getenv ("TEST_SECONDS");
  const gint64 begun_at = g_get_monotonic_time ();
  const gint64 until = begun_at + (seconds != NULL ? atoi (seconds) : 0) * G_USEC_PER_SEC;
  Fuzz fuzz = { { NULL }, NULL, seed != NULL ? (guint32) strtoul (seed, NULL, 10) : DEFAULT_SEED, NULL };
  g_autoptr(GRand) random = g_rand_new_with_seed (fuzz.seed);
  g_autofree char *zeros = g_malloc0 (8 * MAX_REPLY);
  g_autoptr(GBytes) plain = g_bytes_new_static (zeros, 8 * MAX_REPLY);
  g_autofree char *api = NULL;
  g_autofree char *identity = NULL;
  guint n_rounds = 0;

  g_test_message ("TEST_SEED=%u repeats this run", fuzz.seed);
  fuzz.bomb = compress (plain);
  fuzz.server = wire_server_new (answer_cb, &fuzz);
  api = wire_server_get_url (fuzz.server, "/v1");
  identity = wire_server_get_url (fuzz.server, "/authorize");
  client_fixture_set_up_at (&fuzz.client, api, identity, "key");
  payroc_transport_set_limits (fuzz.client.transport, DEADLINE, MAX_REPLY);
  payroc_transport_set_wait_scale (fuzz.client.transport, 0.0001);

  while (n_rounds < N_ROUNDS || g_get_monotonic_time () < until)
    {
      Question questions[MOST_AT_ONCE] = { { NULL } };
      const guint n_questions = (guint) g_rand_int_range (random, 1, MOST_AT_ONCE + 1);

      for (guint i = 0; i < n_questions; i++)
        ask (&fuzz, random, &questions[i]);
      for (guint i = 0; i < n_questions; i++)
        check (&fuzz, &questions[i]);
      n_rounds++;
    }

  g_test_message ("%u rounds, %u requests on %u connections", n_rounds, wire_server_get_n_requests (fuzz.server),
                  wire_server_get_n_connections (fuzz.server));
  client_fixture_tear_down (&fuzz.client, NULL);
  wire_server_free (fuzz.server);
  g_bytes_unref (fuzz.bomb);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-fuzz", test_fuzz);

  return g_test_run ();
}
