/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A prepared statement: bound by type, stepped, read by type, and never left holding a lock at its end. */
#include "pl-connection-private.h"

#include <errno.h>

struct _PlStatement
{
  PlConnection *connection; /* (unowned) */
  sqlite3_stmt *handle;
  int           bind_result; /* the first bind that failed, else SQLITE_OK */
};

PlStatement *
pl_statement_new (PlConnection *connection,
                  sqlite3_stmt *handle)
{
  PlStatement *self = g_new0 (PlStatement, 1);

  self->connection = connection;
  self->handle = handle;

  return self;
}

void
pl_statement_free (PlStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}

sqlite3_stmt *
pl_statement_get_handle (PlStatement *self)
{
  return self->handle;
}

void
pl_statement_renew (PlStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->bind_result = SQLITE_OK;
}

static void
remember_bind (PlStatement *self,
               int          result)
{
  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

/**
 * pl_statement_bind_int:
 * @self: a statement that has not been stepped since it was prepared
 * @parameter: from 1
 * @value: a number
 *
 * Binds a number.
 */
void
pl_statement_bind_int (PlStatement *self,
                       int          parameter,
                       gint64       value)
{
  g_return_if_fail (self != NULL);

  remember_bind (self, sqlite3_bind_int64 (self->handle, parameter, value));
}

/**
 * pl_statement_bind_text:
 * @self: a statement that has not been stepped since it was prepared
 * @parameter: from 1
 * @value: (nullable): UTF-8, copied
 *
 * Binds text; %NULL binds NULL.
 */
void
pl_statement_bind_text (PlStatement *self,
                        int          parameter,
                        const char  *value)
{
  g_return_if_fail (self != NULL);

  remember_bind (self, sqlite3_bind_text (self->handle, parameter, value, -1, SQLITE_TRANSIENT));
}

/**
 * pl_statement_bind_bytes:
 * @self: a statement that has not been stepped since it was prepared
 * @parameter: from 1
 * @value: (nullable): bytes, copied
 *
 * Binds bytes; %NULL binds NULL, and no bytes bind an empty BLOB.
 */
void
pl_statement_bind_bytes (PlStatement *self,
                         int          parameter,
                         GBytes      *value)
{
  gconstpointer data;
  gsize         size;

  g_return_if_fail (self != NULL);

  if (value == NULL)
    {
      remember_bind (self, sqlite3_bind_null (self->handle, parameter));
      return;
    }

  data = g_bytes_get_data (value, &size);
  remember_bind (self, size == 0 ? sqlite3_bind_zeroblob (self->handle, parameter, 0)
                                 : sqlite3_bind_blob64 (self->handle, parameter, data, size, SQLITE_TRANSIENT));
}

/**
 * pl_statement_step:
 * @self: a statement
 * @row: (out): whether there is a row; %FALSE at the end
 * @error: return location for a #GError
 *
 * Goes to the next row. At the end and after an error the statement is reset, so that it holds no lock.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_statement_step (PlStatement  *self,
                   gboolean     *row,
                   GError      **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  *row = FALSE;
  errno = 0;
  code = self->bind_result != SQLITE_OK ? self->bind_result : sqlite3_step (self->handle);

  if (code == SQLITE_ROW)
    {
      *row = TRUE;
      return TRUE;
    }

  if (code != SQLITE_DONE)
    pl_connection_set_error (self->connection, code, error);

  sqlite3_reset (self->handle);

  return code == SQLITE_DONE;
}

/**
 * pl_statement_run:
 * @self: a statement
 * @changed_or_null: (out) (optional): how many rows it inserted, changed or deleted
 * @error: return location for a #GError
 *
 * Steps to the end; rows are passed over.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_statement_run (PlStatement  *self,
                  gint64       *changed_or_null,
                  GError      **error)
{
  gboolean row;

  do
    {
      if (!pl_statement_step (self, &row, error))
        return FALSE;
    }
  while (row);

  if (changed_or_null != NULL)
    *changed_or_null = sqlite3_changes64 (pl_connection_get_handle (self->connection));

  return TRUE;
}

/**
 * pl_statement_get_int:
 * @self: a statement with a row
 * @column: from 0
 *
 * Returns: the number; 0 for NULL
 */
gint64
pl_statement_get_int (PlStatement *self,
                      int          column)
{
  g_return_val_if_fail (self != NULL, 0);

  return sqlite3_column_int64 (self->handle, column);
}

/**
 * pl_statement_get_text:
 * @self: a statement with a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text, until the next step
 */
const char *
pl_statement_get_text (PlStatement *self,
                       int          column)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * pl_statement_get_bytes:
 * @self: a statement with a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): a copy of the bytes; %NULL for NULL
 */
GBytes *
pl_statement_get_bytes (PlStatement *self,
                        int          column)
{
  gconstpointer data;

  g_return_val_if_fail (self != NULL, NULL);

  if (sqlite3_column_type (self->handle, column) == SQLITE_NULL)
    return NULL;

  data = sqlite3_column_blob (self->handle, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}

/**
 * pl_statement_list_texts:
 * @self: a statement that has not been stepped since it was prepared
 * @error: return location for a #GError
 *
 * Runs it to its end.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the first column of each row; none is no error
 */
GPtrArray *
pl_statement_list_texts (PlStatement  *self,
                         GError      **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  g_return_val_if_fail (self != NULL, NULL);

  while (pl_statement_step (self, &row, error))
    {
      if (!row)
        return g_steal_pointer (&texts);

      g_ptr_array_add (texts, g_strdup (pl_statement_get_text (self, 0)));
    }

  return NULL;
}
