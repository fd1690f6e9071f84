/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes over the wire, what is asked again and when, and what is known afterwards. */

#include <string.h>

#include "payroc/payroc-error.h"
#include "payroc/wire/payroc-transport.h"
#include "wire-outcome.h"

#define KEY  WIRE_KEY
#define BODY "{\"merchantReference\":\"LinkRef7654\"}"

static void
assert_body (GBytes     *bytes,
             const char *expected)
{
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static void
test_get (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1/payment-links/CKHP6VVWYT?a=b%20c");
  g_autoptr(GPtrArray) requests = NULL;
  const PayrocRequest request = { .method = "GET", .url = url, .bearer = "the-token" };
  const WireRequest *seen;
  g_auto(WireOutcome) outcome = { NULL, NULL };

  wire_send (transport, &request, &outcome);

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.reply->status, ==, 200);
  g_assert_cmpstr (outcome.reply->content_type, ==, "application/json");
  g_assert_cmpint (outcome.reply->retry_after, ==, -1);
  g_assert_false (outcome.reply->outcome_unknown);
  assert_body (outcome.reply->body, "{}");

  requests = wire_server_get_requests (server);
  g_assert_cmpuint (requests->len, ==, 1);
  seen = g_ptr_array_index (requests, 0);
  g_assert_cmpstr (seen->method, ==, "GET");
  g_assert_cmpstr (seen->target, ==, "/v1/payment-links/CKHP6VVWYT?a=b%20c");
  g_assert_cmpstr (wire_request_get_header (seen, "authorization"), ==, "Bearer the-token");
  g_assert_cmpstr (wire_request_get_header (seen, "content-type"), ==, "application/json");
  g_assert_true (g_str_has_prefix (wire_request_get_header (seen, "accept"), "application/json"));
  g_assert_true (g_str_has_prefix (wire_request_get_header (seen, "user-agent"), "Paylinks/"));
  g_assert_null (wire_request_get_header (seen, "idempotency-key"));
  g_assert_null (wire_request_get_header (seen, "x-api-key"));
  g_assert_null (wire_request_get_header (seen, "cookie"));
}

static void
test_post (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  g_autoptr(GBytes) body = g_bytes_new_static (BODY, strlen (BODY));
  g_autoptr(GPtrArray) requests = NULL;
  const PayrocRequest keyed = { "POST", url, "the-token", NULL, KEY, body };
  const PayrocRequest bare = { "POST", url, "the-token", NULL, NULL, NULL };
  const PayrocRequest identity = { "POST", url, NULL, "the-key", NULL, NULL };
  const PayrocRequest *const all[] = { &keyed, &bare, &identity };
  const WireRequest *seen;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_auto(WireOutcome) outcome = { NULL, NULL };

      wire_send (transport, all[i], &outcome);
      g_assert_no_error (outcome.error);
    }

  requests = wire_server_get_requests (server);
  g_assert_cmpuint (requests->len, ==, 3);

  seen = g_ptr_array_index (requests, 0);
  g_assert_cmpstr (wire_request_get_header (seen, "idempotency-key"), ==, KEY);
  assert_body (seen->body, BODY);

  seen = g_ptr_array_index (requests, 1);
  g_assert_null (wire_request_get_header (seen, "idempotency-key"));
  g_assert_cmpstr (wire_request_get_header (seen, "content-length"), ==, "0");
  g_assert_cmpstr (wire_request_get_header (seen, "content-type"), ==, "application/json");

  seen = g_ptr_array_index (requests, 2);
  g_assert_cmpstr (wire_request_get_header (seen, "x-api-key"), ==, "the-key");
  g_assert_null (wire_request_get_header (seen, "authorization"));
  g_assert_cmpstr (wire_request_get_header (seen, "content-length"), ==, "0");
}

