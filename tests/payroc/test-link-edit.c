/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits: for each field and kind the exact patch or the refusal, and what of it an answer lacks. */

#include "payroc/links/payroc-link-edit.h"

#include "payroc/payroc-error.h"
#include "values.h"

static GDate today;
static GDate later;

typedef void (*Change) (PayrocLinkDraft *draft);

static void set_kind_single (PayrocLinkDraft *d) { payroc_link_draft_set_kind (d, PAYROC_LINK_KIND_SINGLE_USE); }
static void set_kind_multi (PayrocLinkDraft *d) { payroc_link_draft_set_kind (d, PAYROC_LINK_KIND_MULTI_USE); }
static void set_reference (PayrocLinkDraft *d) { payroc_link_draft_set_reference (d, "Other"); }
static void set_order_id (PayrocLinkDraft *d) { payroc_link_draft_set_order_id (d, "Other"); }
static void set_preset (PayrocLinkDraft *d) { payroc_link_draft_set_charge_kind (d, PAYROC_CHARGE_KIND_PRESET); }
static void set_prompt (PayrocLinkDraft *d) { payroc_link_draft_set_charge_kind (d, PAYROC_CHARGE_KIND_PROMPT); }
static void set_bank (PayrocLinkDraft *d) { payroc_link_draft_set_methods (d, PAYROC_PAYMENT_METHODS_BANK_TRANSFER); }
static void set_amount (PayrocLinkDraft *d) { payroc_link_draft_set_amount (d, 5000); }
static void set_no_amount (PayrocLinkDraft *d) { payroc_link_draft_set_amount (d, 0); }
static void set_currency (PayrocLinkDraft *d) { payroc_link_draft_set_currency (d, "JPY"); }
static void set_no_currency (PayrocLinkDraft *d) { payroc_link_draft_set_currency (d, "QQQ"); }
static void set_description (PayrocLinkDraft *d) { payroc_link_draft_set_description (d, "Zwei \"Pizzen\""); }
static void set_bad_description (PayrocLinkDraft *d) { payroc_link_draft_set_description (d, "a\nb"); }
static void clear_description (PayrocLinkDraft *d) { payroc_link_draft_set_description (d, ""); }
static void set_label (PayrocLinkDraft *d) { payroc_link_draft_set_button_label (d, "Donate"); }
static void set_long_label (PayrocLinkDraft *d) { payroc_link_draft_set_button_label (d, "1234567890123456789012345"); }
static void clear_label (PayrocLinkDraft *d) { payroc_link_draft_set_button_label (d, NULL); }
static void set_expiry (PayrocLinkDraft *d) { payroc_link_draft_set_expires_on (d, &later); }
static void clear_expiry (PayrocLinkDraft *d) { payroc_link_draft_set_expires_on (d, NULL); }
static void set_tokenize (PayrocLinkDraft *d) { payroc_link_draft_set_tokenize (d, TRUE); }
static void clear_tokenize (PayrocLinkDraft *d) { payroc_link_draft_set_tokenize (d, FALSE); }

