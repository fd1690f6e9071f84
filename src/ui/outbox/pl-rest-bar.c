/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why nothing is sent for a while, and a way to try at once. */
#include "config.h"

#include "pl-rest-bar.h"

#include "pl-batch-text.h"

struct _PlRestBar
{
  AdwBin        parent_instance;

  PlOutbox     *outbox;  /* (owned) (nullable) */
  GSignalGroup *signals; /* (owned) of the outbox */
  gboolean      held;

  GtkLabel     *label;   /* (unowned) template */
};

typedef enum
{
  PROP_OUTBOX = 1,
  PROP_HELD,
} PlRestBarProperty;

static GParamSpec *properties[PROP_HELD + 1];

G_DEFINE_FINAL_TYPE (PlRestBar, pl_rest_bar, ADW_TYPE_BIN)

static void
update (PlRestBar *self)
{
  g_autofree char *text = NULL;

  if (self->outbox != NULL && !self->held)
    text = pl_rest_text (pl_outbox_get_rest (self->outbox), pl_outbox_get_rest_until (self->outbox),
                         g_get_real_time ());
  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

static void
hurry_cb (PlRestBar *self)
{
  if (self->outbox == NULL)
    return;

  pl_outbox_hurry (self->outbox);
  /* The list, too, is as old as the connection is cut. */
  gtk_widget_activate_action (GTK_WIDGET (self), "win.refresh", NULL);
}

static void
pl_rest_bar_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PlRestBar *self = PL_REST_BAR (object);

  switch ((PlRestBarProperty) prop_id)
    {
    case PROP_OUTBOX:
      g_value_set_object (value, self->outbox);
      break;
    case PROP_HELD:
      g_value_set_boolean (value, self->held);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_outbox (PlRestBar *self,
            PlOutbox  *outbox)
{
  if (!g_set_object (&self->outbox, outbox))
    return;

  g_signal_group_set_target (self->signals, outbox);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTBOX]);
}

static void
pl_rest_bar_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  PlRestBar *self = PL_REST_BAR (object);

  switch ((PlRestBarProperty) prop_id)
    {
    case PROP_OUTBOX:
      set_outbox (self, g_value_get_object (value));
      break;
    case PROP_HELD:
      self->held = g_value_get_boolean (value);
      update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_rest_bar_dispose (GObject *object)
{
  PlRestBar *self = PL_REST_BAR (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->outbox);

  G_OBJECT_CLASS (pl_rest_bar_parent_class)->dispose (object);
}

static void
pl_rest_bar_class_init (PlRestBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_rest_bar_get_property;
  object_class->set_property = pl_rest_bar_set_property;
  object_class->dispose = pl_rest_bar_dispose;

  properties[PROP_OUTBOX] =
    g_param_spec_object ("outbox", NULL, NULL, PL_TYPE_OUTBOX,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_HELD] =
    g_param_spec_boolean ("held", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-rest-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRestBar, label);
  gtk_widget_class_bind_template_callback (widget_class, hurry_cb);
}

static void
pl_rest_bar_init (PlRestBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (PL_TYPE_OUTBOX);
  g_signal_group_connect_swapped (self->signals, "notify::rest", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->signals, "notify::rest-until", G_CALLBACK (update), self);
  update (self);
}
