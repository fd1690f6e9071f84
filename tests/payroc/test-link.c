/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links as they come back: the contract's example, what may be missing, wrong types at each member, hostile
 * addresses. */

#include "payroc/links/payroc-link.h"

#include <string.h>

#include "payroc/payroc-enum-types.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "values.h"

static void
test_example (void)
{
  g_autoptr(PayrocLink) link = values_link (VALUES_LINK);
  const PayrocMoney amount = { 4999, "USD" };
  GDate created;
  GDate expires;

  g_date_clear (&created, 1);
  g_date_clear (&expires, 1);
  g_date_set_dmy (&created, 2, G_DATE_JULY, 2024);
  g_date_set_dmy (&expires, 2, G_DATE_AUGUST, 2024);

  g_assert_cmpstr (payroc_link_get_id (link), ==, "CKHP6VVWYT");
  g_assert_cmpint (payroc_link_get_kind (link), ==, PAYROC_LINK_KIND_SINGLE_USE);
  g_assert_cmpint (payroc_link_get_status (link), ==, PAYROC_LINK_STATUS_ACTIVE);
  g_assert_cmpstr (payroc_link_get_reference (link), ==, "LinkRef7654");
  g_assert_cmpstr (payroc_link_get_order_id (link), ==, "OrderRef7654");
  g_assert_cmpstr (payroc_link_get_description (link), ==, "Large Pepperoni Pizza");
  g_assert_cmpint (payroc_link_get_charge_kind (link), ==, PAYROC_CHARGE_KIND_PRESET);
  g_assert_true (payroc_money_equal (payroc_link_get_amount (link), &amount));
  g_assert_cmpstr (payroc_link_get_currency (link), ==, "USD");
  g_assert_cmpint (payroc_link_get_auth_type (link), ==, PAYROC_AUTH_TYPE_SALE);
  g_assert_cmpint (payroc_link_get_methods (link), ==, PAYROC_PAYMENT_METHODS_CARD);
  g_assert_cmpstr (payroc_link_get_button_label (link), ==, "PAY NOW");
  g_assert_cmpstr (payroc_link_get_button_html (link), ==, "<a href=\"https://payments.example.com/\">Pay Now</a>\n");
  g_assert_cmpstr (payroc_link_get_payment_url (link), ==, "https://payments.example.com/pay-by-link?token=7c2fc08c");
  g_assert_cmpint (g_date_compare (payroc_link_get_created_on (link), &created), ==, 0);
  g_assert_cmpint (g_date_compare (payroc_link_get_expires_on (link), &expires), ==, 0);
  g_assert_true (payroc_link_get_tokenize (link));
  g_assert_cmpint (payroc_link_get_mit_agreement (link), ==, PAYROC_MIT_AGREEMENT_NONE);

  g_assert_finalize_object (g_steal_pointer (&link));
}

static void
test_least (void)
{
  g_autoptr(PayrocLink) link = values_link ("{\"paymentLinkId\":\"CKHP6VVWYT\",\"type\":\"multiUse\"}");

  g_assert_cmpint (payroc_link_get_kind (link), ==, PAYROC_LINK_KIND_MULTI_USE);
  g_assert_cmpint (payroc_link_get_status (link), ==, PAYROC_LINK_STATUS_UNKNOWN);
  g_assert_cmpstr (payroc_link_get_reference (link), ==, "");
  g_assert_null (payroc_link_get_order_id (link));
  g_assert_null (payroc_link_get_description (link));
  g_assert_cmpint (payroc_link_get_charge_kind (link), ==, PAYROC_CHARGE_KIND_UNKNOWN);
  g_assert_null (payroc_link_get_amount (link));
  g_assert_null (payroc_link_get_currency (link));
  g_assert_cmpint (payroc_link_get_auth_type (link), ==, PAYROC_AUTH_TYPE_UNKNOWN);
  g_assert_cmpint (payroc_link_get_methods (link), ==, PAYROC_PAYMENT_METHODS_NONE);
  g_assert_null (payroc_link_get_button_label (link));
  g_assert_null (payroc_link_get_button_html (link));
  g_assert_null (payroc_link_get_payment_url (link));
  g_assert_null (payroc_link_get_created_on (link));
  g_assert_null (payroc_link_get_expires_on (link));
  g_assert_false (payroc_link_get_tokenize (link));
}

