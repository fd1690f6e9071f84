/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row or more in each table, written and read through the tables: what a version leaves on somebody's disk, and
 * what no other account may see. */
#include "store-sample.h"

#include <string.h>

#include "store/pl-account-table.h"
#include "store/pl-address-table.h"
#include "store/pl-hand-over-table.h"
#include "store/pl-batch-table.h"
#include "store/pl-link-key-table.h"
#include "store/pl-link-order.h"
#include "store/pl-link-table.h"
#include "store/pl-named-table.h"
#include "store/pl-notice-table.h"
#include "store/pl-outbox-table.h"
#include "store/pl-payment-table.h"
#include "store/pl-people-table.h"
#include "store/pl-setting-table.h"
#include "store/pl-sharing-table.h"
#include "store/pl-unplaced-table.h"

static JsonNode *
parse (const char *format,
       const char *text)
{
  g_autoptr (GString) json = g_string_new (format);
  g_autoptr (GError)  error = NULL;
  JsonNode           *node;

  g_string_replace (json, "MARK", text, 0);
  node = json_from_string (json->str, &error);
  g_assert_no_error (error);

  return node;
}

static char *
make_key (const StoreSample *sample,
          guint              number)
{
  return g_strdup_printf ("5b1f0f4e-7c1b-4a4e-%04x-2f0a4f6d3c%02u",
                          (guint) g_ascii_strtoull (sample->mark, NULL, 16), number);
}

static void
put_account (PlConnection      *connection,
             const StoreSample *sample)
{
  g_autoptr (PlAccountRow) row = pl_account_row_new ();
  g_autoptr (GError)       error = NULL;

  row->id = g_strdup (sample->account);
  row->name = g_strdup_printf ("Pizza %s", sample->mark);
  row->environment = g_strdup ("custom");
  row->api_url = g_strdup ("https://api.example.com/v1");
  row->identity_url = g_strdup ("https://identity.example.com/authorize");
  row->terminal = g_strdup ("1234001");
  row->currency = g_strdup ("USD");
  row->last_used = STORE_SAMPLE_TIME;
  g_assert_true (pl_account_table_put (connection, row, &error));
  g_assert_no_error (error);
}

/* The link once had another address. */
static PayrocLink *
make_earlier (const StoreSample *sample)
{
  g_autoptr (JsonNode) node = parse ("{\"type\":\"singleUse\",\"paymentLinkId\":\"" STORE_SAMPLE_LINK "\","
                                     "\"assets\":{\"paymentUrl\":\"https://pay.example.com/MARK\"}}", sample->mark);
  g_autoptr (GError) error = NULL;
  PayrocLink *link = payroc_link_new_from_json (node, &error);

  g_assert_no_error (error);

  return link;
}

static void
put_links (PlConnection      *connection,
           const StoreSample *sample)
{
  g_autoptr (JsonNode) node = parse ("{\"type\":\"singleUse\",\"paymentLinkId\":\"" STORE_SAMPLE_LINK "\","
                                     "\"merchantReference\":\"Ref MARK\",\"order\":{\"orderId\":\"Order MARK\","
                                     "\"description\":\"Large Pepperoni Pizza MARK\",\"charge\":{\"type\":\"preset\","
                                     "\"amount\":4999,\"currency\":\"USD\"}},\"authType\":\"sale\","
                                     "\"paymentMethods\":[\"card\"],\"status\":\"active\","
                                     "\"createdOn\":\"2024-07-02\",\"expiresOn\":\"2024-08-02\","
                                     "\"assets\":{\"paymentUrl\":\"https://pay.example.com/now\"}}", sample->mark);
  g_autoptr (JsonNode) missing_node = parse ("{\"type\":\"multiUse\",\"paymentLinkId\":\"" STORE_SAMPLE_MISSING "\","
                                             "\"merchantReference\":\"Gone MARK\",\"status\":\"active\"}",
                                             sample->mark);
  g_autofree char *recipients = g_strdup_printf ("Sarah Hopper %s <sarah@example.com>", sample->mark);
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocLink) link = payroc_link_new_from_json (node, &error);
  g_autoptr (PayrocLink) missing = payroc_link_new_from_json (missing_node, &error);
  g_autoptr (PayrocLink) earlier = make_earlier (sample);

  g_assert_no_error (error);
  g_assert_true (pl_link_table_put (connection, sample->account, earlier, STORE_SAMPLE_TIME - 1, NULL, &error)
                 && pl_link_table_put (connection, sample->account, link, STORE_SAMPLE_TIME, NULL, &error)
                 && pl_link_table_set_recipients (connection, sample->account, STORE_SAMPLE_LINK, recipients, &error)
                 && pl_link_table_set_paid (connection, sample->account, STORE_SAMPLE_LINK, 1, 4999, "USD",
                                            STORE_SAMPLE_TIME, &error)
                 && pl_link_table_put (connection, sample->account, missing, STORE_SAMPLE_TIME, NULL, &error)
                 && pl_link_order_set (connection, sample->account, 1, TRUE, &error)
                 && pl_link_table_set_missing (connection, sample->account, STORE_SAMPLE_MISSING,
                                               STORE_SAMPLE_TIME + 1, STORE_SAMPLE_TIME + 2, &error));
  g_assert_no_error (error);
}

