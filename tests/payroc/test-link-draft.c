/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts: each limit at its edge in bytes and characters, what may not stand together, exact bytes, and back from
 * them. */

#include "payroc/links/payroc-link-draft.h"

#include <string.h>

#include "payroc/money/payroc-currency.h"
#include "payroc/payroc-enum-types.h"
#include "payroc/payroc-error.h"
#include "values.h"

static GDate today;

static PayrocLinkDraft *
new_single_use (void)
{
  PayrocLinkDraft *draft = payroc_link_draft_new ();

  payroc_link_draft_set_reference (draft, "Invoice 7");
  payroc_link_draft_set_order_id (draft, "Order 7");
  payroc_link_draft_set_amount (draft, 4999);
  payroc_link_draft_set_currency (draft, "USD");
  payroc_link_draft_set_expires_on (draft, &today);

  return draft;
}

static PayrocLinkDraft *
new_multi_use (void)
{
  PayrocLinkDraft *draft = payroc_link_draft_new ();

  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_reference (draft, "Donations");
  payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PROMPT);
  payroc_link_draft_set_currency (draft, "EUR");

  return draft;
}

static void
assert_errors (PayrocLinkDraft *draft,
               const char      *expected)
{
  g_autoptr(GPtrArray) errors = payroc_link_draft_validate (draft, &today);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = payroc_link_draft_to_body (draft, &today, &error);

  values_assert_errors (errors, expected);
  if (*expected == '\0')
    {
      g_assert_no_error (error);
      g_assert_nonnull (body);
    }
  else
    {
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
      values_assert_errors (payroc_error_get_fields (error), expected);
      g_assert_null (body);
    }
}

