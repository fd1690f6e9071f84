/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From --status, --kind, --search and --sort to a query. */
#pragma once

#include "core/list/pl-link-index.h"
#include "pl-cli-options.h"

G_BEGIN_DECLS

gboolean pl_cli_filter_read (const PlCliOptions  *options,
                             PlLinkQuery         *query,
                             GError             **error);

G_END_DECLS
