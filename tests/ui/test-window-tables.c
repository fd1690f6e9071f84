/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that come to the main window and leave it: dropped, chosen, and written while its account changes. */
#include "window-fixture.h"

#include "ui/import/pl-import-dialog.h"
#include "ui/parts/pl-save.h"
#include "ui/window/pl-window-private.h"

/* What the desktop does when files are let go above the window. Returns: whether they were taken. */
static gboolean
drop (WindowFixture *fixture,
      ...)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->window);
  g_autoslist (GFile)    files = NULL;
  g_auto (GValue)        value = G_VALUE_INIT;
  gboolean               taken = FALSE;
  const char            *path;
  va_list                paths;

  va_start (paths, fixture);
  while ((path = va_arg (paths, const char *)) != NULL)
    files = g_slist_append (files, g_file_new_for_path (path));
  va_end (paths);

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller)
          && gdk_content_formats_contain_gtype (gtk_drop_target_get_formats (GTK_DROP_TARGET (controller)),
                                                GDK_TYPE_FILE_LIST))
        {
          g_assert_cmpint (gtk_drop_target_get_actions (GTK_DROP_TARGET (controller)), ==, GDK_ACTION_COPY);
          g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &taken);
        }
    }

  return taken;
}

static char *
write_table (WindowFixture *fixture,
             const char    *name,
             const char    *content)
{
  char *path = g_build_filename (fixture->ui.directory, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));

  return path;
}

/* Let go above the window, it is reviewed; nothing is created yet. */
static void
test_drop (WindowFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *path = write_table (fixture, "customers.csv", "Reference,Amount\nINV-1,10\nINV-2,20\n");
  GtkWindow       *dialog;

  g_assert_false (drop (fixture, path, NULL));
  window_fixture_try_out (fixture);
  g_assert_true (drop (fixture, path, NULL));
  core_wait_until (window_fixture_has_dialog, fixture);
  dialog = ui_find_dialog (GTK_WINDOW (fixture->window));
  g_assert_true (PL_IS_IMPORT_DIALOG (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (dialog), "customers.csv"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (dialog), "INV-2"));
  ui_assert_named (GTK_WIDGET (dialog));
  gtk_window_destroy (dialog);
}

/* What is no table is said, and not taken for one. */
static void
test_drop_rubbish (WindowFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = write_table (fixture, "photo.csv", "PK\003\004rubbish");
  GtkWindow       *dialog;

  window_fixture_try_out (fixture);
  g_assert_true (drop (fixture, path, NULL));
  core_wait_until (window_fixture_has_dialog, fixture);
  dialog = ui_find_dialog (GTK_WINDOW (fixture->window));
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, "The File Cannot Be Imported");
  gtk_window_destroy (dialog);
}

/* Of several only one is opened: that is said, so that nobody believes the others were. */
static void
test_drop_several (WindowFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *one = write_table (fixture, "one.csv", "Reference,Amount\nINV-1,10\n");
  g_autofree char *two = write_table (fixture, "two.csv", "Reference,Amount\nINV-2,20\n");

  window_fixture_try_out (fixture);
  g_assert_true (drop (fixture, one, two, NULL));
  core_wait_until (window_fixture_has_dialog, fixture);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (ui_find_dialog (GTK_WINDOW (fixture->window))), "one.csv"));
  g_assert_nonnull (ui_find_text (fixture->window, "One table at a time: the others were not opened"));
  gtk_window_destroy (ui_find_dialog (GTK_WINDOW (fixture->window)));
}

/* Who closes the window while a table is being read is shown nothing of it. */
static void
test_drop_and_close (WindowFixture *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = write_table (fixture, "customers.csv", data);

  window_fixture_try_out (fixture);
  g_assert_true (drop (fixture, path, NULL));
  window_fixture_close_for_good (fixture);
}

static gboolean
has_no_chooser (gpointer user_data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (GTK_IS_FILE_CHOOSER (at->data))
        return FALSE;
    }

  return TRUE;
}

/* The dialog that asks for a table goes with the window that asked. */
static void
test_chooser_goes (WindowFixture *fixture,
                   gconstpointer  data)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("GTK's file chooser brings libcloudproviders, which leaks");
  return;
#endif

  window_fixture_try_out (fixture);
  gtk_widget_activate_action (fixture->window, "win.import", NULL);
  core_wait_until (window_fixture_has_dialog, fixture);
  g_assert_false (has_no_chooser (NULL));
  ui_run_for (500);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  core_wait_until (has_no_chooser, NULL);
}

static gboolean
has_chooser (gpointer user_data)
{
  return !has_no_chooser (user_data);
}

static GtkWidget *
wait_for_question (WindowFixture *fixture)
{
  GtkWindow *question;

  gtk_widget_activate_action (fixture->window, "win.export-list-payments", NULL);
  core_wait_until (window_fixture_has_dialog, fixture);
  question = ui_find_dialog (GTK_WINDOW (fixture->window));
  g_assert_true (ADW_IS_MESSAGE_DIALOG (question));
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), ==, "Ask Payroc First?");

  return GTK_WIDGET (question);
}

