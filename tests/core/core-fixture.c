/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the core room share: the real parts, joined as PlSession joins them, on a server of the test's own. */
#include "core-fixture.h"

#define LONGEST_WAIT G_TIME_SPAN_MINUTE
/* Valgrind runs a program some thirty times slower, beside others of its kind. */
#define LONGEST_WAIT_IN_VALGRIND (10 * G_TIME_SPAN_MINUTE)

static gint64
clock_cb (gpointer user_data)
{
  CoreFixture *fixture = user_data;

  return g_get_real_time () + fixture->offset;
}

PayrocClient *
core_client_new (const char *api_url,
                 const char *identity_url,
                 const char *api_key)
{
  g_autoptr (PayrocTransport) transport = payroc_transport_new ();
  g_autoptr (PayrocEnvironment) environment = NULL;
  g_autoptr (GError) error = NULL;
  PayrocClient *client;

  environment = payroc_environment_new_custom (api_url, identity_url, &error);
  g_assert_no_error (error);
  payroc_transport_set_wait_scale (transport, 0.01);
  client = payroc_client_new (environment, transport);
  payroc_authenticator_set_api_key (payroc_client_get_authenticator (client), api_key);
  g_object_set_data_full (G_OBJECT (client), "transport", g_object_ref (transport), g_object_unref);

  return client;
}

/* Its connections and their thread end with it, as they do when a workspace is closed. */
void
core_client_free (PayrocClient *client)
{
  PayrocTransport *transport = g_object_get_data (G_OBJECT (client), "transport");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  payroc_transport_close_async (transport, core_keep_result_cb, &result);
  payroc_transport_close_finish (transport, core_await (&result), &error);
  g_assert_no_error (error);

  g_object_unref (client);
}

static void
open_outbox (CoreFixture *fixture)
{
  fixture->outbox = pl_outbox_new (STORE_FIXTURE_ACCOUNT, pl_test_practice_get_terminal (fixture->practice),
                                   fixture->store.database, fixture->client, fixture->feed);
  pl_outbox_set_clock (fixture->outbox, clock_cb, fixture, NULL);
}

static void
close_outbox (CoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  /* What is on its way is written down, and the outbox can go. */
  pl_outbox_stop (fixture->outbox);
  pl_outbox_flush_async (fixture->outbox, NULL, core_keep_result_cb, &result);
  core_await (&result);
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&fixture->outbox));
}

void
core_keep_result_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static gint64
get_longest_wait (void)
{
  const char *preloaded = g_getenv ("LD_PRELOAD");

  return preloaded != NULL && strstr (preloaded, "vgpreload") != NULL ? LONGEST_WAIT_IN_VALGRIND : LONGEST_WAIT;
}

GAsyncResult *
core_await (GAsyncResult **result)
{
  const gint64 start = g_get_monotonic_time ();

  while (*result == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * get_longest_wait ());
    }

  return *result;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
core_wait_until (gboolean (*reached) (gpointer user_data),
                 gpointer   user_data)
{
  const gint64 start = g_get_monotonic_time ();
  const guint timer = g_timeout_add (10, wake_cb, NULL);

  while (!reached (user_data))
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time () - start, <, get_longest_wait ());
    }

  g_source_remove (timer);
}

void
core_fixture_set_up (CoreFixture   *fixture,
                     gconstpointer  data)
{
  fixture->offset = 0;
  store_fixture_set_up (&fixture->store, "account");
  fixture->practice = pl_test_practice_newv (data);
  fixture->client = core_client_new (pl_test_practice_get_api_url (fixture->practice),
                                     pl_test_practice_get_identity_url (fixture->practice),
                                     pl_test_practice_get_api_key (fixture->practice));
  fixture->feed = pl_link_feed_new ();
  open_outbox (fixture);
}

void
core_fixture_tear_down (CoreFixture   *fixture,
                        gconstpointer  data)
{
  close_outbox (fixture);
  g_clear_object (&fixture->feed);
  g_clear_pointer (&fixture->client, core_client_free);
  g_clear_pointer (&fixture->practice, pl_test_practice_free);
  store_fixture_tear_down (&fixture->store, data);
}

void
core_fixture_start (CoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_outbox_start_async (fixture->outbox, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_start_finish (fixture->outbox, core_await (&result), &error));
  g_assert_no_error (error);
}

void
core_fixture_restart (CoreFixture *fixture,
                      gboolean     start)
{
  close_outbox (fixture);
  store_fixture_close (&fixture->store);
  store_fixture_reopen (&fixture->store);
  open_outbox (fixture);
  if (start)
    core_fixture_start (fixture);
}

