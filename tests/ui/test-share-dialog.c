/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sharing by e-mail: pasted lists, one text for all of several people, one mail however often Send is pressed. */
#include "session-fixture.h"

#include "ui/parts/pl-form.h"
#include "ui/share/pl-recipients-editor.h"
#include "ui/share/pl-share-dialog.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *dialog;
  PlIntent      *submitted; /* what "submitted" brought */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
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
  g_clear_object (&fixture->submitted);
  session_fixture_tear_down (&fixture->session, data);
}

static void
show (Fixture   *fixture,
      GtkWidget *dialog)
{
  fixture->dialog = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (dialog);
}

static void
open_form (Fixture *fixture)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *link_id = session_fixture_create (&fixture->session, draft);
  g_autoptr (GAsyncResult)    result = NULL;
  g_autoptr (PayrocLink)      link = NULL;
  g_autoptr (GError)          error = NULL;

  pl_session_find_link_async (fixture->session.session, link_id, NULL, core_keep_result_cb, &result);
  link = pl_session_find_link_finish (fixture->session.session, core_await (&result), &error);
  g_assert_no_error (error);
  show (fixture, pl_share_dialog_new (fixture->session.session, link, NULL, NULL));
}

static GtkEditable *
get_entry (Fixture *fixture)
{
  return GTK_EDITABLE (session_find_row (fixture->dialog, "_Name and E-mail Address"));
}

/* As a paste does: all at once, at the end. */
static void
paste (Fixture    *fixture,
       const char *text)
{
  int position = -1;

  gtk_editable_insert_text (get_entry (fixture), text, -1, &position);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
press_enter (Fixture *fixture)
{
  g_signal_emit_by_name (get_entry (fixture), "entry-activated");
}

static void
type_and_enter (Fixture    *fixture,
                const char *text)
{
  gtk_editable_set_text (get_entry (fixture), text);
  press_enter (fixture);
}

static gboolean
is_recipient (Fixture    *fixture,
              const char *name,
              const char *email)
{
  GtkWidget *row = session_find_row (ui_find_type (fixture->dialog, PL_TYPE_RECIPIENTS_EDITOR), name);

  return row != NULL && g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), email) == 0;
}

/* The one that the screen reader, and whoever points at it, knows by that. */
static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);

  return found;
}

static void
set_message (Fixture    *fixture,
             const char *text)
{
  GtkWidget *view = ui_find_type (fixture->dialog, GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
press_send (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
}

static gboolean
is_closed (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->dialog == NULL;
}

static gboolean
is_idle (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->dialog == NULL || gtk_widget_is_sensitive (ui_find_action (fixture->dialog, "form.submit"));
}

static char *
dup_mailed_message (Fixture *fixture)
{
  g_autoptr (JsonArray) mails = pl_test_practice_get_mails (fixture->session.practice, NULL);
  JsonObject           *mail = json_array_get_object_element (mails, 0);

  return g_strdup (json_object_get_string_member (mail, "message"));
}

static gboolean
says_only_first (Fixture *fixture)
{
  GtkWidget *label = ui_find_text (fixture->dialog,
                                   "This link takes one payment: whoever pays first; the others cannot any more.");

  return label != NULL && gtk_widget_get_visible (label);
}

static void
test_pasted (Fixture       *fixture,
             gconstpointer  data)
{
  open_form (fixture);
  type_and_enter (fixture, "tom@example.com");
  g_assert_false (says_only_first (fixture));
  paste (fixture, "Sarah Hopper <sarah@example.com>, alan@example.com; \"Lovelace, Ada\" <ada@example.com>");
  g_assert_true (is_recipient (fixture, "Sarah Hopper", "sarah@example.com"));
  g_assert_true (is_recipient (fixture, "alan@example.com", ""));
  g_assert_true (is_recipient (fixture, "Lovelace, Ada", "ada@example.com"));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture)), ==, "");
  g_assert_true (says_only_first (fixture));

  set_message (fixture, "Hello");
  press_send (fixture);
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "shareLink"), ==, 1);
}

