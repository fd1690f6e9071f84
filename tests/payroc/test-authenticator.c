/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who holds the key: when a token is renewed, by how many requests, and what becomes of those who wait. */

#include <string.h>

#include "payroc/client/payroc-authenticator.h"
#include "payroc/payroc-error.h"
#include "wire-outcome.h"

#define NOW 1800000000

/* The identity service; counts its tokens. */
typedef struct
{
  guint       status;
  const char *body;     /* NULL: "token-N", for lifetime */
  gint64      lifetime;
  int         held;     /* (atomic) whether it keeps its answers until this is FALSE */
} Identity;

typedef struct
{
  Identity             identity;
  WireServer          *server;
  PayrocTransport     *transport;
  PayrocEnvironment   *environment;
  PayrocAuthenticator *authenticator;
  gint64               now;
  guint                n_told;         /* times that the token's function was called */
  char                *told;
  gint64               told_expiry;
  guint                n_refused;
} Fixture;

static gboolean
answer_authorize (WireServer        *server,
                  const WireRequest *request,
                  GOutputStream     *out,
                  gpointer           user_data)
{
  Identity *identity = user_data;
  g_autofree char *grant = NULL;

  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->target, ==, "/authorize");
  g_assert_null (wire_request_get_header (request, "authorization"));
  g_assert_cmpuint (g_bytes_get_size (request->body), ==, 0);

  while (g_atomic_int_get (&identity->held) && wire_server_sleep (server, 1))
    ;

  if (g_strcmp0 (wire_request_get_header (request, "x-api-key"), "wrong") == 0)
    return wire_reply (out, 401, NULL, "{\"type\":\"https://docs.payroc.com/api/errors#not-authorized\"}");

  grant = g_strdup_printf ("{\"access_token\":\"%s-token-%u\",\"expires_in\":%" G_GINT64_FORMAT ",\"scope\":\"x\","
                           "\"token_type\":\"Bearer\"}",
                           wire_request_get_header (request, "x-api-key"), request->number, identity->lifetime);

  return wire_reply (out, identity->status, NULL, identity->body != NULL ? identity->body : grant);
}

static gint64
clock_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->now;
}

static void
token_cb (PayrocAuthenticator *authenticator,
          const char          *token,
          gint64               expires_at,
          gpointer             user_data)
{
  Fixture *fixture = user_data;

  fixture->n_told++;
  g_free (fixture->told);
  fixture->told = g_strdup (token);
  fixture->told_expiry = expires_at;
}

static void
key_refused_cb (PayrocAuthenticator *authenticator,
                gpointer             user_data)
{
  Fixture *fixture = user_data;

  fixture->n_refused++;
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *api = NULL;
  g_autofree char *identity = NULL;
  g_autoptr(GError) error = NULL;

  fixture->identity = (Identity) { 200, NULL, 3600, FALSE };
  fixture->now = NOW;
  fixture->server = wire_server_new (answer_authorize, &fixture->identity);
  fixture->transport = payroc_transport_new ();
  payroc_transport_set_wait_scale (fixture->transport, 0.001);

  api = wire_server_get_url (fixture->server, "/v1");
  identity = wire_server_get_url (fixture->server, "/authorize");
  fixture->environment = payroc_environment_new_custom (api, identity, &error);
  g_assert_no_error (error);

  fixture->authenticator = payroc_authenticator_new (fixture->transport, fixture->environment);
  payroc_authenticator_set_clock (fixture->authenticator, clock_cb, fixture);
  payroc_authenticator_set_token_func (fixture->authenticator, token_cb, fixture, NULL);
  g_signal_connect (fixture->authenticator, "key-refused", G_CALLBACK (key_refused_cb), fixture);
  payroc_authenticator_set_api_key (fixture->authenticator, "key");
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  wire_wait_for_end (fixture->authenticator);
  g_assert_finalize_object (fixture->environment);
  g_clear_pointer (&fixture->transport, wire_transport_free);
  wire_server_free (fixture->server);
  g_free (fixture->told);
}

