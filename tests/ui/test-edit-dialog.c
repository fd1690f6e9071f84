/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing a link: only what may change, with both eyes open about its address, and about who else changed it. */
#include "session-fixture.h"

#include "payroc/links/payroc-link-rebase.h"
#include "ui/edit/pl-edit-changes.h"
#include "ui/edit/pl-edit-dialog.h"
#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-field-note.h"
#include "ui/share/pl-share-dialog.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *dialog;
  PayrocLink    *link;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
  gtk_window_present (GTK_WINDOW (fixture->session.window));
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
  g_clear_object (&fixture->link);
  session_fixture_tear_down (&fixture->session, data);
}

static PlOutbox *
get_outbox (Fixture *fixture)
{
  return pl_session_get_outbox (fixture->session.session);
}

static PayrocLink *
get_now (Fixture *fixture)
{
  return session_fixture_find_link (&fixture->session, payroc_link_get_id (fixture->link));
}

static void
create (Fixture         *fixture,
        PayrocLinkDraft *draft)
{
  g_autofree char *link_id = session_fixture_create (&fixture->session, draft);

  fixture->link = session_fixture_find_link (&fixture->session, link_id);
}

static void
create_many (Fixture *fixture)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_order_id (draft, NULL);
  create (fixture, draft);
}

static void
create_one (Fixture *fixture)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  create (fixture, draft);
}

static gboolean
is_asked (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_test_practice_count_requests (fixture->session.practice, "listPayments") > 0;
}

static void
open_form (Fixture  *fixture,
           PlIntent *refused)
{
  pl_test_practice_clear_requests (fixture->session.practice);
  fixture->dialog = pl_edit_dialog_new (fixture->session.session, fixture->link, refused);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_set_transient_for (GTK_WINDOW (fixture->dialog), GTK_WINDOW (fixture->session.window));
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  gtk_test_widget_wait_for_draw (fixture->dialog);
  /* It asks for the link anew. */
  core_wait_until (is_asked, fixture);
  ui_run_for (150);
  if (payroc_link_get_kind (fixture->link) == PAYROC_LINK_KIND_SINGLE_USE && refused == NULL)
    g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)),
                                           ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY)));
}

static gboolean
is_shown (Fixture    *fixture,
          const char *title)
{
  GtkWidget *row = session_find_row (fixture->dialog, title);

  return row != NULL && gtk_widget_get_mapped (row);
}

static void
type_label (Fixture    *fixture,
            const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (session_find_row (fixture->dialog, "_Text on the Pay Button")), text);
}

