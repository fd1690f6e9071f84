/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON from strangers, once payroc_json_parse() let it in: read and copied without aborting on a wrong type. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *practice_json_new_object  (JsonObject *object); /* takes object */
JsonObject *practice_json_object_copy (JsonObject *object);

/* What this server itself wrote down, read back; an empty object when somebody spoilt it. */
JsonObject *practice_json_object_from_text (const char *text);
char       *practice_json_object_to_text   (JsonObject *object);

void        practice_json_take_string      (JsonObject *object,
                                            const char *name,
                                            char       *value); /* takes value */

/* NULL, 0 or FALSE when the member is absent or of another type. */
const char *practice_json_get_string  (JsonObject *object,
                                       const char *name);
JsonObject *practice_json_get_object  (JsonObject *object,
                                       const char *name);
JsonArray  *practice_json_get_array   (JsonObject *object,
                                       const char *name);
gboolean    practice_json_get_int     (JsonObject *object,
                                       const char *name,
                                       gint64     *value);
gboolean    practice_json_get_boolean (JsonObject *object,
                                       const char *name);

gboolean    practice_json_is_string   (JsonNode   *node);
gboolean    practice_json_is_int      (JsonNode   *node);
gboolean    practice_json_is_boolean  (JsonNode   *node);

G_END_DECLS