static void
set_hold (PayrocLinkDraft *draft)
{
  payroc_link_draft_set_auth_type (draft, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
}

static void
set_past_expiry (PayrocLinkDraft *draft)
{
  GDate yesterday = today;

  g_date_subtract_days (&yesterday, 1);
  payroc_link_draft_set_expires_on (draft, &yesterday);
}

static void
set_recurring (PayrocLinkDraft *draft)
{
  payroc_link_draft_set_tokenize (draft, TRUE);
  payroc_link_draft_set_mit_agreement (draft, PAYROC_MIT_AGREEMENT_RECURRING);
}

static void
set_everything (PayrocLinkDraft *draft)
{
  set_recurring (draft);
  set_expiry (draft);
  set_label (draft);
  set_description (draft);
  set_amount (draft);
  set_currency (draft);
  set_hold (draft);
}

static PayrocLinkEdit *
new_edit (PayrocLink *link,
          Change      change)
{
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new_from_link (link);

  if (change != NULL)
    change (draft);

  return payroc_link_edit_new (link, draft);
}

static void
check (const char *text,
       Change      change,
       const char *body,
       const char *errors)
{
  g_autoptr(PayrocLink) link = values_link (text);
  g_autoptr(PayrocLinkEdit) edit = new_edit (link, change);
  g_autoptr(GPtrArray) found = payroc_link_edit_validate (edit, &today);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = payroc_link_edit_to_body (edit, &today, &error);

  values_assert_errors (found, errors);
  g_assert_false (payroc_link_edit_is_empty (edit));
  g_assert_cmpint (payroc_link_edit_changes_address (edit), ==,
                   payroc_link_get_kind (link) == PAYROC_LINK_KIND_SINGLE_USE);
  if (body != NULL)
    {
      g_assert_no_error (error);
      values_assert_body (bytes, body);
    }
  else
    {
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
      values_assert_errors (payroc_error_get_fields (error), errors);
    }
}

static void
test_single_use (void)
{
  static const struct
  {
    Change      change;
    const char *body; /* NULL: refused */
    const char *errors;
  } rows[] = {
    { set_kind_multi, NULL, "type not-allowed 0" },
    { set_reference, NULL, "merchantReference not-allowed 0" },
    { set_order_id, NULL, "order.orderId not-allowed 0" },
    { set_prompt, NULL, "order.charge.type not-allowed 0" },
    { set_bank, NULL, "paymentMethods not-allowed 0" },
    { set_amount, "[{\"op\":\"replace\",\"path\":\"/order/charge/amount\",\"value\":5000}]", "" },
    { set_no_amount, NULL, "order.charge.amount required 1" },
    { set_currency, "[{\"op\":\"replace\",\"path\":\"/order/charge/currency\",\"value\":\"JPY\"}]", "" },
    { set_no_currency, NULL, "order.charge.currency unknown-value 0" },
    { set_description, "[{\"op\":\"replace\",\"path\":\"/order/description\",\"value\":\"Zwei \\\"Pizzen\\\"\"}]", "" },
    { set_bad_description, NULL, "order.description malformed 0" },
    { clear_description, "[{\"op\":\"remove\",\"path\":\"/order/description\"}]", "" },
    { set_hold, "[{\"op\":\"replace\",\"path\":\"/authType\",\"value\":\"preAuthorization\"}]", "" },
    { set_label, "[{\"op\":\"replace\",\"path\":\"/customLabels\",\"value\":"
                 "[{\"element\":\"paymentButton\",\"label\":\"Donate\"}]}]", "" },
    { set_long_label, NULL, "customLabels[0].label too-long 24" },
    { clear_label, "[{\"op\":\"remove\",\"path\":\"/customLabels\"}]", "" },
    { set_expiry, "[{\"op\":\"replace\",\"path\":\"/expiresOn\",\"value\":\"2026-12-24\"}]", "" },
    { set_past_expiry, NULL, "expiresOn in-past 0" },
    { clear_expiry, NULL, "expiresOn required 0" },
    { set_recurring, "[{\"op\":\"replace\",\"path\":\"/credentialOnFile\",\"value\":"
                     "{\"tokenize\":true,\"mitAgreement\":\"recurring\"}}]", "" },
    { clear_tokenize, "[{\"op\":\"replace\",\"path\":\"/credentialOnFile\",\"value\":{\"tokenize\":false}}]", "" },
    { set_everything,
      "[{\"op\":\"replace\",\"path\":\"/authType\",\"value\":\"preAuthorization\"},"
      "{\"op\":\"replace\",\"path\":\"/order/charge/currency\",\"value\":\"JPY\"},"
      "{\"op\":\"replace\",\"path\":\"/order/charge/amount\",\"value\":5000},"
      "{\"op\":\"replace\",\"path\":\"/order/description\",\"value\":\"Zwei \\\"Pizzen\\\"\"},"
      "{\"op\":\"replace\",\"path\":\"/customLabels\",\"value\":[{\"element\":\"paymentButton\","
      "\"label\":\"Donate\"}]},"
      "{\"op\":\"replace\",\"path\":\"/expiresOn\",\"value\":\"2026-12-24\"},"
      "{\"op\":\"replace\",\"path\":\"/credentialOnFile\",\"value\":{\"tokenize\":true,"
      "\"mitAgreement\":\"recurring\"}}]",
      "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check (VALUES_LINK, rows[i].change, rows[i].body, rows[i].errors);
}

static void
test_multi_use (void)
{
  static const struct
  {
    Change      change;
    const char *body;
    const char *errors;
  } rows[] = {
    { set_kind_single, NULL, "type not-allowed 0" },
    { set_reference, NULL, "merchantReference not-allowed 0" },
    { set_order_id, NULL, "order.orderId not-allowed 0" },
    { set_preset, NULL, "order.charge.type not-allowed 0" },
    { set_bank, NULL, "paymentMethods not-allowed 0" },
    { set_currency, NULL, "order.charge.currency not-allowed 0" },
    { set_description, NULL, "order.description not-allowed 0" },
    { set_hold, NULL, "authType not-allowed 0" },
    { set_label, "[{\"op\":\"add\",\"path\":\"/customLabels\",\"value\":"
                 "[{\"element\":\"paymentButton\",\"label\":\"Donate\"}]}]", "" },
    { set_expiry, "[{\"op\":\"add\",\"path\":\"/expiresOn\",\"value\":\"2026-12-24\"}]", "" },
    { set_past_expiry, NULL, "expiresOn in-past 0" },
    { set_tokenize, "[{\"op\":\"add\",\"path\":\"/credentialOnFile\",\"value\":{\"tokenize\":true}}]", "" },
  };
  g_autofree char *preset = values_replace (VALUES_MULTI_USE_LINK, "\"type\":\"prompt\",",
                                            "\"type\":\"preset\",\"amount\":100,");
  g_autofree char *expiring = values_replace (VALUES_MULTI_USE_LINK, "\"status\":",
                                              "\"expiresOn\":\"2026-11-30\",\"status\":");
  g_autofree char *nulls = values_replace (VALUES_MULTI_USE_LINK, "\"status\":",
                                           "\"expiresOn\":null,\"customLabels\":null,\"status\":");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check (VALUES_MULTI_USE_LINK, rows[i].change, rows[i].body, rows[i].errors);

  check (preset, set_amount, NULL, "order.charge.amount not-allowed 0");
  check (expiring, clear_expiry, "[{\"op\":\"remove\",\"path\":\"/expiresOn\"}]", "");
  check (nulls, set_expiry, "[{\"op\":\"add\",\"path\":\"/expiresOn\",\"value\":\"2026-12-24\"}]", "");
  check (nulls, set_label, "[{\"op\":\"add\",\"path\":\"/customLabels\",\"value\":"
                           "[{\"element\":\"paymentButton\",\"label\":\"Donate\"}]}]", "");
}

/* A kind that is new to us is edited as little as possible. */
static void
test_unknown_kind (void)
{
  g_autofree char *text = values_replace (VALUES_LINK, "singleUse", "fewUses");

  check (text, set_amount, NULL, "order.charge.amount not-allowed 0");
  check (text, set_expiry, "[{\"op\":\"replace\",\"path\":\"/expiresOn\",\"value\":\"2026-12-24\"}]", "");
}

static void
test_hold_with_bank (void)
{
  g_autofree char *text = values_replace (VALUES_LINK, "[\"card\"]", "[\"card\",\"bankTransfer\"]");

  check (text, set_hold, NULL, "authType not-allowed 0");
}

/* What stays as it is is not held against today or our limits. */
static void
test_unchanged_not_checked (void)
{
  g_autofree char *odd = values_replace (VALUES_LINK, "Large Pepperoni Pizza", "Made\\nelsewhere");

  check (odd, set_amount, "[{\"op\":\"replace\",\"path\":\"/order/charge/amount\",\"value\":5000}]", "");
}

static void
test_empty (void)
{
  static const char *const links[] = { VALUES_LINK, VALUES_MULTI_USE_LINK };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr(PayrocLink) link = values_link (links[i]);
      g_autoptr(PayrocLinkEdit) edit = new_edit (link, NULL);
      g_autoptr(GPtrArray) errors = payroc_link_edit_validate (edit, &today);
      g_autoptr(GPtrArray) ignored = payroc_link_edit_find_ignored (edit, link);
      g_autoptr(GError) error = NULL;

      g_assert_true (payroc_link_edit_is_empty (edit));
      g_assert_false (payroc_link_edit_changes_address (edit));
      g_assert_cmpuint (errors->len, ==, 0);
      g_assert_cmpuint (ignored->len, ==, 0);
      g_assert_null (payroc_link_edit_to_body (edit, &today, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
      g_assert_null (payroc_error_get_fields (error));
      g_assert_finalize_object (g_steal_pointer (&edit));
    }
}

/* Differences that nobody would see. */
static void
test_no_difference (void)
{
  g_autoptr(PayrocLink) link = values_link (VALUES_LINK);
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new_from_link (link);
  g_autoptr(PayrocLinkEdit) edit = NULL;

  payroc_link_draft_set_description (draft, " Large Pepperoni Pizza ");
  payroc_link_draft_set_mit_agreement (draft, PAYROC_MIT_AGREEMENT_UNSCHEDULED);
  edit = payroc_link_edit_new (link, draft);
  g_assert_true (payroc_link_edit_is_empty (edit));
}

/* The draft is only read: what happens to it later is none of the edit's. */
static void
test_snapshot (void)
{
  g_autoptr(PayrocLink) link = values_link (VALUES_LINK);
  g_autoptr(PayrocLinkDraft) draft = payroc_link_draft_new_from_link (link);
  g_autoptr(PayrocLinkEdit) edit = NULL;
  g_autoptr(GBytes) body = NULL;

  set_amount (draft);
  edit = payroc_link_edit_new (link, draft);
  payroc_link_draft_set_amount (draft, 1);
  g_clear_object (&draft);
  body = payroc_link_edit_to_body (edit, &today, NULL);
  values_assert_body (body, "[{\"op\":\"replace\",\"path\":\"/order/charge/amount\",\"value\":5000}]");
}

static char *
join (GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (names, i));

  return g_string_free (text, FALSE);
}

/* Asked of the edit itself, and of one made from what the outbox stored. */
static void
assert_ignored (Change      change,
                const char *answer_text,
                const char *expected)
{
  g_autoptr(PayrocLink) link = values_link (VALUES_LINK);
  g_autoptr(PayrocLink) answer = values_link (answer_text);
  g_autoptr(PayrocLinkEdit) edit = new_edit (link, change);
  g_autoptr(GBytes) body = payroc_link_edit_to_body (edit, &today, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(PayrocLinkEdit) stored = payroc_link_edit_new_from_body (body, &error);
  g_autoptr(GPtrArray) ignored = payroc_link_edit_find_ignored (edit, answer);
  g_autoptr(GPtrArray) ignored_stored = NULL;
  g_autofree char *names = join (ignored);
  g_autofree char *names_stored = NULL;

  g_assert_no_error (error);
  ignored_stored = payroc_link_edit_find_ignored (stored, answer);
  names_stored = join (ignored_stored);
  g_assert_cmpstr (names, ==, expected);
  g_assert_cmpstr (names_stored, ==, expected);
}

static void
test_ignored (void)
{
  static const struct
  {
    Change      change;
    const char *old;
    const char *replacement;
    const char *ignored;
  } rows[] = {
    { set_amount, "4999", "5000", "order.charge.amount" },
    { set_currency, "\"USD\"", "\"JPY\"", "order.charge.currency" },
    { set_description, "Large Pepperoni Pizza", "Zwei \\\"Pizzen\\\"", "order.description" },
    { clear_description, "\"description\":\"Large Pepperoni Pizza\",", "", "order.description" },
    { set_hold, "\"sale\"", "\"preAuthorization\"", "authType" },
    { set_label, "PAY NOW", "Donate", "customLabels[0].label" },
    { clear_label, "\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"PAY NOW\"}],", "",
      "customLabels[0].label" },
    { set_expiry, "2024-08-02", "2026-12-24", "expiresOn" },
    { set_recurring, "{\"tokenize\":true}", "{\"tokenize\":true,\"mitAgreement\":\"recurring\"}", "credentialOnFile" },
    { clear_tokenize, "{\"tokenize\":true}", "{\"tokenize\":false}", "credentialOnFile" },
    { clear_tokenize, ",\"credentialOnFile\":{\"tokenize\":true}", "", "credentialOnFile" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *changed = values_replace (VALUES_LINK, rows[i].old, rows[i].replacement);

      assert_ignored (rows[i].change, changed, "");
      assert_ignored (rows[i].change, VALUES_LINK, rows[i].ignored);
    }

  assert_ignored (set_everything, VALUES_LINK,
                  "order.description order.charge.amount order.charge.currency authType customLabels[0].label "
                  "expiresOn credentialOnFile");
}

static void
test_from_bad_body (void)
{
  static const char *const rows[] = {
    "", "{}", "null", "[7]", "[{}]", "[{\"op\":\"add\"}]", "[{\"path\":\"/expiresOn\",\"value\":\"2026-12-24\"}]",
    "[{\"op\":\"replace\",\"path\":\"/expiresOn\"}]", "[{\"op\":\"replace\",\"path\":\"/expiresOn\",\"value\":7}]",
    "[{\"op\":\"replace\",\"path\":\"/order/charge/amount\",\"value\":\"5\"}]",
    "[{\"op\":\"replace\",\"path\":\"/customLabels\",\"value\":{}}]",
    "[{\"op\":\"replace\",\"path\":\"/credentialOnFile\",\"value\":true}]",
    "[{\"op\":\"replace\",\"path\":\"/authType\",\"value\":null}]",
    "[{\"op\":\"replace\",\"path\":\"/merchantReference\",\"value\":\"x\"}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) body = values_bytes (rows[i]);
      g_autoptr(GError) error = NULL;

      g_assert_null (payroc_link_edit_new_from_body (body, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_date_clear (&today, 1);
  g_date_clear (&later, 1);
  g_date_set_dmy (&today, 22, G_DATE_NOVEMBER, 2026);
  g_date_set_dmy (&later, 24, G_DATE_DECEMBER, 2026);

  g_test_add_func ("/link-edit/single-use", test_single_use);
  g_test_add_func ("/link-edit/multi-use", test_multi_use);
  g_test_add_func ("/link-edit/unknown-kind", test_unknown_kind);
  g_test_add_func ("/link-edit/hold-with-bank", test_hold_with_bank);
  g_test_add_func ("/link-edit/unchanged-not-checked", test_unchanged_not_checked);
  g_test_add_func ("/link-edit/empty", test_empty);
  g_test_add_func ("/link-edit/no-difference", test_no_difference);
  g_test_add_func ("/link-edit/snapshot", test_snapshot);
  g_test_add_func ("/link-edit/ignored", test_ignored);
  g_test_add_func ("/link-edit/from-bad-body", test_from_bad_body);

  return g_test_run ();
}
