/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: try Paylinks out on this computer, or connect an account at Payroc. Also adds later accounts. */
#include "config.h"

#include "pl-welcome-page.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-menu-fit.h"

struct _PlWelcomePage
{
  AdwBin         parent_instance;

  gboolean       adding;

  GtkWidget     *back_button; /* (unowned) template, as all below */
  AdwStatusPage *status_page;
  GtkBox        *choices;
  GtkWidget     *try_out_button;
  GtkWidget     *connect_button;
  GtkSpinner    *spinner;
};

typedef enum
{
  PROP_ADDING = 1,
} PlWelcomePageProperty;

static GParamSpec *properties[PROP_ADDING + 1];

G_DEFINE_FINAL_TYPE (PlWelcomePage, pl_welcome_page, ADW_TYPE_BIN)

static void
update (PlWelcomePage *self)
{
  gtk_widget_set_visible (self->back_button, self->adding);
  adw_status_page_set_title (self->status_page, self->adding ? _("Add an Account") : _("Welcome to Paylinks"));

  /* Who has an account already does not come for the practice one. */
  gtk_box_reorder_child_after (self->choices,
                               self->adding ? self->try_out_button : self->connect_button,
                               self->adding ? self->connect_button : self->try_out_button);
  gtk_widget_remove_css_class (self->adding ? self->try_out_button : self->connect_button, "suggested-action");
  gtk_widget_add_css_class (self->adding ? self->connect_button : self->try_out_button, "suggested-action");
}

static void
pl_welcome_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PlWelcomePage *self = PL_WELCOME_PAGE (object);

  switch ((PlWelcomePageProperty) prop_id)
    {
    case PROP_ADDING:
      g_value_set_boolean (value, self->adding);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_welcome_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PlWelcomePage *self = PL_WELCOME_PAGE (object);

  switch ((PlWelcomePageProperty) prop_id)
    {
    case PROP_ADDING:
      pl_welcome_page_set_adding (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_welcome_page_class_init (PlWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_welcome_page_get_property;
  object_class->set_property = pl_welcome_page_set_property;

  properties[PROP_ADDING] =
    g_param_spec_boolean ("adding", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-welcome-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, pl_menu_fit_watch);
  gtk_widget_class_bind_template_child (widget_class, PlWelcomePage, back_button);
  gtk_widget_class_bind_template_child (widget_class, PlWelcomePage, status_page);
  gtk_widget_class_bind_template_child (widget_class, PlWelcomePage, choices);
  gtk_widget_class_bind_template_child (widget_class, PlWelcomePage, try_out_button);
  gtk_widget_class_bind_template_child (widget_class, PlWelcomePage, connect_button);
  gtk_widget_class_bind_template_child (widget_class, PlWelcomePage, spinner);
}

static void
pl_welcome_page_init (PlWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->status_page, APPLICATION_ID);
  update (self);
}

GtkWidget *
pl_welcome_page_new (void)
{
  return g_object_new (PL_TYPE_WELCOME_PAGE, NULL);
}

void
pl_welcome_page_set_adding (PlWelcomePage *self,
                            gboolean       adding)
{
  g_return_if_fail (PL_IS_WELCOME_PAGE (self));

  if (self->adding == adding)
    return;

  self->adding = adding;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDING]);
}

void
pl_welcome_page_set_trying (PlWelcomePage *self,
                            gboolean       trying)
{
  g_return_if_fail (PL_IS_WELCOME_PAGE (self));

  gtk_widget_set_visible (self->try_out_button, !trying);
}

void
pl_welcome_page_set_busy (PlWelcomePage *self,
                          gboolean       busy)
{
  g_return_if_fail (PL_IS_WELCOME_PAGE (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->choices), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

void
pl_welcome_page_focus_choice (PlWelcomePage *self)
{
  g_return_if_fail (PL_IS_WELCOME_PAGE (self));

  gtk_widget_grab_focus (self->adding ? self->connect_button : self->try_out_button);
}
