/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every operation as it should go, and what is refused before anything is sent. */

#include <string.h>

#include "client-fixture.h"
#include "payroc/links/payroc-link-draft.h"
#include "payroc/links/payroc-link-edit.h"
#include "payroc/sharing/payroc-recipient.h"

#define KEY       "8e03978e-40d5-43e8-bc93-6894a57f9324"
#define OTHER_KEY "21ba3ad3-23a8-4db6-9d06-1e30b2bd9a8d"

static void
test_link (ClientFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) body = client_make_link_body ();
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocLink) made = client_create (fixture, body, KEY, &error);
  g_autoptr(PayrocLink) again = NULL;
  g_autoptr(PayrocLink) retrieved = NULL;
  g_autoptr(PayrocLink) off = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (payroc_link_get_id (made)), ==, 10);
  g_assert_cmpstr (payroc_link_get_reference (made), ==, "LinkRef7654");
  g_assert_cmpint (payroc_link_get_amount (made)->minor, ==, 4999);
  g_assert_cmpint (payroc_link_get_status (made), ==, PAYROC_LINK_STATUS_ACTIVE);
  g_assert_nonnull (payroc_link_get_payment_url (made));

  /* The same intent once more is the same link. */
  again = client_create (fixture, body, KEY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (payroc_link_get_id (again), ==, payroc_link_get_id (made));
  g_assert_cmpuint (pl_test_practice_count_links (fixture->practice), ==, 1);

  retrieved = client_retrieve (fixture, payroc_link_get_id (made), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (payroc_link_get_payment_url (retrieved), ==, payroc_link_get_payment_url (made));

  off = client_deactivate (fixture, payroc_link_get_id (made), &error);
  g_assert_no_error (error);
  g_assert_cmpint (payroc_link_get_status (off), ==, PAYROC_LINK_STATUS_DEACTIVATED);
}

static void
test_edit (ClientFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(PayrocLink) link = client_have_link (fixture);
  g_autoptr(PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr(PayrocLinkEdit) edit = NULL;
  g_autoptr(PayrocLink) answer = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GPtrArray) ignored = NULL;
  g_autoptr(GError) error = NULL;

  payroc_link_draft_set_amount (wanted, 5999);
  payroc_link_draft_set_description (wanted, "An even larger one");
  edit = payroc_link_edit_new (link, wanted);
  body = payroc_link_edit_to_body (edit, payroc_link_get_created_on (link), &error);
  g_assert_no_error (error);

  answer = client_edit (fixture, payroc_link_get_id (link), body, KEY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (payroc_link_get_amount (answer)->minor, ==, 5999);
  g_assert_cmpstr (payroc_link_get_payment_url (answer), !=, payroc_link_get_payment_url (link));
  ignored = payroc_link_edit_find_ignored (edit, answer);
  g_assert_cmpuint (ignored->len, ==, 0);
}

static void
test_share (ClientFixture *fixture,
            gconstpointer  data)
{
  g_autoptr(PayrocLink) link = client_have_link (fixture);
  const char *id = payroc_link_get_id (link);
  g_autoptr(GBytes) body = client_make_share_body ();
  const PayrocSharingFilter to_sarah = { .recipient_email = "sarah@example.com", .limit = 1 };
  const PayrocSharingFilter to_nobody = { .recipient_name = "Nobody" };
  g_autoptr(PayrocSharingEvent) sent = NULL;
  g_autoptr(PayrocPage) all = NULL;
  g_autoptr(PayrocPage) some = NULL;
  g_autoptr(PayrocPage) none = NULL;
  g_autoptr(PayrocRecipient) recipient = NULL;
  g_autoptr(GError) error = NULL;

  sent = client_share (fixture, id, body, KEY, &error);
  g_assert_no_error (error);
  recipient = g_list_model_get_item (payroc_sharing_event_get_recipients (sent), 0);
  g_assert_cmpstr (payroc_recipient_get_email (recipient), ==, "sarah@example.com");
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, id), ==, 1);

  all = client_list_mails (fixture, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (all)), ==, 1);

  some = client_list_mails (fixture, id, &to_sarah, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (some)), ==, 1);

  none = client_list_mails (fixture, id, &to_nobody, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (none)), ==, 0);
}

