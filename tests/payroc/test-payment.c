/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payments: what each status means, what is income, and what is not believed. */

#include "payroc/money/payroc-payment.h"

#include "payroc/payroc-error.h"
#include "values.h"

#define CARD_PAYMENT \
  "{\"paymentId\":\"M2MJOG6O2Y\",\"processingTerminalId\":\"1234001\"," \
  "\"order\":{\"orderId\":\"OrderRef6543\",\"dateTime\":\"2024-07-02T15:30:00Z\",\"amount\":5999," \
  "\"currency\":\"USD\"}," \
  "\"card\":{\"type\":\"Visa Credit\",\"cardholderName\":\"Sarah Hopper\",\"cardNumber\":\"453985******7062\"}," \
  "\"transactionResult\":{\"type\":\"sale\",\"status\":\"ready\",\"approvalCode\":\"OK3\",\"authorizedAmount\":4999," \
  "\"currency\":\"USD\",\"responseCode\":\"A\"}}"

static PayrocPayment *
read_payment (const char           *text,
              PayrocPaymentSource   source,
              GError              **error)
{
  g_autoptr(JsonNode) node = values_parse (text);

  return payroc_payment_new_from_json (node, source, error);
}

static PayrocPayment *
read_good (const char          *text,
           PayrocPaymentSource  source)
{
  g_autoptr(GError) error = NULL;
  PayrocPayment *payment = read_payment (text, source, &error);

  g_assert_no_error (error);
  g_assert_nonnull (payment);

  return payment;
}

static void
test_card (void)
{
  g_autoptr(PayrocPayment) payment = read_good (CARD_PAYMENT, PAYROC_PAYMENT_SOURCE_CARD);
  const PayrocMoney amount = { 4999, "USD" };
  const PayrocMoney asked = { 5999, "USD" };
  PayrocMoney income = { 0 };

  g_assert_cmpstr (payroc_payment_get_id (payment), ==, "M2MJOG6O2Y");
  g_assert_cmpint (payroc_payment_get_source (payment), ==, PAYROC_PAYMENT_SOURCE_CARD);
  g_assert_cmpint (payroc_payment_get_state (payment), ==, PAYROC_PAYMENT_STATE_PAID);
  g_assert_cmpstr (payroc_payment_get_order_id (payment), ==, "OrderRef6543");
  g_assert_cmpint (g_date_time_to_unix (payroc_payment_get_date_time (payment)), ==, 1719934200);
  g_assert_cmpstr (payroc_payment_get_payer (payment), ==, "Sarah Hopper");
  g_assert_true (payroc_money_equal (payroc_payment_get_amount (payment), &amount));
  g_assert_true (payroc_money_equal (payroc_payment_get_asked (payment), &asked));
  g_assert_null (payroc_payment_get_refunded (payment));
  g_assert_true (payroc_payment_get_income (payment, &income));
  g_assert_true (payroc_money_equal (&income, &amount));
  g_assert_true (JSON_NODE_HOLDS_OBJECT (payroc_payment_get_json (payment)));

  g_assert_finalize_object (g_steal_pointer (&payment));
}

static void
test_least (void)
{
  g_autoptr(PayrocPayment) payment = read_good ("{\"paymentId\":\"M2MJOG6O2Y\"}", PAYROC_PAYMENT_SOURCE_BANK);
  PayrocMoney income = { 42, "EUR" };

  g_assert_cmpint (payroc_payment_get_source (payment), ==, PAYROC_PAYMENT_SOURCE_BANK);
  g_assert_cmpint (payroc_payment_get_state (payment), ==, PAYROC_PAYMENT_STATE_UNKNOWN);
  g_assert_null (payroc_payment_get_order_id (payment));
  g_assert_null (payroc_payment_get_date_time (payment));
  g_assert_null (payroc_payment_get_payer (payment));
  g_assert_null (payroc_payment_get_amount (payment));
  g_assert_null (payroc_payment_get_asked (payment));
  g_assert_null (payroc_payment_get_refunded (payment));
  g_assert_false (payroc_payment_get_income (payment, &income));
  g_assert_cmpint (income.minor, ==, 42);
}

