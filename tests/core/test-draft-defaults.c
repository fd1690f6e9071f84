/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form for a new link begins with: what most want, or what another link is. */
#include <json-glib/json-glib.h>

#include "core/links/pl-draft-defaults.h"

static PayrocLink *
make_link (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError)   error = NULL;
  PayrocLink          *link = payroc_link_new_from_json (node, &error);

  g_assert_no_error (error);

  return link;
}

static void
get_today (GDate *today)
{
  g_date_clear (today, 1);
  g_date_set_dmy (today, 1, G_DATE_JULY, 2024);
}

/* Everything of a link for one payment but what must be its own. */
static void
test_duplicate_one (void)
{
  g_autoptr (PayrocLink)      link = make_link ("{\"type\":\"singleUse\",\"paymentLinkId\":\"CKHP6VVWYT\","
                                                "\"merchantReference\":\"INV-7\",\"order\":{\"orderId\":\"O-7\","
                                                "\"description\":\"Oak shelves\",\"charge\":{\"type\":\"preset\","
                                                "\"amount\":4999,\"currency\":\"CAD\"}},"
                                                "\"authType\":\"preAuthorization\",\"paymentMethods\":[\"card\"],"
                                                "\"customLabels\":[{\"element\":\"paymentButton\","
                                                "\"label\":\"Settle\"}],\"status\":\"completed\","
                                                "\"expiresOn\":\"2024-08-02\",\"credentialOnFile\":"
                                                "{\"tokenize\":true,\"mitAgreement\":\"recurring\"}}");
  g_autoptr (PayrocLinkDraft) draft = pl_draft_defaults_new_duplicate (link);
  g_autoptr (GPtrArray)       errors = NULL;
  GDate                       today;

  get_today (&today);
  pl_draft_defaults_fill (draft, "USD", &today);
  pl_draft_defaults_fill_order_number (draft, &today);
  g_assert_cmpint (payroc_link_draft_get_kind (draft), ==, PAYROC_LINK_KIND_SINGLE_USE);
  g_assert_cmpstr (payroc_link_draft_get_description (draft), ==, "Oak shelves");
  g_assert_cmpint (payroc_link_draft_get_charge_kind (draft), ==, PAYROC_CHARGE_KIND_PRESET);
  g_assert_cmpint (payroc_link_draft_get_amount (draft), ==, 4999);
  g_assert_cmpstr (payroc_link_draft_get_currency (draft), ==, "CAD");
  g_assert_cmpint (payroc_link_draft_get_auth_type (draft), ==, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
  g_assert_cmpint (payroc_link_draft_get_methods (draft), ==, PAYROC_PAYMENT_METHODS_CARD);
  g_assert_cmpstr (payroc_link_draft_get_button_label (draft), ==, "Settle");
  g_assert_true (payroc_link_draft_get_tokenize (draft));
  g_assert_cmpint (payroc_link_draft_get_mit_agreement (draft), ==, PAYROC_MIT_AGREEMENT_RECURRING);
  g_assert_cmpint (g_date_compare (payroc_link_draft_get_expires_on (draft), payroc_link_get_expires_on (link)), ==, 0);

  g_assert_cmpstr (payroc_link_draft_get_reference (draft), !=, "");
  g_assert_cmpstr (payroc_link_draft_get_reference (draft), !=, "INV-7");
  g_assert_cmpstr (payroc_link_draft_get_order_id (draft), !=, "");
  g_assert_cmpstr (payroc_link_draft_get_order_id (draft), !=, "O-7");
  errors = payroc_link_draft_validate (draft, &today);
  g_assert_cmpuint (errors->len, ==, 0);
}

/* For many payments, by bank too, at the customer's choice, and expired: it gets a new last day. */
static void
test_duplicate_many (void)
{
  g_autoptr (PayrocLink)      link = make_link ("{\"type\":\"multiUse\",\"paymentLinkId\":\"MULTI6VVWY\","
                                                "\"merchantReference\":\"Donations\",\"order\":{\"charge\":"
                                                "{\"type\":\"prompt\",\"currency\":\"EUR\"}},\"authType\":\"sale\","
                                                "\"paymentMethods\":[\"card\",\"bankTransfer\"],"
                                                "\"status\":\"expired\",\"expiresOn\":\"2024-06-30\"}");
  g_autoptr (PayrocLinkDraft) draft = pl_draft_defaults_new_duplicate (link);
  g_autoptr (GPtrArray)       errors = NULL;
  GDate                       today;

  get_today (&today);
  pl_draft_defaults_fill (draft, "USD", &today);
  pl_draft_defaults_fill_order_number (draft, &today);
  g_assert_cmpint (payroc_link_draft_get_kind (draft), ==, PAYROC_LINK_KIND_MULTI_USE);
  g_assert_cmpint (payroc_link_draft_get_charge_kind (draft), ==, PAYROC_CHARGE_KIND_PROMPT);
  g_assert_cmpstr (payroc_link_draft_get_currency (draft), ==, "EUR");
  g_assert_cmpint (payroc_link_draft_get_methods (draft), ==,
                   PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
  g_assert_cmpstr (payroc_link_draft_get_order_id (draft), ==, "");
  g_assert_cmpint (g_date_compare (payroc_link_draft_get_expires_on (draft), &today), >, 0);
  errors = payroc_link_draft_validate (draft, &today);
  g_assert_cmpuint (errors->len, ==, 0);
}

static void
assert_end_by (PayrocLinkKind kind,
               int            days,
               int            expected)
{
  g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new ();
  GDate                       last_day;
  GDate                       day;

  g_date_clear (&last_day, 1);
  g_date_set_dmy (&last_day, 1, 12, 2026);
  day = last_day;
  payroc_link_draft_set_kind (draft, kind);
  if (days != G_MAXINT)
    {
      g_date_set_julian (&day, g_date_get_julian (&last_day) + days);
      payroc_link_draft_set_expires_on (draft, &day);
    }
  pl_draft_defaults_end_by (draft, &last_day);
  if (expected == G_MAXINT)
    g_assert_null (payroc_link_draft_get_expires_on (draft));
  else
    g_assert_cmpint (g_date_days_between (&last_day, payroc_link_draft_get_expires_on (draft)), ==, expected);
}

/* For one payment soon over, unless it is sooner; what many pay is another thing. */
static void
test_end_by (void)
{
  assert_end_by (PAYROC_LINK_KIND_SINGLE_USE, G_MAXINT, 0);
  assert_end_by (PAYROC_LINK_KIND_SINGLE_USE, 30, 0);
  assert_end_by (PAYROC_LINK_KIND_SINGLE_USE, 0, 0);
  assert_end_by (PAYROC_LINK_KIND_SINGLE_USE, -1, -1);
  assert_end_by (PAYROC_LINK_KIND_MULTI_USE, 30, 30);
  assert_end_by (PAYROC_LINK_KIND_MULTI_USE, G_MAXINT, G_MAXINT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft-defaults/duplicate/one", test_duplicate_one);
  g_test_add_func ("/draft-defaults/duplicate/many", test_duplicate_many);
  g_test_add_func ("/draft-defaults/end-by", test_end_by);

  return g_test_run ();
}