static void
assert_body (PayrocLinkDraft *draft,
             const char      *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = payroc_link_draft_to_body (draft, &today, &error);
  g_autoptr(GBytes) body_again = NULL;
  g_autoptr(PayrocLinkDraft) again = NULL;

  g_assert_no_error (error);
  values_assert_body (body, expected);

  again = payroc_link_draft_new_from_body (body, &error);
  g_assert_no_error (error);
  body_again = payroc_link_draft_to_body (again, &today, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (body, body_again));
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

static void
test_defaults (void)
{
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new ();

  g_assert_cmpint (payroc_link_draft_get_kind (draft), ==, PAYROC_LINK_KIND_SINGLE_USE);
  g_assert_cmpint (payroc_link_draft_get_charge_kind (draft), ==, PAYROC_CHARGE_KIND_PRESET);
  g_assert_cmpint (payroc_link_draft_get_auth_type (draft), ==, PAYROC_AUTH_TYPE_SALE);
  g_assert_cmpint (payroc_link_draft_get_methods (draft), ==, PAYROC_PAYMENT_METHODS_CARD);
  g_assert_cmpstr (payroc_link_draft_get_reference (draft), ==, "");
  g_assert_cmpstr (payroc_link_draft_get_currency (draft), ==, "");
  g_assert_cmpint (payroc_link_draft_get_amount (draft), ==, 0);
  g_assert_null (payroc_link_draft_get_expires_on (draft));
  assert_errors (draft, "merchantReference required 1, order.orderId required 1, order.charge.amount required 1, "
                        "order.charge.currency required 0, expiresOn required 0");

  g_assert_finalize_object (g_steal_pointer (&draft));
}

/* Every property is set and read by name, tells once, and not again for the same value. */
static void
test_properties (void)
{
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new ();
  g_autoptr(GDate) date = NULL;
  g_autofree char *label = NULL;
  gint64 amount = 0;
  guint n_notified = 0;

  g_signal_connect (draft, "notify", G_CALLBACK (count_cb), &n_notified);
  for (guint i = 0; i < 2; i++)
    {
      g_object_set (draft,
                    "kind", PAYROC_LINK_KIND_MULTI_USE,
                    "reference", "A",
                    "order-id", "B",
                    "description", "C",
                    "charge-kind", PAYROC_CHARGE_KIND_PROMPT,
                    "amount", G_GINT64_CONSTANT (7),
                    "currency", "EUR",
                    "auth-type", PAYROC_AUTH_TYPE_PRE_AUTHORIZATION,
                    "methods", PAYROC_PAYMENT_METHODS_BANK_TRANSFER,
                    "button-label", "D",
                    "expires-on", &today,
                    "tokenize", TRUE,
                    "mit-agreement", PAYROC_MIT_AGREEMENT_RECURRING,
                    NULL);
      g_assert_cmpuint (n_notified, ==, 13);
    }

  g_object_get (draft, "amount", &amount, "button-label", &label, "expires-on", &date, NULL);
  g_assert_cmpint (amount, ==, 7);
  g_assert_cmpstr (label, ==, "D");
  g_assert_cmpint (g_date_compare (date, &today), ==, 0);
  g_assert_cmpint (payroc_link_draft_get_kind (draft), ==, PAYROC_LINK_KIND_MULTI_USE);
  g_assert_cmpstr (payroc_link_draft_get_reference (draft), ==, "A");
  g_assert_cmpstr (payroc_link_draft_get_order_id (draft), ==, "B");
  g_assert_cmpstr (payroc_link_draft_get_description (draft), ==, "C");
  g_assert_cmpint (payroc_link_draft_get_charge_kind (draft), ==, PAYROC_CHARGE_KIND_PROMPT);
  g_assert_cmpstr (payroc_link_draft_get_currency (draft), ==, "EUR");
  g_assert_cmpint (payroc_link_draft_get_auth_type (draft), ==, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
  g_assert_cmpint (payroc_link_draft_get_methods (draft), ==, PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
  g_assert_true (payroc_link_draft_get_tokenize (draft));
  g_assert_cmpint (payroc_link_draft_get_mit_agreement (draft), ==, PAYROC_MIT_AGREEMENT_RECURRING);
}

static void
test_nothing_given (void)
{
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new ();
  guint n_notified = 0;
  GDate invalid;

  g_date_clear (&invalid, 1);
  g_signal_connect (draft, "notify", G_CALLBACK (count_cb), &n_notified);
  payroc_link_draft_set_reference (draft, NULL);
  payroc_link_draft_set_reference (draft, "");
  payroc_link_draft_set_expires_on (draft, NULL);
  payroc_link_draft_set_expires_on (draft, &invalid);
  g_assert_cmpuint (n_notified, ==, 0);

  payroc_link_draft_set_reference (draft, "A");
  payroc_link_draft_set_reference (draft, "");
  payroc_link_draft_set_expires_on (draft, &today);
  payroc_link_draft_set_expires_on (draft, payroc_link_draft_get_expires_on (draft));
  payroc_link_draft_set_expires_on (draft, &invalid);
  g_assert_cmpuint (n_notified, ==, 4);
  g_assert_cmpstr (payroc_link_draft_get_reference (draft), ==, "");
  g_assert_null (payroc_link_draft_get_expires_on (draft));
}

static void
test_binding (void)
{
  g_autoptr(PayrocLinkDraft) a = payroc_link_draft_new ();
  g_autoptr(PayrocLinkDraft) b = payroc_link_draft_new ();

  g_object_bind_property (a, "description", b, "reference", G_BINDING_BIDIRECTIONAL);
  payroc_link_draft_set_description (a, "x");
  g_assert_cmpstr (payroc_link_draft_get_reference (b), ==, "x");
  payroc_link_draft_set_reference (b, "");
  g_assert_cmpstr (payroc_link_draft_get_description (a), ==, "");
}

typedef void (*SetText) (PayrocLinkDraft *draft, const char *text);

static void
test_text_limits (void)
{
  static const struct
  {
    SetText     set;
    const char *parameter;
    guint       max;
    gboolean    required;
  } fields[] = {
    { payroc_link_draft_set_reference, "merchantReference", 48, TRUE },
    { payroc_link_draft_set_order_id, "order.orderId", 24, TRUE },
    { payroc_link_draft_set_description, "order.description", 1024, FALSE },
    { payroc_link_draft_set_button_label, "customLabels[0].label", 24, FALSE },
  };
  static const char *const characters[] = { "a", "ä", "あ", "😀" };
  static const char *const blanks[] = { " ", "   ", "\u00a0", "\u3000", "\u200b", "\u00ad\u200d" };
  static const char *const bad[] = {
    "a\nb", "a\tb", "a\rb", "\x01", "a\x1b[1m", "a\x7f", "a\xc2\x85", "a\u2028", "a\u202e", "a\xff", "\xed\xa0\x80",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(PayrocLinkDraft) draft = new_single_use ();
      g_autofree char *too_long = g_strdup_printf ("%s too-long %u", fields[i].parameter, fields[i].max);
      g_autofree char *required = g_strdup_printf ("%s required 1", fields[i].parameter);
      g_autofree char *malformed = g_strdup_printf ("%s malformed 0", fields[i].parameter);
      g_autofree char *blank = g_strdup_printf ("%s %s 0", fields[i].parameter,
                                                fields[i].required ? "required" : "malformed");

      for (gsize j = 0; j < G_N_ELEMENTS (characters); j++)
        {
          for (guint n = fields[i].max - 1; n <= fields[i].max + 1; n++)
            {
              g_autofree char *text = values_repeat (characters[j], n);

              fields[i].set (draft, text);
              assert_errors (draft, n > fields[i].max ? too_long : "");
            }
        }

      fields[i].set (draft, "a");
      assert_errors (draft, "");
      fields[i].set (draft, "");
      assert_errors (draft, fields[i].required ? required : "");
      for (gsize j = 0; j < G_N_ELEMENTS (blanks); j++)
        {
          fields[i].set (draft, blanks[j]);
          assert_errors (draft, blank);
        }
      for (gsize j = 0; j < G_N_ELEMENTS (bad); j++)
        {
          fields[i].set (draft, bad[j]);
          assert_errors (draft, malformed);
        }
    }
}

static void
test_amount (void)
{
  static const struct
  {
    gint64      amount;
    const char *errors;
  } rows[] = {
    { G_MININT64, "order.charge.amount too-small 1" },
    { -1, "order.charge.amount too-small 1" },
    { 0, "order.charge.amount required 1" },
    { 1, "" },
    { 2, "" },
    { G_MAXINT64, "" },
  };
  g_autoptr(PayrocLinkDraft) draft = new_single_use ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PRESET);
      payroc_link_draft_set_amount (draft, rows[i].amount);
      assert_errors (draft, rows[i].errors);
      /* What the customer types is not looked at. */
      payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PROMPT);
      assert_errors (draft, "");
    }
}

