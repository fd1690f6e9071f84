/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link that Payroc calls completed is called paid only where the money is there. */
#include "core/links/pl-link-outcome.h"

#include <json-glib/json-glib.h>

#define LARGEST  "9223372036854775807"

/* In the cases: a payment is what stands between two commas, by these words; “gone-” before it: no longer listed. */
static const struct
{
  const char         *word;
  PayrocPaymentSource source;
  const char         *result;
  const char         *beside; /* of the transactionResult */
} words[] = {
#define CARD PAYROC_PAYMENT_SOURCE_CARD
#define BANK PAYROC_PAYMENT_SOURCE_BANK
#define USD(amount)      "\"authorizedAmount\":" amount ",\"currency\":\"USD\""
#define REFUND(amount, currency) \
  ",\"refunds\":[{\"status\":\"ready\",\"responseCode\":\"A\",\"amount\":" amount ",\"currency\":\"" currency "\"}]"
#define ORDER(amount) ",\"order\":{\"orderId\":\"O1\",\"amount\":" amount ",\"currency\":\"USD\"}"
  { "paid", CARD, "\"status\":\"ready\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "complete", CARD, "\"status\":\"complete\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "bank-complete", BANK, "\"status\":\"complete\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "bank-ready", BANK, "\"status\":\"ready\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "part", CARD, "\"status\":\"ready\",\"responseCode\":\"P\"," USD ("100"), "" },
  { "part-of-ordered", CARD, "\"status\":\"ready\",\"responseCode\":\"P\"," USD ("100"), ORDER ("1000") },
  { "all-of-ordered", CARD, "\"status\":\"ready\",\"responseCode\":\"A\"," USD ("1000"), ORDER ("1000") },
  { "rest", CARD, "\"status\":\"ready\",\"responseCode\":\"A\"," USD ("900"), "" },
  { "cent-less", CARD, "\"status\":\"ready\",\"responseCode\":\"P\"," USD ("999"), "" },
  { "cent-more", CARD, "\"status\":\"ready\",\"responseCode\":\"A\"," USD ("1001"), "" },
  { "most", CARD, "\"status\":\"ready\",\"responseCode\":\"A\"," USD (LARGEST), "" },
  { "nothing", CARD, "\"status\":\"ready\",\"responseCode\":\"A\"," USD ("0"), "" },
  { "negative", CARD, "\"status\":\"ready\",\"responseCode\":\"A\"," USD ("-1000"), "" },
  { "no-amount", CARD, "\"status\":\"ready\",\"responseCode\":\"A\",\"currency\":\"USD\"", "" },
  { "euro", CARD, "\"status\":\"ready\",\"responseCode\":\"A\",\"authorizedAmount\":1000,\"currency\":\"EUR\"", "" },
  { "partly-refunded", CARD, "\"status\":\"complete\",\"responseCode\":\"A\"," USD ("1000"), REFUND ("400", "USD") },
  { "part-partly-refunded", CARD, "\"status\":\"complete\",\"responseCode\":\"P\"," USD ("100"), REFUND ("40", "USD") },
  { "refunded", CARD, "\"status\":\"complete\",\"responseCode\":\"A\"," USD ("1000"), REFUND ("1000", "USD") },
  { "refunded-in-euro", CARD, "\"status\":\"complete\",\"responseCode\":\"A\"," USD ("1000"), REFUND ("400", "EUR") },
  { "hold", CARD, "\"type\":\"preAuthorization\",\"status\":\"ready\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "card-pending", CARD, "\"status\":\"pending\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "collected", CARD,
    "\"type\":\"preAuthorizationCompletion\",\"status\":\"ready\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "bank-pending", BANK, "\"status\":\"pending\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "deferred", CARD, "\"status\":\"ready\",\"responseCode\":\"E\"," USD ("1000"), "" },
  { "admin", CARD, "\"status\":\"admin\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "bank-admin", BANK, "\"status\":\"admin\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "accepted", CARD, "\"status\":\"accepted\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "declined", CARD, "\"status\":\"declined\",\"responseCode\":\"D\"," USD ("0"), "" },
  { "bank-declined", BANK, "\"status\":\"declined\",\"responseCode\":\"D\"," USD ("0"), "" },
  { "declined-after-good", CARD, "\"status\":\"declined\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "referral", CARD, "\"status\":\"referral\",\"responseCode\":\"R\"," USD ("0"), "" },
  { "pickup", CARD, "\"status\":\"pickup\",\"responseCode\":\"C\"," USD ("0"), "" },
  { "complete-declined", CARD, "\"status\":\"complete\",\"responseCode\":\"D\"," USD ("1000"), "" },
  { "reversed", CARD, "\"status\":\"reversal\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "bank-reversed", BANK, "\"status\":\"reversal\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "expired", CARD, "\"status\":\"expired\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "returned", BANK, "\"status\":\"returned\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "with-returns", BANK, "\"status\":\"complete\",\"responseCode\":\"A\"," USD ("1000"),
    ",\"returns\":[{\"returnCode\":\"R01\"}]" },
  { "new-word", CARD, "\"status\":\"dancing\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "no-words", CARD, USD ("1000"), "" },
  { "refund-row", CARD, "\"type\":\"refund\",\"status\":\"ready\",\"responseCode\":\"A\"," USD ("1000"), "" },
  { "looked-at", BANK, "\"type\":\"accountVerification\",\"status\":\"ready\",\"responseCode\":\"A\"," USD ("0"), "" },
};

#define S(status) PAYROC_LINK_STATUS_ ## status

static const struct
{
  const char       *payments;
  PayrocLinkStatus  fixed;  /* the link asks for $10.00 */
  PayrocLinkStatus  choice; /* the customer chose */
} cases[] = {
  /* Nothing is known: Payroc's word stands. */
  { "", S (COMPLETED), S (COMPLETED) },
  /* That is no money. */
  { "refund-row", S (UNCLEAR), S (UNCLEAR) },
  { "looked-at", S (UNCLEAR), S (UNCLEAR) },
  { "refund-row,paid", S (COMPLETED), S (COMPLETED) },
  { "refund-row,refunded", S (REFUNDED), S (REFUNDED) },
  /* Each status of both lists. */
  { "paid", S (COMPLETED), S (COMPLETED) },
  { "complete", S (COMPLETED), S (COMPLETED) },
  { "bank-complete", S (COMPLETED), S (COMPLETED) },
  { "bank-ready", S (COMPLETED), S (COMPLETED) },
  { "collected", S (COMPLETED), S (COMPLETED) },
  { "hold", S (HELD), S (HELD) },
  { "card-pending", S (HELD), S (HELD) },
  { "bank-pending", S (PENDING), S (PENDING) },
  { "deferred", S (PENDING), S (PENDING) },
  { "admin", S (PENDING), S (PENDING) },
  { "bank-admin", S (PENDING), S (PENDING) },
  { "accepted", S (PENDING), S (PENDING) },
  { "declined", S (UNCLEAR), S (UNCLEAR) },
  { "bank-declined", S (DECLINED), S (DECLINED) },
  { "declined-after-good", S (DECLINED), S (DECLINED) },
  { "referral", S (UNCLEAR), S (UNCLEAR) },
  { "pickup", S (UNCLEAR), S (UNCLEAR) },
  { "complete-declined", S (UNCLEAR), S (UNCLEAR) },
  { "reversed", S (REVERSED), S (REVERSED) },
  { "bank-reversed", S (REVERSED), S (REVERSED) },
  { "expired", S (REVERSED), S (REVERSED) },
  { "returned", S (RETURNED), S (RETURNED) },
  { "with-returns", S (RETURNED), S (RETURNED) },
  { "new-word", S (UNCLEAR), S (UNCLEAR) },
  { "no-words", S (UNCLEAR), S (UNCLEAR) },
  /* How much. What the customer chose is known by the order, or by what was paid. */
  { "part", S (PARTLY_PAID), S (COMPLETED) },
  { "part-of-ordered", S (PARTLY_PAID), S (PARTLY_PAID) },
  { "all-of-ordered", S (COMPLETED), S (COMPLETED) },
  { "cent-less", S (PARTLY_PAID), S (COMPLETED) },
  { "cent-more", S (COMPLETED), S (COMPLETED) },
  { "most", S (COMPLETED), S (COMPLETED) },
  { "most,cent-more", S (COMPLETED), S (COMPLETED) },
  { "nothing", S (UNCLEAR), S (UNCLEAR) },
  { "negative", S (UNCLEAR), S (UNCLEAR) },
  { "no-amount", S (UNCLEAR), S (UNCLEAR) },
  { "euro", S (UNCLEAR), S (COMPLETED) },
  { "part,rest", S (COMPLETED), S (COMPLETED) },
  { "part,part", S (PARTLY_PAID), S (COMPLETED) },
  { "part,euro", S (UNCLEAR), S (COMPLETED) },
  /* What went back. */
  { "partly-refunded", S (PARTLY_REFUNDED), S (PARTLY_REFUNDED) },
  { "part-partly-refunded", S (PARTLY_PAID), S (PARTLY_REFUNDED) },
  { "refunded", S (REFUNDED), S (REFUNDED) },
  { "refunded-in-euro", S (UNCLEAR), S (UNCLEAR) },
  { "refunded,paid", S (PARTLY_REFUNDED), S (PARTLY_REFUNDED) },
  { "refunded,returned", S (REFUNDED), S (REFUNDED) },
  { "returned,reversed", S (RETURNED), S (RETURNED) },
  /* Money that is there outweighs what else happened. */
  { "declined,paid", S (COMPLETED), S (COMPLETED) },
  { "paid,declined", S (COMPLETED), S (COMPLETED) },
  { "returned,paid", S (COMPLETED), S (COMPLETED) },
  { "reversed,paid", S (COMPLETED), S (COMPLETED) },
  { "hold,collected", S (COMPLETED), S (COMPLETED) },
  { "paid,new-word", S (COMPLETED), S (COMPLETED) },
  { "paid,euro", S (COMPLETED), S (COMPLETED) },
  { "paid,refunded-in-euro", S (COMPLETED), S (COMPLETED) },
  { "part,hold", S (PARTLY_PAID), S (COMPLETED) },
  { "part,new-word", S (UNCLEAR), S (COMPLETED) },
  /* What may still come outweighs what went; what nobody can tell, too. */
  { "declined,hold", S (HELD), S (HELD) },
  { "reversed,bank-pending", S (PENDING), S (PENDING) },
  { "returned,hold", S (HELD), S (HELD) },
  { "refunded,hold", S (HELD), S (HELD) },
  { "refunded,bank-pending", S (PENDING), S (PENDING) },
  { "hold,bank-pending", S (HELD), S (HELD) },
  { "hold,new-word", S (HELD), S (HELD) },
  { "returned,new-word", S (UNCLEAR), S (UNCLEAR) },
  { "declined,returned", S (RETURNED), S (RETURNED) },
  { "declined,reversed", S (REVERSED), S (REVERSED) },
  /* Attempts before it do not hide the payment that took the one use; any other payment outweighs it. */
  { "declined,bank-declined", S (DECLINED), S (DECLINED) },
  { "bank-declined,bank-declined", S (DECLINED), S (DECLINED) },
  { "bank-declined,paid", S (COMPLETED), S (COMPLETED) },
  { "bank-declined,hold", S (HELD), S (HELD) },
  { "bank-declined,bank-pending", S (PENDING), S (PENDING) },
  { "bank-declined,returned", S (RETURNED), S (RETURNED) },
  { "bank-declined,refunded", S (REFUNDED), S (REFUNDED) },
  { "bank-declined,part", S (PARTLY_PAID), S (COMPLETED) },
  { "bank-declined,new-word", S (UNCLEAR), S (UNCLEAR) },
  { "bank-declined,gone-paid", S (UNCLEAR), S (UNCLEAR) },
  /* What is no longer listed went back all the same; what came in, or was to come, nobody can tell. */
  { "gone-refunded", S (REFUNDED), S (REFUNDED) },
  { "gone-returned", S (RETURNED), S (RETURNED) },
  { "gone-reversed", S (REVERSED), S (REVERSED) },
  { "gone-declined", S (UNCLEAR), S (UNCLEAR) },
  { "gone-bank-declined", S (DECLINED), S (DECLINED) },
  { "gone-paid", S (UNCLEAR), S (UNCLEAR) },
  { "gone-nothing", S (UNCLEAR), S (UNCLEAR) },
  { "gone-partly-refunded", S (UNCLEAR), S (UNCLEAR) },
  { "gone-hold", S (UNCLEAR), S (UNCLEAR) },
  { "gone-bank-pending", S (UNCLEAR), S (UNCLEAR) },
  { "gone-new-word", S (UNCLEAR), S (UNCLEAR) },
  { "gone-refund-row", S (UNCLEAR), S (UNCLEAR) },
  { "gone-refund-row,returned", S (RETURNED), S (RETURNED) },
  { "gone-hold,returned", S (UNCLEAR), S (UNCLEAR) },
  { "gone-refunded,paid", S (PARTLY_REFUNDED), S (PARTLY_REFUNDED) },
  { "gone-returned,paid", S (COMPLETED), S (COMPLETED) },
  { "gone-paid,paid", S (COMPLETED), S (COMPLETED) },
  { "gone-returned,hold", S (HELD), S (HELD) },
};

static PayrocPayment *
read_payment (const char *word,
              guint       number)
{
  if (g_str_has_prefix (word, "gone-"))
    {
      g_autoptr (PayrocPayment) listed = read_payment (word + strlen ("gone-"), number);

      return payroc_payment_new_gone (listed);
    }

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char      *text = NULL;
      g_autoptr (GError)    error = NULL;
      g_autoptr (JsonNode)  node = NULL;
      PayrocPayment        *payment;

      if (!g_str_equal (words[i].word, word))
        continue;

      text = g_strdup_printf ("{\"paymentId\":\"P%u\",\"transactionResult\":{%s}%s}", number, words[i].result,
                              words[i].beside);
      node = json_from_string (text, &error);
      g_assert_no_error (error);
      payment = payroc_payment_new_from_json (node, words[i].source, &error);
      g_assert_no_error (error);

      return payment;
    }

  g_error ("There is no payment “%s”", word);
}

