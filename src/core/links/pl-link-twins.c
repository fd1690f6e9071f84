/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No index finds references that differ by a capital letter: all are walked over once, for all rows of a table. */
#include "pl-link-twins.h"

#include "pl-reference-look.h"
#include "store/pl-link-table.h"

struct _PlLinkTwins
{
  GHashTable *rows; /* (owned) (element-type utf8 GArray): by what pl_reference_fold() makes of a reference */
};

static void
add_cb (gint64      row,
        const char *reference,
        gpointer    user_data)
{
  PlLinkTwins *self = user_data;
  g_autofree char *folded = pl_reference_fold (reference);
  GArray *rows = g_hash_table_lookup (self->rows, folded);

  if (rows != NULL)
    g_array_append_val (rows, row);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const gint64 one = *(const gint64 *) a;
  const gint64 other = *(const gint64 *) b;

  return (one < other) - (one > other);
}

/**
 * pl_link_twins_find:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @references: (array length=n): merchant's references, UTF-8; %NULL for none
 * @n: how many there are
 * @error: `PL_STORE_ERROR`
 *
 * Returns: (transfer full): which links have them
 */
PlLinkTwins *
pl_link_twins_find (PlConnection       *connection,
                    const char         *account,
                    const char *const  *references,
                    gsize               n,
                    GError            **error)
{
  g_autoptr (PlLinkTwins) self = g_new0 (PlLinkTwins, 1);
  GHashTableIter iter;
  gpointer rows;

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (gsize i = 0; i < n; i++)
    {
      if (references[i] != NULL)
        g_hash_table_insert (self->rows, pl_reference_fold (references[i]),
                             g_array_new (FALSE, FALSE, sizeof (gint64)));
    }

  if (!pl_link_table_each_reference (connection, account, add_cb, self, error))
    return NULL;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &rows))
    g_array_sort (rows, compare_rows);

  return g_steal_pointer (&self);
}

/**
 * pl_link_twins_free:
 * @self: (transfer full): twins
 */
void
pl_link_twins_free (PlLinkTwins *self)
{
  g_hash_table_unref (self->rows);
  g_free (self);
}

/**
 * pl_link_twins_get:
 * @self: twins
 * @reference: one of the references that were given
 *
 * Returns: (transfer none) (nullable) (element-type gint64): the rows of the links that have it, and of those that have
 *   it but for capital letters and blanks, the newest first; %NULL for another reference
 */
GArray *
pl_link_twins_get (PlLinkTwins *self,
                   const char  *reference)
{
  g_autofree char *folded = pl_reference_fold (reference);

  return g_hash_table_lookup (self->rows, folded);
}
