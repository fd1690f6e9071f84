/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The floor of a start: the smallest window that libadwaita can show. With --entry, the floor of typing. */
#include <adwaita.h>

static gboolean entry;

static void
activate_cb (GtkApplication *application,
             gpointer        user_data)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new ("Hello");

  gtk_window_set_default_size (GTK_WINDOW (window), 980, 680);
  gtk_window_set_title (GTK_WINDOW (window), "Hello");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  if (entry)
    {
      GtkWidget *search = gtk_search_entry_new ();

      gtk_box_append (GTK_BOX (box), search);
      gtk_window_set_focus (GTK_WINDOW (window), search);
    }
  gtk_widget_set_vexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;

  entry = argc > 1 && g_str_equal (argv[1], "--entry");
  application = adw_application_new ("io.github.paylinks.FloorHello", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
