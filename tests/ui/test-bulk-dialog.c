/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before many links are changed in one go: what Payroc is asked for it, what it names, and that nothing of
 * it is left when it closes in the middle; and the results of what became of it. */
#include "session-fixture.h"

#include "core/list/pl-link-picks.h"
#include "ui/bulk/pl-bulk-dialog.h"
#include "ui/bulk/pl-survey-bar.h"
#include "ui/outbox/pl-batch-dialog.h"

#define N_LINKS 3

typedef struct
{
  SessionFixture session;
  PlLinkList    *links;
  PlLinkPicks   *picks;
  GtkWidget     *dialog;    /* weak */
  char          *last_id;   /* (owned) of the last link made */
  PlBatch       *batch;     /* (owned) (nullable) what was asked for */
} Fixture;

/* A label with that in it, mapped. */
static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (says (child, text))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_ready (gpointer user_data)
{
  return pl_link_list_get_ready (user_data);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
  for (guint i = 0; i < N_LINKS; i++)
    {
      g_autofree char *reference = g_strdup_printf ("INV-%u", i + 1);
      g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);

      g_free (fixture->last_id);
      fixture->last_id = session_fixture_create (&fixture->session, draft);
    }
  fixture->links = pl_session_create_link_list (fixture->session.session);
  core_wait_until (is_ready, fixture->links);
  fixture->picks = pl_link_picks_new (fixture->links);
  g_assert_true (pl_link_picks_add_matching (fixture->picks));
  gtk_window_present (GTK_WINDOW (fixture->session.window));
  pl_test_practice_clear_requests (fixture->session.practice);
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
  g_clear_pointer (&fixture->last_id, g_free);
  g_clear_object (&fixture->batch);
  g_clear_object (&fixture->picks);
  g_clear_object (&fixture->links);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  session_fixture_tear_down (&fixture->session, data);
}

static void
present (Fixture   *fixture,
         GtkWidget *dialog)
{
  fixture->dialog = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &fixture->dialog);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (fixture->session.window));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
submitted_cb (Fixture *fixture,
              PlBatch *batch)
{
  g_set_object (&fixture->batch, batch);
}

static void
ask (Fixture     *fixture,
     PlBatchDeed  deed)
{
  present (fixture, pl_bulk_dialog_new (fixture->session.session, fixture->picks, deed));
  g_signal_connect_swapped (fixture->dialog, "submitted", G_CALLBACK (submitted_cb), fixture);
}

static guint
count_questions (Fixture *fixture)
{
  return pl_test_practice_count_requests (fixture->session.practice, "listSharingEvents");
}

static gboolean
knows_all (gpointer user_data)
{
  return says (((Fixture *) user_data)->dialog, "3 were not sent by e-mail.");
}

static gboolean
is_asking (gpointer user_data)
{
  PlSurveyBar *bar = PL_SURVEY_BAR (ui_find_type (((Fixture *) user_data)->dialog, PL_TYPE_SURVEY_BAR));

  return pl_survey_bar_is_asking (bar);
}

static gboolean
is_submitted (gpointer user_data)
{
  return ((Fixture *) user_data)->batch != NULL && ((Fixture *) user_data)->dialog == NULL;
}

static gboolean
is_finished (gpointer user_data)
{
  return pl_batch_get_finished (((Fixture *) user_data)->batch);
}

/* Each is named, what they are worth, and that nobody was sent them: Payroc said so. Then each is switched off. */
static void
test_switch_off (Fixture       *fixture,
                 gconstpointer  data)
{
  ask (fixture, PL_BATCH_SWITCH_OFF);
  core_wait_until (knows_all, fixture);
  g_assert_cmpuint (count_questions (fixture), ==, N_LINKS);
  g_assert_true (says (fixture->dialog, "INV-1"));
  g_assert_true (says (fixture->dialog, "INV-3"));
  g_assert_true (says (fixture->dialog, "149.97"));
  g_assert_true (says (fixture->dialog, "not sent by e-mail"));
  g_assert_true (says (fixture->dialog, "3 links will be switched off for good."));
  ui_assert_named (fixture->dialog);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);

  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  core_wait_until (is_submitted, fixture);
  core_wait_until (is_finished, fixture);
  g_assert_cmpuint (pl_batch_get_n_done (fixture->batch), ==, N_LINKS);
}

static gboolean
is_said_to_be_asked (gpointer user_data)
{
  return says (((Fixture *) user_data)->dialog, "Asking Payroc whom they were sent to: ");
}

