/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A code that was to be switched off and could not be is told of wherever the merchant is by then: still at the
 * counter, or back at the list. */
#include "window-fixture.h"

#include "ui/window/pl-window-private.h"

static gboolean
is_open (gpointer user_data)
{
  return pl_counter_round_get_state (user_data) == PL_ROUND_OPEN;
}

/* (nullable) */
static GtkWindow *
find_message (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (at->data))
        return at->data;
    }

  return NULL;
}

static gboolean
is_told (gpointer user_data)
{
  return find_message () != NULL;
}

static PlCounterRound *
begin (PlWindow   *window,
       const char *reference)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new (reference);
  g_autofree char            *key = g_uuid_string_random ();
  PlCounterRound             *round = pl_counter_round_new_for_draft (window->session, draft, key);

  core_wait_until (is_open, round);

  return round;
}

/* Its customer left, and the merchant chose to switch it off. */
static void
leave (PlWindow       *window,
       PlCounterRound *round)
{
  PlDatabase *database = pl_session_get_database (window->session);

  store_set_writable (database, FALSE);
  pl_counter_left_add (window->counter_left, round, TRUE);
  core_wait_until (is_told, NULL);
  store_set_writable (database, TRUE);
}

static void
assert_told (GtkWindow  *message,
             const char *reference)
{
  const char *body = adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (message));

  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (message)), ==, "The Link Was Not Switched Off");
  g_assert_nonnull (strstr (body, reference));
  g_assert_nonnull (strstr (body, "Paylinks may not write to its folder."));
  g_assert_nonnull (strstr (body, "Whoever scanned its code can still pay."));
}

static void
test_unkept (WindowFixture *fixture,
             gconstpointer  data)
{
  PlWindow                  *window = PL_WINDOW (fixture->window);
  g_autoptr (PlCounterRound) first = NULL;
  g_autoptr (PlCounterRound) second = NULL;
  GtkWindow                 *message;

  window_fixture_try_out (fixture);
  first = begin (window, "INV-1");
  second = begin (window, "INV-2");
  gtk_widget_activate_action (fixture->window, "win.counter", NULL);
  g_assert_nonnull (window->counter);
  leave (window, first);
  message = find_message ();
  assert_told (message, "INV-1");
  g_assert_true (gtk_window_get_transient_for (message) != GTK_WINDOW (window));
  gtk_window_destroy (message);

  pl_counter_mode_end (window->counter);
  g_assert_null (window->counter);
  leave (window, second);
  message = find_message ();
  assert_told (message, "INV-2");
  g_assert_true (gtk_window_get_transient_for (message) == GTK_WINDOW (window));
  gtk_window_destroy (message);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add ("/counter-unkept/told", WindowFixture, NULL, window_fixture_set_up, test_unkept,
              window_fixture_tear_down);

  return g_test_run ();
}
