/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window that is still held when its parent goes knows of none: not of freed memory. */
#include "ui-fixture.h"

#include "ui/parts/pl-question.h"

typedef struct
{
  GtkWindow *parent; /* weak */
  GtkWindow *window; /* (owned) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_set_weak_pointer (&fixture->parent, GTK_WINDOW (gtk_window_new ()));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_weak_pointer (&fixture->parent);
  g_assert_finalize_object (g_steal_pointer (&fixture->window));
}

static void
hold_window (Fixture *fixture)
{
  fixture->window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  gtk_window_set_destroy_with_parent (fixture->window, TRUE);
  gtk_window_set_transient_for (fixture->window, fixture->parent);
}

static gboolean
is_on_screen (GtkWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (toplevels, i);

      if (other == window)
        return TRUE;
    }

  return FALSE;
}

static void
lose_parent (Fixture *fixture)
{
  gtk_window_destroy (fixture->parent);
  g_assert_null (fixture->parent);
  g_assert_null (gtk_window_get_transient_for (fixture->window));
  g_assert_false (is_on_screen (fixture->window));
}

static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  hold_window (fixture);
  lose_parent (fixture);
}

static void
test_closed_before (Fixture       *fixture,
                    gconstpointer  data)
{
  hold_window (fixture);
  gtk_window_destroy (fixture->window);
  lose_parent (fixture);
}

/* Set in the other order: it goes with its parent all the same. */
static void
test_other_order (Fixture       *fixture,
                  gconstpointer  data)
{
  fixture->window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  gtk_window_set_transient_for (fixture->window, fixture->parent);
  gtk_window_set_destroy_with_parent (fixture->window, TRUE);
  lose_parent (fixture);
}

static void
test_question (Fixture       *fixture,
               gconstpointer  data)
{
  fixture->window = GTK_WINDOW (g_object_ref (pl_question_new (fixture->parent, "Leave?", NULL)));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (fixture->window), "leave", "_Leave");
  pl_question_set_text (ADW_MESSAGE_DIALOG (fixture->window), "It is not sent yet.", NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (fixture->window), "leave");
  lose_parent (fixture);
}

/* The one it stood on first is nothing to it any more. */
static void
test_earlier_parent (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWindow *other = GTK_WINDOW (gtk_window_new ());

  hold_window (fixture);
  gtk_window_set_transient_for (fixture->window, other);
  gtk_window_destroy (fixture->parent);
  g_assert_true (gtk_window_get_transient_for (fixture->window) == other);
  gtk_window_destroy (other);
  g_assert_null (gtk_window_get_transient_for (fixture->window));
}

#define ADD(name, func) g_test_add ("/parting/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("together", test_together);
  ADD ("closed-before", test_closed_before);
  ADD ("other-order", test_other_order);
  ADD ("question", test_question);
  ADD ("earlier-parent", test_earlier_parent);

  return g_test_run ();
}
