/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list leaves out, said in words that can be taken away one by one. */
#pragma once

#include <gtk/gtk.h>

#include "core/list/pl-link-criteria.h"

G_BEGIN_DECLS

#define PL_TYPE_FILTER_CHIPS (pl_filter_chips_get_type ())
G_DECLARE_FINAL_TYPE (PlFilterChips, pl_filter_chips, PL, FILTER_CHIPS, GtkWidget)

/* Property: criteria (PlLinkCriteria, nullable: all). Signal "emptied": the last chip was taken away by the user, and
 * the keyboard has to go somewhere. */

G_END_DECLS
