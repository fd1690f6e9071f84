/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is another in a table that is imported again can be decided where its row is mended. */
#include "import-fixture.h"
#include "ui-fixture.h"

#include "ui/import/pl-mend-list.h"
#include "ui/import/pl-mend-row.h"

typedef struct
{
  CoreFixture core;
  GtkWidget  *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  import_set_up (&fixture->core, NULL);
  fixture->window = adw_window_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  core_fixture_tear_down (&fixture->core, NULL);
}

static PlImport *
open_shared (Fixture    *fixture,
             const char *table)
{
  PlImport *import = import_open_table (&fixture->core, table, FALSE);

  pl_import_set_share (import, TRUE);
  import_check (import);

  return import;
}

static GtkWidget *
show_row (Fixture  *fixture,
          PlImport *import)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = pl_mend_row_new_whole (import_get_row (import, 0));

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_window_set_content (ADW_WINDOW (fixture->window), list);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);

  return row;
}

/* Another address: sent once more when the merchant says so, and that can be taken back. */
static void
test_send_again (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PlImport) import = open_shared (fixture, "reference,amount,email\nA1,10,sarah@example.com\n");
  GtkWidget *row;

  g_assert_null (ui_find_button (show_row (fixture, import), "Send Again"));
  import_submit_and_send (&fixture->core, import);
  g_clear_object (&import);
  import = open_shared (fixture, "reference,amount,email\nA1,10,sara@example.com\n");
  row = show_row (fixture, import);
  ui_click (ui_find_button (row, "Send Again"));
  g_assert_true (pl_import_row_get_again (import_get_row (import, 0)));
  import_check (import);
  g_assert_true (pl_import_row_get_will_share (import_get_row (import, 0)));
  g_assert_nonnull (ui_find_text (row, "The e-mail is sent as it is now"));
  ui_click (ui_find_button (row, "Do Not"));
  import_check (import);
  g_assert_false (pl_import_row_get_will_share (import_get_row (import, 0)));
  ui_assert_named (row);
}

/* Switched off since: a new link when the merchant says so. */
static void
test_new_link (Fixture       *fixture,
               gconstpointer  data)
{
  static const char table[] = "reference,amount,email\nA1,10,sarah@example.com\n";
  g_autoptr (PlImport) import = open_shared (fixture, table);
  g_autoptr (PlIntent) off = NULL;
  GtkWidget *row;

  import_submit_and_send (&fixture->core, import);
  import_check (import);
  off = core_deactivate (&fixture->core, pl_import_row_get_fate (import_get_row (import, 0))->link_id);
  core_settle (&fixture->core, off);
  g_clear_object (&import);
  import = open_shared (fixture, table);
  row = show_row (fixture, import);
  ui_click (ui_find_button (row, "New Link"));
  import_check (import);
  g_assert_true (pl_import_row_get_will_create (import_get_row (import, 0)));
  g_assert_nonnull (ui_find_text (row, "A new link is created"));
}