/* One connection for many keyed requests: the flag that makes it so is what a thousand creates live on. */
static void
test_keep_alive (void)
{
  const char *const methods[] = { "GET", "POST", "PATCH" };
  g_autoptr(WireServer) server = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  guint i;

  for (i = 0; i < 30; i++)
    {
      const PayrocRequest request = { methods[i % G_N_ELEMENTS (methods)], url, "t", NULL, KEY, NULL };
      g_auto(WireOutcome) outcome = { NULL, NULL };

      wire_send (transport, &request, &outcome);
      g_assert_no_error (outcome.error);
    }

  g_assert_cmpuint (wire_server_get_n_connections (server), ==, 1);
}

static void
test_preconnect (void)
{
  g_autoptr(WireServer) server = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1");
  const PayrocRequest request = { .method = "GET", .url = url };
  g_auto(WireOutcome) outcome = { NULL, NULL };

  payroc_transport_preconnect (transport, "http://example.com/");
  payroc_transport_preconnect (transport, url);
  while (wire_server_get_n_connections (server) == 0)
    wire_run_for (5);
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 0);

  wire_send (transport, &request, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (wire_server_get_n_connections (server), ==, 1);
}

/* What the server does with one attempt: a number to answer, or one of these. */
#define CUT       1 /* reads the request, closes */
#define CUT_AFTER 2 /* does the work, closes */
#define HALF      3 /* does the work, closes in the middle of the answer */

typedef struct
{
  const char *name;
  const char *method;
  const char *key;            /* NULL for none */
  guint       attempts[4];    /* ends with 0 */
  const char *headers;        /* of every answer that is no 200 */
  guint       n_expected;     /* requests */
  guint       status;         /* of the reply, or 0: PAYROC_ERROR_UNREACHABLE */
  gboolean    outcome_unknown;
} Script;

static const Script scripts[] = {
  { "200", "POST", KEY, { 200 }, NULL, 1, 200, FALSE },
  { "400 is final", "POST", KEY, { 400 }, NULL, 1, 400, FALSE },
  { "401 is final here", "POST", KEY, { 401 }, NULL, 1, 401, FALSE },
  { "404 is final", "GET", NULL, { 404 }, NULL, 1, 404, FALSE },
  { "409 is final", "POST", KEY, { 409 }, NULL, 1, 409, FALSE },
  { "429 seconds", "POST", KEY, { 429, 200 }, "Retry-After: 2\r\n", 2, 200, FALSE },
  { "429 thrice", "POST", KEY, { 429, 429, 429 }, "Retry-After: 2\r\n", 3, 429, FALSE },
  { "429 later than a minute", "POST", KEY, { 429 }, "Retry-After: 61\r\n", 1, 429, FALSE },
  { "429 rate limit", "POST", KEY, { 429, 200 }, "X-RateLimit-Reset: 2\r\n", 2, 200, FALSE },
  { "503", "POST", KEY, { 503, 200 }, NULL, 2, 200, FALSE },
  { "503 for good", "POST", KEY, { 503, 503, 503 }, NULL, 3, 503, TRUE },
  { "500, then done", "PATCH", KEY, { 500, 408, 200 }, NULL, 3, 200, FALSE },
  { "408 for good", "POST", KEY, { 408, 408, 408 }, NULL, 3, 408, TRUE },
  { "500 for good, reading", "GET", NULL, { 500, 500, 500 }, NULL, 3, 500, FALSE },
  { "cut before", "POST", KEY, { CUT, 200 }, NULL, 2, 200, FALSE },
  { "cut after", "POST", KEY, { CUT_AFTER, 200 }, NULL, 2, 200, FALSE },
  { "cut in the reply", "POST", KEY, { HALF, HALF, 200 }, NULL, 3, 200, FALSE },
  { "cut for good", "PATCH", KEY, { CUT_AFTER, CUT_AFTER, CUT_AFTER }, NULL, 3, 0, TRUE },
  { "cut, then refused for lack of rights", "POST", KEY, { CUT_AFTER, 401 }, NULL, 2, 401, TRUE },
  { "cut, then too many", "POST", KEY, { CUT_AFTER, 429, 429 }, NULL, 3, 429, TRUE },
  { "server error, then refused", "POST", KEY, { 500, 403 }, NULL, 2, 403, TRUE },
  { "cut while reading", "GET", NULL, { CUT, HALF, 200 }, NULL, 3, 200, FALSE },
  { "cut while reading, for good", "GET", NULL, { CUT, CUT, CUT }, NULL, 3, 0, FALSE },
  { "no key: cut", "POST", NULL, { CUT }, NULL, 1, 0, TRUE },
  { "no key: cut after", "POST", NULL, { CUT_AFTER }, NULL, 1, 0, TRUE },
  { "no key: cut in the reply", "POST", NULL, { HALF }, NULL, 1, 0, TRUE },
  { "no key: 500", "POST", NULL, { 500 }, NULL, 1, 500, TRUE },
  { "no key: 503", "POST", NULL, { 503 }, "Retry-After: 1\r\n", 1, 503, TRUE },
  { "no key: 408", "POST", NULL, { 408 }, NULL, 1, 408, TRUE },
  { "no key: 429", "POST", NULL, { 429, 200 }, "Retry-After: 1\r\n", 2, 200, FALSE },
  { "no key: 429, then cut", "POST", NULL, { 429, CUT_AFTER }, "Retry-After: 1\r\n", 2, 0, TRUE },
};

