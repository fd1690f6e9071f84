/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of notices and of payments that no order number places. */
#include "store/pl-link-table.h"
#include "store/pl-notice-table.h"
#include "store/pl-payment-table.h"
#include "store/pl-unplaced-table.h"
#include "support/store-fixture.h"

#define NOW G_GINT64_CONSTANT (1792000000000000)

static JsonNode *
parse (const char *format,
       ...) G_GNUC_PRINTF (1, 2);

static JsonNode *
parse (const char *format,
       ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonNode *node;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  node = json_from_string (text, &error);
  g_assert_no_error (error);

  return node;
}

static void
put_link (PlConnection *connection,
          const char   *id,
          const char   *type,
          const char   *charge,
          const char   *status,
          const char   *expires_on)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse ("{\"type\":\"%s\",\"paymentLinkId\":\"%s\",\"merchantReference\":\"Ref %s\","
                                     "\"order\":{\"orderId\":\"1001\",\"charge\":%s},\"status\":\"%s\","
                                     "\"expiresOn\":\"%s\"}",
                                     type, id, id, charge, status, expires_on);
  g_autoptr (PayrocLink) link = payroc_link_new_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_true (pl_link_table_put (connection, STORE_FIXTURE_ACCOUNT, link, NOW, NULL, &error));
  g_assert_no_error (error);
}

#define PRESET(amount) "{\"type\":\"preset\",\"amount\":" #amount ",\"currency\":\"USD\"}"
#define PROMPT         "{\"type\":\"prompt\",\"currency\":\"USD\"}"

static void
add_unplaced (PlConnection *connection,
              const char   *id,
              int           amount,
              const char   *currency)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse ("{\"paymentId\":\"%s\",\"order\":{\"orderId\":\"%s\"},"
                                     "\"transactionResult\":{\"authorizedAmount\":%d,\"currency\":\"%s\"}}",
                                     id, g_str_has_suffix (id, "1") ? "1001" : "1002", amount, currency);
  g_autoptr (PayrocPayment) payment = payroc_payment_new_from_json (node, PAYROC_PAYMENT_SOURCE_BANK, &error);

  g_assert_no_error (error);
  g_assert_true (pl_unplaced_table_add (connection, STORE_FIXTURE_ACCOUNT, payment, NOW, &error));
  g_assert_no_error (error);
}

/* Asks for the next links, checks them, and passes them all. */
static void
assert_plan (PlConnection *connection,
             const char   *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GPtrArray) asks = pl_unplaced_table_plan (connection, STORE_FIXTURE_ACCOUNT, 100, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < asks->len; i++)
    {
      const PlUnplacedAsk *ask = asks->pdata[i];

      g_assert_cmpint (ask->source, ==, PAYROC_PAYMENT_SOURCE_BANK);
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", ask->link_id);
      g_assert_true (pl_unplaced_table_pass (connection, ask, &error));
    }
  g_assert_cmpstr (found->str, ==, expected);
}

/* First by order number, then from the newest link to the oldest, each once, and only those that could have taken that
 * payment. */