static void
collect_rows (GtkWidget *widget,
              GString   *numbers)
{
  if (PL_IS_MEND_ROW (widget))
    g_string_append_printf (numbers, "%u ", pl_import_row_get_number (pl_mend_row_get_row (PL_MEND_ROW (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, numbers);
}

static void
assert_rows (PlMendList *list,
             PlImport   *import,
             const char *expected)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_auto (PlImportSummary) summary = { 0 };

  import_check (import);
  pl_import_get_summary (import, &summary);
  pl_mend_list_update (list, &summary, FALSE);
  collect_rows (GTK_WIDGET (list), numbers);
  g_assert_cmpstr (numbers->str, ==, expected);
}

static GtkEditable *
find_entry (GtkWidget *widget)
{
  GtkWidget *row = ui_find_type (widget, PL_TYPE_MEND_ROW);

  return GTK_EDITABLE (ui_find_type (row, ADW_TYPE_ENTRY_ROW));
}

/* Whatever is found to be wrong later stands where its row does, and what somebody is typing stays. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (PlImport) import
    = import_open_table (&fixture->core, "reference;amount\nA1;1,50\nA2;2.50\nA3;3,50\n;4\nA5;5.50\nA6;6x\n", FALSE);
  PlMendList *list = g_object_new (PL_TYPE_MEND_LIST, NULL);

  pl_mend_list_set_import (list, import);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (list));
  gtk_window_present (GTK_WINDOW (fixture->window));

  pl_import_set_decimal (import, '.');
  assert_rows (list, import, "2 4 5 7 ");
  pl_import_set_decimal (import, ',');
  assert_rows (list, import, "3 5 6 7 ");
  ui_assert_named (GTK_WIDGET (list));

  gtk_editable_set_text (find_entry (GTK_WIDGET (list)), "2,50 or so");
  g_assert_true (pl_mend_list_has_typed (list));
  pl_import_set_decimal (import, '.');
  assert_rows (list, import, "2 3 4 5 7 ");
  pl_mend_list_take_typed (list);
  g_assert_false (pl_mend_list_has_typed (list));
  assert_rows (list, import, "2 3 4 5 7 ");

  pl_mend_list_clear (list);
  assert_rows (list, import, "2 3 4 5 7 ");
}

/* Paid before by the same reference: one more where the merchant says so, for a row and for all of them. */
static void
test_anyway (Fixture       *fixture,
             gconstpointer  data)
{
  static const char    table[] = "reference,amount\nA1,1\nA2,2\nA3,3\n";
  g_autoptr (PlImport) import = import_open_table (&fixture->core, table, FALSE);
  PlMendList          *list = g_object_new (PL_TYPE_MEND_LIST, NULL);
  g_autoptr (PlIntent) other = NULL;
  GtkWidget           *row;

  pl_import_row_set_left_out (import_get_row (import, 2), TRUE);
  import_submit_and_send (&fixture->core, import);
  other = core_create_done (&fixture->core, "A3", FALSE);
  store_exec (fixture->core.store.database,
              "UPDATE link_documents SET document = replace (document, '\"active\"', '\"completed\"')");
  g_clear_object (&import);
  import = import_open_table (&fixture->core, table, FALSE);

  pl_mend_list_set_import (list, import);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (list));
  gtk_window_present (GTK_WINDOW (fixture->window));
  assert_rows (list, import, "4 ");
  g_assert_nonnull (ui_find_text (GTK_WIDGET (list), "Not Known Yet: 3 rows"));
  ui_assert_named (GTK_WIDGET (list));
  ui_click (ui_find_button (GTK_WIDGET (list), "Create All Anyway"));
  assert_rows (list, import, "");
  for (guint i = 0; i < 3; i++)
    g_assert_true (pl_import_row_get_will_create (import_get_row (import, i)));
  ui_click (ui_find_button (GTK_WIDGET (list), "Do Not"));
  assert_rows (list, import, "4 ");
  for (guint i = 0; i < 2; i++)
    g_assert_false (pl_import_row_get_will_create (import_get_row (import, i)));

  row = show_row (fixture, import);
  ui_click (ui_find_button (row, "Create Anyway"));
  import_check (import);
  g_assert_true (pl_import_row_get_will_create (import_get_row (import, 0)));
  g_assert_nonnull (ui_find_text (row, "A new link is created, though there was one"));
  ui_click (ui_find_button (row, "Do Not"));
  import_check (import);
  g_assert_false (pl_import_row_get_will_create (import_get_row (import, 0)));
}

/* What is seldom meant is created where the merchant says so, each row for itself. */
static void
test_doubtful (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (PlImport) import = import_open_table (&fixture->core, "reference,amount\nTotal,25000000\n", FALSE);
  GtkWidget           *row = show_row (fixture, import);

  g_assert_nonnull (ui_find_text (row, "This row looks like a total of the others\n"
                                       "Amount: $25,000,000.00 is unusually large"));
  g_assert_nonnull (ui_find_text (row, "Is this row meant as it is?"));
  ui_assert_named (row);
  ui_click (ui_find_button (row, "It Is Meant"));
  import_check (import);
  g_assert_cmpuint (pl_import_row_get_problems (import_get_row (import, 0))->len, ==, 0);
  g_assert_nonnull (ui_find_text (row, "This row is meant as it is"));
  ui_click (ui_find_button (row, "Do Not"));
  import_check (import);
  g_assert_cmpuint (pl_import_row_get_problems (import_get_row (import, 0))->len, ==, 2);
}

/* The first ones of the table, however many there are. */
static void
test_most (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GString)  table = g_string_new ("reference;amount\n");
  g_autoptr (GString)  late = g_string_new (NULL);
  g_autoptr (GString)  early = g_string_new (NULL);
  g_autoptr (PlImport) import = NULL;
  PlMendList          *list = g_object_new (PL_TYPE_MEND_LIST, NULL);

  /* Wrong with a decimal point are the rows from the thirtieth on, with a comma those before. */
  for (guint i = 2; i < 60; i++)
    g_string_append_printf (table, "A%u;%u%s\n", i, i, i < 30 ? ".50" : ",50");
  for (guint i = 0; i < PL_MEND_LIST_MOST; i++)
    {
      g_string_append_printf (early, "%u ", 2 + i);
      g_string_append_printf (late, "%u ", 30 + i);
    }
  import = import_open_table (&fixture->core, table->str, FALSE);
  pl_mend_list_set_import (list, import);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (list));
  gtk_window_present (GTK_WINDOW (fixture->window));

  pl_import_set_decimal (import, '.');
  assert_rows (list, import, late->str);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (list), "10 more follow as these are mended."));
  pl_import_set_decimal (import, ',');
  assert_rows (list, import, early->str);

  /* One that was mended by hand is right in either way: the next one follows. */
  pl_import_row_set_text (import_get_row (import, 0), PL_IMPORT_FIELD_AMOUNT, "2");
  g_string_erase (early, 0, 2);
  g_string_append_printf (early, "%u ", 2 + PL_MEND_LIST_MOST);
  assert_rows (list, import, early->str);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add ("/mend-row/send-again", Fixture, NULL, set_up, test_send_again, tear_down);
  g_test_add ("/mend-row/new-link", Fixture, NULL, set_up, test_new_link, tear_down);
  g_test_add ("/mend-row/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/mend-row/anyway", Fixture, NULL, set_up, test_anyway, tear_down);
  g_test_add ("/mend-row/doubtful", Fixture, NULL, set_up, test_doubtful, tear_down);
  g_test_add ("/mend-row/most", Fixture, NULL, set_up, test_most, tear_down);

  return g_test_run ();
}
