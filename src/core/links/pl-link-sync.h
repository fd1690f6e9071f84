/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a short list what was read anew, and leaves alone what stayed: rows keep their focus and their place. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of sharing events, payments, old addresses or links: the store's item type tells. */
void pl_link_sync_run (GListStore *store,
                       GPtrArray  *items);

G_END_DECLS
