/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A toast takes the room that there is, lies on nothing, and asks for no more of the window. */
#include "ui-fixture.h"

#include "ui/parts/pl-toast-room.h"
#include "ui/parts/pl-toaster.h"

#define LONG_TOAST "“Practice Account” has changes that are not sent yet"
#define PARTLY_PAID "“INV-2”: Partly paid: $40.00 of $100.00"

static GtkWidget *
find_toast (GtkWidget *widget)
{
  GtkWidget *overlay = ui_find_type (widget, ADW_TYPE_TOAST_OVERLAY);

  for (GtkWidget *child = gtk_widget_get_first_child (overlay); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (g_str_equal (gtk_widget_get_css_name (child), "toast"))
        return child;
    }

  return NULL;
}

typedef struct
{
  GtkWidget *window;
  GtkWidget *content;
  GtkWidget *room;
  GtkWidget *bar;
} Room;

static gboolean
lies_between (gpointer user_data)
{
  const Room      *room = user_data;
  GtkWidget       *toast = find_toast (room->window);
  graphene_rect_t  toast_bounds;
  graphene_rect_t  bar_bounds;
  graphene_rect_t  content_bounds;

  return toast != NULL
         && gtk_widget_compute_bounds (toast, room->window, &toast_bounds)
         && gtk_widget_compute_bounds (room->bar, room->window, &bar_bounds)
         && gtk_widget_compute_bounds (room->content, room->window, &content_bounds)
         && toast_bounds.origin.y + toast_bounds.size.height <= bar_bounds.origin.y
         && toast_bounds.origin.y >= content_bounds.origin.y + content_bounds.size.height;
}

static gboolean
lies_above_higher_bar (gpointer user_data)
{
  return gtk_widget_get_height (((Room *) user_data)->bar) == 150 && lies_between (user_data);
}

static gboolean
leaves_nothing (gpointer user_data)
{
  const Room *room = user_data;

  return find_toast (room->window) == NULL && gtk_widget_get_height (room->room) == 0;
}

/* It lies beneath what is on the page and above the bars, and leaves nothing behind. */
static void
test_toast_room (void)
{
  GtkWidget       *content = gtk_label_new ("x");
  GtkWidget       *bar = gtk_label_new ("y");
  GtkWidget       *room = g_object_new (PL_TYPE_TOAST_ROOM, NULL);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *overlay = adw_toast_overlay_new ();
  GtkWidget       *window = adw_window_new ();
  AdwToast        *toast = adw_toast_new ("A toast");
  Room             parts = { window, content, room, bar };

  gtk_widget_set_vexpand (content, TRUE);
  gtk_widget_set_size_request (bar, -1, 60);
  gtk_box_append (GTK_BOX (box), content);
  gtk_box_append (GTK_BOX (box), room);
  gtk_box_append (GTK_BOX (box), bar);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), box);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 400);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_cmpint (gtk_widget_get_height (room), ==, 0);

  pl_toaster_add_to_overlay (ADW_TOAST_OVERLAY (overlay), g_object_ref (toast));
  core_wait_until (lies_between, &parts);

  /* A bar that comes, or grows, while it is there. */
  gtk_widget_set_size_request (bar, -1, 150);
  core_wait_until (lies_above_higher_bar, &parts);

  adw_toast_dismiss (toast);
  core_wait_until (leaves_nothing, &parts);
  g_object_unref (toast);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_room (gpointer user_data)
{
  return gtk_widget_get_height (((Room *) user_data)->room) > 0;
}

/* As a page that comes or goes is: what it would take of the window's width is not asked of the window. */
static void
test_toast_room_out_of_sight (void)
{
  GtkWidget *before = gtk_label_new ("x");
  GtkWidget *room = g_object_new (PL_TYPE_TOAST_ROOM, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *window = adw_window_new ();
  Room       parts = { window, before, room, NULL };

  gtk_widget_set_size_request (before, 360, -1);
  gtk_widget_set_size_request (room, 360, -1);
  gtk_widget_set_valign (room, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), room);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), scrolled);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 400);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  pl_toaster_add_to_overlay (ADW_TOAST_OVERLAY (overlay), adw_toast_new ("A toast"));
  core_wait_until (has_room, &parts);
  g_assert_nonnull (find_toast (window));
  g_assert_cmpint (ui_get_minimum_width (window), <=, 360);
  gtk_window_destroy (GTK_WINDOW (window));
}

