/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views that a merchant saved for an account, and which one was used last. */
#pragma once

#include "core/named/pl-named-list.h"
#include "pl-link-view.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_VIEWS (pl_link_views_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkViews, pl_link_views, PL, LINK_VIEWS, PlNamedList)

/* Of PlLinkView; chosen is the id of one, or a word for a view that is not stored. A view's document is
 * pl_link_criteria_to_text(). */
PlLinkViews *pl_link_views_new (const char *account,
                                PlDatabase *database);

G_END_DECLS
