/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentence that says what will be created, and what a form is filled with before anybody typed. */
#include "payroc/payroc-enums.h"
#include "core/links/pl-draft-defaults.h"
#include "ui/parts/pl-draft-text.h"

static const GDate *
get_today (void)
{
  static GDate today;

  g_date_set_dmy (&today, 22, G_DATE_NOVEMBER, 2026);

  return &today;
}

static void
test_summary (void)
{
  const struct
  {
    gint64           amount;
    const char      *currency;
    PayrocLinkKind   kind;
    PayrocChargeKind charge;
    PayrocAuthType   auth;
    gboolean         expires;
    const char      *expected;
  } rows[] = {
    { 10000, "JPY", PAYROC_LINK_KIND_SINGLE_USE, PAYROC_CHARGE_KIND_PRESET, PAYROC_AUTH_TYPE_SALE, TRUE,
      "¥10,000, one payment, until 31 December" },
    { 1, "USD", PAYROC_LINK_KIND_SINGLE_USE, PAYROC_CHARGE_KIND_PRESET, PAYROC_AUTH_TYPE_SALE, TRUE,
      "$0.01, one payment, until 31 December" },
    { 4999, "USD", PAYROC_LINK_KIND_MULTI_USE, PAYROC_CHARGE_KIND_PRESET, PAYROC_AUTH_TYPE_SALE, FALSE,
      "$49.99, many payments, never expires" },
    { 4999, "USD", PAYROC_LINK_KIND_MULTI_USE, PAYROC_CHARGE_KIND_PROMPT, PAYROC_AUTH_TYPE_SALE, TRUE,
      "The customer chooses the amount, many payments, until 31 December" },
    { 4999, "USD", PAYROC_LINK_KIND_SINGLE_USE, PAYROC_CHARGE_KIND_PRESET, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION, TRUE,
      "$49.99, one payment, until 31 December; the money is held, not collected" },
    { 0, "USD", PAYROC_LINK_KIND_SINGLE_USE, PAYROC_CHARGE_KIND_PRESET, PAYROC_AUTH_TYPE_SALE, TRUE,
      "Enter an amount, or let the customer choose it." },
    { 100, "XXX", PAYROC_LINK_KIND_SINGLE_USE, PAYROC_CHARGE_KIND_PRESET, PAYROC_AUTH_TYPE_SALE, TRUE,
      "Enter an amount, or let the customer choose it." },
  };
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 31, G_DATE_DECEMBER, 2026);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new ();
      g_autofree char            *text = NULL;

      payroc_link_draft_set_amount (draft, rows[i].amount);
      payroc_link_draft_set_currency (draft, rows[i].currency);
      payroc_link_draft_set_kind (draft, rows[i].kind);
      payroc_link_draft_set_charge_kind (draft, rows[i].charge);
      payroc_link_draft_set_auth_type (draft, rows[i].auth);
      payroc_link_draft_set_expires_on (draft, rows[i].expires ? &day : NULL);
      text = pl_draft_text_summary (draft, get_today ());
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

/* Characters, not bytes. */
static void
test_counter (void)
{
  const struct
  {
    const char *text;
    const char *expected;
  } rows[] = { { NULL, "0 of 24" }, { "", "0 of 24" }, { "Zahlen", "6 of 24" }, { "支払う", "3 of 24" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = pl_draft_text_counter (rows[i].text, 24);

      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
test_defaults (void)
{
  g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new ();
  g_autoptr (GPtrArray)       errors = NULL;

  pl_draft_defaults_fill (draft, "EUR", get_today ());
  pl_draft_defaults_fill_order_number (draft, get_today ());
  g_assert_cmpstr (payroc_link_draft_get_currency (draft), ==, "EUR");
  g_assert_cmpint (g_date_days_between (get_today (), payroc_link_draft_get_expires_on (draft)), ==, 30);

  /* An amount is all that is missing. */
  payroc_link_draft_set_amount (draft, 100);
  errors = payroc_link_draft_validate (draft, get_today ());
  g_assert_cmpuint (errors->len, ==, 0);
}

static void
test_defaults_keep (void)
{
  g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new ();
  GDate                       day = *get_today ();

  payroc_link_draft_set_currency (draft, "JPY");
  payroc_link_draft_set_reference (draft, "INV-7");
  payroc_link_draft_set_order_id (draft, "ORDER-7");
  payroc_link_draft_set_expires_on (draft, &day);
  pl_draft_defaults_fill (draft, "EUR", get_today ());
  pl_draft_defaults_fill_order_number (draft, get_today ());
  g_assert_cmpstr (payroc_link_draft_get_currency (draft), ==, "JPY");
  g_assert_cmpstr (payroc_link_draft_get_reference (draft), ==, "INV-7");
  g_assert_cmpstr (payroc_link_draft_get_order_id (draft), ==, "ORDER-7");
  g_assert_cmpint (g_date_compare (payroc_link_draft_get_expires_on (draft), get_today ()), ==, 0);

  /* A day that is over is not kept. */
  g_date_subtract_days (&day, 1);
  payroc_link_draft_set_expires_on (draft, &day);
  pl_draft_defaults_fill (draft, "EUR", get_today ());
  g_assert_cmpint (g_date_days_between (get_today (), payroc_link_draft_get_expires_on (draft)), ==, 30);
}

/* A link for many payments has no order, and may last for ever. */
static void
test_defaults_many (void)
{
  g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new ();

  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_expires_on (draft, NULL);
  payroc_link_draft_set_order_id (draft, "ORDER-7");
  pl_draft_defaults_fill (draft, "EUR", get_today ());
  pl_draft_defaults_fill_order_number (draft, get_today ());
  g_assert_null (payroc_link_draft_get_expires_on (draft));
  g_assert_cmpstr (payroc_link_draft_get_order_id (draft), ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft-text/summary", test_summary);
  g_test_add_func ("/draft-text/counter", test_counter);
  g_test_add_func ("/draft-text/defaults", test_defaults);
  g_test_add_func ("/draft-text/defaults/keep", test_defaults_keep);
  g_test_add_func ("/draft-text/defaults/many", test_defaults_many);

  return g_test_run ();
}
