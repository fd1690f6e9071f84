/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An origin outlives the process and the file it came from. */
#include "pl-outbox-origins.h"

/**
 * pl_outbox_origins_find:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @kind: what is to be done
 * @origin: what it is known by
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (nullable): the intent of that origin that was made last; earlier ones were refused or given
 *   up
 */
PlOutboxRow *
pl_outbox_origins_find (PlConnection  *connection,
                        const char    *account,
                        PlIntentKind   kind,
                        const char    *origin,
                        GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (account != NULL && origin != NULL, NULL);

  /* The condition of the index outbox_origin, word by word: that is how SQLite knows it fits. */
  statement = pl_connection_prepare (connection,
                                     "SELECT ifnull (max (id), 0) FROM outbox"
                                     " WHERE account = ? AND kind = ? AND origin = ? AND origin IS NOT NULL",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, kind);
  pl_statement_bind_text (statement, 3, origin);
  if (!pl_statement_step (statement, &found, error))
    return NULL;

  /* No row has the number 0: NOT_FOUND. */
  return pl_outbox_table_get (connection, pl_statement_get_int (statement, 0), error);
}
