/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form for a new link: one form is one link, and what is wrong stands at its field, whoever says so. */
#include "new-link-fixture.h"

#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-form.h"

/* An amount is all that has to be typed. */
static void
test_amount_only (NewLinkFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (JsonObject) body = NULL;
  JsonObject            *order;

  new_link_open (fixture, NULL, NULL);
  new_link_type_amount (fixture, "49.99");
  g_assert_true (g_str_has_prefix (new_link_get_summary (fixture), "$49.99, one payment, until "));
  new_link_press_create (fixture);
  core_wait_until (new_link_is_closed, fixture);

  g_assert_nonnull (fixture->created);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 1);
  body = new_link_dup_body (fixture);
  order = json_object_get_object_member (body, "order");
  g_assert_cmpstr (json_object_get_string_member (body, "type"), ==, "singleUse");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (order, "charge"), "amount"), ==, 4999);
  g_assert_cmpuint (strlen (json_object_get_string_member (order, "orderId")), <=, 24);
}

static void
test_everything (NewLinkFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (JsonObject) body = NULL;
  JsonObject            *order;
  JsonObject            *charge;
  JsonObject            *saved;

  new_link_open (fixture, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), "INV-7");
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Description")), "Large Pepperoni Pizza");
  new_link_toggle (fixture, "_Let the Customer Choose the Amount");
  new_link_toggle (fixture, "Takes _Many Payments");
  adw_combo_row_set_selected (ADW_COMBO_ROW (new_link_row (fixture, "E_xpires")), 4);
  new_link_toggle (fixture, "Pay by Bank Transfer");
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "Text on the Pay Button")), "Donate");
  new_link_toggle (fixture, "Save the Customer’s Payment Details");
  adw_combo_row_set_selected (ADW_COMBO_ROW (new_link_row (fixture, "What For")), 2);
  new_link_press_create (fixture);
  core_wait_until (new_link_is_closed, fixture);

  g_assert_nonnull (fixture->created);
  body = new_link_dup_body (fixture);
  order = json_object_get_object_member (body, "order");
  charge = json_object_get_object_member (order, "charge");
  saved = json_object_get_object_member (body, "credentialOnFile");
  g_assert_cmpstr (json_object_get_string_member (body, "type"), ==, "multiUse");
  g_assert_cmpstr (json_object_get_string_member (body, "merchantReference"), ==, "INV-7");
  g_assert_cmpstr (json_object_get_string_member (order, "description"), ==, "Large Pepperoni Pizza");
  g_assert_cmpstr (json_object_get_string_member (charge, "type"), ==, "prompt");
  g_assert_false (json_object_has_member (order, "orderId"));
  g_assert_false (json_object_has_member (body, "expiresOn"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (body, "paymentMethods")), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (saved, "mitAgreement"), ==, "recurring");
}

/* Nothing is sent while something is missing; the first wrong field has the focus, and typing takes its error away. */
static void
test_errors (NewLinkFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *too_long = g_strnfill (49, 'x');
  GtkWidget       *entry;

  new_link_open (fixture, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), too_long);
  new_link_press_create (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "Amount"), ==, "This is needed.");
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Reference"), ==, "At most 48 characters.");
  entry = ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)), entry));
  gtk_test_accessible_assert_state (pl_amount_entry_get_field (PL_AMOUNT_ENTRY (entry)), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);

  new_link_type_amount (fixture, "5");
  g_assert_null (session_note_of (fixture->dialog, "Amount"));
  g_assert_nonnull (session_note_of (fixture->dialog, "_Reference"));
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), "INV-7");
  g_assert_null (session_note_of (fixture->dialog, "_Reference"));

  new_link_type_amount (fixture, "5.001");
  new_link_assert_summary (fixture, "Amount: This currency has 2 decimals. Write it like 1,234.50.");
  new_link_press_create (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "Amount"), ==,
                   "This currency has 2 decimals. Write it like 1,234.50.");
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 0);
}

