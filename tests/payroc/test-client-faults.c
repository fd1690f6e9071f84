/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lost replies, dead tokens and nonsense, from the client's side: what was done, how often, and what is said of it. */

#include <string.h>

#include "client-fixture.h"
#include "values.h"

#define KEY "8e03978e-40d5-43e8-bc93-6894a57f9324"

static void
assert_n_requests (ClientFixture *fixture,
                   const char    *operation,
                   guint          expected)
{
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, operation), ==, expected);
}

static void
test_lost_once (ClientFixture *fixture,
                gconstpointer  data)
{
  const char *kind = data;
  g_autoptr(GBytes) link_body = client_make_link_body ();
  g_autoptr(GBytes) share_body = client_make_share_body ();
  g_autofree char *share_key = g_uuid_string_random ();
  g_autoptr(PayrocLink) link = NULL;
  g_autoptr(PayrocSharingEvent) sent = NULL;
  g_autoptr(GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'%s'}", kind);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'shareLink','kind':'%s'}", kind);

  link = client_create (fixture, link_body, KEY, &error);
  g_assert_no_error (error);
  sent = client_share (fixture, payroc_link_get_id (link), share_body, share_key, &error);
  g_assert_no_error (error);

  assert_n_requests (fixture, "createLink", 2);
  assert_n_requests (fixture, "shareLink", 2);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 1);
}

