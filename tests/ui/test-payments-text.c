/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only what came in is called received, and what was held, returned or given back is called that. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "ui/link/pl-payments-text.h"

#define NOW (G_GINT64_CONSTANT (1792000000) * G_USEC_PER_SEC)

static PayrocPayment *
read_payment (PayrocPaymentSource source,
              const char         *rest)
{
  g_autofree char     *text = g_strdup_printf ("{\"paymentId\":\"P1\",%s}", rest);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError)   error = NULL;
  PayrocPayment       *payment = payroc_payment_new_from_json (node, source, &error);

  g_assert_no_error (error);

  return payment;
}

static GPtrArray *
amounts (gint64      minor,
         const char *currency,
         gint64      other_minor,
         const char *other_currency)
{
  GPtrArray *array = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_money_free);

  if (minor > 0)
    g_ptr_array_add (array, payroc_money_new (minor, currency));
  if (other_minor > 0)
    g_ptr_array_add (array, payroc_money_new (other_minor, other_currency));

  return array;
}

static void
assert_summary (GPtrArray  *received,
                GPtrArray  *held,
                gint64      as_of,
                const char *begin,
                const char *end)
{
  g_autofree char *text = pl_payments_text_summary (received, held, 0, as_of, NOW);

  g_test_message ("%s", text);
  g_assert_true (g_str_has_prefix (text, begin));
  g_assert_true (g_str_has_suffix (text, end));
  g_ptr_array_unref (received);
  g_ptr_array_unref (held);
}

static void
test_summary (void)
{
  static const char *const unknown[] = {
    "",
    ". $20.00 held, not collected. 1 payment could not be read",
    ". It is not known how much is held. 2 payments could not be read",
  };

  assert_summary (amounts (0, NULL, 0, NULL), amounts (0, NULL, 0, NULL), 0, "Not asked yet", "Not asked yet");
  assert_summary (amounts (0, NULL, 0, NULL), amounts (0, NULL, 0, NULL), NOW, "Nothing received, as of ", "");
  assert_summary (amounts (4999, "USD", 0, NULL), amounts (0, NULL, 0, NULL), NOW, "$49.99 received, as of ", "");
  assert_summary (amounts (4999, "USD", 500, "EUR"), amounts (0, NULL, 0, NULL), NOW, "$49.99 + €5.00 received", "");
  assert_summary (amounts (0, NULL, 0, NULL), amounts (2000, "USD", 0, NULL), NOW, "Nothing received, as of ",
                  ". $20.00 held, not collected");

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GPtrArray) none = amounts (0, NULL, 0, NULL);
      g_autoptr (GPtrArray) held = amounts (2000, "USD", 0, NULL);
      g_autofree char      *text = NULL;

      text = pl_payments_text_summary (NULL, i == 0 ? none : i == 1 ? held : NULL, i, NOW, NOW);
      g_assert_true (g_str_has_prefix (text, "It is not known how much was received, as of "));
      g_assert_true (g_str_has_suffix (text, unknown[i]));
      g_assert_null (strstr (text, "Nothing"));
    }
}

static void
assert_details (PayrocPayment *payment,
                const char    *expected)
{
  g_autofree char *text = pl_payments_text_details (payment, NOW);

  g_assert_cmpstr (text, ==, expected);
  g_object_unref (payment);
}

