/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc's history knows only its own e-mails; a merchant who asks "how did she get it?" needs the others, too. */
#include "pl-hand-over.h"

struct _PlHandOver
{
  GObject parent_instance;

  PlHandOverWay  way;
  char          *address; /* (owned) */
  gint64         handed_at;
};

G_DEFINE_FINAL_TYPE (PlHandOver, pl_hand_over, G_TYPE_OBJECT)

static void
pl_hand_over_finalize (GObject *object)
{
  g_free (PL_HAND_OVER (object)->address);

  G_OBJECT_CLASS (pl_hand_over_parent_class)->finalize (object);
}

static void
pl_hand_over_class_init (PlHandOverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_hand_over_finalize;
}

static void
pl_hand_over_init (PlHandOver *self)
{
}

/**
 * pl_hand_over_new:
 * @row: as it is stored
 *
 * Returns: (transfer full): a hand-over
 */
PlHandOver *
pl_hand_over_new (const PlHandOverRow *row)
{
  PlHandOver *self;

  g_return_val_if_fail (row != NULL && row->address != NULL, NULL);

  self = g_object_new (PL_TYPE_HAND_OVER, NULL);
  self->way = row->way;
  self->address = g_strdup (row->address);
  self->handed_at = row->handed_at;

  return self;
}

/**
 * pl_hand_over_get_way:
 * @self: a hand-over
 *
 * Returns: how the link left
 */
PlHandOverWay
pl_hand_over_get_way (PlHandOver *self)
{
  g_return_val_if_fail (PL_IS_HAND_OVER (self), PL_HAND_OVER_TEXT);

  return self->way;
}

/**
 * pl_hand_over_get_address:
 * @self: a hand-over
 *
 * Returns: (transfer none): the link's address of then
 */
const char *
pl_hand_over_get_address (PlHandOver *self)
{
  g_return_val_if_fail (PL_IS_HAND_OVER (self), NULL);

  return self->address;
}

/**
 * pl_hand_over_get_handed_at:
 * @self: a hand-over
 *
 * Returns: when, in microseconds since the epoch
 */
gint64
pl_hand_over_get_handed_at (PlHandOver *self)
{
  g_return_val_if_fail (PL_IS_HAND_OVER (self), 0);

  return self->handed_at;
}

/**
 * pl_hand_over_way_to_text:
 * @way: a way
 *
 * Returns: (transfer none): its name for machines
 */
const char *
pl_hand_over_way_to_text (PlHandOverWay way)
{
  switch (way)
    {
    case PL_HAND_OVER_MAIL:
      return "mail";
    case PL_HAND_OVER_BUTTON:
      return "button";
    case PL_HAND_OVER_PRINTED:
      return "printed";
    case PL_HAND_OVER_PDF:
      return "pdf";
    case PL_HAND_OVER_TEXT:
    default:
      return "text";
    }
}