static void
test_states (void)
{
  static const struct
  {
    PayrocPaymentSource source;
    const char         *type;
    const char         *status;
    const char         *code;
    PayrocPaymentState  state;
  } rows[] = {
    /* Every status of the description. */
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "ready", "A", PAYROC_PAYMENT_STATE_PAID },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "complete", "A", PAYROC_PAYMENT_STATE_PAID },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "pending", "A", PAYROC_PAYMENT_STATE_HELD },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "declined", "D", PAYROC_PAYMENT_STATE_DECLINED },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "referral", "R", PAYROC_PAYMENT_STATE_DECLINED },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "pickup", "C", PAYROC_PAYMENT_STATE_DECLINED },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "reversal", "A", PAYROC_PAYMENT_STATE_REVERSED },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "expired", "A", PAYROC_PAYMENT_STATE_REVERSED },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "admin", "A", PAYROC_PAYMENT_STATE_PENDING },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "accepted", "A", PAYROC_PAYMENT_STATE_PENDING },
    { PAYROC_PAYMENT_SOURCE_BANK, "payment", "ready", "A", PAYROC_PAYMENT_STATE_PAID },
    { PAYROC_PAYMENT_SOURCE_BANK, "payment", "complete", "A", PAYROC_PAYMENT_STATE_PAID },
    { PAYROC_PAYMENT_SOURCE_BANK, "payment", "pending", "A", PAYROC_PAYMENT_STATE_PENDING },
    { PAYROC_PAYMENT_SOURCE_BANK, "payment", "declined", "D", PAYROC_PAYMENT_STATE_DECLINED },
    { PAYROC_PAYMENT_SOURCE_BANK, "payment", "admin", "A", PAYROC_PAYMENT_STATE_PENDING },
    { PAYROC_PAYMENT_SOURCE_BANK, "payment", "reversal", "A", PAYROC_PAYMENT_STATE_REVERSED },
    { PAYROC_PAYMENT_SOURCE_BANK, "payment", "returned", "A", PAYROC_PAYMENT_STATE_RETURNED },
    { PAYROC_PAYMENT_SOURCE_BANK, "payment", "returned", "D", PAYROC_PAYMENT_STATE_RETURNED },
    /* Every response code with a status that sounds well. */
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "ready", "P", PAYROC_PAYMENT_STATE_PAID },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "ready", "E", PAYROC_PAYMENT_STATE_PENDING },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "ready", "D", PAYROC_PAYMENT_STATE_DECLINED },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "complete", "R", PAYROC_PAYMENT_STATE_DECLINED },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "complete", "C", PAYROC_PAYMENT_STATE_DECLINED },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "complete", "X", PAYROC_PAYMENT_STATE_UNKNOWN },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "complete", NULL, PAYROC_PAYMENT_STATE_UNKNOWN },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", NULL, "A", PAYROC_PAYMENT_STATE_UNKNOWN },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "settled", "A", PAYROC_PAYMENT_STATE_UNKNOWN },
    { PAYROC_PAYMENT_SOURCE_CARD, "sale", "COMPLETE", "A", PAYROC_PAYMENT_STATE_UNKNOWN },
    /* Holds. */
    { PAYROC_PAYMENT_SOURCE_CARD, "preAuthorization", "pending", "A", PAYROC_PAYMENT_STATE_HELD },
    { PAYROC_PAYMENT_SOURCE_CARD, "preAuthorization", "ready", "A", PAYROC_PAYMENT_STATE_HELD },
    { PAYROC_PAYMENT_SOURCE_CARD, "preAuthorization", "complete", "A", PAYROC_PAYMENT_STATE_PAID },
    { PAYROC_PAYMENT_SOURCE_CARD, "preAuthorization", "expired", "A", PAYROC_PAYMENT_STATE_REVERSED },
    { PAYROC_PAYMENT_SOURCE_CARD, "preAuthorization", "declined", "D", PAYROC_PAYMENT_STATE_DECLINED },
    { PAYROC_PAYMENT_SOURCE_CARD, "preAuthorizationCompletion", "ready", "A", PAYROC_PAYMENT_STATE_PAID },
    /* Types. */
    { PAYROC_PAYMENT_SOURCE_CARD, NULL, "ready", "A", PAYROC_PAYMENT_STATE_PAID },
    { PAYROC_PAYMENT_SOURCE_CARD, "refund", "ready", "A", PAYROC_PAYMENT_STATE_UNKNOWN },
    { PAYROC_PAYMENT_SOURCE_BANK, "unreferencedRefund", "complete", "A", PAYROC_PAYMENT_STATE_UNKNOWN },
    { PAYROC_PAYMENT_SOURCE_BANK, "accountVerification", "complete", "A", PAYROC_PAYMENT_STATE_UNKNOWN },
    { PAYROC_PAYMENT_SOURCE_CARD, "tombola", "complete", "A", PAYROC_PAYMENT_STATE_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) text = g_string_new ("{\"paymentId\":\"A\",\"transactionResult\":{\"authorizedAmount\":100,"
                                              "\"currency\":\"USD\"");
      g_autoptr(PayrocPayment) payment = NULL;
      PayrocMoney income = { 42, "EUR" };
      gboolean no_income_by_type = i >= G_N_ELEMENTS (rows) - 4 && i < G_N_ELEMENTS (rows) - 1;
      gboolean known = rows[i].state != PAYROC_PAYMENT_STATE_UNKNOWN || no_income_by_type;

      if (rows[i].type != NULL)
        g_string_append_printf (text, ",\"type\":\"%s\"", rows[i].type);
      if (rows[i].status != NULL)
        g_string_append_printf (text, ",\"status\":\"%s\"", rows[i].status);
      if (rows[i].code != NULL)
        g_string_append_printf (text, ",\"responseCode\":\"%s\"", rows[i].code);
      g_string_append (text, "}}");

      payment = read_good (text->str, rows[i].source);
      g_assert_cmpint (payroc_payment_get_state (payment), ==, rows[i].state);
      g_assert_cmpint (payroc_payment_get_income (payment, &income), ==, known);
      g_assert_cmpint (income.minor, ==, !known ? 42 : rows[i].state == PAYROC_PAYMENT_STATE_PAID ? 100 : 0);
      if (known)
        g_assert_cmpstr (income.currency, ==, "USD");
    }
}