static gboolean
answer_by_script (WireServer        *server,
                  const WireRequest *request,
                  GOutputStream     *out,
                  gpointer           user_data)
{
  const Script *script = user_data;
  guint attempt = request->number <= G_N_ELEMENTS (script->attempts) ? script->attempts[request->number - 1] : 0;

  g_assert_cmpuint (attempt, !=, 0);

  switch (attempt)
    {
    case CUT:
      return FALSE;
    case CUT_AFTER:
      wire_server_do_work (server, KEY);
      return FALSE;
    case HALF:
      wire_server_do_work (server, KEY);
      wire_write (out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
      return FALSE;
    case 200:
      wire_server_do_work (server, KEY);
      return wire_reply (out, 200, NULL, "{}");
    default:
      return wire_reply (out, attempt, script->headers, "{}");
    }
}

static void
test_script (gconstpointer data)
{
  const Script *script = data;
  g_autoptr(WireServer) server = wire_server_new (answer_by_script, (gpointer) script);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  g_autoptr(GBytes) body = g_bytes_new_static (BODY, strlen (BODY));
  g_autoptr(GPtrArray) requests = NULL;
  const PayrocRequest request = { script->method, url, "t", NULL, script->key, script->key ? body : NULL };
  g_auto(WireOutcome) outcome = { NULL, NULL };
  guint i;

  payroc_transport_set_wait_scale (transport, 0.01);
  wire_send (transport, &request, &outcome);

  if (script->status != 0)
    {
      g_assert_no_error (outcome.error);
      g_assert_cmpuint (outcome.reply->status, ==, script->status);
      g_assert_cmpint (outcome.reply->outcome_unknown, ==, script->outcome_unknown);
    }
  else
    {
      g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
      g_assert_cmpint (payroc_error_outcome_unknown (outcome.error), ==, script->outcome_unknown);
    }

  requests = wire_server_get_requests (server);
  g_assert_cmpuint (requests->len, ==, script->n_expected);
  for (i = 0; i < requests->len; i++)
    {
      const WireRequest *seen = g_ptr_array_index (requests, i);

      g_assert_cmpstr (seen->method, ==, script->method);
      g_assert_cmpstr (wire_request_get_header (seen, "idempotency-key"), ==, script->key);
      assert_body (seen->body, script->key != NULL ? BODY : "");
    }
}

typedef struct
{
  const char *header;   /* %d: seconds; %s: that date */
  guint       seconds;
} RetryAfter;

static const RetryAfter retry_afters[] = {
  { "Retry-After: %d\r\n", 4 },
  { "Retry-After: %s\r\n", 4 },
};

static gboolean
answer_retry_after (WireServer        *server,
                    const WireRequest *request,
                    GOutputStream     *out,
                    gpointer           user_data)
{
  return request->number == 1 ? wire_reply (out, 429, user_data, "{}") : wire_reply (out, 200, NULL, "{}");
}

static char *
format_retry_after (const RetryAfter *form)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) then = g_date_time_add_seconds (now, form->seconds);
  g_autofree char *date = g_date_time_format (then, "%a, %d %b %Y %H:%M:%S GMT");
  g_autofree char *seconds = g_strdup_printf ("%u", form->seconds);
  g_auto(GStrv) parts = g_strsplit (form->header, "%", 2);

  return g_strconcat (parts[0], parts[1][0] == 'd' ? seconds : date, parts[1] + 1, NULL);
}

