/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mail is begun with, what slips of the keyboard are found in it, and that nobody is asked for what was paid. */
#include "session-fixture.h"

#include "ui/parts/pl-form.h"
#include "ui/share/pl-share-dialog.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *dialog;
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

static gboolean
is_closed (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->dialog == NULL;
}

/* What one customer was written is no text for the next one. */
static void
test_literal (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *link_id = session_fixture_create (&fixture->session, draft);
  g_autoptr (PayrocLink)      link = session_fixture_find_link (&fixture->session, link_id);
  g_autoptr (PayrocShare)     share = core_share_new ();

  payroc_share_set_message (share, "Hello Sarah Hopper, here is the link to pay $49.99");
  show (fixture, pl_share_dialog_new (fixture->session.session, link, share, NULL));
  g_assert_false (gtk_widget_get_mapped (session_find_row (fixture->dialog, "_Use This Message Next Time")));
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  core_wait_until (is_closed, fixture);

  payroc_share_set_template (share, "Hello {name}, here is the link to pay {amount}");
  show (fixture, pl_share_dialog_new (fixture->session.session, link, share, NULL));
  g_assert_true (gtk_widget_get_mapped (session_find_row (fixture->dialog, "_Use This Message Next Time")));
  g_assert_false (pl_form_has_work (PL_FORM (fixture->dialog)));
}

/* Opened for the link; the form's share is its own. */
static void
open_form (Fixture *fixture)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *link_id = session_fixture_create (&fixture->session, draft);
  g_autoptr (PayrocLink)      link = session_fixture_find_link (&fixture->session, link_id);

  show (fixture, pl_share_dialog_new (fixture->session.session, link, NULL, NULL));
}

/* Whatever cannot be taken stays, and the words beneath say what to do about it. */
static void
test_address_slips (Fixture       *fixture,
                    gconstpointer  data)
{
  static const struct
  {
    const char *typed;
    const char *left;
    const char *note; /* (nullable) */
  } rows[] = {
    { "sarah@example", "sarah@example", "The end of sarah@example is missing, with a dot, as in name@example.com." },
    { "ann@example,com", "ann@example, com",
      "The end of ann@example is missing, with a dot, as in name@example.com." },
    { "Bob <bob@example.com> Smith", "Bob <bob@example.com> Smith",
      "This cannot be read. Write name@example.com, or Sarah Hopper <sarah@example.com>." },
    { "Sarah Hopper <sarah@example.com", "", NULL },
  };
  GtkWidget *row;

  open_form (fixture);
  row = session_find_row (fixture->dialog, "_Name and E-mail Address");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (row), rows[i].typed);
      g_signal_emit_by_name (row, "entry-activated");
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, rows[i].left);
      g_assert_cmpstr (session_note_of (fixture->dialog, "_Name and E-mail Address"), ==, rows[i].note);
    }
  g_assert_nonnull (ui_find_text (fixture->dialog, "Sarah Hopper"));
}

/* Customers would read it as it stands. */
static void
test_unknown_word (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkTextBuffer         *buffer;
  g_autoptr (JsonArray)  mails = NULL;

  open_form (fixture);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (fixture->dialog, GTK_TYPE_TEXT_VIEW)));
  gtk_editable_set_text (GTK_EDITABLE (session_find_row (fixture->dialog, "_Name and E-mail Address")),
                         "Sarah Hopper <sarah@example.com>");
  gtk_text_buffer_set_text (buffer, "Please pay {amout}", -1);
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "Message"), "{amout}"));
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  ui_run_for (50);
  g_assert_nonnull (fixture->dialog);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "shareLink"), ==, 0);

  gtk_text_buffer_set_text (buffer, "Please pay {Amount}", -1);
  g_assert_null (session_note_of (fixture->dialog, "Message"));
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  core_wait_until (is_closed, fixture);
  mails = pl_test_practice_get_mails (fixture->session.practice, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (mails, 0), "message"), ==,
                   "Please pay $49.99");
}

