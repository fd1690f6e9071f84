/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not GTK's own window for shortcuts: that stands in columns, and is wider than a narrow screen. Until
 * libadwaita 1.8, which has AdwShortcutsDialog. */
#include "config.h"

#include "pl-shortcuts-window.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-group.h"
#include "ui/parts/pl-title.h"

struct _PlShortcutsWindow
{
  AdwWindow parent_instance;

  GtkBox   *groups; /* (unowned) template */
};

G_DEFINE_FINAL_TYPE (PlShortcutsWindow, pl_shortcuts_window, ADW_TYPE_WINDOW)

typedef struct
{
  const char *title;
  const char *action;      /* (nullable) whose keys these are */
  const char *accelerator; /* (nullable) where no action of the application has it */
} Shortcut;

static const Shortcut of_links[] = {
  { NC_ ("shortcuts", "New link"), "win.new-link", NULL },
  { NC_ ("shortcuts", "Link on the full screen"), "win.show-chosen-at-counter", NULL },
  { NC_ ("shortcuts", "Search"), "win.search", NULL },
  { NC_ ("shortcuts", "Filter"), NULL, "<Control><Shift>f" },
  { NC_ ("shortcuts", "Select all links"), NULL, "<Control>a" },
  { NC_ ("shortcuts", "Update list"), "win.refresh", NULL },
  { NC_ ("shortcuts", "Import a table"), "win.import", NULL },
  { NC_ ("shortcuts", "Back to the list"), "win.back", NULL },
  { NC_ ("shortcuts", "Overview"), "win.overview", NULL },
  { NC_ ("shortcuts", "People"), "win.people", NULL },
};

static const Shortcut of_forms[] = {
  { NC_ ("shortcuts", "Create, send or save"), NULL, "<Control>Return" },
  { NC_ ("shortcuts", "Cancel or close"), NULL, "Escape" },
};

static const Shortcut at_the_counter[] = {
  { NC_ ("shortcuts", "Another screen for the customer"), NULL, "F6" },
  { NC_ ("shortcuts", "Print the QR code"), NULL, "<Control>p" },
  { NC_ ("shortcuts", "Save the QR code as PDF"), NULL, "<Control>s" },
};

static const Shortcut general[] = {
  { NC_ ("shortcuts", "Main menu"), NULL, "F10" },
  { NC_ ("shortcuts", "Undo, while it is offered"), NULL, "<Control>z" },
  { NC_ ("shortcuts", "Preferences"), "win.preferences", NULL },
  { NC_ ("shortcuts", "Help"), "app.help", NULL },
  { NC_ ("shortcuts", "Keyboard shortcuts"), "app.shortcuts", NULL },
  { NC_ ("shortcuts", "Close the window"), "window.close", NULL },
  { NC_ ("shortcuts", "Quit"), "app.quit", NULL },
};

static char *
describe_key (const char *accelerator)
{
  GdkModifierType modifiers;
  guint           key;

  return gtk_accelerator_parse (accelerator, &key, &modifiers) ? gtk_accelerator_get_label (key, modifiers) : NULL;
}

/* Each on a line of its own. */
static char *
describe_keys (const Shortcut *shortcut,
               GtkApplication *application)
{
  g_auto (GStrv)           accelerators = NULL;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv)           lines = NULL;

  if (shortcut->action != NULL && application != NULL)
    accelerators = gtk_application_get_accels_for_action (application, shortcut->action);
  if (shortcut->accelerator != NULL)
    return describe_key (shortcut->accelerator);

  for (char **accelerator = accelerators; accelerator != NULL && *accelerator != NULL; accelerator++)
    {
      g_autofree char *key = describe_key (*accelerator);

      if (key != NULL)
        g_strv_builder_add (words, key);
    }
  lines = g_strv_builder_end (words);

  return g_strjoinv ("\n", lines);
}

static GtkWidget *
create_row (const Shortcut *shortcut,
            GtkApplication *application)
{
  g_autofree char *keys = describe_keys (shortcut, application);
  GtkWidget       *label = gtk_label_new (keys);
  GtkWidget       *row = adw_action_row_new ();

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "shortcut-keys");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_dpgettext2 (NULL, "shortcuts", shortcut->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);

  return row;
}

static void
add_group (PlShortcutsWindow *self,
           const char        *title,
           const Shortcut    *shortcuts,
           gsize              n_shortcuts,
           GtkApplication    *application)
{
  GtkWidget *group = pl_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (gsize i = 0; i < n_shortcuts; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (&shortcuts[i], application));
  gtk_box_append (self->groups, group);
}

static void
pl_shortcuts_window_class_init (PlShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PL_TYPE_TITLE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-shortcuts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PlShortcutsWindow, groups);
}

static void
pl_shortcuts_window_init (PlShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pl_shortcuts_window_new (GtkWindow *parent)
{
  PlShortcutsWindow *self;
  GtkApplication    *application;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  self = g_object_new (PL_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, NULL);
  application = gtk_window_get_application (parent);
  add_group (self, C_ ("shortcuts", "Links"), of_links, G_N_ELEMENTS (of_links), application);
  add_group (self, C_ ("shortcuts", "Forms"), of_forms, G_N_ELEMENTS (of_forms), application);
  add_group (self, C_ ("shortcuts", "Counter and paper"), at_the_counter, G_N_ELEMENTS (at_the_counter), application);
  add_group (self, C_ ("shortcuts", "General"), general, G_N_ELEMENTS (general), application);

  return GTK_WIDGET (self);
}

void
pl_shortcuts_window_show (GtkApplication *application)
{
  GtkWindow *parent;

  g_return_if_fail (GTK_IS_APPLICATION (application));

  parent = gtk_application_get_active_window (application);
  if (parent == NULL || PL_IS_SHORTCUTS_WINDOW (parent))
    return;

  gtk_window_present (GTK_WINDOW (pl_shortcuts_window_new (parent)));
}