static gboolean
is_said_not_to_be_asked (gpointer user_data)
{
  return says (((Fixture *) user_data)->dialog, "as far as this computer knows");
}

static gboolean
offers_mail (gpointer user_data)
{
  return says (((Fixture *) user_data)->dialog, "1 e-mail, to ");
}

static gboolean
offers_no_mail (gpointer user_data)
{
  return !offers_mail (user_data) && says (((Fixture *) user_data)->dialog, "3 links will work until");
}

/* Whoever holds an address that stops working is sent the new one, unless the merchant switches that off; then it stays
 * off. */
static void
test_extend_sends (Fixture       *fixture,
                   gconstpointer  data)
{
  PlOutbox *outbox = pl_session_get_outbox (fixture->session.session);
  g_autoptr (PayrocShare) share = core_share_new ();
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) submitted = NULL;
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (PlIntent) intent = NULL;
  GtkWidget *send_switch;

  pl_outbox_share_async (outbox, fixture->last_id, share, key, NULL, core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (outbox, core_await (&submitted), NULL);
  pl_outbox_settle_async (outbox, intent, NULL, core_keep_result_cb, &settled);
  g_assert_true (pl_outbox_settle_finish (outbox, core_await (&settled), NULL));

  ask (fixture, PL_BATCH_EXTEND);
  core_wait_until (offers_mail, fixture);
  send_switch = ui_find_type (fixture->dialog, GTK_TYPE_SWITCH);
  g_assert_true (gtk_widget_get_mapped (send_switch));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (send_switch)));

  gtk_switch_set_active (GTK_SWITCH (send_switch), FALSE);
  core_wait_until (offers_no_mail, fixture);
  ui_run_for (400);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (send_switch)));

  gtk_switch_set_active (GTK_SWITCH (send_switch), TRUE);
  core_wait_until (offers_mail, fixture);
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  core_wait_until (is_submitted, fixture);
  core_wait_until (is_finished, fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "shareLink"), ==, 2);
}

/* Nobody says yes before it is known; who does not want to wait stops it, and is told what is not known. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'listSharingEvents'," PL_TEST_PRACTICE_HOLD ",'times':9}");
  ask (fixture, PL_BATCH_EXTEND);
  core_wait_until (is_said_to_be_asked, fixture);
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  ui_run_for (100);
  g_assert_nonnull (fixture->dialog);
  g_assert_false (pl_form_is_busy (PL_FORM (fixture->dialog)));

  gtk_widget_activate_action (ui_find_type (fixture->dialog, PL_TYPE_SURVEY_BAR), "survey.stop", NULL);
  g_assert_false (is_asking (fixture));
  core_wait_until (is_said_not_to_be_asked, fixture);
  g_assert_nonnull (ui_find_button (fixture->dialog, "Ask Payroc"));
  /* It is not asked again by itself. */
  ui_run_for (400);
  g_assert_false (is_asking (fixture));
  pl_test_practice_release (fixture->session.practice);
}

static gboolean
is_gone (gpointer user_data)
{
  return ((Fixture *) user_data)->dialog == NULL;
}

/* Closed in the middle, it asks no more, and nothing holds it. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  guint n_questions;

  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'listSharingEvents','kind':'delay','ms':200,'times':9}");
  ask (fixture, PL_BATCH_EXTEND);
  core_wait_until (is_asking, fixture);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  core_wait_until (is_gone, fixture);
  n_questions = count_questions (fixture);
  ui_run_for (500);
  g_assert_cmpuint (count_questions (fixture), <=, MAX (n_questions, 2));
}

static gboolean
change_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  pl_link_feed_reloaded (pl_session_get_feed (fixture->session.session));

  return G_SOURCE_CONTINUE;
}

static gboolean
is_planned (gpointer user_data)
{
  GtkWidget *dialog = ((Fixture *) user_data)->dialog;

  return says (dialog, "3 links will work until") && says (dialog, "3 were not sent by e-mail: ");
}

/* While links change all the time, one look after the other comes to its end, and what was said stays. */
static void
test_restless (Fixture       *fixture,
               gconstpointer  data)
{
  guint source = g_timeout_add (20, change_cb, fixture);

  ask (fixture, PL_BATCH_EXTEND);
  core_wait_until (is_planned, fixture);
  for (guint i = 0; i < 20; i++)
    {
      ui_run_for (20);
      g_assert_true (is_planned (fixture));
    }
  g_source_remove (source);
}

static gboolean
asks_for_people (gpointer user_data)
{
  return says (((Fixture *) user_data)->dialog, "Enter whom these links shall be sent to.");
}

