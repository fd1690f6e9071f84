/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the merchant is told of a payment: never that a link was paid when the money did not come, or not whole. */
#include "core/links/pl-link-payments.h"

#include <json-glib/json-glib.h>

#include "store/pl-notice-table.h"
#include "support/link-rows.h"

#define NOW G_GINT64_CONSTANT (1790000000000000)

#define USD(amount) ",\"authorizedAmount\":" amount ",\"currency\":\"USD\""

typedef struct
{
  gint64              amount; /* of the link; -1: the customer chooses */
  PayrocPaymentSource source;
  const char         *words;
  const char         *beside;
  int                 told;   /* -1: nothing is */
  gint64              minor;
} Case;

static const Case cases[] = {
#define CARD PAYROC_PAYMENT_SOURCE_CARD
#define BANK PAYROC_PAYMENT_SOURCE_BANK
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"A\"" USD ("1000"), "", PL_NOTICE_PAID, 1000 },
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"A\"" USD ("1001"), "", PL_NOTICE_PAID, 1001 },
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"P\"" USD ("999"), "", PL_NOTICE_PARTLY_PAID, 999 },
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"P\"" USD ("100"), "", PL_NOTICE_PARTLY_PAID, 100 },
  { 1000, CARD, "\"status\":\"ready\",\"responseCode\":\"P\"" USD ("100"),
    ",\"refunds\":[{\"status\":\"ready\",\"responseCode\":\"A\",\"amount\":40,\"currency\":\"USD\"}]",
    PL_NOTICE_PARTLY_PAID, 60 },
  { 1000, BANK, "\"status\":\"complete\",\"responseCode\":\"A\"" USD ("1000"), "", PL_NOTICE_PAID, 1000 },
  { -1, CARD, "\"status\":\"ready\",\"responseCode\":\"A\"" USD ("700"), "", PL_NOTICE_PAID, 700 },
  { -1, CARD, "\"status\":\"ready\",\"responseCode\":\"P\"" USD ("100"),
    ",\"order\":{\"amount\":700,\"currency\":\"USD\"}", PL_NOTICE_PARTLY_PAID, 100 },
  { 1000, CARD, "\"type\":\"preAuthorization\",\"status\":\"ready\",\"responseCode\":\"A\"" USD ("1000"), "",
    PL_NOTICE_HELD, 1000 },
  { 1000, CARD, "\"status\":\"pending\",\"responseCode\":\"A\"" USD ("1000"), "", PL_NOTICE_HELD, 1000 },
  { 1000, BANK, "\"status\":\"returned\",\"responseCode\":\"A\"" USD ("1000"), "", PL_NOTICE_RETURNED, 1000 },
  { 1000, BANK, "\"status\":\"pending\",\"responseCode\":\"A\"" USD ("1000"), "", -1, 0 },
  { 1000, CARD, "\"status\":\"reversal\",\"responseCode\":\"A\"" USD ("1000"), "", -1, 0 },
  { 1000, CARD, "\"status\":\"declined\",\"responseCode\":\"D\"" USD ("0"), "", -1, 0 },
};

static PayrocPayment *
read_payment (const Case *row)
{
  g_autofree char      *text = g_strdup_printf ("{\"paymentId\":\"P1\",\"transactionResult\":{%s}%s}", row->words,
                                                row->beside);
  g_autoptr (GError)    error = NULL;
  g_autoptr (JsonNode)  node = json_from_string (text, &error);
  PayrocPayment        *payment;

  g_assert_no_error (error);
  payment = payroc_payment_new_from_json (node, row->source, &error);
  g_assert_no_error (error);

  return payment;
}

static gboolean
put_work (PlConnection  *connection,
          gpointer       data,
          GError       **error)
{
  const Case *row = data;
  g_autoptr (PlPaymentFiling) filing = pl_payment_filing_new (STORE_FIXTURE_ACCOUNT, "AAAAAAAAAA", NOW);
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) notices = NULL;
  const PlNoticeRow *notice;

  g_ptr_array_add (payments, read_payment (row));
  /* However often it is read. */
  for (guint i = 0; i < 2; i++)
    g_assert_true (pl_link_payments_set_watched_since (connection, STORE_FIXTURE_ACCOUNT, 1, error)
                   && pl_payment_filing_begin_list (filing, connection, payments, FALSE, error)
                   && pl_link_payments_put (connection, filing, payments, error));
  notices = pl_notice_table_list_due (connection, STORE_FIXTURE_ACCOUNT, 10, error);
  g_assert_no_error (*error);

  g_test_message ("%s%s", row->words, row->beside);
  g_assert_cmpuint (notices->len, ==, row->told < 0 ? 0 : 1);
  if (notices->len == 0)
    return TRUE;

  notice = g_ptr_array_index (notices, 0);
  g_assert_cmpint (notice->kind, ==, row->told);
  g_assert_cmpint (notice->money->minor, ==, row->minor);
  g_assert_cmpstr (notice->money->currency, ==, "USD");
  if (row->amount < 0)
    g_assert_null (notice->asked);
  else
    g_assert_cmpint (notice->asked->minor, ==, row->amount);

  return TRUE;
}

static void
test_told (StoreFixture  *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const LinkRow link = { "AAAAAAAAAA", "Pizza", NULL, cases[i].amount, "USD", "completed", "singleUse",
                             "2026-01-01", "2026-03-01" };

      link_row_put (fixture, &link);
      store_write (fixture->database, put_work, (gpointer) &cases[i]);
      store_exec (fixture->database, "DELETE FROM notices");
      store_exec (fixture->database, "DELETE FROM payments");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/payment-notices/told", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, test_told,
              store_fixture_tear_down);

  return g_test_run ();
}
