/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a customer sees is what the merchant believes they see, and no unpaid code goes without a word: not for another
 * link, not for another account. */
#include "ui-fixture.h"

#include "ui/window/pl-window-private.h"

typedef struct
{
  UiFixture  ui;
  GtkWidget *window;
  char      *first;  /* (owned) the ids of two links */
  char      *second; /* (owned) */
} Fixture;

static gboolean
is_ready_cb (gpointer user_data)
{
  PlSession *session = pl_window_get_session (user_data);

  return session != NULL && pl_session_get_state (session) == PL_SESSION_READY;
}

static gboolean
is_finished_cb (gpointer user_data)
{
  return pl_intent_is_finished (user_data);
}

static char *
make_link (Fixture    *fixture,
           const char *reference)
{
  PlOutbox *outbox = pl_session_get_outbox (pl_window_get_session (PL_WINDOW (fixture->window)));
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = g_uuid_string_random ();

  pl_outbox_create_async (outbox, draft, NULL, key, NULL, core_keep_result_cb, &result);
  intent = pl_outbox_submit_finish (outbox, core_await (&result), &error);
  g_assert_no_error (error);
  core_wait_until (is_finished_cb, intent);

  return g_strdup (pl_intent_get_link_id (intent));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  ui_fixture_set_up (&fixture->ui, data);
  fixture->window = pl_window_new (NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  pl_window_set_workspace (PL_WINDOW (fixture->window), fixture->ui.workspace);
  ui_click (ui_find_action (fixture->window, "win.try-out"));
  core_wait_until (is_ready_cb, fixture->window);
  fixture->first = make_link (fixture, "A");
  fixture->second = make_link (fixture, "B");
}

static gboolean
is_gone_cb (gpointer user_data)
{
  return *(GtkWidget **) user_data == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pl_window_close_counter (PL_WINDOW (fixture->window));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  core_wait_until (is_gone_cb, &fixture->window);
  g_free (fixture->first);
  g_free (fixture->second);
  ui_fixture_tear_down (&fixture->ui, data);
}

static gboolean
shows (Fixture    *fixture,
       const char *link_id)
{
  PlCounterMode *counter = PL_WINDOW (fixture->window)->counter;

  return counter != NULL && pl_counter_mode_shows (counter, link_id);
}

static gboolean
shows_first_cb (gpointer user_data)
{
  return shows (user_data, ((Fixture *) user_data)->first);
}

static gboolean
shows_second_cb (gpointer user_data)
{
  return shows (user_data, ((Fixture *) user_data)->second);
}

/* (transfer none) (nullable) */
static GtkWindow *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

static gboolean
is_asked_cb (gpointer user_data)
{
  return find_question () != NULL;
}

static gboolean
is_answered_cb (gpointer user_data)
{
  return find_question () == NULL;
}

static void
answer (const char *response)
{
  GtkWindow *question;

  core_wait_until (is_asked_cb, NULL);
  question = find_question ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_close (question);
  core_wait_until (is_answered_cb, NULL);
}

static void
show (Fixture    *fixture,
      const char *link_id)
{
  g_assert_true (gtk_widget_activate_action (fixture->window, "win.show-at-counter", "s", link_id));
}

/* The window has read what it asked the store for before this. */
static void
read_after (Fixture *fixture)
{
  PlSession *session = pl_window_get_session (PL_WINDOW (fixture->window));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PayrocLink) link = NULL;

  pl_session_find_link_async (session, fixture->first, NULL, core_keep_result_cb, &result);
  link = pl_session_find_link_finish (session, core_await (&result), NULL);
  g_assert_nonnull (link);
}

static void
test_other_link (Fixture       *fixture,
                 gconstpointer  data)
{
  show (fixture, fixture->first);
  core_wait_until (shows_first_cb, fixture);
  /* The same once more is nothing to be asked about. */
  show (fixture, fixture->first);
  read_after (fixture);
  g_assert_null (find_question ());

  show (fixture, fixture->second);
  answer ("back");
  g_assert_true (shows_first_cb (fixture));

  show (fixture, fixture->second);
  answer ("keep");
  core_wait_until (shows_second_cb, fixture);
}

static gboolean
is_over_cb (gpointer user_data)
{
  return PL_WINDOW (user_data)->counter == NULL;
}

/* As "back" leaves customer and account what they are, so another answer does what was asked for. */
static void
test_other_session (Fixture       *fixture,
                    gconstpointer  data)
{
  PlWindow *window = PL_WINDOW (fixture->window);
  PlSession *before = pl_window_get_session (window);

  show (fixture, fixture->first);
  core_wait_until (shows_first_cb, fixture);
  gtk_widget_activate_action (fixture->window, data, NULL);
  answer ("back");
  g_assert_true (shows_first_cb (fixture));
  g_assert_true (pl_window_get_session (window) == before);

  gtk_widget_activate_action (fixture->window, data, NULL);
  answer ("keep");
  core_wait_until (is_over_cb, window);
  core_wait_until (is_ready_cb, window);
}

#define ADD(path, function) g_test_add ("/counter-gate/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD ("other-link", test_other_link);

  g_test_add ("/counter-gate/reopen", Fixture, "win.reopen", set_up, test_other_session, tear_down);

  return g_test_run ();
}