static gint64
put_batch (PlConnection      *connection,
           const StoreSample *sample)
{
  g_autoptr (PlBatchRow) batch = pl_batch_row_new ();
  g_autoptr (GError)     error = NULL;

  batch->account = g_strdup (sample->account);
  batch->key = make_key (sample, 3);
  batch->name = g_strdup_printf ("Batch %s", sample->mark);
  batch->created_at = STORE_SAMPLE_TIME;
  batch->deed = PL_BATCH_EXTEND;
  batch->n_links = 7;
  batch->last_day = 740000;
  batch->paused = TRUE;
  g_assert_true (pl_batch_table_insert (connection, batch, &error));
  g_assert_no_error (error);

  return batch->id;
}

static void
check_batch (PlConnection      *connection,
             const StoreSample *sample,
             gint64             id)
{
  g_autofree char *key = make_key (sample, 3);
  g_autofree char *name = g_strdup_printf ("Batch %s", sample->mark);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlBatchRow) batch = pl_batch_table_find_key (connection, key, &error);

  g_assert_no_error (error);
  g_assert_cmpint (batch->id, ==, id);
  g_assert_cmpstr (batch->account, ==, sample->account);
  g_assert_cmpstr (batch->name, ==, name);
  g_assert_cmpint (batch->created_at, ==, STORE_SAMPLE_TIME);
  g_assert_true (batch->paused);
  g_assert_cmpint (batch->closed_at, ==, 0);
  g_assert_cmpuint (batch->counts[PL_INTENT_DONE], ==, 1);
}

static void
put_intents (PlConnection      *connection,
             const StoreSample *sample)
{
  g_autoptr (PlOutboxRow) create = pl_outbox_row_new ();
  g_autoptr (PlOutboxRow) share = pl_outbox_row_new ();
  g_autoptr (GError)      error = NULL;
  g_autofree char        *body = g_strdup_printf ("{\"merchantReference\":\"Ref %s\"}", sample->mark);

  create->account = g_strdup (sample->account);
  create->kind = PL_INTENT_CREATE;
  create->state = PL_INTENT_DONE;
  create->idempotency_key = make_key (sample, 1);
  create->link_id = g_strdup (STORE_SAMPLE_LINK);
  create->body = g_bytes_new (body, strlen (body));
  create->reference = g_strdup_printf ("Ref %s", sample->mark);
  create->created_at = STORE_SAMPLE_TIME;
  create->first_sent_at = STORE_SAMPLE_TIME + 1;
  create->next_attempt_at = STORE_SAMPLE_TIME;
  create->finished_at = STORE_SAMPLE_TIME + 2;
  create->attempts = 1;
  create->result_id = g_strdup (STORE_SAMPLE_LINK);
  create->batch = put_batch (connection, sample);
  create->place = 7;
  create->origin = g_strdup_printf ("origin of %s", sample->mark);
  g_assert_true (pl_outbox_table_insert (connection, create, &error));
  g_assert_no_error (error);

  share->account = g_strdup (sample->account);
  share->kind = PL_INTENT_SHARE;
  share->state = PL_INTENT_UNSURE;
  share->idempotency_key = make_key (sample, 2);
  share->link_id = g_strdup (STORE_SAMPLE_LINK);
  share->waits_for = create->id;
  share->body = g_bytes_new ("{\0}", 3);
  share->base = g_strdup (body);
  share->created_at = STORE_SAMPLE_TIME + 3;
  share->first_sent_at = STORE_SAMPLE_TIME + 4;
  share->next_attempt_at = STORE_SAMPLE_TIME + 5;
  share->attempts = 2;
  share->error = g_strdup ("{\"code\":\"unreachable\"}");
  share->owner = g_strdup ("0d9bb2b0-5d35-4f3f-8a0e-7f7f2f1d2a22");
  g_assert_true (pl_outbox_table_insert (connection, share, &error));
  g_assert_no_error (error);
}