static gboolean
unplaced_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  put_link (connection, "MANYPROMPT", "multiUse", PROMPT, "active", "2099-01-01");
  put_link (connection, "SINGLE0000", "singleUse", PRESET (500), "completed", "2099-01-01");
  put_link (connection, "SINGLE0001", "singleUse", PRESET (700), "active", "2099-01-01");
  put_link (connection, "MANYOFF001", "multiUse", PROMPT, "deactivated", "2099-01-01");
  put_link (connection, "MANYEXPIRD", "multiUse", PRESET (500), "expired", "2020-01-01");
  put_link (connection, "MANYOTHER1", "multiUse", PRESET (501), "active", "2099-01-01");
  put_link (connection, "MANYEUROS1", "multiUse", "{\"type\":\"prompt\",\"currency\":\"EUR\"}", "active", "2099-01-01");
  add_unplaced (connection, "PAYMENT001", 500, "USD");
  add_unplaced (connection, "PAYMENT002", 501, "USD");
  add_unplaced (connection, "PAYMENT003", 501, "EUR");
  put_link (connection, "MANYLATER1", "multiUse", PROMPT, "active", "2099-01-01");

  assert_plan (connection, "SINGLE0001 MANYOTHER1 MANYEUROS1");
  assert_plan (connection, "SINGLE0000 MANYEXPIRD");
  assert_plan (connection, "MANYOTHER1 MANYPROMPT");
  add_unplaced (connection, "PAYMENT002", 501, "USD"); /* found again by the next look: it does not begin anew */
  assert_plan (connection, "MANYEXPIRD");
  assert_plan (connection, "MANYPROMPT");
  assert_plan (connection, "");

  /* No link's: known as that, and forgotten in the end. */
  add_unplaced (connection, "PAYMENT001", 500, "USD");
  assert_plan (connection, "");
  g_assert_true (pl_unplaced_table_forget (connection, STORE_FIXTURE_ACCOUNT, NOW, error));
  add_unplaced (connection, "PAYMENT001", 500, "USD");
  assert_plan (connection, "");
  g_assert_true (pl_unplaced_table_forget (connection, STORE_FIXTURE_ACCOUNT, NOW + 1, error));
  add_unplaced (connection, "PAYMENT001", 500, "USD");
  assert_plan (connection, "SINGLE0001");
  assert_plan (connection, "SINGLE0000");
  assert_plan (connection, "MANYLATER1");

  g_assert_true (pl_unplaced_table_remove (connection, STORE_FIXTURE_ACCOUNT, PAYROC_PAYMENT_SOURCE_CARD, "PAYMENT001",
                                           error));
  assert_plan (connection, "MANYOTHER1");
  g_assert_true (pl_unplaced_table_remove (connection, STORE_FIXTURE_ACCOUNT, PAYROC_PAYMENT_SOURCE_BANK, "PAYMENT001",
                                           error));
  assert_plan (connection, "");

  return TRUE;
}

static void
test_unplaced (StoreFixture  *fixture,
               gconstpointer  data)
{
  store_write (fixture->database, unplaced_work, NULL);
}

static guint
count_due (PlConnection *connection,
           guint         limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) due = pl_notice_table_list_due (connection, STORE_FIXTURE_ACCOUNT, limit, &error);

  g_assert_no_error (error);

  return due->len;
}

static gboolean
notices_work (PlConnection  *connection,
              gpointer       data,
              GError       **error)
{
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (PayrocMoney) money = payroc_money_new (500, "USD");
  PlNoticeRow notice = { .kind = PL_NOTICE_PAID, .subject = (char *) "card 1", .link_id = (char *) "MANYPROMPT",
                         .noticed_at = NOW };
  const PlNoticeRow *first;
  gboolean has;

  g_assert_true (pl_notice_table_add (connection, STORE_FIXTURE_ACCOUNT, &notice, error));
  notice.money = money;
  g_assert_true (pl_notice_table_add (connection, STORE_FIXTURE_ACCOUNT, &notice, error)); /* the first one stays */
  notice.kind = PL_NOTICE_RETURNED;
  g_assert_true (pl_notice_table_add (connection, STORE_FIXTURE_ACCOUNT, &notice, error));
  g_assert_cmpuint (count_due (connection, 1), ==, 1);

  due = pl_notice_table_list_due (connection, STORE_FIXTURE_ACCOUNT, 100, error);
  g_assert_cmpuint (due->len, ==, 2);
  first = due->pdata[0];
  g_assert_cmpint (first->kind, ==, PL_NOTICE_PAID);
  g_assert_null (first->money);
  g_assert_null (first->reference);
  g_assert_cmpint (((PlNoticeRow *) due->pdata[1])->money->minor, ==, 500);

  g_assert_true (pl_notice_table_mark_shown (connection, first->row, NOW + 1, error));
  g_assert_cmpuint (count_due (connection, 100), ==, 1);
  notice.kind = PL_NOTICE_PAID;
  g_assert_true (pl_notice_table_add (connection, STORE_FIXTURE_ACCOUNT, &notice, error));
  g_assert_cmpuint (count_due (connection, 100), ==, 1); /* shown: never again */

  g_assert_true (pl_notice_table_has (connection, STORE_FIXTURE_ACCOUNT, PL_NOTICE_PAID, "MANYPROMPT", &has, error));
  g_assert_true (has);
  g_assert_true (pl_notice_table_has (connection, STORE_FIXTURE_ACCOUNT, PL_NOTICE_USED, "MANYPROMPT", &has, error));
  g_assert_false (has);
  g_assert_true (pl_notice_table_has (connection, STORE_FIXTURE_ACCOUNT, PL_NOTICE_PAID, "SINGLE0001", &has, error));
  g_assert_false (has);

  return TRUE;
}

