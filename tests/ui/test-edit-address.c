/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change that ends the link's address: what becomes different, who holds the old one, and the mail with the new. */
#include "edit-fixture.h"

#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-compare.h"
#include "ui/parts/pl-settings.h"
#include "ui/share/pl-message-editor.h"
#include "ui/share/pl-share-dialog.h"

/* For one payment: asked first, told who holds the old address, and done once. */
static void
test_one (EditFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (PayrocLink)  now = NULL;
  GtkWindow              *question;
  const char             *body;

  edit_create_one (fixture);
  edit_mail (fixture);
  edit_open_form (fixture, NULL);
  g_assert_true (edit_is_shown (fixture, "Amount"));
  g_assert_true (edit_is_shown (fixture, "_Description"));
  edit_type_label (fixture, "Pay the Baker");
  edit_save (fixture);
  question = ui_find_dialog (GTK_WINDOW (fixture->dialog));
  g_assert_true (ADW_IS_MESSAGE_DIALOG (question));
  body = ui_get_question_text (GTK_WIDGET (question));
  g_assert_nonnull (strstr (body, "Sarah Hopper"));
  edit_answer (fixture, "cancel");
  g_assert_cmpuint (edit_count_patches (fixture), ==, 0);

  edit_save (fixture);
  edit_answer (fixture, "save");
  core_wait_until (edit_is_closed, fixture);
  g_assert_cmpuint (edit_count_patches (fixture), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->session.practice, NULL), ==, 1);
  now = edit_get_now (fixture);
  g_assert_cmpstr (payroc_link_get_payment_url (now), !=, payroc_link_get_payment_url (fixture->link));
}

/* What will be different stands side by side, and nothing else does. */
static void
test_compare (EditFixture   *fixture,
              gconstpointer  data)
{
  GtkWidget *compare;

  edit_create_one (fixture);
  edit_open_form (fixture, NULL);
  g_object_set (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", (gint64) 8500, NULL);
  edit_type_label (fixture, "Pay the Baker");
  edit_save (fixture);
  compare = ui_find_type (GTK_WIDGET (ui_find_dialog (GTK_WINDOW (fixture->dialog))), PL_TYPE_COMPARE);
  g_assert_nonnull (ui_find_text (compare, "Amount"));
  g_assert_nonnull (ui_find_text (compare, "$49.99"));
  g_assert_nonnull (ui_find_text (compare, "$85.00"));
  g_assert_nonnull (ui_find_text (compare, "Button text"));
  g_assert_nonnull (ui_find_text (compare, "none"));
  g_assert_nonnull (ui_find_text (compare, "Pay the Baker"));
  g_assert_null (ui_find_text (compare, "Expires"));
  g_assert_null (ui_find_text (compare, "Currency"));
  edit_answer (fixture, "cancel");
}

static char *
dup_message (GtkWindow *share)
{
  return pl_message_editor_dup_template (PL_MESSAGE_EDITOR (ui_find_type (GTK_WIDGET (share),
                                                                          PL_TYPE_MESSAGE_EDITOR)));
}

static GtkWindow *
open_share (EditFixture *fixture)
{
  edit_create_one (fixture);
  edit_mail (fixture);
  edit_open_form (fixture, NULL);
  edit_type_label (fixture, "Pay the Baker");
  edit_save (fixture);
  edit_answer (fixture, "share");

  return ui_find_dialog (GTK_WINDOW (fixture->dialog));
}

static gboolean
has_new_mail (gpointer user_data)
{
  EditFixture *fixture = user_data;

  return pl_test_practice_count_mails (fixture->session.practice, NULL) == 2;
}

/* The new address goes to those who hold the old one, after the change and in the same step; they read which of their
 * two mails counts. */
static void
test_save_and_send (EditFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (JsonArray) mails = NULL;
  JsonObject           *last;
  GtkWindow            *share;

  share = open_share (fixture);
  g_assert_true (PL_IS_SHARE_DIALOG (share));
  g_assert_nonnull (session_find_row (GTK_WIDGET (share), "Sarah Hopper"));
  gtk_widget_activate_action (GTK_WIDGET (share), "form.submit", NULL);
  core_wait_until (edit_is_closed, fixture);
  core_wait_until (has_new_mail, fixture);
  g_assert_cmpuint (edit_count_patches (fixture), ==, 1);
  mails = pl_test_practice_get_mails (fixture->session.practice, NULL);
  last = json_array_get_object_element (mails, 1);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (last, "message"),
                                   "This link replaces the one sent to you before"));
  g_assert_nonnull (strstr (json_object_get_string_member (last, "message"), "$49.99"));
}

