/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is read for the menu before somebody opens it: the window shows its links first. */
#include "config.h"

#include "pl-new-link-button.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-late-menu.h"

struct _PlNewLinkButton
{
  AdwBin          parent_instance;

  PlSession      *session;   /* (owned) (nullable) */
  PlTemplateList *templates; /* (owned) (nullable) of the session, once they were asked for */

  GtkMenuButton  *menu_button; /* (unowned) template, as all below */
  GMenu          *menu;
  GMenu          *template_section;
};

typedef enum
{
  PROP_SESSION = 1,
} PlNewLinkButtonProperty;

static GParamSpec *properties[PROP_SESSION + 1];

G_DEFINE_FINAL_TYPE (PlNewLinkButton, pl_new_link_button, ADW_TYPE_BIN)

static void
fill_menu (PlNewLinkButton *self)
{
  PlTemplate *template;

  g_menu_remove_all (self->template_section);
  for (guint i = 0; (template = pl_named_list_peek (PL_NAMED_LIST (self->templates), i)) != NULL; i++)
    {
      g_autoptr (GMenuItem) item = NULL;
      g_auto (GStrv)        parts = g_strsplit (pl_named_get_name (PL_NAMED (template)), "_", -1);
      g_autofree char      *label = g_strjoinv ("__", parts); /* no mnemonic is meant */

      if (!pl_template_is_readable (template))
        continue;

      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.new-link-from", "s", pl_named_get_id (PL_NAMED (template)));
      g_menu_append_item (self->template_section, item);
    }
}

static void
fill_menu_cb (gpointer user_data)
{
  if (pl_new_link_button_get_templates (user_data) != NULL)
    fill_menu (user_data);
}

static void
set_session (PlNewLinkButton *self,
             PlSession       *session)
{
  if (!g_set_object (&self->session, session))
    return;

  if (self->templates != NULL)
    g_signal_handlers_disconnect_by_data (self->templates, self);
  g_clear_object (&self->templates);
  g_menu_remove_all (self->template_section);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pl_new_link_button_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((PlNewLinkButtonProperty) property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, PL_NEW_LINK_BUTTON (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_new_link_button_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch ((PlNewLinkButtonProperty) property_id)
    {
    case PROP_SESSION:
      set_session (PL_NEW_LINK_BUTTON (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_new_link_button_dispose (GObject *object)
{
  PlNewLinkButton *self = PL_NEW_LINK_BUTTON (object);

  if (self->templates != NULL)
    g_signal_handlers_disconnect_by_data (self->templates, self);
  g_clear_object (&self->templates);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_new_link_button_parent_class)->dispose (object);
}

static void
pl_new_link_button_class_init (PlNewLinkButtonClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_new_link_button_get_property;
  object_class->set_property = pl_new_link_button_set_property;
  object_class->dispose = pl_new_link_button_dispose;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, PL_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-new-link-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PlNewLinkButton, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PlNewLinkButton, menu);
  gtk_widget_class_bind_template_child (widget_class, PlNewLinkButton, template_section);
}

static void
pl_new_link_button_init (PlNewLinkButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_late_menu_set (self->menu_button, self->menu, fill_menu_cb, self);
}

PlTemplateList *
pl_new_link_button_get_templates (PlNewLinkButton *self)
{
  g_return_val_if_fail (PL_IS_NEW_LINK_BUTTON (self), NULL);

  if (self->templates == NULL && self->session != NULL)
    {
      self->templates = pl_session_create_template_list (self->session);
      g_signal_connect_swapped (self->templates, "items-changed", G_CALLBACK (fill_menu), self);
    }

  return self->templates;
}
