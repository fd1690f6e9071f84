/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merchant typed and cannot fetch again, read out of a damaged file: row by row from both ends of each table, as
 * SQLite finds them, and then out of the pages themselves. */
#include "pl-rescue.h"

#include "pl-connection-private.h"
#include "pl-salvage.h"
#include "pl-setting-table.h"
#include "pl-store-error.h"

/* Accounts first: others refer to them. All else comes from Payroc again, settings about it included; what the merchant
 * was told already is not told again. */
static const char *const tables[] = {
  "accounts", "batches", "outbox", "settings", "people", "link_addresses", "notices", "views", "templates",
  "hand_overs",
};

/* Settings without this beginning tell about rows that are then fetched again. */
#define DROP_SETTINGS \
  "DELETE FROM settings WHERE substr (name, 1, length ('" PL_SETTING_KEEP "')) <> '" PL_SETTING_KEEP "'"

typedef struct
{
  PlConnection *from;    /* (unowned) */
  PlConnection *to;      /* (unowned) */
  const char   *table;   /* (unowned) */
  GPtrArray    *columns; /* (owned) (element-type utf8) of the table as `to` has it; the row's id is the first */
  GString      *shape;   /* (owned) by which a row is known in a page; see pl-record.h */
  gsize         size;    /* bytes that the damaged file's pages hold */
  GArray       *doubtful; /* (owned) (nullable) (element-type gint64) numbers that two rows claim */
  guint         copied;
} Copy;

static void
copy_clear (Copy *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_string_free (self->shape, TRUE);
  g_clear_pointer (&self->doubtful, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

static char
get_letter (PlStatement *column)
{
  const char letter = g_ascii_tolower (*pl_statement_get_text (column, 1));

  if (pl_statement_get_int (column, 3) != 0)
    return 'r';

  return pl_statement_get_int (column, 2) != 0 ? letter : g_ascii_toupper (letter);
}

/* From the tables we have just made ourselves, never from the damaged file. */
static gboolean
describe_table (Copy    *self,
                GError **error)
{
  PlStatement *statement;
  gsize        needed = 0;
  gboolean     row;

  statement = pl_connection_prepare (self->to,
                                     "SELECT name, type, \"notnull\", pk, \"notnull\" AND dflt_value IS NULL"
                                     " FROM pragma_table_info (?) ORDER BY cid",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, self->table);

  while (TRUE)
    {
      if (!pl_statement_step (statement, &row, error))
        return FALSE;

      if (!row)
        break;

      g_ptr_array_add (self->columns, g_strdup (pl_statement_get_text (statement, 0)));
      g_string_append_c (self->shape, get_letter (statement));
      if (pl_statement_get_int (statement, 4) != 0)
        needed = self->shape->len;
    }

  g_string_insert_c (self->shape, (gssize) needed, '|');

  return TRUE;
}

static char *
list_columns (Copy       *self,
              guint       count,
              const char *or_each)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            or_each != NULL ? or_each : (const char *) self->columns->pdata[i]);

  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* A row that was written before a column was added has only the first of them. */
static PlStatement *
prepare_insert (Copy    *self,
                guint    n_columns,
                GError **error)
{
  g_autofree char *columns = list_columns (self, n_columns, NULL);
  g_autofree char *marks = list_columns (self, n_columns, "?");
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) VALUES (%s)", self->table, columns, marks);

  return pl_connection_prepare (self->to, sql, error);
}

/* A row that does not fit (a broken type, an account that is lost) is left behind; only a full disk and the like
 * stop us. */
static gboolean
insert_row (Copy         *self,
            PlStatement  *target,
            GError      **error)
{
  g_autoptr (GError) refused = NULL;
  gint64             inserted = 0;

  if (pl_statement_run (target, &inserted, &refused))
    {
      self->copied += (guint) inserted;
      return TRUE;
    }

  if (g_error_matches (refused, PL_STORE_ERROR, PL_STORE_ERROR_DISK_FULL)
      || g_error_matches (refused, PL_STORE_ERROR, PL_STORE_ERROR_READ_ONLY)
      || !pl_connection_in_transaction (self->to))
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }

  g_debug ("A row was not rescued: %s", refused->message);

  return TRUE;
}

static gsize
get_length (Copy        *self,
            PlStatement *source)
{
  sqlite3_stmt *handle = pl_statement_get_handle (source);
  gsize         length = 0;

  for (int i = 0; i < (int) self->columns->len; i++)
    {
      const int type = sqlite3_column_type (handle, i);

      if (type == SQLITE_TEXT || type == SQLITE_BLOB)
        length += (gsize) sqlite3_column_bytes (handle, i);
    }

  return length;
}

