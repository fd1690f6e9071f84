/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc names only the day on which a link was made; the order of its list tells more. */
#include "pl-link-order.h"

#define ACCOUNT "(SELECT number FROM accounts WHERE id = ?1)"

/**
 * pl_link_order_set:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @first_rowid: the first row that is meant
 * @newest_first: whether the list that was stored had the newest link first
 * @error: return location for a #GError
 *
 * Says in which order the rows from that one on were stored: with @newest_first, of two that were made on one day the
 * earlier row is the newer link. Rows that are stored later are newer than these, until this is said of them too.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_order_set (PlConnection  *connection,
                   const char    *account,
                   gint64         first_rowid,
                   gboolean       newest_first,
                   GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "UPDATE links SET sequence = CASE ?3 WHEN 0 THEN 0 ELSE -row END"
                                     " WHERE row >= ?2 AND account = " ACCOUNT,
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, first_rowid);
  pl_statement_bind_int (statement, 3, newest_first);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_link_order_compare_ends:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @result: (out): by the days they were made on: > 0 when the row stored first is newer than the one stored last, < 0
 *   when it is older, 0 when nobody can tell
 * @error: return location for a #GError
 *
 * Tells in which direction a list runs that was just stored.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_order_compare_ends (PlConnection  *connection,
                            const char    *account,
                            int           *result,
                            GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (result != NULL, FALSE);

  *result = 0;
  /* The unary + has SQLite walk the rows themselves, and stop at the first. */
  statement = pl_connection_prepare (connection,
                                     "SELECT first.created_on - last.created_on FROM"
                                     " (SELECT created_on FROM links WHERE +account = " ACCOUNT " AND created_on > 0"
                                     "  ORDER BY row LIMIT 1) AS first,"
                                     " (SELECT created_on FROM links WHERE +account = " ACCOUNT " AND created_on > 0"
                                     "  ORDER BY row DESC LIMIT 1) AS last",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  if (found)
    *result = (int) pl_statement_get_int (statement, 0);

  return TRUE;
}
