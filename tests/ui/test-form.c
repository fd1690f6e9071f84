/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in a form is not lost by closing a window. */
#include "ui-fixture.h"

#include "payroc/payroc-error.h"
#include "ui/parts/pl-field-note.h"
#include "ui/parts/pl-form.h"

#define TEST_TYPE_FORM (test_form_get_type ())
G_DECLARE_FINAL_TYPE (TestForm, test_form, TEST, FORM, PlForm)

struct _TestForm
{
  PlForm   parent_instance;
  gboolean has_work;
  guint    n_submitted;
};

G_DEFINE_FINAL_TYPE (TestForm, test_form, PL_TYPE_FORM)

static gboolean
test_form_has_work (PlForm *form)
{
  return TEST_FORM (form)->has_work;
}

static void
test_form_submit (PlForm *form)
{
  TEST_FORM (form)->n_submitted++;
}

static void
test_form_class_init (TestFormClass *klass)
{
  PL_FORM_CLASS (klass)->has_work = test_form_has_work;
  PL_FORM_CLASS (klass)->submit = test_form_submit;
}

static void
test_form_init (TestForm *self)
{
}

/* A button that is pressed by Enter stays down for a moment (GtkButton, 250 ms), and is clicked then. */
#define PRESS_TIME 400

typedef struct
{
  GtkWindow *parent;
  GtkWindow *form; /* weak */
  guint      n_discarded;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->parent = GTK_WINDOW (adw_window_new ());
  gtk_window_present (fixture->parent);
  g_set_weak_pointer (&fixture->form, g_object_new (TEST_TYPE_FORM, "transient-for", fixture->parent, NULL));
  gtk_window_present (fixture->form);
  fixture->n_discarded = 0;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  if (fixture->form != NULL)
    gtk_window_destroy (fixture->form);
  g_clear_weak_pointer (&fixture->form);
  gtk_window_destroy (fixture->parent);
}

static void
discarded_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_discarded++;
}

static AdwMessageDialog *
find_question (Fixture *fixture)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();
  AdwMessageDialog *found = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_window_get_transient_for (l->data) == fixture->form)
        {
          g_assert_null (found);
          found = l->data;
        }
    }

  return found;
}

/* What a click on one of its buttons does. */
static void
answer (Fixture    *fixture,
        const char *response)
{
  AdwMessageDialog *question = g_object_ref (find_question (fixture));

  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
  g_object_unref (question);
}

static void
test_closes_without_work (Fixture       *fixture,
                          gconstpointer  user_data)
{
  g_assert_null (pl_form_find (fixture->parent));
  gtk_window_close (fixture->form);
  g_assert_null (fixture->form);
}

static void
test_keeps (Fixture       *fixture,
            gconstpointer  user_data)
{
  TEST_FORM (fixture->form)->has_work = TRUE;
  g_assert_true (pl_form_find (fixture->parent) == PL_FORM (fixture->form));

  gtk_window_close (fixture->form);
  g_assert_nonnull (find_question (fixture));
  /* Enter must not discard. */
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (find_question (fixture))));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (find_question (fixture)))
                 == gtk_window_get_default_widget (GTK_WINDOW (find_question (fixture))));
  answer (fixture, "keep");
  g_assert_nonnull (fixture->form);
  g_assert_null (find_question (fixture));
}

static void
test_discards (Fixture       *fixture,
               gconstpointer  user_data)
{
  TEST_FORM (fixture->form)->has_work = TRUE;

  pl_form_ask (PL_FORM (fixture->form), discarded_cb, fixture, NULL);
  answer (fixture, "discard");
  /* Not while the question above it is still being answered. */
  g_assert_nonnull (fixture->form);
  while (fixture->n_discarded == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fixture->form);
  g_assert_cmpuint (fixture->n_discarded, ==, 1);
}

