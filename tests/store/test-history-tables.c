/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of old addresses, of sharing events, of payments and of people. */
#include "store/pl-address-table.h"
#include "store/pl-link-key-table.h"
#include "store/pl-link-table.h"
#include "store/pl-payment-table.h"
#include "store/pl-people-table.h"
#include "store/pl-sharing-table.h"
#include "support/store-fixture.h"

#define LINK "CKHP6VVWYT"
#define NOW G_GINT64_CONSTANT (1792000000000000)

static JsonNode *
parse (const char *format,
       ...) G_GNUC_PRINTF (1, 2);

static JsonNode *
parse (const char *format,
       ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;
  JsonNode          *node;
  va_list            arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  node = json_from_string (text, &error);
  g_assert_no_error (error);

  return node;
}

static void
put_address (PlConnection *connection,
             const char   *id,
             const char   *address,
             gint64        seen_at)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonNode)   node = parse ("{\"type\":\"singleUse\",\"paymentLinkId\":\"%s\",\"assets\":"
                                       "{\"paymentUrl\":%s}}", id, address);
  g_autoptr (PayrocLink) link = payroc_link_new_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_true (pl_link_table_put (connection, STORE_FIXTURE_ACCOUNT, link, seen_at, NULL, &error));
  g_assert_no_error (error);
}

static void
keep_text_cb (const PlLinkKey *key,
              const char      *text,
              gsize            length,
              gpointer         user_data)
{
  g_string_append_printf (user_data, "[%.*s]", (int) length, text);
}

/* Kept when another takes its place, once, and found by whoever searches for it. */
static gboolean
addresses_work (PlConnection  *connection,
                gpointer       data,
                GError       **error)
{
  static const char *const kept[] = { "https://pay.example.com/4", "https://pay.example.com/2",
                                      "https://pay.example.com/1" };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GString)   search = g_string_new (NULL);

  put_address (connection, LINK, "\"https://pay.example.com/1\"", NOW);
  put_address (connection, LINK, "\"https://pay.example.com/1\"", NOW + 1);
  put_address (connection, LINK, "\"https://pay.example.com/2\"", NOW + 2);
  /* Payroc says nothing of it, or nothing safe: that ends no address. */
  put_address (connection, LINK, "null", NOW + 3);
  put_address (connection, LINK, "\"https://pay.example.com/2\"", NOW + 4);
  put_address (connection, LINK, "\"javascript:alert(1)\"", NOW + 5);
  put_address (connection, LINK, "\"https://pay.example.com/2\"", NOW + 6);
  put_address (connection, LINK, "\"https://pay.example.com/3\"", NOW + 7);
  /* What a link has again has not ended. */
  put_address (connection, LINK, "\"https://pay.example.com/4\"", NOW + 8);
  put_address (connection, LINK, "\"https://pay.example.com/3\"", NOW + 9);
  /* Another's link of the same name, as it were. */
  put_address (connection, "OTHERLINK1", "\"https://pay.example.com/9\"", NOW);

  rows = pl_address_table_list (connection, STORE_FIXTURE_ACCOUNT, LINK, error);
  g_assert_no_error (*error);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (kept));
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (((PlAddressRow *) rows->pdata[i])->address, ==, kept[i]);
  g_assert_cmpint (((PlAddressRow *) rows->pdata[2])->ended_at, ==, NOW + 2);

  none = pl_address_table_list (connection, "another", LINK, error);
  g_assert_cmpuint (none->len, ==, 0);

  g_assert_true (pl_link_key_table_read (connection, STORE_FIXTURE_ACCOUNT, 0, keep_text_cb, search, error));
  g_assert_nonnull (strstr (search->str, "\001https://pay.example.com/1\0011"));
  g_assert_nonnull (strstr (search->str, "[\n\n\n\001OTHERLINK1]"));

  return TRUE;
}

static void
test_addresses (StoreFixture  *fixture,
                gconstpointer  data)
{
  store_write (fixture->database, addresses_work, NULL);
}

static void
put_event (PlConnection *connection,
           const char   *link_id,
           const char   *id,
           const char   *time,
           const char   *message)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = parse ("{\"sharingEventId\":\"%s\",\"dateTime\":%s,\"message\":\"%s\",\"more\":[1],"
                                     "\"recipients\":[{\"name\":\"Sarah Hopper\",\"email\":\"sarah@example.com\"}]}",
                                     id, time, message);
  g_autoptr (PayrocSharingEvent) event = payroc_sharing_event_new_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_true (pl_sharing_table_put (connection, STORE_FIXTURE_ACCOUNT, link_id, event, &error));
  g_assert_no_error (error);
}

