/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts typed as in Germany, America and Japan; the 171 currencies by keyboard; nothing rounded. */
#include <glib/gstdio.h>
#include <locale.h>

#include "ui-fixture.h"

#include "payroc/money/payroc-currency.h"
#include "payroc/payroc-error.h"
#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-currency-button.h"

typedef struct
{
  GtkWidget     *window;
  PlAmountEntry *entry;
  GtkEditable   *text;
} Fixture;

static gboolean
is_active (gpointer user_data)
{
  return gtk_window_is_active (user_data);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->window = adw_window_new ();
  fixture->entry = g_object_new (PL_TYPE_AMOUNT_ENTRY, "currency", "USD", NULL);
  fixture->text = GTK_EDITABLE (pl_amount_entry_get_field (fixture->entry));
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->entry));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
  /* Only in a window that has the keyboard does an entry lose it. */
  core_wait_until (is_active, fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GObject) entry = g_object_ref (G_OBJECT (fixture->entry));

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&entry));
}

static gint64
get_amount (Fixture *fixture)
{
  gint64 amount;

  g_object_get (fixture->entry, "amount", &amount, NULL);

  return amount;
}

static char *
dup_currency (Fixture *fixture)
{
  char *currency;

  g_object_get (fixture->entry, "currency", &currency, NULL);

  return currency;
}

typedef struct
{
  const char *currency;
  const char *typed;
  gint64      amount; /* 0: an error */
  const char *left;   /* what stands there when the focus has gone */
} Typed;

static void
check_typed (Fixture     *fixture,
             const Typed *rows,
             guint        n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_test_message ("%s %s", rows[i].currency, rows[i].typed);
      gtk_editable_set_text (fixture->text, "");
      g_object_set (fixture->entry, "currency", rows[i].currency, NULL);
      gtk_widget_grab_focus (GTK_WIDGET (fixture->entry));
      gtk_editable_set_text (fixture->text, rows[i].typed);
      g_assert_cmpint (get_amount (fixture), ==, rows[i].amount);
      g_assert_true ((pl_amount_entry_get_error (fixture->entry) != NULL) == (rows[i].amount == 0));
      g_assert_cmpstr (gtk_editable_get_text (fixture->text), ==, rows[i].typed);

      gtk_widget_grab_focus (ui_find_type (GTK_WIDGET (fixture->entry), GTK_TYPE_MENU_BUTTON));
      g_assert_cmpstr (gtk_editable_get_text (fixture->text), ==, rows[i].left);
    }
}

/* Somebody who looks the price up elsewhere finds what was typed, cursor and all. */
static void
test_other_window (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *other = gtk_window_new ();

  gtk_widget_grab_focus (GTK_WIDGET (fixture->entry));
  gtk_editable_set_text (fixture->text, "1234");
  gtk_editable_set_position (fixture->text, 2);
  gtk_window_present (GTK_WINDOW (other));
  core_wait_until (is_active, other);
  g_assert_false (gtk_window_is_active (GTK_WINDOW (fixture->window)));
  g_assert_cmpstr (gtk_editable_get_text (fixture->text), ==, "1234");
  gtk_window_destroy (GTK_WINDOW (other));
  gtk_window_present (GTK_WINDOW (fixture->window));
  core_wait_until (is_active, fixture->window);
  g_assert_cmpstr (gtk_editable_get_text (fixture->text), ==, "1234");
  g_assert_cmpint (gtk_editable_get_position (fixture->text), ==, 2);

  gtk_widget_grab_focus (ui_find_type (GTK_WIDGET (fixture->entry), GTK_TYPE_MENU_BUTTON));
  g_assert_cmpstr (gtk_editable_get_text (fixture->text), ==, "1,234.00");
}

static void
test_english (Fixture       *fixture,
              gconstpointer  data)
{
  const Typed rows[] = {
    { "USD", "1234.5", 123450, "1,234.50" },
    { "USD", "1,234.50", 123450, "1,234.50" },
    { "USD", " 5 ", 500, "5.00" },
    { "USD", "0.01", 1, "0.01" },
    { "USD", "1.005", 0, "1.005" },
    { "USD", "1,5", 0, "1,5" },
    { "USD", "five", 0, "five" },
    { "JPY", "10000", 10000, "10,000" },
    { "JPY", "10.5", 0, "10.5" },
    { "BHD", "1.234", 1234, "1.234" },
    { "BHD", "1.2345", 0, "1.2345" },
    { "CLF", "1.2345", 12345, "1.2345" },
  };

  check_typed (fixture, rows, G_N_ELEMENTS (rows));
}

