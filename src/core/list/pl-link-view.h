/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One saved view: a name for what the list shows. */
#pragma once

#include "core/named/pl-named.h"
#include "pl-link-criteria.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_VIEW (pl_link_view_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkView, pl_link_view, PL, LINK_VIEW, PlNamed)

const PlLinkCriteria *pl_link_view_get_criteria (PlLinkView *self);

G_END_DECLS
