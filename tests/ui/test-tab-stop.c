/* SPDX-License-Identifier: GPL-3.0-or-later */
/* However many rows a list has, Tab leaves it from the row it is at. */
#include <adwaita.h>

#include "ui/parts/pl-tab-stop.h"

#define N_ROWS 2000

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new ("INV-1"));
}

/* (transfer floating) */
static GtkWidget *
create_list (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList      *rows = gtk_string_list_new (NULL);

  for (guint i = 0; i < N_ROWS; i++)
    gtk_string_list_append (rows, "row");
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);

  return gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (rows))), factory);
}

static void
test_leave (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *above = gtk_button_new_with_label ("Above");
  GtkWidget *below = gtk_button_new_with_label ("Below");
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = create_list ();
  GtkWidget *stop = g_object_new (PL_TYPE_TAB_STOP, "child", scroller, "vexpand", TRUE, NULL);
  GtkWidget *first;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_box_append (GTK_BOX (box), above);
  gtk_box_append (GTK_BOX (box), stop);
  gtk_box_append (GTK_BOX (box), below);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 400);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  gtk_widget_grab_focus (above);
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  first = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (gtk_widget_is_ancestor (first, list));
  /* The list knows its own keys, as before. */
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_DOWN));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), list));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) != first);

  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == below);
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), list));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == above);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/tab-stop/leave", test_leave);

  return g_test_run ();
}
