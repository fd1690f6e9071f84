/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the list's place until the stored links were read: nothing, or why they cannot be. */
#pragma once

#include <adwaita.h>

#include "core/list/pl-link-list.h"

G_BEGIN_DECLS

#define PL_TYPE_LINKS_UNREAD (pl_links_unread_get_type ())
G_DECLARE_FINAL_TYPE (PlLinksUnread, pl_links_unread, PL, LINKS_UNREAD, AdwBin)

/* links: (nullable). */
void pl_links_unread_set_links (PlLinksUnread *self,
                                PlLinkList    *links);

G_END_DECLS
