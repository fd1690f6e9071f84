/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of payment links. What a list of 100,000 sorts, filters and searches by lies apart from the documents, so
 * that reading it all reads little. */
#include "pl-link-table.h"

#include "pl-address-table.h"
#include "pl-document.h"
#include "pl-store-error.h"

#define ACCOUNT "(SELECT number FROM accounts WHERE id = ?1)"

/* As stored: see pl-schema.c. */
G_STATIC_ASSERT (PAYROC_LINK_KIND_MULTI_USE == 2);
G_STATIC_ASSERT (PAYROC_CHARGE_KIND_PROMPT == 2);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_DEACTIVATED == 4);

static PlStatement *
prepare_for (PlConnection  *connection,
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

static int
day_or (const GDate *date,
        int          otherwise)
{
  return date != NULL ? (int) g_date_get_julian (date) : otherwise;
}

static gboolean
put_row (PlConnection  *connection,
         const char    *account,
         PayrocLink    *link,
         gint64         seen_at,
         gint64        *rowid,
         GError       **error)
{
  const PayrocMoney *amount = payroc_link_get_amount (link);
  const char        *currency = payroc_link_get_currency (link);
  PlStatement       *statement;
  gboolean           found;

  statement = prepare_for (connection,
                           "INSERT INTO links (account, id, status, kind, charge_kind, amount, currency, created_on,"
                           " expires_on, reference, order_id, description, seen_at)"
                           " VALUES (" ACCOUNT ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                           " ON CONFLICT (account, id) DO UPDATE SET status = excluded.status, kind = excluded.kind,"
                           " charge_kind = excluded.charge_kind, amount = excluded.amount,"
                           " currency = excluded.currency, created_on = excluded.created_on,"
                           " expires_on = excluded.expires_on,"
                           " reference = excluded.reference, order_id = excluded.order_id,"
                           " description = excluded.description, seen_at = excluded.seen_at, missing_since = 0"
                           " RETURNING row",
                           account, payroc_link_get_id (link), error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 3, payroc_link_get_status (link));
  pl_statement_bind_int (statement, 4, payroc_link_get_kind (link));
  pl_statement_bind_int (statement, 5, payroc_link_get_charge_kind (link));
  pl_statement_bind_int (statement, 6, amount != NULL ? amount->minor : -1);
  pl_statement_bind_text (statement, 7, currency != NULL ? currency : "");
  pl_statement_bind_int (statement, 8, day_or (payroc_link_get_created_on (link), 0));
  pl_statement_bind_int (statement, 9, day_or (payroc_link_get_expires_on (link), G_MAXINT32));
  pl_statement_bind_text (statement, 10, payroc_link_get_reference (link));
  pl_statement_bind_text (statement, 11, payroc_link_get_order_id (link));
  pl_statement_bind_text (statement, 12, payroc_link_get_description (link));
  pl_statement_bind_int (statement, 13, seen_at);

  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  *rowid = pl_statement_get_int (statement, 0);

  return pl_statement_run (statement, NULL, error);
}

static gboolean
put_document (PlConnection  *connection,
              PayrocLink    *link,
              gint64         seen_at,
              gint64         rowid,
              GError       **error)
{
  PlStatement *statement;

  if (!pl_address_table_note (connection, rowid, payroc_link_get_payment_url (link), seen_at, error))
    return FALSE;

  /* A refresh brings mostly what is there already: the same bytes are not written again. */
  statement = pl_connection_prepare (connection,
                                     "INSERT INTO link_documents (row, document) VALUES (?, ?)"
                                     " ON CONFLICT (row) DO UPDATE SET document = excluded.document"
                                     " WHERE document IS NOT excluded.document",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, rowid);
  pl_document_bind (statement, 2, payroc_link_get_json (link));

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_link_table_put:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @link: a link
 * @seen_at: when Payroc said so, in microseconds since the epoch
 * @rowid_or_null: (out) (optional): the row's key
 * @error: return location for a #GError
 *
 * Adds a link, or writes over what was known of it. Its row id, recipients and counted payments stay, and an address
 * that it had is kept in mind.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_put (PlConnection  *connection,
                   const char    *account,
                   PayrocLink    *link,
                   gint64         seen_at,
                   gint64        *rowid_or_null,
                   GError       **error)
{
  gint64 rowid;

  g_return_val_if_fail (PAYROC_IS_LINK (link), FALSE);

  if (!put_row (connection, account, link, seen_at, &rowid, error)
      || !put_document (connection, link, seen_at, rowid, error))
    return FALSE;

  if (rowid_or_null != NULL)
    *rowid_or_null = rowid;

  return TRUE;
}

/**
 * pl_link_table_merge:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @link: a link as Payroc has just described it
 * @seen_at: when Payroc said so, in microseconds since the epoch
 * @merged: (out caller-allocates): what that changed
 * @error: return location for a #GError
 *
 * Does what pl_link_table_put() does, but writes nothing when all that is known already.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_merge (PlConnection  *connection,
                     const char    *account,
                     PayrocLink    *link,
                     gint64         seen_at,
                     PlLinkMerged  *merged,
                     GError       **error)
{
  PlStatement *statement;
  gboolean     found;
  gboolean     known = FALSE;

  g_return_val_if_fail (PAYROC_IS_LINK (link), FALSE);
  g_return_val_if_fail (merged != NULL, FALSE);

  *merged = (PlLinkMerged) { .before = PAYROC_LINK_STATUS_UNKNOWN };
  statement = prepare_for (connection,
                           "SELECT row, status, missing_since, document FROM links LEFT JOIN link_documents USING (row)"
                           " WHERE account = " ACCOUNT " AND id = ?2",
                           account, payroc_link_get_id (link), error);
  if (statement == NULL || !pl_statement_step (statement, &found, error))
    return FALSE;

  if (found)
    {
      merged->rowid = pl_statement_get_int (statement, 0);
      merged->before = (PayrocLinkStatus) pl_statement_get_int (statement, 1);
      known = pl_statement_get_int (statement, 2) == 0
              && pl_document_is (statement, 3, payroc_link_get_json (link));
    }

  merged->added = !found;
  merged->changed = !known;

  return known || pl_link_table_put (connection, account, link, seen_at, &merged->rowid, error);
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

  statement = prepare_for (connection,
                           "SELECT document FROM links JOIN link_documents USING (row)"
                           " WHERE account = " ACCOUNT " AND id = ?2",
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

  statement = prepare_for (connection,
                           "SELECT row FROM links WHERE account = " ACCOUNT " AND id = ?2",
                           account, link_id, error);

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

  statement = prepare_for (connection,
                           "SELECT document FROM links JOIN link_documents USING (row)"
                           " WHERE account = " ACCOUNT " AND reference = ?2 ORDER BY created_on DESC, row DESC",
                           account, reference, error);

  return statement != NULL ? pl_document_read_all (statement, read_link, error) : NULL;
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
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (ids != NULL, FALSE);

  statement = prepare_for (connection,
                           "SELECT id FROM links WHERE account = " ACCOUNT " AND status = ?2 AND missing_since = 0"
                           " ORDER BY id",
                           account, NULL, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 2, status);

  while (TRUE)
    {
      if (!pl_statement_step (statement, &found, error))
        return FALSE;

      if (!found)
        break;

      g_ptr_array_add (list, g_strdup (pl_statement_get_text (statement, 0)));
    }

  *ids = g_steal_pointer (&list);

  return TRUE;
}

/**
 * pl_link_table_set_missing:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @now: when Payroc said that it does not know the link, in microseconds since the epoch
 * @error: return location for a #GError
 *
 * Marks a link as one that Payroc no longer knows, until pl_link_table_put() brings it again. The earliest time stands.
 *
 * Errors: %PL_STORE_ERROR_NOT_FOUND.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_table_set_missing (PlConnection  *connection,
                           const char    *account,
                           const char    *link_id,
                           gint64         now,
                           GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);
  g_return_val_if_fail (now > 0, FALSE);

  statement = prepare_for (connection,
                           "UPDATE links SET missing_since = CASE missing_since WHEN 0 THEN ?3 ELSE missing_since END"
                           " WHERE account = " ACCOUNT " AND id = ?2",
                           account, link_id, error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 3, now);

  return run_on_one (statement, error);
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

  statement = prepare_for (connection,
                           "UPDATE links SET recipients = ?3 WHERE account = " ACCOUNT " AND id = ?2",
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

  statement = prepare_for (connection,
                           "UPDATE links SET paid_count = ?3, paid_amount = ?4, paid_currency = ?5, paid_as_of = ?6"
                           " WHERE account = " ACCOUNT " AND id = ?2",
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

  statement = prepare_for (connection,
                           "SELECT paid_count, paid_amount, paid_currency, paid_as_of FROM links"
                           " WHERE account = " ACCOUNT " AND id = ?2",
                           account, link_id, error);

  if (statement == NULL || !step_to_only_row (statement, error))
    return FALSE;

  *count = (guint) pl_statement_get_int (statement, 0);
  *amount = pl_statement_get_int (statement, 1);
  *currency = g_strdup (pl_statement_get_text (statement, 2));
  *as_of = pl_statement_get_int (statement, 3);

  return TRUE;
}
