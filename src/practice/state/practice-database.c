/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thin hold on SQLite: statements are prepared once, and a failure anywhere undoes the whole request. */
#include "practice-database.h"

#include <stdarg.h>

#define SCHEMA_VERSION 1

struct _PracticeDatabase
{
  GObject parent_instance;

  sqlite3 *handle;
  GHashTable *statements; /* SQL → sqlite3_stmt */
  gboolean failed;        /* since begin() */
};

G_DEFINE_FINAL_TYPE (PracticeDatabase, practice_database, G_TYPE_OBJECT)

/* doc is the JSON that the API shows, less what is computed when it is read: status, assets, createdOn. */
static const char schema[] =
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE link ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  terminal TEXT NOT NULL,"
  "  reference TEXT NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  charge TEXT NOT NULL,"
  "  state TEXT NOT NULL,"
  "  created_on TEXT NOT NULL,"
  "  expires_on TEXT,"
  "  token TEXT NOT NULL,"
  "  doc TEXT NOT NULL"
  ");"
  "CREATE INDEX link_by_terminal ON link (terminal, seq);"
  "CREATE INDEX link_by_reference ON link (terminal, reference, seq);"
  "CREATE INDEX link_by_state ON link (terminal, state, seq);"
  /* Every address a link ever had: an old one must say that it no longer works. */
  "CREATE TABLE address (token TEXT PRIMARY KEY, link INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE share ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  link INTEGER NOT NULL,"
  "  doc TEXT NOT NULL"
  ");"
  "CREATE INDEX share_by_link ON share (link, seq);"
  "CREATE TABLE recipient (share INTEGER NOT NULL, link INTEGER NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL);"
  "CREATE INDEX recipient_by_link ON recipient (link);"
  "CREATE INDEX recipient_by_share ON recipient (share);"
  "CREATE TABLE mail (seq INTEGER PRIMARY KEY, doc TEXT NOT NULL);"
  "CREATE TABLE payment ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  source TEXT NOT NULL,"
  "  link INTEGER NOT NULL,"
  "  terminal TEXT NOT NULL,"
  "  order_id TEXT NOT NULL,"
  "  at TEXT NOT NULL,"
  "  type TEXT NOT NULL,"
  "  status TEXT NOT NULL,"
  "  payer TEXT NOT NULL,"
  "  last4 TEXT NOT NULL,"
  "  form TEXT UNIQUE,"
  "  doc TEXT NOT NULL"
  ");"
  "CREATE INDEX payment_by_link ON payment (link, source, seq);"
  "CREATE TABLE answer ("
  "  key TEXT PRIMARY KEY,"
  "  request TEXT NOT NULL,"
  "  body TEXT NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  status INTEGER NOT NULL,"
  "  content_type TEXT,"
  "  location TEXT,"
  "  reply BLOB NOT NULL"
  ") WITHOUT ROWID;";

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static void
note_failure (PracticeDatabase *self,
              const char       *doing)
{
  if (!self->failed)
    g_warning ("The practice database failed while %s: %s", doing, sqlite3_errmsg (self->handle));
  self->failed = TRUE;
}