/* Among the people offered, not the recipients. */
static gboolean
is_offered (gpointer user_data)
{
  Fixture   *fixture = user_data;
  GtkWidget *row = session_find_row (fixture->dialog, "Sarah Hopper");

  return row != NULL && gtk_widget_has_css_class (gtk_widget_get_parent (row), "people");
}

static gboolean
send_key (GtkWidget *widget,
          guint      keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean               handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }

  return handled;
}

/* Down from what is typed, up again, and Enter on who is meant. */
static void
test_offered_by_keys (Fixture       *fixture,
                      gconstpointer  data)
{
  GtkWidget *entry;
  GtkWidget *row;
  gboolean   handled = FALSE;

  open_form (fixture);
  entry = session_find_row (fixture->dialog, "_Name and E-mail Address");
  g_assert_false (send_key (entry, GDK_KEY_Down));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Sarah Hopper <sarah@example.com>");
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  core_wait_until (is_closed, fixture);

  open_form (fixture);
  entry = session_find_row (fixture->dialog, "_Name and E-mail Address");
  gtk_editable_set_text (GTK_EDITABLE (entry), "hop");
  core_wait_until (is_offered, fixture);
  g_assert_nonnull (ui_find_text (fixture->dialog, "People you wrote to before"));
  row = session_find_row (fixture->dialog, "Sarah Hopper");
  g_assert_false (send_key (entry, GDK_KEY_Up));
  g_assert_true (send_key (entry, GDK_KEY_Down));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->dialog)) == row);

  g_signal_emit_by_name (gtk_widget_get_parent (row), "keynav-failed", GTK_DIR_UP, &handled);
  g_assert_true (handled);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->dialog)), entry));

  g_assert_true (send_key (entry, GDK_KEY_Down));
  gtk_widget_activate (gtk_root_get_focus (GTK_ROOT (fixture->dialog)));
  g_assert_false (is_offered (fixture));
  g_assert_nonnull (session_find_row (fixture->dialog, "Sarah Hopper"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_null (ui_find_text (fixture->dialog, "People you wrote to before"));
}

static gboolean
says_paid (gpointer user_data)
{
  Fixture *fixture = user_data;

  return ui_find_text (fixture->dialog,
                       "This link was paid meanwhile. There is nothing left to ask anybody for.") != NULL;
}

/* Paid while it was open; and paid before the one that was refused is mended, which this computer does not know yet. */
static void
test_paid (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *link_id = session_fixture_create (&fixture->session, draft);
  g_autoptr (PayrocLink)      link = session_fixture_find_link (&fixture->session, link_id);
  g_autoptr (PayrocShare)     share = core_share_new ();
  g_autoptr (GAsyncResult)    result = NULL;
  g_autoptr (PlIntent)        refused = NULL;
  g_autofree char            *payment = NULL;
  PlOutbox                   *outbox = pl_session_get_outbox (fixture->session.session);
  g_autofree char            *key = g_uuid_string_random ();

  payment = pl_test_practice_pay (fixture->session.practice, link_id, 0);
  pl_outbox_share_async (outbox, link_id, share, key, NULL, core_keep_result_cb, &result);
  refused = pl_outbox_submit_finish (outbox, core_await (&result), NULL);
  g_clear_object (&result);
  pl_outbox_settle_async (outbox, refused, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_settle_finish (outbox, core_await (&result), NULL));
  g_assert_cmpint (pl_intent_get_state (refused), ==, PL_INTENT_REFUSED);

  show (fixture, pl_share_dialog_new (fixture->session.session, link, share, refused));
  core_wait_until (says_paid, fixture);
  g_assert_false (gtk_widget_is_sensitive (ui_find_action (fixture->dialog, "form.submit")));
  pl_test_practice_clear_requests (fixture->session.practice);
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  ui_run_for (100);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "shareLink"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/share-state/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("literal", test_literal);
  ADD ("address-slips", test_address_slips);
  ADD ("unknown-word", test_unknown_word);
  ADD ("offered-by-keys", test_offered_by_keys);
  ADD ("paid", test_paid);
#undef ADD

  return g_test_run ();
}
