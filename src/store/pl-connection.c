/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite with its result codes turned into what a merchant can act on, and statements that are prepared once. */
#include "pl-connection-private.h"

#include <errno.h>
#include <sys/stat.h>

#include "pl-private.h"
#include "pl-store-error.h"

/* How long a statement waits for the lock of another process; the longest honest holder is a page of links: some ms. */
#define BUSY_TIMEOUT_MS 10000

struct _PlConnection
{
  sqlite3    *handle;
  GHashTable *statements; /* (element-type utf8 PlStatement): the keys are the statements' own copies of their text */
  int         wal_pages;  /* in the WAL after the last commit */
  gboolean    read_only;
};

int
pl_store_error_code_from_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return PL_STORE_ERROR_DISK_FULL;

    case EROFS:
    case EACCES:
    case EPERM:
    case ENOTDIR:
      return PL_STORE_ERROR_READ_ONLY;

    default:
      return PL_STORE_ERROR_FAILED;
    }
}

static int
error_code_from_sqlite (sqlite3 *handle,
                        int      extended)
{
  /* Set to 0 before each call. SQLite's own record is of an earlier error when it is the commit that failed. */
  int system = errno != 0 ? errno : sqlite3_system_errno (handle);

  switch (extended)
    {
    case SQLITE_IOERR_CORRUPTFS:
      return PL_STORE_ERROR_DAMAGED;

    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      return PL_STORE_ERROR_DUPLICATE;

    default:
      break;
    }

  switch (extended & 0xff)
    {
    case SQLITE_FULL:
      return PL_STORE_ERROR_DISK_FULL;

    case SQLITE_READONLY:
    case SQLITE_PERM:
      return PL_STORE_ERROR_READ_ONLY;

    case SQLITE_CANTOPEN:
      /* Also a full disk (no room for -wal) or no more file descriptors: the system knows which. */
      switch (system)
        {
        case EMFILE:
        case ENFILE:
        case ENOMEM:
          return PL_STORE_ERROR_FAILED;

        default:
          return pl_store_error_code_from_errno (system) == PL_STORE_ERROR_DISK_FULL ? PL_STORE_ERROR_DISK_FULL
                                                                                     : PL_STORE_ERROR_READ_ONLY;
        }

    case SQLITE_IOERR:
      /* A quota shows up as a failed write or fsync, and a full disk as a failed growth of -shm. */
      return pl_store_error_code_from_errno (system);

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return PL_STORE_ERROR_DAMAGED;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return PL_STORE_ERROR_BUSY;

    default:
      return PL_STORE_ERROR_FAILED;
    }
}

void
pl_connection_set_error (PlConnection  *self,
                         int            code,
                         GError       **error)
{
  int         extended = sqlite3_extended_errcode (self->handle);
  const char *message = sqlite3_errmsg (self->handle);

  /* A failed bind or an out of memory may not be what the handle remembers. */
  if ((extended & 0xff) != (code & 0xff))
    {
      extended = code;
      message = sqlite3_errstr (code);
    }

  g_set_error_literal (error, PL_STORE_ERROR, error_code_from_sqlite (self->handle, extended), message);
}

static int
wal_hook_cb (gpointer    user_data,
             sqlite3    *handle,
             const char *name,
             int         pages)
{
  PlConnection *self = user_data;

  self->wal_pages = pages;

  return SQLITE_OK;
}

/* SQLite waits for ever for whoever writes into a pipe that has the name of one of its files. A folder or a device
 * there is none of ours either; a link to a file elsewhere is the user's own. A copy restored from a backup, say, may
 * have whatever modes: SQLite makes a new -wal and -shm like the file. */
static gboolean
close_up (const char  *path,
          GError     **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *sibling = g_strconcat (path, suffixes[i], NULL);
      struct stat      found;

      if (stat (sibling, &found) == 0 && !S_ISREG (found.st_mode))
        {
          g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED, "%s is not a file", sibling);
          return FALSE;
        }

      pl_private_close_up (sibling);
    }

  return TRUE;
}

/**
 * pl_connection_open:
 * @path: the database's file; created with mode 0600 when missing
 * @error: return location for a #GError
 *
 * Opens a file, reading nothing of it yet. Foreign keys hold, nothing the file itself says is trusted (no SQL functions
 * in its schema, no writable schema), and closing leaves a write-ahead log as it is until
 * pl_connection_keep_wal_on_close() says otherwise: a file that turns out damaged or from the future stays untouched.
 *
 * Errors: %PL_STORE_ERROR_READ_ONLY also when SQLite could open it for reading only; %PL_STORE_ERROR_DISK_FULL;
 * %PL_STORE_ERROR_FAILED also when a pipe, a folder or a device has the name of one of the database's files.
 *
 * Returns: (transfer full) (nullable): a connection for one thread at a time
 */
PlConnection *
pl_connection_open (const char  *path,
                    GError     **error)
{
  g_autoptr (PlConnection) self = NULL;
  int code;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!pl_private_make_file (path, error) || !close_up (path, error))
    return NULL;

  self = g_new0 (PlConnection, 1);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) pl_statement_free);
  errno = 0;
  code = sqlite3_open_v2 (path, &self->handle,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code != SQLITE_OK)
    {
      if (self->handle == NULL)
        g_set_error_literal (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED, sqlite3_errstr (code));
      else
        pl_connection_set_error (self, code, error);

      return NULL;
    }

  if (sqlite3_db_readonly (self->handle, "main") == 1)
    {
      g_set_error (error, PL_STORE_ERROR, PL_STORE_ERROR_READ_ONLY, "%s: opened for reading only", path);
      return NULL;
    }

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  pl_connection_keep_wal_on_close (self, TRUE);

  /* The worker copies the log back when there is nothing else to do, not in the middle of a commit somebody waits
   * for. */
  sqlite3_wal_hook (self->handle, wal_hook_cb, self);

  return g_steal_pointer (&self);
}

