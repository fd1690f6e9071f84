/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every request that the client can make, in every form a draft, an edit, a mail or a filter can take, recorded and
 * held against a schema that knows the contract and not this code. */

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "client-fixture.h"
#include "payroc/links/payroc-link-draft.h"
#include "payroc/links/payroc-link-edit.h"
#include "payroc/money/payroc-currency.h"
#include "payroc/payroc-json.h"
#include "payroc/sharing/payroc-share.h"
#include "values.h"

#define LINK_ID "CKHP6VVWYT"

#define PAGE(rows) "{\"limit\":10,\"count\":1,\"hasMore\":false,\"links\":[],\"data\":[" rows "]}"

typedef struct
{
  ClientFixture client;
  WireServer   *server;
  GMutex        mutex;
  const char   *operation; /* the one under way */
  GString      *lines;
  char         *key;       /* of the next intent */
} Recorder;

static JsonNode *
describe_request (const WireRequest *request,
                  const char        *operation)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_auto(GStrv) parts = g_strsplit (request->target, "?", 2);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "operation");
  json_builder_add_string_value (builder, operation);
  json_builder_set_member_name (builder, "method");
  json_builder_add_string_value (builder, request->method);
  json_builder_set_member_name (builder, "path");
  json_builder_add_string_value (builder, parts[0]);

  json_builder_set_member_name (builder, "query");
  json_builder_begin_object (builder);
  if (parts[1] != NULL)
    {
      g_autoptr(GHashTable) query = soup_form_decode (parts[1]);

      g_hash_table_iter_init (&iter, query);
      while (g_hash_table_iter_next (&iter, &name, &value))
        {
          json_builder_set_member_name (builder, name);
          json_builder_add_string_value (builder, value);
        }
    }
  json_builder_end_object (builder);

  json_builder_set_member_name (builder, "headers");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      json_builder_set_member_name (builder, name);
      json_builder_add_string_value (builder, value);
    }
  json_builder_end_object (builder);

  if (g_bytes_get_size (request->body) > 0)
    {
      JsonNode *body = payroc_json_parse (request->body, NULL);

      g_assert_nonnull (body);
      json_builder_set_member_name (builder, "body");
      json_builder_add_value (builder, json_node_copy (body));
      json_node_unref (body);
    }

  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static const char *
find_answer (const WireRequest *request)
{
  if (g_str_has_prefix (request->target, "/authorize"))
    return "{\"access_token\":\"recorded\",\"expires_in\":3600}";
  if (g_str_equal (request->method, "GET") && strstr (request->target, "/payment-links/") == NULL)
    return strstr (request->target, "payment") != NULL ? PAGE ("")
                                                       : "{\"processingTerminalId\":\"1234001\",\"status\":\"active\"}";
  if (strstr (request->target, "/sharing-events") == NULL)
    return VALUES_LINK;
  if (g_str_equal (request->method, "GET"))
    return PAGE ("");

  return "{\"sharingEventId\":\"JZRPJJX9RZ\",\"sharingMethod\":\"email\",\"dateTime\":\"2026-07-02T15:30:00Z\","
         "\"recipients\":[{\"name\":\"Sarah Hopper\",\"email\":\"sarah@example.com\"}]}";
}

static gboolean
record_cb (WireServer        *server,
           const WireRequest *request,
           GOutputStream     *out,
           gpointer           user_data)
{
  Recorder *self = user_data;
  gboolean is_token = g_str_has_prefix (request->target, "/authorize");
  g_autoptr(JsonNode) description = NULL;
  g_autofree char *line = NULL;

  g_mutex_lock (&self->mutex);
  description = describe_request (request, is_token ? "authorize" : self->operation);
  line = json_to_string (description, FALSE);
  g_string_append_printf (self->lines, "%s\n", line);
  g_mutex_unlock (&self->mutex);

  return wire_reply (out, 200, NULL, find_answer (request));
}

static const char *
begin (Recorder   *self,
       const char *operation)
{
  g_mutex_lock (&self->mutex);
  self->operation = operation;
  g_mutex_unlock (&self->mutex);

  g_free (self->key);
  self->key = g_uuid_string_random ();

  return self->key;
}

static void
set_day (GDate      *date,
         const char *text)
{
  g_date_clear (date, 1);
  g_assert_true (payroc_json_parse_date (text, date));
}