static void
save (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
is_closed (gpointer user_data)
{
  return ((Fixture *) user_data)->dialog == NULL;
}

static gboolean
is_idle (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->dialog == NULL || !pl_form_is_busy (PL_FORM (fixture->dialog));
}

static guint
count_patches (Fixture *fixture)
{
  return pl_test_practice_count_requests (fixture->session.practice, "editLink");
}

static void
answer (Fixture    *fixture,
        const char *response)
{
  ui_answer (GTK_WINDOW (fixture->dialog), response);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static PayrocClient *
create_portal (Fixture *fixture)
{
  PlTestPractice *practice = fixture->session.practice;

  return core_client_new (pl_test_practice_get_api_url (practice), pl_test_practice_get_identity_url (practice),
                          pl_test_practice_get_api_key (practice));
}

/* In Payroc's portal: another amount. */
static void
change_elsewhere (Fixture *fixture,
                  gint64   amount)
{
  g_autoptr (PayrocClient)    portal = create_portal (fixture);
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (fixture->link);
  g_autoptr (PayrocLinkEdit)  edit = NULL;
  g_autoptr (GBytes)          body = NULL;
  g_autoptr (GAsyncResult)    result = NULL;
  g_autoptr (PayrocLink)      changed = NULL;
  g_autoptr (GError)          error = NULL;
  g_autofree char            *key = g_uuid_string_random ();

  payroc_link_draft_set_amount (wanted, amount);
  edit = payroc_link_edit_new (fixture->link, wanted);
  body = payroc_link_edit_to_body (edit, NULL, &error);
  g_assert_no_error (error);
  payroc_client_edit_link_async (portal, payroc_link_get_id (fixture->link), body, key, NULL, core_keep_result_cb,
                                 &result);
  changed = payroc_client_edit_link_finish (portal, core_await (&result), &error);
  g_assert_no_error (error);
}

static void
mail (Fixture *fixture)
{
  g_autoptr (PayrocShare)  share = core_share_new ();
  g_autofree char         *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) submitted = NULL;
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (PlIntent)     intent = NULL;

  pl_outbox_share_async (get_outbox (fixture), payroc_link_get_id (fixture->link), share, key, NULL,
                         core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (get_outbox (fixture), core_await (&submitted), NULL);
  pl_outbox_settle_async (get_outbox (fixture), intent, NULL, core_keep_result_cb, &settled);
  g_assert_true (pl_outbox_settle_finish (get_outbox (fixture), core_await (&settled), NULL));
}

/* For many payments three fields, and the address stays. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLink) now = NULL;

  create_many (fixture);
  open_form (fixture, NULL);
  g_assert_false (is_shown (fixture, "Amount"));
  g_assert_false (is_shown (fixture, "_Description"));
  g_assert_false (is_shown (fixture, "_Hold the Money, Collect It Later"));
  g_assert_true (is_shown (fixture, "E_xpires"));
  g_assert_true (is_shown (fixture, "Save the Customer’s _Payment Details"));

  type_label (fixture, "Give");
  save (fixture);
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (count_patches (fixture), ==, 1);
  now = get_now (fixture);
  g_assert_cmpstr (payroc_link_get_button_label (now), ==, "Give");
  g_assert_cmpstr (payroc_link_get_payment_url (now), ==, payroc_link_get_payment_url (fixture->link));
}

static void
test_nothing_changed (Fixture       *fixture,
                      gconstpointer  data)
{
  create_many (fixture);
  open_form (fixture, NULL);
  save (fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_nonnull (ui_find_text (fixture->dialog, "Nothing is different yet: change what you like, then save."));
  g_assert_cmpuint (count_patches (fixture), ==, 0);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  core_wait_until (is_closed, fixture);
}

/* For one payment: asked first, told who holds the old address, and done once. */
static void
test_one (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (PayrocLink)  now = NULL;
  GtkWindow              *question;
  const char             *body;

  create_one (fixture);
  mail (fixture);
  open_form (fixture, NULL);
  g_assert_true (is_shown (fixture, "Amount"));
  g_assert_true (is_shown (fixture, "_Description"));
  type_label (fixture, "Pay the Baker");
  save (fixture);
  question = ui_find_dialog (GTK_WINDOW (fixture->dialog));
  g_assert_true (ADW_IS_MESSAGE_DIALOG (question));
  body = ui_get_question_text (GTK_WIDGET (question));
  g_assert_nonnull (strstr (body, "Sarah Hopper"));
  answer (fixture, "cancel");
  g_assert_cmpuint (count_patches (fixture), ==, 0);

  save (fixture);
  answer (fixture, "save");
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (count_patches (fixture), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->session.practice, NULL), ==, 1);
  now = get_now (fixture);
  g_assert_cmpstr (payroc_link_get_payment_url (now), !=, payroc_link_get_payment_url (fixture->link));
}

static gboolean
has_new_mail (gpointer user_data)
{
  Fixture *fixture = user_data;

  return pl_test_practice_count_mails (fixture->session.practice, NULL) == 2;
}

/* The new address goes to those who hold the old one, after the change and in the same step. */
static void
test_save_and_send (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (JsonArray) mails = NULL;
  JsonObject           *last;
  GtkWindow            *share;

  create_one (fixture);
  mail (fixture);
  open_form (fixture, NULL);
  type_label (fixture, "Pay the Baker");
  save (fixture);
  answer (fixture, "share");
  share = ui_find_dialog (GTK_WINDOW (fixture->dialog));
  g_assert_true (PL_IS_SHARE_DIALOG (share));
  g_assert_nonnull (session_find_row (GTK_WIDGET (share), "Sarah Hopper"));
  gtk_widget_activate_action (GTK_WIDGET (share), "form.submit", NULL);
  core_wait_until (is_closed, fixture);
  core_wait_until (has_new_mail, fixture);
  g_assert_cmpuint (count_patches (fixture), ==, 1);
  mails = pl_test_practice_get_mails (fixture->session.practice, NULL);
  last = json_array_get_object_element (mails, 1);
  g_assert_nonnull (last);
}

/* Payroc says yes and changes nothing: it is said, and nobody is written to. */
static void
test_ignored (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWindow *message;

  create_many (fixture);
  open_form (fixture, NULL);
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'editLink','kind':'ignoreEdit'}");
  type_label (fixture, "Give");
  save (fixture);
  core_wait_until (is_closed, fixture);
  message = ui_find_dialog (GTK_WINDOW (fixture->session.window));
  g_assert_true (ADW_IS_MESSAGE_DIALOG (message));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (message)), "Button text"));
  gtk_window_destroy (message);
}

