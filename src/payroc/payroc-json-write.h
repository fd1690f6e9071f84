/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a tree of json-glib's to text, without json-glib's generator. Private to this room. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void payroc_json_write (GString  *text,
                        JsonNode *node);

G_END_DECLS
