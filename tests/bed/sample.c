/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with one of each widget, so that the bed is tested before, and apart from, Paylinks itself. */

#include <adwaita.h>

static void
said (GtkLabel   *status,
      const char *text)
{
  gtk_label_set_text (status, text);
}

static void
create_cb (GtkButton *button,
           GtkLabel  *status)
{
  said (status, "Created");
}

static void
check_cb (GtkCheckButton *check,
          GParamSpec     *pspec,
          GtkLabel       *status)
{
  said (status, gtk_check_button_get_active (check) ? "Checked" : "Unchecked");
}

static void
switch_cb (GtkSwitch  *control,
           GParamSpec *pspec,
           GtkLabel   *status)
{
  said (status, gtk_switch_get_active (control) ? "On" : "Off");
}

static void
combo_cb (AdwComboRow *row,
          GParamSpec  *pspec,
          GtkLabel    *status)
{
  said (status, gtk_string_object_get_string (adw_combo_row_get_selected_item (row)));
}

static void
list_cb (GtkListView *view,
         guint        position,
         GtkLabel    *status)
{
  g_autofree char *text = g_strdup_printf ("Row %u", position);

  said (status, text);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
menu_item_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, "Switch off?", "For ever."));

  adw_message_dialog_add_responses (dialog, "cancel", "_Cancel", "off", "_Switch Off", NULL);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_swapped (dialog, "response::off", G_CALLBACK (gtk_label_set_text), user_data);
  g_signal_connect_swapped (dialog, "response::cancel", G_CALLBACK (gtk_label_set_text), user_data);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
menu_button (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, "Switch Off", "app.off");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "open-menu-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Main Menu", -1);
  return button;
}

static GtkWidget *
rows (GtkLabel *status)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_entry_row_new ();
  GtkWidget *combo = adw_combo_row_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *control = gtk_switch_new ();
  g_autoptr (GtkStringList) currencies = gtk_string_list_new ((const char *[]) { "USD", "CAD", "JPY", NULL });

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), "Reference");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), "Currency");
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (currencies));
  g_signal_connect (combo, "notify::selected", G_CALLBACK (combo_cb), status);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), combo);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Let the customer choose");
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  g_signal_connect (control, "notify::active", G_CALLBACK (switch_cb), status);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

static GtkWidget *
list (GtkLabel *status)
{
  GtkStringList *strings = gtk_string_list_new ((const char *[]) { "INV-1", "INV-2", "INV-3", NULL });
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSingleSelection *selection = gtk_single_selection_new (G_LIST_MODEL (strings));
  GtkWidget *view = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (view, "activate", G_CALLBACK (list_cb), status);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Links", -1);
  return view;
}

static GtkWidget *
pages (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *switcher = gtk_stack_switcher_new ();

  gtk_stack_add_titled (GTK_STACK (stack), gtk_label_new ("What is first"), "first", "First");
  gtk_stack_add_titled (GTK_STACK (stack), gtk_label_new ("What is second"), "second", "Second");
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (stack));
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), stack);
  return box;
}

static void
activate_cb (GtkApplication *app)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *create = gtk_button_new_with_mnemonic ("_Create");
  GtkWidget *check = gtk_check_button_new_with_mnemonic ("_Hold the money");
  GtkWidget *status = gtk_label_new ("Ready");
  GSimpleAction *off = g_simple_action_new ("off", NULL);

  g_signal_connect (off, "activate", G_CALLBACK (menu_item_cb), status);
  g_action_map_add_action (G_ACTION_MAP (app), G_ACTION (off));
  g_object_unref (off);

  adw_header_bar_pack_start (ADW_HEADER_BAR (header), create);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), menu_button ());
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), status);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), rows (GTK_LABEL (status)));
  gtk_box_append (GTK_BOX (box), list (GTK_LABEL (status)));
  gtk_box_append (GTK_BOX (box), pages ());
  g_signal_connect (create, "clicked", G_CALLBACK (create_cb), status);
  g_signal_connect (check, "notify::active", G_CALLBACK (check_cb), status);

  gtk_window_set_title (GTK_WINDOW (window), "Sample");
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 560);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) app = adw_application_new ("io.github.paylinks.Sample", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (app), argc, argv);
}
