/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the list's place when it was read and shows nothing. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* page: an id in pl-links-none.ui. It is made when it is shown for the first time, which few starts do. */
void pl_links_none_show (GtkStack   *stack,
                         const char *page);

G_END_DECLS