static void
test_german (Fixture       *fixture,
             gconstpointer  data)
{
  const Typed rows[] = {
    { "EUR", "1234,5", 123450, "1.234,50" },
    { "EUR", "1.234,50", 123450, "1.234,50" },
    /* A point does not divide euros from cents here, and is not taken for one that does. */
    { "EUR", "12.34", 0, "12.34" },
    { "EUR", "1,005", 0, "1,005" },
    { "JPY", "10.000", 10000, "10.000" },
    { "BHD", "1,234", 1234, "1,234" },
  };

  if (setlocale (LC_MONETARY, "de_DE.UTF-8") == NULL)
    g_error ("The test's own de_DE.UTF-8 is not there");
  check_typed (fixture, rows, G_N_ELEMENTS (rows));
  setlocale (LC_MONETARY, "C");
}

static void
test_japanese (Fixture       *fixture,
               gconstpointer  data)
{
  const Typed rows[] = {
    { "JPY", "10000", 10000, "10,000" },
    { "JPY", "10,000", 10000, "10,000" },
    { "JPY", "１００００", 10000, "10,000" },
    { "JPY", "10000.5", 0, "10000.5" },
    { "USD", "49.99", 4999, "49.99" },
  };

  if (setlocale (LC_MONETARY, "ja_JP.UTF-8") == NULL)
    g_error ("The test's own ja_JP.UTF-8 is not there");
  check_typed (fixture, rows, G_N_ELEMENTS (rows));
  setlocale (LC_MONETARY, "C");
}

static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  gtk_editable_set_text (fixture->text, "92233720368547758.07");
  g_assert_cmpint (get_amount (fixture), ==, G_MAXINT64);
  gtk_editable_set_text (fixture->text, "92233720368547758.08");
  g_assert_cmpint (get_amount (fixture), ==, 0);
  g_assert_error (pl_amount_entry_get_error (fixture->entry), PAYROC_ERROR, PAYROC_ERROR_INVALID);
}

/* The digits stay, when somebody chooses another currency: 10 dollars become 10 yen, and not 1000. */
static void
test_currency_changes (Fixture       *fixture,
                       gconstpointer  data)
{
  GObject *button = G_OBJECT (ui_find_type (GTK_WIDGET (fixture->entry), PL_TYPE_CURRENCY_BUTTON));

  gtk_editable_set_text (fixture->text, "10");
  g_object_set (button, "currency", "JPY", NULL);
  g_assert_cmpint (get_amount (fixture), ==, 10);
  g_object_set (button, "currency", "USD", NULL);
  gtk_editable_set_text (fixture->text, "10.50");
  g_object_set (button, "currency", "JPY", NULL);
  g_assert_cmpint (get_amount (fixture), ==, 0);
  g_assert_nonnull (pl_amount_entry_get_error (fixture->entry));
  g_object_set (button, "currency", "USD", NULL);
  g_assert_cmpint (get_amount (fixture), ==, 1050);
  g_assert_null (pl_amount_entry_get_error (fixture->entry));
}

/* Set by a draft, the minor units are what counts. */
static void
test_set (Fixture       *fixture,
          gconstpointer  data)
{
  g_object_set (fixture->entry, "amount", (gint64) 4999, NULL);
  g_assert_cmpstr (gtk_editable_get_text (fixture->text), ==, "49.99");
  g_object_set (fixture->entry, "currency", "JPY", NULL);
  g_assert_cmpint (get_amount (fixture), ==, 4999);
  g_assert_cmpstr (gtk_editable_get_text (fixture->text), ==, "4,999");
}

static void
test_prompt (Fixture       *fixture,
             gconstpointer  data)
{
  gtk_editable_set_text (fixture->text, "49.9");
  g_object_set (fixture->entry, "prompt", TRUE, NULL);
  g_assert_cmpint (get_amount (fixture), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (fixture->text), ==, "");
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (fixture->text)));
  g_object_set (fixture->entry, "prompt", FALSE, NULL);
  g_assert_cmpstr (gtk_editable_get_text (fixture->text), ==, "49.9");
  g_assert_cmpint (get_amount (fixture), ==, 4990);
}

static GtkEditable *
open_chooser (Fixture *fixture)
{
  GtkWidget *button = ui_find_type (GTK_WIDGET (fixture->entry), GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));

  return GTK_EDITABLE (ui_find_type (GTK_WIDGET (fixture->entry), GTK_TYPE_SEARCH_ENTRY));
}

