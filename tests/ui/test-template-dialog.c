/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template is saved as it was asked for, none is written over unseen, and what is deleted can be put back. */
#include "session-fixture.h"

#include "core/templates/pl-template-list.h"
#include "ui/create/pl-template-dialog.h"
#include "ui/create/pl-template-window.h"
#include "ui/parts/pl-form.h"
#include "ui/parts/pl-settings.h"
#include "ui/share/pl-message-editor.h"

typedef struct
{
  SessionFixture  session;
  PlTemplateList *list;
  GtkWidget      *dialog; /* weak */
} Fixture;

static gboolean
is_loaded (gpointer user_data)
{
  return pl_named_list_get_loaded (user_data);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
  gtk_window_present (GTK_WINDOW (fixture->session.window));
  fixture->list = pl_session_create_template_list (fixture->session.session);
  core_wait_until (is_loaded, fixture->list);
}

static gboolean
is_closed (gpointer user_data)
{
  return ((Fixture *) user_data)->dialog == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  core_wait_until (is_closed, fixture);
  g_clear_object (&fixture->list);
  session_fixture_tear_down (&fixture->session, data);
}

static PayrocLinkDraft *
create_draft (int days)
{
  PayrocLinkDraft *draft = core_draft_new ("INV-7");
  GDate            day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 22, G_DATE_NOVEMBER, 2026);
  g_date_add_days (&day, (guint) days);
  payroc_link_draft_set_expires_on (draft, &day);

  return draft;
}

static void
open_dialog (Fixture    *fixture,
             PlTemplate *template)
{
  g_autoptr (PayrocLinkDraft) draft = create_draft (14);
  GDate                       made_on;

  g_date_clear (&made_on, 1);
  g_date_set_dmy (&made_on, 22, G_DATE_NOVEMBER, 2026);
  fixture->dialog = pl_template_dialog_new (GTK_WINDOW (fixture->session.window), fixture->session.account,
                                            fixture->list, template, draft, &made_on);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  gtk_test_widget_wait_for_draw (fixture->dialog);
}

static void
type_name (Fixture    *fixture,
           const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (session_find_row (fixture->dialog, "_Name")), name);
}

static void
submit (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

static gboolean
has_one (gpointer user_data)
{
  return count (user_data) == 1;
}

static gboolean
has_none (gpointer user_data)
{
  return count (user_data) == 0;
}

static void
save (Fixture    *fixture,
      const char *name)
{
  open_dialog (fixture, NULL);
  type_name (fixture, name);
  submit (fixture);
  core_wait_until (is_closed, fixture);
  core_wait_until (has_one, fixture);
}

static PlTemplate *
find (Fixture    *fixture,
      const char *name)
{
  return pl_named_list_find_name (PL_NAMED_LIST (fixture->list), name);
}

/* Counted from the day it is used, as chosen; the usual message stays the usual one. */
static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  const PlExpiryRule *rule;

  open_dialog (fixture, NULL);
  g_assert_false (pl_form_has_work (PL_FORM (fixture->dialog)));
  ui_assert_named (fixture->dialog);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
  type_name (fixture, "  Rent ");
  submit (fixture);
  core_wait_until (is_closed, fixture);
  core_wait_until (has_one, fixture);

  g_assert_nonnull (find (fixture, "Rent"));
  rule = pl_template_get_expiry (find (fixture, "Rent"));
  g_assert_cmpint (rule->kind, ==, PL_EXPIRY_DAYS);
  g_assert_cmpuint (rule->days, ==, 14);
  g_assert_null (pl_template_get_message (find (fixture, "Rent")));
}

static void
test_day_and_message (Fixture       *fixture,
                      gconstpointer  data)
{
  const PlExpiryRule *rule;
  GtkTextView        *text;

  open_dialog (fixture, NULL);
  type_name (fixture, "Concert");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find_type (fixture->dialog, ADW_TYPE_COMBO_ROW)), 1);
  text = GTK_TEXT_VIEW (ui_find_type (fixture->dialog, GTK_TYPE_TEXT_VIEW));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), "See you there", -1);
  g_assert_true (pl_form_has_work (PL_FORM (fixture->dialog)));
  submit (fixture);
  core_wait_until (has_one, fixture);

  rule = pl_template_get_expiry (find (fixture, "Concert"));
  g_assert_cmpint (rule->kind, ==, PL_EXPIRY_DAY);
  g_assert_cmpint (g_date_get_day (&rule->day), ==, 6);
  g_assert_cmpstr (pl_template_get_message (find (fixture, "Concert")), ==, "See you there");

  /* The form begins with what it has, a day of the calendar too, and nothing of that is work. */
  open_dialog (fixture, find (fixture, "Concert"));
  g_assert_false (pl_form_has_work (PL_FORM (fixture->dialog)));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (ui_find_type (fixture->dialog, ADW_TYPE_COMBO_ROW))),
                    ==, 1);
}

static void
test_name (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *longest = g_strnfill (PL_NAMED_NAME_MAX, 'x');
  g_autofree char *too_long = g_strnfill (PL_NAMED_NAME_MAX + 1, 'x');

  open_dialog (fixture, NULL);
  submit (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Name"), ==, "Give it a name.");
  type_name (fixture, "   ");
  g_assert_null (session_note_of (fixture->dialog, "_Name"));
  submit (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Name"), ==, "Give it a name.");
  type_name (fixture, too_long);
  submit (fixture);
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "_Name"), "At most"));
  g_assert_cmpuint (count (fixture), ==, 0);
  type_name (fixture, longest);
  submit (fixture);
  core_wait_until (is_closed, fixture);
  core_wait_until (has_one, fixture);
}