/* A bank's money that came back, whatever the status still says. */
static void
test_returns (void)
{
  static const struct
  {
    const char        *returns;
    PayrocPaymentState state;
  } rows[] = {
    { "", PAYROC_PAYMENT_STATE_PAID },
    { ",\"returns\":null", PAYROC_PAYMENT_STATE_PAID },
    { ",\"returns\":[]", PAYROC_PAYMENT_STATE_PAID },
    { ",\"returns\":[{\"returnCode\":\"R01\",\"represented\":false,\"closed\":false}]", PAYROC_PAYMENT_STATE_RETURNED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
        "{\"paymentId\":\"A\",\"transactionResult\":{\"type\":\"payment\",\"status\":\"complete\","
        "\"responseCode\":\"A\","
        "\"authorizedAmount\":100,\"currency\":\"USD\"}%s}", rows[i].returns);
      g_autoptr(PayrocPayment) payment = read_good (text, PAYROC_PAYMENT_SOURCE_BANK);

      g_assert_cmpint (payroc_payment_get_state (payment), ==, rows[i].state);
    }
}

static void
test_refunds (void)
{
  static const struct
  {
    gint64      authorized;
    const char *refunds;
    gint64      refunded; /* -1: NULL */
    gboolean    known;
    gint64      income;
  } rows[] = {
    { 4999, "[]", -1, TRUE, 4999 },
    { 4999, "null", -1, TRUE, 4999 },
    { 4999, "[{\"amount\":999,\"currency\":\"USD\",\"status\":\"complete\",\"responseCode\":\"A\"}]", 999, TRUE, 4000 },
    { 4999, "[{\"amount\":-999,\"currency\":\"USD\",\"status\":\"complete\","
            "\"responseCode\":\"A\"}]", 999, TRUE, 4000 },
    { 4999, "[{\"amount\":999,\"status\":\"ready\",\"responseCode\":\"A\"}]", 999, TRUE, 4000 },
    { 4999, "[{\"amount\":4999,\"currency\":\"USD\",\"status\":\"ready\",\"responseCode\":\"A\"}]", 4999, TRUE, 0 },
    { 4999, "[{\"amount\":4998,\"currency\":\"USD\"}]", 4998, TRUE, 1 },
    { 4999, "[{\"amount\":4998,\"currency\":\"USD\"},{\"amount\":1,\"currency\":\"USD\"}]", 4999, TRUE, 0 },
    /* More than there was: it is missing elsewhere. */
    { 4999, "[{\"amount\":5000,\"currency\":\"USD\"}]", 5000, TRUE, -1 },
    { 4999, "[{\"amount\":1,\"currency\":\"USD\",\"status\":\"ready\"},"
            "{\"amount\":2,\"currency\":\"USD\",\"status\":\"pending\"},"
            "{\"amount\":4,\"currency\":\"USD\",\"status\":\"admin\"},"
            "{\"amount\":8,\"currency\":\"USD\",\"status\":\"accepted\"},"
            "{\"amount\":16,\"currency\":\"USD\",\"status\":\"new\"},"
            "{\"amount\":32,\"currency\":\"USD\"}]", 63, TRUE, 4936 },
    /* Those that failed, were called off, or came back. */
    { 4999, "[{\"amount\":1,\"currency\":\"USD\",\"status\":\"declined\"},"
            "{\"amount\":2,\"currency\":\"USD\",\"status\":\"referral\"},"
            "{\"amount\":4,\"currency\":\"USD\",\"status\":\"pickup\"},"
            "{\"amount\":8,\"currency\":\"USD\",\"status\":\"reversal\"},"
            "{\"amount\":16,\"currency\":\"USD\",\"status\":\"expired\"},"
            "{\"amount\":32,\"currency\":\"USD\",\"status\":\"returned\"},"
            "{\"amount\":64,\"currency\":\"USD\",\"status\":\"ready\",\"responseCode\":\"D\"}]", -1, TRUE, 4999 },
    /* Sums that cannot be made. */
    { 4999, "[{\"amount\":1,\"currency\":\"EUR\",\"status\":\"complete\"}]", -1, FALSE, 0 },
    { 4999, "[{\"currency\":\"USD\",\"status\":\"complete\"}]", -1, FALSE, 0 },
    { 4999, "[{\"amount\":-9223372036854775808,\"currency\":\"USD\",\"status\":\"complete\"}]", -1, FALSE, 0 },
    { 4999, "[{\"amount\":9223372036854775807,\"currency\":\"USD\",\"status\":\"complete\"},"
            "{\"amount\":1,\"currency\":\"USD\",\"status\":\"complete\"}]", -1, FALSE, 0 },
    { 4999, "[{\"amount\":1,\"currency\":\"EUR\",\"status\":\"complete\"},"
            "{\"amount\":1,\"currency\":\"USD\",\"status\":\"complete\"}]", -1, FALSE, 0 },
    { -2, "[{\"amount\":9223372036854775807,\"currency\":\"USD\",\"status\":\"complete\"}]", G_MAXINT64, FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
        "{\"paymentId\":\"A\",\"transactionResult\":{\"type\":\"sale\",\"status\":\"complete\",\"responseCode\":\"A\","
        "\"authorizedAmount\":%" G_GINT64_FORMAT ",\"currency\":\"USD\"},\"refunds\":%s}", rows[i].authorized,
        rows[i].refunds);
      g_autoptr(PayrocPayment) payment = read_good (text, PAYROC_PAYMENT_SOURCE_CARD);
      const PayrocMoney *refunded = payroc_payment_get_refunded (payment);
      PayrocMoney income = { 42, "EUR" };

      g_assert_cmpint (refunded != NULL ? refunded->minor : -1, ==, rows[i].refunded);
      g_assert_cmpint (payroc_payment_get_state (payment), ==,
                       rows[i].authorized < 0                  ? PAYROC_PAYMENT_STATE_UNKNOWN
                       : rows[i].known && rows[i].income <= 0 ? PAYROC_PAYMENT_STATE_REFUNDED
                                                              : PAYROC_PAYMENT_STATE_PAID);
      g_assert_cmpint (payroc_payment_get_income (payment, &income), ==, rows[i].known);
      g_assert_cmpint (income.minor, ==, rows[i].known ? rows[i].income : 42);
    }
}