/* It is a word like every other, and no word of the next mail. */
static void
test_keep_message (EditFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (GSettings) settings = pl_settings_open ();
  g_autofree char      *before = g_settings_get_string (settings, "share-message");
  g_autofree char      *kept = NULL;
  g_autofree char      *message = NULL;
  GtkWindow            *share = open_share (fixture);
  GtkWidget            *row = session_find_row (GTK_WIDGET (share), "_Use This Message Next Time");

  message = dup_message (share);
  g_assert_true (g_str_has_suffix (message, before));
  g_assert_cmpuint (strlen (message), >, strlen (before));
  g_assert_false (pl_form_has_work (PL_FORM (share)));

  gtk_switch_set_active (GTK_SWITCH (ui_find_type (row, GTK_TYPE_SWITCH)), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (share), "form.submit", NULL);
  core_wait_until (edit_is_closed, fixture);
  core_wait_until (has_new_mail, fixture);
  kept = g_settings_get_string (settings, "share-message");
  g_assert_cmpstr (kept, ==, before);
}

/* Paid while it is asked whom to send the new address to: nothing is sent, and it is said there. */
static void
test_paid_while_asked (EditFixture   *fixture,
                       gconstpointer  data)
{
  const char      *problem = "This link was paid meanwhile. It cannot be changed any more.";
  g_autofree char *payment = NULL;
  GtkWindow       *share;

  share = open_share (fixture);
  payment = pl_test_practice_pay (fixture->session.practice, payroc_link_get_id (fixture->link), 0);
  session_fixture_refresh (&fixture->session);
  ui_await_text (GTK_WIDGET (share), problem);
  gtk_widget_activate_action (GTK_WIDGET (share), "form.submit", NULL);
  ui_run_for (50);
  g_assert_cmpuint (pl_outbox_get_n_unfinished (edit_get_outbox (fixture)), ==, 0);
  gtk_window_destroy (share);
}

static gboolean
is_not_asked (gpointer user_data)
{
  return ui_find_dialog (GTK_WINDOW (((EditFixture *) user_data)->dialog)) == NULL;
}

/* Within what is seen of the form. */
static gboolean
is_at_problem (gpointer user_data)
{
  EditFixture     *fixture = user_data;
  GtkWidget       *problem = ui_find_text (fixture->dialog,
                                           "This link was paid meanwhile. It cannot be changed any more.");
  GtkWidget       *viewport = problem != NULL ? gtk_widget_get_ancestor (problem, GTK_TYPE_VIEWPORT) : NULL;
  graphene_rect_t  bounds;

  return viewport != NULL && gtk_widget_compute_bounds (problem, viewport, &bounds) && bounds.origin.y >= 0
         && bounds.size.height > 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (viewport);
}

/* Paid while it is asked about the address: nothing is left to be answered, and the form says why, in sight. */
static void
test_paid_while_confirming (EditFixture   *fixture,
                            gconstpointer  data)
{
  g_autofree char *payment = NULL;

  edit_create_one (fixture);
  edit_open_form (fixture, NULL);
  edit_type_label (fixture, "Pay the Baker");
  edit_save (fixture);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (ui_find_dialog (GTK_WINDOW (fixture->dialog))));
  payment = pl_test_practice_pay (fixture->session.practice, payroc_link_get_id (fixture->link), 0);
  session_fixture_refresh (&fixture->session);
  core_wait_until (is_not_asked, fixture);
  core_wait_until (is_at_problem, fixture);
  g_assert_cmpuint (edit_count_patches (fixture), ==, 0);
}

static gboolean
is_refused (gpointer user_data)
{
  EditFixture         *fixture = user_data;
  g_autoptr (PlIntent) edit = session_fixture_find_refused (&fixture->session, PL_INTENT_EDIT);

  return edit != NULL && edit_is_idle (fixture) && session_note_of (fixture->dialog, "Amount") != NULL;
}