static char *
finish (Fixture       *fixture,
        GAsyncResult **result,
        GError       **error)
{
  char *token = payroc_authenticator_get_token_finish (fixture->authenticator, wire_wait (result), error);

  g_clear_object (result);

  return token;
}

static void
assert_token (Fixture       *fixture,
              GAsyncResult **result,
              const char    *expected)
{
  g_autoptr(GError) error = NULL;
  char *token = finish (fixture, result, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
  payroc_secret_free (token);
}

static void
get_token (Fixture    *fixture,
           const char *expected)
{
  GAsyncResult *result = NULL;

  payroc_authenticator_get_token_async (fixture->authenticator, NULL, wire_wait_cb, &result);
  assert_token (fixture, &result, expected);
}

static void
get_no_token (Fixture        *fixture,
              PayrocErrorCode code,
              GError        **error)
{
  GAsyncResult *result = NULL;

  payroc_authenticator_get_token_async (fixture->authenticator, NULL, wire_wait_cb, &result);
  g_assert_null (finish (fixture, &result, error));
  g_assert_error (*error, PAYROC_ERROR, (int) code);
  /* No payment depends on it. */
  g_assert_false (payroc_error_outcome_unknown (*error));
}

static void
assert_n_renewals (Fixture *fixture,
                   guint    expected)
{
  g_assert_cmpuint (wire_server_get_n_requests (fixture->server), ==, expected);
}

/* Until the server has got so many requests: how long that takes is the machine's. */
static void
wait_for_requests (Fixture *fixture,
                   guint    n_requests)
{
  while (wire_server_get_n_requests (fixture->server) < n_requests)
    wire_run_for (5);
}

static void
test_renewal (Fixture      *fixture,
              gconstpointer data)
{
  get_token (fixture, "key-token-1");
  g_assert_cmpuint (fixture->n_told, ==, 1);
  g_assert_cmpstr (fixture->told, ==, "key-token-1");
  g_assert_cmpint (fixture->told_expiry, ==, NOW + 3600);

  /* Good until two minutes before its end. */
  fixture->now = NOW + 3600 - 121;
  get_token (fixture, "key-token-1");
  assert_n_renewals (fixture, 1);

  fixture->now = NOW + 3600 - 120;
  get_token (fixture, "key-token-2");
  get_token (fixture, "key-token-2");
  assert_n_renewals (fixture, 2);
  g_assert_cmpint (fixture->told_expiry, ==, NOW + 2 * 3600 - 120);
}

static void
test_short_life (Fixture      *fixture,
                 gconstpointer data)
{
  fixture->identity.lifetime = 10;
  get_token (fixture, "key-token-1");

  fixture->now = NOW + 4;
  get_token (fixture, "key-token-1");
  fixture->now = NOW + 5;
  get_token (fixture, "key-token-2");
}

static void
test_saved_token (Fixture      *fixture,
                  gconstpointer data)
{
  payroc_authenticator_set_token (fixture->authenticator, "saved", NOW + 121);
  get_token (fixture, "saved");
  assert_n_renewals (fixture, 0);
  g_assert_cmpuint (fixture->n_told, ==, 0);

  fixture->now++;
  get_token (fixture, "key-token-1");

  /* What cannot stand in a header was not a token. */
  payroc_authenticator_set_token (fixture->authenticator, "two words", NOW + 3600);
  get_token (fixture, "key-token-2");
}

static void
test_shared_renewal (Fixture      *fixture,
                     gconstpointer data)
{
  GAsyncResult *results[10] = { NULL, };
  guint i;

  g_atomic_int_set (&fixture->identity.held, TRUE);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    payroc_authenticator_get_token_async (fixture->authenticator, NULL, wire_wait_cb, &results[i]);
  wait_for_requests (fixture, 1);
  g_atomic_int_set (&fixture->identity.held, FALSE);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    assert_token (fixture, &results[i], "key-token-1");

  assert_n_renewals (fixture, 1);
  g_assert_cmpuint (fixture->n_told, ==, 1);
}

static void
test_drop (Fixture      *fixture,
           gconstpointer data)
{
  get_token (fixture, "key-token-1");

  payroc_authenticator_drop_token (fixture->authenticator, "another");
  get_token (fixture, "key-token-1");

  payroc_authenticator_drop_token (fixture->authenticator, "key-token-1");
  get_token (fixture, "key-token-2");

  /* The news about the first one comes late. */
  payroc_authenticator_drop_token (fixture->authenticator, "key-token-1");
  get_token (fixture, "key-token-2");
  assert_n_renewals (fixture, 2);
}

static void
test_wrong_key (Fixture      *fixture,
                gconstpointer data)
{
  GAsyncResult *results[5] = { NULL, };
  guint i;

  payroc_authenticator_set_api_key (fixture->authenticator, "wrong");
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    payroc_authenticator_get_token_async (fixture->authenticator, NULL, wire_wait_cb, &results[i]);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (finish (fixture, &results[i], &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED);
      g_assert_cmpuint (payroc_error_get_status (error), ==, 401);
      g_assert_null (strstr (error->message, "wrong"));
    }

  assert_n_renewals (fixture, 1);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
  g_assert_cmpuint (fixture->n_told, ==, 0);

  /* And the right one afterwards. */
  payroc_authenticator_set_api_key (fixture->authenticator, "key");
  get_token (fixture, "key-token-2");
}

/* No token, and not the key's fault either: nobody is told. */
static void
test_no_token (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(GError) busy = NULL;
  g_autoptr(GError) nonsense = NULL;
  g_autoptr(GError) refused = NULL;

  fixture->identity.status = 500;
  get_no_token (fixture, PAYROC_ERROR_BUSY, &busy);
  fixture->identity.status = 200;
  fixture->identity.body = "<html><body>Please log in to the hotel's network</body></html>";
  get_no_token (fixture, PAYROC_ERROR_BAD_REPLY, &nonsense);
  g_assert_cmpuint (fixture->n_refused, ==, 0);

  fixture->identity.status = 403;
  get_no_token (fixture, PAYROC_ERROR_KEY_REFUSED, &refused);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
  g_assert_cmpuint (fixture->n_told, ==, 0);

  fixture->identity.status = 200;
  fixture->identity.body = NULL;
  get_token (fixture, "key-token-6");
}

static void
test_without_key (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const keys[] = { NULL, "", "two words", "line\n", "k\xc3\xa4y" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(GError) error = NULL;

      payroc_authenticator_set_api_key (fixture->authenticator, keys[i]);
      g_assert_true (payroc_authenticator_uses_api_key (fixture->authenticator, keys[i]));
      g_assert_false (payroc_authenticator_uses_api_key (fixture->authenticator, "another"));
      get_no_token (fixture, PAYROC_ERROR_KEY_REFUSED, &error);
    }

  assert_n_renewals (fixture, 0);
  /* The service was not asked, so it has not refused. */
  g_assert_cmpuint (fixture->n_refused, ==, 0);
}

static void
test_new_key (Fixture      *fixture,
              gconstpointer data)
{
  GAsyncResult *result = NULL;

  get_token (fixture, "key-token-1");
  payroc_authenticator_set_api_key (fixture->authenticator, "key");
  get_token (fixture, "key-token-1");

  payroc_authenticator_set_api_key (fixture->authenticator, "other");
  get_token (fixture, "other-token-2");

  /* While somebody waits for the old one's. */
  payroc_authenticator_set_api_key (fixture->authenticator, "wrong");
  g_atomic_int_set (&fixture->identity.held, TRUE);
  payroc_authenticator_get_token_async (fixture->authenticator, NULL, wire_wait_cb, &result);
  wait_for_requests (fixture, 3);
  payroc_authenticator_set_api_key (fixture->authenticator, "key");
  g_atomic_int_set (&fixture->identity.held, FALSE);
  assert_token (fixture, &result, "key-token-4");
  g_assert_cmpuint (fixture->n_refused, ==, 0);

  /* Or for nothing any longer. */
  payroc_authenticator_set_api_key (fixture->authenticator, "other");
  payroc_authenticator_get_token_async (fixture->authenticator, NULL, wire_wait_cb, &result);
  payroc_authenticator_set_api_key (fixture->authenticator, NULL);
  g_assert_null (finish (fixture, &result, NULL));
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *cancelled = NULL;
  GAsyncResult *kept = NULL;
  g_autoptr(GError) error = NULL;

  g_atomic_int_set (&fixture->identity.held, TRUE);
  payroc_authenticator_get_token_async (fixture->authenticator, cancellable, wire_wait_cb, &cancelled);
  payroc_authenticator_get_token_async (fixture->authenticator, NULL, wire_wait_cb, &kept);
  wait_for_requests (fixture, 1);

  g_cancellable_cancel (cancellable);
  g_assert_null (finish (fixture, &cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (kept);
  g_clear_error (&error);

  g_atomic_int_set (&fixture->identity.held, FALSE);
  assert_token (fixture, &kept, "key-token-1");

  /* Cancelled before, even though there is one. */
  payroc_authenticator_get_token_async (fixture->authenticator, cancellable, wire_wait_cb, &cancelled);
  g_assert_null (finish (fixture, &cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The last who waited gives up: so does the renewal, and the next one starts its own. */
static void
test_cancel_all (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[3] = { NULL, };
  guint i;

  g_atomic_int_set (&fixture->identity.held, TRUE);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    payroc_authenticator_get_token_async (fixture->authenticator, cancellable, wire_wait_cb, &results[i]);
  wait_for_requests (fixture, 1);
  g_cancellable_cancel (cancellable);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    g_assert_null (finish (fixture, &results[i], NULL));

  g_atomic_int_set (&fixture->identity.held, FALSE);
  get_token (fixture, "key-token-2");
  g_assert_cmpuint (fixture->n_told, ==, 1);
}

static void
test_environment (Fixture      *fixture,
                  gconstpointer data)
{
  Identity other_identity = { 200, NULL, 3600, FALSE };
  g_autoptr(WireServer) other = wire_server_new (answer_authorize, &other_identity);
  g_autofree char *api = wire_server_get_url (other, "/v1");
  g_autofree char *identity = wire_server_get_url (other, "/authorize");
  g_autoptr(PayrocEnvironment) elsewhere = payroc_environment_new_custom (api, identity, NULL);
  g_autoptr(PayrocEnvironment) same = NULL;
  g_autoptr(GError) error = NULL;

  get_token (fixture, "key-token-1");

  /* The same place by another object. */
  same = payroc_environment_new_custom (payroc_environment_get_api_url (fixture->environment),
                                        payroc_environment_get_identity_url (fixture->environment), NULL);
  payroc_authenticator_set_environment (fixture->authenticator, same);
  get_token (fixture, "key-token-1");

  /* A token goes nowhere else. */
  payroc_authenticator_set_environment (fixture->authenticator, elsewhere);
  get_token (fixture, "key-token-1");
  g_assert_cmpuint (wire_server_get_n_requests (other), ==, 1);
  assert_n_renewals (fixture, 1);

  payroc_authenticator_set_environment (fixture->authenticator, NULL);
  get_no_token (fixture, PAYROC_ERROR_UNREACHABLE, &error);

  /* Saved before the place was known. */
  payroc_authenticator_set_token (fixture->authenticator, "saved", NOW + 3600);
  payroc_authenticator_set_environment (fixture->authenticator, elsewhere);
  get_token (fixture, "saved");
}

/* What a callback may do. */
static void
ask_again_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  PayrocAuthenticator *authenticator = PAYROC_AUTHENTICATOR (object);
  char *token = payroc_authenticator_get_token_finish (authenticator, result, NULL);

  payroc_authenticator_drop_token (authenticator, token);
  payroc_authenticator_get_token_async (authenticator, NULL, wire_wait_cb, user_data);
  payroc_secret_free (token);
}

static void
test_ask_again (Fixture      *fixture,
                gconstpointer data)
{
  GAsyncResult *again = NULL;
  GAsyncResult *beside = NULL;

  payroc_authenticator_get_token_async (fixture->authenticator, NULL, ask_again_cb, &again);
  payroc_authenticator_get_token_async (fixture->authenticator, NULL, wire_wait_cb, &beside);

  assert_token (fixture, &beside, "key-token-1");
  assert_token (fixture, &again, "key-token-2");
}

static void
test_let_go (void)
{
  Fixture fixture = { { 0 } };
  PayrocAuthenticator *authenticator;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;
  gpointer watched;

  fixture_set_up (&fixture, NULL);
  g_atomic_int_set (&fixture.identity.held, TRUE);
  authenticator = watched = fixture.authenticator;
  g_object_add_weak_pointer (G_OBJECT (authenticator), &watched);

  payroc_authenticator_get_token_async (authenticator, cancellable, wire_wait_cb, &result);
  g_object_unref (authenticator);
  wait_for_requests (&fixture, 1);
  g_assert_nonnull (watched);

  g_cancellable_cancel (cancellable);
  g_object_unref (wire_wait (&result));
  while (watched != NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_finalize_object (fixture.environment);
  wire_transport_free (fixture.transport);
  wire_server_free (fixture.server);
}

#define ADD(path, func) g_test_add ("/authenticator/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

/* While the token is on its way, so is the connection on which it will be used: one, and not a second. */
static void
test_way_ahead (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(WireServer) api = wire_server_new (wire_answer_ok, NULL);
  g_autofree char *api_url = wire_server_get_url (api, "/v1");
  g_autoptr(PayrocEnvironment) environment = NULL;
  g_autoptr(PayrocReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *token = NULL;
  GAsyncResult *result = NULL;
  PayrocRequest request = { .method = "GET", .url = api_url };

  environment = payroc_environment_new_custom (api_url, payroc_environment_get_identity_url (fixture->environment),
                                               &error);
  g_assert_no_error (error);
  payroc_authenticator_set_environment (fixture->authenticator, environment);
  g_atomic_int_set (&fixture->identity.held, TRUE);

  payroc_authenticator_get_token_async (fixture->authenticator, NULL, wire_wait_cb, &result);
  while (wire_server_get_n_connections (api) == 0)
    wire_run_for (5);
  g_assert_null (result);
  g_atomic_int_set (&fixture->identity.held, FALSE);
  token = finish (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wire_server_get_n_requests (api), ==, 0);

  request.bearer = token;
  payroc_transport_send_async (fixture->transport, &request, NULL, wire_wait_cb, &result);
  reply = payroc_transport_send_finish (fixture->transport, wire_wait (&result), &error);
  g_clear_object (&result);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (wire_server_get_n_connections (api), ==, 1);

  payroc_authenticator_set_environment (fixture->authenticator, fixture->environment);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("renewal", test_renewal);
  ADD ("short-life", test_short_life);
  ADD ("saved-token", test_saved_token);
  ADD ("shared-renewal", test_shared_renewal);
  ADD ("drop", test_drop);
  ADD ("wrong-key", test_wrong_key);
  ADD ("no-token", test_no_token);
  ADD ("without-key", test_without_key);
  ADD ("new-key", test_new_key);
  ADD ("cancel", test_cancel);
  ADD ("cancel-all", test_cancel_all);
  ADD ("environment", test_environment);
  ADD ("ask-again", test_ask_again);
  ADD ("way-ahead", test_way_ahead);
  g_test_add_func ("/authenticator/let-go", test_let_go);

  return g_test_run ();
}