static void
record_draft (Recorder        *self,
              PayrocLinkDraft *draft)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(PayrocLink) link = NULL;
  g_autoptr(GBytes) body = NULL;
  GDate today;

  set_day (&today, "2026-11-22");
  problems = payroc_link_draft_validate (draft, &today);
  values_assert_errors (problems, "");
  body = payroc_link_draft_to_body (draft, &today, &error);
  g_assert_no_error (error);

  link = client_create (&self->client, body, begin (self, "createLink"), &error);
  g_assert_no_error (error);
}

static PayrocLinkDraft *
new_draft (void)
{
  PayrocLinkDraft *draft = payroc_link_draft_new ();
  GDate expiry;

  set_day (&expiry, "2026-11-22");
  payroc_link_draft_set_reference (draft, "LinkRef7654");
  payroc_link_draft_set_order_id (draft, "OrderRef7654");
  payroc_link_draft_set_amount (draft, 4999);
  payroc_link_draft_set_currency (draft, "USD");
  payroc_link_draft_set_expires_on (draft, &expiry);

  return draft;
}

/* Everything that goes with everything. */
static void
record_combinations (Recorder *self)
{
  static const PayrocPaymentMethods methods[] = {
    PAYROC_PAYMENT_METHODS_CARD,
    PAYROC_PAYMENT_METHODS_BANK_TRANSFER,
    PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER,
  };
  static const char *const expiries[] = { NULL, "2026-11-22", "9999-12-31" };
  static const char *const labels[] = { NULL, "PAY NOW" };
  /* Kind, charge, authorisation, methods, expiry, label, tokenize with each agreement or not at all. */
  const guint sizes[] = { 2, 2, 2, G_N_ELEMENTS (methods), G_N_ELEMENTS (expiries), G_N_ELEMENTS (labels), 5 };
  guint n_recorded = 0;
  guint n = 1;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (sizes); i++)
    n *= sizes[i];

  for (i = 0; i < n; i++)
    {
      g_autoptr(PayrocLinkDraft) draft = new_draft ();
      guint at[G_N_ELEMENTS (sizes)];
      guint rest = i;
      guint j;
      GDate expiry;

      for (j = 0; j < G_N_ELEMENTS (sizes); j++)
        {
          at[j] = rest % sizes[j];
          rest /= sizes[j];
        }

      /* A hold is for cards, and what is used once has a last day. */
      if ((at[2] == 1 && at[3] > 0) || (at[0] == 0 && at[4] == 0))
        continue;

      if (expiries[at[4]] != NULL)
        set_day (&expiry, expiries[at[4]]);

      payroc_link_draft_set_kind (draft, at[0] == 0 ? PAYROC_LINK_KIND_SINGLE_USE : PAYROC_LINK_KIND_MULTI_USE);
      if (at[0] == 1)
        payroc_link_draft_set_order_id (draft, NULL);
      payroc_link_draft_set_charge_kind (draft, at[1] == 0 ? PAYROC_CHARGE_KIND_PRESET : PAYROC_CHARGE_KIND_PROMPT);
      payroc_link_draft_set_auth_type (draft, at[2] == 0 ? PAYROC_AUTH_TYPE_SALE : PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
      payroc_link_draft_set_methods (draft, methods[at[3]]);
      payroc_link_draft_set_expires_on (draft, expiries[at[4]] != NULL ? &expiry : NULL);
      payroc_link_draft_set_button_label (draft, labels[at[5]]);
      payroc_link_draft_set_tokenize (draft, at[6] > 0);
      payroc_link_draft_set_mit_agreement (draft, at[6] > 0 ? PAYROC_MIT_AGREEMENT_NONE + at[6] - 1
                                                            : PAYROC_MIT_AGREEMENT_NONE);
      record_draft (self, draft);
      n_recorded++;
    }

  g_assert_cmpuint (n_recorded, >, 100);
}

static void
record_currencies (Recorder *self)
{
  const char *const *codes = payroc_currency_get_codes ();
  guint i;

  for (i = 0; codes[i] != NULL; i++)
    {
      g_autoptr(PayrocLinkDraft) draft = new_draft ();

      payroc_link_draft_set_currency (draft, codes[i]);
      payroc_link_draft_set_amount (draft, i % 2 == 0 ? 1 : G_MAXINT64);
      record_draft (self, draft);
    }
  g_assert_cmpuint (i, ==, 171);
}

