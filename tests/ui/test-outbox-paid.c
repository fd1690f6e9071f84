/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was refused because its link was paid says so, once, and offers only what works. */
#include "session-fixture.h"

#include "ui/outbox/pl-intent-row.h"
#include "ui/outbox/pl-outbox-view.h"

typedef struct
{
  SessionFixture session;
  PlOutboxView  *view;
  PayrocLink    *link;
} Fixture;

static PlOutbox *
get_outbox (Fixture *fixture)
{
  return pl_session_get_outbox (fixture->session.session);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = NULL;
  g_autofree char            *link_id = NULL;

  session_fixture_set_up (&fixture->session, data);
  draft = core_draft_new ("INV-7");
  link_id = session_fixture_create (&fixture->session, draft);
  fixture->link = session_fixture_find_link (&fixture->session, link_id);
  fixture->view = PL_OUTBOX_VIEW (pl_outbox_view_new ());
  g_object_set (fixture->view, "session", fixture->session.session, NULL);
  session_fixture_show (&fixture->session, GTK_WIDGET (fixture->view));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  adw_window_set_content (ADW_WINDOW (fixture->session.window), NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->link);
  session_fixture_tear_down (&fixture->session, data);
}

static PlIntent *
settle (Fixture      *fixture,
        GAsyncResult *submitted)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlIntent)     intent = pl_outbox_submit_finish (get_outbox (fixture), submitted, NULL);

  pl_outbox_settle_async (get_outbox (fixture), intent, NULL, core_keep_result_cb, &result);
  g_assert_true (pl_outbox_settle_finish (get_outbox (fixture), core_await (&result), NULL));
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_REFUSED);

  return g_steal_pointer (&intent);
}

static void
edit_and_send (Fixture *fixture)
{
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (fixture->link);
  g_autoptr (PayrocShare)     share = core_share_new ();
  g_autofree char            *key = g_uuid_string_random ();
  g_autoptr (PayrocLinkEdit)  edit = NULL;
  g_autoptr (GAsyncResult)    result = NULL;
  g_autoptr (PlIntent)        refused = NULL;

  payroc_link_draft_set_amount (wanted, 1350);
  edit = payroc_link_edit_new (fixture->link, wanted);
  pl_outbox_edit_async (get_outbox (fixture), fixture->link, edit, share, key, NULL, core_keep_result_cb, &result);
  refused = settle (fixture, core_await (&result));
}

static void
pay (Fixture *fixture)
{
  g_autofree char *payment = pl_test_practice_pay (fixture->session.practice, payroc_link_get_id (fixture->link), 0);
}

static gboolean
says_paid_edit (gpointer user_data)
{
  Fixture *fixture = user_data;

  const char *text = "This link was paid, so it was not changed. The e-mail that was to follow was not sent.";

  return ui_find_text (GTK_WIDGET (fixture->view), text) != NULL;
}

static gboolean
says_paid_share (gpointer user_data)
{
  Fixture *fixture = user_data;

  return ui_find_text (GTK_WIDGET (fixture->view), "This link was paid, so no e-mail was sent.") != NULL;
}

static gboolean
nothing_is_refused (gpointer user_data)
{
  Fixture             *fixture = user_data;
  g_autoptr (PlIntent) edit = session_fixture_find_refused (&fixture->session, PL_INTENT_EDIT);
  g_autoptr (PlIntent) share = session_fixture_find_refused (&fixture->session, PL_INTENT_SHARE);

  return edit == NULL && share == NULL;
}

static gboolean
can_be_mended (Fixture *fixture)
{
  GtkWidget *button = ui_find_button (GTK_WIDGET (fixture->view), "Correct…");

  return button != NULL && gtk_widget_get_mapped (button);
}

/* The customer was quicker than the change and its mail: one row, that nothing can be done about. */
static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  pay (fixture);
  edit_and_send (fixture);
  core_wait_until (says_paid_edit, fixture);
  g_assert_cmpuint (pl_outbox_view_get_n_shown (fixture->view), ==, 1);
  g_assert_false (can_be_mended (fixture));

  ui_click (ui_find_button (GTK_WIDGET (fixture->view), "Discard"));
  core_wait_until (nothing_is_refused, fixture);
}

static void
test_share (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (PayrocShare)  share = core_share_new ();
  g_autofree char         *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlIntent)     refused = NULL;

  pay (fixture);
  pl_outbox_share_async (get_outbox (fixture), payroc_link_get_id (fixture->link), share, key, NULL,
                         core_keep_result_cb, &result);
  refused = settle (fixture, core_await (&result));
  core_wait_until (says_paid_share, fixture);
  g_assert_false (can_be_mended (fixture));
}

/* Refused for another reason, and paid while the row stands there. */
static void
test_paid_later (Fixture       *fixture,
                 gconstpointer  data)
{
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'editLink','kind':'status','status':400}");
  edit_and_send (fixture);
  ui_await_button (GTK_WIDGET (fixture->view), "Correct…");
  g_assert_cmpuint (pl_outbox_view_get_n_shown (fixture->view), ==, 1);

  pay (fixture);
  session_fixture_refresh (&fixture->session);
  core_wait_until (says_paid_edit, fixture);
  g_assert_false (can_be_mended (fixture));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/outbox-paid/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("edit", test_edit);
  ADD ("share", test_share);
  ADD ("paid-later", test_paid_later);
#undef ADD

  return g_test_run ();
}
