/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums that are whole, or none at all. */
#include "core/links/pl-link-payments.h"

#include <json-glib/json-glib.h>

#define APPROVED "\"status\":\"complete\",\"responseCode\":\"A\""
#define LARGEST  "9223372036854775807"

#define PAID(amount) "{\"transactionResult\":{" APPROVED ",\"authorizedAmount\":" amount ",\"currency\":\"USD\"}}"
#define PAID_IN(amount, code)  "{\"transactionResult\":{" APPROVED ",\"authorizedAmount\":" amount \
                               ",\"currency\":\"" code "\"}}"
#define GIVEN_BACK(amount, refund, code) \
  "{\"transactionResult\":{" APPROVED ",\"authorizedAmount\":" amount ",\"currency\":\"USD\"}," \
  "\"refunds\":[{" APPROVED ",\"amount\":" refund ",\"currency\":\"" code "\"}]}"
#define DECLINED "{\"transactionResult\":{\"status\":\"declined\",\"responseCode\":\"D\",\"currency\":\"USD\"}}"
#define NEW_WORD "{\"transactionResult\":{\"status\":\"dancing\",\"responseCode\":\"A\",\"authorizedAmount\":100," \
                 "\"currency\":\"USD\"}}"
#define NO_AMOUNT "{\"transactionResult\":{" APPROVED ",\"currency\":\"USD\"}}"
#define HELD(amount) \
  "{\"transactionResult\":{\"type\":\"preAuthorization\",\"status\":\"ready\",\"responseCode\":\"A\"," \
  "\"authorizedAmount\":" amount ",\"currency\":\"USD\"}}"

typedef struct
{
  const char *payments; /* as in a list */
  const char *income;   /* "USD 100, EUR 5"; NULL: nobody can tell */
  guint       n_paid;
} Row;

static const Row rows[] = {
  { "", "", 0 },
  { PAID ("100"), "USD 100", 1 },
  { PAID ("100") "," PAID ("50"), "USD 150", 2 },
  { PAID ("100") "," PAID_IN ("5", "EUR"), "USD 100, EUR 5", 2 },
  { PAID ("100") "," DECLINED "," HELD ("7"), "USD 100", 1 },
  { GIVEN_BACK ("100", "40", "USD"), "USD 60", 1 },
  { GIVEN_BACK ("100", "100", "USD"), "USD 0", 0 },
  /* The largest there is, and one more. */
  { PAID (LARGEST), "USD " LARGEST, 1 },
  { PAID (LARGEST) "," PAID ("0"), "USD " LARGEST, 2 },
  { PAID (LARGEST) "," PAID ("1"), NULL, 2 },
  { PAID (LARGEST) "," PAID_IN ("1", "EUR"), "USD " LARGEST ", EUR 1", 2 },
  /* What it is less by is not known, or how much it is, or whether it is money. */
  { PAID ("100") "," GIVEN_BACK ("100", "40", "EUR"), NULL, 2 },
  { PAID ("100") "," PAID_IN ("5", "usd"), NULL, 2 },
  { PAID ("100") "," NO_AMOUNT, NULL, 2 },
  { PAID ("100") "," NEW_WORD, NULL, 1 },
  /* Whoever pays does not get money. */
  { PAID ("-500"), NULL, 0 },
  { PAID ("100") "," PAID ("-500"), NULL, 1 },
  { HELD ("-500"), NULL, 0 },
};

static GPtrArray *
read_payments (const char *list)
{
  g_autofree char     *text = g_strdup_printf ("[%s]", list);
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);
  GPtrArray           *payments = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_no_error (error);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode        *member = json_array_get_element (json_node_get_array (node), i);
      g_autofree char *id = g_strdup_printf ("P%u", i);
      PayrocPayment   *payment;

      json_object_set_string_member (json_node_get_object (member), "paymentId", id);
      payment = payroc_payment_new_from_json (member, PAYROC_PAYMENT_SOURCE_CARD, &error);
      g_assert_no_error (error);
      g_ptr_array_add (payments, payment);
    }

  return payments;
}

static char *
describe (GPtrArray *totals)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < totals->len; i++)
    {
      const PayrocMoney *total = g_ptr_array_index (totals, i);

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, i > 0 ? ", " : "", total->currency, total->minor);
    }

  return g_string_free (text, FALSE);
}

static void
test_income (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) payments = read_payments (rows[i].payments);
      guint                 n_paid = 99;
      g_autoptr (GPtrArray) totals = pl_link_payments_add_up (payments, PAYROC_PAYMENT_STATE_PAID, &n_paid);
      g_autofree char      *income = totals != NULL ? describe (totals) : NULL;

      g_test_message ("%s", rows[i].payments);
      g_assert_cmpstr (income, ==, rows[i].income);
      g_assert_cmpuint (n_paid, ==, rows[i].n_paid);
    }
}

static void
test_held (void)
{
  g_autoptr (GPtrArray) some = read_payments (HELD ("7") "," HELD ("8") "," PAID ("100"));
  g_autoptr (GPtrArray) many = read_payments (HELD (LARGEST) "," HELD ("1"));
  g_autoptr (GPtrArray) held = pl_link_payments_add_up (some, PAYROC_PAYMENT_STATE_HELD, NULL);
  g_autofree char      *text = describe (held);

  g_assert_cmpstr (text, ==, "USD 15");
  g_assert_null (pl_link_payments_add_up (many, PAYROC_PAYMENT_STATE_HELD, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-payments/income", test_income);
  g_test_add_func ("/link-payments/held", test_held);

  return g_test_run ();
}