/* At their shortest and at their longest, in characters and not in bytes. */
static void
record_texts (Recorder *self)
{
  static const char *const characters[] = { "x", "é", "請", "🍕", "\"", "\\", "&", "%" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (characters); i++)
    {
      g_autoptr(PayrocLinkDraft) shortest = new_draft ();
      g_autoptr(PayrocLinkDraft) longest = new_draft ();
      g_autofree char *reference = values_repeat (characters[i], 48);
      g_autofree char *order = values_repeat (characters[i], 24);
      g_autofree char *description = values_repeat (characters[i], 1024);

      payroc_link_draft_set_reference (shortest, characters[i]);
      payroc_link_draft_set_order_id (shortest, characters[i]);
      payroc_link_draft_set_description (shortest, characters[i]);
      payroc_link_draft_set_button_label (shortest, characters[i]);
      record_draft (self, shortest);

      payroc_link_draft_set_reference (longest, reference);
      payroc_link_draft_set_order_id (longest, order);
      payroc_link_draft_set_description (longest, description);
      payroc_link_draft_set_button_label (longest, order);
      record_draft (self, longest);
    }
}

/* Which fields an edit changes, one bit each. */
typedef enum
{
  EDIT_EXPIRY = 1 << 0,
  EDIT_LABEL = 1 << 1,
  EDIT_TOKEN = 1 << 2,
  EDIT_AMOUNT = 1 << 3,
  EDIT_CURRENCY = 1 << 4,
  EDIT_DESCRIPTION = 1 << 5,
  EDIT_AUTH_TYPE = 1 << 6,
  EDIT_ALL = (1 << 7) - 1,
  EDIT_OF_MULTI_USE = EDIT_EXPIRY | EDIT_LABEL | EDIT_TOKEN,
} Edits;