static void
press (Fixture *fixture,
       guint    keyval)
{
  GtkEventController *controller = NULL;
  GtkWidget          *search = ui_find_type (GTK_WIDGET (fixture->entry), GTK_TYPE_SEARCH_ENTRY);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (search);
  gboolean            taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) candidate = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (candidate)
          && gtk_event_controller_get_propagation_phase (candidate) == GTK_PHASE_CAPTURE)
        controller = candidate;
    }
  g_assert_nonnull (controller);
  g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &taken);
  g_assert_true (taken);
}

/* By keyboard alone: what is typed finds a code before a name, the arrows walk, and Enter takes what is marked. */
static void
test_chooser (Fixture       *fixture,
              gconstpointer  data)
{
  const struct
  {
    const char *typed;
    guint       n_down;
    const char *expected;
  } rows[] = {
    { "rub", 0, "RUB" },
    { "aruba", 0, "AWG" },
    { "eur", 0, "EUR" },
    { "YEN", 0, "JPY" },
    { "fran", 1, "CDF" },
    { "unit of account", 0, "CLF" },
    { "bhd", 3, "BHD" },
    { "réal", 0, "BRL" },
    { "", 0, "BRL" },
    { "no such", 0, "BRL" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkEditable     *search = open_chooser (fixture);
      g_autofree char *currency = NULL;

      g_test_message ("%s", rows[i].typed);
      gtk_editable_set_text (search, rows[i].typed);
      for (guint j = 0; j < rows[i].n_down; j++)
        press (fixture, GDK_KEY_Down);
      g_signal_emit_by_name (search, "activate");
      currency = dup_currency (fixture);
      g_assert_cmpstr (currency, ==, rows[i].expected);
    }
}

static void
test_chooser_has_all (Fixture       *fixture,
                      gconstpointer  data)
{
  const char *const *codes = payroc_currency_get_codes ();
  GtkSelectionModel *model;
  g_autofree char   *first = NULL;

  pl_amount_entry_set_own_currency (fixture->entry, codes[170]);
  open_chooser (fixture);
  model = gtk_list_view_get_model (GTK_LIST_VIEW (ui_find_type (GTK_WIDGET (fixture->entry), GTK_TYPE_LIST_VIEW)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 171);

  for (guint i = 0; i < 171; i++)
    {
      g_autoptr (GtkStringObject) row = g_list_model_get_item (G_LIST_MODEL (model), i);
      const char                 *text = gtk_string_object_get_string (row);

      /* The account's own comes first, and only there. */
      g_assert_true (g_str_has_prefix (text, codes[i == 0 ? 170 : i - 1]));
      g_assert_cmpuint (strlen (text), >, 5);
    }
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *button = ui_find_type (GTK_WIDGET (fixture->entry), GTK_TYPE_MENU_BUTTON);

  ui_assert_named (GTK_WIDGET (fixture->entry));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Currency: USD");
  gtk_test_accessible_assert_property (fixture->text, GTK_ACCESSIBLE_PROPERTY_LABEL, "Amount");
}

/* A machine need not speak German: the test brings the languages that it types in. */
static char *
make_locales (void)
{
  const char *const names[] = { "de_DE", "ja_JP" };
  g_autoptr (GError) error = NULL;
  char              *directory = g_dir_make_tmp ("paylinks-locales-XXXXXX", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.UTF-8", directory, names[i]);
      int              status;

      g_spawn_sync (NULL, (char *[]) { "localedef", "-i", (char *) names[i], "-f", "UTF-8", path, NULL }, NULL,
                    G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
      g_assert_no_error (error);
      g_spawn_check_wait_status (status, &error);
      g_assert_no_error (error);
    }
  g_setenv ("LOCPATH", directory, TRUE);

  return directory;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *locales = make_locales ();
  int              status;

  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/amount-typing/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("english", test_english);
  ADD ("german", test_german);
  ADD ("japanese", test_japanese);
  ADD ("other-window", test_other_window);
  ADD ("too-large", test_too_large);
  ADD ("currency-changes", test_currency_changes);
  ADD ("set", test_set);
  ADD ("prompt", test_prompt);
  ADD ("chooser", test_chooser);
  ADD ("chooser/has-all", test_chooser_has_all);
  ADD ("names", test_names);
#undef ADD

  status = g_test_run ();
  ui_remove_tree (locales);

  return status;
}
