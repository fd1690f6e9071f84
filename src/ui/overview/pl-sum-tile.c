/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To a screen reader it is one thing with one sentence, not three texts. */
#include "config.h"

#include "pl-sum-tile.h"

#include <glib/gi18n.h>

struct _PlSumTile
{
  AdwBin    parent_instance;

  char     *title;   /* (owned) (nullable) */

  GtkLabel *amounts; /* (unowned) template, as all below */
  GtkLabel *caption;
};

typedef enum
{
  PROP_TITLE = 1,
} PlSumTileProperty;

static GParamSpec *properties[PROP_TITLE + 1];

G_DEFINE_FINAL_TYPE (PlSumTile, pl_sum_tile, ADW_TYPE_BIN)

static char *
join_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strjoinv (", ", lines);
}

static void
update_name (PlSumTile *self)
{
  g_autofree char *amounts = join_lines (gtk_label_get_text (self->amounts));
  g_autofree char *caption = join_lines (gtk_label_get_text (self->caption));
  g_autofree char *name = NULL;

  /* Translators: what a screen reader says of a sum: "Today: $420.00, 3 payments". */
  name = g_strdup_printf (C_("sum for the screen reader", "%s: %s, %s"), self->title, amounts, caption);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
pl_sum_tile_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch ((PlSumTileProperty) property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, PL_SUM_TILE (object)->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_sum_tile_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  PlSumTile *self = PL_SUM_TILE (object);

  switch ((PlSumTileProperty) property_id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_sum_tile_finalize (GObject *object)
{
  PlSumTile *self = PL_SUM_TILE (object);

  g_free (self->title);

  G_OBJECT_CLASS (pl_sum_tile_parent_class)->finalize (object);
}

static void
pl_sum_tile_class_init (PlSumTileClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_sum_tile_get_property;
  object_class->set_property = pl_sum_tile_set_property;
  object_class->finalize = pl_sum_tile_finalize;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-sum-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSumTile, amounts);
  gtk_widget_class_bind_template_child (widget_class, PlSumTile, caption);
}

static void
pl_sum_tile_init (PlSumTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pl_sum_tile_set (PlSumTile  *self,
                 const char *amounts,
                 const char *caption)
{
  g_return_if_fail (PL_IS_SUM_TILE (self));
  g_return_if_fail (amounts != NULL && caption != NULL);

  gtk_label_set_text (self->amounts, amounts);
  gtk_label_set_text (self->caption, caption);
  update_name (self);
}