/* Each member as null is each member left out. */
static void
test_nulls (void)
{
  g_autoptr(PayrocLink) link = values_link (
    "{\"paymentLinkId\":\"CKHP6VVWYT\",\"type\":\"singleUse\",\"merchantReference\":null,\"order\":null,"
    "\"authType\":null,\"paymentMethods\":null,\"customLabels\":null,\"assets\":null,\"status\":null,"
    "\"createdOn\":null,\"expiresOn\":null,\"credentialOnFile\":null}");
  g_autoptr(PayrocLink) inner = values_link (
    "{\"paymentLinkId\":\"CKHP6VVWYT\",\"type\":\"singleUse\",\"order\":{\"orderId\":null,\"description\":null,"
    "\"charge\":{\"type\":null,\"amount\":null,\"currency\":null}},"
    "\"assets\":{\"paymentUrl\":null,\"paymentButton\":null},"
    "\"credentialOnFile\":{\"tokenize\":null,\"mitAgreement\":null}}");

  g_assert_null (payroc_link_get_amount (link));
  g_assert_null (payroc_link_get_amount (inner));
}

static void
test_new_words (void)
{
  g_autoptr(PayrocLink) link = values_link (
    "{\"paymentLinkId\":\"CKHP6VVWYT\",\"type\":\"fewUses\",\"status\":\"paused\",\"authType\":\"auction\","
    "\"paymentMethods\":[\"coins\",\"card\"],\"order\":{\"charge\":{\"type\":\"range\",\"currency\":\"QQQ\","
    "\"amount\":5}},\"customLabels\":[{\"element\":\"title\",\"label\":\"x\"}],"
    "\"credentialOnFile\":{\"tokenize\":true,\"mitAgreement\":\"daily\"},\"new\":{\"more\":[1,2,3]}}");

  g_assert_cmpint (payroc_link_get_kind (link), ==, PAYROC_LINK_KIND_UNKNOWN);
  g_assert_cmpint (payroc_link_get_status (link), ==, PAYROC_LINK_STATUS_UNKNOWN);
  g_assert_cmpint (payroc_link_get_auth_type (link), ==, PAYROC_AUTH_TYPE_UNKNOWN);
  g_assert_cmpint (payroc_link_get_methods (link), ==, PAYROC_PAYMENT_METHODS_CARD);
  g_assert_cmpint (payroc_link_get_charge_kind (link), ==, PAYROC_CHARGE_KIND_UNKNOWN);
  g_assert_cmpstr (payroc_link_get_currency (link), ==, "QQQ");
  g_assert_cmpint (payroc_link_get_amount (link)->minor, ==, 5);
  g_assert_null (payroc_link_get_button_label (link));
  g_assert_cmpint (payroc_link_get_mit_agreement (link), ==, PAYROC_MIT_AGREEMENT_NONE);
}

static void
test_amounts (void)
{
  static const struct
  {
    const char *charge;
    gboolean    known;
    gint64      minor;
  } rows[] = {
    { "{\"type\":\"preset\",\"amount\":1,\"currency\":\"USD\"}", TRUE, 1 },
    { "{\"type\":\"preset\",\"amount\":0,\"currency\":\"USD\"}", TRUE, 0 },
    { "{\"type\":\"preset\",\"amount\":9223372036854775807,\"currency\":\"USD\"}", TRUE, G_MAXINT64 },
    { "{\"type\":\"preset\",\"amount\":-9223372036854775808,\"currency\":\"USD\"}", TRUE, G_MININT64 },
    { "{\"type\":\"preset\",\"currency\":\"USD\"}", FALSE, 0 },
    { "{\"type\":\"preset\",\"amount\":5}", FALSE, 0 },
    { "{\"type\":\"preset\",\"amount\":5,\"currency\":\"\"}", FALSE, 0 },
    { "{\"type\":\"preset\",\"amount\":5,\"currency\":\"usd\"}", FALSE, 0 },
    { "{\"type\":\"preset\",\"amount\":5,\"currency\":\"USDT\"}", FALSE, 0 },
    { "{\"type\":\"prompt\",\"amount\":5,\"currency\":\"USD\"}", FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"paymentLinkId\":\"A\",\"type\":\"singleUse\","
                                               "\"order\":{\"charge\":%s}}",
                                               rows[i].charge);
      g_autoptr(PayrocLink) link = values_link (text);
      const PayrocMoney *amount = payroc_link_get_amount (link);

      g_assert_cmpint (amount != NULL, ==, rows[i].known);
      if (amount != NULL)
        g_assert_cmpint (amount->minor, ==, rows[i].minor);
    }
}

