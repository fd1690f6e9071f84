/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small facts by account and name. */
#include "pl-setting-table.h"

static PlStatement *
prepare_for (PlConnection  *connection,
             const char    *sql,
             const char    *account,
             const char    *name,
             GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account != NULL ? account : "");
  pl_statement_bind_text (statement, 2, name);

  return statement;
}

/**
 * pl_setting_table_get:
 * @connection: the worker's connection
 * @account: (nullable): an account's UUID, or %NULL for what belongs to none
 * @name: what is asked for
 * @value: (out) (transfer full) (nullable): %NULL when unset
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error; unset is none
 */
gboolean
pl_setting_table_get (PlConnection  *connection,
                      const char    *account,
                      const char    *name,
                      char         **value,
                      GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  *value = NULL;
  statement = prepare_for (connection,
                           "SELECT value FROM settings WHERE account = ? AND name = ?",
                           account, name, error);

  if (statement == NULL || !pl_statement_step (statement, &found, error))
    return FALSE;

  if (found)
    *value = g_strdup (pl_statement_get_text (statement, 0));

  return TRUE;
}

/**
 * pl_setting_table_set:
 * @connection: the worker's connection
 * @account: (nullable): an account's UUID, or %NULL for what belongs to none
 * @name: what is set; see %PL_SETTING_KEEP
 * @value: (nullable): text; %NULL unsets
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_setting_table_set (PlConnection  *connection,
                      const char    *account,
                      const char    *name,
                      const char    *value,
                      GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (name != NULL, FALSE);

  statement = prepare_for (connection,
                           value != NULL ? "INSERT INTO settings (account, name, value) VALUES (?, ?, ?)"
                                           " ON CONFLICT (account, name) DO UPDATE SET value = excluded.value"
                                         : "DELETE FROM settings WHERE account = ? AND name = ?",
                           account, name, error);
  if (statement == NULL)
    return FALSE;

  if (value != NULL)
    pl_statement_bind_text (statement, 3, value);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_setting_table_get_time:
 * @connection: the worker's connection
 * @account: (nullable): an account's UUID, or %NULL for what belongs to none
 * @name: what is asked for
 * @time: (out): microseconds since the epoch; 0 when unset
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error; unset is none
 */
gboolean
pl_setting_table_get_time (PlConnection  *connection,
                           const char    *account,
                           const char    *name,
                           gint64        *time,
                           GError       **error)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (time != NULL, FALSE);

  if (!pl_setting_table_get (connection, account, name, &value, error))
    return FALSE;

  *time = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;

  return TRUE;
}

/**
 * pl_setting_table_set_time:
 * @connection: the worker's connection
 * @account: (nullable): an account's UUID, or %NULL for what belongs to none
 * @name: what is set
 * @time: microseconds since the epoch
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_setting_table_set_time (PlConnection  *connection,
                           const char    *account,
                           const char    *name,
                           gint64         time,
                           GError       **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, time);

  return pl_setting_table_set (connection, account, name, value, error);
}
