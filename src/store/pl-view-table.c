/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names are the merchant's; the number is what stays when a view is renamed, deleted and put back. */
#include "pl-view-table.h"

#define ACCOUNT "(SELECT number FROM accounts WHERE id = ?1)"

/**
 * pl_view_row_new:
 * @number: 0 for one that is not stored yet
 * @name: its name
 * @criteria: what it shows
 *
 * Returns: (transfer full): a row
 */
PlViewRow *
pl_view_row_new (gint64      number,
                 const char *name,
                 const char *criteria)
{
  PlViewRow *self = g_new0 (PlViewRow, 1);

  self->number = number;
  self->name = g_strdup (name);
  self->criteria = g_strdup (criteria);

  return self;
}

/**
 * pl_view_row_free:
 * @self: (transfer full): a row
 */
void
pl_view_row_free (PlViewRow *self)
{
  g_free (self->name);
  g_free (self->criteria);
  g_free (self);
}

/**
 * pl_view_table_put:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @row: (inout): a view; a number of 0 is replaced by its own
 * @error: return location for a #GError
 *
 * Adds a view, writes over it, or puts one back that was deleted.
 *
 * Errors: %PL_STORE_ERROR_DUPLICATE: another view of the account has that name.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_view_table_put (PlConnection  *connection,
                   const char    *account,
                   PlViewRow     *row,
                   GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (row->name != NULL && row->criteria != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "INSERT INTO views (row, account, name, criteria)"
                                     " VALUES (nullif (?2, 0), " ACCOUNT ", ?3, ?4)"
                                     " ON CONFLICT (row) DO UPDATE SET name = excluded.name,"
                                     " criteria = excluded.criteria WHERE account = excluded.account"
                                     " RETURNING row",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, row->number);
  pl_statement_bind_text (statement, 3, row->name);
  pl_statement_bind_text (statement, 4, row->criteria);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  if (found)
    row->number = pl_statement_get_int (statement, 0);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_view_table_list:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlViewRow): the account's views, in the order they were saved
 */
GPtrArray *
pl_view_table_list (PlConnection  *connection,
                    const char    *account,
                    GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_view_row_free);
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection,
                                     "SELECT row, name, criteria FROM views WHERE account = " ACCOUNT " ORDER BY row",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);

  while (TRUE)
    {
      if (!pl_statement_step (statement, &found, error))
        return NULL;

      if (!found)
        return g_steal_pointer (&rows);

      g_ptr_array_add (rows, pl_view_row_new (pl_statement_get_int (statement, 0),
                                              pl_statement_get_text (statement, 1),
                                              pl_statement_get_text (statement, 2)));
    }
}

/**
 * pl_view_table_delete:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @number: a view's number
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error; that there is none is no error
 */
gboolean
pl_view_table_delete (PlConnection  *connection,
                      const char    *account,
                      gint64         number,
                      GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection, "DELETE FROM views WHERE account = " ACCOUNT " AND row = ?2", error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, number);

  return pl_statement_run (statement, NULL, error);
}
