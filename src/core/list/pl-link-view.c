/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One saved view: its document is read once. */
#include "pl-link-view.h"

struct _PlLinkView
{
  PlNamed         parent_instance;

  PlLinkCriteria *criteria; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PlLinkView, pl_link_view, PL_TYPE_NAMED)

static void
pl_link_view_constructed (GObject *object)
{
  PlLinkView *self = PL_LINK_VIEW (object);

  G_OBJECT_CLASS (pl_link_view_parent_class)->constructed (object);

  self->criteria = pl_link_criteria_from_text (pl_named_get_document (PL_NAMED (self)));
}

static void
pl_link_view_finalize (GObject *object)
{
  PlLinkView *self = PL_LINK_VIEW (object);

  pl_link_criteria_free (self->criteria);

  G_OBJECT_CLASS (pl_link_view_parent_class)->finalize (object);
}

static void
pl_link_view_class_init (PlLinkViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = pl_link_view_constructed;
  object_class->finalize = pl_link_view_finalize;
}

static void
pl_link_view_init (PlLinkView *self)
{
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