static void
test_currency (void)
{
  static const char *const unknown[] = { "usd", "US", "USDT", "QQQ", " USD", "\xff" };
  g_autoptr(PayrocLinkDraft) draft = new_single_use ();

  for (const char *const *code = payroc_currency_get_codes (); *code != NULL; code++)
    {
      payroc_link_draft_set_currency (draft, *code);
      assert_errors (draft, "");
    }

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      payroc_link_draft_set_currency (draft, unknown[i]);
      assert_errors (draft, "order.charge.currency unknown-value 0");
    }
}

static void
test_order_id (void)
{
  g_autoptr(PayrocLinkDraft) draft = new_multi_use ();

  assert_errors (draft, "");
  payroc_link_draft_set_order_id (draft, "Order 7");
  assert_errors (draft, "order.orderId not-allowed 0");
}

static void
test_expires_on (void)
{
  g_autoptr(PayrocLinkDraft) single = new_single_use ();
  g_autoptr(PayrocLinkDraft) multi = new_multi_use ();
  static const struct
  {
    int         days;
    const char *errors;
  } rows[] = {
    { -365, "expiresOn in-past 0" },
    { -1, "expiresOn in-past 0" },
    { 0, "" },
    { 1, "" },
    { 3650, "" },
  };
  g_autoptr(GPtrArray) unchecked = NULL;
  GDate date;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_date_clear (&date, 1);
      g_date_set_julian (&date, g_date_get_julian (&today) + rows[i].days);
      payroc_link_draft_set_expires_on (single, &date);
      payroc_link_draft_set_expires_on (multi, &date);
      assert_errors (single, rows[i].errors);
      assert_errors (multi, rows[i].errors);
    }

  payroc_link_draft_set_expires_on (single, NULL);
  payroc_link_draft_set_expires_on (multi, NULL);
  assert_errors (single, "expiresOn required 0");
  assert_errors (multi, "");

  g_date_set_dmy (&date, 31, G_DATE_DECEMBER, 9999);
  payroc_link_draft_set_expires_on (single, &date);
  assert_errors (single, "");
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 10000);
  payroc_link_draft_set_expires_on (single, &date);
  assert_errors (single, "expiresOn malformed 0");

  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1999);
  payroc_link_draft_set_expires_on (single, &date);
  unchecked = payroc_link_draft_validate (single, NULL);
  g_assert_cmpuint (unchecked->len, ==, 0);
}

