/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the first start to an open account, and what the window does on the way. */
#include "window-fixture.h"

#include <glib/gstdio.h>

#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-toaster.h"
#include "ui/account/pl-welcome-page.h"
#include "ui/window/pl-shortcuts-window.h"
#include "ui/window/pl-window-private.h"

typedef WindowFixture Fixture;

/* The window is there before the data is. */
static void
test_before_data (Fixture       *fixture,
                  gconstpointer  data)
{
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_null (pl_window_get_session (PL_WINDOW (fixture->window)));
  g_assert_null (ui_find_type (fixture->window, PL_TYPE_WELCOME_PAGE));
}

static void
test_first_start (Fixture       *fixture,
                  gconstpointer  data)
{
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (gtk_widget_get_mapped (ui_find_type (fixture->window, PL_TYPE_WELCOME_PAGE)));
  g_assert_nonnull (ui_find_text (fixture->window, "Welcome to Paylinks"));
  /* Enter tries it out. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) ==
                 ui_find_action (fixture->window, "win.try-out"));
}

static void
test_try_out (Fixture       *fixture,
              gconstpointer  data)
{
  PlSession *session;

  window_fixture_try_out (fixture);
  session = pl_window_get_session (PL_WINDOW (fixture->window));
  g_assert_cmpint (pl_account_get_kind (pl_session_get_account (session)), ==, PL_ACCOUNT_PRACTICE);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_false (gtk_widget_get_mapped (ui_find_type (fixture->window, PL_TYPE_WELCOME_PAGE)));
  g_assert_true (gtk_widget_get_mapped (ui_find_type (fixture->window, PL_TYPE_ENVIRONMENT_BAR)));
  g_assert_nonnull (ui_find_text (fixture->window, "Practice"));
  g_assert_true (gtk_widget_is_sensitive (ui_find_action (fixture->window, "win.new-link")));
}

/* Asked for on the command line, before the data is open. */
static void
test_try_out_early (Fixture       *fixture,
                    gconstpointer  data)
{
  pl_window_try_out (PL_WINDOW (fixture->window));
  g_assert_null (pl_window_get_session (PL_WINDOW (fixture->window)));
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
  core_wait_until (window_fixture_is_ready, fixture);
}

static void
test_add_account_and_back (Fixture       *fixture,
                           gconstpointer  data)
{
  GtkWidget *page;
  GtkWidget *before;

  window_fixture_try_out (fixture);
  page = ui_find_type (fixture->window, PL_TYPE_WELCOME_PAGE);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  before = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_nonnull (before);
  gtk_widget_activate_action (fixture->window, "win.add-account", NULL);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (gtk_widget_get_mapped (page));
  g_assert_nonnull (ui_find_text (fixture->window, "Add an Account"));
  /* It is the practice account that is open. */
  g_assert_true (gtk_widget_get_mapped (ui_find_action (page, "win.connect")));
  g_assert_false (gtk_widget_get_mapped (ui_find_action (page, "win.try-out")));

  ui_click (ui_find_action (page, "win.back"));
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_nonnull (ui_find_text (fixture->window, "Practice"));
  /* Without it no key did anything. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == before);

  /* What had it may be gone, as a menu is. */
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  gtk_widget_activate_action (fixture->window, "win.add-account", NULL);
  gtk_widget_activate_action (fixture->window, "win.back", NULL);
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
  g_assert_true (gtk_widget_get_mapped (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
  g_assert_nonnull (pl_window_get_session (PL_WINDOW (fixture->window)));
}

static gboolean
has_no_session (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_window_get_session (PL_WINDOW (fixture->window)) == NULL;
}

static void
test_remove_account (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWindow *dialog;

  window_fixture_try_out (fixture);
  gtk_widget_activate_action (fixture->window, "win.account-settings", NULL);
  dialog = ui_find_dialog (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  ui_assert_named (GTK_WIDGET (dialog));
  g_assert_cmpint (ui_get_minimum_width (GTK_WIDGET (dialog)), <=, 360);

  ui_click (ui_find_button (GTK_WIDGET (dialog), "Remove From This Computer…"));
  ui_answer (dialog, "remove");
  core_wait_until (has_no_session, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (pl_workspace_get_accounts (fixture->ui.workspace)), ==, 0);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_nonnull (ui_find_text (fixture->window, "Welcome to Paylinks"));
}

static gboolean
has_no_server (gpointer user_data)
{
  Fixture *fixture = user_data;
  PlSession *session = pl_window_get_session (PL_WINDOW (fixture->window));

  return session != NULL && pl_session_get_state (session) == PL_SESSION_PRACTICE_FAILED;
}

/* Where a practice server would keep its state stands something else. */
static void
block_practice (Fixture *fixture)
{
  g_autofree char *practice = g_build_filename (fixture->ui.directory, "practice", NULL);
  g_autofree char *aside = g_strconcat (practice, "-aside", NULL);
  g_autoptr(GError) error = NULL;

  g_rename (practice, aside);
  g_file_set_contents (practice, "", 0, &error);
  g_assert_no_error (error);
}

static void
test_try_out_fails (Fixture       *fixture,
                    gconstpointer  data)
{
  block_practice (fixture);
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
  ui_click (ui_find_action (fixture->window, "win.try-out"));
  core_wait_until (window_fixture_has_dialog, fixture);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (ui_find_dialog (GTK_WINDOW (fixture->window)))),
                   ==, "The Practice Account Did Not Start");
  g_assert_true (gtk_widget_is_sensitive (ui_find_action (fixture->window, "win.try-out")));
  gtk_window_destroy (ui_find_dialog (GTK_WINDOW (fixture->window)));
}

/* Whether it would have started or not: nobody is there any more to be told, and no account is made for nobody. */
static void
test_close_while_starting (Fixture       *fixture,
                           gconstpointer  data)
{
  if (data != NULL)
    block_practice (fixture);
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
  pl_window_try_out (PL_WINDOW (fixture->window));
  window_fixture_close_for_good (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (pl_workspace_get_accounts (fixture->ui.workspace)), ==, 0);
}

/* A window that was never on the screen goes the same way, by its application. */
static void
test_end_unseen (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *window = g_object_ref_sink (pl_window_new (NULL));

  pl_window_set_workspace (PL_WINDOW (window), fixture->ui.workspace);
  pl_window_try_out (PL_WINDOW (window));
  pl_window_end (PL_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_unref (window);
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (pl_workspace_get_accounts (fixture->ui.workspace)), ==, 0);
}

static void
keep_account_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  PlAccount **account = user_data;
  g_autoptr(GError) error = NULL;

  *account = pl_workspace_try_out_finish (PL_WORKSPACE (object), result, &error);
  g_assert_no_error (error);
}

/* A practice server that does not start the next time can be tried again. */
static void
test_practice_failed (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *practice = g_build_filename (fixture->ui.directory, "practice", NULL);
  PlAccount *account = NULL;

  pl_workspace_try_out_async (fixture->ui.workspace, NULL, keep_account_cb, &account);
  while (account == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&account);
  ui_fixture_restart (&fixture->ui);
  block_practice (fixture);

  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
  core_wait_until (has_no_server, fixture);
  ui_await_text (fixture->window, "The practice account did not start. "
                                  "What was made before can still be looked at.");

  g_assert_cmpint (g_remove (practice), ==, 0);
  ui_click (ui_find_action (fixture->window, "win.reopen"));
  core_wait_until (window_fixture_is_ready, fixture);
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = g_error_new_literal (PL_STORE_ERROR, PL_STORE_ERROR_READ_ONLY, "no <way>");

  pl_window_show_failure (PL_WINDOW (fixture->window), error, "/home/<sarah>/paylinks");
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_nonnull (ui_find_text (fixture->window, "Paylinks Cannot Open Its Data"));
  g_assert_nonnull (ui_find_text (fixture->window, "Paylinks may not write to its folder. "
                                                   "Allow yourself to write to this folder, then try again. "
                                                   "What is stored in it is safe."));
  g_assert_nonnull (ui_find_text (fixture->window, "/home/<sarah>/paylinks"));
  ui_assert_named (fixture->window);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window));

  window_fixture_try_out (fixture);
  gtk_test_widget_wait_for_draw (fixture->window);
  ui_assert_named (fixture->window);
  /* Without the frame around the window. */
  g_assert_cmpint (ui_get_minimum_width (content), <=, 360);
}

