/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a short list what was read anew, and leaves alone what stayed: rows keep their focus and their place. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef gboolean (*PlListSyncFunc) (gpointer a,
                                    gpointer b);

void pl_list_sync_run (GListStore     *store,
                       GPtrArray      *items,
                       PlListSyncFunc  is_same,
                       PlListSyncFunc  is_equal);

G_END_DECLS