/* Holding goes by card only: said at the switch, in a part that was closed, and taken back by either choice. */
static void
test_hold_and_bank (NewLinkFixture *fixture,
                    gconstpointer   data)
{
  GtkWidget *more;

  new_link_open (fixture, NULL, NULL);
  more = new_link_row (fixture, "Mor_e Choices");
  new_link_type_amount (fixture, "5");
  new_link_toggle (fixture, "Pay by Bank Transfer");
  new_link_toggle (fixture, "Hold the Money, Collect It Later");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (more), FALSE);
  new_link_press_create (fixture);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (more)));
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "Pay by Card"), "held on a card only"));
  new_link_toggle (fixture, "Pay by Bank Transfer");
  g_assert_null (session_note_of (fixture->dialog, "Pay by Card"));

  new_link_toggle (fixture, "Pay by Card");
  g_assert_cmpstr (session_note_of (fixture->dialog, "Pay by Card"), ==, "Choose at least one way to pay.");
  new_link_toggle (fixture, "Pay by Card");
  g_assert_null (session_note_of (fixture->dialog, "Pay by Card"));
}

static gboolean
is_being_sent (gpointer user_data)
{
  return pl_test_practice_count_requests (((NewLinkFixture *) user_data)->session.practice, "createLink") > 0;
}

static gboolean
is_made (gpointer user_data)
{
  return pl_test_practice_count_links (((NewLinkFixture *) user_data)->session.practice) > 0;
}

static void
test_double_click (NewLinkFixture *fixture,
                   gconstpointer   data)
{
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD "}");
  new_link_open (fixture, NULL, NULL);
  new_link_type_amount (fixture, "49.99");
  new_link_press_create (fixture);
  new_link_press_create (fixture);
  core_wait_until (is_being_sent, fixture);
  new_link_press_create (fixture);
  pl_test_practice_release (fixture->session.practice);
  core_wait_until (new_link_is_closed, fixture);
  ui_run_for (100);

  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 1);
}

static guint
count_forms (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  guint             n_forms = 0;

  for (GList *l = windows; l != NULL; l = l->next)
    n_forms += PL_IS_FORM (l->data) ? 1 : 0;

  return n_forms;
}

static gboolean
has_two_forms (gpointer user_data)
{
  return count_forms () == 2;
}

/* Create and Share opens one second form, however often it is pressed, and only when the first is right. */
static void
test_share_once (NewLinkFixture *fixture,
                 gconstpointer   data)
{
  GtkWindow *share;

  new_link_open (fixture, NULL, NULL);
  gtk_widget_activate_action (fixture->dialog, "new-link.create-and-share", NULL);
  g_assert_cmpuint (count_forms (), ==, 1);
  g_assert_nonnull (session_note_of (fixture->dialog, "Amount"));

  new_link_type_amount (fixture, "49.99");
  gtk_widget_activate_action (fixture->dialog, "new-link.create-and-share", NULL);
  gtk_widget_activate_action (fixture->dialog, "new-link.create-and-share", NULL);
  g_assert_cmpuint (count_forms (), ==, 2);
  share = ui_find_dialog (GTK_WINDOW (fixture->dialog));
  gtk_window_close (share);
  g_assert_cmpuint (count_forms (), ==, 1);
  gtk_widget_activate_action (fixture->dialog, "new-link.create-and-share", NULL);
  g_assert_cmpuint (count_forms (), ==, 2);
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  core_wait_until (new_link_is_closed, fixture);
  g_assert_cmpuint (count_forms (), ==, 0);
}

static const char *
get_question_body (NewLinkFixture *fixture)
{
  return adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (ui_find_dialog (GTK_WINDOW (fixture->dialog))));
}

