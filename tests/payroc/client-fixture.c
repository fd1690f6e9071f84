/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the client are about what is answered, not about callbacks. */

#include "client-fixture.h"

#include "payroc/links/payroc-link-draft.h"
#include "payroc/sharing/payroc-share.h"

#define FINISH(operation) \
  operation (self->client, wire_wait (&result), error)

void
client_fixture_set_up_at (ClientFixture *self,
                          const char    *api_url,
                          const char    *identity_url,
                          const char    *api_key)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocEnvironment) environment = payroc_environment_new_custom (api_url, identity_url, &error);

  g_assert_no_error (error);

  self->transport = payroc_transport_new ();
  payroc_transport_set_wait_scale (self->transport, 0.01);
  self->client = payroc_client_new (environment, self->transport);
  payroc_authenticator_set_api_key (payroc_client_get_authenticator (self->client), api_key);
  self->terminal = "1234001";
}

void
client_fixture_set_up (ClientFixture *self,
                       gconstpointer  data)
{
  self->practice = pl_test_practice_new (NULL, NULL);
  client_fixture_set_up_at (self,
                            pl_test_practice_get_api_url (self->practice),
                            pl_test_practice_get_identity_url (self->practice),
                            pl_test_practice_get_api_key (self->practice));
  self->terminal = pl_test_practice_get_terminal (self->practice);
}

void
client_fixture_tear_down (ClientFixture *self,
                          gconstpointer  data)
{
  wire_wait_for_end (self->client);
  g_clear_pointer (&self->transport, wire_transport_free);
  g_clear_pointer (&self->practice, pl_test_practice_free);
}

/* Saves a test the request for one. */
void
client_fixture_trust (ClientFixture *self,
                      const char    *token)
{
  payroc_authenticator_set_token (payroc_client_get_authenticator (self->client), token, G_MAXINT64);
}

GBytes *
client_make_link_body (void)
{
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new ();
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GError) error = NULL;
  GDate today;
  GDate expiry;
  GBytes *body;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, g_date_time_get_day_of_month (now), g_date_time_get_month (now), g_date_time_get_year (now));
  expiry = today;
  g_date_add_days (&expiry, 30);

  payroc_link_draft_set_reference (draft, "LinkRef7654");
  payroc_link_draft_set_order_id (draft, "OrderRef7654");
  payroc_link_draft_set_description (draft, "Large Pepperoni Pizza");
  payroc_link_draft_set_amount (draft, 4999);
  payroc_link_draft_set_currency (draft, "USD");
  payroc_link_draft_set_expires_on (draft, &expiry);

  body = payroc_link_draft_to_body (draft, &today, &error);
  g_assert_no_error (error);

  return body;
}

GBytes *
client_make_share_body (void)
{
  g_autoptr(PayrocShare) share = payroc_share_new ();
  g_autoptr(PayrocRecipient) recipient = payroc_recipient_new ("Sarah Hopper", "sarah@example.com");
  g_autoptr(GError) error = NULL;
  GBytes *body;

  g_list_store_append (payroc_share_get_recipients (share), recipient);
  payroc_share_set_message (share, "Thank you!");

  body = payroc_share_to_body (share, &error);
  g_assert_no_error (error);

  return body;
}

PayrocLink *
client_create (ClientFixture *self,
               GBytes        *body,
               const char    *key,
               GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  payroc_client_create_link_async (self->client, self->terminal, body, key, NULL, wire_wait_cb, &result);

  return FINISH (payroc_client_create_link_finish);
}

PayrocPage *
client_list (ClientFixture          *self,
             const PayrocLinkFilter *filter,
             GError                **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  payroc_client_list_links_async (self->client, self->terminal, filter, NULL, wire_wait_cb, &result);

  return FINISH (payroc_client_list_links_finish);
}

PayrocLink *
client_retrieve (ClientFixture *self,
                 const char    *link_id,
                 GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  payroc_client_retrieve_link_async (self->client, link_id, NULL, wire_wait_cb, &result);

  return FINISH (payroc_client_retrieve_link_finish);
}

PayrocLink *
client_edit (ClientFixture *self,
             const char    *link_id,
             GBytes        *body,
             const char    *key,
             GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  payroc_client_edit_link_async (self->client, link_id, body, key, NULL, wire_wait_cb, &result);

  return FINISH (payroc_client_edit_link_finish);
}

PayrocLink *
client_deactivate (ClientFixture *self,
                   const char    *link_id,
                   GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  payroc_client_deactivate_link_async (self->client, link_id, NULL, wire_wait_cb, &result);

  return FINISH (payroc_client_deactivate_link_finish);
}

PayrocSharingEvent *
client_share (ClientFixture *self,
              const char    *link_id,
              GBytes        *body,
              const char    *key,
              GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  payroc_client_share_link_async (self->client, link_id, body, key, NULL, wire_wait_cb, &result);

  return FINISH (payroc_client_share_link_finish);
}

PayrocPage *
client_list_mails (ClientFixture             *self,
                   const char                *link_id,
                   const PayrocSharingFilter *filter,
                   GError                   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  payroc_client_list_sharing_events_async (self->client, link_id, filter, NULL, wire_wait_cb, &result);

  return FINISH (payroc_client_list_sharing_events_finish);
}

PayrocPage *
client_list_payments (ClientFixture      *self,
                      PayrocPaymentSource source,
                      const char         *terminal,
                      const char         *link_id,
                      const char         *after,
                      guint               limit,
                      GError            **error)
{
  const PayrocPaymentFilter filter = { .terminal = terminal, .link_id = link_id, .after = after, .limit = limit };

  return client_list_payments_since (self, source, &filter, error);
}

PayrocPage *
client_list_payments_since (ClientFixture             *self,
                            PayrocPaymentSource        source,
                            const PayrocPaymentFilter *filter,
                            GError                   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  payroc_client_list_payments_async (self->client, source, filter, NULL, wire_wait_cb, &result);

  return FINISH (payroc_client_list_payments_finish);
}

PayrocLink *
client_have_link (ClientFixture *self)
{
  g_autoptr(GBytes) body = client_make_link_body ();
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr(GError) error = NULL;
  PayrocLink *link = client_create (self, body, key, &error);

  g_assert_no_error (error);

  return link;
}
