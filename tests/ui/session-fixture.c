/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the open account's pages and forms share: a session on a practice server of their own, and a window
 * that hears the actions that they ask the main window for. */
#include "session-fixture.h"

#include "ui/parts/pl-field-note.h"

static gboolean
is_ready (gpointer user_data)
{
  return pl_session_get_state (user_data) == PL_SESSION_READY;
}

static void
connect (SessionFixture *fixture)
{
  PlConnectRequest         request = { .kind = PL_ACCOUNT_CUSTOM, .name = "Corner Shop", .session_only = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  request.currency = "USD";
  request.terminal = pl_test_practice_get_terminal (fixture->practice);
  request.api_url = pl_test_practice_get_api_url (fixture->practice);
  request.identity_url = pl_test_practice_get_identity_url (fixture->practice);
  request.api_key = pl_test_practice_get_api_key (fixture->practice);
  pl_workspace_connect_async (fixture->ui.workspace, &request, NULL, core_keep_result_cb, &result);
  fixture->account = pl_workspace_connect_finish (fixture->ui.workspace, core_await (&result), &error);
  g_assert_no_error (error);
}

static void
heard_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  SessionFixture *fixture = user_data;

  g_string_append_printf (fixture->actions, "%s %s;", g_action_get_name (G_ACTION (action)),
                          parameter != NULL ? g_variant_get_string (parameter, NULL) : "");
}

static void
add_window (SessionFixture *fixture)
{
  const GActionEntry entries[] = {
    { .name = "open-link", .parameter_type = "s", .activate = heard_cb },
    { .name = "share", .parameter_type = "s", .activate = heard_cb },
    { .name = "duplicate-link", .parameter_type = "s", .activate = heard_cb },
    { .name = "edit-link", .parameter_type = "s", .activate = heard_cb },
    { .name = "edit-last-day", .parameter_type = "s", .activate = heard_cb },
    { .name = "switch-off", .parameter_type = "s", .activate = heard_cb },
    { .name = "new-link", .activate = heard_cb },
    { .name = "back", .activate = heard_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  fixture->actions = g_string_new (NULL);
  fixture->window = adw_window_new ();
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 480, 640);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
}

void
session_fixture_set_up (SessionFixture *fixture,
                        gconstpointer   data)
{
  ui_fixture_set_up (&fixture->ui, data);
  fixture->practice = pl_test_practice_new (NULL, NULL);
  connect (fixture);
  fixture->session = pl_workspace_open_session (fixture->ui.workspace, fixture->account);
  core_wait_until (is_ready, fixture->session);
  add_window (fixture);
}

void
session_fixture_tear_down (SessionFixture *fixture,
                           gconstpointer   data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->window);
  g_string_free (fixture->actions, TRUE);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->account);
  ui_fixture_tear_down (&fixture->ui, data);
  g_clear_pointer (&fixture->practice, pl_test_practice_free);
}