static void
test_shortcuts (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWindow *shortcuts = GTK_WINDOW (pl_shortcuts_window_new (GTK_WINDOW (fixture->window)));

  gtk_window_present (shortcuts);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (shortcuts));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (shortcuts), "New link"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (shortcuts), "Shift+Ctrl+F"));
  gtk_window_close (shortcuts);
}

static void
test_toast_from_dialog (Fixture       *fixture,
                        gconstpointer  data)
{
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *label = gtk_label_new ("x");

  adw_window_set_content (ADW_WINDOW (dialog), label);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->window));
  pl_toaster_show (label, "5 < 6 & 7");
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_nonnull (ui_find_text (fixture->window, "5 < 6 & 7"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_passed (gpointer user_data)
{
  Fixture *fixture = user_data;

  return ui_find_text (fixture->window, "Link “INV-7” created") == NULL
         && ui_find_text (fixture->window, "Link “INV-7” sent to Sarah Hopper") != NULL;
}

/* The newer one is there at once, and what it took the place of does not come back. */
static void
test_toast_passing (Fixture       *fixture,
                    gconstpointer  data)
{
  pl_toaster_show (fixture->window, "Link “INV-7” created");
  gtk_test_widget_wait_for_draw (fixture->window);
  pl_toaster_show (fixture->window, "Link “INV-7” sent to Sarah Hopper");
  core_wait_until (is_passed, fixture);
  /* Time enough to come back in. */
  ui_run_for (700);
  g_assert_null (ui_find_text (fixture->window, "Link “INV-7” created"));
  g_assert_nonnull (ui_find_text (fixture->window, "Link “INV-7” sent to Sarah Hopper"));
}

static void
count_cb (gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
press_undo (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      g_autoptr (GtkShortcut)        shortcut = NULL;
      g_autofree char               *trigger = NULL;

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller)
          || g_list_model_get_n_items (G_LIST_MODEL (controller)) != 1)
        continue;

      shortcut = g_list_model_get_item (G_LIST_MODEL (controller), 0);
      trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
      if (g_str_equal (trigger, "<Control>z"))
        {
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, window, NULL);
          return;
        }
    }
}

