/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc's documents as they lie in a TEXT column, and what is made of them again. */
#pragma once

#include <json-glib/json-glib.h>

#include "pl-connection.h"

G_BEGIN_DECLS

/* Makes an object of a document; the row it lies in has more columns. */
typedef gpointer (*PlDocumentFunc) (PlStatement  *statement,
                                    JsonNode     *document,
                                    GError      **error);

void       pl_document_bind     (PlStatement     *statement,
                                 int              parameter,
                                 JsonNode        *document);
/* text: the document's, as it would be stored. */
gboolean   pl_document_is       (PlStatement     *statement,
                                 int              column,
                                 JsonNode        *document,
                                 const char      *text);
gint64     pl_document_time     (GDateTime       *time); /* (nullable): microseconds since the epoch, or 0 */

/* Column 0 of the row it is on. (transfer full) (nullable); PL_STORE_ERROR_DAMAGED */
gpointer   pl_document_read     (PlStatement     *statement,
                                 PlDocumentFunc   func,
                                 GError         **error);
/* Column 0 of each row that is left. (transfer full) (nullable) (element-type GObject) */
GPtrArray *pl_document_read_all (PlStatement     *statement,
                                 PlDocumentFunc   func,
                                 GError         **error);

G_END_DECLS