static gboolean
copy_row (Copy         *self,
          PlStatement  *source,
          GError      **error)
{
  PlStatement *target = prepare_insert (self, self->columns->len, error);

  if (target == NULL)
    return FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    sqlite3_bind_value (pl_statement_get_handle (target),
                        (int) i + 1,
                        sqlite3_column_value (pl_statement_get_handle (source), (int) i));

  return insert_row (self, target, error);
}

static void
bind_salvaged (sqlite3_stmt        *target,
               int                  parameter,
               const PlRecordValue *value)
{
  switch (value->type)
    {
    case PL_RECORD_INTEGER:
      sqlite3_bind_int64 (target, parameter, value->integer);
      break;
    case PL_RECORD_TEXT:
      sqlite3_bind_text64 (target, parameter, (const char *) value->data, value->length, SQLITE_STATIC, SQLITE_UTF8);
      break;
    case PL_RECORD_BYTES:
      sqlite3_bind_blob64 (target, parameter, value->data, value->length, SQLITE_STATIC);
      break;
    case PL_RECORD_NULL:
    default:
      break;
    }
}

static gboolean
put_record (Copy            *self,
            const PlRecord  *record,
            gboolean         numbered,
            GError         **error)
{
  PlStatement *target;

  if (record->n_values > self->columns->len)
    return TRUE;

  target = prepare_insert (self, record->n_values, error);
  if (target == NULL)
    return FALSE;

  /* Each of our tables begins with its row's id, which a record leaves out. */
  if (numbered)
    sqlite3_bind_int64 (pl_statement_get_handle (target), 1, record->rowid);
  for (guint i = 1; i < record->n_values; i++)
    bind_salvaged (pl_statement_get_handle (target), (int) i + 1, &record->values[i]);

  return insert_row (self, target, error);
}

static gboolean
salvage_row (const PlRecord  *record,
             gpointer         user_data,
             GError         **error)
{
  return put_record (user_data, record, TRUE, error);
}

/* Whether the intent that has the number is this one, as it was at another time: its key may be what was hit. Takes the
 * new row back then. */