static void
put_open_link (PlConnection *connection,
               const char   *id,
               const char   *status,
               const char   *address,
               const char   *seen_at)
{
  g_autoptr (GDateTime)  time = g_date_time_new_from_iso8601 (seen_at, NULL);
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonNode)   node = parse ("{\"type\":\"singleUse\",\"paymentLinkId\":\"%s\",\"status\":\"%s\","
                                       "\"assets\":{\"paymentUrl\":\"https://pay.example.com/%s\"}}",
                                       id, status, address);
  g_autoptr (PayrocLink) link = payroc_link_new_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_true (pl_link_table_put (connection, STORE_FIXTURE_ACCOUNT, link,
                                    g_date_time_to_unix (time) * G_USEC_PER_SEC, NULL, &error));
  g_assert_no_error (error);
}

/* The second of the change, and the one after it. */
#define CHANGE "2024-07-02T10:00:05Z"

static const struct
{
  const char *status;
  const char *mails[2]; /* to the same person */
  gboolean    left;
} histories[] = {
  { "active", { NULL }, FALSE },
  { "active", { "\"2024-07-02T10:00:04Z\"" }, TRUE },
  { "active", { "\"2024-07-02T10:00:04.9Z\"" }, TRUE },
  { "active", { "\"2024-07-02T10:00:05Z\"" }, FALSE },
  { "active", { "\"2024-07-02T10:00:04Z\"", "\"2024-07-02T10:00:05Z\"" }, FALSE },
  { "active", { "\"2024-07-02T10:00:03Z\"", "\"2024-07-02T10:00:04Z\"" }, TRUE },
  { "active", { "null" }, FALSE },
  { "active", { "\"2024-07-02T10:00:04Z\"", "null" }, FALSE },
  { "completed", { "\"2024-07-02T10:00:04Z\"" }, FALSE },
  { "deactivated", { "\"2024-07-02T10:00:04Z\"" }, FALSE },
};

static gboolean
left_behind_work (PlConnection  *connection,
                  gpointer       data,
                  GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (histories); i++)
    {
      g_autofree char *id = g_strdup_printf ("LEFTLINK%02u", i);
      gint64           rowid;

      put_open_link (connection, id, "active", "1", "2024-07-01T10:00:00Z");
      for (guint j = 0; j < G_N_ELEMENTS (histories[i].mails) && histories[i].mails[j] != NULL; j++)
        {
          g_autofree char *event = g_strdup_printf ("EVENT0000%u", j);

          put_event (connection, id, event, histories[i].mails[j], "x");
        }
      rowid = pl_link_table_find_rowid (connection, STORE_FIXTURE_ACCOUNT, id, error);
      g_assert_no_error (*error);
      /* While its address is still the first. */
      g_assert_false (pl_address_table_has_left_behind (connection, rowid, error));
      g_assert_no_error (*error);

      put_open_link (connection, id, histories[i].status, "2", CHANGE);
      g_assert_cmpint (pl_address_table_has_left_behind (connection, rowid, error), ==, histories[i].left);
      g_assert_no_error (*error);
    }

  return TRUE;
}

static void
test_left_behind (StoreFixture  *fixture,
                  gconstpointer  data)
{
  store_write (fixture->database, left_behind_work, NULL);
}