static void
put_history (PlConnection      *connection,
             const StoreSample *sample)
{
  g_autoptr (JsonNode) event_node = parse ("{\"sharingEventId\":\"EVENT00001\",\"message\":\"Dear MARK\","
                                           "\"dateTime\":\"2024-07-02T10:00:00Z\","
                                           "\"recipients\":[{\"name\":\"Sarah Hopper\","
                                           "\"email\":\"sarah@example.com\"}]}", sample->mark);
  g_autoptr (JsonNode) payment_node = parse ("{\"paymentId\":\"M2MJOG6O2Y\",\"order\":{\"orderId\":\"Order MARK\","
                                             "\"dateTime\":\"2024-07-02T15:30:00Z\",\"amount\":4999,"
                                             "\"currency\":\"USD\"},\"transactionResult\":{\"status\":\"complete\","
                                             "\"responseCode\":\"A\",\"authorizedAmount\":4999}}", sample->mark);
  g_autofree char *name = g_strdup_printf ("Sarah Hopper %s", sample->mark);
  g_autoptr (PayrocRecipient) recipient = payroc_recipient_new (name, "sarah@example.com");
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocSharingEvent) event = payroc_sharing_event_new_from_json (event_node, &error);
  g_autoptr (PayrocPayment) payment = payroc_payment_new_from_json (payment_node, PAYROC_PAYMENT_SOURCE_CARD, &error);
  g_autofree char *address = g_strdup_printf ("https://pay.example.com/%s", sample->mark);

  g_assert_no_error (error);
  g_assert_true (pl_hand_over_table_add (connection, sample->account, STORE_SAMPLE_LINK, PL_HAND_OVER_PRINTED, address,
                                         STORE_SAMPLE_TIME, &error));
  g_assert_true (pl_sharing_table_put (connection, sample->account, STORE_SAMPLE_LINK, event, &error)
                 && pl_payment_table_put (connection, sample->account, STORE_SAMPLE_LINK, payment, STORE_SAMPLE_TIME,
                                          NULL, &error)
                 && pl_people_table_put (connection, sample->account, recipient, STORE_SAMPLE_LINK, STORE_SAMPLE_TIME,
                                         &error)
                 && pl_setting_table_set (connection, sample->account, PL_SETTING_KEEP "template", name, &error)
                 && pl_setting_table_set (connection, sample->account, "refresh.last", sample->mark, &error));
  g_assert_no_error (error);
}

