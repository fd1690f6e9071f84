/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question that reads every row is slow only for those who have many: tests have few, so they look at the plan. */
#include "store-plan.h"

#include "store/pl-connection-private.h"

char *
store_find_plan (PlConnection *connection,
                 const char   *part)
{
  g_autoptr (GString) plan = g_string_new (NULL);
  sqlite3            *handle = pl_connection_get_handle (connection);
  sqlite3_stmt       *explain;
  sqlite3_stmt       *asked = NULL;

  while ((asked = sqlite3_next_stmt (handle, asked)) != NULL)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", sqlite3_sql (asked), NULL);

      if (strstr (sql, part) == NULL)
        continue;

      g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &explain, NULL), ==, SQLITE_OK);
      while (sqlite3_step (explain) == SQLITE_ROW)
        g_string_append_printf (plan, "%s; ", sqlite3_column_text (explain, 3));
      sqlite3_finalize (explain);

      return g_string_free (g_steal_pointer (&plan), FALSE);
    }

  g_error ("Nothing asked %s", part);
}