static void
test_hold_with_bank_transfer (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  GtkWidget                  *row;

  payroc_link_draft_set_methods (draft, PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
  create (fixture, draft);
  open_form (fixture, NULL);
  row = session_find_row (fixture->dialog, "_Hold the Money, Collect It Later");
  gtk_switch_set_active (GTK_SWITCH (ui_find_type (row, GTK_TYPE_SWITCH)), TRUE);
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "_Hold the Money, Collect It Later"), "bank transfer"));
  save (fixture);
  g_assert_null (ui_find_dialog (GTK_WINDOW (fixture->dialog)));
  g_assert_nonnull (session_note_of (fixture->dialog, "_Hold the Money, Collect It Later"));
  g_assert_cmpuint (count_patches (fixture), ==, 0);

  gtk_switch_set_active (GTK_SWITCH (ui_find_type (row, GTK_TYPE_SWITCH)), FALSE);
  g_assert_null (session_note_of (fixture->dialog, "_Hold the Money, Collect It Later"));
}

static void
test_no_amount (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *entry;

  create_one (fixture);
  open_form (fixture, NULL);
  entry = pl_amount_entry_get_field (PL_AMOUNT_ENTRY (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "a lot");
  save (fixture);
  g_assert_nonnull (session_note_of (fixture->dialog, "Amount"));
  g_assert_null (ui_find_dialog (GTK_WINDOW (fixture->dialog)));
  g_assert_cmpuint (count_patches (fixture), ==, 0);
}

/* Opened, then changed in the portal, then saved: nothing goes out, both changes are seen, and saving again keeps the
 * other's. */
static void
test_changed_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (PayrocLink) now = NULL;
  GtkWidget             *changes;
  GtkWidget             *row;
  gint64                 amount;

  create_one (fixture);
  open_form (fixture, NULL);
  type_label (fixture, "Pay the Baker");
  change_elsewhere (fixture, 5500);
  pl_test_practice_clear_requests (fixture->session.practice);
  save (fixture);
  answer (fixture, "save");
  core_wait_until (is_idle, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_cmpuint (count_patches (fixture), ==, 0);

  row = session_find_row (fixture->dialog, "Amount");
  g_assert_true (ADW_IS_ACTION_ROW (row));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "It was “$49.99” and is now “$55.00”.");
  g_object_get (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", &amount, NULL);
  g_assert_cmpint (amount, ==, 5500);

  /* And once more: it is one difference, from what the form began with. */
  change_elsewhere (fixture, 5600);
  pl_test_practice_clear_requests (fixture->session.practice);
  save (fixture);
  answer (fixture, "save");
  core_wait_until (is_idle, fixture);
  g_assert_cmpuint (count_patches (fixture), ==, 0);
  changes = ui_find_type (fixture->dialog, PL_TYPE_EDIT_CHANGES);
  row = session_find_row (changes, "Amount");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "It was “$49.99” and is now “$56.00”.");
  g_assert_true (gtk_widget_get_next_sibling (row) == gtk_widget_get_prev_sibling (row));

  save (fixture);
  answer (fixture, "save");
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (count_patches (fixture), ==, 1);
  now = get_now (fixture);
  g_assert_cmpint (payroc_link_get_amount (now)->minor, ==, 5600);
  g_assert_cmpstr (payroc_link_get_button_label (now), ==, "Pay the Baker");
}

/* Both changed the same field: what was typed stays, and it is said what it would replace. */
static void
test_same_field (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *row;
  gint64     amount;

  create_one (fixture);
  open_form (fixture, NULL);
  g_object_set (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", (gint64) 6000, NULL);
  change_elsewhere (fixture, 5500);
  pl_test_practice_clear_requests (fixture->session.practice);
  save (fixture);
  answer (fixture, "save");
  core_wait_until (is_idle, fixture);
  row = session_find_row (fixture->dialog, "Amount");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "what you entered"));
  g_object_get (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", &amount, NULL);
  g_assert_cmpint (amount, ==, 6000);
  g_assert_cmpuint (count_patches (fixture), ==, 0);
}

/* What was stored is old: the form shows what is, before anything is typed. */
static void
test_stored_is_old (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 amount;

  create_one (fixture);
  change_elsewhere (fixture, 5500);
  open_form (fixture, NULL);
  g_object_get (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", &amount, NULL);
  g_assert_cmpint (amount, ==, 5500);
  g_assert_false (pl_form_has_work (PL_FORM (fixture->dialog)));
}

static void
test_paid_meanwhile (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *payment = NULL;

  create_one (fixture);
  payment = pl_test_practice_pay (fixture->session.practice, payroc_link_get_id (fixture->link), 0);
  open_form (fixture, NULL);
  g_assert_nonnull (ui_find_text (fixture->dialog, "This link was paid meanwhile. It cannot be changed any more."));
  type_label (fixture, "Give");
  save (fixture);
  g_assert_null (ui_find_dialog (GTK_WINDOW (fixture->dialog)));
}

/* Paid while it is asked whom to send the new address to: nothing is sent, and it is said there. */
static void
test_paid_while_asked (Fixture       *fixture,
                       gconstpointer  data)
{
  const char      *problem = "This link was paid meanwhile. It cannot be changed any more.";
  g_autofree char *payment = NULL;
  GtkWindow       *share;

  create_one (fixture);
  mail (fixture);
  open_form (fixture, NULL);
  type_label (fixture, "Pay the Baker");
  save (fixture);
  answer (fixture, "share");
  share = ui_find_dialog (GTK_WINDOW (fixture->dialog));
  payment = pl_test_practice_pay (fixture->session.practice, payroc_link_get_id (fixture->link), 0);
  session_fixture_refresh (&fixture->session);
  ui_run_for (150);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (share), problem));
  gtk_widget_activate_action (GTK_WIDGET (share), "form.submit", NULL);
  ui_run_for (50);
  g_assert_cmpuint (pl_outbox_get_n_unfinished (get_outbox (fixture)), ==, 0);
  gtk_window_destroy (share);
}