/* What is no address stays, with its reason; who is there already does not come twice. */
static void
test_wrong_stays (Fixture       *fixture,
                  gconstpointer  data)
{
  open_form (fixture);
  type_and_enter (fixture, "Sarah Hopper <sarah@example.com>; Sarah Hopper <sarah@example.com>; nobody");
  g_assert_true (is_recipient (fixture, "Sarah Hopper", "sarah@example.com"));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture)), ==, "nobody");
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Name and E-mail Address"), ==,
                   "An e-mail address is missing. Write name@example.com, or Sarah Hopper <sarah@example.com>.");

  press_send (fixture);
  ui_run_for (50);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "shareLink"), ==, 0);
  gtk_editable_set_text (get_entry (fixture), "");
  g_assert_null (session_note_of (fixture->dialog, "_Name and E-mail Address"));
}

static void
test_nobody (Fixture       *fixture,
             gconstpointer  data)
{
  open_form (fixture);
  press_send (fixture);
  g_assert_nonnull (session_note_of (fixture->dialog, "_Name and E-mail Address"));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)),
                                         GTK_WIDGET (get_entry (fixture))));
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "shareLink"), ==, 0);
}

/* What still stands in the entry is sent, too; the words in braces are what the customer reads. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *message = NULL;

  open_form (fixture);
  gtk_editable_set_text (get_entry (fixture), "Sarah Hopper <sarah@example.com>");
  set_message (fixture, "Dear {name}: {amount} for {reference}");
  press_send (fixture);
  core_wait_until (is_closed, fixture);
  message = dup_mailed_message (fixture);
  g_assert_cmpstr (message, ==, "Dear Sarah Hopper: $49.99 for INV-7");
}

/* Back into the entry, beside what stands there, and out again as it was meant. */
static void
test_corrected (Fixture       *fixture,
                gconstpointer  data)
{
  open_form (fixture);
  paste (fixture, "Sarah Hopper <sarah@example.org>, Alan <alan@example.com>");
  ui_click (find_button (fixture->dialog, "Correct Sarah Hopper"));
  g_assert_false (is_recipient (fixture, "Sarah Hopper", "sarah@example.org"));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture)), ==, "Sarah Hopper <sarah@example.org>");
  type_and_enter (fixture, "Sarah Hopper <sarah@example.com>");
  g_assert_true (is_recipient (fixture, "Sarah Hopper", "sarah@example.com"));
  g_assert_true (is_recipient (fixture, "Alan", "alan@example.com"));
}

/* One text goes to all: a name is refused, and not guessed. */
static void
test_name_of_several (Fixture       *fixture,
                      gconstpointer  data)
{
  open_form (fixture);
  set_message (fixture, "Dear {name}");
  paste (fixture, "Sarah Hopper <sarah@example.com>, Alan <alan@example.com>");
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "Message"), "{name} works with one recipient"));
  press_send (fixture);
  ui_run_for (50);
  g_assert_nonnull (fixture->dialog);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "shareLink"), ==, 0);

  ui_click (find_button (fixture->dialog, "Remove Alan"));
  g_assert_null (session_note_of (fixture->dialog, "Message"));
  press_send (fixture);
  core_wait_until (is_closed, fixture);
}

static void
test_too_long (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *fits = g_strnfill (1024, 'x');
  g_autofree char *too_long = g_strnfill (1025, 'x');

  open_form (fixture);
  gtk_editable_set_text (get_entry (fixture), "Sarah Hopper <sarah@example.com>");
  set_message (fixture, too_long);
  g_assert_nonnull (ui_find_text (fixture->dialog, "1025 of 1024"));
  press_send (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "Message"), ==, "At most 1024 characters.");
  set_message (fixture, fits);
  g_assert_null (session_note_of (fixture->dialog, "Message"));
  press_send (fixture);
  core_wait_until (is_closed, fixture);
}

static gboolean
is_being_sent (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_test_practice_count_requests (fixture->session.practice, "shareLink") > 0;
}

