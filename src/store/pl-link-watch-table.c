/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about links that are asked every minute: each is answered by an index, without a document. */
#include "pl-link-watch-table.h"

#include "payroc/payroc-enums.h"

/* Payroc lists a payment some time after it was made, and clocks differ, also by time zones. */
#define LISTED_WITHIN (2 * G_TIME_SPAN_DAY)

#define ACCOUNT "(SELECT number FROM accounts WHERE id = ?1)"

/* As stored, and as the indexes say it: see pl-schema.c. */
G_STATIC_ASSERT (PAYROC_LINK_KIND_SINGLE_USE == 1);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_ACTIVE == 1);
G_STATIC_ASSERT (PAYROC_LINK_KIND_MULTI_USE == 2);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_COMPLETED == 2);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_DEACTIVATED == 4);

/**
 * pl_link_watch_table_list_used:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @since: only links that became what they are later than that, in microseconds since the epoch
 * @limit: how many at most
 * @ids: (out) (transfer full) (element-type utf8): Payroc's ids
 * @error: return location for a #GError
 *
 * Links for one payment that Payroc calls completed, and whose payments were not counted since: somebody has to ask.
 * Also those of which it is not clear what became of the money: an answer may have been about another link.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_watch_table_list_used (PlConnection  *connection,
                               const char    *account,
                               gint64         since,
                               guint          limit,
                               GPtrArray    **ids,
                               GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (ids != NULL, FALSE);

  *ids = NULL;
  statement = pl_connection_prepare (connection,
                                     "SELECT id FROM (SELECT id, seen_at FROM links WHERE account = " ACCOUNT
                                     " AND kind = 1 AND status = 2 AND paid_as_of < seen_at AND seen_at > ?2"
                                     " UNION ALL SELECT id, seen_at FROM links WHERE account = " ACCOUNT
                                     " AND kind = 1 AND status = ?4 AND paid_as_of < seen_at AND seen_at > ?2)"
                                     " ORDER BY seen_at LIMIT ?3",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, since);
  pl_statement_bind_int (statement, 3, limit);
  pl_statement_bind_int (statement, 4, PAYROC_LINK_STATUS_UNCLEAR);
  *ids = pl_statement_list_texts (statement, error);

  return *ids != NULL;
}

/**
 * pl_link_watch_table_list_others:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of a link
 * @currency: (nullable): ISO 4217; %NULL: any
 * @limit: how many at most
 * @ids: (out) (transfer full) (element-type utf8): Payroc's ids
 * @error: return location for a #GError
 *
 * Links of the account beside @link_id: the newest that take many payments, in that currency, and were not switched
 * off; where there is none, the newest of any kind.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_watch_table_list_others (PlConnection  *connection,
                                 const char    *account,
                                 const char    *link_id,
                                 const char    *currency,
                                 guint          limit,
                                 GPtrArray    **ids,
                                 GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL && ids != NULL, FALSE);

  *ids = NULL;
  statement = pl_connection_prepare (connection,
                                     "WITH many AS (SELECT id FROM links WHERE account = " ACCOUNT " AND kind = 2"
                                     " AND id <> ?2 AND status <> 4 AND missing_since = 0"
                                     " AND currency = ifnull (?3, currency) ORDER BY row DESC LIMIT ?4)"
                                     " SELECT id FROM many UNION ALL SELECT id FROM (SELECT id FROM links"
                                     " WHERE account = " ACCOUNT " AND id <> ?2 AND missing_since = 0"
                                     " AND NOT EXISTS (SELECT 1 FROM many) ORDER BY row DESC LIMIT 1)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);
  pl_statement_bind_text (statement, 3, currency);
  pl_statement_bind_int (statement, 4, limit);
  *ids = pl_statement_list_texts (statement, error);

  return *ids != NULL;
}

/**
 * pl_link_watch_table_has_active:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @has: (out): whether one of its links can be paid
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_watch_table_has_active (PlConnection  *connection,
                                const char    *account,
                                gboolean      *has,
                                GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (has != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "SELECT 1 FROM links WHERE account = " ACCOUNT " AND status = 1"
                                     " AND missing_since = 0 LIMIT 1",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);

  return pl_statement_step (statement, has, error);
}

/* As of when the list of a link must be known to tell that the payment is not in it. It was there by the time that it
 * was listed; and unless that is still to come, long after it was made. */
static gint64
get_known_by (PayrocPayment *payment,
              gint64         listed_at)
{
  GDateTime *time = payroc_payment_get_date_time (payment);

  if (time == NULL)
    return listed_at;

  return MIN (listed_at, g_date_time_to_unix (time) * G_USEC_PER_SEC + LISTED_WITHIN);
}

/**
 * pl_link_watch_table_find_order:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @payment: a payment
 * @link_id: the link that it was listed for
 * @listed_at: when Payroc was asked for that list, in microseconds since the epoch
 * @other: (out) (transfer full) (nullable): a link that takes one payment, and has the payment's order number; %NULL
 *   when that is the number of @link_id as well, and when all payments of such links are known and it is none of them
 * @error: return location for a #GError
 *
 * Only links for one payment have an order number of their own (contract, "Fields"); a shop may use the same by chance.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_watch_table_find_order (PlConnection   *connection,
                                const char     *account,
                                PayrocPayment  *payment,
                                const char     *link_id,
                                gint64          listed_at,
                                char          **other,
                                GError        **error)
{
  const char *order_id = payroc_payment_get_order_id (payment);
  PlStatement *statement;
  gboolean found;

  g_return_val_if_fail (link_id != NULL && other != NULL, FALSE);

  *other = NULL;
  if (order_id == NULL || *order_id == '\0')
    return TRUE;

  statement = pl_connection_prepare (connection,
                                     "SELECT id FROM links AS other WHERE account = " ACCOUNT " AND order_id = ?2"
                                     " AND kind = 1 AND NOT EXISTS (SELECT 1 FROM links WHERE account = " ACCOUNT
                                     "   AND order_id = ?2 AND id = ?3)"
                                     " AND (paid_as_of NOT BETWEEN ?4 AND ?5 OR EXISTS (SELECT 1 FROM payments"
                                     "   WHERE account = other.account AND source = ?6 AND id = ?7"
                                     "   AND link_id = other.id AND state IS NOT ?8)) LIMIT 1",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, order_id);
  pl_statement_bind_text (statement, 3, link_id);
  pl_statement_bind_int (statement, 4, get_known_by (payment, listed_at));
  pl_statement_bind_int (statement, 5, MAX (listed_at, g_get_real_time ()));
  pl_statement_bind_int (statement, 6, payroc_payment_get_source (payment));
  pl_statement_bind_text (statement, 7, payroc_payment_get_id (payment));
  pl_statement_bind_int (statement, 8, PAYROC_PAYMENT_STATE_GONE);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  if (found)
    *other = g_strdup (pl_statement_get_text (statement, 0));

  return TRUE;
}