/* Every member, replaced by every type that is not its own. */
static void
test_wrong_types (void)
{
  static const struct
  {
    const char *member;
    const char *type;
  } members[] = {
    { "\"paymentLinkId\":\"CKHP6VVWYT\"", "s" },
    { "\"type\":\"singleUse\"", "s" },
    { "\"merchantReference\":\"LinkRef7654\"", "s" },
    { "\"orderId\":\"OrderRef7654\"", "s" },
    { "\"description\":\"Large Pepperoni Pizza\"", "s" },
    { "\"type\":\"preset\"", "s" },
    { "\"amount\":4999", "i" },
    { "\"currency\":\"USD\"", "s" },
    { "\"charge\":{\"type\":\"preset\",\"amount\":4999,\"currency\":\"USD\"}", "o" },
    { "\"authType\":\"sale\"", "s" },
    { "\"paymentMethods\":[\"card\"]", "a" },
    { "\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"PAY NOW\"}]", "a" },
    { "\"element\":\"paymentButton\"", "s" },
    { "\"label\":\"PAY NOW\"", "s" },
    { "\"paymentUrl\":\"https://payments.example.com/pay-by-link?token=7c2fc08c\"", "s" },
    { "\"status\":\"active\"", "s" },
    { "\"createdOn\":\"2024-07-02\"", "s" },
    { "\"expiresOn\":\"2024-08-02\"", "s" },
    { "\"credentialOnFile\":{\"tokenize\":true}", "o" },
    { "\"tokenize\":true", "b" },
  };
  static const struct
  {
    const char *type;
    const char *value;
  } values[] = {
    { "s", "\"2024-08-02\"" }, { "i", "7" }, { "d", "7.5" }, { "d", "4999.0" }, { "b", "true" },
    { "o", "{}" }, { "a", "[]" }, { "A", "[7]" }, { "A", "[null]" }, { "A", "[[]]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *name = g_strndup (members[i].member, strchr (members[i].member, ':') - members[i].member);

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autofree char *member = g_strconcat (name, ":", values[j].value, NULL);
          g_autofree char *text = values_replace (VALUES_LINK, members[i].member, member);
          g_autoptr(JsonNode) node = values_parse (text);
          g_autoptr(GError) error = NULL;
          g_autoptr(PayrocLink) link = payroc_link_new_from_json (node, &error);

          if (g_str_equal (members[i].type, values[j].type))
            {
              g_assert_no_error (error);
              g_assert_nonnull (link);
            }
          else
            {
              g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
              g_assert_null (link);
            }
        }
    }
}