static gboolean
drop_older_copy (Copy      *self,
                 gint64     added,
                 gint64     number,
                 gboolean  *dropped,
                 GError   **error)
{
  PlStatement *statement;
  gint64       n_dropped = 0;

  statement = pl_connection_prepare (self->to,
                                     "DELETE FROM outbox WHERE id = ?1 AND EXISTS"
                                     " (SELECT 1 FROM outbox AS first WHERE first.id = ?2"
                                     "  AND first.created_at = outbox.created_at AND first.kind = outbox.kind"
                                     "  AND first.batch IS outbox.batch AND first.place = outbox.place)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, added);
  pl_statement_bind_int (statement, 2, number);
  if (!pl_statement_run (statement, &n_dropped, error))
    return FALSE;

  *dropped = n_dropped > 0;

  return TRUE;
}

static gboolean
is_there (Copy            *self,
          const PlRecord  *record,
          gboolean        *there,
          GError         **error)
{
  PlStatement *statement;
  guint        key;

  /* A record that does not reach to its key cannot be put in either. */
  *there = TRUE;
  if (!g_ptr_array_find_with_equal_func (self->columns, "idempotency_key", g_str_equal, &key)
      || key >= record->n_values)
    return TRUE;

  statement = pl_connection_prepare (self->to, "SELECT 1 FROM outbox WHERE idempotency_key = ?", error);
  if (statement == NULL)
    return FALSE;

  bind_salvaged (pl_statement_get_handle (statement), 1, &record->values[key]);

  return pl_statement_step (statement, there, error);
}

/* An intent whose number another one has gets one that is free. */
static gboolean
renumber_row (const PlRecord  *record,
              gpointer         user_data,
              GError         **error)
{
  Copy        *self = user_data;
  const guint  copied = self->copied;
  gboolean     there;
  gboolean     dropped;

  if (!is_there (self, record, &there, error) || (!there && !put_record (self, record, FALSE, error)))
    return FALSE;

  if (self->copied == copied)
    return TRUE;

  if (!drop_older_copy (self, pl_connection_last_id (self->to), record->rowid, &dropped, error))
    return FALSE;

  if (dropped)
    self->copied = copied;
  else
    g_array_append_val (self->doubtful, record->rowid);

  return TRUE;
}

/* One bit of a row's number makes it another's, and whichever is read first keeps the other out. So whoever is not
 * there once all pages were read comes in under a new number; and as nobody can tell which of the two was meant by what
 * waits for that number, it waits for nobody any more, and the user is asked: a mail must not go out with another's
 * link. */
static gboolean
claim_numbers (Copy       *self,
               PlSalvage  *salvage,
               GError    **error)
{
  self->doubtful = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!pl_salvage_visit (salvage, self->shape->str, PL_SALVAGE_ANYWHERE, renumber_row, self, error))
    return FALSE;

  for (guint i = 0; i < self->doubtful->len; i++)
    {
      PlStatement *statement;

      statement = pl_connection_prepare (self->to, "UPDATE outbox SET waits_for = -?1 WHERE waits_for = ?1", error);
      if (statement == NULL)
        return FALSE;

      pl_statement_bind_int (statement, 1, g_array_index (self->doubtful, gint64, i));
      if (!pl_statement_run (statement, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* *whole: the end was reached without meeting damage. Rows that do not come in their order, or are longer together than
 * their file, do not either: pages that point back to themselves would be read for ever. */
static gboolean
copy_direction (Copy        *self,
                gboolean     descending,
                gboolean    *whole,
                GError     **error)
{
  g_autoptr (GError)   damage = NULL;
  g_autofree char     *columns = list_columns (self, self->columns->len, NULL);
  g_autofree char     *select = NULL;
  PlStatement         *source;
  gsize                length = 0;
  gint64               before = 0;
  gboolean             begun = FALSE;
  gboolean             row;

  *whole = FALSE;

  /* NOT INDEXED: an index may be what is damaged. */
  select = g_strdup_printf ("SELECT %s FROM %s NOT INDEXED ORDER BY %s %s",
                            columns, self->table, (const char *) self->columns->pdata[0],
                            descending ? "DESC" : "ASC");
  source = pl_connection_prepare (self->from, select, &damage);

  while (source != NULL && pl_statement_step (source, &row, &damage))
    {
      const gint64 key = row ? pl_statement_get_int (source, 0) : 0;

      if (!row)
        {
          *whole = TRUE;
          return TRUE;
        }

      if (begun && (descending ? key >= before : key <= before))
        break;

      length += get_length (self, source);
      if (length > self->size)
        break;

      begun = TRUE;
      before = key;

      if (!copy_row (self, source, error))
        return FALSE;
    }

  g_debug ("Reading %s of the damaged file stopped: %s", self->table,
           damage != NULL ? damage->message : "rows out of order, or too long");

  return TRUE;
}

/* What SQLite finds, when it comes to the end without meeting damage; else nothing, for a page in the wrong place has
 * rows that keep out those who are in theirs. */
static gboolean
copy_whole (Copy      *self,
            gboolean  *whole,
            GError   **error)
{
  const guint copied = self->copied;

  if (!pl_connection_exec (self->to, "SAVEPOINT whole", error)
      || !copy_direction (self, FALSE, whole, error))
    return FALSE;

  if (*whole)
    return pl_connection_exec (self->to, "RELEASE whole", error);

  self->copied = copied;

  return pl_connection_exec (self->to, "ROLLBACK TO whole; RELEASE whole", error);
}

static gboolean
copy_table (Copy       *self,
            PlSalvage  *salvage,
            GError    **error)
{
  gboolean whole;

  if (!describe_table (self, error))
    return FALSE;

  /* The file's version did not have it yet. */
  if (self->columns->len == 0)
    return TRUE;

  /* The pages also when the table looks whole: one whose first page was lost for an empty one does. */
  return copy_whole (self, &whole, error)
         && pl_salvage_visit (salvage, self->shape->str, PL_SALVAGE_IN_PLACE, salvage_row, self, error)
         && pl_salvage_visit (salvage, self->shape->str, PL_SALVAGE_ANYWHERE, salvage_row, self, error)
         && (whole || (copy_direction (self, FALSE, &whole, error) && copy_direction (self, TRUE, &whole, error)));
}

static gboolean
copy_tables (PlConnection  *from,
             const char    *path,
             PlConnection  *to,
             guint         *outbox_rows,
             GError       **error)
{
  g_autoptr (PlSalvage) salvage = pl_salvage_new (from, path);

  sqlite3_limit (pl_connection_get_handle (from), SQLITE_LIMIT_LENGTH, PL_SALVAGE_MOST_PAYLOAD);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_auto (Copy) copy = {
        .from = from,
        .to = to,
        .table = tables[i],
        .columns = g_ptr_array_new_with_free_func (g_free),
        .shape = g_string_new (NULL),
        .size = pl_salvage_get_size (salvage),
      };

      if (!copy_table (&copy, salvage, error))
        return FALSE;

      if (g_str_equal (tables[i], "outbox"))
        {
          if (!claim_numbers (&copy, salvage, error))
            return FALSE;

          *outbox_rows = copy.copied;
        }
    }

  return pl_connection_exec (to, DROP_SETTINGS, error);
}

gboolean
pl_rescue_copy (PlConnection  *from,
                const char    *path,
                PlConnection  *to,
                guint         *outbox_rows,
                GError       **error)
{
  if (!pl_connection_begin (to, error))
    return FALSE;

  if (copy_tables (from, path, to, outbox_rows, error))
    return pl_connection_commit (to, error);

  pl_connection_rollback (to);
  return FALSE;
}