/* All attempts of one exchange, and then the outbox's next try. */
static void
test_lost_for_good (ClientFixture *fixture,
                    gconstpointer  data)
{
  const char *kind = data;
  g_autoptr(GBytes) body = client_make_link_body ();
  g_autoptr(PayrocLink) link = NULL;
  g_autoptr(GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'%s','times':0}", kind);
  g_assert_null (client_create (fixture, body, KEY, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  g_assert_true (payroc_error_outcome_unknown (error));
  g_assert_true (payroc_error_is_temporary (error));
  g_clear_error (&error);
  assert_n_requests (fixture, "createLink", 3);

  pl_test_practice_clear_faults (fixture->practice);
  link = client_create (fixture, body, KEY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static void
test_lost_deactivation (ClientFixture *fixture,
                        gconstpointer  data)
{
  const char *kind = data;
  g_autoptr(PayrocLink) link = client_have_link (fixture);
  const char *id = payroc_link_get_id (link);
  g_autoptr(PayrocLink) seen = NULL;
  g_autoptr(PayrocLink) off = NULL;
  g_autoptr(GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'deactivateLink','kind':'%s'}", kind);
  g_assert_null (client_deactivate (fixture, id, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  g_assert_true (payroc_error_outcome_unknown (error));
  g_clear_error (&error);
  assert_n_requests (fixture, "deactivateLink", 1);

  seen = client_retrieve (fixture, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (payroc_link_get_status (seen), ==,
                   g_str_equal (kind, "cutAfter") ? PAYROC_LINK_STATUS_DEACTIVATED : PAYROC_LINK_STATUS_ACTIVE);

  /* Too many requests is an answer: it was not done, so it may be asked again. */
  pl_test_practice_clear_requests (fixture->practice);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'deactivateLink','kind':'status','status':429,"
                                                 "'retryAfter':1}");
  off = client_deactivate (fixture, id, &error);
  assert_n_requests (fixture, "deactivateLink", 2);
}

static void
test_too_many (ClientFixture *fixture,
               gconstpointer  data)
{
  const char *retry_after = data;
  g_autoptr(GBytes) body = client_make_link_body ();
  g_autoptr(PayrocLink) link = NULL;
  g_autoptr(GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'createLink','kind':'status','status':429,'retryAfter':%s,'times':2}",
                              retry_after);
  link = client_create (fixture, body, KEY, &error);
  g_assert_no_error (error);
  assert_n_requests (fixture, "createLink", 3);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

/* Ten requests find out together that their token is dead. */
static void
test_expired_token (ClientFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr(PayrocLink) link = client_have_link (fixture);
  GAsyncResult *results[10] = { NULL, };
  guint i;

  assert_n_requests (fixture, "authorize", 1);
  pl_test_practice_expire_tokens (fixture->practice);

  for (i = 0; i < G_N_ELEMENTS (results); i++)
    payroc_client_retrieve_link_async (fixture->client, payroc_link_get_id (link), NULL, wire_wait_cb, &results[i]);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PayrocLink) seen = NULL;

      seen = payroc_client_retrieve_link_finish (fixture->client, wire_wait (&results[i]), &error);
      g_assert_no_error (error);
      g_clear_object (&results[i]);
    }

  assert_n_requests (fixture, "authorize", 2);
}

static void
test_expired_in_mid_work (ClientFixture *fixture,
                          gconstpointer  data)
{
  g_autoptr(GBytes) body = client_make_link_body ();
  g_autoptr(PayrocLink) link = NULL;
  g_autoptr(GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'tokenExpired'}");
  link = client_create (fixture, body, KEY, &error);
  g_assert_no_error (error);

  assert_n_requests (fixture, "createLink", 2);
  assert_n_requests (fixture, "authorize", 2);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

/* It is not the token: once more, and then no more. */
static void
test_refused_for_good (ClientFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'retrieveLink','kind':'status','status':401,'times':0}");
  g_assert_null (client_retrieve (fixture, "CKHP6VVWYT", &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED);

  assert_n_requests (fixture, "retrieveLink", 2);
  assert_n_requests (fixture, "authorize", 2);
}

static void
test_wrong_key (ClientFixture *fixture,
                gconstpointer  data)
{
  g_autoptr(GBytes) body = client_make_link_body ();
  g_autoptr(GError) error = NULL;

  payroc_authenticator_set_api_key (payroc_client_get_authenticator (fixture->client), "wrong");
  g_assert_null (client_create (fixture, body, KEY, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_KEY_REFUSED);
  g_assert_false (payroc_error_outcome_unknown (error));
  g_assert_false (payroc_error_is_temporary (error));

  assert_n_requests (fixture, "createLink", 0);
  assert_n_requests (fixture, "authorize", 1);
}

typedef struct
{
  const char     *fault;
  PayrocErrorCode code;
} Nonsense;

static const Nonsense nonsenses[] = {
  { "'kind':'html'", PAYROC_ERROR_BAD_REPLY },
  { "'kind':'html','status':502", PAYROC_ERROR_BUSY },
  { "'kind':'empty'", PAYROC_ERROR_BAD_REPLY },
  { "'kind':'truncated','http':false", PAYROC_ERROR_BAD_REPLY },
  { "'kind':'truncated'", PAYROC_ERROR_UNREACHABLE },
  { "'kind':'huge'", PAYROC_ERROR_BAD_REPLY },
  { "'kind':'huge','chunked':true", PAYROC_ERROR_BAD_REPLY },
  { "'kind':'nested'", PAYROC_ERROR_BAD_REPLY },
  { "'kind':'nested','depth':65", PAYROC_ERROR_BAD_REPLY },
  { "'kind':'wrongTypes'", PAYROC_ERROR_BAD_REPLY },
};

static void
test_nonsense (ClientFixture *fixture,
               gconstpointer  data)
{
  const Nonsense *nonsense = data;
  g_autoptr(GBytes) body = client_make_link_body ();
  g_autoptr(GError) creating = NULL;
  g_autoptr(GError) listing = NULL;
  g_autoptr(GError) retrying = NULL;
  g_autoptr(PayrocLink) link = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','done':true,'times':0,%s}",
                              nonsense->fault);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'listLinks','times':0,%s}", nonsense->fault);

  g_assert_null (client_create (fixture, body, KEY, &creating));
  g_assert_error (creating, PAYROC_ERROR, (int) nonsense->code);
  g_assert_true (payroc_error_outcome_unknown (creating));
  g_assert_true (payroc_error_is_temporary (creating));

  g_assert_null (client_list (fixture, NULL, &listing));
  g_assert_error (listing, PAYROC_ERROR, (int) nonsense->code);
  g_assert_false (payroc_error_outcome_unknown (listing));

  pl_test_practice_clear_faults (fixture->practice);
  link = client_create (fixture, body, KEY, &retrying);
  g_assert_no_error (retrying);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);
}

static void
test_redirect (ClientFixture *fixture,
               gconstpointer  data)
{
  g_autoptr(WireServer) elsewhere = wire_server_new (wire_answer_ok, NULL);
  g_autofree char *there = wire_server_get_url (elsewhere, "/v1");
  g_autoptr(GBytes) body = client_make_link_body ();
  g_autoptr(GError) error = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'*','kind':'redirect','times':0,'location':'%s'}",
                              there);

  /* Not even for a token. */
  g_assert_null (client_create (fixture, body, KEY, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  g_assert_false (payroc_error_outcome_unknown (error));
  g_clear_error (&error);

  pl_test_practice_clear_faults (fixture->practice);
  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'createLink','kind':'redirect','times':0,'location':'%s'}",
                              there);
  g_assert_null (client_create (fixture, body, KEY, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  g_assert_true (payroc_error_outcome_unknown (error));

  g_assert_cmpuint (wire_server_get_n_connections (elsewhere), ==, 0);
}

static void
test_next_elsewhere (ClientFixture *fixture,
                     gconstpointer  data)
{
  g_autoptr(WireServer) elsewhere = wire_server_new (wire_answer_ok, NULL);
  g_autofree char *there = wire_server_get_url (elsewhere, "/v1/steal");
  const PayrocLinkFilter first = { .limit = 5 };
  PayrocLinkFilter second = { .limit = 5 };
  g_autoptr(PayrocPage) page = NULL;
  g_autoptr(PayrocPage) next = NULL;
  g_autoptr(GError) error = NULL;

  pl_test_practice_seed (fixture->practice, 10);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'listLinks','kind':'nextElsewhere','href':'%s'}", there);

  page = client_list (fixture, &first, &error);
  g_assert_no_error (error);
  second.after = payroc_page_get_next_cursor (page);
  g_assert_nonnull (second.after);

  next = client_list (fixture, &second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (next)), ==, 5);
  g_assert_cmpuint (wire_server_get_n_connections (elsewhere), ==, 0);
}

static void
test_many (ClientFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) body = client_make_link_body ();
  GAsyncResult *results[100] = { NULL, };
  guint i;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'cutAfter','skip':20,'times':10}");
  pl_test_practice_add_fault (fixture->practice, "{'operation':'createLink','kind':'tokenExpired','skip':50}");

  for (i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *key = g_uuid_string_random ();

      payroc_client_create_link_async (fixture->client, fixture->terminal, body, key, NULL, wire_wait_cb, &results[i]);
    }
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PayrocLink) link = NULL;

      link = payroc_client_create_link_finish (fixture->client, wire_wait (&results[i]), &error);
      g_assert_no_error (error);
      g_clear_object (&results[i]);
    }

  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, G_N_ELEMENTS (results));
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* At any moment from before the token to after the reading; the last ones not at all, however slow all is. */
static void
test_cancel (ClientFixture *fixture,
             gconstpointer  data)
{
  g_autoptr(GBytes) body = client_make_link_body ();
  guint n_cancelled = 0;
  guint i;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'*','kind':'delay','ms':5,'times':0}");

  for (i = 0; i < 60; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autofree char *key = g_uuid_string_random ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(PayrocLink) link = NULL;
      g_autoptr(GError) error = NULL;
      guint source = i < 50 ? g_timeout_add (i / 2, cancel_cb, cancellable) : 0;

      if (i % 3 == 0)
        pl_test_practice_expire_tokens (fixture->practice);

      payroc_client_create_link_async (fixture->client, fixture->terminal, body, key, cancellable, wire_wait_cb,
                                       &result);
      link = payroc_client_create_link_finish (fixture->client, wire_wait (&result), &error);
      if (link == NULL)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_assert_false (payroc_error_outcome_unknown (error));
          n_cancelled++;
        }
      if (source != 0 && !g_cancellable_is_cancelled (cancellable))
        g_source_remove (source);
    }

  g_assert_cmpuint (n_cancelled, >, 0);
  g_assert_cmpuint (n_cancelled, <, 60);
}

