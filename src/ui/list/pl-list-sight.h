/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen of a long list, so that it is read first, and stays in sight when links come or go above it. */
#pragma once

#include <gtk/gtk.h>

#include "core/links/pl-link-list.h"

G_BEGIN_DECLS

#define PL_TYPE_LIST_SIGHT (pl_list_sight_get_type ())
G_DECLARE_FINAL_TYPE (PlListSight, pl_list_sight, PL, LIST_SIGHT, GObject)

/* Held by whoever has the scrolled window. */
PlListSight *pl_list_sight_new       (GtkScrolledWindow *scrolled_window);
void         pl_list_sight_set_links (PlListSight       *self,
                                      PlLinkList        *links); /* (nullable) */

G_END_DECLS
