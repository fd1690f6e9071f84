/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An error stands at its field, goes when the field is mended, and none is lost. */
#include "ui/parts/pl-field-note.h"

typedef struct
{
  GtkWidget   *window;
  GtkWidget   *reference;
  PlFieldNote *reference_note;
  GtkWidget   *recipients;
  PlFieldNote *recipients_note;
} Form;

static PlFieldNote *
add_row (GtkWidget  *list,
         GtkWidget  *row,
         const char *parameter)
{
  GtkWidget *note = g_object_new (PL_TYPE_FIELD_NOTE, "field", row, "parameter", parameter, NULL);

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_list_box_append (GTK_LIST_BOX (list), note);

  return PL_FIELD_NOTE (note);
}

static void
set_up (Form          *form,
        gconstpointer  user_data)
{
  GtkWidget *list = gtk_list_box_new ();

  form->window = adw_window_new ();
  form->reference = adw_entry_row_new ();
  form->reference_note = add_row (list, form->reference, "merchantReference");
  form->recipients = adw_entry_row_new ();
  form->recipients_note = add_row (list, form->recipients, "recipients");
  adw_window_set_content (ADW_WINDOW (form->window), list);
  gtk_window_present (GTK_WINDOW (form->window));
}

static void
tear_down (Form          *form,
           gconstpointer  user_data)
{
  gtk_window_destroy (GTK_WINDOW (form->window));
}

static GPtrArray *
create_errors (const char *first, ...)
{
  GPtrArray *errors = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  va_list list;

  va_start (list, first);
  for (const char *parameter = first; parameter != NULL; parameter = va_arg (list, const char *))
    g_ptr_array_add (errors, payroc_field_error_new (parameter, PAYROC_FIELD_REASON_REQUIRED, 0, NULL));
  va_end (list);

  return errors;
}

static char *
show (Form      *form,
      GPtrArray *errors)
{
  PlFieldNote *notes[] = { form->reference_note, form->recipients_note, NULL };

  return pl_field_note_show_all (notes, errors);
}

static void
test_hidden (Form          *form,
             gconstpointer  user_data)
{
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (form->reference_note)));
  g_assert_null (pl_field_note_get_text (form->reference_note));
}

static void
test_error (Form          *form,
            gconstpointer  user_data)
{
  pl_field_note_set_error (form->reference_note, "This is needed.");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (form->reference_note)));
  g_assert_true (gtk_widget_has_css_class (form->reference, "error"));
  gtk_test_accessible_assert_state (form->reference, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_property (form->reference, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "This is needed.");

  gtk_editable_set_text (GTK_EDITABLE (form->reference), "INV-7");
  g_assert_null (pl_field_note_get_text (form->reference_note));
  g_assert_false (gtk_widget_has_css_class (form->reference, "error"));
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (form->reference),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
}

static void
test_hint_stays (Form          *form,
                 gconstpointer  user_data)
{
  g_autofree char *rest = NULL;

  pl_field_note_set_hint (form->reference_note, "3 of 48");
  gtk_editable_set_text (GTK_EDITABLE (form->reference), "INV");
  rest = show (form, NULL);

  g_assert_cmpstr (pl_field_note_get_text (form->reference_note), ==, "3 of 48");
  g_assert_false (pl_field_note_get_is_error (form->reference_note));
  g_assert_false (gtk_widget_has_css_class (form->reference, "error"));
}

static void
test_show_all (Form          *form,
               gconstpointer  user_data)
{
  g_autoptr(GPtrArray) errors = create_errors ("recipients[2].email", "recipients[3].email", "expiresOn", "recipientsX",
                                               NULL);
  g_autoptr(GPtrArray) later = create_errors ("merchantReference", NULL);
  g_autofree char *rest = show (form, errors);
  g_autofree char *no_rest = NULL;

  g_assert_cmpstr (pl_field_note_get_text (form->recipients_note), ==, "This is needed.\nThis is needed.");
  g_assert_null (pl_field_note_get_text (form->reference_note));
  g_assert_cmpstr (rest, ==, "Expires: This is needed.\nrecipientsX: This is needed.");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (form->window)), form->recipients));

  no_rest = show (form, later);
  g_assert_null (no_rest);
  g_assert_null (pl_field_note_get_text (form->recipients_note));
  g_assert_true (pl_field_note_get_is_error (form->reference_note));
}