static void
test_asks_once (Fixture       *fixture,
                gconstpointer  user_data)
{
  TEST_FORM (fixture->form)->has_work = TRUE;

  gtk_window_close (fixture->form);
  gtk_window_close (fixture->form);
  /* find_question() aborts when there are two. */
  g_assert_nonnull (find_question (fixture));
  answer (fixture, "keep");
  g_assert_null (find_question (fixture));
}

/* A form above a form: the work that is on top is asked about first. */
static void
test_finds_topmost (Fixture       *fixture,
                    gconstpointer  user_data)
{
  GtkWindow *above = g_object_new (TEST_TYPE_FORM, "transient-for", fixture->form, NULL);

  gtk_window_present (above);
  TEST_FORM (fixture->form)->has_work = TRUE;
  g_assert_true (pl_form_find (fixture->parent) == PL_FORM (fixture->form));
  TEST_FORM (above)->has_work = TRUE;
  g_assert_true (pl_form_find (fixture->parent) == PL_FORM (above));
  TEST_FORM (fixture->form)->has_work = FALSE;
  g_assert_true (pl_form_find (fixture->parent) == PL_FORM (above));
  gtk_window_destroy (above);
  g_assert_null (pl_form_find (fixture->parent));
}

static void
submit (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->form), "form.submit", NULL);
}

static void
test_submits_once (Fixture       *fixture,
                   gconstpointer  user_data)
{
  TestForm *form = TEST_FORM (fixture->form);

  submit (fixture);
  g_assert_cmpuint (form->n_submitted, ==, 1);
  pl_form_begin (PL_FORM (form), NULL);
  submit (fixture);
  g_assert_cmpuint (form->n_submitted, ==, 1);
  pl_form_end (PL_FORM (form));
  submit (fixture);
  g_assert_cmpuint (form->n_submitted, ==, 2);
}

/* Nor again once it is done. */
static void
test_done (Fixture       *fixture,
           gconstpointer  user_data)
{
  TestForm *form = TEST_FORM (fixture->form);

  submit (fixture);
  pl_form_begin (PL_FORM (form), NULL);
  pl_form_set_done (PL_FORM (form));
  submit (fixture);
  g_assert_cmpuint (form->n_submitted, ==, 1);

  /* Enter activates what is switched off, too. */
  gtk_widget_action_set_enabled (GTK_WIDGET (form), "form.submit", TRUE);
  submit (fixture);
  g_assert_cmpuint (form->n_submitted, ==, 1);
}

/* What is on its way and cannot be stopped is not lost: nothing is asked. */
static void
test_closes_while_busy (Fixture       *fixture,
                        gconstpointer  user_data)
{
  TEST_FORM (fixture->form)->has_work = TRUE;
  pl_form_begin (PL_FORM (fixture->form), NULL);
  gtk_window_close (fixture->form);
  g_assert_null (fixture->form);
}

static void
test_cancel_stops (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) second = g_cancellable_new ();

  pl_form_begin (PL_FORM (fixture->form), first);
  gtk_widget_activate_action (GTK_WIDGET (fixture->form), "form.cancel", NULL);
  g_assert_true (g_cancellable_is_cancelled (first));
  g_assert_nonnull (fixture->form);
  pl_form_end (PL_FORM (fixture->form));

  /* Whoever waits holds the form; closing stops it all the same. */
  pl_form_begin (PL_FORM (fixture->form), second);
  g_object_ref (fixture->form);
  gtk_window_destroy (fixture->form);
  g_assert_true (g_cancellable_is_cancelled (second));
  g_assert_true (pl_form_is_closed (PL_FORM (fixture->form)));
  g_object_unref (fixture->form);
  g_assert_null (fixture->form);
}

static void
add_field (Fixture    *fixture,
           GtkWidget  *widget,
           const char *type)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();

  GTK_BUILDABLE_GET_IFACE (fixture->form)->add_child (GTK_BUILDABLE (fixture->form), builder, G_OBJECT (widget), type);
}

static void
press_enter (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->form, "activate-default");
}

