/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the link that a page shows. */
#pragma once

#include <gtk/gtk.h>

#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

/* link: (nullable). Of the page's own actions, "link.…". */
void pl_link_actions_update (GtkWidget  *page,
                             PayrocLink *link);

G_END_DECLS
