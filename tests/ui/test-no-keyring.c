/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On a desktop without a keyring the key is used for the session, when the merchant says so, and never written down. */
#include "ui-fixture.h"

#include "ui/account/pl-connect-dialog.h"
#include "ui/window/pl-window.h"

typedef struct
{
  UiFixture       ui;
  PlTestPractice *practice;
  GtkWidget      *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ui_fixture_set_up (&fixture->ui, data);
  fixture->practice = pl_test_practice_new ("--api-key", "key-of-the-shop", NULL);
  fixture->window = pl_window_new (NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
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
  g_clear_pointer (&fixture->practice, pl_test_practice_free);
  ui_fixture_tear_down (&fixture->ui, data);
}

static gboolean
is_ready (gpointer user_data)
{
  Fixture *fixture = user_data;
  PlSession *session = pl_window_get_session (PL_WINDOW (fixture->window));

  return session != NULL && pl_session_get_state (session) == PL_SESSION_READY;
}

static GtkWidget *
open_dialog (Fixture *fixture)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (fixture->window, "win.connect", NULL);
  dialog = GTK_WIDGET (ui_find_dialog (GTK_WINDOW (fixture->window)));
  pl_connect_dialog_set_custom (PL_CONNECT_DIALOG (dialog),
                                pl_test_practice_get_api_url (fixture->practice),
                                pl_test_practice_get_identity_url (fixture->practice));
  gtk_test_widget_wait_for_draw (dialog);

  return dialog;
}

static gboolean
offers_session (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWidget *dialog = GTK_WIDGET (ui_find_dialog (GTK_WINDOW (fixture->window)));

  return gtk_widget_get_mapped (ui_find_type (dialog, GTK_TYPE_SWITCH)) &&
         gtk_widget_is_sensitive (ui_find_button (dialog, "Connect"));
}

static void
test_connect (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture);
  GtkWidget *terminal = gtk_widget_get_ancestor (ui_find_text (dialog, "Terminal Number"), ADW_TYPE_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW)), "key-of-the-shop");
  gtk_editable_set_text (GTK_EDITABLE (terminal), pl_test_practice_get_terminal (fixture->practice));

  /* It is not kept behind the merchant's back: the first try says why not. */
  if (!gtk_switch_get_active (GTK_SWITCH (ui_find_type (dialog, GTK_TYPE_SWITCH))))
    {
      ui_click (ui_find_button (dialog, "Connect"));
      core_wait_until (offers_session, fixture);
      g_assert_nonnull (ui_find_text (dialog,
                                      "This desktop has no keyring to keep the API key in. Nothing was changed. "
                                      "The key can be used for this session only: "
                                      "it is then forgotten when Paylinks is closed."));
      g_assert_cmpuint (g_list_model_get_n_items (pl_workspace_get_accounts (fixture->ui.workspace)), ==, 0);
      gtk_switch_set_active (GTK_SWITCH (ui_find_type (dialog, GTK_TYPE_SWITCH)), TRUE);
    }

  ui_click (ui_find_button (dialog, "Connect"));
  core_wait_until (is_ready, fixture);
}

/* The practice account needs none. */
static void
test_try_out (Fixture       *fixture,
              gconstpointer  data)
{
  ui_click (ui_find_action (fixture->window, "win.try-out"));
  core_wait_until (is_ready, fixture);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("/no-keyring/connect", test_connect);
  ADD ("/no-keyring/try-out", test_try_out);

  return g_test_run ();
}
