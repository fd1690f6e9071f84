/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be typed and pasted into the form for a new link: sent as it is, or called wrong at its field. */
#include "new-link-fixture.h"

#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-form.h"

/* What stands there and is no amount is called wrong, not missing; it is work, too. */
static void
test_wrong_amount (NewLinkFixture *fixture,
                   gconstpointer   data)
{
  new_link_open (fixture, NULL, NULL);
  new_link_assert_summary (fixture, "Enter an amount, or let the customer choose it.");
  new_link_type_amount (fixture, "five");
  new_link_assert_summary (fixture, "Amount: This is not an amount. Write it like 1,234.50.");
  g_assert_true (pl_form_has_work (PL_FORM (fixture->dialog)));
  new_link_toggle (fixture, "_Let the Customer Choose the Amount");
  g_assert_null (strstr (new_link_get_summary (fixture), "not an amount"));
  new_link_toggle (fixture, "_Let the Customer Choose the Amount");
  new_link_assert_summary (fixture, "Amount: This is not an amount. Write it like 1,234.50.");

  /* Both wrong fields are told at once, each at its place. */
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), "");
  new_link_press_create (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "Amount"), ==, "This is not an amount. Write it like 1,234.50.");
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Reference"), ==, "This is needed.");
  new_link_type_amount (fixture, "");
  new_link_assert_summary (fixture, "Enter an amount, or let the customer choose it.");
}

/* What is typed in place of an amount is called what it is, at once, and never sent. */
static void
test_odd_amounts (NewLinkFixture *fixture,
                  gconstpointer   data)
{
  const struct
  {
    const char *currency;
    const char *text;
    const char *summary;
  } rows[] = {
    { "USD", "92233720368547758.07", "$92,233,720,368,547,758.07, one payment" },
    { "USD", "92233720368547758.08", "Amount: It is more than can be asked for." },
    { "USD", "99999999999999999999999999999999999999", "Amount: It is more than can be asked for." },
    { "USD", "-5", "Amount: It must be more than nothing." },
    { "USD", "0", "Amount: It must be more than nothing." },
    { "USD", "0.00", "Amount: It must be more than nothing." },
    { "USD", "1e3", "Amount: This is not an amount." },
    { "USD", "١٢٫٥", "Amount: This is not an amount." },
    { "USD", "💶", "Amount: This is not an amount." },
    { "USD", "\u200f25\u200f", "$25.00, one payment" },
    { "JPY", "1.5", "Amount: This currency has no decimals. Write it like 1,234." },
    { "JPY", "1500", "¥1,500, one payment" },
    { "BHD", "1.2345", "Amount: This currency has 3 decimals. Write it like 1,234.500." },
    { "BHD", "1.234", "BHD" },
  };

  new_link_open (fixture, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *summary;

      g_test_message ("%s %s", rows[i].currency, rows[i].text);
      new_link_type_amount (fixture, "");
      g_object_set (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "currency", rows[i].currency, NULL);
      new_link_type_amount (fixture, rows[i].text);
      summary = new_link_get_summary (fixture);
      g_test_message ("  %s", summary);
      g_assert_true (g_str_has_prefix (summary, rows[i].summary));
      if (!g_str_has_prefix (summary, "Amount: "))
        continue;

      new_link_press_create (fixture);
      g_assert_nonnull (session_note_of (fixture->dialog, "Amount"));
    }
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 0);
}

/* What somebody pastes arrives as it is, or is called wrong at its field; it is never cut. */
static void
test_odd_text (NewLinkFixture *fixture,
               gconstpointer   data)
{
  const char *const      odd = "👩‍🔧 שולחן, עשוי אלון & <b>Müller</b> \"quoted\" %s {name}";
  g_autofree char       *long_text = g_strnfill (10240, 'x');
  g_autofree char       *astral = g_strdup ("");
  g_autoptr (JsonObject) body = NULL;
  JsonObject            *order;

  for (guint i = 0; i < 24; i++)
    {
      g_autofree char *longer = g_strconcat (astral, "💶", NULL);

      g_free (astral);
      astral = g_steal_pointer (&longer);
    }

  new_link_open (fixture, NULL, NULL);
  new_link_type_amount (fixture, "5");
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Description")), long_text);
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), long_text);
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "Text on the Pay Button")), long_text);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
  new_link_press_create (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Description"), ==, "At most 1024 characters.");
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Reference"), ==, "At most 48 characters.");
  g_assert_cmpstr (session_note_of (fixture->dialog, "Text on the Pay Button"), ==, "At most 24 characters.");
  g_assert_nonnull (ui_find_text (fixture->dialog, "10240 of 1024"));
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Description")), odd);
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), "מס׳ 7 – ١٢٣");
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "Text on the Pay Button")), astral);
  new_link_press_create (fixture);
  core_wait_until (new_link_is_closed, fixture);
  body = new_link_dup_body (fixture);
  order = json_object_get_object_member (body, "order");
  g_assert_cmpstr (json_object_get_string_member (order, "description"), ==, odd);
  g_assert_cmpstr (json_object_get_string_member (body, "merchantReference"), ==, "מס׳ 7 – ١٢٣");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) \
  g_test_add ("/new-link-typing/" path, NewLinkFixture, NULL, new_link_set_up, test, new_link_tear_down)
  ADD ("wrong-amount", test_wrong_amount);
  ADD ("odd-amounts", test_odd_amounts);
  ADD ("odd-text", test_odd_text);
#undef ADD

  return g_test_run ();
}
