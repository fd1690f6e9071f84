/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on which side of the counter: on a screen of their own customers find nothing to press, and nothing that
 * is only the merchant's business. */
#include "session-fixture.h"

#include "ui/counter/pl-counter-ask.h"
#include "ui/counter/pl-counter-desk.h"
#include "ui/counter/pl-counter-window.h"

typedef struct
{
  SessionFixture  session;
  PlCounterLeft  *left;
  PlCounterTill  *till;
  GtkWidget      *screen;
  GtkWidget      *desk;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
  fixture->left = pl_counter_left_new ();
  fixture->till = pl_counter_till_new (fixture->session.session, NULL, fixture->left);
  fixture->screen = pl_counter_window_new (NULL, fixture->till);
  fixture->desk = pl_counter_desk_new (NULL, fixture->till);
  gtk_window_present (GTK_WINDOW (fixture->screen));
  gtk_window_present (GTK_WINDOW (fixture->desk));
}

static gboolean
is_gone (gpointer user_data)
{
  return ((Fixture *) user_data)->till == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pl_counter_till_close (fixture->till, FALSE);
  gtk_window_destroy (GTK_WINDOW (fixture->desk));
  gtk_window_destroy (GTK_WINDOW (fixture->screen));
  g_object_add_weak_pointer (G_OBJECT (fixture->till), (gpointer *) &fixture->till);
  g_object_unref (fixture->till);
  g_clear_object (&fixture->left);
  core_wait_until (is_gone, fixture);
  session_fixture_tear_down (&fixture->session, data);
}

static gboolean
is_open (gpointer user_data)
{
  PlCounterRound *round = pl_counter_till_get_round (((Fixture *) user_data)->till);

  return round != NULL && pl_counter_round_get_state (round) == PL_ROUND_OPEN;
}

static gboolean
is_settled (gpointer user_data)
{
  return pl_counter_round_is_settled (pl_counter_till_get_round (((Fixture *) user_data)->till));
}

static void
sell (Fixture *fixture)
{
  g_autoptr (PayrocLinkDraft) draft = pl_counter_till_create_draft (fixture->till);

  payroc_link_draft_set_amount (draft, 725);
  pl_counter_till_begin (fixture->till, draft);
  core_wait_until (is_open, fixture);
}

static void
assert_nothing_to_press (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  g_assert_false (GTK_IS_BUTTON (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_DROP_DOWN (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_nothing_to_press (child);
}

static void
test_apart (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *payment = NULL;

  pl_counter_window_set_apart (PL_COUNTER_WINDOW (fixture->screen), TRUE);
  ui_await_button (fixture->desk, "Show the Code");
  assert_nothing_to_press (fixture->screen);

  sell (fixture);
  ui_await_text (fixture->screen, "$7.25");
  ui_await_text (fixture->desk, "The Customer Sees the Code");
  ui_await_button (fixture->desk, "Start Over");
  assert_nothing_to_press (fixture->screen);
  g_assert_null (ui_find_button (fixture->desk, "Next Customer"));

  payment = pl_test_practice_pay (fixture->session.practice,
                                  payroc_link_get_id (pl_counter_round_get_link (pl_counter_till_get_round (
                                    fixture->till))), 0);
  core_wait_until (is_settled, fixture);
  ui_await_text (fixture->screen, "Paid");
  ui_await_text (fixture->desk, "Paid");
  ui_await_button (fixture->desk, "Next Customer");
  assert_nothing_to_press (fixture->screen);
}

/* Whoever serves, and whoever paid, read the same of a card that was good for a part only. */
static void
test_part (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char     *body = NULL;
  g_autoptr (JsonNode) payment = NULL;
  PayrocLink          *link;

  pl_counter_window_set_apart (PL_COUNTER_WINDOW (fixture->screen), TRUE);
  sell (fixture);
  link = pl_counter_round_get_link (pl_counter_till_get_round (fixture->till));
  body = g_strdup_printf ("{\"paymentLinkId\":\"%s\",\"amount\":100,\"responseCode\":\"P\"}",
                          payroc_link_get_id (link));
  payment = pl_test_practice_control (fixture->session.practice, "POST", "pay", body);
  core_wait_until (is_settled, fixture);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *side = i == 0 ? fixture->screen : fixture->desk;

      ui_await_text (side, "Only a Part Was Paid");
      ui_await_text (side, "$1.00 of $7.25 was paid. The rest is still to be paid.");
      g_assert_null (ui_find_text (side, "Paid"));
      g_assert_null (ui_find_text (side, "$7.25"));
    }
}

/* The only screen there is: whoever serves must be able to go on. */
static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  ui_await_button (fixture->screen, "Show the Code");
  sell (fixture);
  ui_await_button (fixture->screen, "Start Over");
  ui_await_button (fixture->screen, "Leave");
}

static void
ignore_cb (gboolean switch_off,
           gpointer user_data)
{
}

/* Enter on a small screen must not switch off. */
static void
test_question (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *question;
  GtkWidget *focus;

  gtk_window_set_default_size (GTK_WINDOW (fixture->screen), 360, 640);
  sell (fixture);
  question = pl_counter_ask_leave (GTK_WINDOW (fixture->screen), pl_counter_till_get_round (fixture->till), ignore_cb,
                                   NULL, NULL);
  g_assert_nonnull (question);
  /* Its buttons change places in the first of them. */
  ui_run_frames (question, 10);
  focus = gtk_window_get_focus (GTK_WINDOW (question));
  g_assert_nonnull (focus);
  g_assert_true (focus == gtk_window_get_default_widget (GTK_WINDOW (question)));
  gtk_window_close (GTK_WINDOW (question));
}

#define ADD(path, function) g_test_add ("/counter-mode/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD ("apart", test_apart);
  ADD ("part", test_part);
  ADD ("together", test_together);
  ADD ("question", test_question);

  return g_test_run ();
}