/* The owner lets go of everything while much is under way. */
static void
test_let_go (ClientFixture *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[30] = { NULL, };
  gpointer client = fixture->client;
  gpointer transport = fixture->transport;
  guint i;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'*','kind':'delay','ms':20,'times':0}");
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    payroc_client_retrieve_link_async (fixture->client, "CKHP6VVWYT", cancellable, wire_wait_cb, &results[i]);
  wire_run_for (GPOINTER_TO_UINT (data));

  g_object_add_weak_pointer (client, &client);
  g_object_add_weak_pointer (transport, &transport);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->transport);
  g_assert_nonnull (client);

  g_cancellable_cancel (cancellable);
  for (i = 0; i < G_N_ELEMENTS (results); i++)
    {
      wire_wait (&results[i]);
      g_clear_object (&results[i]);
    }
  while (client != NULL || transport != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down_let_go (ClientFixture *fixture,
                  gconstpointer  data)
{
  g_clear_pointer (&fixture->practice, pl_test_practice_free);
}

/* What the practice server would never do. */
typedef struct
{
  const guint *statuses; /* one a request to the API, ends with 0; 1: cut off */
  guint        n_api;
} Script;

static gboolean
answer_by_script (WireServer        *server,
                  const WireRequest *request,
                  GOutputStream     *out,
                  gpointer           user_data)
{
  Script *script = user_data;
  guint status;

  if (g_str_has_prefix (request->target, "/authorize"))
    {
      g_autofree char *grant = g_strdup_printf ("{\"access_token\":\"token-%u\",\"expires_in\":3600}", request->number);

      return wire_reply (out, 200, NULL, grant);
    }

  status = script->statuses[script->n_api++];
  g_assert_cmpuint (status, !=, 0);

  return status != 1 && wire_reply (out, status, NULL, status == 200 ? VALUES_LINK : "{}");
}

typedef struct
{
  const char *name;
  guint       statuses[6];
  gboolean    keyed;
  int         code; /* -1: success */
  gboolean    outcome_unknown;
} LostRow;

static const LostRow lost_rows[] = {
  { "lost, token, done", { 1, 401, 200 }, TRUE, -1, FALSE },
  { "lost, token, forbidden", { 1, 401, 403 }, TRUE, PAYROC_ERROR_FORBIDDEN, TRUE },
  { "lost, token, token", { 1, 401, 401 }, TRUE, PAYROC_ERROR_KEY_REFUSED, TRUE },
  { "server error, token, missing", { 500, 401, 404 }, TRUE, PAYROC_ERROR_NOT_FOUND, TRUE },
  { "token, forbidden", { 401, 403 }, TRUE, PAYROC_ERROR_FORBIDDEN, FALSE },
  { "token, lost", { 401, 1 }, FALSE, PAYROC_ERROR_UNREACHABLE, TRUE },
  { "no key: token, done", { 401, 200 }, FALSE, -1, FALSE },
  { "no key: server error", { 500 }, FALSE, PAYROC_ERROR_BUSY, TRUE },
};

static void
test_lost_and_found (gconstpointer data)
{
  const LostRow *row = data;
  Script script = { row->statuses, 0 };
  g_autoptr(WireServer) server = wire_server_new (answer_by_script, &script);
  g_autofree char *api = wire_server_get_url (server, "/v1");
  g_autofree char *identity = wire_server_get_url (server, "/authorize");
  g_autoptr(GBytes) body = client_make_link_body ();
  ClientFixture fixture = { NULL };
  g_autoptr(PayrocLink) link = NULL;
  g_autoptr(GError) error = NULL;

  client_fixture_set_up_at (&fixture, api, identity, "key");

  if (row->keyed)
    link = client_create (&fixture, body, KEY, &error);
  else
    link = client_deactivate (&fixture, "CKHP6VVWYT", &error);

  if (row->code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, PAYROC_ERROR, row->code);
  g_assert_cmpint (payroc_error_outcome_unknown (error), ==, row->outcome_unknown);
  g_assert_cmpuint (row->statuses[script.n_api], ==, 0);

  client_fixture_tear_down (&fixture, NULL);
}

static gboolean
answer_another_link (WireServer        *server,
                     const WireRequest *request,
                     GOutputStream     *out,
                     gpointer           user_data)
{
  return wire_reply (out, 200, NULL, VALUES_LINK);
}

static void
test_another_link (void)
{
  g_autoptr(WireServer) server = wire_server_new (answer_another_link, NULL);
  g_autofree char *api = wire_server_get_url (server, "/v1");
  g_autofree char *identity = wire_server_get_url (server, "/authorize");
  g_autoptr(GBytes) body = client_make_link_body ();
  ClientFixture fixture = { NULL };
  g_autoptr(PayrocLink) right = NULL;
  g_autoptr(GError) error = NULL;

  client_fixture_set_up_at (&fixture, api, identity, "key");
  client_fixture_trust (&fixture, "token");

  right = client_retrieve (&fixture, "CKHP6VVWYT", &error);
  g_assert_no_error (error);

  g_assert_null (client_retrieve (&fixture, "CKHP6VVWYU", &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  g_assert_false (payroc_error_outcome_unknown (error));
  g_clear_error (&error);

  g_assert_null (client_deactivate (&fixture, "CKHP6VVWYU", &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  g_assert_true (payroc_error_outcome_unknown (error));
  g_clear_error (&error);

  g_assert_null (client_edit (&fixture, "CKHP6VVWYU", body, KEY, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
  g_assert_true (payroc_error_outcome_unknown (error));

  client_fixture_tear_down (&fixture, NULL);
}

#define ADD(path, data, func) \
  g_test_add ("/client/" path, ClientFixture, data, client_fixture_set_up, func, client_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  ADD ("lost-once/before", "cutBefore", test_lost_once);
  ADD ("lost-once/after", "cutAfter", test_lost_once);
  ADD ("lost-for-good/before", "cutBefore", test_lost_for_good);
  ADD ("lost-for-good/after", "cutAfter", test_lost_for_good);
  ADD ("lost-deactivation/before", "cutBefore", test_lost_deactivation);
  ADD ("lost-deactivation/after", "cutAfter", test_lost_deactivation);
  ADD ("too-many/seconds", "2", test_too_many);
  ADD ("too-many/date", "'date:+2'", test_too_many);
  ADD ("expired-token", NULL, test_expired_token);
  ADD ("expired-in-mid-work", NULL, test_expired_in_mid_work);
  ADD ("refused-for-good", NULL, test_refused_for_good);
  ADD ("wrong-key", NULL, test_wrong_key);

  for (i = 0; i < G_N_ELEMENTS (nonsenses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/client/nonsense/%u", i);

      g_test_add (path, ClientFixture, &nonsenses[i], client_fixture_set_up, test_nonsense, client_fixture_tear_down);
    }

  ADD ("redirect", NULL, test_redirect);
  ADD ("next-elsewhere", NULL, test_next_elsewhere);
  ADD ("many", NULL, test_many);
  ADD ("cancel", NULL, test_cancel);
  g_test_add ("/client/let-go/at-once", ClientFixture, GUINT_TO_POINTER (1),
              client_fixture_set_up, test_let_go, tear_down_let_go);
  g_test_add ("/client/let-go/later", ClientFixture, GUINT_TO_POINTER (35),
              client_fixture_set_up, test_let_go, tear_down_let_go);

  for (i = 0; i < G_N_ELEMENTS (lost_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/client/lost-and-found/%s", lost_rows[i].name);

      g_test_add_data_func (path, &lost_rows[i], test_lost_and_found);
    }

  g_test_add_func ("/client/another-link", test_another_link);

  return g_test_run ();
}