static gboolean
offers_same_people (gpointer user_data)
{
  return session_find_row (((Fixture *) user_data)->dialog, "_The Same People for All") != NULL;
}

/* Nobody was named yet: that is no fault of the links. */
static void
test_nobody_yet (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *row;

  ask (fixture, PL_BATCH_SHARE);
  core_wait_until (offers_same_people, fixture);
  row = session_find_row (fixture->dialog, "_The Same People for All");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  core_wait_until (asks_for_people, fixture);
  g_assert_false (says (fixture->dialog, "None of these links"));
}

static gboolean
has_results (gpointer user_data)
{
  return says (((Fixture *) user_data)->dialog, "3 done");
}

static gboolean
is_on_a_batch (gpointer user_data)
{
  Fixture   *fixture = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->dialog));

  return ADW_IS_ACTION_ROW (focus) && says (focus, "3 links: switched off");
}

/* What became of each, long after; and the list of all that was done. */
static void
test_results (Fixture       *fixture,
              gconstpointer  data)
{
  PlOutbox *outbox = pl_session_get_outbox (fixture->session.session);
  gint64 id;

  ask (fixture, PL_BATCH_SWITCH_OFF);
  core_wait_until (knows_all, fixture);
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  core_wait_until (is_submitted, fixture);
  core_wait_until (is_finished, fixture);
  id = pl_batch_get_id (fixture->batch);

  present (fixture, pl_batch_dialog_new (outbox, id));
  core_wait_until (has_results, fixture);
  g_assert_true (says (fixture->dialog, "INV-2"));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->dialog)), ==, "3 links: switched off");
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  core_wait_until (is_gone, fixture);

  /* The keyboard is on what can be chosen, and not around all of it. */
  present (fixture, pl_batch_dialog_new (outbox, 0));
  core_wait_until (is_on_a_batch, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  ui_run_for (50);
  g_assert_null (fixture->dialog);

  /* Closed before it was read. */
  present (fixture, pl_batch_dialog_new (outbox, 0));
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  core_wait_until (is_gone, fixture);
}

static gboolean
says_why (gpointer user_data)
{
  return says (((Fixture *) user_data)->dialog, "Something went wrong on this computer.");
}

static gboolean
says_nothing (gpointer user_data)
{
  return !says_why (user_data);
}

static void
activate_batch (Fixture *fixture)
{
  GtkWidget *row = session_find_row (fixture->dialog, "3 links: switched off");

  adw_action_row_activate (ADW_ACTION_ROW (row));
}

/* What was said of one batch that cannot be read is not said of the list, nor of the next one. */
static void
test_unread (Fixture       *fixture,
             gconstpointer  data)
{
  PlDatabase *database = pl_session_get_database (fixture->session.session);
  PlOutbox *outbox = pl_session_get_outbox (fixture->session.session);

  ask (fixture, PL_BATCH_SWITCH_OFF);
  core_wait_until (knows_all, fixture);
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  core_wait_until (is_submitted, fixture);
  core_wait_until (is_finished, fixture);
  core_wait_until (is_gone, fixture);

  present (fixture, pl_batch_dialog_new (outbox, 0));
  core_wait_until (is_on_a_batch, fixture);
  /* Another table has the place of the one that is read. */
  store_exec (database, "CREATE TEMP TABLE outbox (other)");
  activate_batch (fixture);
  core_wait_until (says_why, fixture);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
  ui_click (ui_find_tooltip (fixture->dialog, "Back"));
  core_wait_until (says_nothing, fixture);
  g_assert_true (says (fixture->dialog, "3 links: switched off"));

  activate_batch (fixture);
  core_wait_until (says_why, fixture);
  store_exec (database, "DROP TABLE temp.outbox");
  activate_batch (fixture);
  core_wait_until (has_results, fixture);
  g_assert_false (says_why (fixture));
  ui_click (ui_find_tooltip (fixture->dialog, "Back"));
  core_wait_until (is_on_a_batch, fixture);
  g_assert_false (says_why (fixture));
}

#define ADD(path, function) g_test_add ("/bulk-dialog/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD ("switch-off", test_switch_off);
  ADD ("extend-sends", test_extend_sends);
  ADD ("stop", test_stop);
  ADD ("closed", test_closed);
  ADD ("restless", test_restless);
  ADD ("nobody-yet", test_nobody_yet);
  ADD ("results", test_results);
  ADD ("unread", test_unread);

  return g_test_run ();
}
