/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merchant must see before they hand a link on stands on top of its page, until it is dealt with. */
#include "session-fixture.h"

#include "ui/link/pl-link-notes.h"
#include "ui/link/pl-link-page.h"
#include "ui/parts/pl-compare.h"
#include "ui/share/pl-message-editor.h"
#include "ui/share/pl-share-dialog.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *page;
  char          *link_id;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  session_fixture_set_up (&fixture->session, data);
  fixture->link_id = session_fixture_create (&fixture->session, draft);
  fixture->page = g_object_new (PL_TYPE_LINK_PAGE, "session", fixture->session.session, NULL);
  session_fixture_show (&fixture->session, fixture->page);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->session.window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (fixture->link_id);
  session_fixture_tear_down (&fixture->session, data);
}

static void
open_page (Fixture *fixture)
{
  session_page_begin (&fixture->session, fixture->page);
  g_object_set (fixture->page, "link-id", NULL, NULL);
  g_object_set (fixture->page, "link-id", fixture->link_id, NULL);
  session_page_await (&fixture->session, fixture->page);
  gtk_test_widget_wait_for_draw (fixture->session.window);
}

static void
settle (Fixture      *fixture,
        GAsyncResult *submitted)
{
  PlOutbox                *outbox = pl_session_get_outbox (fixture->session.session);
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (PlIntent)     intent = pl_outbox_submit_finish (outbox, submitted, &error);

  g_assert_no_error (error);
  pl_outbox_settle_async (outbox, intent, NULL, core_keep_result_cb, &settled);
  pl_outbox_settle_finish (outbox, core_await (&settled), NULL);
}

/* An hour ago: what went out in the second of a change carries the new address. */
static void
mail (Fixture *fixture)
{
  g_autoptr (PayrocShare)  share = core_share_new ();
  g_autofree char         *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) submitted = NULL;

  pl_test_practice_move_clock (fixture->session.practice, -3600);
  pl_outbox_share_async (pl_session_get_outbox (fixture->session.session), fixture->link_id, share, key, NULL,
                         core_keep_result_cb, &submitted);
  settle (fixture, core_await (&submitted));
  pl_test_practice_move_clock (fixture->session.practice, 0);
}

static void
change (Fixture    *fixture,
        const char *label)
{
  g_autoptr (PayrocLink)      link = session_fixture_find_link (&fixture->session, fixture->link_id);
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit)  edit = NULL;
  g_autofree char            *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult)    submitted = NULL;

  payroc_link_draft_set_button_label (wanted, label);
  edit = payroc_link_edit_new (link, wanted);
  pl_outbox_edit_async (pl_session_get_outbox (fixture->session.session), link, edit, NULL, key, NULL,
                        core_keep_result_cb, &submitted);
  settle (fixture, core_await (&submitted));
}

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  return ui_find_text (fixture->page, text) != NULL;
}

static gboolean
is_quiet (gpointer user_data)
{
  Fixture *fixture = user_data;

  return !gtk_widget_get_visible (ui_find_type (fixture->page, PL_TYPE_LINK_NOTES));
}

/* Whoever holds a dead address is named, and can be sent the new one there and then. */
static void
test_left_behind (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget       *notes = ui_find_type (fixture->page, PL_TYPE_LINK_NOTES);
  g_autofree char *message = NULL;
  GtkWindow       *share;

  mail (fixture);
  open_page (fixture);
  g_assert_true (is_quiet (fixture));

  change (fixture, "Pay");
  open_page (fixture);
  g_assert_true (says (fixture, "Its E-mail No Longer Works"));
  g_assert_true (says (fixture, "The address in the e-mail to Sarah Hopper ended when the link was changed."));
  g_assert_false (says (fixture, "This Is Not What You Asked For"));
  ui_assert_named (notes);
  g_assert_cmpint (ui_get_minimum_width (fixture->page), <=, 360);

  gtk_widget_activate_action (notes, "notes.send", NULL);
  share = ui_find_dialog (GTK_WINDOW (fixture->session.window));
  g_assert_true (PL_IS_SHARE_DIALOG (share));
  g_assert_nonnull (session_find_row (GTK_WIDGET (share), "Sarah Hopper"));
  message = pl_message_editor_dup_template (PL_MESSAGE_EDITOR (ui_find_type (GTK_WIDGET (share),
                                                                             PL_TYPE_MESSAGE_EDITOR)));
  g_assert_true (g_str_has_prefix (message, "This link replaces"));
  gtk_widget_activate_action (GTK_WIDGET (share), "form.submit", NULL);
  core_wait_until (is_quiet, fixture);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->session.practice, fixture->link_id), ==, 2);
}

/* Paid or switched off, it concerns nobody any more. */
static void
test_left_behind_paid (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *payment = NULL;

  mail (fixture);
  change (fixture, "Pay");
  payment = pl_test_practice_pay (fixture->session.practice, fixture->link_id, 0);
  open_page (fixture);
  g_assert_true (is_quiet (fixture));
}

/* A change that Payroc took without making it is seen by whoever opens the page later, until they say it is right. */
static void
test_asked (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *notes = ui_find_type (fixture->page, PL_TYPE_LINK_NOTES);
  GtkWidget *compare;

  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'editLink','kind':'ignoreEdit'}");
  change (fixture, "Pay");
  for (guint i = 0; i < 2; i++)
    {
      open_page (fixture);
      g_assert_true (says (fixture, "This Is Not What You Asked For"));
      compare = ui_find_type (notes, PL_TYPE_COMPARE);
      g_assert_nonnull (ui_find_text (compare, "Button text"));
      g_assert_nonnull (ui_find_text (compare, "Pay"));
      g_assert_nonnull (ui_find_text (compare, "none"));
      g_assert_null (ui_find_text (compare, "Amount"));
    }
  ui_assert_named (notes);
  g_assert_cmpint (ui_get_minimum_width (fixture->page), <=, 360);

  gtk_widget_activate_action (notes, "notes.accept", NULL);
  g_assert_true (is_quiet (fixture));
  ui_run_for (150);
  open_page (fixture);
  g_assert_true (is_quiet (fixture));
}

/* A second try that takes puts it right. */
static void
test_asked_again (Fixture       *fixture,
                  gconstpointer  data)
{
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'editLink','kind':'ignoreEdit'}");
  change (fixture, "Pay");
  open_page (fixture);
  g_assert_true (says (fixture, "This Is Not What You Asked For"));
  change (fixture, "Give");
  open_page (fixture);
  g_assert_true (is_quiet (fixture));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/link-notes/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("left-behind", test_left_behind);
  ADD ("left-behind-paid", test_left_behind_paid);
  ADD ("asked", test_asked);
  ADD ("asked-again", test_asked_again);
#undef ADD

  return g_test_run ();
}