/* A file for the books that lacks payments is not written in silence: Payroc is asked first, once. */
static void
test_payments_asked_first (WindowFixture *fixture,
                           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  PlSession                  *session;
  PlOutbox                   *outbox;
  g_autofree char            *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult)    submitted = NULL;
  g_autoptr (GAsyncResult)    settled = NULL;
  g_autoptr (PlIntent)        intent = NULL;
  GtkWidget                  *question;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("GTK's file chooser brings libcloudproviders, which leaks");
  return;
#endif

  window_fixture_try_out (fixture);
  session = PL_WINDOW (fixture->window)->session;
  outbox = pl_session_get_outbox (session);
  pl_outbox_create_async (outbox, draft, NULL, key, NULL, core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (outbox, core_await (&submitted), NULL);
  pl_outbox_settle_async (outbox, intent, NULL, core_keep_result_cb, &settled);
  g_assert_true (pl_outbox_settle_finish (outbox, core_await (&settled), NULL));

  question = wait_for_question (fixture);
  ui_assert_named (question);
  ui_answer (GTK_WINDOW (fixture->window), "cancel");
  core_wait_until (window_fixture_has_no_dialog, fixture);
  g_assert_true (has_no_chooser (NULL));

  wait_for_question (fixture);
  ui_answer (GTK_WINDOW (fixture->window), "ask");
  core_wait_until (has_chooser, NULL);
  ui_run_for (500);
  gtk_dialog_response (GTK_DIALOG (ui_find_dialog (GTK_WINDOW (fixture->window))), GTK_RESPONSE_CANCEL);
  core_wait_until (has_no_chooser, NULL);

  /* Now it is known: where to write it is asked at once. */
  gtk_widget_activate_action (fixture->window, "win.export-list-payments", NULL);
  core_wait_until (has_chooser, NULL);
  ui_run_for (500);
  gtk_dialog_response (GTK_DIALOG (ui_find_dialog (GTK_WINDOW (fixture->window))), GTK_RESPONSE_CANCEL);
  core_wait_until (has_no_chooser, NULL);
}

static gboolean
is_written (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* An export ends, though the account it is of is not the window's any more. */
static void
test_export_and_leave (WindowFixture *fixture,
                       gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->ui.directory, "links.csv", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->ui.directory);
  g_autoptr (GError) error = NULL;
  GtkWindow *chooser;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("GTK's file chooser brings libcloudproviders, which leaks");
  return;
#endif

  window_fixture_try_out (fixture);
  gtk_widget_activate_action (fixture->window, "win.export", NULL);
  core_wait_until (window_fixture_has_dialog, fixture);
  chooser = ui_find_dialog (GTK_WINDOW (fixture->window));
  g_assert_true (GTK_IS_FILE_CHOOSER (chooser));
  /* It begins with a folder of its own choice, and reads each for a while. */
  ui_run_for (500);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, &error);
  g_assert_no_error (error);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "links.csv");
  ui_run_for (500);

  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  core_wait_until (window_fixture_has_no_dialog, fixture);
  pl_window_set_session (PL_WINDOW (fixture->window), NULL);
  core_wait_until (is_written, path);
  ui_run_for (200);
}

static gboolean
offers_no_folder (gpointer user_data)
{
  return ui_find_button (((WindowFixture *) user_data)->window, "Show Folder") == NULL;
}

/* What was saved can be found; not where a sandbox has its own name for the folder. */
static void
test_show_folder (WindowFixture *fixture,
                  gconstpointer  data)
{
  g_autofree char  *hidden = g_build_filename (g_get_user_runtime_dir (), "doc", "7f3a", "links.csv", NULL);
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->ui.directory, "links.csv", NULL);
  g_autoptr (GFile) of_portal = g_file_new_for_path (hidden);

  window_fixture_try_out (fixture);
  pl_save_tell (fixture->window, "2 links saved", file);
  ui_await_text (fixture->window, "2 links saved");
  ui_await_button (fixture->window, "Show Folder");

  pl_save_tell (fixture->window, "3 links saved", of_portal);
  ui_await_text (fixture->window, "3 links saved");
  core_wait_until (offers_no_folder, fixture);
}

#define ADD(path, function) \
  g_test_add (path, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("/window-tables/drop", test_drop);
  ADD ("/window-tables/drop/rubbish", test_drop_rubbish);
  ADD ("/window-tables/drop/several", test_drop_several);
  g_test_add ("/window-tables/close-while-reading", WindowFixture, "Reference,Amount\nINV-1,10\n",
              window_fixture_set_up, test_drop_and_close, window_fixture_tear_down);
  g_test_add ("/window-tables/close-while-reading-rubbish", WindowFixture, "PK\003\004rubbish",
              window_fixture_set_up, test_drop_and_close, window_fixture_tear_down);
  ADD ("/window-tables/chooser-goes", test_chooser_goes);
  ADD ("/window-tables/show-folder", test_show_folder);
  ADD ("/window-tables/export-and-leave", test_export_and_leave);
  ADD ("/window-tables/payments-asked-first", test_payments_asked_first);

  return g_test_run ();
}
