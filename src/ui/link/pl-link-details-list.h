/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every field of a link as rows of name and value, in the merchant's words. */
#pragma once

#include <adwaita.h>

#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

/* Fills a list box anew. Untrusted text is shown as text. */
void pl_link_details_list_fill (GtkListBox  *list,
                                PayrocLink  *link,
                                const GDate *today);

G_END_DECLS