static void
test_details (void)
{
  assert_details (read_payment (PAYROC_PAYMENT_SOURCE_CARD,
                                "\"card\":{\"cardholderName\":\"Sarah Hopper\"},"
                                "\"order\":{\"currency\":\"USD\"},"
                                "\"transactionResult\":{\"status\":\"complete\",\"responseCode\":\"A\","
                                "\"authorizedAmount\":4999},"
                                "\"refunds\":[{\"amount\":1000,\"responseCode\":\"A\"}]"),
                  "Sarah Hopper · by card · $10.00 refunded");
  assert_details (read_payment (PAYROC_PAYMENT_SOURCE_BANK,
                                "\"bankAccount\":{\"nameOnAccount\":\"Sarah Hopper\"},"
                                "\"order\":{\"currency\":\"USD\"},"
                                "\"transactionResult\":{\"status\":\"complete\",\"responseCode\":\"A\","
                                "\"authorizedAmount\":4999},"
                                "\"refunds\":[{\"amount\":4999,\"responseCode\":\"A\"}]"),
                  "Sarah Hopper · by bank transfer");
  /* Nothing is known but that it is there. */
  assert_details (read_payment (PAYROC_PAYMENT_SOURCE_CARD, "\"order\":{}"), "by card");
}

static void
assert_state (gint64      refunded,
              const char *expected)
{
  g_autofree char           *text = NULL;
  g_autoptr (PayrocPayment)  payment = NULL;

  text = g_strdup_printf ("\"order\":{\"currency\":\"USD\"},"
                          "\"transactionResult\":{\"status\":\"complete\",\"responseCode\":\"A\","
                          "\"authorizedAmount\":4999},"
                          "\"refunds\":[{\"amount\":%" G_GINT64_FORMAT ",\"responseCode\":\"A\"}]", refunded);
  payment = read_payment (PAYROC_PAYMENT_SOURCE_CARD, text);
  g_assert_cmpstr (pl_payments_text_state (payment), ==, expected);
}

static void
test_state (void)
{
  assert_state (0, "Paid");
  assert_state (1, "Partly refunded");
  assert_state (4998, "Partly refunded");
  assert_state (4999, "Refunded");
  assert_state (5000, "Refunded");
}

static void
test_hostile_name (void)
{
  /* A right-to-left embedding that is never closed would turn round what stands beside it. */
  assert_details (read_payment (PAYROC_PAYMENT_SOURCE_CARD,
                                "\"card\":{\"cardholderName\":\"\342\200\253Sarah\"}"),
                  "\342\201\250Sarah\342\201\251 · by card");
}

/* What is not in a file for the books is said with it. */
static void
test_doubts (void)
{
  g_autoptr (GString) text = g_string_new ("2 payments saved");

  pl_payments_text_add_doubts (text, 0, 0, 0);
  g_assert_cmpstr (text->str, ==, "2 payments saved");
  pl_payments_text_add_doubts (text, 0, 3, 0);
  g_assert_cmpstr (text->str, ==, "2 payments saved, without those of 3 links");
  pl_payments_text_add_unreadable (text, 1);
  g_assert_cmpstr (text->str, ==, "2 payments saved, without those of 3 links, 1 payment could not be read");
  pl_payments_text_add_doubts (text, G_USEC_PER_SEC, 0, 2 * G_USEC_PER_SEC);
  g_assert_nonnull (strstr (text->str, "could not be read, as of "));
}

/* Of what Payroc lists no more it is not said that it was paid, nor how much was. */
static void
test_gone (void)
{
  g_autoptr (PayrocPayment) payment = read_payment (PAYROC_PAYMENT_SOURCE_CARD,
                                                    "\"transactionResult\":{\"status\":\"complete\","
                                                    "\"responseCode\":\"A\",\"authorizedAmount\":4999,"
                                                    "\"currency\":\"USD\"}");
  g_autoptr (PayrocPayment) gone = payroc_payment_new_gone (payment);

  g_assert_cmpstr (pl_payments_text_state (payment), ==, "Paid");
  g_assert_cmpstr (pl_payments_text_state (gone), ==, "No longer listed");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payments-text/summary", test_summary);
  g_test_add_func ("/payments-text/details", test_details);
  g_test_add_func ("/payments-text/state", test_state);
  g_test_add_func ("/payments-text/gone", test_gone);
  g_test_add_func ("/payments-text/hostile-name", test_hostile_name);
  g_test_add_func ("/payments-text/doubts", test_doubts);

  return g_test_run ();
}