static gboolean
sharing_work (PlConnection  *connection,
              gpointer       data,
              GError       **error)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) foreign = NULL;
  g_autofree char      *document = NULL;
  PayrocSharingEvent   *newest;

  put_event (connection, LINK, "EVENT00001", "\"2024-07-02T10:00:00.5Z\"", "first");
  put_event (connection, LINK, "EVENT00002", "null", "no time");
  put_event (connection, LINK, "EVENT00003", "\"2024-07-02T10:00:00.6Z\"", "second");
  put_event (connection, "OTHERLINK1", "EVENT00001", "\"2024-07-02T10:00:00Z\"", "another link's");
  put_event (connection, LINK, "EVENT00003", "\"2024-07-02T10:00:00.7Z\"", "again");

  events = pl_sharing_table_list (connection, STORE_FIXTURE_ACCOUNT, LINK, error);
  g_assert_no_error (*error);
  g_assert_cmpuint (events->len, ==, 3);
  newest = events->pdata[0];
  g_assert_cmpstr (payroc_sharing_event_get_message (newest), ==, "again");
  g_assert_cmpuint (g_list_model_get_n_items (payroc_sharing_event_get_recipients (newest)), ==, 1);
  document = json_to_string (payroc_sharing_event_get_json (newest), FALSE);
  g_assert_nonnull (strstr (document, "\"more\":[1]"));
  g_assert_cmpstr (payroc_sharing_event_get_message (events->pdata[1]), ==, "first");
  g_assert_cmpstr (payroc_sharing_event_get_message (events->pdata[2]), ==, "no time");

  foreign = pl_sharing_table_list (connection, "another", LINK, error);
  g_assert_no_error (*error);
  g_assert_cmpuint (foreign->len, ==, 0);

  return TRUE;
}

static void
test_sharing (StoreFixture  *fixture,
              gconstpointer  data)
{
  store_write (fixture->database, sharing_work, NULL);
}

static void
put_payment (PlConnection        *connection,
             PayrocPaymentSource  source,
             const char          *id,
             const char          *time,
             const char          *status,
             gint64               asked_at,
             gboolean             is_newest)
{
  gboolean             was_newest;
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = parse ("{\"paymentId\":\"%s\",\"order\":{\"orderId\":\"A\",\"dateTime\":%s,"
                                     "\"amount\":4999,\"currency\":\"USD\"},\"transactionResult\":{"
                                     "\"type\":\"sale\",\"status\":\"%s\","
                                     "\"responseCode\":\"A\",\"authorizedAmount\":4999,\"currency\":\"USD\"}}",
                                     id, time, status);
  g_autoptr (PayrocPayment) payment = payroc_payment_new_from_json (node, source, &error);

  g_assert_no_error (error);
  g_assert_true (pl_payment_table_put (connection, STORE_FIXTURE_ACCOUNT, LINK, payment, asked_at, &was_newest,
                                       &error));
  g_assert_no_error (error);
  g_assert_cmpint (was_newest, ==, is_newest);
}

static gboolean
payment_work (PlConnection  *connection,
              gpointer       data,
              GError       **error)
{
  g_autoptr (GPtrArray) payments = NULL;

  put_payment (connection, PAYROC_PAYMENT_SOURCE_CARD, "PAY0000001", "\"2024-07-02T10:00:00Z\"", "ready", 2, TRUE);
  put_payment (connection, PAYROC_PAYMENT_SOURCE_CARD, "PAY0000002", "\"2024-07-03T10:00:00Z\"", "ready", 2, TRUE);
  /* The two lists number for themselves. */
  put_payment (connection, PAYROC_PAYMENT_SOURCE_BANK, "PAY0000001", "\"2024-07-04T10:00:00Z\"", "complete", 2, TRUE);
  put_payment (connection, PAYROC_PAYMENT_SOURCE_BANK, "PAY0000001", "\"2024-07-04T10:00:00Z\"", "returned", 3, TRUE);
  /* An answer that was long on its way, and one from before the clock was turned back. */
  put_payment (connection, PAYROC_PAYMENT_SOURCE_BANK, "PAY0000001", "\"2024-07-04T10:00:00Z\"", "complete", 2, FALSE);
  put_payment (connection, PAYROC_PAYMENT_SOURCE_CARD, "PAY0000002", "\"2024-07-03T10:00:00Z\"", "declined", G_MAXINT64,
               TRUE);
  put_payment (connection, PAYROC_PAYMENT_SOURCE_CARD, "PAY0000002", "\"2024-07-03T10:00:00Z\"", "ready", 2, TRUE);

  payments = pl_payment_table_list (connection, STORE_FIXTURE_ACCOUNT, LINK, error);
  g_assert_no_error (*error);
  g_assert_cmpuint (payments->len, ==, 3);
  g_assert_cmpint (payroc_payment_get_source (payments->pdata[0]), ==, PAYROC_PAYMENT_SOURCE_BANK);
  g_assert_cmpint (payroc_payment_get_state (payments->pdata[0]), ==, PAYROC_PAYMENT_STATE_RETURNED);
  g_assert_cmpstr (payroc_payment_get_id (payments->pdata[1]), ==, "PAY0000002");
  g_assert_cmpint (payroc_payment_get_source (payments->pdata[2]), ==, PAYROC_PAYMENT_SOURCE_CARD);
  g_assert_cmpint (payroc_payment_get_state (payments->pdata[2]), ==, PAYROC_PAYMENT_STATE_PAID);

  return TRUE;
}