static char *
name_item_cb (PlFieldNote *note,
              guint        item,
              gpointer     user_data)
{
  return item == 2 ? g_strdup ("sarah@example.com") : NULL;
}

/* Which of several is meant is said, where somebody knows; an unknown field's name is none for a person. */
static void
test_names (Form          *form,
            gconstpointer  user_data)
{
  g_autoptr (GPtrArray) errors = create_errors ("recipients[2].email", "recipients[3].email", "recipients", NULL);
  g_autofree char      *rest = NULL;

  g_ptr_array_add (errors, payroc_field_error_new ("order.tip", PAYROC_FIELD_REASON_SERVER, 0, "No tips here."));
  g_signal_connect (form->recipients_note, "name-item", G_CALLBACK (name_item_cb), NULL);
  rest = show (form, errors);
  g_assert_cmpstr (pl_field_note_get_text (form->recipients_note), ==,
                   "sarah@example.com: This is needed.\nThis is needed.\nThis is needed.");
  g_assert_cmpstr (rest, ==, "Payroc says: No tips here.");
}

/* Of a list the wrong one is marked, not the field in which the next one would be typed. */
static void
test_items (Form          *form,
            gconstpointer  user_data)
{
  g_autoptr (GPtrArray) second = create_errors ("recipients[1].email", NULL);
  g_autoptr (GPtrArray) unknown = create_errors ("recipients[0].email", "recipients[99999999999].email", NULL);
  GtkWidget            *list = gtk_widget_get_parent (form->reference);
  GtkWidget            *items = gtk_list_box_new ();
  GtkWidget            *rows[2];
  g_autofree char      *rest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = adw_action_row_new ();
      gtk_list_box_append (GTK_LIST_BOX (items), rows[i]);
    }
  gtk_list_box_append (GTK_LIST_BOX (list), items);
  g_object_set (form->recipients_note, "items", items, NULL);

  rest = show (form, second);
  g_assert_null (rest);
  g_assert_cmpstr (pl_field_note_get_text (form->recipients_note), ==, "This is needed.");
  g_assert_false (gtk_widget_has_css_class (form->recipients, "error"));
  g_assert_false (gtk_widget_has_css_class (rows[0], "error"));
  g_assert_true (gtk_widget_has_css_class (rows[1], "error"));
  gtk_test_accessible_assert_state (rows[1], GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_property (rows[1], GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "This is needed.");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (form->window)) == rows[1]);

  /* Of one that is not there the field has to tell. */
  g_assert_null (show (form, unknown));
  g_assert_true (gtk_widget_has_css_class (rows[0], "error"));
  g_assert_false (gtk_widget_has_css_class (rows[1], "error"));
  g_assert_true (gtk_widget_has_css_class (form->recipients, "error"));

  gtk_editable_set_text (GTK_EDITABLE (form->recipients), "s");
  g_assert_false (gtk_widget_has_css_class (rows[0], "error"));
  g_assert_false (gtk_widget_has_css_class (form->recipients, "error"));
}

/* Markup in what a server said is text. */
static void
test_markup (Form          *form,
             gconstpointer  user_data)
{
  pl_field_note_set_error (form->reference_note, "<b>no</b> & _never_");
  g_assert_cmpstr (pl_field_note_get_text (form->reference_note), ==, "<b>no</b> & _never_");
}

static void
test_field_goes_first (void)
{
  GtkWidget *field = g_object_ref_sink (adw_entry_row_new ());
  GtkWidget *note = g_object_ref_sink (g_object_new (PL_TYPE_FIELD_NOTE, "field", field, NULL));

  g_assert_finalize_object (field);
  pl_field_note_set_error (PL_FIELD_NOTE (note), "gone");
  g_assert_finalize_object (note);
}

#define ADD(path, function) g_test_add (path, Form, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/field-note/hidden", test_hidden);
  ADD ("/field-note/error", test_error);
  ADD ("/field-note/hint-stays", test_hint_stays);
  ADD ("/field-note/show-all", test_show_all);
  ADD ("/field-note/names", test_names);
  ADD ("/field-note/items", test_items);
  ADD ("/field-note/markup", test_markup);
  g_test_add_func ("/field-note/field-goes-first", test_field_goes_first);

  return g_test_run ();
}
