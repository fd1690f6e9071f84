/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to the stored links, for who asks once and goes: the list of the window keeps an index instead. */
#include "config.h"

#include "pl-link-search.h"

#include "store/pl-link-table.h"
#include "store/pl-store-error.h"

/**
 * pl_link_search_new:
 * @account: whose links
 * @words: (nullable): each must occur
 * @query: (nullable): what else they must be, and their order; its search is not looked at
 * @limit: how many to read, 0 for all
 *
 * Returns: (transfer full): the question
 */
PlLinkSearch *
pl_link_search_new (const char        *account,
                    const char        *words,
                    const PlLinkQuery *query,
                    guint              limit)
{
  PlLinkSearch *self = g_new0 (PlLinkSearch, 1);

  if (query != NULL)
    self->query = *query;
  self->account = g_strdup (account);
  self->words = g_strdup (words);
  self->query.search = self->words;
  self->limit = limit;

  return self;
}

/**
 * pl_link_search_free:
 * @search: (transfer full): a question
 */
void
pl_link_search_free (PlLinkSearch *search)
{
  g_clear_pointer (&search->account, g_free);
  g_clear_pointer (&search->words, g_free);
  g_clear_pointer (&search->found, g_ptr_array_unref);
  g_clear_pointer (&search->statuses, g_array_unref);
  g_free (search);
}

/**
 * pl_link_search_run:
 * @connection: the worker's connection
 * @search: a #PlLinkSearch
 * @error: return location
 *
 * Errors: %PL_STORE_ERROR.
 *
 * Returns: whether its output is filled in
 */
gboolean
pl_link_search_run (PlConnection  *connection,
                    gpointer       search,
                    GError       **error)
{
  PlLinkSearch *self = search;
  g_autoptr (PlLinkIndex) index = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GArray) statuses = NULL;
  g_autoptr (GArray) entries = NULL;

  index = self->open_from != 0 ? pl_link_index_read_open (connection, self->account, self->open_from, error)
                               : pl_link_index_read (connection, self->account, 0, error);
  if (index == NULL)
    return FALSE;

  entries = pl_link_index_query (index, &self->query);
  found = g_ptr_array_new_with_free_func (g_object_unref);
  statuses = g_array_new (FALSE, FALSE, sizeof (PayrocLinkStatus));

  for (guint i = 0; i < entries->len && (self->limit == 0 || i < self->limit); i++)
    {
      const PlLinkKey *key = pl_link_index_get_key (index, g_array_index (entries, guint32, i));
      g_autoptr (GError) local_error = NULL;
      PayrocLink *link;

      link = pl_link_table_get_by_rowid (connection, key->rowid, &local_error);
      if (link != NULL)
        {
          const PayrocLinkStatus status = (PayrocLinkStatus) key->status;

          g_ptr_array_add (found, link);
          g_array_append_val (statuses, status);
        }
      else if (!g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  self->found = g_steal_pointer (&found);
  self->statuses = g_steal_pointer (&statuses);
  self->n_matching = entries->len;

  return TRUE;
}
