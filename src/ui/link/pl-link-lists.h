/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above a link's payments and mails: what they come to, and what of them nobody can read. */
#pragma once

#include <adwaita.h>

#include "core/links/pl-link-details.h"

G_BEGIN_DECLS

/* no_payment, not_sent: what stands in an empty list. */
void pl_link_lists_describe (PlLinkDetails       *details,
                             AdwPreferencesGroup *payments_group,
                             GtkWidget           *no_payment,
                             AdwPreferencesGroup *sharing_group,
                             GtkWidget           *not_sent);

G_END_DECLS
