/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting checks key and terminal, and shows a refusal at the field it concerns. */
#include "ui-fixture.h"

#include "ui/account/pl-connect-dialog.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-form.h"

typedef struct
{
  UiFixture       ui;
  PlTestPractice *practice;
  GtkWidget      *dialog;
  PlAccount      *account; /* what "connected" brought */
} Fixture;

static void
connected_cb (PlConnectDialog *dialog,
              PlAccount       *account,
              Fixture         *fixture)
{
  g_assert_null (fixture->account);
  fixture->account = g_object_ref (account);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ui_fixture_set_up (&fixture->ui, data);
  fixture->practice = pl_test_practice_new ("--api-key", "key-of-the-shop", NULL);
  fixture->dialog = pl_connect_dialog_new (fixture->ui.workspace);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  pl_connect_dialog_set_custom (PL_CONNECT_DIALOG (fixture->dialog),
                                pl_test_practice_get_api_url (fixture->practice),
                                pl_test_practice_get_identity_url (fixture->practice));
  g_signal_connect (fixture->dialog, "connected", G_CALLBACK (connected_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  gtk_test_widget_wait_for_draw (fixture->dialog);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->dialog);
  g_clear_object (&fixture->account);
  g_clear_pointer (&fixture->practice, pl_test_practice_free);
  ui_fixture_tear_down (&fixture->ui, data);
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *title)
{
  return gtk_widget_get_ancestor (ui_find_text (fixture->dialog, title), ADW_TYPE_ENTRY_ROW);
}

static PlFieldNote *
note_of (Fixture    *fixture,
         const char *title)
{
  GtkWidget *note = gtk_widget_get_next_sibling (find_row (fixture, title));

  g_assert_true (PL_IS_FIELD_NOTE (note));

  return PL_FIELD_NOTE (note);
}

static void
fill_in (Fixture    *fixture,
         const char *key,
         const char *terminal)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (fixture, "API Key")), key);
  gtk_editable_set_text (GTK_EDITABLE (find_row (fixture, "Terminal Number")), terminal);
}

static gboolean
is_answered (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->account != NULL || fixture->dialog == NULL ||
         gtk_widget_is_sensitive (ui_find_button (fixture->dialog, "Connect"));
}

static void
press_connect (Fixture *fixture)
{
  ui_click (ui_find_button (fixture->dialog, "Connect"));
  core_wait_until (is_answered, fixture);
}

static gboolean
is_closed (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->dialog == NULL;
}

static void
test_connects (Fixture       *fixture,
               gconstpointer  data)
{
  /* A paste brings spaces and a newline along. */
  fill_in (fixture, "  key-of-the-shop ", pl_test_practice_get_terminal (fixture->practice));
  gtk_editable_set_text (GTK_EDITABLE (find_row (fixture, "Name in Paylinks (Optional)")), "Corner Shop");
  press_connect (fixture);

  g_assert_nonnull (fixture->account);
  g_assert_cmpstr (pl_account_get_name (fixture->account), ==, "Corner Shop");
  g_assert_cmpstr (pl_account_get_terminal (fixture->account), ==, pl_test_practice_get_terminal (fixture->practice));
  g_assert_cmpuint (g_list_model_get_n_items (pl_workspace_get_accounts (fixture->ui.workspace)), ==, 1);
  core_wait_until (is_closed, fixture);
}

static void
test_name_from_terminal (Fixture       *fixture,
                         gconstpointer  data)
{
  fill_in (fixture, "key-of-the-shop", pl_test_practice_get_terminal (fixture->practice));
  press_connect (fixture);

  g_assert_cmpstr (pl_account_get_name (fixture->account), ==, pl_test_practice_get_terminal (fixture->practice));
}

/* Nothing is asked of Payroc while something is missing; the first empty field has the focus. */
static void
test_required (Fixture       *fixture,
               gconstpointer  data)
{
  fill_in (fixture, "", " ");
  press_connect (fixture);

  g_assert_cmpstr (pl_field_note_get_text (note_of (fixture, "API Key")), ==, "The API key is needed.");
  g_assert_cmpstr (pl_field_note_get_text (note_of (fixture, "Terminal Number")), ==,
                   "The terminal number is needed.");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)),
                                         find_row (fixture, "API Key")));
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->practice, NULL), ==, 0);
}