/* Payroc's no stands at its field; put right, it is another intent with another key, and the refused one is gone. */
static void
test_refused (NewLinkFixture *fixture,
              gconstpointer   data)
{
  PlOutbox              *outbox = pl_session_get_outbox (fixture->session.session);
  g_autoptr (JsonArray)  requests = NULL;

  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'createLink','kind':'status','status':400,'type':'bad-request',"
                              "'errors':[{'parameter':'order.description','detail':'No pizza today',"
                              "'message':'No pizza today'}]}");
  new_link_open (fixture, NULL, NULL);
  new_link_type_amount (fixture, "49.99");
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Description")), "Pizza");
  new_link_press_create (fixture);
  core_wait_until (new_link_is_idle, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "_Description"), "No pizza today"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 1);

  gtk_window_close (GTK_WINDOW (fixture->dialog));
  g_assert_cmpstr (get_question_body (fixture), ==,
                   "This was refused, and nothing came of it. What you entered will be lost.");
  ui_answer (GTK_WINDOW (fixture->dialog), "keep");

  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Description")), "Pasta");
  g_assert_null (session_note_of (fixture->dialog, "_Description"));
  new_link_press_create (fixture);
  core_wait_until (new_link_is_closed, fixture);
  ui_run_for (100);

  requests = pl_test_practice_get_requests (fixture->session.practice, "createLink");
  g_assert_cmpuint (json_array_get_length (requests), ==, 2);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 1);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      g_assert_cmpint (pl_intent_get_state (intent), !=, PL_INTENT_REFUSED);
    }
}

/* Opened again for a refused intent, the form says at once what was wrong. */
static void
test_mend (NewLinkFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autoptr (PayrocLinkDraft) again = NULL;
  g_autoptr (PlIntent)        refused = NULL;

  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'createLink','kind':'status','status':400,'type':'bad-request','errors':"
                              "[{'parameter':'merchantReference','detail':'Taken','message':'Taken'}]}");
  refused = session_fixture_submit (&fixture->session, draft);
  g_assert_cmpint (pl_intent_get_state (refused), ==, PL_INTENT_REFUSED);

  again = pl_intent_create_draft (refused);
  new_link_open (fixture, again, refused);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (new_link_row (fixture, "_Reference"))), ==, "INV-7");
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "_Reference"), "Taken"));
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), "INV-8");
  new_link_press_create (fixture);
  core_wait_until (new_link_is_closed, fixture);
  g_assert_nonnull (fixture->created);
  g_assert_cmpint (pl_intent_get_state (refused), ==, PL_INTENT_DISCARDED);
}

/* The e-mail that was to follow the refused link is not let go of without a word; and it says what the new one asks. */
static void
test_mail_kept (NewLinkFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autoptr (PayrocShare)     share = core_share_new ();
  g_autoptr (PayrocLinkDraft) again = NULL;
  g_autoptr (PlIntent)        refused = NULL;
  GtkWindow                  *question;

  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'createLink','kind':'status','status':400,'type':'bad-request'}");
  refused = session_fixture_submit_shared (&fixture->session, draft, share);
  again = pl_intent_create_draft (refused);
  new_link_open (fixture, again, refused);
  new_link_press_create (fixture);
  question = ui_find_dialog (GTK_WINDOW (fixture->dialog));
  g_assert_true (ADW_IS_MESSAGE_DIALOG (question));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)), "Sarah Hopper"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 0);
  g_assert_cmpint (pl_intent_get_state (refused), ==, PL_INTENT_REFUSED);

  new_link_press_create (fixture);
  question = ui_find_dialog (GTK_WINDOW (fixture->dialog));
  if (data != NULL)
    {
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "share");
      core_wait_until (has_two_forms, NULL);
      return;
    }

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "alone");
  core_wait_until (new_link_is_closed, fixture);
  g_assert_nonnull (fixture->created);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->session.practice, NULL), ==, 0);
}

/* Payroc out of reach: the form is done, the link is made later. */
static void
test_unreachable (NewLinkFixture *fixture,
                  gconstpointer   data)
{
  PlOutbox *outbox = pl_session_get_outbox (fixture->session.session);

  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'createLink','kind':'status','status':503,'times':100}");
  new_link_open (fixture, NULL, NULL);
  new_link_type_amount (fixture, "49.99");
  new_link_press_create (fixture);
  core_wait_until (new_link_is_closed, fixture);
  /* Told that it waits, so that no other link's page stays. */
  g_assert_cmpuint (fixture->n_created, ==, 1);
  g_assert_null (fixture->created);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 1);
}

