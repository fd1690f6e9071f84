/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON Patch (RFC 6902) on a payment link: applied where Payroc lets a link change, ignored elsewhere. */
#pragma once

#include "practice/http/practice-problem.h"

G_BEGIN_DECLS

/* document: changed in place. Returns: (transfer full) (nullable): a refusal. applied: operations that took. */
PracticeReply *practice_patch_apply (JsonNode   *patch,
                                     JsonObject *document,
                                     gboolean    single_use,
                                     guint      *applied);

G_END_DECLS
