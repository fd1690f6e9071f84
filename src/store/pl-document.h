/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc's documents as they lie in a TEXT column. */
#pragma once

#include <json-glib/json-glib.h>

#include "pl-connection.h"

G_BEGIN_DECLS

void      pl_document_bind (PlStatement  *statement,
                            int           parameter,
                            JsonNode     *document);
JsonNode *pl_document_read (PlStatement  *statement,
                            int           column,
                            GError      **error); /* (transfer full); PL_STORE_ERROR_DAMAGED */

/* Says PL_STORE_ERROR_DAMAGED for what a document that was once good could not be made into. */
void      pl_document_take_error (GError **error,
                                  GError  *cause);

G_END_DECLS
