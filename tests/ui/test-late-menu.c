/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A menu that is made when it is first opened: not before, once, and filled each time. */
#include <adwaita.h>

#include "ui/parts/pl-late-menu.h"

static guint n_fills;

static void
fill_cb (gpointer user_data)
{
  GMenu *menu = g_object_get_data (user_data, "menu");

  g_menu_remove_all (menu);
  g_menu_append (menu, "Save", "win.save");
  n_fills++;
}

static void
test_late (void)
{
  GtkWidget         *window = gtk_window_new ();
  GtkWidget         *button = gtk_menu_button_new ();
  g_autoptr (GMenu)  menu = g_menu_new ();
  GtkPopover        *popover;

  g_object_set_data (G_OBJECT (button), "menu", menu);
  pl_late_menu_set (GTK_MENU_BUTTON (button), menu, fill_cb, button);
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_assert_null (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (menu)), ==, 0);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  g_assert_nonnull (popover);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (popover)));
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (menu)), ==, 1);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_true (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)) == popover);
  g_assert_cmpuint (n_fills, ==, 2);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/late-menu/late", test_late);

  return g_test_run ();
}
