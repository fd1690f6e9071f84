/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed is still the amount when another currency is chosen, or it is said why not. */
#include "payroc/payroc-error.h"
#include "ui/parts/pl-amount-entry.h"

typedef struct
{
  const char       *from;
  const char       *typed;
  const char       *to;
  gint64            amount;
  const char       *text;
  PayrocFieldReason reason; /* when amount is 0 */
} CurrencyCase;

static void
test_currency (gconstpointer user_data)
{
  const CurrencyCase *test = user_data;
  GtkWidget          *entry = g_object_ref_sink (g_object_new (PL_TYPE_AMOUNT_ENTRY, "currency", test->from, NULL));
  GtkEditable        *field = GTK_EDITABLE (pl_amount_entry_get_field (PL_AMOUNT_ENTRY (entry)));
  gint64              amount;

  gtk_editable_set_text (field, test->typed);
  g_assert_no_error (pl_amount_entry_get_error (PL_AMOUNT_ENTRY (entry)));
  /* As the button does when a currency is chosen: the property of the entry would keep the amount in minor units. */
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_first_child (entry));
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (child != GTK_WIDGET (field))
        g_object_set (child, "currency", test->to, NULL);
    }

  g_object_get (entry, "amount", &amount, NULL);
  g_assert_cmpint (amount, ==, test->amount);
  g_assert_cmpstr (gtk_editable_get_text (field), ==, test->text);
  /* What we wrote leaves the cursor where typing goes on. */
  if (g_strcmp0 (test->typed, test->text) != 0)
    g_assert_cmpint (gtk_editable_get_position (field), ==, g_utf8_strlen (test->text, -1));
  if (amount > 0)
    {
      g_assert_no_error (pl_amount_entry_get_error (PL_AMOUNT_ENTRY (entry)));
    }
  else
    {
      GPtrArray              *fields = payroc_error_get_fields (pl_amount_entry_get_error (PL_AMOUNT_ENTRY (entry)));
      const PayrocFieldError *error = g_ptr_array_index (fields, 0);

      g_assert_cmpint (error->reason, ==, test->reason);
    }
  g_assert_finalize_object (entry);
}

/* A word about what nobody would ask for, that comes and goes with it, and no error of its own. */
static void
test_doubt (void)
{
  static const struct
  {
    const char *typed;
    gboolean    doubted;
  } cases[] = {
    { "49.99", FALSE }, { "999,999.99", FALSE }, { "1,000,000.00", TRUE }, { "99999999999.99", TRUE }, { "12x", FALSE },
    { "100000000", TRUE }, { "", FALSE },
  };
  GtkWidget   *entry = g_object_ref_sink (g_object_new (PL_TYPE_AMOUNT_ENTRY, "currency", "USD", NULL));
  GtkWidget   *note = g_object_ref_sink (g_object_new (PL_TYPE_FIELD_NOTE, NULL));
  GtkEditable *field = GTK_EDITABLE (pl_amount_entry_get_field (PL_AMOUNT_ENTRY (entry)));

  pl_amount_entry_set_note (PL_AMOUNT_ENTRY (entry), PL_FIELD_NOTE (note));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].typed);
      gtk_editable_set_text (field, cases[i].typed);
      g_assert_cmpint (gtk_widget_get_visible (note), ==, cases[i].doubted);
      g_assert_false (pl_field_note_get_is_error (PL_FIELD_NOTE (note)));
    }

  /* What is wrong comes before what is odd; mended, it is odd again. */
  gtk_editable_set_text (field, "1,000,000.00");
  pl_field_note_set_error (PL_FIELD_NOTE (note), "Payroc does not accept this.");
  g_assert_true (pl_field_note_get_is_error (PL_FIELD_NOTE (note)));
  g_object_set (entry, "prompt", TRUE, NULL);
  g_assert_false (gtk_widget_get_visible (note));
  g_object_set (entry, "prompt", FALSE, NULL);
  g_assert_true (gtk_widget_get_visible (note));
  g_object_set (entry, "amount", G_GINT64_CONSTANT (500), NULL);
  g_assert_false (gtk_widget_get_visible (note));

  g_object_set (note, "field", NULL, NULL);
  g_assert_finalize_object (entry);
  g_assert_finalize_object (note);
}

int
main (int   argc,
      char *argv[])
{
  static const CurrencyCase cases[] = {
    { "USD", "10", "JPY", 10, "10", 0 },
    { "USD", "10,000.00", "JPY", 10000, "10,000", 0 },
    { "KWD", "5.250", "USD", 525, "5.25", 0 },
    { "KWD", "5.255", "USD", 0, "5.255", PAYROC_FIELD_REASON_TOO_PRECISE },
    { "USD", "10.01", "JPY", 0, "10.01", PAYROC_FIELD_REASON_TOO_PRECISE },
    { "JPY", "10", "USD", 1000, "10", 0 },
    { "USD", "10.00", "EUR", 1000, "10.00", 0 },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/amount-entry/currency/%s-%s-%s", cases[i].from, cases[i].to,
                                               cases[i].typed);

      g_test_add_data_func (path, &cases[i], test_currency);
    }

  g_test_add_func ("/amount-entry/doubt", test_doubt);

  return g_test_run ();
}