/* The answer is lost: the form closes, and the change is made once all the same. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlIntent)     intent = NULL;
  g_autoptr (PayrocLink)   now = NULL;

  create_many (fixture);
  open_form (fixture, NULL);
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'editLink','kind':'%s','times':100}",
                              (const char *) data);
  type_label (fixture, "Give");
  save (fixture);
  core_wait_until (is_closed, fixture);
  pl_test_practice_clear_faults (fixture->session.practice);
  intent = g_list_model_get_item (G_LIST_MODEL (get_outbox (fixture)),
                                  g_list_model_get_n_items (G_LIST_MODEL (get_outbox (fixture))) - 1);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_UNSURE);
  pl_outbox_retry_async (get_outbox (fixture), pl_intent_get_id (intent), NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_retry_finish (get_outbox (fixture), core_await (&result), NULL));
  g_clear_object (&result);
  pl_outbox_settle_async (get_outbox (fixture), intent, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_settle_finish (get_outbox (fixture), core_await (&result), NULL));
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
  now = get_now (fixture);
  g_assert_cmpstr (payroc_link_get_button_label (now), ==, "Give");
}

/* Refused while the form was closed: mended, it stands there as it was typed, beside what is now. */
static void
test_mend (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) wanted = NULL;
  g_autoptr (PayrocLinkEdit)  edit = NULL;
  g_autoptr (GAsyncResult)    submitted = NULL;
  g_autoptr (GAsyncResult)    settled = NULL;
  g_autoptr (PlIntent)        intent = NULL;
  g_autofree char            *key = g_uuid_string_random ();
  GtkWidget                  *row;

  create_one (fixture);
  wanted = payroc_link_draft_new_from_link (fixture->link);
  payroc_link_draft_set_button_label (wanted, "Pay the Baker");
  edit = payroc_link_edit_new (fixture->link, wanted);
  change_elsewhere (fixture, 5500);
  pl_outbox_edit_async (get_outbox (fixture), fixture->link, edit, NULL, key, NULL, core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (get_outbox (fixture), core_await (&submitted), NULL);
  pl_outbox_settle_async (get_outbox (fixture), intent, NULL, core_keep_result_cb, &settled);
  pl_outbox_settle_finish (get_outbox (fixture), core_await (&settled), NULL);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_REFUSED);

  g_object_unref (fixture->link);
  fixture->link = session_fixture_find_link (&fixture->session, pl_intent_get_link_id (intent));
  open_form (fixture, intent);
  row = session_find_row (fixture->dialog, "Amount");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "It was “$49.99” and is now “$55.00”.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (session_find_row (fixture->dialog, "_Text on the Pay Button"))),
                   ==, "Pay the Baker");
  save (fixture);
  answer (fixture, "save");
  core_wait_until (is_closed, fixture);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DISCARDED);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  create_one (fixture);
  open_form (fixture, NULL);
  ui_assert_named (fixture->dialog);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, data, test) g_test_add ("/edit-dialog/" path, Fixture, data, set_up, test, tear_down)
  ADD ("many", NULL, test_many);
  ADD ("nothing-changed", NULL, test_nothing_changed);
  ADD ("one", NULL, test_one);
  ADD ("save-and-send", NULL, test_save_and_send);
  ADD ("ignored", NULL, test_ignored);
  ADD ("hold-with-bank-transfer", NULL, test_hold_with_bank_transfer);
  ADD ("no-amount", NULL, test_no_amount);
  ADD ("changed-elsewhere", NULL, test_changed_elsewhere);
  ADD ("same-field", NULL, test_same_field);
  ADD ("stored-is-old", NULL, test_stored_is_old);
  ADD ("paid-meanwhile", NULL, test_paid_meanwhile);
  ADD ("paid-while-asked", NULL, test_paid_while_asked);
  ADD ("lost/done", "cutAfter", test_lost);
  ADD ("lost/not-done", "cutBefore", test_lost);
  ADD ("mend", NULL, test_mend);
  ADD ("accessible", NULL, test_accessible);
#undef ADD

  return g_test_run ();
}
