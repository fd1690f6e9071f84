/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a link while its page is being read is in no answer that is on its way: the page asks again. */
#include "session-fixture.h"

#include "ui/link/pl-link-page.h"
#include "ui/link/pl-sharing-row.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *page;
  char          *link_id;
  gboolean       is_told; /* that the link is another */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  session_fixture_set_up (&fixture->session, data);
  fixture->page = g_object_new (PL_TYPE_LINK_PAGE, NULL);
  session_fixture_show (&fixture->session, fixture->page);
  fixture->link_id = session_fixture_create (&fixture->session, draft);
  g_object_set (fixture->page, "session", fixture->session.session, "link-id", fixture->link_id, NULL);
  session_page_await (&fixture->session, fixture->page);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GObject) page = g_object_ref (G_OBJECT (fixture->page));

  gtk_window_destroy (GTK_WINDOW (fixture->session.window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&page));
  g_clear_pointer (&fixture->link_id, g_free);
  session_fixture_tear_down (&fixture->session, data);
}

static void
mail (Fixture *fixture)
{
  PlOutbox                *outbox = pl_session_get_outbox (fixture->session.session);
  g_autoptr (PayrocShare)  share = core_share_new ();
  g_autofree char         *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) submitted = NULL;
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (PlIntent)     intent = NULL;
  g_autoptr (GError)       error = NULL;

  pl_outbox_share_async (outbox, fixture->link_id, share, key, NULL, core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (outbox, core_await (&submitted), &error);
  g_assert_no_error (error);
  pl_outbox_settle_async (outbox, intent, NULL, core_keep_result_cb, &settled);
  pl_outbox_settle_finish (outbox, core_await (&settled), &error);
  g_assert_no_error (error);
}

static guint
count_asked (Fixture *fixture)
{
  return pl_test_practice_count_requests (fixture->session.practice, "listSharingEvents");
}

static gboolean
is_held (gpointer user_data)
{
  Fixture *fixture = user_data;

  return count_asked (fixture) > 0
         && pl_test_practice_count_requests (fixture->session.practice, "listPayments") > 0;
}

static void
changed_cb (PlLinkFeed *feed,
            GArray     *changes,
            Fixture    *fixture)
{
  fixture->is_told |= pl_link_changes_find (changes, fixture->link_id) != NULL;
}

static gboolean
is_told (gpointer user_data)
{
  return ((Fixture *) user_data)->is_told;
}

static gboolean
has_asked_again (gpointer user_data)
{
  return count_asked (user_data) > 1;
}

/* The history of its mails was answered already, the payments not yet, when one more mail left. */
static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  PlLinkFeed *feed = pl_session_get_feed (fixture->session.session);
  gulong      handler;

  session_page_begin (&fixture->session, fixture->page);
  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'listPayments'," PL_TEST_PRACTICE_HOLD ",'times':1}");
  gtk_widget_activate_action (fixture->page, "link.update", NULL);
  core_wait_until (is_held, fixture);

  fixture->is_told = FALSE;
  handler = g_signal_connect (feed, "changed", G_CALLBACK (changed_cb), fixture);
  mail (fixture);
  core_wait_until (is_told, fixture);
  g_signal_handler_disconnect (feed, handler);
  g_assert_cmpuint (count_asked (fixture), ==, 1);

  pl_test_practice_release (fixture->session.practice);
  core_wait_until (has_asked_again, fixture);
  session_page_await_rest (fixture->page);
  g_assert_nonnull (ui_find_type (fixture->page, PL_TYPE_SHARING_ROW));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add ("/link-page-again/shared", Fixture, NULL, set_up, test_shared, tear_down);

  return g_test_run ();
}