static gboolean
is_pointed_out (gpointer user_data)
{
  NewLinkFixture *fixture = user_data;

  return session_note_of (fixture->dialog, "_Reference") != NULL;
}

static gboolean
is_not_pointed_out (gpointer user_data)
{
  return !is_pointed_out (user_data);
}

static gboolean
has_in_note (NewLinkFixture *fixture,
             const char     *words)
{
  const char *note = session_note_of (fixture->dialog, "_Reference");

  return note != NULL && strstr (note, words) != NULL;
}

static gboolean
is_called_paid (gpointer user_data)
{
  return has_in_note (user_data, "A paid link");
}

static gboolean
is_called_alike (gpointer user_data)
{
  return has_in_note (user_data, "A paid link") && has_in_note (user_data, "written")
         && has_in_note (user_data, "INV-7");
}

static void
shown_cb (GtkWidget   *dialog,
          const char  *link_id,
          char       **shown)
{
  *shown = g_strdup (link_id);
}

/* A hint, and no error: Payroc does not say that references are unique. */
static void
test_reference_in_use (NewLinkFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *link_id = session_fixture_create (&fixture->session, draft);
  g_autofree char            *shown = NULL;
  g_autofree char            *payment = NULL;

  new_link_open (fixture, NULL, NULL);
  g_assert_null (session_note_of (fixture->dialog, "_Reference"));
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), "INV-7");
  core_wait_until (is_pointed_out, fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Reference"), ==,
                   "An open link has this reference already: $49.99");
  g_signal_connect (fixture->dialog, "show-link", G_CALLBACK (shown_cb), &shown);
  ui_click (ui_find_button (fixture->dialog, "Show"));
  g_assert_cmpstr (shown, ==, link_id);
  /* What was typed is not thrown away unasked. */
  ui_answer (GTK_WINDOW (fixture->dialog), "keep");
  ui_run_for (50);
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), "INV-70");
  core_wait_until (is_not_pointed_out, fixture);
  g_assert_null (ui_find_button (fixture->dialog, "Show"));

  /* Paid already: the same sale may be asked for twice. */
  payment = pl_test_practice_pay (fixture->session.practice, link_id, 0);
  session_fixture_refresh (&fixture->session);
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), "INV-7");
  /* That it was used is stored, what became of the money is not: that is asked for. */
  core_wait_until (is_called_paid, fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Reference"), ==,
                   "A paid link has this reference already: $49.99");

  /* Capital letters make no other sale. */
  gtk_editable_set_text (GTK_EDITABLE (new_link_row (fixture, "_Reference")), "inv-7");
  core_wait_until (is_called_alike, fixture);
}

static void
test_close_asks (NewLinkFixture *fixture,
                 gconstpointer   data)
{
  new_link_open (fixture, NULL, NULL);
  g_assert_false (pl_form_has_work (PL_FORM (fixture->dialog)));
  new_link_type_amount (fixture, "49.99");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  g_assert_cmpstr (get_question_body (fixture), ==,
                   "What you entered has not been sent, and will be lost.");
  ui_answer (GTK_WINDOW (fixture->dialog), "keep");
  g_assert_nonnull (fixture->dialog);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  ui_answer (GTK_WINDOW (fixture->dialog), "discard");
  core_wait_until (new_link_is_closed, fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 0);
}

static void
test_close_untouched (NewLinkFixture *fixture,
                      gconstpointer   data)
{
  new_link_open (fixture, NULL, NULL);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  core_wait_until (new_link_is_closed, fixture);
}

