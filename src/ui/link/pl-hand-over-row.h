/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One time that a link was handed over outside Payroc. */
#pragma once

#include <adwaita.h>

#include "core/links/pl-hand-over.h"

G_BEGIN_DECLS

/* address: (nullable): where the link is paid now. */
GtkWidget *pl_hand_over_row_new         (PlHandOver   *hand_over,
                                         const char   *address);
/* Says anew whether the address of then is that of now. */
void       pl_hand_over_row_set_address (AdwActionRow *row,
                                         PlHandOver   *hand_over,
                                         const char   *address);

G_END_DECLS