static GPtrArray *
read_payments (const char *list)
{
  g_auto (GStrv) parts = g_strsplit (list, ",", -1);
  GPtrArray     *payments = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (payments, read_payment (parts[i], i));

  return payments;
}

static PayrocLink *
read_link (const char *status,
           const char *charge)
{
  g_autofree char      *text = g_strdup_printf ("{\"paymentLinkId\":\"CKHP6VVWYT\",\"type\":\"singleUse\","
                                                "\"status\":\"%s\",\"order\":{\"charge\":{%s,\"currency\":\"USD\"}}}",
                                                status, charge);
  g_autoptr (JsonNode)  node = json_from_string (text, NULL);
  g_autoptr (GError)    error = NULL;
  PayrocLink           *link = payroc_link_new_from_json (node, &error);

  g_assert_no_error (error);

  return link;
}

#define FIXED  "\"type\":\"preset\",\"amount\":1000"
#define CHOICE "\"type\":\"prompt\""

static void
test_judged (void)
{
  g_autoptr (PayrocLink) fixed = read_link ("completed", FIXED);
  g_autoptr (PayrocLink) choice = read_link ("completed", CHOICE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) payments = read_payments (cases[i].payments);

      g_test_message ("%s", cases[i].payments);
      g_assert_cmpint (pl_link_outcome_judge (fixed, payments), ==, cases[i].fixed);
      g_assert_cmpint (pl_link_outcome_judge (choice, payments), ==, cases[i].choice);
    }
}

