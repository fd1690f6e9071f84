/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether bytes are JSON that json-glib may be given. Private to this room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean payroc_json_scan (const char  *data,
                           gsize        length,
                           gsize       *n_members,
                           const char **problem);

G_END_DECLS
