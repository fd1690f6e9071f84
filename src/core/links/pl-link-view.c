/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value: whoever holds one can still put it back after it was deleted. */
#include "pl-link-view.h"

struct _PlLinkView
{
  GObject         parent_instance;

  gint64          number;
  char           *id;       /* (owned) */
  char           *name;     /* (owned) */
  PlLinkCriteria *criteria; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PlLinkView, pl_link_view, G_TYPE_OBJECT)

static void
pl_link_view_finalize (GObject *object)
{
  PlLinkView *self = PL_LINK_VIEW (object);

  g_free (self->id);
  g_free (self->name);
  pl_link_criteria_free (self->criteria);

  G_OBJECT_CLASS (pl_link_view_parent_class)->finalize (object);
}

static void
pl_link_view_class_init (PlLinkViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pl_link_view_finalize;
}

static void
pl_link_view_init (PlLinkView *self)
{
}

/**
 * pl_link_view_new:
 * @number: its number in the store
 * @name: its name
 * @criteria: what it shows
 *
 * Returns: (transfer full): a view
 */
PlLinkView *
pl_link_view_new (gint64                number,
                  const char           *name,
                  const PlLinkCriteria *criteria)
{
  PlLinkView *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (criteria != NULL, NULL);

  self = g_object_new (PL_TYPE_LINK_VIEW, NULL);
  self->number = number;
  self->id = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  self->name = g_strdup (name);
  self->criteria = pl_link_criteria_copy (criteria);

  return self;
}

/**
 * pl_link_view_get_number:
 * @self: a view
 *
 * Returns: its number in the store
 */
gint64
pl_link_view_get_number (PlLinkView *self)
{
  g_return_val_if_fail (PL_IS_LINK_VIEW (self), 0);

  return self->number;
}

/**
 * pl_link_view_get_id:
 * @self: a view
 *
 * Returns: (transfer none): what it is called among the views of its account, whatever its name: digits
 */
const char *
pl_link_view_get_id (PlLinkView *self)
{
  g_return_val_if_fail (PL_IS_LINK_VIEW (self), NULL);

  return self->id;
}

/**
 * pl_link_view_get_name:
 * @self: a view
 *
 * Returns: (transfer none): the name the merchant gave it
 */
const char *
pl_link_view_get_name (PlLinkView *self)
{
  g_return_val_if_fail (PL_IS_LINK_VIEW (self), NULL);

  return self->name;
}

/**
 * pl_link_view_get_criteria:
 * @self: a view
 *
 * Returns: (transfer none): what it shows
 */
const PlLinkCriteria *
pl_link_view_get_criteria (PlLinkView *self)
{
  g_return_val_if_fail (PL_IS_LINK_VIEW (self), NULL);

  return self->criteria;
}
