/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a short list what was read anew, and leaves alone what stayed: rows keep their focus and their place. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void pl_link_sync_events    (GListStore *store,
                             GPtrArray  *items);
void pl_link_sync_payments  (GListStore *store,
                             GPtrArray  *items);
void pl_link_sync_addresses (GListStore *store,
                             GPtrArray  *items);
void pl_link_sync_links     (GListStore *store,
                             GPtrArray  *items);

G_END_DECLS