static gboolean
is_submitted (gpointer user_data)
{
  Fixture *fixture = user_data;

  return TEST_FORM (fixture->form)->n_submitted > 0;
}

/* Enter sends from where something is typed; on a switch it turns the switch. */
static void
test_enter (Fixture       *fixture,
            gconstpointer  user_data)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *toggle = gtk_check_button_new ();
  GtkWidget *button = gtk_button_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "form.submit");
  add_field (fixture, entry, NULL);
  add_field (fixture, toggle, NULL);
  add_field (fixture, button, "action");
  gtk_window_set_default_widget (fixture->form, button);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->form));

  gtk_widget_grab_focus (entry);
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (entry)), "activate");
  core_wait_until (is_submitted, fixture);

  gtk_widget_grab_focus (toggle);
  press_enter (fixture);
  g_assert_cmpuint (TEST_FORM (fixture->form)->n_submitted, ==, 1);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (toggle)));

  gtk_window_set_focus (fixture->form, NULL);
  press_enter (fixture);
  ui_run_for (PRESS_TIME);
  g_assert_cmpuint (TEST_FORM (fixture->form)->n_submitted, ==, 1);
}

static GtkWidget *
add_note (Fixture    *fixture,
          GtkWidget  *parent,
          const char *parameter)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *field = adw_entry_row_new ();

  gtk_list_box_append (GTK_LIST_BOX (list), field);
  gtk_list_box_append (GTK_LIST_BOX (list), g_object_new (PL_TYPE_FIELD_NOTE, "field", field, "parameter", parameter,
                                                          NULL));
  if (parent != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (parent), list);
  else
    add_field (fixture, list, NULL);

  return gtk_widget_get_last_child (list);
}

/* Notes are found wherever they are, in the order in which they are seen; a closed row around one opens. */
static void
test_shows_error (Fixture       *fixture,
                  gconstpointer  user_data)
{
  GtkWidget            *more = adw_expander_row_new ();
  GtkWidget            *name = add_note (fixture, NULL, "name");
  GtkWidget            *deep;
  g_autoptr (GPtrArray) errors = payroc_field_errors_new ();
  g_autoptr (GError)    error = NULL;
  g_autoptr (GError)    other = NULL;

  add_field (fixture, more, NULL);
  deep = add_note (fixture, more, "deep");
  payroc_field_errors_add (errors, "deep[1]", PAYROC_FIELD_REASON_REQUIRED, 0);
  payroc_field_errors_add (errors, "elsewhere", PAYROC_FIELD_REASON_REQUIRED, 0);
  payroc_error_check_fields (errors, "Wrong", &error);

  pl_form_show_error (PL_FORM (fixture->form), error, PL_WORK_CREATE);
  g_assert_false (pl_field_note_get_is_error (PL_FIELD_NOTE (name)));
  g_assert_true (pl_field_note_get_is_error (PL_FIELD_NOTE (deep)));
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (more)));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (fixture->form), "elsewhere: This is needed."));

  /* What has no field stands on top, and what was wrong before is forgiven. */
  other = g_error_new_literal (PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE, "No network");
  pl_form_show_error (PL_FORM (fixture->form), other, PL_WORK_CREATE);
  g_assert_false (pl_field_note_get_is_error (PL_FIELD_NOTE (deep)));
  g_assert_null (ui_find_text (GTK_WIDGET (fixture->form), "elsewhere: This is needed."));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/form/closes-without-work", test_closes_without_work);
  ADD ("/form/keeps", test_keeps);
  ADD ("/form/discards", test_discards);
  ADD ("/form/asks-once", test_asks_once);
  ADD ("/form/finds-topmost", test_finds_topmost);
  ADD ("/form/submits-once", test_submits_once);
  ADD ("/form/done", test_done);
  ADD ("/form/closes-while-busy", test_closes_while_busy);
  ADD ("/form/cancel-stops", test_cancel_stops);
  ADD ("/form/enter", test_enter);
  ADD ("/form/shows-error", test_shows_error);

  return g_test_run ();
}