static void
test_list (ClientFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *after = NULL;
  guint n_pages = 0;

  pl_test_practice_seed (fixture->practice, 45);

  do
    {
      const PayrocLinkFilter filter = { .after = after, .limit = 20 };
      g_autoptr(GError) error = NULL;
      g_autoptr(PayrocPage) page = client_list (fixture, &filter, &error);
      GListModel *rows;
      guint i;

      g_assert_no_error (error);
      rows = payroc_page_get_rows (page);
      for (i = 0; i < g_list_model_get_n_items (rows); i++)
        {
          g_autoptr(PayrocLink) link = g_list_model_get_item (rows, i);

          g_assert_true (g_hash_table_add (ids, g_strdup (payroc_link_get_id (link))));
        }

      g_free (after);
      after = g_strdup (payroc_page_get_next_cursor (page));
      n_pages++;
    }
  while (after != NULL);

  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpuint (g_hash_table_size (ids), ==, 45);
}

static void
test_payments (ClientFixture *fixture,
               gconstpointer  data)
{
  g_autoptr(PayrocLink) link = client_have_link (fixture);
  const char *id = payroc_link_get_id (link);
  g_autofree char *paid = pl_test_practice_pay (fixture->practice, id, 0);
  g_autoptr(PayrocPage) card = NULL;
  g_autoptr(PayrocPage) anywhere = NULL;
  g_autoptr(PayrocPage) bank = NULL;
  g_autoptr(PayrocPayment) payment = NULL;
  PayrocMoney income;
  g_autoptr(GError) error = NULL;

  card = client_list_payments (fixture, PAYROC_PAYMENT_SOURCE_CARD, fixture->terminal, id, NULL, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (card)), ==, 1);
  payment = g_list_model_get_item (payroc_page_get_rows (card), 0);
  g_assert_cmpstr (payroc_payment_get_id (payment), ==, paid);
  g_assert_cmpint (payroc_payment_get_source (payment), ==, PAYROC_PAYMENT_SOURCE_CARD);
  g_assert_true (payroc_payment_get_income (payment, &income));
  g_assert_cmpint (income.minor, ==, 4999);

  anywhere = client_list_payments (fixture, PAYROC_PAYMENT_SOURCE_CARD, NULL, id, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (anywhere)), ==, 1);

  bank = client_list_payments (fixture, PAYROC_PAYMENT_SOURCE_BANK, fixture->terminal, id, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (bank)), ==, 0);
}

