/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How SQLite answers a question that the connection was asked. Worker only. */
#pragma once

#include "store/pl-connection.h"

G_BEGIN_DECLS

/* Of the statement with that part in it, which must have been asked before. (transfer full): "SEARCH …; SCAN …; " */
char *store_find_plan (PlConnection *connection,
                       const char   *part);

G_END_DECLS