static void
test_together (void)
{
  static const struct
  {
    PayrocAuthType       type;
    PayrocPaymentMethods methods;
    const char          *errors;
  } rows[] = {
    { PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD, "" },
    { PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_BANK_TRANSFER, "" },
    { PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER, "" },
    { PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_NONE, "paymentMethods required 1" },
    { PAYROC_AUTH_TYPE_PRE_AUTHORIZATION, PAYROC_PAYMENT_METHODS_CARD, "" },
    { PAYROC_AUTH_TYPE_PRE_AUTHORIZATION, PAYROC_PAYMENT_METHODS_BANK_TRANSFER, "paymentMethods not-allowed 0" },
    { PAYROC_AUTH_TYPE_PRE_AUTHORIZATION, PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER,
      "paymentMethods not-allowed 0" },
    { PAYROC_AUTH_TYPE_UNKNOWN, PAYROC_PAYMENT_METHODS_CARD, "authType required 0" },
    { PAYROC_AUTH_TYPE_SALE, 1 << 2, "paymentMethods unknown-value 0" },
    { PAYROC_AUTH_TYPE_SALE, PAYROC_PAYMENT_METHODS_CARD | 1 << 2, "paymentMethods unknown-value 0" },
  };
  g_autoptr(PayrocLinkDraft) draft = new_single_use ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      payroc_link_draft_set_auth_type (draft, rows[i].type);
      payroc_link_draft_set_methods (draft, rows[i].methods);
      assert_errors (draft, rows[i].errors);
    }
}

static void
test_agreement (void)
{
  g_autoptr(PayrocLinkDraft) draft = new_single_use ();

  payroc_link_draft_set_mit_agreement (draft, PAYROC_MIT_AGREEMENT_INSTALLMENT + 1);
  assert_errors (draft, "");
  payroc_link_draft_set_tokenize (draft, TRUE);
  assert_errors (draft, "credentialOnFile unknown-value 0");
}

static void
test_unknown_kinds (void)
{
  g_autoptr(PayrocLinkDraft) draft = new_multi_use ();

  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_UNKNOWN);
  payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_UNKNOWN);
  assert_errors (draft, "type required 0, order.charge.type required 0, order.charge.amount required 1");
}

