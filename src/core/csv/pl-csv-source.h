/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a table: of a file that has an end, and not more than a table has. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *pl_csv_source_read (GFile         *file,
                            GCancellable  *cancellable,
                            GError       **error);

G_END_DECLS
