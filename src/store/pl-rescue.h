/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merchant typed and cannot fetch again, read out of a damaged file. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

/* path: the file `from` is of; both of the same version. FALSE only when `to` cannot be written. */
gboolean pl_rescue_copy (PlConnection  *from,
                         const char    *path,
                         PlConnection  *to,
                         guint         *outbox_rows,
                         GError       **error);

G_END_DECLS