static void
set_amount (EditFixture *fixture,
            gint64       amount)
{
  g_object_set (ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY), "amount", amount, NULL);
}

/* $30.00 is asked for, with a mail, and refused. */
static void
let_be_refused (EditFixture *fixture)
{
  edit_create_one (fixture);
  edit_mail (fixture);
  edit_open_form (fixture, NULL);
  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'editLink','kind':'status','status':400,'errors':"
                              "[{'parameter':'order.charge.amount','message':'No.'}]}");
  set_amount (fixture, 3000);
  edit_save (fixture);
  edit_answer (fixture, "share");
  gtk_widget_activate_action (GTK_WIDGET (ui_find_dialog (GTK_WINDOW (fixture->dialog))), "form.submit", NULL);
  core_wait_until (is_refused, fixture);
  g_assert_cmpuint (edit_count_patches (fixture), ==, 1);
}

/* The mail names the amount that was accepted, not the one that was refused. */
static void
test_mended (EditFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (JsonArray) mails = NULL;
  const char           *message;
  g_autofree char      *begins = NULL;
  GtkWindow            *share;

  let_be_refused (fixture);
  set_amount (fixture, 2800);
  edit_save (fixture);
  edit_answer (fixture, "share");
  share = ui_find_dialog (GTK_WINDOW (fixture->dialog));
  begins = dup_message (share);
  g_assert_nonnull (strstr (begins, "{amount}"));
  gtk_widget_activate_action (GTK_WIDGET (share), "form.submit", NULL);
  core_wait_until (edit_is_closed, fixture);
  core_wait_until (has_new_mail, fixture);
  mails = pl_test_practice_get_mails (fixture->session.practice, NULL);
  message = json_object_get_string_member (json_array_get_object_element (mails, 1), "message");
  g_assert_nonnull (strstr (message, "$28.00"));
  g_assert_null (strstr (message, "$30.00"));
}

/* The same form after a restart: it is filled from what stands on the disk. */
static void
test_mended_from_card (EditFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr (PlIntent) refused = NULL;
  g_autofree char     *begins = NULL;

  let_be_refused (fixture);
  refused = session_fixture_find_refused (&fixture->session, PL_INTENT_EDIT);
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  core_wait_until (edit_is_closed, fixture);

  edit_open_form (fixture, refused);
  set_amount (fixture, 2800);
  edit_save (fixture);
  edit_answer (fixture, "share");
  begins = dup_message (ui_find_dialog (GTK_WINDOW (fixture->dialog)));
  g_assert_nonnull (strstr (begins, "{amount}"));
  gtk_window_destroy (ui_find_dialog (GTK_WINDOW (fixture->dialog)));
}

static gboolean
nothing_is_refused (gpointer user_data)
{
  EditFixture         *fixture = user_data;
  g_autoptr (PlIntent) edit = session_fixture_find_refused (&fixture->session, PL_INTENT_EDIT);
  g_autoptr (PlIntent) share = session_fixture_find_refused (&fixture->session, PL_INTENT_SHARE);

  return edit == NULL && share == NULL;
}

/* Who gives the form up has given up what was refused in it: nothing stays behind to be discarded again. */
static void
test_given_up (EditFixture   *fixture,
               gconstpointer  data)
{
  let_be_refused (fixture);
  g_assert_false (nothing_is_refused (fixture));
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  edit_answer (fixture, "discard");
  core_wait_until (edit_is_closed, fixture);
  core_wait_until (nothing_is_refused, fixture);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/edit-address/" path, EditFixture, NULL, edit_fixture_set_up, test, \
                                    edit_fixture_tear_down)
  ADD ("one", test_one);
  ADD ("compare", test_compare);
  ADD ("save-and-send", test_save_and_send);
  ADD ("keep-message", test_keep_message);
  ADD ("paid-while-asked", test_paid_while_asked);
  ADD ("paid-while-confirming", test_paid_while_confirming);
  ADD ("mended", test_mended);
  ADD ("mended-from-card", test_mended_from_card);
  ADD ("given-up", test_given_up);
#undef ADD

  return g_test_run ();
}
