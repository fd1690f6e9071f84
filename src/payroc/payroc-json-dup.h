/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document that can be written to, made of one that belongs to somebody else. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* (transfer full) */
JsonNode *payroc_json_dup (JsonNode *node);

G_END_DECLS
