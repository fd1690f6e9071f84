/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Getters that trust nothing: a wrong type is a GError, never a crash (json-glib's own getters abort). */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PAYROC_JSON_BYTES_MAX (8 * 1024 * 1024)
#define PAYROC_JSON_DEPTH_MAX 64
#define PAYROC_JSON_ID_MAX 50

/* Parse with bounds on size and nesting depth (json-glib recurses). Errors: PAYROC_ERROR_BAD_REPLY.
 * The tree is immutable, so that threads may share it. */
JsonNode *payroc_json_parse       (GBytes       *bytes,
                                   GError      **error);
/* Compact UTF-8, members in the order they were added: the same tree gives the same bytes. (transfer full) */
char     *payroc_json_to_text     (JsonNode     *node);
GBytes   *payroc_json_to_bytes    (JsonNode     *node);

/* For each: required ⇒ error when absent or null; otherwise absent/null gives NULL/0 and TRUE.
 * Errors: PAYROC_ERROR_BAD_REPLY. What a getter hands out belongs to the object, but for get_time. */
gboolean  payroc_json_get_string  (JsonObject   *object,
                                   const char   *name,
                                   gboolean      required,
                                   const char  **value,
                                   GError      **error);
/* Cleaned for the screen (control characters replaced) and cut to max_chars. (transfer full) */
gboolean  payroc_json_dup_text    (JsonObject   *object,
                                   const char   *name,
                                   gsize         max_chars,
                                   char        **value,
                                   GError      **error);
/* A name that Payroc gave: required, 1–50 characters, no control characters. (transfer full) */
gboolean  payroc_json_dup_id      (JsonObject   *object,
                                   const char   *name,
                                   char        **value,
                                   GError      **error);
gboolean  payroc_json_get_int     (JsonObject   *object,
                                   const char   *name,
                                   gboolean      required,
                                   gint64       *value,
                                   GError      **error);
gboolean  payroc_json_get_boolean (JsonObject   *object,
                                   const char   *name,
                                   gboolean      required,
                                   gboolean     *value,
                                   GError      **error);
/* YYYY-MM-DD; cleared when absent. */
gboolean  payroc_json_get_date    (JsonObject   *object,
                                   const char   *name,
                                   gboolean      required,
                                   GDate        *value,
                                   GError      **error);
/* ISO 8601, UTC where it names no zone. (transfer full) */
gboolean  payroc_json_get_time    (JsonObject   *object,
                                   const char   *name,
                                   gboolean      required,
                                   GDateTime   **value,
                                   GError      **error);
gboolean  payroc_json_get_object  (JsonObject   *object,
                                   const char   *name,
                                   gboolean      required,
                                   JsonObject  **value,
                                   GError      **error);
gboolean  payroc_json_get_array   (JsonObject   *object,
                                   const char   *name,
                                   gboolean      required,
                                   JsonArray   **value,
                                   GError      **error);

/* The object a document or an array's element is made of, or NULL with PAYROC_ERROR_BAD_REPLY. (transfer none) */
JsonObject *payroc_json_as_object (JsonNode     *node,
                                   GError      **error);

/* "2026-01-31" ⇄ GDate, strictly that form. */
gboolean  payroc_json_parse_date  (const char   *text,
                                   GDate        *date);
char     *payroc_json_format_date (const GDate  *date);

G_END_DECLS