/* Payroc takes its time. */
static void
double_click_send (Fixture *fixture)
{
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'shareLink'," PL_TEST_PRACTICE_HOLD "}");
  open_form (fixture);
  gtk_editable_set_text (get_entry (fixture), "Sarah Hopper <sarah@example.com>");
  press_send (fixture);
  press_send (fixture);
  core_wait_until (is_being_sent, fixture);
}

static void
test_double_click (Fixture       *fixture,
                   gconstpointer  data)
{
  double_click_send (fixture);
  press_send (fixture);
  pl_test_practice_release (fixture->session.practice);
  core_wait_until (is_closed, fixture);
  ui_run_for (100);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->session.practice, NULL), ==, 1);
}

static gboolean
has_note_on_message (gpointer user_data)
{
  return session_note_of (((Fixture *) user_data)->dialog, "Message") != NULL;
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'shareLink','kind':'status','status':400,'type':'bad-request','errors':"
                              "[{'parameter':'message','detail':'No poetry','message':'No poetry'}]}");
  open_form (fixture);
  gtk_editable_set_text (get_entry (fixture), "Sarah Hopper <sarah@example.com>");
  press_send (fixture);
  core_wait_until (has_note_on_message, fixture);
  core_wait_until (is_idle, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "Message"), "No poetry"));
  set_message (fixture, "Prose");
  press_send (fixture);
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->session.practice, NULL), ==, 1);
}

static gboolean
is_offered (gpointer user_data)
{
  Fixture *fixture = user_data;

  return is_recipient (fixture, "Sarah Hopper", "sarah@example.com");
}

static void
test_people_before (Fixture       *fixture,
                    gconstpointer  data)
{
  open_form (fixture);
  gtk_editable_set_text (get_entry (fixture), "Sarah Hopper <sarah@example.com>");
  press_send (fixture);
  core_wait_until (is_closed, fixture);

  open_form (fixture);
  gtk_editable_set_text (get_entry (fixture), "ann@example.com, hop");
  core_wait_until (is_offered, fixture);
  gtk_widget_activate (session_find_row (fixture->dialog, "Sarah Hopper"));
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture)), ==, "ann@example.com, ");
  press_send (fixture);
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->session.practice, NULL), ==, 3);
}

static void
submitted_cb (PlShareDialog *dialog,
              PlIntent      *intent,
              Fixture       *fixture)
{
  g_set_object (&fixture->submitted, intent);
}

static gboolean
is_mailed (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_test_practice_count_mails (fixture->session.practice, NULL) == 1;
}

/* Create and Share: the link is not known yet, so its address is not promised. */
static void
test_for_draft (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *key = g_uuid_string_random ();

  show (fixture, pl_share_dialog_new_for_draft (fixture->session.session, draft, NULL, NULL, key));
  g_signal_connect (fixture->dialog, "submitted", G_CALLBACK (submitted_cb), fixture);
  gtk_editable_set_text (get_entry (fixture), "Sarah Hopper <sarah@example.com>");
  set_message (fixture, "Pay here: {link}");
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "Message"), "{link} is not known"));
  press_send (fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 0);

  set_message (fixture, "{amount}, please");
  press_send (fixture);
  core_wait_until (is_closed, fixture);
  g_assert_nonnull (fixture->submitted);
  core_wait_until (is_mailed, fixture);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 1);
}

static void
test_close_asks (Fixture       *fixture,
                 gconstpointer  data)
{
  open_form (fixture);
  g_assert_false (pl_form_has_work (PL_FORM (fixture->dialog)));
  gtk_editable_set_text (get_entry (fixture), "Sar");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  ui_answer (GTK_WINDOW (fixture->dialog), "keep");
  g_assert_nonnull (fixture->dialog);
  gtk_editable_set_text (get_entry (fixture), "");
  set_message (fixture, "Other words");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  ui_answer (GTK_WINDOW (fixture->dialog), "discard");
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->session.practice, NULL), ==, 0);
}

