/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page offers the two ways in, by mouse, keyboard and screen reader. */
#include "ui/account/pl-welcome-page.h"

typedef struct
{
  GtkWidget     *window;
  PlWelcomePage *page;
  GString       *activated;
} Fixture;

static void
action_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->activated, "%s ", g_action_get_name (G_ACTION (action)));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  const GActionEntry entries[] = {
    { .name = "try-out", .activate = action_cb },
    { .name = "connect", .activate = action_cb },
    { .name = "back", .activate = action_cb },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  fixture->activated = g_string_new (NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  fixture->window = adw_window_new ();
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  fixture->page = PL_WELCOME_PAGE (pl_welcome_page_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_string_free (fixture->activated, TRUE);
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *action)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_choices (Fixture       *fixture,
              gconstpointer  user_data)
{
  GtkWidget *try_out = find_button (fixture->window, "win.try-out");
  GtkWidget *connect = find_button (fixture->window, "win.connect");

  gtk_test_accessible_assert_property (try_out, GTK_ACCESSIBLE_PROPERTY_LABEL, "Try It Out");
  gtk_test_accessible_assert_property (connect, GTK_ACCESSIBLE_PROPERTY_LABEL, "Connect to Payroc");
  g_signal_emit_by_name (try_out, "clicked");
  g_signal_emit_by_name (connect, "clicked");
  g_assert_cmpstr (fixture->activated->str, ==, "try-out connect ");
}

static void
test_focus (Fixture       *fixture,
            gconstpointer  user_data)
{
  pl_welcome_page_focus_choice (fixture->page);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == find_button (fixture->window, "win.try-out"));
  /* From the last button Tab goes on to the header, and not to the first choice again. */
  gtk_widget_grab_focus (find_button (fixture->window, "win.connect"));
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (fixture->page), GTK_DIR_TAB_FORWARD));
}

static void
test_busy (Fixture       *fixture,
           gconstpointer  user_data)
{
  GtkWidget *try_out = find_button (fixture->window, "win.try-out");

  pl_welcome_page_set_busy (fixture->page, TRUE);
  g_assert_false (gtk_widget_is_sensitive (try_out));
  g_assert_false (gtk_widget_is_sensitive (find_button (fixture->window, "win.connect")));
  pl_welcome_page_set_busy (fixture->page, FALSE);
  g_assert_true (gtk_widget_is_sensitive (try_out));
}

static void
test_adding (Fixture       *fixture,
             gconstpointer  user_data)
{
  GtkWidget *back = find_button (fixture->window, "win.back");
  GtkWidget *try_out = find_button (fixture->window, "win.try-out");
  GtkWidget *connect = find_button (fixture->window, "win.connect");

  g_assert_false (gtk_widget_get_visible (back));
  pl_welcome_page_set_adding (fixture->page, TRUE);
  g_assert_true (gtk_widget_get_visible (back));
  gtk_test_accessible_assert_property (back, GTK_ACCESSIBLE_PROPERTY_LABEL, "Back");

  /* Who adds an account has tried it out: the real one comes first, to the eye and to the keyboard. */
  g_assert_true (gtk_widget_get_next_sibling (connect) == try_out);
  g_assert_true (gtk_widget_has_css_class (connect, "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (try_out, "suggested-action"));
  pl_welcome_page_focus_choice (fixture->page);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == connect);

  /* Who is in the practice account is not sent there again. */
  pl_welcome_page_set_trying (fixture->page, TRUE);
  g_assert_false (gtk_widget_get_visible (try_out));
  pl_welcome_page_set_trying (fixture->page, FALSE);
  g_assert_true (gtk_widget_get_visible (try_out));

  pl_welcome_page_set_adding (fixture->page, FALSE);
  g_assert_true (gtk_widget_get_next_sibling (try_out) == connect);
  g_assert_true (gtk_widget_has_css_class (try_out, "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (connect, "suggested-action"));
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  user_data)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/welcome-page/choices", test_choices);
  ADD ("/welcome-page/focus", test_focus);
  ADD ("/welcome-page/busy", test_busy);
  ADD ("/welcome-page/adding", test_adding);
  ADD ("/welcome-page/narrow", test_narrow);

  return g_test_run ();
}