static void
put_watch (PlConnection      *connection,
           const StoreSample *sample)
{
  g_autoptr (JsonNode) node = parse ("{\"paymentId\":\"NOBODYS001\",\"order\":{\"orderId\":\"Order MARK\","
                                     "\"amount\":4999,\"currency\":\"USD\"},"
                                     "\"transactionResult\":{\"status\":\"complete\","
                                     "\"responseCode\":\"A\",\"authorizedAmount\":4999}}", sample->mark);
  g_autoptr (PayrocMoney) money = payroc_money_new (4999, "USD");
  g_autoptr (GPtrArray) due = NULL;
  PlNoticeRow notice = {
    .kind = PL_NOTICE_PAID,
    .subject = (char *) "card M2MJOG6O2Y",
    .link_id = (char *) STORE_SAMPLE_LINK,
    .money = money,
    .payer = (char *) sample->mark,
    .noticed_at = STORE_SAMPLE_TIME,
  };
  const PlNoticeRow shown = {
    .kind = PL_NOTICE_USED,
    .subject = (char *) STORE_SAMPLE_LINK,
    .link_id = (char *) STORE_SAMPLE_LINK,
    .noticed_at = STORE_SAMPLE_TIME,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocPayment) payment = payroc_payment_new_from_json (node, PAYROC_PAYMENT_SOURCE_CARD, &error);

  g_assert_no_error (error);
  g_assert_true (pl_notice_table_add (connection, sample->account, &shown, &error));
  due = pl_notice_table_list_due (connection, sample->account, 1, &error);
  g_assert_no_error (error);
  g_assert_true (pl_notice_table_mark_shown (connection, ((PlNoticeRow *) due->pdata[0])->row, STORE_SAMPLE_TIME,
                                             &error)
                 && pl_notice_table_add (connection, sample->account, &notice, &error)
                 && pl_unplaced_table_add (connection, sample->account, payment, STORE_SAMPLE_TIME, &error));
  g_assert_no_error (error);
}

static void
put_named (PlConnection      *connection,
           const StoreSample *sample)
{
  g_autofree char        *name = g_strdup_printf ("Name %s", sample->mark);
  g_autoptr (PlNamedRow)  view = pl_named_row_new (0, name, "{\"states\":[\"active\"]}");
  g_autoptr (PlNamedRow)  template = pl_named_row_new (0, name, "{\"format\":1,\"link\":{\"type\":\"multiUse\"}}");
  g_autoptr (GError)      error = NULL;

  g_assert_true (pl_named_table_put (connection, PL_NAMED_TABLE_VIEWS, sample->account, view, &error)
                 && pl_named_table_put (connection, PL_NAMED_TABLE_TEMPLATES, sample->account, template, &error));
  g_assert_no_error (error);
}

gboolean
store_sample_put_work (PlConnection  *connection,
                       gpointer       data,
                       GError       **error)
{
  const StoreSample *sample = data;

  put_account (connection, sample);
  put_links (connection, sample);
  put_intents (connection, sample);
  put_history (connection, sample);
  put_watch (connection, sample);
  put_named (connection, sample);

  return TRUE;
}

/* The text is there, and what another sample would have there is not. */
static void
assert_marked (const char        *text,
               const StoreSample *sample)
{
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, sample->mark));
}

static void
assert_marked_search_cb (const PlLinkKey *key,
                         const char      *text,
                         gsize            length,
                         gpointer         user_data)
{
  g_autofree char *copy = g_strndup (text, length);

  assert_marked (copy, user_data);
}

static void
check_links (PlConnection      *connection,
             const StoreSample *sample)
{
  g_autofree char *reference = g_strdup_printf ("Ref %s", sample->mark);
  g_autofree char *currency = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocLink) link = pl_link_table_get (connection, sample->account, STORE_SAMPLE_LINK, &error);
  g_autoptr (PayrocLink) same = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) active = NULL;
  g_autoptr (GArray) keys = NULL;
  gint64 amount;
  gint64 as_of;
  guint  count;

  g_assert_no_error (error);
  assert_marked (payroc_link_get_reference (link), sample);
  same = pl_link_table_get_by_rowid (connection,
                                     pl_link_table_find_rowid (connection, sample->account, STORE_SAMPLE_LINK, &error),
                                     &error);
  g_assert_no_error (error);
  assert_marked (payroc_link_get_reference (same), sample);

  found = pl_link_table_find_by_reference (connection, sample->account, reference, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  assert_marked (payroc_link_get_order_id (found->pdata[0]), sample);

  g_assert_true (pl_link_table_list_ids (connection, sample->account, PAYROC_LINK_STATUS_ACTIVE, &active, &error));
  g_assert_cmpuint (active->len, ==, 1);
  g_assert_cmpstr (active->pdata[0], ==, STORE_SAMPLE_LINK);

  g_assert_true (pl_link_table_get_paid (connection, sample->account, STORE_SAMPLE_LINK, &count, &amount, &currency,
                                         &as_of, &error));
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (amount, ==, 4999);
  g_assert_cmpstr (currency, ==, "USD");
  g_assert_cmpint (as_of, ==, STORE_SAMPLE_TIME);

  keys = pl_link_key_table_list (connection, sample->account, 0, &error);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_true (pl_link_key_table_read (connection, sample->account, 0, assert_marked_search_cb, (gpointer) sample,
                                                &error));
  g_assert_no_error (error);
}