static void
test_currencies (void)
{
  static const struct
  {
    const char *order;
    const char *result;
    const char *currency; /* NULL: no amount known */
  } rows[] = {
    { "USD", "EUR", "EUR" },
    { "USD", NULL, "USD" },
    { NULL, "EUR", "EUR" },
    { NULL, NULL, NULL },
    { "usd", NULL, NULL },
    { "USD", "euro", "USD" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *order = rows[i].order != NULL ? g_strdup_printf ("\"currency\":\"%s\"", rows[i].order)
                                                     : g_strdup ("");
      g_autofree char *result = rows[i].result != NULL ? g_strdup_printf (",\"currency\":\"%s\"", rows[i].result)
                                                       : g_strdup ("");
      g_autofree char *text = g_strdup_printf (
        "{\"paymentId\":\"A\",\"order\":{%s},\"transactionResult\":{\"type\":\"sale\",\"status\":\"complete\","
        "\"responseCode\":\"A\",\"authorizedAmount\":7%s}}", order, result);
      g_autoptr(PayrocPayment) payment = read_good (text, PAYROC_PAYMENT_SOURCE_CARD);
      const PayrocMoney *amount = payroc_payment_get_amount (payment);
      PayrocMoney income = { 0 };

      g_assert_cmpstr (amount != NULL ? amount->currency : NULL, ==, rows[i].currency);
      g_assert_cmpint (payroc_payment_get_income (payment, &income), ==, rows[i].currency != NULL);
    }
}

/* A declined attempt need not say what was authorized: it is nothing. What was paid must. */
static void
test_no_amount (void)
{
  g_autoptr(PayrocPayment) declined = read_good (
    "{\"paymentId\":\"A\",\"order\":{\"currency\":\"USD\"},\"transactionResult\":{\"status\":\"declined\","
    "\"responseCode\":\"D\"}}", PAYROC_PAYMENT_SOURCE_CARD);
  g_autoptr(PayrocPayment) paid = read_good (
    "{\"paymentId\":\"A\",\"order\":{\"currency\":\"USD\",\"amount\":100},"
    "\"transactionResult\":{\"status\":\"complete\","
    "\"responseCode\":\"A\"}}", PAYROC_PAYMENT_SOURCE_CARD);
  PayrocMoney income = { 42, "EUR" };

  g_assert_true (payroc_payment_get_income (declined, &income));
  g_assert_cmpint (income.minor, ==, 0);
  g_assert_cmpint (payroc_payment_get_state (paid), ==, PAYROC_PAYMENT_STATE_PAID);
  g_assert_false (payroc_payment_get_income (paid, &income));
}

static void
test_payer (void)
{
  static const struct
  {
    const char *members;
    const char *payer;
  } rows[] = {
    { "\"card\":{\"cardholderName\":\"Sarah Hopper\"}", "Sarah Hopper" },
    { "\"bankAccount\":{\"nameOnAccount\":\"Sarah Hazel Hopper\"}", "Sarah Hazel Hopper" },
    { "\"customer\":{\"firstName\":\"Sarah\",\"lastName\":\"Hopper\"}", "Sarah Hopper" },
    { "\"customer\":{\"firstName\":\"Sarah\"}", "Sarah" },
    { "\"customer\":{\"lastName\":\"Hopper\"}", "Hopper" },
    { "\"customer\":{}", NULL },
    { "\"customer\":null,\"card\":null", NULL },
    { "\"card\":{\"cardholderName\":\"A\"},\"customer\":{\"firstName\":\"B\"}", "A" },
    { "\"card\":{},\"customer\":{\"firstName\":\"B\"}", "B" },
    { "\"card\":{\"cardholderName\":\"A\\u001b[2J\"}", "A\ufffd[2J" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"paymentId\":\"A\",%s}", rows[i].members);
      g_autoptr(PayrocPayment) payment = read_good (text, PAYROC_PAYMENT_SOURCE_CARD);

      g_assert_cmpstr (payroc_payment_get_payer (payment), ==, rows[i].payer);
    }
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "[]", "null", "{}", "{\"paymentId\":7}", "{\"paymentId\":\"\"}", "{\"paymentId\":\"a\\nb\"}",
    "{\"paymentId\":\"A\",\"order\":7}", "{\"paymentId\":\"A\",\"order\":{\"orderId\":7}}",
    "{\"paymentId\":\"A\",\"order\":{\"dateTime\":\"soon\"}}", "{\"paymentId\":\"A\",\"order\":{\"currency\":7}}",
    "{\"paymentId\":\"A\",\"transactionResult\":[]}", "{\"paymentId\":\"A\",\"transactionResult\":{\"type\":7}}",
    "{\"paymentId\":\"A\",\"transactionResult\":{\"status\":[]}}",
    "{\"paymentId\":\"A\",\"transactionResult\":{\"responseCode\":true}}",
    "{\"paymentId\":\"A\",\"transactionResult\":{\"authorizedAmount\":\"4999\"}}",
    "{\"paymentId\":\"A\",\"transactionResult\":{\"authorizedAmount\":49.99}}",
    "{\"paymentId\":\"A\",\"order\":{\"amount\":\"4999\",\"currency\":\"USD\"}}",
    "{\"paymentId\":\"A\",\"transactionResult\":{\"currency\":840}}",
    "{\"paymentId\":\"A\",\"refunds\":{}}", "{\"paymentId\":\"A\",\"refunds\":[7]}",
    "{\"paymentId\":\"A\",\"refunds\":[{\"amount\":\"7\"}]}", "{\"paymentId\":\"A\",\"refunds\":[{\"status\":7}]}",
    "{\"paymentId\":\"A\",\"returns\":{}}", "{\"paymentId\":\"A\",\"card\":\"x\"}",
    "{\"paymentId\":\"A\",\"card\":{\"cardholderName\":7}}", "{\"paymentId\":\"A\",\"bankAccount\":[]}",
    "{\"paymentId\":\"A\",\"customer\":{\"lastName\":{}}}",
  };

  g_assert_null (payroc_payment_new_from_json (NULL, PAYROC_PAYMENT_SOURCE_CARD, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      if (read_payment (rows[i], PAYROC_PAYMENT_SOURCE_CARD, &error) != NULL)
        g_error ("Accepted: %s", rows[i]);
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

/* What was money can no longer be told; what never was is none, listed or not. */
static void
test_gone (void)
{
  static const struct
  {
    const char *status;
    const char *response_code;
    gboolean    is_known;
  } cases[] = {
    { "ready", "A", FALSE }, { "dancing", "A", FALSE }, { "declined", "D", TRUE }, { "reversal", "A", TRUE },
    { "pending", "A", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"paymentId\":\"P1\",\"transactionResult\":{\"status\":\"%s\","
                                               "\"responseCode\":\"%s\",\"authorizedAmount\":4999,"
                                               "\"currency\":\"USD\"}}", cases[i].status, cases[i].response_code);
      g_autoptr(PayrocPayment) payment = read_good (text, PAYROC_PAYMENT_SOURCE_CARD);
      g_autoptr(PayrocPayment) gone = payroc_payment_new_gone (payment);
      JsonObject *document = json_node_get_object (payroc_payment_get_json (gone));
      PayrocMoney income = { 7, "EUR" };

      g_assert_cmpint (payroc_payment_get_state (gone), ==, PAYROC_PAYMENT_STATE_GONE);
      g_assert_cmpint (payroc_payment_get_state (payment), !=, PAYROC_PAYMENT_STATE_GONE);
      g_assert_cmpstr (payroc_payment_get_id (gone), ==, "P1");
      g_assert_cmpint (payroc_payment_get_amount (gone)->minor, ==, 4999);
      g_assert_true (json_object_get_boolean_member (document, "noLongerListed"));
      g_assert_false (json_object_has_member (json_node_get_object (payroc_payment_get_json (payment)),
                                              "noLongerListed"));

      g_assert_cmpint (payroc_payment_get_income (gone, &income), ==, cases[i].is_known);
      g_assert_cmpint (income.minor, ==, cases[i].is_known ? 0 : 7);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payment/card", test_card);
  g_test_add_func ("/payment/least", test_least);
  g_test_add_func ("/payment/states", test_states);
  g_test_add_func ("/payment/returns", test_returns);
  g_test_add_func ("/payment/refunds", test_refunds);
  g_test_add_func ("/payment/currencies", test_currencies);
  g_test_add_func ("/payment/no-amount", test_no_amount);
  g_test_add_func ("/payment/payer", test_payer);
  g_test_add_func ("/payment/refused", test_refused);
  g_test_add_func ("/payment/gone", test_gone);

  return g_test_run ();
}
