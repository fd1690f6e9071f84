/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of payment links. What a list of 100,000 sorts, filters and searches by lies apart from the documents, so
 * that reading it all reads little. */
#include "pl-link-table.h"

#include "pl-document.h"
#include "pl-link-table-private.h"
#include "pl-store-error.h"

PlStatement *
pl_link_table_prepare (PlConnection  *connection,
                       const char    *sql,
                       const char    *account,
                       const char    *text_or_null,
                       GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  if (text_or_null != NULL)
    pl_statement_bind_text (statement, 2, text_or_null);

  return statement;
}

static gboolean
set_not_found (GError **error)
{
  g_set_error_literal (error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND, "There is no such link");
  return FALSE;
}

static gboolean
step_to_only_row (PlStatement  *statement,
                  GError      **error)
{
  gboolean found;

  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  return found || set_not_found (error);
}

static gboolean
run_on_one (PlStatement  *statement,
            GError      **error)
{
  gint64 changed;

  if (!pl_statement_run (statement, &changed, error))
    return FALSE;

  return changed > 0 || set_not_found (error);
}

static gpointer
read_link (PlStatement  *statement,
           JsonNode     *document,
           GError      **error)
{
  return payroc_link_new_from_json (document, error);
}

static PayrocLink *
read_only_link (PlStatement  *statement,
                GError      **error)
{
  return step_to_only_row (statement, error) ? pl_document_read (statement, read_link, error) : NULL;
}

/**
 * pl_link_table_get:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND; %PL_STORE_ERROR_DAMAGED.
 *
 * Returns: (transfer full) (nullable): the link as last seen
 */
PayrocLink *
pl_link_table_get (PlConnection  *connection,
                   const char    *account,
                   const char    *link_id,
                   GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, NULL);

  statement = pl_link_table_prepare (connection,
                                     "SELECT document FROM links JOIN link_documents USING (row)"
                                     " WHERE account = " PL_LINK_ACCOUNT " AND id = ?2",
                                     account, link_id, error);

  return statement != NULL ? read_only_link (statement, error) : NULL;
}

/**
 * pl_link_table_get_by_rowid:
 * @connection: the worker's connection
 * @rowid: a row's key
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND; %PL_STORE_ERROR_DAMAGED.
 *
 * Returns: (transfer full) (nullable): the link as last seen
 */
PayrocLink *
pl_link_table_get_by_rowid (PlConnection  *connection,
                            gint64         rowid,
                            GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection, "SELECT document FROM link_documents WHERE row = ?", error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_int (statement, 1, rowid);

  return read_only_link (statement, error);
}

/**
 * pl_link_table_find_rowid:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: the row's key, or 0
 */
gint64
pl_link_table_find_rowid (PlConnection  *connection,
                          const char    *account,
                          const char    *link_id,
                          GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, 0);

  statement = pl_link_table_prepare (connection, PL_LINK_FIND_ROW, account, link_id, error);

  return statement != NULL && step_to_only_row (statement, error) ? pl_statement_get_int (statement, 0) : 0;
}

/**
 * pl_link_table_find_by_reference:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @reference: the merchant's reference, exact
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_DAMAGED.
 *
 * Returns: (transfer full) (nullable) (element-type PayrocLink): links with that reference, newest first; none is
 *   no error
 */
GPtrArray *
pl_link_table_find_by_reference (PlConnection  *connection,
                                 const char    *account,
                                 const char    *reference,
                                 GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (reference != NULL, NULL);

  statement = pl_link_table_prepare (connection,
                                     "SELECT document FROM links JOIN link_documents USING (row)"
                                     " WHERE account = " PL_LINK_ACCOUNT " AND reference = ?2"
                                     " ORDER BY created_on DESC, row DESC",
                                     account, reference, error);

  return statement != NULL ? pl_document_read_all (statement, read_link, error) : NULL;
}