/* In whatever order Payroc lists them. */
static void
test_order (void)
{
  g_autoptr (PayrocLink) fixed = read_link ("completed", FIXED);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) payments = read_payments (cases[i].payments);
      g_autoptr (GPtrArray) reversed = g_ptr_array_new ();

      for (guint j = payments->len; j > 0; j--)
        g_ptr_array_add (reversed, g_ptr_array_index (payments, j - 1));
      g_test_message ("%s", cases[i].payments);
      g_assert_cmpint (pl_link_outcome_judge (fixed, reversed), ==, cases[i].fixed);
    }
}

/* Only "completed" is a word that says less than it seems to. */
static void
test_others (void)
{
  static const struct
  {
    const char       *word;
    PayrocLinkStatus  status;
  } others[] = {
    { "active", S (ACTIVE) },
    { "expired", S (EXPIRED) },
    { "deactivated", S (DEACTIVATED) },
    { "dancing", S (UNKNOWN) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (PayrocLink) link = read_link (others[i].word, FIXED);

      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        {
          g_autoptr (GPtrArray) payments = read_payments (cases[j].payments);

          g_assert_cmpint (pl_link_outcome_judge (link, payments), ==, others[i].status);
        }
    }

  for (int status = S (UNKNOWN); status <= (int) S (DECLINED); status++)
    g_assert_cmpint (pl_link_outcome_is_judged ((PayrocLinkStatus) status), ==,
                     payroc_link_status_to_wire ((PayrocLinkStatus) status) == NULL && status != S (UNKNOWN));
}

/* Whatever closed the link: who paid is not asked twice, and whoever tried in vain may be. */
static void
test_use (void)
{
  static const struct
  {
    const char       *payments;
    PayrocLinkStatus  use;
  } uses[] = {
    { "", S (UNKNOWN) },
    { "declined", S (UNKNOWN) },
    { "bank-declined", S (UNKNOWN) },
    { "refund-row", S (UNKNOWN) },
    { "paid", S (COMPLETED) },
    { "declined,paid", S (COMPLETED) },
    { "part", S (PARTLY_PAID) },
    { "bank-pending", S (PENDING) },
    { "hold", S (HELD) },
    { "refunded", S (REFUNDED) },
    { "returned", S (RETURNED) },
    { "reversed", S (REVERSED) },
    { "new-word", S (UNCLEAR) },
  };
  static const char *const closed[] = { "deactivated", "expired", "dancing" };
  g_autoptr (PayrocLink) open = read_link ("active", FIXED);
  g_autoptr (PayrocLink) completed = read_link ("completed", FIXED);

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      g_autoptr (GPtrArray) payments = read_payments (uses[i].payments);

      g_assert_cmpint (pl_link_outcome_judge_use (open, payments), ==, S (ACTIVE));
      g_assert_cmpint (pl_link_outcome_judge_use (completed, payments), ==,
                       pl_link_outcome_judge (completed, payments));
      for (guint j = 0; j < G_N_ELEMENTS (closed); j++)
        {
          g_autoptr (PayrocLink) link = read_link (closed[j], FIXED);

          g_test_message ("%s: %s", closed[j], uses[i].payments);
          g_assert_cmpint (pl_link_outcome_judge_use (link, payments), ==, uses[i].use);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-outcome/judged", test_judged);
  g_test_add_func ("/link-outcome/order", test_order);
  g_test_add_func ("/link-outcome/others", test_others);
  g_test_add_func ("/link-outcome/use", test_use);

  return g_test_run ();
}
