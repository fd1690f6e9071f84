/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is another in a table that is imported again can be decided where its row is mended. */
#include "import-fixture.h"
#include "ui-fixture.h"

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

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add ("/mend-row/send-again", Fixture, NULL, set_up, test_send_again, tear_down);
  g_test_add ("/mend-row/new-link", Fixture, NULL, set_up, test_new_link, tear_down);

  return g_test_run ();
}