/**
 * pl_link_table_each_reference:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @func: (scope call): called with the row and the reference of each link, in no order
 * @user_data: for @func
 * @error: return location for a #GError
 *
 * For what no index finds: walks over the references alone, which are in one.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_each_reference (PlConnection         *connection,
                              const char           *account,
                              PlLinkReferenceFunc   func,
                              gpointer              user_data,
                              GError              **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (func != NULL, FALSE);

  statement = pl_connection_prepare (connection, "SELECT row, reference FROM links WHERE account = " PL_LINK_ACCOUNT,
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  while (pl_statement_step (statement, &found, error))
    {
      if (!found)
        return TRUE;

      func (pl_statement_get_int (statement, 0), pl_statement_get_text (statement, 1), user_data);
    }

  return FALSE;
}

/**
 * pl_link_table_list_ids:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @status: which links
 * @ids: (out) (transfer full) (element-type utf8): their ids, sorted
 * @error: return location for a #GError
 *
 * Lists the ids of the links that were last seen in a state, but for those that Payroc no longer knows.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_list_ids (PlConnection      *connection,
                        const char        *account,
                        PayrocLinkStatus   status,
                        GPtrArray        **ids,
                        GError           **error)
{
  PlStatement *statement;

  g_return_val_if_fail (ids != NULL, FALSE);

  *ids = NULL;
  statement = pl_link_table_prepare (connection,
                                     "SELECT id FROM links WHERE account = " PL_LINK_ACCOUNT " AND status = ?2"
                                     " AND missing_since = 0 ORDER BY id",
                                     account, NULL, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 2, status);
  *ids = pl_statement_list_texts (statement, error);

  return *ids != NULL;
}

/**
 * pl_link_table_set_recipients:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @recipients: (nullable): who got it, as text to search
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_set_recipients (PlConnection  *connection,
                              const char    *account,
                              const char    *link_id,
                              const char    *recipients,
                              GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);

  statement = pl_link_table_prepare (connection,
                                     "UPDATE links SET recipients = ?3 WHERE account = " PL_LINK_ACCOUNT " AND id = ?2",
                                     account, link_id, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 3, recipients);

  return run_on_one (statement, error);
}

/**
 * pl_link_table_set_paid:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @count: how many payments count
 * @amount: their sum, in the currency's smallest unit
 * @currency: (nullable): ISO 4217
 * @as_of: when it was counted, in microseconds since the epoch
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_set_paid (PlConnection  *connection,
                        const char    *account,
                        const char    *link_id,
                        guint          count,
                        gint64         amount,
                        const char    *currency,
                        gint64         as_of,
                        GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);

  statement = pl_link_table_prepare (connection,
                                     "UPDATE links SET paid_count = ?3, paid_amount = ?4, paid_currency = ?5,"
                                     " paid_as_of = ?6"
                                     " WHERE account = " PL_LINK_ACCOUNT " AND id = ?2",
                                     account, link_id, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 3, count);
  pl_statement_bind_int (statement, 4, amount);
  pl_statement_bind_text (statement, 5, currency);
  pl_statement_bind_int (statement, 6, as_of);

  return run_on_one (statement, error);
}

/**
 * pl_link_table_set_outcome:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @status: %PAYROC_LINK_STATUS_COMPLETED, or one of those that are no words of Payroc's
 * @error: return location for a #GError
 *
 * Notes what became of a completed link's money, for lists that must not look at payments. A link in any other state,
 * or one that is not there, stays as it is.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_set_outcome (PlConnection      *connection,
                          const char        *account,
                          const char        *link_id,
                          PayrocLinkStatus   status,
                          GError           **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);
  g_return_val_if_fail (status == PAYROC_LINK_STATUS_COMPLETED || status > PAYROC_LINK_STATUS_DEACTIVATED, FALSE);

  /* A column of three indexes: it is not written for nothing. */
  statement = pl_link_table_prepare (connection,
                                     "UPDATE links SET status = ?3 WHERE account = " PL_LINK_ACCOUNT " AND id = ?2"
                                     " AND (status = 2 OR status > 4) AND status <> ?3",
                                     account, link_id, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 3, status);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_link_table_get_paid:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @count: (out): how many payments count
 * @amount: (out): their sum, in the currency's smallest unit
 * @currency: (out) (transfer full) (nullable): ISO 4217
 * @as_of: (out): when it was counted, in microseconds since the epoch; 0 for never
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_get_paid (PlConnection  *connection,
                        const char    *account,
                        const char    *link_id,
                        guint         *count,
                        gint64        *amount,
                        char         **currency,
                        gint64        *as_of,
                        GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);
  g_return_val_if_fail (count != NULL && amount != NULL && currency != NULL && as_of != NULL, FALSE);

  statement = pl_link_table_prepare (connection,
                                     "SELECT paid_count, paid_amount, paid_currency, paid_as_of FROM links"
                                     " WHERE account = " PL_LINK_ACCOUNT " AND id = ?2",
                                     account, link_id, error);

  if (statement == NULL || !step_to_only_row (statement, error))
    return FALSE;

  *count = (guint) pl_statement_get_int (statement, 0);
  *amount = pl_statement_get_int (statement, 1);
  *currency = g_strdup (pl_statement_get_text (statement, 2));
  *as_of = pl_statement_get_int (statement, 3);

  return TRUE;
}
