/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value: whoever holds one can still put it back after it was deleted, to the letter, understood or not. */
#include "pl-named.h"

typedef struct
{
  gint64  number;
  char   *id;       /* (owned) */
  char   *name;     /* (owned) */
  char   *document; /* (owned) */
} PlNamedPrivate;

typedef enum
{
  PROP_NUMBER = 1,
  PROP_NAME,
  PROP_DOCUMENT,
} PlNamedProperty;

static GParamSpec *properties[PROP_DOCUMENT + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlNamed, pl_named, G_TYPE_OBJECT)

#define GET_PRIVATE(self) ((PlNamedPrivate *) pl_named_get_instance_private (self))

static void
pl_named_get_property (GObject    *object,
                       guint       property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  PlNamedPrivate *priv = GET_PRIVATE (PL_NAMED (object));

  switch ((PlNamedProperty) property_id)
    {
    case PROP_NUMBER:
      g_value_set_int64 (value, priv->number);
      break;
    case PROP_NAME:
      g_value_set_string (value, priv->name);
      break;
    case PROP_DOCUMENT:
      g_value_set_string (value, priv->document);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_named_set_property (GObject      *object,
                       guint         property_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  PlNamedPrivate *priv = GET_PRIVATE (PL_NAMED (object));

  switch ((PlNamedProperty) property_id)
    {
    case PROP_NUMBER:
      priv->number = g_value_get_int64 (value);
      priv->id = g_strdup_printf ("%" G_GINT64_FORMAT, priv->number);
      break;
    case PROP_NAME:
      priv->name = g_value_dup_string (value);
      break;
    case PROP_DOCUMENT:
      priv->document = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_named_finalize (GObject *object)
{
  PlNamedPrivate *priv = GET_PRIVATE (PL_NAMED (object));

  g_free (priv->id);
  g_free (priv->name);
  g_free (priv->document);

  G_OBJECT_CLASS (pl_named_parent_class)->finalize (object);
}

static void
pl_named_class_init (PlNamedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_named_get_property;
  object_class->set_property = pl_named_set_property;
  object_class->finalize = pl_named_finalize;

  properties[PROP_NUMBER] = g_param_spec_int64 ("number", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_DOCUMENT] = g_param_spec_string ("document", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_named_init (PlNamed *self)
{
}

/**
 * pl_named_get_number:
 * @self: something with a name
 *
 * Returns: its number in the store
 */
gint64
pl_named_get_number (PlNamed *self)
{
  g_return_val_if_fail (PL_IS_NAMED (self), 0);

  return GET_PRIVATE (self)->number;
}

/**
 * pl_named_get_id:
 * @self: something with a name
 *
 * Returns: (transfer none): what it is called among those of its account, whatever its name: digits
 */
const char *
pl_named_get_id (PlNamed *self)
{
  g_return_val_if_fail (PL_IS_NAMED (self), NULL);

  return GET_PRIVATE (self)->id;
}

/**
 * pl_named_get_name:
 * @self: something with a name
 *
 * Returns: (transfer none): the name the merchant gave it
 */
const char *
pl_named_get_name (PlNamed *self)
{
  g_return_val_if_fail (PL_IS_NAMED (self), NULL);

  return GET_PRIVATE (self)->name;
}

/**
 * pl_named_get_document:
 * @self: something with a name
 *
 * Returns: (transfer none): what is stored of it
 */
const char *
pl_named_get_document (PlNamed *self)
{
  g_return_val_if_fail (PL_IS_NAMED (self), NULL);

  return GET_PRIVATE (self)->document;
}

/**
 * pl_named_clean_name:
 * @name: what was typed
 *
 * Returns: (transfer full) (nullable): the name without spaces around it; %NULL when it is none, or too long
 */
char *
pl_named_clean_name (const char *name)
{
  g_autofree char *clean = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  clean = g_strstrip (g_strdup (name));
  if (*clean == '\0' || !g_utf8_validate (clean, -1, NULL) || g_utf8_strlen (clean, -1) > PL_NAMED_NAME_MAX)
    return NULL;

  return g_steal_pointer (&clean);
}