static void
check_intents (PlConnection      *connection,
               const StoreSample *sample)
{
  g_autofree char *key = make_key (sample, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unfinished = pl_outbox_table_list (connection, sample->account, FALSE, &error);
  g_autoptr (GPtrArray) intents = pl_outbox_table_list (connection, sample->account, TRUE, &error);
  g_autoptr (PlOutboxRow) found = pl_outbox_table_find_key (connection, key, &error);
  const PlOutboxRow *create;
  const PlOutboxRow *share;

  g_assert_no_error (error);
  g_assert_cmpuint (unfinished->len, ==, 1);
  g_assert_cmpuint (intents->len, ==, 2);
  create = intents->pdata[0];
  share = intents->pdata[1];
  assert_marked (create->reference, sample);
  g_assert_cmpint (create->kind, ==, PL_INTENT_CREATE);
  g_assert_cmpint (create->state, ==, PL_INTENT_DONE);
  g_assert_cmpint (create->finished_at, ==, STORE_SAMPLE_TIME + 2);
  g_assert_cmpstr (create->result_id, ==, STORE_SAMPLE_LINK);
  g_assert_cmpuint (create->place, ==, 7);
  check_batch (connection, sample, create->batch);
  g_assert_cmpint (share->kind, ==, PL_INTENT_SHARE);
  g_assert_cmpint (share->state, ==, PL_INTENT_UNSURE);
  g_assert_cmpstr (share->idempotency_key, ==, key);
  g_assert_cmpint (share->waits_for, ==, create->id);
  g_assert_cmpmem (g_bytes_get_data (share->body, NULL), g_bytes_get_size (share->body), "{\0}", 3);
  assert_marked (share->base, sample);
  g_assert_null (create->base);
  g_assert_cmpint (share->next_attempt_at, ==, STORE_SAMPLE_TIME + 5);
  g_assert_cmpuint (share->attempts, ==, 2);
  g_assert_cmpint (found->id, ==, share->id);
}

static void
check_history (PlConnection      *connection,
               const StoreSample *sample)
{
  g_autofree char *template = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = pl_sharing_table_list (connection, sample->account, STORE_SAMPLE_LINK, &error);
  g_autoptr (GPtrArray) payments = pl_payment_table_list (connection, sample->account, STORE_SAMPLE_LINK, &error);
  g_autoptr (GPtrArray) people = pl_people_table_find (connection, sample->account, "hop", 10, &error);
  g_autoptr (GPtrArray) addresses = pl_address_table_list (connection, sample->account, STORE_SAMPLE_LINK, &error);
  g_autoptr (GPtrArray) hand_overs = pl_hand_over_table_list (connection, sample->account, STORE_SAMPLE_LINK, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (hand_overs->len, ==, 1);
  assert_marked (((PlHandOverRow *) hand_overs->pdata[0])->address, sample);
  g_assert_cmpint (((PlHandOverRow *) hand_overs->pdata[0])->way, ==, PL_HAND_OVER_PRINTED);
  g_assert_cmpint (((PlHandOverRow *) hand_overs->pdata[0])->handed_at, ==, STORE_SAMPLE_TIME);
  g_assert_cmpuint (addresses->len, ==, 1);
  assert_marked (((PlAddressRow *) addresses->pdata[0])->address, sample);
  g_assert_cmpint (((PlAddressRow *) addresses->pdata[0])->ended_at, ==, STORE_SAMPLE_TIME);
  g_assert_cmpuint (events->len, ==, 1);
  assert_marked (payroc_sharing_event_get_message (events->pdata[0]), sample);
  g_assert_cmpuint (payments->len, ==, 1);
  assert_marked (payroc_payment_get_order_id (payments->pdata[0]), sample);
  g_assert_cmpuint (people->len, ==, 1);
  assert_marked (payroc_recipient_get_name (people->pdata[0]), sample);

  g_assert_true (pl_setting_table_get (connection, sample->account, PL_SETTING_KEEP "template", &template, &error));
  assert_marked (template, sample);
  g_assert_true (pl_setting_table_get (connection, sample->account, "refresh.last", &last, &error));
  g_assert_cmpstr (last, ==, sample->mark);
}

static void
check_watch (PlConnection      *connection,
             const StoreSample *sample)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = pl_notice_table_list_due (connection, sample->account, 10, &error);
  const PlNoticeRow *notice;

  g_assert_no_error (error);
  g_assert_cmpuint (notices->len, ==, 1);
  notice = notices->pdata[0];
  assert_marked (notice->payer, sample);
  assert_marked (notice->reference, sample);
}

static void
check_named (PlConnection      *connection,
             const StoreSample *sample)
{
  static const PlNamedTable tables[] = { PL_NAMED_TABLE_VIEWS, PL_NAMED_TABLE_TEMPLATES };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError)    error = NULL;
      g_autoptr (GPtrArray) rows = pl_named_table_list (connection, tables[i], sample->account, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 1);
      assert_marked (((PlNamedRow *) rows->pdata[0])->name, sample);
    }
}

