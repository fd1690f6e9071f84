/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing a link: only what may change, and with open eyes about who else changed it. */
#include "edit-fixture.h"

#include "payroc/links/payroc-link-rebase.h"
#include "ui/edit/pl-edit-changes.h"
#include "ui/edit/pl-edit-dialog.h"
#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-compare.h"

/* For many payments three fields, and the address stays. */
static void
test_many (EditFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLink) now = NULL;

  edit_create_many (fixture);
  edit_open_form (fixture, NULL);
  g_assert_false (edit_is_shown (fixture, "Amount"));
  g_assert_false (edit_is_shown (fixture, "_Description"));
  g_assert_false (edit_is_shown (fixture, "_Hold the Money, Collect It Later"));
  g_assert_true (edit_is_shown (fixture, "E_xpires"));
  g_assert_true (edit_is_shown (fixture, "Save the Customer’s _Payment Details"));

  edit_type_label (fixture, "Give");
  edit_save (fixture);
  core_wait_until (edit_is_closed, fixture);
  g_assert_cmpuint (edit_count_patches (fixture), ==, 1);
  now = edit_get_now (fixture);
  g_assert_cmpstr (payroc_link_get_button_label (now), ==, "Give");
  g_assert_cmpstr (payroc_link_get_payment_url (now), ==, payroc_link_get_payment_url (fixture->link));
}

static void
test_nothing_changed (EditFixture   *fixture,
                      gconstpointer  data)
{
  edit_create_many (fixture);
  edit_open_form (fixture, NULL);
  edit_save (fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_nonnull (ui_find_text (fixture->dialog, "Nothing is different yet: change what you like, then save."));
  g_assert_cmpuint (edit_count_patches (fixture), ==, 0);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  core_wait_until (edit_is_closed, fixture);
}

/* Payroc says yes and changes nothing: it is said, and nobody is written to. */
static void
test_ignored (EditFixture   *fixture,
              gconstpointer  data)
{
  GtkWindow *message;
  GtkWidget *compare;

  edit_create_many (fixture);
  edit_open_form (fixture, NULL);
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'editLink','kind':'ignoreEdit'}");
  edit_type_label (fixture, "Give");
  edit_save (fixture);
  core_wait_until (edit_is_closed, fixture);
  message = ui_find_dialog (GTK_WINDOW (fixture->session.window));
  g_assert_true (ADW_IS_MESSAGE_DIALOG (message));
  g_assert_nonnull (strstr (ui_get_question_text (GTK_WIDGET (message)), "Button text"));
  compare = ui_find_type (GTK_WIDGET (message), PL_TYPE_COMPARE);
  g_assert_nonnull (ui_find_text (compare, "Give"));
  g_assert_nonnull (ui_find_text (compare, "none"));
  gtk_window_destroy (message);
}

static void
test_hold_with_bank_transfer (EditFixture   *fixture,
                              gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  GtkWidget                  *row;

  payroc_link_draft_set_methods (draft, PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
  edit_create (fixture, draft);
  edit_open_form (fixture, NULL);
  row = session_find_row (fixture->dialog, "_Hold the Money, Collect It Later");
  gtk_switch_set_active (GTK_SWITCH (ui_find_type (row, GTK_TYPE_SWITCH)), TRUE);
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "_Hold the Money, Collect It Later"), "bank transfer"));
  edit_save (fixture);
  g_assert_null (ui_find_dialog (GTK_WINDOW (fixture->dialog)));
  g_assert_nonnull (session_note_of (fixture->dialog, "_Hold the Money, Collect It Later"));
  g_assert_cmpuint (edit_count_patches (fixture), ==, 0);

  gtk_switch_set_active (GTK_SWITCH (ui_find_type (row, GTK_TYPE_SWITCH)), FALSE);
  g_assert_null (session_note_of (fixture->dialog, "_Hold the Money, Collect It Later"));
}

static void
test_no_amount (EditFixture   *fixture,
                gconstpointer  data)
{
  GtkWidget *entry;

  edit_create_one (fixture);
  edit_open_form (fixture, NULL);
  entry = pl_amount_entry_get_field (PL_AMOUNT_ENTRY (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY)));
  gtk_editable_set_text (GTK_EDITABLE (entry), "a lot");
  edit_save (fixture);
  g_assert_nonnull (session_note_of (fixture->dialog, "Amount"));
  g_assert_null (ui_find_dialog (GTK_WINDOW (fixture->dialog)));
  g_assert_cmpuint (edit_count_patches (fixture), ==, 0);
}

