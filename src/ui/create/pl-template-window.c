/* SPDX-License-Identifier: GPL-3.0-or-later */
/* It shows its own toasts: what was deleted can be put back while the window is looked at. */
#include "config.h"

#include "pl-template-window.h"

#include <glib/gi18n.h>

#include "pl-template-text.h"
#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-line-breaks.h"
#include "ui/parts/pl-name-dialog.h"
#include "ui/parts/pl-title.h"
#include "ui/parts/pl-toaster.h"

struct _PlTemplateWindow
{
  AdwWindow         parent_instance;

  PlTemplateList   *list;          /* (owned) */

  AdwToastOverlay  *toast_overlay; /* (unowned) template, as all below */
  PlEnvironmentBar *environment_bar;
  GtkStack         *stack;
  GtkListBox       *list_box;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
pl_template_window_add_toast (PlToaster *toaster,
                              AdwToast  *toast)
{
  pl_toaster_add_to_overlay (PL_TEMPLATE_WINDOW (toaster)->toast_overlay, toast);
}

static void
toaster_iface_init (PlToasterInterface *iface)
{
  iface->add_toast = pl_template_window_add_toast;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PlTemplateWindow, pl_template_window, ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (PL_TYPE_TOASTER, toaster_iface_init))

static GtkWidget *
create_button (const char *icon,
               const char *label,
               const char *action,
               const char *id)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);

  return button;
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  PlNamed         *named = item;
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *summary = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *rename_label = NULL;
  g_autofree char *delete_label = NULL;
  GDate            today;

  pl_format_today (&today);
  summary = pl_template_text_summary (PL_TEMPLATE (item), &today);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pl_named_get_name (named));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), summary);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  pl_line_breaks_set_verbatim (row);

  /* Translators: what a screen reader says of a button; %s is the name of a template. */
  rename_label = g_strdup_printf (_("Rename “%s”"), pl_named_get_name (named));
  delete_label = g_strdup_printf (_("Delete “%s”"), pl_named_get_name (named));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_button ("document-edit-symbolic", rename_label,
                                                                  "templates.rename", pl_named_get_id (named)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_button ("user-trash-symbolic", delete_label,
                                                                  "templates.delete", pl_named_get_id (named)));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), pl_template_is_readable (PL_TEMPLATE (item)));

  return row;
}

static void
items_changed_cb (PlTemplateWindow *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
}

static void
row_activated_cb (PlTemplateWindow *self,
                  GtkListBoxRow    *row)
{
  g_autoptr (PlTemplateWindow) alive = g_object_ref (self);
  g_autoptr (PlTemplate)       template = NULL;

  template = g_list_model_get_item (G_LIST_MODEL (self->list), (guint) gtk_list_box_row_get_index (row));
  if (template == NULL || !pl_template_is_readable (template))
    return;

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, template);
}

/* The list of the names may be another one than when it was asked. */
typedef struct
{
  PlTemplateWindow *window; /* (owned) */
  PlNamed          *item;   /* (owned) */
} Rename;

static void
rename_free (gpointer  data,
             GClosure *closure)
{
  Rename *rename = data;

  g_object_unref (rename->window);
  g_object_unref (rename->item);
  g_free (rename);
}

static void
named_cb (GtkWidget  *dialog,
          const char *name,
          gpointer    user_data)
{
  Rename *rename = user_data;

  pl_named_change_put (GTK_WIDGET (rename->window), PL_NAMED_LIST (rename->window->list), &pl_template_words,
                       rename->item, name, NULL, NULL);
}

static void
rename_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PlTemplateWindow *self = PL_TEMPLATE_WINDOW (widget);
  PlNamed          *item = pl_named_list_find (PL_NAMED_LIST (self->list), g_variant_get_string (parameter, NULL));
  GtkWidget        *dialog;
  Rename           *rename;

  if (item == NULL)
    return;

  rename = g_new0 (Rename, 1);
  rename->window = g_object_ref (self);
  rename->item = g_object_ref (item);
  dialog = pl_name_dialog_new (GTK_WINDOW (self), PL_NAMED_LIST (self->list), &pl_template_words, item);
  g_signal_connect_data (dialog, "named", G_CALLBACK (named_cb), rename, rename_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PlTemplateWindow *self = PL_TEMPLATE_WINDOW (widget);
  PlNamed          *item = pl_named_list_find (PL_NAMED_LIST (self->list), g_variant_get_string (parameter, NULL));

  if (item != NULL)
    pl_named_change_remove (widget, PL_NAMED_LIST (self->list), &pl_template_words, item);
}

static void
pl_template_window_dispose (GObject *object)
{
  PlTemplateWindow *self = PL_TEMPLATE_WINDOW (object);

  if (self->list_box != NULL)
    gtk_list_box_bind_model (self->list_box, NULL, NULL, NULL, NULL);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (pl_template_window_parent_class)->dispose (object);
}

static void
pl_template_window_class_init (PlTemplateWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_template_window_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", PL_TYPE_TEMPLATE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, PL_TYPE_TEMPLATE);

  gtk_widget_class_install_action (widget_class, "templates.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "templates.delete", "s", delete_action);

  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_TITLE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-template-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTemplateWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PlTemplateWindow, environment_bar);
  gtk_widget_class_bind_template_child (widget_class, PlTemplateWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PlTemplateWindow, list_box);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
pl_template_window_init (PlTemplateWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pl_template_window_new (GtkWindow      *parent,
                        PlAccount      *account,
                        PlTemplateList *list)
{
  PlTemplateWindow *self;

  g_return_val_if_fail (PL_IS_TEMPLATE_LIST (list), NULL);

  self = g_object_new (PL_TYPE_TEMPLATE_WINDOW, "transient-for", parent, NULL);
  self->list = g_object_ref (list);
  g_object_set (self->environment_bar, "account", account, NULL);
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (list), create_row_cb, NULL, NULL);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);

  return GTK_WIDGET (self);
}