static void
test_refused (void)
{
  g_autofree char *long_id = values_repeat ("A", 51);
  g_autofree char *long_document = g_strdup_printf ("{\"type\":\"singleUse\",\"paymentLinkId\":\"%s\"}", long_id);
  const char *rows[] = {
    "[]", "null", "7", "\"link\"", "{}",
    "{\"type\":\"singleUse\"}", "{\"paymentLinkId\":\"A\"}",
    "{\"type\":null,\"paymentLinkId\":\"A\"}", "{\"type\":\"singleUse\",\"paymentLinkId\":null}",
    "{\"type\":\"singleUse\",\"paymentLinkId\":\"\"}",
    "{\"type\":\"singleUse\",\"paymentLinkId\":\"a\\nb\"}",
    "{\"type\":\"singleUse\",\"paymentLinkId\":\"a\\u0007\"}",
    "{\"type\":\"singleUse\",\"paymentLinkId\":\"A\",\"expiresOn\":\"soon\"}",
    "{\"type\":\"singleUse\",\"paymentLinkId\":\"A\",\"expiresOn\":\"2024-02-30\"}",
    long_document,
  };

  g_assert_null (payroc_link_new_from_json (NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) node = values_parse (rows[i]);
      g_autoptr(GError) error = NULL;

      g_assert_null (payroc_link_new_from_json (node, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

#define WITH_ASSETS(assets) \
  "{\"type\":\"singleUse\",\"paymentLinkId\":\"AAAAAAAAAA\",\"assets\":{" assets "},\"status\":\"active\"}"
#define ASSETS(url) "\"paymentUrl\":\"" url "\",\"other\":[1],\"paymentButton\":\"<a href=x>Pay</a>\""

static void
test_payment_url (void)
{
  static const struct
  {
    const char *document;
    const char *url; /* (nullable) */
    gboolean    refused;
  } rows[] = {
    { WITH_ASSETS (ASSETS ("https://payments.example.com/x")), "https://payments.example.com/x", FALSE },
    { WITH_ASSETS (ASSETS ("http://127.0.0.1:8080/pay/x")), "http://127.0.0.1:8080/pay/x", FALSE },
    { WITH_ASSETS (ASSETS ("http://payments.example.com/x")), NULL, TRUE },
    { WITH_ASSETS (ASSETS ("javascript:alert(1)")), NULL, TRUE },
    { WITH_ASSETS (ASSETS ("https://payroc.com@example.com/")), NULL, TRUE },
    { WITH_ASSETS (ASSETS ("refused:https://payments.example.com/x")), NULL, TRUE },
    { WITH_ASSETS (ASSETS (" ")), NULL, TRUE },
    /* None at all is no reason to warn. */
    { WITH_ASSETS (ASSETS ("")), NULL, FALSE },
    { WITH_ASSETS ("\"paymentUrl\":null,\"paymentButton\":\"<a href=x>Pay</a>\""), NULL, FALSE },
    { WITH_ASSETS ("\"paymentButton\":\"<a href=x>Pay</a>\""), NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PayrocLink) link = values_link (rows[i].document);

      g_assert_cmpstr (payroc_link_get_payment_url (link), ==, rows[i].url);
      g_assert_cmpint (payroc_link_has_unsafe_address (link), ==, rows[i].refused);
      /* The button leads to the same address. */
      g_assert_cmpstr (payroc_link_get_button_html (link), ==, rows[i].refused ? NULL : "<a href=x>Pay</a>");
    }
}

/* What a public server may not offer is gone for good, also for whoever reads the document again without knowing where
 * it came from. */
static void
test_from_server (void)
{
  static const struct
  {
    const char *document;
    const char *kept; /* what is stored */
    gboolean    refused;
  } rows[] = {
    { WITH_ASSETS (ASSETS ("https://payments.example.com/x")), WITH_ASSETS (ASSETS ("https://payments.example.com/x")),
      FALSE },
    { WITH_ASSETS (ASSETS ("http://127.0.0.1:8080/pay")),
      WITH_ASSETS ("\"paymentUrl\":\"refused:http://127.0.0.1:8080/pay\",\"other\":[1]"), TRUE },
    { WITH_ASSETS (ASSETS ("https://localhost/pay")),
      WITH_ASSETS ("\"paymentUrl\":\"refused:https://localhost/pay\",\"other\":[1]"), TRUE },
    { WITH_ASSETS (ASSETS ("javascript:alert(1)")),
      WITH_ASSETS ("\"paymentUrl\":\"refused:javascript:alert(1)\",\"other\":[1]"), TRUE },
    { WITH_ASSETS (ASSETS ("")), WITH_ASSETS (ASSETS ("")), FALSE },
    { WITH_ASSETS (""), WITH_ASSETS (""), FALSE },
  };
  g_autoptr(PayrocEnvironment) public = payroc_environment_new_production ();
  g_autoptr(PayrocEnvironment) home =
    payroc_environment_new_custom ("http://127.0.0.1:1/v1", "http://127.0.0.1:1/a", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) node = values_parse (rows[i].document);
      g_autoptr(GError) error = NULL;
      g_autoptr(PayrocLink) link = payroc_link_new_from_server (node, public, &error);
      g_autoptr(PayrocLink) again = NULL;
      g_autofree char *kept = NULL;

      g_assert_no_error (error);
      kept = json_to_string (payroc_link_get_json (link), FALSE);
      g_assert_cmpstr (kept, ==, rows[i].kept);
      g_assert_cmpint (payroc_link_has_unsafe_address (link), ==, rows[i].refused);

      again = values_link (kept);
      g_assert_cmpint (payroc_link_has_unsafe_address (again), ==, rows[i].refused);
      g_assert_cmpstr (payroc_link_get_payment_url (again), ==, payroc_link_get_payment_url (link));
    }

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) node = values_parse (rows[i].document);
      g_autoptr(PayrocLink) link = payroc_link_new_from_server (node, home, NULL);

      g_assert_cmpint (payroc_link_has_unsafe_address (link), ==,
                       strstr (rows[i].document, "javascript") != NULL);
    }
}

static void
test_from_server_refused (void)
{
  static const char *const rows[] = {
    "[]", "{}", WITH_ASSETS ("\"paymentUrl\":7"), "{\"type\":\"singleUse\",\"paymentLinkId\":\"A\",\"assets\":[]}",
    "{\"type\":\"singleUse\",\"assets\":{\"paymentUrl\":\"javascript:x\"}}",
  };
  g_autoptr(PayrocEnvironment) public = payroc_environment_new_production ();

  g_assert_null (payroc_link_new_from_server (NULL, public, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonNode) node = values_parse (rows[i]);
      g_autoptr(GError) error = NULL;

      g_assert_null (payroc_link_new_from_server (node, public, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

static void
test_clean (void)
{
  g_autoptr(PayrocLink) link = values_link (
    "{\"type\":\"singleUse\",\"paymentLinkId\":\"A\",\"merchantReference\":\"a\\u001b[2Jb\","
    "\"order\":{\"description\":\"c\\u202ed\\n\"}}");
  g_autofree char *text = json_to_string (payroc_link_get_json (link), FALSE);

  g_assert_cmpstr (payroc_link_get_reference (link), ==, "a\ufffd[2Jb");
  g_assert_cmpstr (payroc_link_get_description (link), ==, "c\ufffdd\n");
  /* The document itself stays as it came. */
  g_assert_nonnull (strstr (text, "\\u001b[2J"));
}

/* What is stored is what came, to the byte, members unknown to us included. */
static void
test_document (void)
{
  g_autofree char *text = values_replace (VALUES_LINK, "\"status\":", "\"future\":[1,2.5,{\"x\":null}],\"status\":");
  g_autoptr(PayrocLink) link = values_link (text);
  g_autoptr(GBytes) bytes = payroc_json_to_bytes (payroc_link_get_json (link));

  values_assert_body (bytes, text);
}

/* What each text may be by the contract, and the most that is kept of one. */
static const struct
{
  const char *form;
  const char *(*get) (PayrocLink *link);
  gsize       valid;
  gsize       most;
} long_texts[] = {
  { "\"merchantReference\":\"%s\"", payroc_link_get_reference, 48, 128 },
  { "\"order\":{\"orderId\":\"%s\"}", payroc_link_get_order_id, 24, 128 },
  { "\"order\":{\"description\":\"%s\"}", payroc_link_get_description, 1024, 1024 },
  { "\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"%s\"}]", payroc_link_get_button_label, 24, 128 },
};

static void
test_long_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (long_texts); i++)
    {
      const gsize lengths[] = { long_texts[i].valid, long_texts[i].most, long_texts[i].most + 1, 1000000 };

      for (guint j = 0; j < G_N_ELEMENTS (lengths); j++)
        {
          g_autofree char *text = values_repeat ("é", lengths[j]);
          g_auto(GStrv) form = g_strsplit (long_texts[i].form, "%s", 2);
          g_autofree char *json = g_strconcat ("{\"paymentLinkId\":\"CKHP6VVWYT\",\"type\":\"singleUse\",",
                                               form[0], text, form[1], "}", NULL);
          g_autoptr(PayrocLink) link = values_link (json);

          g_assert_cmpint (g_utf8_strlen (long_texts[i].get (link), -1), ==, MIN (lengths[j], long_texts[i].most));
        }
    }
}

static void
test_labels (void)
{
  static const struct
  {
    const char *labels;
    const char *label;
  } rows[] = {
    { "[]", NULL },
    { "[{}]", NULL },
    { "[{\"element\":\"paymentButton\"}]", NULL },
    { "[{\"element\":\"paymentButton\",\"label\":\"\"}]", NULL },
    { "[{\"label\":\"A\"}]", NULL },
    { "[{\"element\":\"title\",\"label\":\"A\"},{\"element\":\"paymentButton\",\"label\":\"B\"}]", "B" },
    { "[{\"element\":\"paymentButton\",\"label\":\"A\"},{\"element\":\"paymentButton\",\"label\":\"B\"}]", "A" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"type\":\"singleUse\",\"paymentLinkId\":\"A\",\"customLabels\":%s}",
                                               rows[i].labels);
      g_autoptr(PayrocLink) link = values_link (text);

      g_assert_cmpstr (payroc_link_get_button_label (link), ==, rows[i].label);
    }
}

/* Each property says what its getter says. */
static void
test_properties (void)
{
  g_autoptr(PayrocLink) link = values_link (VALUES_LINK);
  g_autofree char *id = NULL;
  g_autofree char *reference = NULL;
  g_autofree char *order_id = NULL;
  g_autofree char *description = NULL;
  g_autofree char *currency = NULL;
  g_autofree char *label = NULL;
  g_autofree char *html = NULL;
  g_autofree char *url = NULL;
  g_autoptr(PayrocMoney) amount = NULL;
  g_autoptr(GDate) created_on = NULL;
  g_autoptr(GDate) expires_on = NULL;
  PayrocLinkKind kind = 0;
  PayrocLinkStatus status = 0;
  PayrocChargeKind charge_kind = 0;
  PayrocAuthType auth_type = 0;
  PayrocPaymentMethods methods = 0;
  PayrocMitAgreement agreement = PAYROC_MIT_AGREEMENT_INSTALLMENT;
  gboolean tokenize = FALSE;
  guint n_properties = 0;
  g_autofree GParamSpec **specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (link), &n_properties);

  g_object_get (link, "id", &id, "kind", &kind, "status", &status, "reference", &reference, "order-id", &order_id,
                "description", &description, "charge-kind", &charge_kind, "amount", &amount, "currency", &currency,
                "auth-type", &auth_type, "methods", &methods, "button-label", &label, "button-html", &html,
                "payment-url", &url, "created-on", &created_on, "expires-on", &expires_on, "tokenize", &tokenize,
                "mit-agreement", &agreement, NULL);

  g_assert_cmpuint (n_properties, ==, 18);
  g_assert_cmpstr (id, ==, payroc_link_get_id (link));
  g_assert_cmpint (kind, ==, payroc_link_get_kind (link));
  g_assert_cmpint (status, ==, payroc_link_get_status (link));
  g_assert_cmpstr (reference, ==, payroc_link_get_reference (link));
  g_assert_cmpstr (order_id, ==, payroc_link_get_order_id (link));
  g_assert_cmpstr (description, ==, payroc_link_get_description (link));
  g_assert_cmpint (charge_kind, ==, payroc_link_get_charge_kind (link));
  g_assert_true (payroc_money_equal (amount, payroc_link_get_amount (link)));
  g_assert_cmpstr (currency, ==, payroc_link_get_currency (link));
  g_assert_cmpint (auth_type, ==, payroc_link_get_auth_type (link));
  g_assert_cmpint (methods, ==, payroc_link_get_methods (link));
  g_assert_cmpstr (label, ==, payroc_link_get_button_label (link));
  g_assert_cmpstr (html, ==, payroc_link_get_button_html (link));
  g_assert_cmpstr (url, ==, payroc_link_get_payment_url (link));
  g_assert_cmpint (g_date_compare (created_on, payroc_link_get_created_on (link)), ==, 0);
  g_assert_cmpint (g_date_compare (expires_on, payroc_link_get_expires_on (link)), ==, 0);
  g_assert_true (tokenize);
  g_assert_cmpint (agreement, ==, PAYROC_MIT_AGREEMENT_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link/example", test_example);
  g_test_add_func ("/link/least", test_least);
  g_test_add_func ("/link/nulls", test_nulls);
  g_test_add_func ("/link/new-words", test_new_words);
  g_test_add_func ("/link/amounts", test_amounts);
  g_test_add_func ("/link/wrong-types", test_wrong_types);
  g_test_add_func ("/link/refused", test_refused);
  g_test_add_func ("/link/payment-url", test_payment_url);
  g_test_add_func ("/link/from-server", test_from_server);
  g_test_add_func ("/link/from-server/refused", test_from_server_refused);
  g_test_add_func ("/link/clean", test_clean);
  g_test_add_func ("/link/document", test_document);
  g_test_add_func ("/link/long texts", test_long_texts);
  g_test_add_func ("/link/labels", test_labels);
  g_test_add_func ("/link/properties", test_properties);

  return g_test_run ();
}