static void
bind_values (PracticeDatabase *self,
             sqlite3_stmt     *statement,
             const char       *types,
             va_list           args)
{
  for (int i = 0; types[i] != '\0'; i++)
    {
      switch (types[i])
        {
        case 't':
          practice_database_bind_text (self, statement, i + 1, va_arg (args, const char *));
          break;
        case 'i':
          sqlite3_bind_int64 (statement, i + 1, va_arg (args, gint64));
          break;
        case 'b':
          {
            gsize size = 0;
            gconstpointer data = g_bytes_get_data (va_arg (args, GBytes *), &size);

            sqlite3_bind_blob64 (statement, i + 1, data != NULL ? data : "", size, SQLITE_TRANSIENT);
          }
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static gboolean
execute (PracticeDatabase  *self,
         const char        *sql,
         GError           **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", sqlite3_errmsg (self->handle));

  return FALSE;
}

static int
read_version (PracticeDatabase *self)
{
  sqlite3_stmt *statement = practice_database_query (self, "PRAGMA user_version", "");
  int version = practice_database_step (self, statement) ? sqlite3_column_int (statement, 0) : 0;

  practice_database_done (statement);

  return version;
}

static gboolean
prepare_schema (PracticeDatabase  *self,
                GError           **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %d", SCHEMA_VERSION);
  int version = read_version (self);

  if (version == SCHEMA_VERSION)
    return TRUE;

  if (version != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   "It was written by another version of the practice server (%d)", version);
      return FALSE;
    }

  return execute (self, "BEGIN IMMEDIATE", error)
         && execute (self, schema, error)
         && execute (self, set_version, error)
         && execute (self, "COMMIT", error);
}

static void
practice_database_finalize (GObject *object)
{
  PracticeDatabase *self = PRACTICE_DATABASE (object);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->handle, sqlite3_close);

  G_OBJECT_CLASS (practice_database_parent_class)->finalize (object);
}

static void
practice_database_class_init (PracticeDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = practice_database_finalize;
}

static void
practice_database_init (PracticeDatabase *self)
{
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
}

PracticeDatabase *
practice_database_new (const char  *path,
                       gboolean     sync,
                       GError     **error)
{
  g_autoptr (PracticeDatabase) self = g_object_new (PRACTICE_TYPE_DATABASE, NULL);

  if (sqlite3_open_v2 (path != NULL ? path : ":memory:", &self->handle,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", sqlite3_errmsg (self->handle));
      return NULL;
    }

  sqlite3_busy_timeout (self->handle, 5000);

  if (!execute (self, "PRAGMA journal_mode = WAL", error)
      || !execute (self, sync ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF", error)
      || !prepare_schema (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
practice_database_begin (PracticeDatabase *self)
{
  self->failed = FALSE;
  practice_database_run (self, "BEGIN IMMEDIATE", "");
}

gboolean
practice_database_commit (PracticeDatabase *self)
{
  if (!self->failed)
    practice_database_run (self, "COMMIT", "");

  if (!self->failed)
    return TRUE;

  if (!sqlite3_get_autocommit (self->handle))
    practice_database_run (self, "ROLLBACK", "");
  self->failed = FALSE;

  return FALSE;
}

sqlite3_stmt *
practice_database_query (PracticeDatabase *self,
                         const char       *sql,
                         const char       *types,
                         ...)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  va_list args;

  if (statement == NULL)
    {
      /* Only a mistake in this program's own SQL ends here; there is nothing sensible to go on with. */
      if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        g_error ("Cannot prepare “%s”: %s", sql, sqlite3_errmsg (self->handle));
      g_hash_table_insert (self->statements, g_strdup (sql), statement);
    }

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  va_start (args, types);
  bind_values (self, statement, types, args);
  va_end (args);

  return statement;
}

void
practice_database_bind_text (PracticeDatabase *self,
                             sqlite3_stmt     *statement,
                             int               index,
                             const char       *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (statement, index);
}

gboolean
practice_database_step (PracticeDatabase *self,
                        sqlite3_stmt     *statement)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW)
    return TRUE;

  if (result != SQLITE_DONE)
    note_failure (self, sqlite3_sql (statement));
  sqlite3_reset (statement);

  return FALSE;
}

void
practice_database_done (sqlite3_stmt *statement)
{
  sqlite3_reset (statement);
}

void
practice_database_run (PracticeDatabase *self,
                       const char       *sql,
                       const char       *types,
                       ...)
{
  sqlite3_stmt *statement = practice_database_query (self, sql, "");
  va_list args;

  va_start (args, types);
  bind_values (self, statement, types, args);
  va_end (args);

  while (practice_database_step (self, statement))
    ;
}

gint64
practice_database_get_last_id (PracticeDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

char *
practice_database_get_setting (PracticeDatabase *self,
                               const char       *name)
{
  sqlite3_stmt *statement = practice_database_query (self, "SELECT value FROM setting WHERE name = ?", "t", name);
  char *value = NULL;

  if (practice_database_step (self, statement))
    value = g_strdup (practice_database_column_text (statement, 0));
  practice_database_done (statement);

  return value;
}

void
practice_database_set_setting (PracticeDatabase *self,
                               const char       *name,
                               const char       *value)
{
  practice_database_run (self, "INSERT OR REPLACE INTO setting VALUES (?, ?)", "tt", name, value);
}

const char *
practice_database_column_text (sqlite3_stmt *statement,
                               int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}