/**
 * pl_connection_close:
 * @self: (transfer full) (nullable): a connection
 *
 * Ends the connection; an open transaction is rolled back.
 */
void
pl_connection_close (PlConnection *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->statements);

  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A statement outlived its connection");

  g_free (self);
}

/**
 * pl_connection_exec:
 * @self: a connection
 * @sql: one or more statements without parameters, written by us
 * @error: return location for a #GError
 *
 * Runs SQL that is used once: schema and pragmas.
 *
 * Returns: whether all of it was done
 */
gboolean
pl_connection_exec (PlConnection  *self,
                    const char    *sql,
                    GError       **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);

  errno = 0;
  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;

  pl_connection_set_error (self, code, error);
  return FALSE;
}

static gboolean
run_constant (PlConnection  *self,
              const char    *sql,
              GError       **error)
{
  PlStatement *statement = pl_connection_prepare (self, sql, error);

  return statement != NULL && pl_statement_run (statement, NULL, error);
}

/**
 * pl_connection_begin:
 * @self: a connection
 * @error: return location for a #GError
 *
 * Begins a transaction that may write at once: it waits here for other processes, up to ten seconds, so that
 * nothing inside it has to.
 *
 * Errors: %PL_STORE_ERROR_BUSY.
 *
 * Returns: whether a transaction has begun
 */
gboolean
pl_connection_begin (PlConnection  *self,
                     GError       **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return run_constant (self, "BEGIN IMMEDIATE", error);
}

/**
 * pl_connection_commit:
 * @self: a connection in a transaction
 * @error: return location for a #GError
 *
 * Commits; when this returns %TRUE the rows are on the disk. Otherwise nothing of the transaction is, and it is over.
 *
 * Returns: whether it is committed
 */
gboolean
pl_connection_commit (PlConnection  *self,
                      GError       **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (run_constant (self, "COMMIT", error))
    return TRUE;

  pl_connection_rollback (self);
  return FALSE;
}

/**
 * pl_connection_rollback:
 * @self: a connection
 *
 * Undoes the transaction, if there is one: SQLite may have ended it by itself, as it does on a full disk.
 */
void
pl_connection_rollback (PlConnection *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  pl_connection_reset_statements (self);

  if (pl_connection_in_transaction (self) && !run_constant (self, "ROLLBACK", &error))
    g_debug ("Rolling back failed: %s", error->message);
}

/**
 * pl_connection_last_id:
 * @self: a connection
 *
 * Returns: the row id of the latest INSERT that inserted
 */
gint64
pl_connection_last_id (PlConnection *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * pl_connection_prepare:
 * @self: a connection
 * @sql: one statement, constant text
 * @error: return location for a #GError
 *
 * Hands out the statement of that text, reset and with nothing bound.
 *
 * Errors: %PL_STORE_ERROR_FAILED for SQL that does not fit the schema, and for SQL that writes in a work that was
 * given as %PL_DATABASE_READ.
 *
 * Returns: (transfer none) (nullable): the statement
 */
PlStatement *
pl_connection_prepare (PlConnection  *self,
                       const char    *sql,
                       GError       **error)
{
  PlStatement  *statement;
  sqlite3_stmt *handle = NULL;
  int           code;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      errno = 0;
      code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
      if (code != SQLITE_OK)
        {
          pl_connection_set_error (self, code, error);
          return NULL;
        }

      statement = pl_statement_new (self, handle);
      g_hash_table_insert (self->statements, (char *) sqlite3_sql (handle), statement);
    }

  if (self->read_only && !sqlite3_stmt_readonly (pl_statement_get_handle (statement)))
    {
      g_set_error_literal (error, PL_STORE_ERROR, PL_STORE_ERROR_FAILED, "A work that only reads tried to write");
      return NULL;
    }

  pl_statement_renew (statement);

  return statement;
}

void
pl_connection_set_read_only (PlConnection *self,
                             gboolean      read_only)
{
  self->read_only = read_only;
}

/* A SELECT that was left in the middle keeps its snapshot, and with it the log from being copied back. */
void
pl_connection_reset_statements (PlConnection *self)
{
  sqlite3_stmt *handle = NULL;

  while ((handle = sqlite3_next_stmt (self->handle, handle)) != NULL)
    {
      if (sqlite3_stmt_busy (handle))
        sqlite3_reset (handle);
    }
}

gboolean
pl_connection_in_transaction (PlConnection *self)
{
  return sqlite3_get_autocommit (self->handle) == 0;
}

void
pl_connection_keep_wal_on_close (PlConnection *self,
                                 gboolean      keep)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, NULL);
}

int
pl_connection_get_wal_pages (PlConnection *self)
{
  return self->wal_pages;
}

/* Copies what can be copied without waiting for anybody. The rest stays for the next time, so failing is no news. */
void
pl_connection_checkpoint (PlConnection *self)
{
  int code = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

  if (code != SQLITE_OK)
    g_debug ("The log was not copied back: %s", sqlite3_errstr (code));

  self->wal_pages = 0;
}

sqlite3 *
pl_connection_get_handle (PlConnection *self)
{
  return self->handle;
}