/* Those of all links, and none that is older than asked for. */
static void
test_payments_since (ClientFixture *fixture,
                     gconstpointer  user_data)
{
  g_autoptr(PayrocLink) link = client_have_link (fixture);
  g_autofree char *paid = pl_test_practice_pay (fixture->practice, payroc_link_get_id (link), 0);
  const gint64 now = g_get_real_time ();
  const struct
  {
    gint64 since;
    guint  n_payments;
  } cases[] = { { 0, 1 }, { now - G_TIME_SPAN_HOUR, 1 }, { now + G_TIME_SPAN_HOUR, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PayrocPaymentFilter filter = { .terminal = fixture->terminal, .since = cases[i].since };
      g_autoptr(PayrocPage) page = NULL;
      g_autoptr(GError) error = NULL;

      page = client_list_payments_since (fixture, PAYROC_PAYMENT_SOURCE_CARD, &filter, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_list_model_get_n_items (payroc_page_get_rows (page)), ==, cases[i].n_payments);
    }
}

static void
test_refusals (ClientFixture *fixture,
               gconstpointer  data)
{
  g_autoptr(PayrocLink) link = client_have_link (fixture);
  g_autoptr(GBytes) body = client_make_link_body ();
  g_autoptr(GBytes) bad = g_bytes_new_static ("{\"type\":\"singleUse\"}", strlen ("{\"type\":\"singleUse\"}"));
  g_autoptr(PayrocLink) made = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (client_retrieve (fixture, "NOSUCHLINK", &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (client_create (fixture, bad, KEY, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_nonnull (payroc_error_get_fields (error));
  g_assert_cmpstr (payroc_error_get_type_name (error), ==, "bad-request");
  g_assert_false (payroc_error_outcome_unknown (error));
  g_assert_false (payroc_error_is_temporary (error));
  g_clear_error (&error);

  made = client_create (fixture, body, OTHER_KEY, &error);
  g_assert_no_error (error);
  g_assert_null (client_create (fixture, bad, OTHER_KEY, &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_KEY_IN_USE);
  g_clear_error (&error);
}

/* "terminal"…: what is expected to be blamed, by the API's names, or nothing. */
static void
assert_blamed (const GError *error,
               const char   *parameter)
{
  GPtrArray *fields = payroc_error_get_fields (error);
  guint i;

  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_nonnull (fields);

  for (i = 0; i < fields->len; i++)
    if (g_strcmp0 (((PayrocFieldError *) g_ptr_array_index (fields, i))->parameter, parameter) == 0)
      return;

  g_error ("%s is not among the %u fields", parameter, fields->len);
}

static void
test_terminals_before (ClientFixture *fixture,
                       gconstpointer  data)
{
  g_autofree char *shortest = g_strnfill (4, '1');
  g_autofree char *longest = g_strnfill (50, '1');
  g_autofree char *too_long = g_strnfill (51, '1');
  const struct
  {
    const char *terminal;
    gboolean    fine;
  } table[] = {
    { NULL, FALSE }, { "", FALSE }, { "123", FALSE }, { shortest, TRUE }, { longest, TRUE }, { too_long, FALSE },
    { "12/4", FALSE }, { "12?4", FALSE }, { "12 4", FALSE }, { "12\n4", FALSE }, { "....", FALSE }, { "../..", FALSE },
    { "12%2f4", FALSE },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PayrocPage) page = client_list_payments (fixture, PAYROC_PAYMENT_SOURCE_BANK, table[i].terminal,
                                                         "CKHP6VVWYT", NULL, 0, &error);

      if (table[i].fine)
        {
          g_assert_false (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_INVALID));
        }
      else
        {
          g_assert_null (page);
          assert_blamed (error, "processingTerminalId");
        }
    }

  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "listBankPayments"), ==, 2);
}

static void
test_links_before (ClientFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *longest = g_strnfill (50, 'A');
  g_autofree char *too_long = g_strnfill (51, 'A');
  const struct
  {
    const char *link_id;
    gboolean    fine;
  } table[] = {
    { NULL, FALSE }, { "", FALSE }, { "A", TRUE }, { "CKHP6VVWYT", TRUE }, { longest, TRUE }, { too_long, FALSE },
    { "../authorize", FALSE }, { "..", FALSE }, { "A/B", FALSE }, { "A?B", FALSE }, { "A#B", FALSE }, { "A%2FB",
                                                                                                       FALSE },
    { "A B", FALSE }, { "A\r\nB", FALSE }, { "\xff", FALSE }, { "\xc3\xa4", FALSE },
  };
  guint n_fine = 0;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (client_retrieve (fixture, table[i].link_id, &error));
      if (table[i].fine)
        g_assert_false (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY));
      else
        assert_blamed (error, "paymentLinkId");
      n_fine += table[i].fine;
    }

  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, "retrieveLink"), ==, n_fine);
}

