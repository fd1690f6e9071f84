/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document with rows in it, of which some may be unreadable. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Errors: PAYROC_ERROR_BAD_REPLY. (transfer full): rows that cannot be read are null in it. */
JsonNode *payroc_json_parse_rows (GBytes      *bytes,
                                  const char  *array,
                                  GError     **error);

G_END_DECLS
