/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form sent off and the store could not take exists nowhere: whoever closed the form, and believes in it, is
 * told by the window behind; whoever did not, in the form. */
#include "edit-fixture.h"

#include "core/list/pl-link-picks.h"
#include "ui/bulk/pl-bulk-dialog.h"
#include "ui/create/pl-new-link-dialog.h"
#include "ui/import/pl-import-dialog.h"
#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-form.h"
#include "ui/share/pl-share-dialog.h"

typedef struct
{
  const char *name;
  void      (*open) (EditFixture *fixture);
  const char *heading;
  const char *text;
} Case;

static void
show (EditFixture *fixture,
      GtkWidget   *dialog)
{
  fixture->dialog = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &fixture->dialog);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->session.window));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (dialog);
}

static gboolean
can_be_sent (gpointer user_data)
{
  EditFixture *fixture = user_data;
  GtkWidget   *button = ui_find_action (fixture->dialog, "form.submit");

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
open_create (EditFixture *fixture)
{
  GtkWidget *entry;

  show (fixture, pl_new_link_dialog_new (fixture->session.session, NULL, NULL));
  entry = ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (pl_amount_entry_get_field (PL_AMOUNT_ENTRY (entry))), "49.99");
}

static void
open_share (EditFixture *fixture)
{
  edit_create_one (fixture);
  show (fixture, pl_share_dialog_new (fixture->session.session, fixture->link, NULL, NULL));
  gtk_editable_set_text (GTK_EDITABLE (session_find_row (fixture->dialog, "_Name and E-mail Address")),
                         "Sarah Hopper <sarah@example.com>");
}

static void
open_edit (EditFixture *fixture)
{
  edit_create_many (fixture);
  edit_open_form (fixture, NULL);
  edit_type_label (fixture, "Give");
}

static gboolean
is_read (gpointer user_data)
{
  return pl_link_list_get_ready (user_data);
}

static void
open_bulk (EditFixture *fixture)
{
  g_autoptr (PlLinkList)  links = NULL;
  g_autoptr (PlLinkPicks) picks = NULL;

  edit_create_one (fixture);
  links = pl_session_create_link_list (fixture->session.session);
  core_wait_until (is_read, links);
  picks = pl_link_picks_new (links);
  g_assert_true (pl_link_picks_add_matching (picks));
  show (fixture, pl_bulk_dialog_new (fixture->session.session, picks, PL_BATCH_SWITCH_OFF));
}

static void
open_import (EditFixture *fixture)
{
  PlImport                *import = pl_session_create_import (fixture->session.session);
  g_autofree char         *path = g_build_filename (fixture->session.ui.directory, "customers.csv", NULL);
  g_autoptr (GFile)        file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) checked = NULL;
  g_autoptr (GError)       error = NULL;

  g_assert_true (g_file_set_contents (path, "Reference,Amount\nINV-1,10\nINV-2,20\n", -1, NULL));
  pl_import_open_async (import, file, 0, TRUE, NULL, core_keep_result_cb, &opened);
  pl_import_open_finish (import, core_await (&opened), &error);
  g_assert_no_error (error);
  pl_import_check_async (import, NULL, core_keep_result_cb, &checked);
  pl_import_check_finish (import, core_await (&checked), &error);
  g_assert_no_error (error);
  show (fixture, pl_import_dialog_new (fixture->session.session, import));
  g_object_unref (import);
}

static const Case cases[] = {
  { "create", open_create, "The Link Was Not Created", "No link was created." },
  { "share", open_share, "The E-Mail Was Not Sent", "No e-mail was sent." },
  { "edit", open_edit, "The Link Was Not Changed", "The link is as it was." },
  { "bulk", open_bulk, "Nothing Was Changed", "Nothing was changed." },
  { "import", open_import, "Nothing Was Created", "No link was created." },
};

static char *
dup_text (const Case *test)
{
  return g_strconcat ("Paylinks may not write to its folder. ", test->text,
                      " Check who may write to the folder, then try again.", NULL);
}

static guint
count_changes (EditFixture *fixture)
{
  return pl_test_practice_count_requests (fixture->session.practice, "createLink")
         + pl_test_practice_count_requests (fixture->session.practice, "shareLink")
         + pl_test_practice_count_requests (fixture->session.practice, "editLink")
         + pl_test_practice_count_requests (fixture->session.practice, "deactivateLink");
}

static gboolean
window_tells (gpointer user_data)
{
  EditFixture *fixture = user_data;
  GtkWindow   *dialog = ui_find_dialog (GTK_WINDOW (fixture->session.window));

  return ADW_IS_MESSAGE_DIALOG (dialog);
}

static void
send_off (EditFixture *fixture,
          const Case  *test)
{
  gtk_window_present (GTK_WINDOW (fixture->session.window));
  test->open (fixture);
  core_wait_until (can_be_sent, fixture);
  pl_test_practice_clear_requests (fixture->session.practice);
  store_set_writable (pl_session_get_database (fixture->session.session), FALSE);
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  g_assert_true (pl_form_is_busy (PL_FORM (fixture->dialog)));
}

static void
test_closed (EditFixture   *fixture,
             gconstpointer  data)
{
  const Case      *test = data;
  g_autofree char *text = dup_text (test);
  GtkWindow       *told;

  send_off (fixture, test);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  core_wait_until (window_tells, fixture);
  core_wait_until (edit_is_closed, fixture);
  told = ui_find_dialog (GTK_WINDOW (fixture->session.window));
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (told)), ==, test->heading);
  g_assert_cmpstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (told)), ==, text);
  gtk_window_destroy (told);
  store_set_writable (pl_session_get_database (fixture->session.session), TRUE);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

/* It stays, says why, and can be sent off again. */
static void
test_open (EditFixture   *fixture,
           gconstpointer  data)
{
  const Case      *test = data;
  g_autofree char *text = dup_text (test);

  send_off (fixture, test);
  core_wait_until (edit_is_idle, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_nonnull (ui_find_text (fixture->dialog, text));
  g_assert_null (ui_find_dialog (GTK_WINDOW (fixture->dialog)));
  g_assert_cmpuint (count_changes (fixture), ==, 0);
  store_set_writable (pl_session_get_database (fixture->session.session), TRUE);
  core_wait_until (can_be_sent, fixture);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *closed = g_strconcat ("/form-unwritten/closed/", cases[i].name, NULL);
      g_autofree char *open = g_strconcat ("/form-unwritten/open/", cases[i].name, NULL);

      g_test_add (closed, EditFixture, &cases[i], edit_fixture_set_up, test_closed,
                  edit_fixture_tear_down);
      g_test_add (open, EditFixture, &cases[i], edit_fixture_set_up, test_open,
                  edit_fixture_tear_down);
    }

  return g_test_run ();
}
