/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Getters that trust nothing: a wrong type is a GError, never a crash (json-glib's own getters abort). */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Parse with bounds on size and nesting depth (json-glib recurses). Errors: PAYROC_ERROR_BAD_REPLY. */
JsonNode   *payroc_json_parse       (GBytes *bytes, GError **error);

/* For each: required ⇒ error when absent or null; otherwise absent/null gives NULL/0 and TRUE. */
gboolean    payroc_json_get_string  (JsonObject *object, const char *name, gboolean required, const char **value, GError **error);
gboolean    payroc_json_get_int     (JsonObject *object, const char *name, gboolean required, gint64 *value, GError **error);
gboolean    payroc_json_get_boolean (JsonObject *object, const char *name, gboolean required, gboolean *value, GError **error);
gboolean    payroc_json_get_date    (JsonObject *object, const char *name, gboolean required, GDate *value, GError **error); /* YYYY-MM-DD; cleared when absent */
gboolean    payroc_json_get_time    (JsonObject *object, const char *name, gboolean required, GDateTime **value, GError **error);
gboolean    payroc_json_get_object  (JsonObject *object, const char *name, gboolean required, JsonObject **value, GError **error);
gboolean    payroc_json_get_array   (JsonObject *object, const char *name, gboolean required, JsonArray **value, GError **error);
GBytes     *payroc_json_to_bytes    (JsonNode *node); /* compact, UTF-8 */

G_END_DECLS
