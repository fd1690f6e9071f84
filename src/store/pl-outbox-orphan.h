/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intents whose account is gone: they were rescued from a damaged file, and it was not. Worker only. */
#pragma once

#include "pl-outbox-table.h"

G_BEGIN_DECLS

/* (transfer full) (element-type PlOutboxRow) by id, unfinished ones only. */
GPtrArray *pl_outbox_orphan_list    (PlConnection  *connection,
                                     GError       **error);
/* All of them belong to that account from now on. *n: how many. */
gboolean   pl_outbox_orphan_adopt   (PlConnection  *connection,
                                     const char    *account,
                                     gint64        *n,
                                     GError       **error);
/* The user gave all of them up. */
gboolean   pl_outbox_orphan_discard (PlConnection  *connection,
                                     gint64         now,
                                     gint64        *n,
                                     GError       **error);

G_END_DECLS