static void
test_wrong_key (Fixture       *fixture,
                gconstpointer  data)
{
  fill_in (fixture, "key-of-another", pl_test_practice_get_terminal (fixture->practice));
  press_connect (fixture);

  g_assert_null (fixture->account);
  g_assert_true (g_str_has_prefix (pl_field_note_get_text (note_of (fixture, "API Key")),
                                   "Payroc does not accept the API key."));
  g_assert_null (pl_field_note_get_text (note_of (fixture, "Terminal Number")));
  g_assert_true (gtk_widget_has_css_class (find_row (fixture, "API Key"), "error"));
  g_assert_cmpuint (g_list_model_get_n_items (pl_workspace_get_accounts (fixture->ui.workspace)), ==, 0);

  /* Mended, it goes through. */
  fill_in (fixture, "key-of-the-shop", pl_test_practice_get_terminal (fixture->practice));
  press_connect (fixture);
  g_assert_nonnull (fixture->account);
}

static void
test_wrong_terminal (Fixture       *fixture,
                     gconstpointer  data)
{
  fill_in (fixture, "key-of-the-shop", "9999999");
  press_connect (fixture);

  g_assert_null (fixture->account);
  g_assert_nonnull (pl_field_note_get_text (note_of (fixture, "Terminal Number")));
  g_assert_true (pl_field_note_get_is_error (note_of (fixture, "Terminal Number")));
  g_assert_null (pl_field_note_get_text (note_of (fixture, "API Key")));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)),
                                         find_row (fixture, "Terminal Number")));
}

/* What concerns no field stands on top, and nothing was kept. */
static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  data)
{
  pl_test_practice_kill (fixture->practice);
  fill_in (fixture, "key-of-the-shop", "1234001");
  press_connect (fixture);

  g_assert_null (fixture->account);
  g_assert_nonnull (ui_find_text (fixture->dialog,
                                  "Payroc could not be reached. Nothing was changed. "
                                  "Check the internet connection and try again."));
  g_assert_cmpuint (g_list_model_get_n_items (pl_workspace_get_accounts (fixture->ui.workspace)), ==, 0);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  pl_test_practice_add_fault (fixture->practice, "{'operation':'authorize','kind':'delay','ms':60000}");
  fill_in (fixture, "key-of-the-shop", pl_test_practice_get_terminal (fixture->practice));
  ui_click (ui_find_button (fixture->dialog, "Connect"));
  ui_run_for (200);
  g_assert_false (is_answered (fixture));

  /* The first press stops it and keeps what was typed. */
  ui_click (ui_find_button (fixture->dialog, "Cancel"));
  core_wait_until (is_answered, fixture);
  g_assert_null (fixture->account);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "API Key"))), ==, "key-of-the-shop");
  g_assert_cmpuint (g_list_model_get_n_items (pl_workspace_get_accounts (fixture->ui.workspace)), ==, 0);
}

static void
test_asks_before_it_forgets (Fixture       *fixture,
                             gconstpointer  data)
{
  g_assert_false (pl_form_has_work (PL_FORM (fixture->dialog)));
  fill_in (fixture, "key-of-the-shop", "");
  ui_click (ui_find_button (fixture->dialog, "Cancel"));
  g_assert_nonnull (fixture->dialog);
  ui_answer (GTK_WINDOW (fixture->dialog), "discard");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->dialog);
}

/* With a keyring there is nothing to decide. */
static void
test_session_only (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_false (gtk_widget_get_mapped (ui_find_type (fixture->dialog, GTK_TYPE_SWITCH)));
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  ui_assert_named (fixture->dialog);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("/connect-dialog/connects", test_connects);
  ADD ("/connect-dialog/name-from-terminal", test_name_from_terminal);
  ADD ("/connect-dialog/required", test_required);
  ADD ("/connect-dialog/wrong-key", test_wrong_key);
  ADD ("/connect-dialog/wrong-terminal", test_wrong_terminal);
  ADD ("/connect-dialog/unreachable", test_unreachable);
  ADD ("/connect-dialog/cancel", test_cancel);
  ADD ("/connect-dialog/asks-before-it-forgets", test_asks_before_it_forgets);
  ADD ("/connect-dialog/session-only", test_session_only);
  ADD ("/connect-dialog/accessible", test_accessible);

  return g_test_run ();
}
