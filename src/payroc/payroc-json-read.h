/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to a tree of json-glib's, without json-glib's parser. Private to this room. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *payroc_json_read (const char  *data,
                            gsize        length,
                            const char **problem);

G_END_DECLS