static gboolean
is_undone (gpointer user_data)
{
  return ui_find_text (((Fixture *) user_data)->window, "Template deleted") == NULL;
}

/* With the keyboard too, once, while it stands; and another toast does not take it away. */
static void
test_toast_undo (Fixture       *fixture,
                 gconstpointer  data)
{
  guint n_undone = 0;

  pl_toaster_show_undo (fixture->window, "Template deleted", count_cb, &n_undone, NULL);
  pl_toaster_show (fixture->window, "Address copied");
  ui_await_text (fixture->window, "Template deleted");
  press_undo (fixture->window);
  g_assert_cmpuint (n_undone, ==, 1);
  core_wait_until (is_undone, fixture);
  press_undo (fixture->window);
  g_assert_cmpuint (n_undone, ==, 1);
}

/* A link and its mail are asked for, and one of them is not sent: who closes is told; who stays, stays; and when all of
 * it is sent, nobody is asked. */
static void
test_leave_unsent (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autoptr (PayrocShare) share = core_share_new ();
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) submitted = NULL;
  g_autoptr (GAsyncResult) flushed = NULL;
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) error = NULL;
  PlOutbox *outbox;
  GtkWindow *question;

  window_fixture_try_out (fixture);
  outbox = pl_session_get_outbox (pl_window_get_session (PL_WINDOW (fixture->window)));
  pl_outbox_create_async (outbox, draft, share, key, NULL, core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (outbox, core_await (&submitted), &error);
  g_assert_no_error (error);

  gtk_window_close (GTK_WINDOW (fixture->window));
  core_wait_until (window_fixture_has_dialog, fixture);
  question = ui_find_dialog (GTK_WINDOW (fixture->window));
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), ==, "Not Everything Is Sent Yet");
  g_assert_nonnull (ui_find_text (GTK_WIDGET (question),
                                  "Not sent yet: 1 new link · 1 e-mail. Nothing is lost: it waits on this computer, "
                                  "and is sent when you next open Paylinks."));
  ui_answer (GTK_WINDOW (fixture->window), "stay");
  core_wait_until (window_fixture_has_no_dialog, fixture);
  g_assert_nonnull (fixture->window);

  pl_outbox_flush_async (outbox, NULL, core_keep_result_cb, &flushed);
  g_assert_true (pl_outbox_flush_finish (outbox, core_await (&flushed), NULL));
  g_clear_object (&intent);
  /* At once: what is still being read back must not hold it. */
  gtk_window_close (GTK_WINDOW (fixture->window));
  window_fixture_wait_until_gone (fixture);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("/window/before-data", test_before_data);
  ADD ("/window/first-start", test_first_start);
  ADD ("/window/try-out", test_try_out);
  ADD ("/window/try-out-early", test_try_out_early);
  ADD ("/window/add-account-and-back", test_add_account_and_back);
  ADD ("/window/remove-account", test_remove_account);
  ADD ("/window/try-out-fails", test_try_out_fails);
  ADD ("/window/close-while-starting", test_close_while_starting);
  g_test_add ("/window/close-while-not-starting", Fixture, "blocked", window_fixture_set_up, test_close_while_starting,
              window_fixture_tear_down);
  ADD ("/window/end-unseen", test_end_unseen);
  ADD ("/window/practice-failed", test_practice_failed);
  ADD ("/window/failure", test_failure);
  ADD ("/window/accessible", test_accessible);
  ADD ("/window/shortcuts", test_shortcuts);
  ADD ("/window/toast-from-dialog", test_toast_from_dialog);
  ADD ("/window/toast-passing", test_toast_passing);
  ADD ("/window/toast-undo", test_toast_undo);
  ADD ("/window/leave-unsent", test_leave_unsent);

  return g_test_run ();
}