static gboolean
has_second_message (gpointer user_data)
{
  PlTemplate *template = find (user_data, "Rent");

  return template != NULL && g_strcmp0 (pl_template_get_message (template), "Second") == 0;
}

/* Said before it is done, and done to that one. */
static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  GtkTextView *text;

  save (fixture, "Rent");
  open_dialog (fixture, NULL);
  type_name (fixture, "Rent");
  g_assert_nonnull (session_note_of (fixture->dialog, "_Name"));
  text = GTK_TEXT_VIEW (ui_find_type (fixture->dialog, GTK_TYPE_TEXT_VIEW));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), "Second", -1);
  submit (fixture);
  core_wait_until (is_closed, fixture);
  core_wait_until (has_second_message, fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
}

/* A name that was typed is work, too. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  open_dialog (fixture, NULL);
  type_name (fixture, "Rent");
  g_assert_true (pl_form_has_work (PL_FORM (fixture->dialog)));
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  ui_run_for (50);
  g_assert_nonnull (fixture->dialog);
  ui_answer (GTK_WINDOW (fixture->dialog), "keep");
  ui_run_for (50);
  g_assert_nonnull (fixture->dialog);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  ui_run_for (50);
  ui_answer (GTK_WINDOW (fixture->dialog), "discard");
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
open_window (Fixture *fixture)
{
  fixture->dialog = pl_template_window_new (GTK_WINDOW (fixture->session.window), fixture->session.account,
                                            fixture->list);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  gtk_test_widget_wait_for_draw (fixture->dialog);
}

static gboolean
shows_row (Fixture    *fixture,
           const char *title)
{
  GtkWidget *row = session_find_row (fixture->dialog, title);

  return row != NULL && gtk_widget_get_mapped (row);
}

static void
activate (Fixture    *fixture,
          const char *action,
          const char *name)
{
  gtk_widget_activate_action (fixture->dialog, action, "s", pl_named_get_id (PL_NAMED (find (fixture, name))));
}

static gboolean
offers_undo (gpointer user_data)
{
  return ui_find_button (((Fixture *) user_data)->dialog, "Undo") != NULL;
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *id = NULL;

  save (fixture, "Rent");
  id = g_strdup (pl_named_get_id (PL_NAMED (find (fixture, "Rent"))));
  open_window (fixture);
  ui_assert_named (fixture->dialog);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
  g_assert_true (shows_row (fixture, "Rent"));

  activate (fixture, "templates.delete", "Rent");
  core_wait_until (has_none, fixture);
  g_assert_false (shows_row (fixture, "Rent"));
  core_wait_until (offers_undo, fixture);
  ui_click (ui_find_button (fixture->dialog, "Undo"));
  core_wait_until (has_one, fixture);
  g_assert_true (shows_row (fixture, "Rent"));
  g_assert_cmpstr (pl_named_get_id (PL_NAMED (find (fixture, "Rent"))), ==, id);
}

/* Closed while the toast stands, the window is gone, and not only when the toast would be. */
static void
test_delete_and_close (Fixture       *fixture,
                       gconstpointer  data)
{
  save (fixture, "Rent");
  open_window (fixture);
  activate (fixture, "templates.delete", "Rent");
  core_wait_until (offers_undo, fixture);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  core_wait_until (is_closed, fixture);
}

static gboolean
is_renamed (gpointer user_data)
{
  return find (user_data, "Rent, Miller") != NULL;
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWindow *dialog;

  save (fixture, "Rent");
  open_window (fixture);
  activate (fixture, "templates.rename", "Rent");
  dialog = ui_find_dialog (GTK_WINDOW (fixture->dialog));
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (GTK_WIDGET (dialog), GTK_TYPE_EDITABLE)), "Rent, Miller");
  ui_answer (GTK_WINDOW (fixture->dialog), "save");
  core_wait_until (is_renamed, fixture);
  g_assert_null (find (fixture, "Rent"));
  g_assert_true (shows_row (fixture, "Rent, Miller"));
  g_assert_cmpuint (count (fixture), ==, 1);
}

static void
chosen_cb (GtkWidget  *window,
           PlTemplate *template,
           gpointer    user_data)
{
  *(char **) user_data = g_strdup (pl_named_get_name (PL_NAMED (template)));
}

/* Whoever chooses one wants to make a link of it: the window is out of the way. */
static void
test_choose (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *chosen = NULL;

  save (fixture, "Rent");
  open_window (fixture);
  g_signal_connect (fixture->dialog, "chosen", G_CALLBACK (chosen_cb), &chosen);
  g_signal_emit_by_name (gtk_widget_get_ancestor (session_find_row (fixture->dialog, "Rent"), GTK_TYPE_LIST_BOX),
                         "row-activated", session_find_row (fixture->dialog, "Rent"));
  core_wait_until (is_closed, fixture);
  g_assert_cmpstr (chosen, ==, "Rent");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/template-dialog/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("save", test_save);
  ADD ("day-and-message", test_day_and_message);
  ADD ("name", test_name);
  ADD ("replace", test_replace);
  ADD ("lost", test_lost);
  ADD ("window/delete", test_delete);
  ADD ("window/delete-and-close", test_delete_and_close);
  ADD ("window/rename", test_rename);
  ADD ("window/choose", test_choose);
#undef ADD

  return g_test_run ();
}
