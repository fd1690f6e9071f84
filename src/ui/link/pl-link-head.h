/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link is, at a glance: its amount, how it stands, what it is for, and what is done with it first. */
#pragma once

#include <adwaita.h>

#include "core/links/pl-link-details.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_HEAD (pl_link_head_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkHead, pl_link_head, PL, LINK_HEAD, AdwBin)

/* Its buttons activate actions of the link page: link.share, link.edit-last-day, link.copy-text,
 * link.open-mail, link.show-button. What the details say now; nothing changes while there is no link. */
void pl_link_head_show (PlLinkHead    *self,
                        PlLinkDetails *details);
/* details: (nullable) of whose mails the newest is told, as they come. */
void pl_link_head_set_details (PlLinkHead    *self,
                               PlLinkDetails *details);

G_END_DECLS