static void
test_retry_after_is_kept (gconstpointer data)
{
  const RetryAfter *form = data;
  const gint64 began = g_get_monotonic_time (); /* before the date is written, which draws nearer */
  g_autofree char *header = format_retry_after (form);
  g_autoptr(WireServer) server = wire_server_new (answer_retry_after, header);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { "POST", url, "t", NULL, KEY, NULL };
  g_auto(WireOutcome) outcome = { NULL, NULL };

  payroc_transport_set_wait_scale (transport, 0.1);
  wire_send (transport, &request, &outcome);

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.reply->status, ==, 200);
  /* A date has whole seconds only, so it may be one second less; without the header the wait is at most 0.125 s, and
   * one that were minutes longer would end past the deadline, and leave the 429. */
  g_assert_cmpint (g_get_monotonic_time () - began, >=, (form->seconds - 1) * G_USEC_PER_SEC / 10);
}

static void
test_retry_after_is_told (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_retry_after, "Retry-After: 3600\r\n");
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { "POST", url, "t", NULL, KEY, NULL };
  g_auto(WireOutcome) outcome = { NULL, NULL };

  wire_send (transport, &request, &outcome);

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.reply->status, ==, 429);
  g_assert_cmpint (outcome.reply->retry_after, ==, 3600 * G_TIME_SPAN_SECOND);
}

/* A wait that would end past the deadline is not begun: the answer that is there comes back now. */
static void
test_wait_beyond_deadline (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_retry_after, "Retry-After: 30\r\n");
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { "POST", url, "t", NULL, KEY, NULL };
  g_auto(WireOutcome) outcome = { NULL, NULL };

  payroc_transport_set_limits (transport, 10, 1000);
  wire_send (transport, &request, &outcome);

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.reply->status, ==, 429);
}

static void
test_refused_connection (gconstpointer data)
{
  const char *key = data;
  WireServer *server = wire_server_new (wire_answer_ok, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { "POST", url, "t", NULL, key, NULL };
  g_auto(WireOutcome) outcome = { NULL, NULL };
  gint64 began;

  wire_server_free (server);

  payroc_transport_set_wait_scale (transport, 0.1);
  began = g_get_monotonic_time ();
  wire_send (transport, &request, &outcome);

  g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  g_assert_false (payroc_error_outcome_unknown (outcome.error));
  g_assert_true (payroc_error_is_temporary (outcome.error));
  /* Two waits, of 1 s and 2 s less a quarter: also without a key it was tried again. */
  g_assert_cmpint (g_get_monotonic_time () - began, >=, G_USEC_PER_SEC * 225 / 1000);
}

static gboolean
answer_with_an_outage (WireServer        *server,
                       const WireRequest *request,
                       GOutputStream     *out,
                       gpointer           user_data)
{
  wire_server_stop_listening (server);

  return FALSE;
}

/* That the last attempt certainly did nothing says nothing about the first. */
static void
test_lost_then_refused (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_with_an_outage, NULL);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_auto(WireOutcome) outcome = { NULL, NULL };

  payroc_transport_set_wait_scale (transport, 0.01);
  wire_send_to (transport, server, "POST", KEY, &outcome);

  g_assert_error (outcome.error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  g_assert_true (payroc_error_outcome_unknown (outcome.error));
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 1);
}

