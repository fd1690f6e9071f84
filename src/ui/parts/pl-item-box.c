/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyboard is not on what a factory makes but on what the list puts around it, which GTK 4.8 does not name after
 * its child. */
#include "config.h"

#include "pl-item-box.h"

struct _PlItemBox
{
  GtkBox  parent_instance;

  char   *sentence; /* (owned) (nullable) */
};

typedef enum
{
  PROP_SENTENCE = 1,
} PlItemBoxProperty;

static GParamSpec *properties[PROP_SENTENCE + 1];

G_DEFINE_FINAL_TYPE (PlItemBox, pl_item_box, GTK_TYPE_BOX)

static void
name (GtkWidget  *widget,
      const char *sentence)
{
  if (sentence != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
pl_item_box_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PlItemBox *self = PL_ITEM_BOX (object);

  switch ((PlItemBoxProperty) property_id)
    {
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_item_box_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch ((PlItemBoxProperty) property_id)
    {
    case PROP_SENTENCE:
      pl_item_box_set_sentence (PL_ITEM_BOX (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_item_box_root (GtkWidget *widget)
{
  PlItemBox *self = PL_ITEM_BOX (widget);

  GTK_WIDGET_CLASS (pl_item_box_parent_class)->root (widget);
  pl_item_name (widget, self->sentence);
}

static void
pl_item_box_finalize (GObject *object)
{
  g_free (PL_ITEM_BOX (object)->sentence);

  G_OBJECT_CLASS (pl_item_box_parent_class)->finalize (object);
}

static void
pl_item_box_class_init (PlItemBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_item_box_get_property;
  object_class->set_property = pl_item_box_set_property;
  object_class->finalize = pl_item_box_finalize;
  GTK_WIDGET_CLASS (klass)->root = pl_item_box_root;

  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_item_box_init (PlItemBox *self)
{
}

GtkWidget *
pl_item_box_new (GtkOrientation orientation,
                 int            spacing)
{
  return g_object_new (PL_TYPE_ITEM_BOX, "orientation", orientation, "spacing", spacing, NULL);
}

void
pl_item_box_set_sentence (PlItemBox  *self,
                          const char *sentence)
{
  g_return_if_fail (PL_IS_ITEM_BOX (self));

  if (g_strcmp0 (self->sentence, sentence) == 0)
    return;

  g_free (self->sentence);
  self->sentence = g_strdup (sentence);
  pl_item_name (GTK_WIDGET (self), self->sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
}

void
pl_item_name (GtkWidget  *child,
              const char *sentence)
{
  GtkWidget *around;

  g_return_if_fail (GTK_IS_WIDGET (child));

  around = gtk_widget_get_parent (child);
  name (child, sentence);
  if (around != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (around)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    name (around, sentence);
}