void
store_sample_check (PlConnection      *connection,
                    const StoreSample *sample)
{
  check_links (connection, sample);
  check_intents (connection, sample);
  check_history (connection, sample);
  check_watch (connection, sample);
  check_named (connection, sample);
}

void
store_sample_check_empty (PlConnection *connection,
                          const char   *account)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = pl_link_key_table_list (connection, account, 0, &error);
  g_autoptr (GPtrArray) active = NULL;
  g_autoptr (GPtrArray) intents = pl_outbox_table_list (connection, account, TRUE, &error);
  g_autoptr (GPtrArray) events = pl_sharing_table_list (connection, account, STORE_SAMPLE_LINK, &error);
  g_autoptr (GPtrArray) payments = pl_payment_table_list (connection, account, STORE_SAMPLE_LINK, &error);
  g_autoptr (GPtrArray) people = pl_people_table_find (connection, account, "", 10, &error);
  g_autoptr (GPtrArray) addresses = pl_address_table_list (connection, account, STORE_SAMPLE_LINK, &error);
  g_autoptr (GPtrArray) hand_overs = pl_hand_over_table_list (connection, account, STORE_SAMPLE_LINK, &error);
  g_autoptr (GPtrArray) notices = pl_notice_table_list_due (connection, account, 10, &error);
  g_autoptr (GPtrArray) batches = pl_batch_table_list_open (connection, account, &error);
  g_autoptr (GPtrArray) views = pl_named_table_list (connection, PL_NAMED_TABLE_VIEWS, account, &error);
  g_autoptr (GPtrArray) templates = pl_named_table_list (connection, PL_NAMED_TABLE_TEMPLATES, account, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 0);
  g_assert_cmpuint (keys->len + intents->len + events->len + payments->len + people->len, ==, 0);
  g_assert_cmpuint (addresses->len + hand_overs->len + notices->len + views->len + templates->len, ==, 0);
  g_assert_true (pl_link_table_list_ids (connection, account, PAYROC_LINK_STATUS_ACTIVE, &active, &error));
  g_assert_cmpuint (active->len, ==, 0);
  g_assert_true (pl_setting_table_get (connection, account, PL_SETTING_KEEP "template", &value, &error));
  g_assert_null (value);
  g_assert_null (pl_link_table_get (connection, account, STORE_SAMPLE_LINK, &error));
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND);
}
