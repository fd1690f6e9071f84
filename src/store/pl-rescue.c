/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merchant typed and cannot fetch again, read out of a damaged file row by row, from both ends of each table. */
#include "pl-rescue.h"

#include "pl-connection-private.h"
#include "pl-setting-table.h"
#include "pl-store-error.h"

typedef struct
{
  const char *name;
  const char *key;    /* the table's row id */
  const char *filter; /* which rows are worth it */
} Table;

/* Accounts first: people refer to them. All else comes from Payroc again, settings about it included. */
static const Table tables[] = {
  { "accounts", "number", "1" },
  { "batches", "id", "1" },
  { "outbox", "id", "1" },
  { "settings", "row", "substr (name, 1, length ('" PL_SETTING_KEEP "')) = '" PL_SETTING_KEEP "'" },
  { "people", "row", "1" },
  { "link_addresses", "row", "1" },
};

typedef struct
{
  PlConnection *from; /* (unowned) */
  PlConnection *to;   /* (unowned) */
  char         *columns; /* (owned) of the table as `to` has it */
  char         *insert;  /* (owned) */
  guint         n_columns;
  guint         copied;
} Copy;

static void
copy_clear (Copy *self)
{
  g_free (self->columns);
  g_free (self->insert);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

/* A file of an earlier version lacks what came later. */
static gboolean
has_column (PlConnection *connection,
            const char   *table,
            const char   *column)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s NOT INDEXED LIMIT 0", column, table);

  return pl_connection_prepare (connection, sql, NULL) != NULL;
}

/* The names come from the tables we have just made ourselves, never from the damaged file. */
static gboolean
describe_table (Copy         *self,
                const Table  *table,
                GError      **error)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  PlStatement *statement;
  gboolean     row;

  statement = pl_connection_prepare (self->to, "SELECT name FROM pragma_table_info (?) ORDER BY cid", error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, table->name);

  while (TRUE)
    {
      if (!pl_statement_step (statement, &row, error))
        return FALSE;

      if (!row)
        break;

      if (!has_column (self->from, table->name, pl_statement_get_text (statement, 0)))
        continue;

      g_string_append_printf (columns, "%s%s", self->n_columns > 0 ? ", " : "", pl_statement_get_text (statement, 0));
      g_string_append (marks, self->n_columns > 0 ? ", ?" : "?");
      self->n_columns++;
    }

  self->insert = g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) VALUES (%s)", table->name, columns->str, marks->str);
  self->columns = g_string_free (g_steal_pointer (&columns), FALSE);

  return TRUE;
}

/* A row that does not fit (a broken type, an account that is lost) is left behind; only a full disk and the like
 * stop us. */
static gboolean
copy_row (Copy         *self,
          PlStatement  *source,
          GError      **error)
{
  g_autoptr (GError) refused = NULL;
  PlStatement *target = pl_connection_prepare (self->to, self->insert, error);
  gint64       inserted = 0;

  if (target == NULL)
    return FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    sqlite3_bind_value (pl_statement_get_handle (target),
                        (int) i + 1,
                        sqlite3_column_value (pl_statement_get_handle (source), (int) i));

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

/* *whole: the end was reached without meeting damage. */
static gboolean
copy_direction (Copy         *self,
                const Table  *table,
                const char   *direction,
                gboolean     *whole,
                GError      **error)
{
  g_autoptr (GError)   damage = NULL;
  g_autofree char     *select = NULL;
  PlStatement         *source;
  gboolean             row;

  *whole = FALSE;

  /* NOT INDEXED: an index may be what is damaged. */
  select = g_strdup_printf ("SELECT %s FROM %s NOT INDEXED WHERE %s ORDER BY %s %s",
                            self->columns, table->name, table->filter, table->key, direction);
  source = pl_connection_prepare (self->from, select, &damage);

  while (source != NULL && pl_statement_step (source, &row, &damage))
    {
      if (!row)
        {
          *whole = TRUE;
          return TRUE;
        }

      if (!copy_row (self, source, error))
        return FALSE;
    }

  g_debug ("Reading %s of the damaged file stopped: %s", table->name, damage->message);

  return TRUE;
}

gboolean
pl_rescue_copy (PlConnection  *from,
                PlConnection  *to,
                guint         *outbox_rows,
                GError       **error)
{
  if (!pl_connection_begin (to, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_auto (Copy) copy = { .from = from, .to = to };
      gboolean      whole;

      if (!describe_table (&copy, &tables[i], error)
          || (copy.n_columns > 0
              && (!copy_direction (&copy, &tables[i], "ASC", &whole, error)
                  || (!whole && !copy_direction (&copy, &tables[i], "DESC", &whole, error)))))
        {
          pl_connection_rollback (to);
          return FALSE;
        }

      if (g_str_equal (tables[i].name, "outbox"))
        *outbox_rows = copy.copied;
    }

  return pl_connection_commit (to, error);
}