/* Closed while it is being sent: nothing is asked, the link is made. */
static void
test_close_while_sending (NewLinkFixture *fixture,
                          gconstpointer   data)
{
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'createLink'," PL_TEST_PRACTICE_HOLD "}");
  new_link_open (fixture, NULL, NULL);
  new_link_type_amount (fixture, "49.99");
  new_link_press_create (fixture);
  core_wait_until (is_being_sent, fixture);
  ui_await_button (fixture->dialog, "Close");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  pl_test_practice_release (fixture->session.practice);
  core_wait_until (new_link_is_closed, fixture);
  core_wait_until (is_made, fixture);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 1);
}

/* Enter creates from where something is typed, and nowhere else: on a choice it chooses. A key that is
 * held down creates one link. */
static void
test_enter (NewLinkFixture *fixture,
            gconstpointer   data)
{
  GtkWidget *many;
  GtkWidget *reference;

  new_link_open (fixture, NULL, NULL);
  new_link_type_amount (fixture, "49.99");
  many = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (new_link_row (fixture, "Takes _Many Payments")));
  g_assert_true (gtk_widget_grab_focus (many));
  for (guint i = 0; i < 5; i++)
    g_signal_emit_by_name (fixture->dialog, "activate-default");
  ui_run_for (400);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (many)));
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 0);

  reference = new_link_row (fixture, "_Reference");
  gtk_widget_grab_focus (reference);
  for (guint i = 0; i < 50 && fixture->dialog != NULL; i++)
    {
      g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (reference)), "activate");
      g_main_context_iteration (NULL, FALSE);
    }
  core_wait_until (new_link_is_closed, fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 1);
}

/* (element-type GtkWidget): mnemonics of labels in the window, "_" before the letter. */
static void
collect_mnemonics (GtkWidget  *widget,
                   GHashTable *letters)
{
  guint keyval = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) : 0;

  if (keyval != 0 && keyval != GDK_KEY_VoidSymbol)
    {
      gpointer letter = GUINT_TO_POINTER (gdk_keyval_to_lower (keyval));

      if (g_hash_table_contains (letters, letter))
        g_error ("“%s” has the letter of “%s”", gtk_label_get_label (GTK_LABEL (widget)),
                 (const char *) g_hash_table_lookup (letters, letter));
      g_hash_table_insert (letters, letter, (gpointer) gtk_label_get_label (GTK_LABEL (widget)));
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      /* A field's title is there twice: as a title, and in place of the text that is missing. And buttons are, of which
       * one is seen. */
      if (!ADW_IS_ENTRY_ROW (child) && gtk_widget_get_child_visible (child))
        collect_mnemonics (child, letters);
    }
}

static void
test_accessible (NewLinkFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (GHashTable) letters = g_hash_table_new (NULL, NULL);

  new_link_open (fixture, NULL, NULL);
  new_link_toggle (fixture, "Save the Customer’s Payment Details");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (new_link_row (fixture, "Mor_e Choices")), TRUE);
  ui_assert_named (fixture->dialog);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
  collect_mnemonics (fixture->dialog, letters);
  g_assert_cmpuint (g_hash_table_size (letters), >, 5);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) \
  g_test_add ("/new-link-dialog/" path, NewLinkFixture, NULL, new_link_set_up, test, new_link_tear_down)
  ADD ("amount-only", test_amount_only);
  ADD ("everything", test_everything);
  ADD ("errors", test_errors);
  ADD ("hold-and-bank", test_hold_and_bank);
  ADD ("double-click", test_double_click);
  ADD ("share-once", test_share_once);
  ADD ("refused", test_refused);
  ADD ("mail-kept/let-go", test_mail_kept);
  g_test_add ("/new-link-dialog/mail-kept/shared", NewLinkFixture, "shared", new_link_set_up, test_mail_kept,
              new_link_tear_down);
  ADD ("mend", test_mend);
  ADD ("unreachable", test_unreachable);
  ADD ("reference-in-use", test_reference_in_use);
  ADD ("close/asks", test_close_asks);
  ADD ("close/untouched", test_close_untouched);
  ADD ("close/while-sending", test_close_while_sending);
  ADD ("enter", test_enter);
  ADD ("accessible", test_accessible);
#undef ADD

  return g_test_run ();
}