/* Opened, then changed in the portal, then saved: nothing goes out, both changes are seen, and saving again keeps the
 * other's. */
static void
test_changed_elsewhere (EditFixture   *fixture,
                        gconstpointer  data)
{
  g_autoptr (PayrocLink) now = NULL;
  GtkWidget             *changes;
  GtkWidget             *row;
  gint64                 amount;

  edit_create_one (fixture);
  edit_open_form (fixture, NULL);
  edit_type_label (fixture, "Pay the Baker");
  edit_change_elsewhere (fixture, 5500);
  pl_test_practice_clear_requests (fixture->session.practice);
  edit_save (fixture);
  edit_answer (fixture, "save");
  core_wait_until (edit_is_idle, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_cmpuint (edit_count_patches (fixture), ==, 0);

  row = session_find_row (fixture->dialog, "Amount");
  g_assert_true (ADW_IS_ACTION_ROW (row));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "It was “$49.99” and is now “$55.00”.");
  g_object_get (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", &amount, NULL);
  g_assert_cmpint (amount, ==, 5500);

  /* And once more: it is one difference, from what the form began with. */
  edit_change_elsewhere (fixture, 5600);
  pl_test_practice_clear_requests (fixture->session.practice);
  edit_save (fixture);
  edit_answer (fixture, "save");
  core_wait_until (edit_is_idle, fixture);
  g_assert_cmpuint (edit_count_patches (fixture), ==, 0);
  changes = ui_find_type (fixture->dialog, PL_TYPE_EDIT_CHANGES);
  row = session_find_row (changes, "Amount");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "It was “$49.99” and is now “$56.00”.");
  g_assert_true (gtk_widget_get_next_sibling (row) == gtk_widget_get_prev_sibling (row));

  edit_save (fixture);
  edit_answer (fixture, "save");
  core_wait_until (edit_is_closed, fixture);
  g_assert_cmpuint (edit_count_patches (fixture), ==, 1);
  now = edit_get_now (fixture);
  g_assert_cmpint (payroc_link_get_amount (now)->minor, ==, 5600);
  g_assert_cmpstr (payroc_link_get_button_label (now), ==, "Pay the Baker");
}

/* Both changed the same field: what was typed stays, and it is said what it would replace. */
static void
test_same_field (EditFixture   *fixture,
                 gconstpointer  data)
{
  GtkWidget *row;
  gint64     amount;

  edit_create_one (fixture);
  edit_open_form (fixture, NULL);
  g_object_set (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", (gint64) 6000, NULL);
  edit_change_elsewhere (fixture, 5500);
  pl_test_practice_clear_requests (fixture->session.practice);
  edit_save (fixture);
  edit_answer (fixture, "save");
  core_wait_until (edit_is_idle, fixture);
  row = session_find_row (fixture->dialog, "Amount");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "what you entered"));
  g_object_get (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", &amount, NULL);
  g_assert_cmpint (amount, ==, 6000);
  g_assert_cmpuint (edit_count_patches (fixture), ==, 0);
}

