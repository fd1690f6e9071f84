/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrected by hand in a list; whoever owns the table listens. */
#include "pl-import-column.h"

struct _PlImportColumn
{
  GObject parent_instance;

  char          *heading; /* (owned) */
  char          *sample;  /* (owned) */
  PlImportField  field;
};

typedef enum
{
  PROP_HEADING = 1,
  PROP_SAMPLE,
  PROP_FIELD,
} PlImportColumnProperty;

static GParamSpec *properties[PROP_FIELD + 1];

G_DEFINE_FINAL_TYPE (PlImportColumn, pl_import_column, G_TYPE_OBJECT)

static void
pl_import_column_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  PlImportColumn *self = PL_IMPORT_COLUMN (object);

  switch ((PlImportColumnProperty) property_id)
    {
    case PROP_HEADING:
      g_value_set_string (value, self->heading);
      break;
    case PROP_SAMPLE:
      g_value_set_string (value, self->sample);
      break;
    case PROP_FIELD:
      g_value_set_uint (value, self->field);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_import_column_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  PlImportColumn *self = PL_IMPORT_COLUMN (object);

  switch ((PlImportColumnProperty) property_id)
    {
    case PROP_HEADING:
      self->heading = g_value_dup_string (value);
      break;
    case PROP_SAMPLE:
      self->sample = g_value_dup_string (value);
      break;
    case PROP_FIELD:
      pl_import_column_set_field (self, (PlImportField) g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_import_column_finalize (GObject *object)
{
  PlImportColumn *self = PL_IMPORT_COLUMN (object);

  g_free (self->heading);
  g_free (self->sample);

  G_OBJECT_CLASS (pl_import_column_parent_class)->finalize (object);
}

static void
pl_import_column_class_init (PlImportColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_import_column_get_property;
  object_class->set_property = pl_import_column_set_property;
  object_class->finalize = pl_import_column_finalize;

  properties[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, "",
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                  | G_PARAM_STATIC_STRINGS);
  properties[PROP_SAMPLE] = g_param_spec_string ("sample", NULL, NULL, "",
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FIELD] = g_param_spec_uint ("field", NULL, NULL, 0, PL_IMPORT_N_FIELDS - 1, 0,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_import_column_init (PlImportColumn *self)
{
}

/**
 * pl_import_column_new:
 * @heading: what stands above it
 * @sample: a cell of it
 * @field: what it is taken for
 *
 * Returns: (transfer full): a column
 */
PlImportColumn *
pl_import_column_new (const char    *heading,
                      const char    *sample,
                      PlImportField  field)
{
  return g_object_new (PL_TYPE_IMPORT_COLUMN, "heading", heading, "sample", sample, "field", (guint) field, NULL);
}

/**
 * pl_import_column_get_heading:
 * @self: a column
 *
 * Returns: (transfer none): what stands above it, as in the file
 */
const char *
pl_import_column_get_heading (PlImportColumn *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_COLUMN (self), NULL);

  return self->heading;
}

/**
 * pl_import_column_get_sample:
 * @self: a column
 *
 * Returns: (transfer none): its first cell that is not empty, as in the file; "" when all are
 */
const char *
pl_import_column_get_sample (PlImportColumn *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_COLUMN (self), NULL);

  return self->sample;
}

/**
 * pl_import_column_get_field:
 * @self: a column
 *
 * Returns: what it is taken for
 */
PlImportField
pl_import_column_get_field (PlImportColumn *self)
{
  g_return_val_if_fail (PL_IS_IMPORT_COLUMN (self), PL_IMPORT_FIELD_NONE);

  return self->field;
}

/**
 * pl_import_column_set_field:
 * @self: a column
 * @field: what it is to be taken for; another column that was taken for it is not any more
 */
void
pl_import_column_set_field (PlImportColumn *self,
                            PlImportField   field)
{
  g_return_if_fail (PL_IS_IMPORT_COLUMN (self));
  g_return_if_fail (field < PL_IMPORT_N_FIELDS);

  if (self->field == field)
    return;

  self->field = field;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIELD]);
}