static void
test_notices (StoreFixture  *fixture,
              gconstpointer  data)
{
  store_write (fixture->database, notices_work, NULL);
}

static gboolean
expiring_work (PlConnection  *connection,
               gpointer       data,
               GError       **error)
{
  g_autoptr (GPtrArray) due = NULL;
  const PlNoticeRow *notice;
  GDate day;

  g_date_set_dmy (&day, 1, 12, 2026);
  put_link (connection, "TOMORROW01", "singleUse", PRESET (500), "active", "2026-12-01");
  put_link (connection, "TOMORROW02", "singleUse", PRESET (500), "active", "2026-12-01");
  put_link (connection, "ANOTHERDAY", "singleUse", PRESET (500), "active", "2026-12-02");
  put_link (connection, "EARLIER001", "singleUse", PRESET (500), "active", "2026-11-30");
  put_link (connection, "SWITCHEDOF", "singleUse", PRESET (500), "deactivated", "2026-12-01");
  put_link (connection, "MANY000001", "multiUse", PRESET (500), "active", "2026-12-01");
  g_assert_true (pl_link_table_set_paid (connection, STORE_FIXTURE_ACCOUNT, "TOMORROW02", 1, 500, "USD", NOW, error));

  for (int i = 0; i < 2; i++)
    g_assert_true (pl_notice_table_add_expiring (connection, STORE_FIXTURE_ACCOUNT, &day, NOW, error));

  due = pl_notice_table_list_due (connection, STORE_FIXTURE_ACCOUNT, 100, error);
  g_assert_cmpuint (due->len, ==, 1);
  notice = due->pdata[0];
  g_assert_cmpint (notice->kind, ==, PL_NOTICE_EXPIRING);
  g_assert_cmpstr (notice->link_id, ==, "TOMORROW01");
  g_assert_cmpstr (notice->reference, ==, "Ref TOMORROW01");
  g_assert_cmpint (notice->money->minor, ==, 500);

  /* Moved, it is said again when that day comes near. */
  put_link (connection, "TOMORROW01", "singleUse", PRESET (500), "active", "2026-12-02");
  g_date_add_days (&day, 1);
  g_assert_true (pl_notice_table_add_expiring (connection, STORE_FIXTURE_ACCOUNT, &day, NOW, error));
  g_assert_cmpuint (count_due (connection, 100), ==, 3);

  return TRUE;
}

static void
test_expiring (StoreFixture  *fixture,
               gconstpointer  data)
{
  store_write (fixture->database, expiring_work, NULL);
}

