/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link is, at a glance: its amount, how it stands, what it is for, and what is done with it first. */
#pragma once

#include <adwaita.h>

#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_HEAD (pl_link_head_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkHead, pl_link_head, PL, LINK_HEAD, AdwBin)

/* Its buttons activate actions of the link page: link.share, link.edit-last-day, link.copy-text,
 * link.open-mail, link.show-button. */
void pl_link_head_set_link (PlLinkHead  *self,
                            PayrocLink  *link,
                            const GDate *today);

G_END_DECLS
