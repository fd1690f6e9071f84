/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One link on the screen: at once from the store, then from Payroc, whenever that can be asked. */
#include "ui-fixture.h"

#include "ui/link/pl-link-page.h"

typedef struct
{
  UiFixture  ui;
  GtkWidget *window; /* (nullable) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ui_fixture_set_up (&fixture->ui, data);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GObject) page = g_object_ref (G_OBJECT (adw_window_get_content (ADW_WINDOW (fixture->window))));

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&page));
  ui_fixture_tear_down (&fixture->ui, data);
}

static PlAccount *
try_out (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  PlAccount *account;

  pl_workspace_try_out_async (fixture->ui.workspace, NULL, core_keep_result_cb, &result);
  account = pl_workspace_try_out_finish (fixture->ui.workspace, core_await (&result), &error);
  g_assert_no_error (error);

  return account;
}

/* An earlier run made a link. Returns: (transfer full): its id */
static char *
create_link (Fixture *fixture)
{
  g_autoptr(PlAccount) account = try_out (fixture);
  g_autoptr(PlSession) session = pl_workspace_open_session (fixture->ui.workspace, account);
  g_autoptr(PayrocLinkDraft) draft = core_draft_new ("INV-1");
  g_autoptr(PlIntent) intent = NULL;
  g_autoptr(GAsyncResult) submitted = NULL;
  g_autoptr(GAsyncResult) settled = NULL;
  g_autoptr(GAsyncResult) ready = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *key = g_uuid_string_random ();
  PlOutbox *outbox = pl_session_get_outbox (session);

  pl_session_ready_async (session, NULL, core_keep_result_cb, &ready);
  pl_session_ready_finish (session, core_await (&ready), &error);
  g_assert_no_error (error);
  pl_outbox_create_async (outbox, draft, NULL, key, NULL, core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (outbox, core_await (&submitted), &error);
  g_assert_no_error (error);
  pl_outbox_settle_async (outbox, intent, NULL, core_keep_result_cb, &settled);
  pl_outbox_settle_finish (outbox, core_await (&settled), &error);
  g_assert_no_error (error);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);

  return g_strdup (pl_intent_get_link_id (intent));
}

static void
show_page (Fixture    *fixture,
           PlSession  *session,
           const char *link_id)
{
  GtkWidget *page = g_object_new (PL_TYPE_LINK_PAGE, "session", session, "link-id", link_id, NULL);

  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), page);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static gboolean
is_not_asked_yet (gpointer user_data)
{
  Fixture *fixture = user_data;

  return ui_find_text (fixture->window, "Not asked yet") != NULL;
}

static gboolean
is_asked (gpointer user_data)
{
  return !is_not_asked_yet (user_data);
}

/* Opened while the keyring is locked, say: the payments come as soon as they can be asked for. */
static void
test_before_ready (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *link_id = create_link (fixture);
  g_autoptr(PlAccount) account = NULL;
  g_autoptr(PlSession) session = NULL;
  g_autoptr(PlSession) opened = NULL;

  ui_fixture_restart (&fixture->ui);
  account = try_out (fixture);
  session = pl_workspace_open_stored (fixture->ui.workspace, account);
  show_page (fixture, session, link_id);
  core_wait_until (is_not_asked_yet, fixture);
  ui_run_for (200);
  g_assert_true (is_not_asked_yet (fixture));
  g_assert_nonnull (ui_find_text (fixture->window, "INV-1"));

  opened = pl_workspace_open_session (fixture->ui.workspace, account);
  g_assert_true (opened == session);
  core_wait_until (is_asked, fixture);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add ("/link-page/before-ready", Fixture, NULL, set_up, test_before_ready, tear_down);

  return g_test_run ();
}