static gboolean
find_work (PlConnection  *connection,
           gpointer       data,
           GError       **error)
{
  g_autoptr (JsonNode) node = parse ("{\"paymentId\":\"PAYMENT001\",\"transactionResult\":{\"status\":\"declined\"}}");
  g_autoptr (PayrocPayment) payment = payroc_payment_new_from_json (node, PAYROC_PAYMENT_SOURCE_CARD, error);
  g_autofree char *link_id = NULL;
  g_autofree char *of_bank = NULL;
  PayrocPaymentState state;

  g_assert_true (pl_payment_table_put (connection, STORE_FIXTURE_ACCOUNT, "MANYPROMPT", payment, NOW, NULL, error));
  g_assert_true (pl_payment_table_find (connection, STORE_FIXTURE_ACCOUNT, PAYROC_PAYMENT_SOURCE_CARD, "PAYMENT001",
                                        &link_id, &state, NULL, error));
  g_assert_cmpstr (link_id, ==, "MANYPROMPT");
  g_assert_cmpint (state, ==, PAYROC_PAYMENT_STATE_DECLINED);
  g_assert_true (pl_payment_table_find (connection, STORE_FIXTURE_ACCOUNT, PAYROC_PAYMENT_SOURCE_BANK, "PAYMENT001",
                                        &of_bank, &state, NULL, error));
  g_assert_null (of_bank);

  return TRUE;
}

static void
test_find (StoreFixture  *fixture,
           gconstpointer  data)
{
  store_write (fixture->database, find_work, NULL);
}

/* A clock that was ahead for a while: what was learnt then was learnt nobody knows when. */
static gboolean
ahead_work (PlConnection  *connection,
            gpointer       data,
            GError       **error)
{
  static const struct
  {
    gint64   as_of; /* counted from now */
    gboolean is_unsettled;
    gboolean is_missed; /* asked before that was seen, but for the clock */
  } cases[] = { { -1, FALSE, FALSE }, { 0, FALSE, FALSE }, { 1, TRUE, TRUE } };
  g_autoptr (JsonNode) node = parse ("{\"paymentId\":\"PAYMENT001\",\"transactionResult\":{\"status\":\"declined\"}}");
  g_autoptr (PayrocPayment) payment = payroc_payment_new_from_json (node, PAYROC_PAYMENT_SOURCE_CARD, error);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_strdup_printf ("AHEAD%05u", i);
      const gint64 as_of = NOW + 10 + cases[i].as_of;
      g_autoptr (GHashTable) unsettled = NULL;
      g_autoptr (GPtrArray) ids = NULL;
      GHashTableIter iter;
      gpointer value;
      gboolean found = FALSE;

      put_link (connection, id, "singleUse", PRESET (4999), "completed", "2030-01-01");
      g_assert_true (pl_link_table_set_paid (connection, STORE_FIXTURE_ACCOUNT, id, 0, 0, NULL, as_of, error));
      unsettled = pl_payment_table_find_unsettled (connection, STORE_FIXTURE_ACCOUNT, NOW, NOW + 10, error);
      g_hash_table_iter_init (&iter, unsettled);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          const PlUnsettledLink *link = value;

          if (!g_str_equal (link->link_id, id))
            continue;
          found = TRUE;
          g_assert_cmpint (link->as_of, ==, 0);
          g_assert_true (link->is_lively);
        }
      g_assert_cmpint (found, ==, cases[i].is_unsettled);

      g_assert_true (pl_payment_table_put (connection, STORE_FIXTURE_ACCOUNT, id, payment, as_of, NULL, error));
      ids = pl_payment_table_list_ids (connection, STORE_FIXTURE_ACCOUNT, id, PAYROC_PAYMENT_SOURCE_CARD, NOW,
                                       NOW + 10, error);
      g_assert_cmpuint (ids->len, ==, cases[i].is_missed ? 1 : 0);
    }

  return TRUE;
}

static void
test_ahead (StoreFixture  *fixture,
            gconstpointer  data)
{
  store_write (fixture->database, ahead_work, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                                           \
  g_test_add ("/watch-tables/" name, StoreFixture, "account", store_fixture_set_up, function, store_fixture_tear_down)

  ADD ("unplaced", test_unplaced);
  ADD ("notices", test_notices);
  ADD ("expiring", test_expiring);
  ADD ("find", test_find);
  ADD ("ahead", test_ahead);

#undef ADD

  return g_test_run ();
}