static void
record_edit (Recorder   *self,
             PayrocLink *link,
             Edits       edits,
             gboolean    clear)
{
  g_autoptr(PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr(PayrocLinkEdit) edit = NULL;
  g_autoptr(PayrocLink) answer = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  GDate today;
  GDate expiry;

  set_day (&today, "2026-11-22");
  set_day (&expiry, "2027-01-31");

  if (edits & EDIT_EXPIRY)
    payroc_link_draft_set_expires_on (wanted, clear ? NULL : &expiry);
  else
    payroc_link_draft_set_expires_on (wanted, payroc_link_get_expires_on (link));
  if (edits & EDIT_LABEL)
    payroc_link_draft_set_button_label (wanted, clear ? NULL : "Donate");
  if (edits & EDIT_TOKEN)
    {
      payroc_link_draft_set_tokenize (wanted, !clear);
      payroc_link_draft_set_mit_agreement (wanted, clear ? PAYROC_MIT_AGREEMENT_NONE : PAYROC_MIT_AGREEMENT_RECURRING);
    }
  if (edits & EDIT_AMOUNT)
    payroc_link_draft_set_amount (wanted, 5999);
  if (edits & EDIT_CURRENCY)
    payroc_link_draft_set_currency (wanted, "EUR");
  if (edits & EDIT_DESCRIPTION)
    payroc_link_draft_set_description (wanted, clear ? NULL : "An even larger one");
  if (edits & EDIT_AUTH_TYPE)
    payroc_link_draft_set_auth_type (wanted, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);

  edit = payroc_link_edit_new (link, wanted);
  if (payroc_link_edit_is_empty (edit))
    return;

  body = payroc_link_edit_to_body (edit, &today, &error);
  g_assert_no_error (error);
  answer = client_edit (&self->client, LINK_ID, body, begin (self, "editLink"), &error);
  g_assert_no_error (error);
}

static void
record_edits (Recorder *self)
{
  g_autofree char *current = values_replace (VALUES_LINK, "2024-08-02", "2026-12-02");
  g_autofree char *dated = values_replace (VALUES_MULTI_USE_LINK, "\"status\"",
                                           "\"expiresOn\":\"2026-12-02\",\"credentialOnFile\":{\"tokenize\":true},"
                                           "\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"Give\"}],"
                                           "\"status\"");
  g_autoptr(PayrocLink) single_use = values_link (current);
  g_autoptr(PayrocLink) multi_use = values_link (VALUES_MULTI_USE_LINK);
  g_autoptr(PayrocLink) multi_use_dated = values_link (dated);
  guint edits;

  for (edits = 1; edits <= EDIT_ALL; edits++)
    {
      record_edit (self, single_use, edits, FALSE);
      if (!(edits & EDIT_EXPIRY))
        record_edit (self, single_use, edits, TRUE);

      if ((edits & ~EDIT_OF_MULTI_USE) == 0)
        {
          record_edit (self, multi_use, edits, FALSE);
          record_edit (self, multi_use_dated, edits, FALSE);
          record_edit (self, multi_use_dated, edits, TRUE);
        }
    }
}

static void
record_share (Recorder   *self,
              guint       n_recipients,
              const char *name,
              gsize       email_length,
              const char *message,
              gboolean    copy)
{
  g_autoptr(PayrocShare) share = payroc_share_new ();
  g_autoptr(PayrocSharingEvent) sent = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  guint i;

  for (i = 0; i < n_recipients; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *domain = values_repeat ("d", 63);
      g_autofree char *email = email_length <= 6 ? g_strdup ("a@b.io")
                                                 : g_strdup_printf ("%.*s%s@%s.example.com",
                                                                    (int) (email_length - 76 - strlen (number)),
                                                                    domain, number, domain);
      g_autoptr(PayrocRecipient) recipient = payroc_recipient_new (name, email);

      g_list_store_append (payroc_share_get_recipients (share), recipient);
    }

  payroc_share_set_message (share, message);
  payroc_share_set_merchant_copy (share, copy);
  body = payroc_share_to_body (share, &error);
  g_assert_no_error (error);
  sent = client_share (&self->client, LINK_ID, body, begin (self, "shareLink"), &error);
  g_assert_no_error (error);
}

static void
record_shares (Recorder *self)
{
  g_autofree char *longest_name = values_repeat ("é", 48);
  g_autofree char *longest_message = values_repeat ("請", 1024);

  record_share (self, 1, "S", 6, NULL, FALSE);
  record_share (self, 1, longest_name, 128, longest_message, TRUE);
  record_share (self, 50, "Sarah \"Sally\" Hopper", 100, "Two\nlines & more", FALSE);
}

static void
record_list (Recorder               *self,
             const PayrocLinkFilter *filter)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocPage) page = NULL;

  begin (self, "listLinks");
  page = client_list (&self->client, filter, &error);
  g_assert_no_error (error);
}

static void
record_lists (Recorder *self)
{
  g_autofree char *longest = values_repeat ("é", 48);
  g_autofree char *email = values_repeat ("e", 116);
  g_autofree char *longest_email = g_strconcat (email, "@example.com", NULL);
  GDate day;
  guint i;

  set_day (&day, "2026-02-28");

  record_list (self, NULL);
  record_list (self, &(PayrocLinkFilter) { .reference = "1 & 1=2?#/%+é" });
  record_list (self, &(PayrocLinkFilter) { .reference = longest });
  record_list (self, &(PayrocLinkFilter) { .recipient_name = "S", .recipient_email = "a@b.io" });
  record_list (self, &(PayrocLinkFilter) { .recipient_name = longest, .recipient_email = longest_email });
  record_list (self, &(PayrocLinkFilter) { .created_on = &day });
  record_list (self, &(PayrocLinkFilter) { .expires_on = &day });
  record_list (self, &(PayrocLinkFilter) { .before = LINK_ID, .limit = 1 });
  record_list (self, &(PayrocLinkFilter) { .after = LINK_ID, .limit = 100 });

  for (i = 0; i < 3 * 3 * 5; i++)
    record_list (self, &(PayrocLinkFilter) { .kind = i % 3, .charge_kind = i / 3 % 3, .status = i / 9 });

  record_list (self, &(PayrocLinkFilter) {
                       .reference = "LinkRef7654", .kind = PAYROC_LINK_KIND_SINGLE_USE,
                       .charge_kind = PAYROC_CHARGE_KIND_PRESET, .status = PAYROC_LINK_STATUS_EXPIRED,
                       .recipient_name = "Sarah Hopper", .recipient_email = "sarah@example.com",
                       .created_on = &day, .expires_on = &day, .after = LINK_ID, .limit = 50,
                     });
}