static int
count_lines (GtkWidget *window)
{
  GtkWidget *label = ui_find_text (window, LONG_TOAST);

  return label != NULL ? pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))) : 0;
}

static gboolean
is_in_lines (gpointer user_data)
{
  return count_lines (user_data) > 1;
}

static gboolean
is_in_one_line (gpointer user_data)
{
  return count_lines (user_data) == 1;
}

/* It takes the room that there is: before the window is shown nobody knows it, and later it may become another. */
static void
test_toast_width (void)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *window = adw_window_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), gtk_label_new ("x"));
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 960, 400);
  pl_toaster_add_to_overlay (ADW_TOAST_OVERLAY (overlay), pl_toaster_create (LONG_TOAST, TRUE));
  gtk_window_present (GTK_WINDOW (window));
  core_wait_until (is_in_one_line, window);

  gtk_widget_set_margin_end (overlay, 600);
  core_wait_until (is_in_lines, window);
  gtk_widget_set_margin_end (overlay, 0);
  core_wait_until (is_in_one_line, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  GtkWidget *window;
  GtkWidget *label;
} Words;

static GtkWidget *
find_action (GtkWidget *window)
{
  return gtk_widget_get_next_sibling (gtk_widget_get_first_child (find_toast (window)));
}

/* Where the words end and the button begins; both in toast. */
static gboolean
compute_places (const Words     *words,
                graphene_rect_t *label,
                graphene_rect_t *button)
{
  GtkWidget *toast = find_toast (words->window);

  return gtk_widget_get_mapped (words->label)
         && gtk_widget_compute_bounds (words->label, toast, label)
         && gtk_widget_compute_bounds (find_action (words->window), toast, button);
}

static gboolean
is_whole (const Words *words)
{
  return !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (words->label)));
}

static gboolean
stands_below (gpointer user_data)
{
  graphene_rect_t label, button;

  return compute_places (user_data, &label, &button) && is_whole (user_data)
         && label.origin.y + label.size.height <= button.origin.y;
}

static gboolean
stands_beside (gpointer user_data)
{
  graphene_rect_t label, button;

  return compute_places (user_data, &label, &button) && is_whole (user_data)
         && label.origin.x + label.size.width <= button.origin.x
         && button.origin.y < label.origin.y + label.size.height;
}

static gboolean
stands_beside_mirrored (gpointer user_data)
{
  graphene_rect_t label, button;

  return compute_places (user_data, &label, &button) && is_whole (user_data)
         && label.origin.x >= button.origin.x + button.size.width
         && button.origin.y < label.origin.y + label.size.height;
}

/* On a small screen with the largest text too, an amount is read whole, and is not broken. */
static void
test_toast_whole (void)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *window = adw_window_new ();
  AdwToast  *toast = pl_toaster_create (PARTLY_PAID, TRUE);
  Words      words = { window };
  int        resolution;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &resolution, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  adw_toast_set_button_label (toast, "Show");
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), gtk_label_new ("x"));
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 640);
  pl_toaster_add_to_overlay (ADW_TOAST_OVERLAY (overlay), toast);
  gtk_window_present (GTK_WINDOW (window));
  words.label = ui_find_text (window, PARTLY_PAID);
  g_assert_nonnull (words.label);
  core_wait_until (stands_beside, &words);

  gtk_widget_set_margin_end (overlay, 840);
  core_wait_until (stands_below, &words);
  gtk_widget_set_margin_end (overlay, 0);
  core_wait_until (stands_beside, &words);

  gtk_widget_set_direction (find_toast (window), GTK_TEXT_DIR_RTL);
  core_wait_until (stands_beside_mirrored, &words);

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", resolution, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/toast-room/between", test_toast_room);
  g_test_add_func ("/toast-room/out-of-sight", test_toast_room_out_of_sight);
  g_test_add_func ("/toast-room/width", test_toast_width);

  g_test_add_func ("/toast-room/whole", test_toast_whole);

  return g_test_run ();
}
