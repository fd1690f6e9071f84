/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen of a long list, so that it is read first, and stays in sight when links come or go above it. */
#pragma once

#include <gtk/gtk.h>

#include "core/list/pl-link-list.h"

G_BEGIN_DECLS

#define PL_TYPE_LIST_RANGE (pl_list_range_get_type ())
G_DECLARE_FINAL_TYPE (PlListRange, pl_list_range, PL, LIST_RANGE, GObject)

/* Held by whoever has the scrolled window. */
PlListRange *pl_list_range_new       (GtkScrolledWindow *scrolled_window);
void         pl_list_range_set_links (PlListRange       *self,
                                      PlLinkList        *links); /* (nullable) */
/* Another link was chosen: it is brought into sight as soon as it has a place, and once. */
void         pl_list_range_want      (PlListRange       *self,
                                      gboolean           wanted);
void         pl_list_range_reveal    (PlListRange       *self,
                                      guint              position);

G_END_DECLS