static void
test_keys_and_bodies_before (ClientFixture *fixture,
                             gconstpointer  data)
{
  static const char *const bad_keys[] = {
    NULL, "", "key", "8e03978e40d543e8bc936894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f932", KEY "0", KEY "\r\n",
  };
  g_autofree char *large = g_strnfill (64 * 1024 + 1, ' ');
  g_autoptr(GBytes) fine = client_make_share_body ();
  g_autoptr(GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) too_large = g_bytes_new_static (large, 64 * 1024 + 1);
  GBytes *const bad_bodies[] = { NULL, empty, too_large };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (bad_keys); i++)
    {
      g_autoptr(GError) creating = NULL;
      g_autoptr(GError) editing = NULL;
      g_autoptr(GError) sharing = NULL;

      g_assert_null (client_create (fixture, fine, bad_keys[i], &creating));
      assert_blamed (creating, "Idempotency-Key");
      g_assert_null (client_edit (fixture, "CKHP6VVWYT", fine, bad_keys[i], &editing));
      assert_blamed (editing, "Idempotency-Key");
      g_assert_null (client_share (fixture, "CKHP6VVWYT", fine, bad_keys[i], &sharing));
      assert_blamed (sharing, "Idempotency-Key");
    }

  for (i = 0; i < G_N_ELEMENTS (bad_bodies); i++)
    {
      g_autoptr(GError) creating = NULL;
      g_autoptr(GError) editing = NULL;
      g_autoptr(GError) sharing = NULL;

      g_assert_null (client_create (fixture, bad_bodies[i], KEY, &creating));
      assert_blamed (creating, "body");
      g_assert_null (client_edit (fixture, "CKHP6VVWYT", bad_bodies[i], KEY, &editing));
      assert_blamed (editing, "body");
      g_assert_null (client_share (fixture, "CKHP6VVWYT", bad_bodies[i], KEY, &sharing));
      assert_blamed (sharing, "body");
    }

  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, NULL), ==, 0);
}

static void
test_filters_before (ClientFixture *fixture,
                     gconstpointer  data)
{
  static const guint limits[] = { 0, 1, 100, 101 };
  const PayrocSharingFilter both = { .before = "CKHP6VVWYT", .after = "CKHP6VVWYT" };
  g_autoptr(GError) error = NULL;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      const PayrocLinkFilter filter = { .limit = limits[i] };
      g_autoptr(GError) listing = NULL;
      g_autoptr(GError) paying = NULL;
      g_autoptr(PayrocPage) links = client_list (fixture, &filter, &listing);
      g_autoptr(PayrocPage) payments = NULL;

      payments = client_list_payments (fixture, PAYROC_PAYMENT_SOURCE_CARD, NULL, "CKHP6VVWYT", NULL, limits[i],
                                       &paying);
      if (limits[i] <= 100)
        {
          g_assert_no_error (listing);
          g_assert_no_error (paying);
        }
      else
        {
          assert_blamed (listing, "limit");
          assert_blamed (paying, "limit");
        }
    }

  g_assert_null (client_list_mails (fixture, "CKHP6VVWYT", &both, &error));
  assert_blamed (error, "before");
  g_clear_error (&error);

  g_assert_null (client_list_payments (fixture, PAYROC_PAYMENT_SOURCE_BANK, NULL, "CKHP6VVWYT", NULL, 0, &error));
  assert_blamed (error, "processingTerminalId");
  g_clear_error (&error);

  g_assert_null (client_list_payments (fixture, PAYROC_PAYMENT_SOURCE_CARD, NULL, NULL, NULL, 0, &error));
  assert_blamed (error, "processingTerminalId");
}

static void
test_without_environment (void)
{
  g_autoptr(WireTransport) transport = payroc_transport_new ();
  g_autoptr(PayrocEnvironment) later = payroc_environment_new_test ();
  ClientFixture fixture = { NULL, transport, payroc_client_new (NULL, transport), "1234001" };
  g_autoptr(GError) error = NULL;

  payroc_authenticator_set_api_key (payroc_client_get_authenticator (fixture.client), "key");
  client_fixture_trust (&fixture, "token");

  g_assert_null (client_retrieve (&fixture, "CKHP6VVWYT", &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE);
  g_assert_false (payroc_error_outcome_unknown (error));

  payroc_client_set_environment (fixture.client, later);
  payroc_client_set_environment (fixture.client, NULL);
  g_assert_finalize_object (fixture.client);
}

#define ADD(path, func) \
  g_test_add ("/client/" path, ClientFixture, NULL, client_fixture_set_up, func, client_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("link", test_link);
  ADD ("edit", test_edit);
  ADD ("share", test_share);
  ADD ("list", test_list);
  ADD ("payments", test_payments);
  ADD ("payments-since", test_payments_since);
  ADD ("refusals", test_refusals);
  ADD ("before/terminals", test_terminals_before);
  ADD ("before/links", test_links_before);
  ADD ("before/keys-and-bodies", test_keys_and_bodies_before);
  ADD ("before/filters", test_filters_before);
  g_test_add_func ("/client/without-environment", test_without_environment);

  return g_test_run ();
}
