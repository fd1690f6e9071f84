/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc's documents as they lie in a TEXT column: kept whole, also the parts that this version does not know. */
#include "pl-document.h"

#include "payroc/payroc-json.h"
#include "pl-store-error.h"

void
pl_document_bind (PlStatement *statement,
                  int          parameter,
                  JsonNode    *document)
{
  g_autofree char *text = json_to_string (document, FALSE);

  pl_statement_bind_text (statement, parameter, text);
}

void
pl_document_take_error (GError **error,
                        GError  *cause)
{
  g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED, "A stored document cannot be read: %s", cause->message);
  g_error_free (cause);
}

JsonNode *
pl_document_read (PlStatement  *statement,
                  int           column,
                  GError      **error)
{
  g_autoptr (GError) cause = NULL;
  const char        *text = pl_statement_get_text (statement, column);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_static (text, strlen (text)) : g_bytes_new_static ("", 0);
  JsonNode          *document = payroc_json_parse (bytes, &cause);

  if (document == NULL)
    pl_document_take_error (error, g_steal_pointer (&cause));

  return document;
}
