/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One saved view: a name for what the list shows. */
#pragma once

#include "pl-link-criteria.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_VIEW (pl_link_view_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkView, pl_link_view, PL, LINK_VIEW, GObject)

/* Never changes: a view that is renamed is another object with the same id. */
PlLinkView           *pl_link_view_new          (gint64                number,
                                                 const char           *name,
                                                 const PlLinkCriteria *criteria);
gint64                pl_link_view_get_number   (PlLinkView           *self);
const char           *pl_link_view_get_id       (PlLinkView           *self);
const char           *pl_link_view_get_name     (PlLinkView           *self);
const PlLinkCriteria *pl_link_view_get_criteria (PlLinkView           *self);

G_END_DECLS