/* Closed while it is being sent: nothing is asked, the mail goes. */
static void
test_close_while_sending (Fixture       *fixture,
                          gconstpointer  data)
{
  double_click_send (fixture);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  pl_test_practice_release (fixture->session.practice);
  core_wait_until (is_closed, fixture);
  core_wait_until (is_mailed, fixture);
}

/* Who is corrected stands where they were typed, beside what stands there, and stays until they are taken again. */
static void
test_correct (Fixture       *fixture,
              gconstpointer  data)
{
  open_form (fixture);
  paste (fixture, "Sarah Hopper <sarah@example.com>, \"Byrne, Tom\" <tom@example.com>");
  gtk_editable_set_text (get_entry (fixture), "ann@example.com");
  ui_click (ui_find_tooltip (fixture->dialog, "Correct Byrne, Tom"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture)), ==,
                   "ann@example.com, \"Byrne, Tom\" <tom@example.com>");
  g_assert_false (is_recipient (fixture, "Byrne, Tom", "tom@example.com"));
  press_enter (fixture);
  g_assert_true (is_recipient (fixture, "Byrne, Tom", "tom@example.com"));
  g_assert_true (is_recipient (fixture, "ann@example.com", ""));
}

/* What is pasted by mistake stays where it is, and harms nothing. */
static void
test_odd_text (Fixture       *fixture,
               gconstpointer  data)
{
  const char *const    odd = "👩‍🔧 שלום <b>{name}</b> {1} %s";
  g_autofree char     *long_text = g_strnfill (10240, 'x');
  g_autofree char     *message = NULL;
  g_autoptr (GString)  people = g_string_new (NULL);
  guint                n_removed = 0;

  open_form (fixture);
  paste (fixture, long_text);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture)), ==, long_text);
  type_and_enter (fixture, long_text);
  g_assert_nonnull (session_note_of (fixture->dialog, "_Name and E-mail Address"));
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (people, "Hopper, Sarah <sarah%u@example.com>, ", i);
  gtk_editable_set_text (get_entry (fixture), "");
  paste (fixture, people->str);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture)), ==, "");
  while (session_find_row (fixture->dialog, "Hopper, Sarah") != NULL)
    {
      ui_click (ui_find_tooltip (fixture->dialog, "Remove Hopper, Sarah"));
      n_removed++;
    }
  g_assert_cmpuint (n_removed, ==, 300);

  /* Two that cannot be taken are not tried again and again. */
  paste (fixture, "sarah@@example.com, tom@@example.com");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture)), ==, "sarah@@example.com, tom@@example.com");
  gtk_editable_set_text (get_entry (fixture), "");

  paste (fixture, "\"Hopper, Sarah\" <sarah@example.com>");
  set_message (fixture, odd);
  press_send (fixture);
  core_wait_until (is_closed, fixture);
  message = dup_mailed_message (fixture);
  g_assert_cmpstr (message, ==, "👩‍🔧 שלום <b>Hopper, Sarah</b> {1} %s");
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  open_form (fixture);
  paste (fixture, "Sarah Hopper <sarah@example.com>, Alan <alan@example.com>");
  ui_assert_named (fixture->dialog);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
  gtk_test_accessible_assert_property (find_button (fixture->dialog, "Remove Alan"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Remove Alan");
  gtk_test_accessible_assert_property (find_button (fixture->dialog, "Correct Alan"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Correct Alan");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/share-dialog/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("pasted", test_pasted);
  ADD ("wrong-stays", test_wrong_stays);
  ADD ("nobody", test_nobody);
  ADD ("words", test_words);
  ADD ("corrected", test_corrected);
  ADD ("name-of-several", test_name_of_several);
  ADD ("too-long", test_too_long);
  ADD ("double-click", test_double_click);
  ADD ("refused", test_refused);
  ADD ("people-before", test_people_before);
  ADD ("for-draft", test_for_draft);
  ADD ("close-asks", test_close_asks);
  ADD ("close-while-sending", test_close_while_sending);
  ADD ("correct", test_correct);
  ADD ("odd-text", test_odd_text);
  ADD ("accessible", test_accessible);
#undef ADD

  return g_test_run ();
}
