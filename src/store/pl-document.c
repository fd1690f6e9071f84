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
  g_autofree char *text = payroc_json_to_text (document);

  pl_statement_bind_text (statement, parameter, text);
}

/* The same members with the same values, in whatever order they came. */
gboolean
pl_document_is (PlStatement *statement,
                int          column,
                JsonNode    *document,
                const char  *text)
{
  const char          *stored = pl_statement_get_text (statement, column);
  g_autoptr (JsonNode) node = NULL;

  if (stored == NULL)
    return FALSE;

  if (g_str_equal (stored, text))
    return TRUE;

  node = json_from_string (stored, NULL);

  return node != NULL && json_node_equal (node, document);
}

gint64
pl_document_time (GDateTime *time)
{
  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : 0;
}

gpointer
pl_document_read (PlStatement     *statement,
                  PlDocumentFunc   func,
                  GError         **error)
{
  g_autoptr (JsonNode) document = NULL;
  g_autoptr (GError)   cause = NULL;
  const char          *text = pl_statement_get_text (statement, 0);
  g_autoptr (GBytes)   bytes = g_bytes_new (text, text != NULL ? strlen (text) : 0);
  gpointer             object = NULL;

  document = payroc_json_parse (bytes, &cause);
  if (document != NULL)
    object = func (statement, document, &cause);

  /* It was good when it was stored. */
  if (object == NULL)
    g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED, "A stored document cannot be read: %s", cause->message);

  return object;
}

GPtrArray *
pl_document_read_all (PlStatement     *statement,
                      PlDocumentFunc   func,
                      GError         **error)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean              found;

  while (TRUE)
    {
      gpointer object;

      if (!pl_statement_step (statement, &found, error))
        return NULL;

      if (!found)
        return g_steal_pointer (&objects);

      object = pl_document_read (statement, func, error);
      if (object == NULL)
        return NULL;

      g_ptr_array_add (objects, object);
    }
}