/* What was stored is old: the form shows what is, before anything is typed. */
static void
test_stored_is_old (EditFixture   *fixture,
                    gconstpointer  data)
{
  gint64 amount;

  edit_create_one (fixture);
  edit_change_elsewhere (fixture, 5500);
  edit_open_form (fixture, NULL);
  g_object_get (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", &amount, NULL);
  g_assert_cmpint (amount, ==, 5500);
  g_assert_false (pl_form_has_work (PL_FORM (fixture->dialog)));
}

static void
test_paid_meanwhile (EditFixture   *fixture,
                     gconstpointer  data)
{
  g_autofree char *payment = NULL;

  edit_create_one (fixture);
  payment = pl_test_practice_pay (fixture->session.practice, payroc_link_get_id (fixture->link), 0);
  edit_open_form (fixture, NULL);
  g_assert_nonnull (ui_find_text (fixture->dialog, "This link was paid meanwhile. It cannot be changed any more."));
  edit_type_label (fixture, "Give");
  edit_save (fixture);
  g_assert_null (ui_find_dialog (GTK_WINDOW (fixture->dialog)));
}

/* The answer is lost: the form closes, and the change is made once all the same. */
static void
test_lost (EditFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlIntent)     intent = NULL;
  g_autoptr (PayrocLink)   now = NULL;

  edit_create_many (fixture);
  edit_open_form (fixture, NULL);
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'editLink','kind':'%s','times':100}",
                              (const char *) data);
  edit_type_label (fixture, "Give");
  edit_save (fixture);
  core_wait_until (edit_is_closed, fixture);
  pl_test_practice_clear_faults (fixture->session.practice);
  intent = g_list_model_get_item (G_LIST_MODEL (edit_get_outbox (fixture)),
                                  g_list_model_get_n_items (G_LIST_MODEL (edit_get_outbox (fixture))) - 1);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_UNSURE);
  pl_outbox_retry_async (edit_get_outbox (fixture), pl_intent_get_id (intent), NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_retry_finish (edit_get_outbox (fixture), core_await (&result), NULL));
  g_clear_object (&result);
  pl_outbox_settle_async (edit_get_outbox (fixture), intent, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_settle_finish (edit_get_outbox (fixture), core_await (&result), NULL));
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
  now = edit_get_now (fixture);
  g_assert_cmpstr (payroc_link_get_button_label (now), ==, "Give");
}

/* Refused while the form was closed: mended, it stands there as it was typed, beside what is now. */
static void
test_mend (EditFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) wanted = NULL;
  g_autoptr (PayrocLinkEdit)  edit = NULL;
  g_autoptr (GAsyncResult)    submitted = NULL;
  g_autoptr (GAsyncResult)    settled = NULL;
  g_autoptr (PlIntent)        intent = NULL;
  g_autofree char            *key = g_uuid_string_random ();
  GtkWidget                  *row;

  edit_create_one (fixture);
  wanted = payroc_link_draft_new_from_link (fixture->link);
  payroc_link_draft_set_button_label (wanted, "Pay the Baker");
  edit = payroc_link_edit_new (fixture->link, wanted);
  edit_change_elsewhere (fixture, 5500);
  pl_outbox_edit_async (edit_get_outbox (fixture), fixture->link, edit, NULL, key, NULL, core_keep_result_cb,
                        &submitted);
  intent = pl_outbox_submit_finish (edit_get_outbox (fixture), core_await (&submitted), NULL);
  pl_outbox_settle_async (edit_get_outbox (fixture), intent, NULL, core_keep_result_cb, &settled);
  pl_outbox_settle_finish (edit_get_outbox (fixture), core_await (&settled), NULL);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_REFUSED);

  g_object_unref (fixture->link);
  fixture->link = session_fixture_find_link (&fixture->session, pl_intent_get_link_id (intent));
  edit_open_form (fixture, intent);
  row = session_find_row (fixture->dialog, "Amount");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "It was “$49.99” and is now “$55.00”.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (session_find_row (fixture->dialog, "_Text on the Pay Button"))),
                   ==, "Pay the Baker");
  edit_save (fixture);
  edit_answer (fixture, "save");
  core_wait_until (edit_is_closed, fixture);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DISCARDED);
}

static void
test_accessible (EditFixture   *fixture,
                 gconstpointer  data)
{
  edit_create_one (fixture);
  edit_open_form (fixture, NULL);
  ui_assert_named (fixture->dialog);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, data, test) g_test_add ("/edit-dialog/" path, EditFixture, data, edit_fixture_set_up, test, \
                                          edit_fixture_tear_down)
  ADD ("many", NULL, test_many);
  ADD ("nothing-changed", NULL, test_nothing_changed);
  ADD ("ignored", NULL, test_ignored);
  ADD ("hold-with-bank-transfer", NULL, test_hold_with_bank_transfer);
  ADD ("no-amount", NULL, test_no_amount);
  ADD ("changed-elsewhere", NULL, test_changed_elsewhere);
  ADD ("same-field", NULL, test_same_field);
  ADD ("stored-is-old", NULL, test_stored_is_old);
  ADD ("paid-meanwhile", NULL, test_paid_meanwhile);
  ADD ("lost/done", "cutAfter", test_lost);
  ADD ("lost/not-done", "cutBefore", test_lost);
  ADD ("mend", NULL, test_mend);
  ADD ("accessible", NULL, test_accessible);
#undef ADD

  return g_test_run ();
}