void
session_fixture_show (SessionFixture *fixture,
                      GtkWidget      *content)
{
  adw_window_set_content (ADW_WINDOW (fixture->window), content);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

void
session_fixture_refresh (SessionFixture *fixture)
{
  PlRefresh               *refresh = pl_session_get_refresh (fixture->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  pl_refresh_run_async (refresh, FALSE, NULL, core_keep_result_cb, &result);
  pl_refresh_run_finish (refresh, core_await (&result), &error);
  g_assert_no_error (error);
}

PlIntent *
session_fixture_submit (SessionFixture  *fixture,
                        PayrocLinkDraft *draft)
{
  return session_fixture_submit_shared (fixture, draft, NULL);
}

PlIntent *
session_fixture_submit_shared (SessionFixture  *fixture,
                               PayrocLinkDraft *draft,
                               PayrocShare     *share)
{
  PlOutbox                *outbox = pl_session_get_outbox (fixture->session);
  g_autofree char         *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) submitted = NULL;
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (GError)       error = NULL;
  PlIntent                *intent;

  pl_outbox_create_async (outbox, draft, share, key, NULL, core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (outbox, core_await (&submitted), &error);
  g_assert_no_error (error);
  pl_outbox_settle_async (outbox, intent, NULL, core_keep_result_cb, &settled);
  pl_outbox_settle_finish (outbox, core_await (&settled), &error);
  g_assert_no_error (error);

  return intent;
}

PlIntent *
session_fixture_find_refused (SessionFixture *fixture,
                              PlIntentKind    kind)
{
  GListModel *intents = G_LIST_MODEL (pl_session_get_outbox (fixture->session));

  for (guint i = 0; i < g_list_model_get_n_items (intents); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (intents, i);

      if (pl_intent_get_kind (intent) == kind && pl_intent_get_state (intent) == PL_INTENT_REFUSED)
        return g_steal_pointer (&intent);
    }

  return NULL;
}

char *
session_fixture_create (SessionFixture  *fixture,
                        PayrocLinkDraft *draft)
{
  g_autoptr (PlIntent) intent = session_fixture_submit (fixture, draft);

  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);

  return g_strdup (pl_intent_get_link_id (intent));
}

PayrocLink *
session_fixture_find_link (SessionFixture *fixture,
                           const char     *link_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  PayrocLink              *link;

  pl_session_find_link_async (fixture->session, link_id, NULL, core_keep_result_cb, &result);
  link = pl_session_find_link_finish (fixture->session, core_await (&result), &error);
  g_assert_no_error (error);

  return link;
}

typedef struct
{
  SessionFixture *fixture;
  const char     *link_id;
  gint64          since;
} Asked;

/* What the asker is told of its own writing comes before what is read after it. */
static gboolean
is_asked (gpointer user_data)
{
  Asked                    *asked = user_data;
  g_autoptr (PlLinkDetails) details = pl_session_create_details (asked->fixture->session, asked->link_id);
  g_autoptr (GAsyncResult)  result = NULL;
  g_autoptr (GError)        error = NULL;

  pl_link_details_load_async (details, NULL, core_keep_result_cb, &result);
  pl_link_details_load_finish (details, core_await (&result), &error);
  g_assert_no_error (error);

  return pl_link_details_get_as_of (details) >= asked->since;
}

void
session_fixture_await_asked (SessionFixture *fixture,
                             const char     *link_id,
                             gint64          since)
{
  Asked asked = { fixture, link_id, since };

  core_wait_until (is_asked, &asked);
}

static gboolean
is_at_rest (gpointer user_data)
{
  return !gtk_spinner_get_spinning (GTK_SPINNER (ui_find_type (user_data, GTK_TYPE_SPINNER)));
}

void
session_page_await_rest (GtkWidget *page)
{
  core_wait_until (is_at_rest, page);
}

void
session_page_begin (SessionFixture *fixture,
                    GtkWidget      *page)
{
  session_page_await_rest (page);
  pl_test_practice_clear_requests (fixture->practice);
}

/* Nobody but the page asks for these. */
static gboolean
has_begun (gpointer user_data)
{
  return pl_test_practice_count_requests (user_data, "listSharingEvents") > 0;
}

void
session_page_await (SessionFixture *fixture,
                    GtkWidget      *page)
{
  core_wait_until (has_begun, fixture->practice);
  session_page_await_rest (page);
}

GtkWidget *
session_find_row (GtkWidget  *widget,
                  const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = session_find_row (child, title);

      if (row != NULL)
        return row;
    }

  return NULL;
}

const char *
session_note_of (GtkWidget  *widget,
                 const char *title)
{
  GtkWidget *row = session_find_row (widget, title);
  GtkWidget *note;

  g_assert_nonnull (row);
  note = gtk_widget_get_next_sibling (row);
  while (note != NULL && !PL_IS_FIELD_NOTE (note))
    note = gtk_widget_get_next_sibling (note);
  g_assert_nonnull (note);

  return pl_field_note_get_text (PL_FIELD_NOTE (note));
}
