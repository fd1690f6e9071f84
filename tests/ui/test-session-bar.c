/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps an account from working is said in the window, and can be put right there. */
#include "ui-fixture.h"

#include "ui/parts/pl-field-note.h"
#include "ui/account/pl-session-bar.h"
#include "ui/window/pl-window.h"

#define ALWAYS "'times':100"

typedef struct
{
  UiFixture       ui;
  PlTestPractice *practice;
  GtkWidget      *window;
  PlAccount      *account;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  PlConnectRequest request = { .kind = PL_ACCOUNT_CUSTOM, .name = "Corner Shop", .session_only = TRUE, .check = TRUE };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ui_fixture_set_up (&fixture->ui, data);
  fixture->practice = pl_test_practice_new (NULL, NULL);
  request.terminal = pl_test_practice_get_terminal (fixture->practice);
  request.api_url = pl_test_practice_get_api_url (fixture->practice);
  request.identity_url = pl_test_practice_get_identity_url (fixture->practice);
  request.api_key = pl_test_practice_get_api_key (fixture->practice);
  pl_workspace_connect_async (fixture->ui.workspace, &request, NULL, core_keep_result_cb, &result);
  fixture->account = pl_workspace_connect_finish (fixture->ui.workspace, core_await (&result), &error);
  g_assert_no_error (error);

  fixture->window = pl_window_new (NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static gboolean
is_gone (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->window == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  core_wait_until (is_gone, fixture);
  g_clear_object (&fixture->account);
  g_clear_pointer (&fixture->practice, pl_test_practice_free);
  ui_fixture_tear_down (&fixture->ui, data);
}

static PlSession *
get_session (Fixture *fixture)
{
  return pl_window_get_session (PL_WINDOW (fixture->window));
}

static gboolean
is_ready (gpointer user_data)
{
  return get_session (user_data) != NULL && pl_session_get_state (get_session (user_data)) == PL_SESSION_READY;
}

static gboolean
is_refused (gpointer user_data)
{
  return pl_session_get_state (get_session (user_data)) == PL_SESSION_KEY_REFUSED;
}

static gboolean
is_missing (gpointer user_data)
{
  return get_session (user_data) != NULL && pl_session_get_state (get_session (user_data)) == PL_SESSION_KEY_MISSING;
}

static GtkWidget *
get_bar (Fixture *fixture)
{
  return ui_find_type (fixture->window, PL_TYPE_SESSION_BAR);
}

static gboolean
says_something (gpointer user_data)
{
  GtkWidget *revealer = ui_find_type (get_bar (user_data), GTK_TYPE_REVEALER);

  return gtk_revealer_get_child_revealed (GTK_REVEALER (revealer));
}

static gboolean
says_nothing (gpointer user_data)
{
  return !says_something (user_data);
}

static gboolean
is_refreshed (gpointer user_data)
{
  PlRefresh *refresh = pl_session_get_refresh (get_session (user_data));

  return !pl_refresh_get_running (refresh) && pl_refresh_get_last (refresh) > 0 &&
         pl_refresh_get_error (refresh) == NULL;
}

static gboolean
has_failed (gpointer user_data)
{
  PlRefresh *refresh = pl_session_get_refresh (get_session (user_data));

  return !pl_refresh_get_running (refresh) && pl_refresh_get_error (refresh) != NULL;
}

static void
open (Fixture *fixture)
{
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
  core_wait_until (is_ready, fixture);
  core_wait_until (is_refreshed, fixture);
}

static gboolean
has_no_dialog (gpointer user_data)
{
  Fixture *fixture = user_data;

  return ui_find_dialog (GTK_WINDOW (fixture->window)) == NULL;
}

static GtkWidget *
find_key_row (GtkWindow *dialog)
{
  return ui_find_type (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW);
}

static gboolean
key_is_refused (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWindow *dialog = ui_find_dialog (GTK_WINDOW (fixture->window));

  return pl_field_note_get_is_error (PL_FIELD_NOTE (ui_find_type (GTK_WIDGET (dialog), PL_TYPE_FIELD_NOTE)));
}

static void
enter_key (Fixture    *fixture,
           const char *key)
{
  GtkWindow *dialog = ui_find_dialog (GTK_WINDOW (fixture->window));

  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  gtk_editable_set_text (GTK_EDITABLE (find_key_row (dialog)), key);
  ui_click (ui_find_button (GTK_WIDGET (dialog), "Use Key"));
}

static void
test_all_is_well (Fixture       *fixture,
                  gconstpointer  data)
{
  open (fixture);
  g_assert_true (says_nothing (fixture));
}

static void
test_key_refused (Fixture       *fixture,
                  gconstpointer  data)
{
  open (fixture);
  pl_test_practice_add_fault (fixture->practice,
                              "{'operation':'authorize','kind':'status','status':401,'type':'not-authorized',"
                              ALWAYS "}");
  pl_test_practice_expire_tokens (fixture->practice);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  core_wait_until (is_refused, fixture);
  core_wait_until (says_something, fixture);
  g_assert_nonnull (ui_find_text (fixture->window,
                                  "Payroc no longer accepts the API key of “Corner Shop”. "
                                  "What you make is kept until there is a new one."));

  ui_click (ui_find_button (get_bar (fixture), "Replace Key…"));
  enter_key (fixture, "key-of-another");
  core_wait_until (key_is_refused, fixture);

  pl_test_practice_clear_faults (fixture->practice);
  enter_key (fixture, pl_test_practice_get_api_key (fixture->practice));
  core_wait_until (has_no_dialog, fixture);
  core_wait_until (is_ready, fixture);
  core_wait_until (says_nothing, fixture);
}

/* "This session only", and the session is over. */
static void
test_key_missing (Fixture       *fixture,
                  gconstpointer  data)
{
  ui_fixture_restart (&fixture->ui);
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
  core_wait_until (is_missing, fixture);
  core_wait_until (says_something, fixture);
  /* What is stored can be used meanwhile. */
  g_assert_true (gtk_widget_is_sensitive (ui_find_action (fixture->window, "win.new-link")));

  ui_click (ui_find_button (get_bar (fixture), "Enter Key…"));
  enter_key (fixture, pl_test_practice_get_api_key (fixture->practice));
  core_wait_until (is_ready, fixture);
  core_wait_until (has_no_dialog, fixture);
}

/* Once, quietly, and not again until all was well once. */
static void
test_refresh_fails (Fixture       *fixture,
                    gconstpointer  data)
{
  open (fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'listLinks','kind':'status','status':404," ALWAYS "}");
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  core_wait_until (has_failed, fixture);
  core_wait_until (says_something, fixture);
  g_assert_nonnull (ui_find_button (get_bar (fixture), "Try Again"));

  ui_click (ui_find_button (get_bar (fixture), "Hide"));
  core_wait_until (says_nothing, fixture);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  core_wait_until (has_failed, fixture);
  ui_run_for (400);
  g_assert_true (says_nothing (fixture));

  pl_test_practice_clear_faults (fixture->practice);
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  core_wait_until (is_refreshed, fixture);
  pl_test_practice_add_fault (fixture->practice, "{'operation':'listLinks','kind':'status','status':404," ALWAYS "}");
  gtk_widget_activate_action (fixture->window, "win.refresh", NULL);
  core_wait_until (says_something, fixture);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("/session-bar/all-is-well", test_all_is_well);
  ADD ("/session-bar/key-refused", test_key_refused);
  ADD ("/session-bar/key-missing", test_key_missing);
  ADD ("/session-bar/refresh-fails", test_refresh_fails);

  return g_test_run ();
}