static void
record_mail_list (Recorder                  *self,
                  const PayrocSharingFilter *filter)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocPage) page = NULL;

  begin (self, "listSharingEvents");
  page = client_list_mails (&self->client, LINK_ID, filter, &error);
  g_assert_no_error (error);
}

static void
record_payment_lists (Recorder   *self,
                      const char *longest)
{
  const gint64 since = G_GINT64_CONSTANT (1767225600000000);
  const PayrocPaymentFilter filters[][3] = {
    { { NULL, LINK_ID }, { "1234001", LINK_ID, 0, 0, "M2MJOG6O2Y", 100 }, { "1234001", NULL, 1, since } },
    { { "1234001", LINK_ID }, { longest, LINK_ID, 0, 0, "M2MJOG6O2Y", 1 }, { "1234001", NULL, since, 0, NULL, 100 } },
  };

  for (guint i = 0; i < 6; i++)
    {
      const PayrocPaymentSource source = i / 3;
      g_autoptr(GError) error = NULL;
      g_autoptr(PayrocPage) page = NULL;
      begin (self, source == PAYROC_PAYMENT_SOURCE_BANK ? "listBankPayments" : "listPayments");
      page = client_list_payments_since (&self->client, source, &filters[source][i % 3], &error);
      g_assert_no_error (error);
    }
}

static void
record_the_rest (Recorder *self)
{
  g_autofree char *longest_terminal = values_repeat ("1", 50);
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocLink) retrieved = NULL;
  g_autoptr(PayrocLink) off = NULL;

  begin (self, "retrieveLink");
  retrieved = client_retrieve (&self->client, LINK_ID, &error);
  g_assert_no_error (error);

  begin (self, "deactivateLink");
  off = client_deactivate (&self->client, LINK_ID, &error);
  g_assert_no_error (error);

  record_mail_list (self, NULL);
  record_mail_list (self, &(PayrocSharingFilter) { .limit = 100, .after = LINK_ID });
  record_mail_list (self, &(PayrocSharingFilter) { .limit = 1, .before = LINK_ID });
  record_mail_list (self, &(PayrocSharingFilter) { .recipient_name = "Sarah Hopper",
                                                   .recipient_email = "sarah+1@example.com" });

  record_payment_lists (self, longest_terminal);
}

static void
check (Recorder *self)
{
  g_autofree char *checker = g_test_build_filename (G_TEST_DIST, "payroc", "check-requests.py", NULL);
  g_autofree char *schema = g_test_build_filename (G_TEST_DIST, "payroc", "requests.schema.json", NULL);
  g_autofree char *directory = g_dir_make_tmp ("requests-XXXXXX", NULL);
  g_autofree char *requests = g_build_filename (directory, "requests.jsonl", NULL);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  char *argv[] = { "/usr/bin/python3", checker, schema, requests, NULL };
  g_autoptr(GError) error = NULL;
  int status = 0;

  g_assert_true (g_file_set_contents (requests, self->lines->str, self->lines->len, NULL));
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);

  g_test_message ("%s", out);
  if (*err != '\0')
    g_test_message ("%.4000s", err);
  g_assert_true (g_spawn_check_wait_status (status, NULL));

  g_unlink (requests);
  g_rmdir (directory);
}

static void
test_requests (void)
{
  Recorder self = { .lines = g_string_new (NULL) };
  g_autofree char *api = NULL;
  g_autofree char *identity = NULL;
  g_autoptr(PayrocLinkDraft) usual = new_draft ();

  g_mutex_init (&self.mutex);
  self.server = wire_server_new (record_cb, &self);
  api = wire_server_get_url (self.server, "/v1");
  identity = wire_server_get_url (self.server, "/authorize");
  client_fixture_set_up_at (&self.client, api, identity, "key");

  record_draft (&self, usual);
  record_combinations (&self);
  record_currencies (&self);
  record_texts (&self);
  record_edits (&self);
  record_shares (&self);
  record_lists (&self);
  record_the_rest (&self);
  check (&self);

  client_fixture_tear_down (&self.client, NULL);
  wire_server_free (self.server);
  g_mutex_clear (&self.mutex);
  g_string_free (self.lines, TRUE);
  g_free (self.key);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/requests", test_requests);

  return g_test_run ();
}
