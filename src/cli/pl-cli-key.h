/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API key comes from standard input's first line: not from the arguments or the environment, which others can
 * read. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *pl_cli_key_read (GCancellable  *cancellable,
                       GError       **error);
void  pl_cli_key_free (char          *key);

G_END_DECLS