static void
test_lost_before (void)
{
  const Script refused = { .method = "POST", .key = KEY, .attempts = { 401 } };
  g_autoptr(WireServer) server = wire_server_new (answer_by_script, (gpointer) &refused);
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autofree char *url = wire_server_get_url (server, "/v1/x");
  const PayrocRequest request = { .method = "POST", .url = url, .idempotency_key = KEY, .maybe_done = TRUE };
  g_auto(WireOutcome) outcome = { NULL, NULL };

  wire_send (transport, &request, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (outcome.reply->outcome_unknown);
}

static void
test_unsafe_requests (void)
{
  static const struct
  {
    PayrocRequest   request;
    PayrocErrorCode code;
  } table[] = {
    { { "GET", "http://example.com/v1" }, PAYROC_ERROR_INSECURE },
    { { "GET", "http://127.0.0.1.example.com/v1" }, PAYROC_ERROR_INSECURE },
    { { "GET", "ftp://127.0.0.1/" }, PAYROC_ERROR_INSECURE },
    { { "GET", "nonsense" }, PAYROC_ERROR_INSECURE },
    { { "GET", "" }, PAYROC_ERROR_INSECURE },
    { { "GET", "http://127.0.0.1:1/", "token\r\nX-Evil: yes" }, PAYROC_ERROR_INVALID },
    { { "GET", "http://127.0.0.1:1/", "two words" }, PAYROC_ERROR_INVALID },
    { { "GET", "http://127.0.0.1:1/", NULL, "k\xc3\xa4y" }, PAYROC_ERROR_INVALID },
    { { "POST", "http://127.0.0.1:1/", NULL, NULL, "key\n" }, PAYROC_ERROR_INVALID },
    { { "POST", "http://127.0.0.1:1/", NULL, NULL, "" }, PAYROC_ERROR_INVALID },
  };
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  guint i;

  for (i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto(WireOutcome) outcome = { NULL, NULL };

      wire_send (transport, &table[i].request, &outcome);
      g_assert_error (outcome.error, PAYROC_ERROR, (int) table[i].code);
      g_assert_false (payroc_error_outcome_unknown (outcome.error));
      /* Errors are logged and shown. */
      g_assert_null (strstr (outcome.error->message, "token"));
    }
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transport/get", test_get);
  g_test_add_func ("/transport/post", test_post);
  g_test_add_func ("/transport/keep-alive", test_keep_alive);
  g_test_add_func ("/transport/preconnect", test_preconnect);

  for (i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transport/attempts/%s", scripts[i].name);

      g_test_add_data_func (path, &scripts[i], test_script);
    }

  g_test_add_data_func ("/transport/retry-after/seconds", &retry_afters[0], test_retry_after_is_kept);
  g_test_add_data_func ("/transport/retry-after/date", &retry_afters[1], test_retry_after_is_kept);
  g_test_add_func ("/transport/retry-after/told", test_retry_after_is_told);
  g_test_add_func ("/transport/retry-after/beyond-deadline", test_wait_beyond_deadline);
  g_test_add_data_func ("/transport/refused-connection/key", KEY, test_refused_connection);
  g_test_add_data_func ("/transport/refused-connection/no-key", NULL, test_refused_connection);
  g_test_add_func ("/transport/lost-then-refused", test_lost_then_refused);
  g_test_add_func ("/transport/lost-before", test_lost_before);
  g_test_add_func ("/transport/unsafe-requests", test_unsafe_requests);

  return g_test_run ();
}
