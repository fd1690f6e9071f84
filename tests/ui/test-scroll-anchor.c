/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read stays where it is, whatever comes or goes above it. */
#include <adwaita.h>

#include "ui/parts/pl-scroll-anchor.h"

#define PART_HEIGHT 200
#define N_PARTS     6
#define SPACING     12

typedef struct
{
  GtkWidget *window;
  GtkWidget *scrolled_window;
  GtkWidget *content;
  GtkWidget *parts[N_PARTS];
} Fixture;

/* Until what was changed is laid out and drawn. */
static void
settle (Fixture *fixture)
{
  for (guint i = 0; i < 2; i++)
    {
      gtk_widget_queue_draw (fixture->window);
      gtk_test_widget_wait_for_draw (fixture->window);
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->window = gtk_window_new ();
  fixture->scrolled_window = gtk_scrolled_window_new ();
  fixture->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  for (guint i = 0; i < N_PARTS; i++)
    {
      fixture->parts[i] = gtk_button_new_with_label ("Part");
      gtk_widget_set_size_request (fixture->parts[i], 100, PART_HEIGHT);
      gtk_box_append (GTK_BOX (fixture->content), fixture->parts[i]);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scrolled_window), fixture->content);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->scrolled_window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 300);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static float
get_place (Fixture *fixture,
           guint    part)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (fixture->parts[part], fixture->scrolled_window, &bounds));

  return bounds.origin.y;
}

static void
scroll_to (Fixture *fixture,
           double   value)
{
  GtkScrolledWindow *window = GTK_SCROLLED_WINDOW (fixture->scrolled_window);

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (window), value);
  settle (fixture);
}

static void
show (Fixture  *fixture,
      guint     part,
      gboolean  visible)
{
  PlScrollAnchor anchor;

  pl_scroll_anchor_drop (&anchor, GTK_SCROLLED_WINDOW (fixture->scrolled_window), fixture->content);
  gtk_widget_set_visible (fixture->parts[part], visible);
  pl_scroll_anchor_weigh (&anchor);
  settle (fixture);
}

static void
test_above (Fixture       *fixture,
            gconstpointer  data)
{
  float before;

  scroll_to (fixture, 2.5 * PART_HEIGHT);
  before = get_place (fixture, 3);
  g_assert_cmpfloat (before, >, 0);
  show (fixture, 1, FALSE);
  g_assert_cmpfloat (get_place (fixture, 3), ==, before);
  show (fixture, 1, TRUE);
  g_assert_cmpfloat (get_place (fixture, 3), ==, before);
}

/* A part that is higher than the window and half read. */
static void
test_within (Fixture       *fixture,
             gconstpointer  data)
{
  float before;

  gtk_widget_set_size_request (fixture->parts[2], 100, 1000);
  settle (fixture);
  scroll_to (fixture, 3 * PART_HEIGHT);
  before = get_place (fixture, 2);
  g_assert_cmpfloat (before, <, 0);
  show (fixture, 0, FALSE);
  g_assert_cmpfloat (get_place (fixture, 2), ==, before);
}

static void
test_below (Fixture       *fixture,
            gconstpointer  data)
{
  float before;

  scroll_to (fixture, PART_HEIGHT);
  before = get_place (fixture, 1);
  show (fixture, 4, FALSE);
  g_assert_cmpfloat (get_place (fixture, 1), ==, before);
}

/* Nothing was scrolled: the beginning stays in view. */
static void
test_beginning (Fixture       *fixture,
                gconstpointer  data)
{
  gtk_widget_set_visible (fixture->parts[0], FALSE);
  settle (fixture);
  show (fixture, 0, TRUE);
  g_assert_cmpfloat (get_place (fixture, 0), ==, 0);
}

/* What had the keyboard is gone: it does not jump to a control that is out of view. */
static void
test_focus (Fixture       *fixture,
            gconstpointer  data)
{
  float before;

  gtk_widget_grab_focus (fixture->parts[1]);
  settle (fixture);
  scroll_to (fixture, 2.5 * PART_HEIGHT);
  before = get_place (fixture, 3);
  show (fixture, 1, FALSE);
  settle (fixture);
  g_assert_cmpfloat (get_place (fixture, 3), ==, before);
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (fixture->window)));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/scroll-anchor/above", test_above);
  ADD ("/scroll-anchor/within", test_within);
  ADD ("/scroll-anchor/below", test_below);
  ADD ("/scroll-anchor/beginning", test_beginning);
  ADD ("/scroll-anchor/focus", test_focus);

  return g_test_run ();
}
