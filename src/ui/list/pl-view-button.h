/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of views: the ones every merchant needs, and the merchant's own. */
#pragma once

#include <adwaita.h>

#include "core/list/pl-link-views.h"

G_BEGIN_DECLS

#define PL_TYPE_VIEW_BUTTON (pl_view_button_get_type ())
G_DECLARE_FINAL_TYPE (PlViewButton, pl_view_button, PL, VIEW_BUTTON, AdwBin)

/* Properties: views (PlLinkViews, nullable: none can be saved), criteria (PlLinkCriteria, nullable: all; to be bound
 * both ways), shown (the id of the view that is shown exactly, or ""; setting it shows that view). */

G_END_DECLS