static void
test_body_single_use (void)
{
  g_autoptr(PayrocLinkDraft) draft = new_single_use ();

  assert_body (draft,
               "{\"type\":\"singleUse\",\"merchantReference\":\"Invoice 7\","
               "\"order\":{\"orderId\":\"Order 7\",\"charge\":{\"type\":\"preset\",\"amount\":4999,"
               "\"currency\":\"USD\"}},"
               "\"authType\":\"sale\",\"paymentMethods\":[\"card\"],\"expiresOn\":\"2026-11-22\"}");

  payroc_link_draft_set_reference (draft, "Größe \"L\" \\ 😀 </x>");
  payroc_link_draft_set_description (draft, "Zwei Pizzen");
  payroc_link_draft_set_amount (draft, G_MAXINT64);
  payroc_link_draft_set_currency (draft, "CLF");
  payroc_link_draft_set_auth_type (draft, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
  payroc_link_draft_set_button_label (draft, "Bezahlen");
  payroc_link_draft_set_tokenize (draft, TRUE);
  payroc_link_draft_set_mit_agreement (draft, PAYROC_MIT_AGREEMENT_INSTALLMENT);
  assert_body (draft,
               "{\"type\":\"singleUse\",\"merchantReference\":\"Größe \\\"L\\\" \\\\ 😀 </x>\","
               "\"order\":{\"orderId\":\"Order 7\",\"description\":\"Zwei Pizzen\","
               "\"charge\":{\"type\":\"preset\",\"amount\":9223372036854775807,\"currency\":\"CLF\"}},"
               "\"authType\":\"preAuthorization\",\"paymentMethods\":[\"card\"],"
               "\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"Bezahlen\"}],"
               "\"expiresOn\":\"2026-11-22\",\"credentialOnFile\":{\"tokenize\":true,"
               "\"mitAgreement\":\"installment\"}}");
}

static void
test_body_multi_use (void)
{
  g_autoptr(PayrocLinkDraft) draft = new_multi_use ();

  /* An amount that was typed before is not sent where the customer chooses. */
  payroc_link_draft_set_amount (draft, 4999);
  payroc_link_draft_set_methods (draft, PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
  /* An agreement is sent only where something is saved. */
  payroc_link_draft_set_mit_agreement (draft, PAYROC_MIT_AGREEMENT_RECURRING);
  assert_body (draft,
               "{\"type\":\"multiUse\",\"merchantReference\":\"Donations\","
               "\"order\":{\"charge\":{\"type\":\"prompt\",\"currency\":\"EUR\"}},"
               "\"authType\":\"sale\",\"paymentMethods\":[\"card\",\"bankTransfer\"]}");

  payroc_link_draft_set_tokenize (draft, TRUE);
  payroc_link_draft_set_mit_agreement (draft, PAYROC_MIT_AGREEMENT_NONE);
  payroc_link_draft_set_expires_on (draft, &today);
  assert_body (draft,
               "{\"type\":\"multiUse\",\"merchantReference\":\"Donations\","
               "\"order\":{\"charge\":{\"type\":\"prompt\",\"currency\":\"EUR\"}},"
               "\"authType\":\"sale\",\"paymentMethods\":[\"card\",\"bankTransfer\"],"
               "\"expiresOn\":\"2026-11-22\",\"credentialOnFile\":{\"tokenize\":true}}");
}

/* All that can be chosen, in all combinations: body → draft → body gives the same bytes. */
static void
test_round_trip (void)
{
  for (guint bits = 0; bits < 1 << 8; bits++)
    {
      g_autoptr(PayrocLinkDraft) draft = bits & 1 ? new_single_use () : new_multi_use ();
      g_autoptr(PayrocLinkDraft) again = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) body = NULL;
      g_autoptr(GBytes) body_again = NULL;

      payroc_link_draft_set_charge_kind (draft, bits & 2 ? PAYROC_CHARGE_KIND_PRESET : PAYROC_CHARGE_KIND_PROMPT);
      payroc_link_draft_set_amount (draft, bits & 2 ? 1 + bits : 0);
      payroc_link_draft_set_description (draft, bits & 4 ? " \u200fDescription\u00a0" : NULL);
      payroc_link_draft_set_button_label (draft, bits & 8 ? " Pay " : NULL);
      payroc_link_draft_set_auth_type (draft, bits & 16 ? PAYROC_AUTH_TYPE_PRE_AUTHORIZATION : PAYROC_AUTH_TYPE_SALE);
      payroc_link_draft_set_tokenize (draft, (bits & 32) != 0);
      payroc_link_draft_set_mit_agreement (draft, bits >> 6);

      body = payroc_link_draft_to_body (draft, &today, &error);
      g_assert_no_error (error);
      again = payroc_link_draft_new_from_body (body, &error);
      g_assert_no_error (error);
      body_again = payroc_link_draft_to_body (again, &today, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (body, body_again));
      g_assert_cmpint (payroc_link_draft_get_amount (again), ==, payroc_link_draft_get_amount (draft));
      g_assert_cmpstr (payroc_link_draft_get_description (again), ==, payroc_link_draft_get_description (draft));
      g_assert_cmpstr (payroc_link_draft_get_button_label (again), ==, payroc_link_draft_get_button_label (draft));
    }
}

static void
test_from_link (void)
{
  g_autoptr(PayrocLink) link = values_link (VALUES_LINK);
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new_from_link (link);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = payroc_link_draft_to_body (draft, NULL, &error);

  g_assert_no_error (error);
  values_assert_body (body,
                      "{\"type\":\"singleUse\",\"merchantReference\":\"LinkRef7654\","
                      "\"order\":{\"orderId\":\"OrderRef7654\",\"description\":\"Large Pepperoni Pizza\","
                      "\"charge\":{\"type\":\"preset\",\"amount\":4999,\"currency\":\"USD\"}},"
                      "\"authType\":\"sale\",\"paymentMethods\":[\"card\"],"
                      "\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"PAY NOW\"}],"
                      "\"expiresOn\":\"2024-08-02\",\"credentialOnFile\":{\"tokenize\":true}}");
  assert_errors (draft, "expiresOn in-past 0");

  /* The draft is its own: the link stays as it is. */
  payroc_link_draft_set_reference (draft, "Another");
  g_assert_cmpstr (payroc_link_get_reference (link), ==, "LinkRef7654");
}

static void
test_from_bad_body (void)
{
  static const char *const rows[] = { "", "[]", "null", "{}", "{\"type\":7}", "{\"type\":\"singleUse\",\"order\":[]}",
                                      "{\"type\":\"singleUse\",\"order\":{\"charge\":{\"amount\":\"5\"}}}" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) body = values_bytes (rows[i]);
      g_autoptr(GError) error = NULL;

      g_assert_null (payroc_link_draft_new_from_body (body, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 22, G_DATE_NOVEMBER, 2026);

  g_test_add_func ("/link-draft/defaults", test_defaults);
  g_test_add_func ("/link-draft/properties", test_properties);
  g_test_add_func ("/link-draft/nothing-given", test_nothing_given);
  g_test_add_func ("/link-draft/binding", test_binding);
  g_test_add_func ("/link-draft/text-limits", test_text_limits);
  g_test_add_func ("/link-draft/amount", test_amount);
  g_test_add_func ("/link-draft/currency", test_currency);
  g_test_add_func ("/link-draft/order-id", test_order_id);
  g_test_add_func ("/link-draft/expires-on", test_expires_on);
  g_test_add_func ("/link-draft/together", test_together);
  g_test_add_func ("/link-draft/agreement", test_agreement);
  g_test_add_func ("/link-draft/unknown-kinds", test_unknown_kinds);
  g_test_add_func ("/link-draft/body-single-use", test_body_single_use);
  g_test_add_func ("/link-draft/body-multi-use", test_body_multi_use);
  g_test_add_func ("/link-draft/round-trip", test_round_trip);
  g_test_add_func ("/link-draft/from-link", test_from_link);
  g_test_add_func ("/link-draft/from-bad-body", test_from_bad_body);

  return g_test_run ();
}