PayrocLinkDraft *
core_draft_new (const char *reference)
{
  PayrocLinkDraft *draft = payroc_link_draft_new ();
  g_autofree char *order_id = g_strdup_printf ("ORDER-%s", reference);
  GDate expires_on;

  pl_clock_get_day (g_get_real_time (), &expires_on);
  g_date_add_days (&expires_on, 30);

  payroc_link_draft_set_reference (draft, reference);
  payroc_link_draft_set_order_id (draft, order_id);
  payroc_link_draft_set_amount (draft, 4999);
  payroc_link_draft_set_currency (draft, "USD");
  payroc_link_draft_set_description (draft, "Large Pepperoni Pizza");
  payroc_link_draft_set_expires_on (draft, &expires_on);

  return draft;
}

PayrocShare *
core_share_new (void)
{
  PayrocShare *share = payroc_share_new ();
  g_autoptr (PayrocRecipient) recipient = payroc_recipient_new ("Sarah Hopper", "sarah@example.com");

  g_list_store_append (payroc_share_get_recipients (share), recipient);
  payroc_share_set_message (share, "Thank you for your order.");

  return share;
}

static PlIntent *
finish_submit (CoreFixture   *fixture,
               GAsyncResult **result,
               GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  PlIntent *intent = pl_outbox_submit_finish (fixture->outbox, core_await (result), &local_error);

  if (error == NULL)
    g_assert_no_error (local_error);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return intent;
}

PlIntent *
core_create (CoreFixture     *fixture,
             PayrocLinkDraft *draft,
             PayrocShare     *share,
             const char      *key,
             GError         **error)
{
  g_autofree char *own_key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;

  pl_outbox_create_async (fixture->outbox, draft, share, key != NULL ? key : own_key, NULL, core_keep_result_cb,
                          &result);

  return finish_submit (fixture, &result, error);
}

PlIntent *
core_share (CoreFixture *fixture,
            const char  *link_id,
            PayrocShare *share)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;

  pl_outbox_share_async (fixture->outbox, link_id, share, key, NULL, core_keep_result_cb, &result);

  return finish_submit (fixture, &result, NULL);
}

PlIntent *
core_edit (CoreFixture    *fixture,
           PayrocLink     *link,
           PayrocLinkEdit *edit,
           PayrocShare    *share)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;

  pl_outbox_edit_async (fixture->outbox, link, edit, share, key, NULL, core_keep_result_cb, &result);

  return finish_submit (fixture, &result, NULL);
}

PlIntent *
core_deactivate (CoreFixture *fixture,
                 const char  *link_id)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;

  pl_outbox_deactivate_async (fixture->outbox, link_id, key, NULL, core_keep_result_cb, &result);

  return finish_submit (fixture, &result, NULL);
}

void
core_settle (CoreFixture *fixture,
             PlIntent    *intent)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_outbox_settle_async (fixture->outbox, intent, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_settle_finish (fixture->outbox, core_await (&result), &error));
  g_assert_no_error (error);
}

void
core_flush (CoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pl_outbox_flush_async (fixture->outbox, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_flush_finish (fixture->outbox, core_await (&result), &error));
  g_assert_no_error (error);
}

gboolean
core_retry (CoreFixture *fixture,
            PlIntent    *intent,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_outbox_retry_async (fixture->outbox, pl_intent_get_id (intent), NULL, core_keep_result_cb, &result);

  return pl_outbox_retry_finish (fixture->outbox, core_await (&result), error);
}

gboolean
core_discard (CoreFixture *fixture,
              PlIntent    *intent,
              GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_outbox_discard_async (fixture->outbox, pl_intent_get_id (intent), NULL, core_keep_result_cb, &result);

  return pl_outbox_discard_finish (fixture->outbox, core_await (&result), error);
}

PlIntent *
core_create_done (CoreFixture *fixture,
                  const char  *reference,
                  gboolean     shared)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  g_autoptr (PayrocShare) share = shared ? core_share_new () : NULL;
  PlIntent *intent = core_create (fixture, draft, share, NULL, NULL);

  core_settle (fixture, intent);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);

  return intent;
}

void
core_refuse_addresses (CoreFixture *fixture)
{
  store_exec (fixture->store.database,
              "UPDATE link_documents SET document = json_set (document, '$.assets.paymentUrl', 'javascript:alert(1)')");
}
