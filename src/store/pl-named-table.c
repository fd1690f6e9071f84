/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names are the merchant's; the number is what stays when something is renamed, deleted and put back. */
#include "pl-named-table.h"

#define ACCOUNT "(SELECT number FROM accounts WHERE id = ?1)"

#define PUT_VIEW \
  "INSERT INTO views (row, account, name, criteria)" \
  " VALUES (nullif (?2, 0), " ACCOUNT ", ?3, ?4)" \
  " ON CONFLICT (row) DO UPDATE SET name = excluded.name, criteria = excluded.criteria" \
  " WHERE account = excluded.account" \
  " RETURNING row"
#define PUT_TEMPLATE \
  "INSERT INTO templates (row, account, name, document, saved_at)" \
  " VALUES (nullif (?2, 0), " ACCOUNT ", ?3, ?4, unixepoch () * 1000000)" \
  " ON CONFLICT (row) DO UPDATE SET name = excluded.name, document = excluded.document, saved_at = excluded.saved_at" \
  " WHERE account = excluded.account" \
  " RETURNING row"
#define LIST(table, document) \
  "SELECT row, name, " document " FROM " table " WHERE account = " ACCOUNT " ORDER BY row"
#define DELETE(table) \
  "DELETE FROM " table " WHERE account = " ACCOUNT " AND row = ?2"

typedef struct
{
  const char *put;
  const char *list;
  const char *delete;
} Statements;

static const Statements statements[] = {
  [PL_NAMED_TABLE_VIEWS] = { PUT_VIEW, LIST ("views", "criteria"), DELETE ("views") },
  [PL_NAMED_TABLE_TEMPLATES] = { PUT_TEMPLATE, LIST ("templates", "document"), DELETE ("templates") },
};

/**
 * pl_named_row_new:
 * @number: 0 for one that is not stored yet
 * @name: its name
 * @document: what it is
 *
 * Returns: (transfer full): a row
 */
PlNamedRow *
pl_named_row_new (gint64      number,
                  const char *name,
                  const char *document)
{
  PlNamedRow *self = g_new0 (PlNamedRow, 1);

  self->number = number;
  self->name = g_strdup (name);
  self->document = g_strdup (document);

  return self;
}

/**
 * pl_named_row_free:
 * @self: (transfer full): a row
 */
void
pl_named_row_free (PlNamedRow *self)
{
  g_free (self->name);
  g_free (self->document);
  g_free (self);
}

/**
 * pl_named_table_put:
 * @connection: the worker's connection
 * @table: which kind of thing
 * @account: the UUID of an account that is there
 * @row: (inout): what is saved; a number of 0 is replaced by its own
 * @error: return location for a #GError
 *
 * Adds a row, writes over it, or puts one back that was deleted.
 *
 * Errors: %PL_STORE_ERROR_DUPLICATE: another row of the account has that name.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_named_table_put (PlConnection  *connection,
                    PlNamedTable   table,
                    const char    *account,
                    PlNamedRow    *row,
                    GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (row->name != NULL && row->document != NULL, FALSE);

  statement = pl_connection_prepare (connection, statements[table].put, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, row->number);
  pl_statement_bind_text (statement, 3, row->name);
  pl_statement_bind_text (statement, 4, row->document);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  if (found)
    row->number = pl_statement_get_int (statement, 0);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_named_table_list:
 * @connection: the worker's connection
 * @table: which kind of thing
 * @account: an account's UUID
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlNamedRow): the account's rows, in the order they were saved
 */
GPtrArray *
pl_named_table_list (PlConnection  *connection,
                     PlNamedTable   table,
                     const char    *account,
                     GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_named_row_free);
  PlStatement *statement;
  gboolean     found;

  statement = pl_connection_prepare (connection, statements[table].list, error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);

  while (TRUE)
    {
      if (!pl_statement_step (statement, &found, error))
        return NULL;

      if (!found)
        return g_steal_pointer (&rows);

      g_ptr_array_add (rows, pl_named_row_new (pl_statement_get_int (statement, 0),
                                               pl_statement_get_text (statement, 1),
                                               pl_statement_get_text (statement, 2)));
    }
}

/**
 * pl_named_table_delete:
 * @connection: the worker's connection
 * @table: which kind of thing
 * @account: an account's UUID
 * @number: a row's number
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error; that there is none is no error
 */
gboolean
pl_named_table_delete (PlConnection  *connection,
                       PlNamedTable   table,
                       const char    *account,
                       gint64         number,
                       GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection, statements[table].delete, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, number);

  return pl_statement_run (statement, NULL, error);
}