static void
test_payments (StoreFixture  *fixture,
               gconstpointer  data)
{
  store_write (fixture->database, payment_work, NULL);
}

static void
put_person (PlConnection *connection,
            const char   *name,
            const char   *email,
            gint64        now)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (PayrocRecipient) recipient = payroc_recipient_new (name, email);

  g_assert_true (pl_people_table_put (connection, STORE_FIXTURE_ACCOUNT, recipient, LINK, now, &error));
  g_assert_no_error (error);
}

static void
assert_found (PlConnection *connection,
              const char   *typed,
              guint         limit,
              const char   *emails)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GString)   found = g_string_new (NULL);
  g_autoptr (GPtrArray) people = pl_people_table_find (connection, STORE_FIXTURE_ACCOUNT, typed, limit, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++)
    g_string_append_printf (found, "%s;", payroc_recipient_get_email (people->pdata[i]));

  g_assert_cmpstr (found->str, ==, emails);
}

static gboolean
people_work (PlConnection  *connection,
             gpointer       data,
             GError       **error)
{
  g_autoptr (GPtrArray) found = NULL;
  static const struct
  {
    const char *typed;
    const char *emails;
  } cases[] = {
    { "", "bob@example.com;juergen@example.com;sarah@example.com;" },
    { "s", "sarah@example.com;" },
    { "SARAH", "sarah@example.com;" },
    { "hop", "sarah@example.com;" },
    { "sarah jane hop", "sarah@example.com;" },
    { "sarah  ", "sarah@example.com;" },
    { "jane h", "sarah@example.com;" },
    { "arah", "" },
    { "sarah@ex", "sarah@example.com;" },
    { "example", "" },
    { "jurgen", "juergen@example.com;" },
    { "JÜRGEN", "juergen@example.com;" },
    { "ju\xcc\x88rgen", "juergen@example.com;" },
    { "brien", "juergen@example.com;" },
    { "%", "" },
    { "_", "" },
    { "bob hops", "" },
  };

  put_person (connection, "Sarah Jane Hopper", "sarah@example.com", NOW);
  put_person (connection, "Jürgen O'Brien", "juergen@example.com", NOW + 1);
  put_person (connection, "Bob", "bob@example.com", NOW + 2);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (connection, cases[i].typed, 10, cases[i].emails);

  assert_found (connection, "", 2, "bob@example.com;juergen@example.com;");
  assert_found (connection, "", 0, "");

  /* The same address in other letters is the same person, under the name last used. */
  put_person (connection, "Sarah Miller", "Sarah@Example.com", NOW + 3);
  assert_found (connection, "", 1, "Sarah@Example.com;");
  assert_found (connection, "hopper", 10, "");
  assert_found (connection, "miller", 10, "Sarah@Example.com;");

  /* A clock that was set back. */
  put_person (connection, "Sarah Miller", "sarah@example.com", NOW - 5);
  assert_found (connection, "", 1, "sarah@example.com;");

  /* A letter with an accent is another letter in an address. */
  put_person (connection, "Other", "sàrah@example.com", NOW);
  found = pl_people_table_find (connection, STORE_FIXTURE_ACCOUNT, "", 10, error);
  g_assert_cmpuint (found->len, ==, 4);

  g_assert_true (pl_people_table_forget (connection, STORE_FIXTURE_ACCOUNT, "SARAH@example.com", error));
  g_assert_true (pl_people_table_forget (connection, STORE_FIXTURE_ACCOUNT, "nobody@example.com", error));
  g_assert_true (pl_people_table_forget (connection, "another", "bob@example.com", error));
  assert_found (connection, "", 10, "bob@example.com;juergen@example.com;sàrah@example.com;");

  return TRUE;
}

static void
test_people (StoreFixture  *fixture,
             gconstpointer  data)
{
  store_write (fixture->database, people_work, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, StoreFixture, "account", store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("/address-table/addresses", test_addresses);
  ADD ("/address-table/left-behind", test_left_behind);
  ADD ("/sharing-table/sharing", test_sharing);
  ADD ("/payment-table/payments", test_payments);
  ADD ("/people-table/people", test_people);

  return g_test_run ();
}
