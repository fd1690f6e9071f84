/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of payments: Payroc's documents by link, and from which of its two lists they came. */
#include "pl-payment-table.h"

#include "pl-document.h"

/* As stored: see pl-schema.c. */
G_STATIC_ASSERT (PAYROC_PAYMENT_SOURCE_CARD == 0);
G_STATIC_ASSERT (PAYROC_PAYMENT_SOURCE_BANK == 1);

/* Three parameters. What no total may include has neither income nor currency. */
static void
bind_meaning (PlStatement   *statement,
              int            first,
              PayrocPayment *payment)
{
  PayrocMoney income;

  pl_statement_bind_int (statement, first, payroc_payment_get_state (payment));
  if (!payroc_payment_get_income (payment, &income))
    return;

  pl_statement_bind_int (statement, first + 1, income.minor);
  pl_statement_bind_text (statement, first + 2, income.currency);
}

/**
 * pl_payment_table_put:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @link_id: Payroc's id of the link; the link itself may be unknown here
 * @payment: a payment
 * @asked_at: when Payroc was asked, in microseconds since the epoch
 * @is_newest_or_null: (out) (optional): %FALSE when the answer to a later question is stored, which stays
 * @error: return location for a #GError
 *
 * Adds a payment, or writes over the one with its id from the same list: a bank payment can come back, a card
 * payment be refunded.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_table_put (PlConnection   *connection,
                      const char     *account,
                      const char     *link_id,
                      PayrocPayment  *payment,
                      gint64          asked_at,
                      gboolean       *is_newest_or_null,
                      GError        **error)
{
  PlStatement *statement;
  gint64       changed;

  g_return_val_if_fail (link_id != NULL, FALSE);
  g_return_val_if_fail (PAYROC_IS_PAYMENT (payment), FALSE);

  /* A time that has not come yet is from before somebody turned the clock back. */
  statement = pl_connection_prepare (connection,
                                     "INSERT INTO payments (account, link_id, source, id, paid_at, seen_at, document,"
                                     " state, income, currency)"
                                     " VALUES ((SELECT number FROM accounts WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7,"
                                     " ?8, ?9, ?10)"
                                     " ON CONFLICT (account, link_id, source, id) DO UPDATE SET"
                                     " paid_at = excluded.paid_at, seen_at = excluded.seen_at,"
                                     " document = excluded.document, state = excluded.state,"
                                     " income = excluded.income, currency = excluded.currency"
                                     " WHERE payments.seen_at <= excluded.seen_at OR payments.seen_at > ?11",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);
  pl_statement_bind_int (statement, 3, payroc_payment_get_source (payment));
  pl_statement_bind_text (statement, 4, payroc_payment_get_id (payment));
  pl_statement_bind_int (statement, 5, pl_document_time (payroc_payment_get_date_time (payment)));
  pl_statement_bind_int (statement, 6, asked_at);
  pl_document_bind (statement, 7, payroc_payment_get_json (payment));
  bind_meaning (statement, 8, payment);
  pl_statement_bind_int (statement, 11, g_get_real_time ());
  if (!pl_statement_run (statement, &changed, error))
    return FALSE;

  if (is_newest_or_null != NULL)
    *is_newest_or_null = changed > 0;

  return TRUE;
}

/**
 * pl_payment_table_find:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @source: which of Payroc's two lists it is from
 * @payment_id: Payroc's id of the payment
 * @link_id: (out) (nullable) (transfer full): the link's id; %NULL when the payment is not stored
 * @state: (out): what it was when last seen; %PAYROC_PAYMENT_STATE_PAID where an earlier version did not note it, since
 *   what is as old as that is no news
 * @income: (out) (optional): what of it could be counted, in the currency's smallest unit; -1 when that was not noted
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_table_find (PlConnection         *connection,
                       const char           *account,
                       PayrocPaymentSource   source,
                       const char           *payment_id,
                       char                **link_id,
                       PayrocPaymentState   *state,
                       gint64               *income,
                       GError              **error)
{
  PlStatement *statement;
  gboolean     found;

  g_return_val_if_fail (payment_id != NULL, FALSE);
  g_return_val_if_fail (link_id != NULL && state != NULL, FALSE);

  *link_id = NULL;
  *state = PAYROC_PAYMENT_STATE_UNKNOWN;
  statement = pl_connection_prepare (connection,
                                     "SELECT link_id, ifnull (state, ?4), ifnull (income, -1) FROM payments"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1)"
                                     " AND source = ?2 AND id = ?3",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, source);
  pl_statement_bind_text (statement, 3, payment_id);
  pl_statement_bind_int (statement, 4, PAYROC_PAYMENT_STATE_PAID);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;

  if (found)
    {
      *link_id = g_strdup (pl_statement_get_text (statement, 0));
      *state = (PayrocPaymentState) pl_statement_get_int (statement, 1);
      if (income != NULL)
        *income = pl_statement_get_int (statement, 2);
    }

  return TRUE;
}

static gpointer
read_payment (PlStatement  *statement,
              JsonNode     *document,
              GError      **error)
{
  g_autoptr (PayrocPayment) payment = NULL;

  payment = payroc_payment_new_from_json (document, (PayrocPaymentSource) pl_statement_get_int (statement, 1), error);
  if (payment == NULL || pl_statement_get_int (statement, 2) != PAYROC_PAYMENT_STATE_GONE)
    return g_steal_pointer (&payment);

  return payroc_payment_new_gone (payment);
}

/* (nullable) */
static PlStatement *
prepare_list (PlConnection  *connection,
              const char    *account,
              const char    *link_id,
              GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection,
                                                  "SELECT document, source, ifnull (state, 0) FROM payments"
                                                  " WHERE account = (SELECT number FROM accounts WHERE id = ?1)"
                                                  " AND link_id = ?2 ORDER BY paid_at DESC, row DESC",
                                                  error);

  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);

  return statement;
}

/**
 * pl_payment_table_list:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @error: return location for a #GError
 *
 * Errors: %PL_STORE_ERROR_DAMAGED.
 *
 * Returns: (transfer full) (nullable) (element-type PayrocPayment): payments of that link from both lists, newest
 *   first, those without a time last; none is no error
 */
GPtrArray *
pl_payment_table_list (PlConnection  *connection,
                       const char    *account,
                       const char    *link_id,
                       GError       **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, NULL);

  statement = prepare_list (connection, account, link_id, error);
  if (statement == NULL)
    return NULL;

  return pl_document_read_all (statement, read_payment, error);
}

/**
 * pl_payment_table_list_doubtful:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @error: return location for a #GError
 *
 * Looks into every stored document: not for every day.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): links with a payment of which something was refunded, or
 *   which a bank took back, and those that are called paid, or unclear, though less came in than they ask for, as far
 *   as was counted; none is no error
 */
GPtrArray *
pl_payment_table_list_doubtful (PlConnection  *connection,
                                  const char    *account,
                                  GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "SELECT DISTINCT link_id FROM payments"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1)"
                                     " AND (state = ?2 OR iif (json_valid (document),"
                                     "   json_extract (document, '$.refunds[0]') IS NOT NULL"
                                     "   OR json_extract (document, '$.returns[0]') IS NOT NULL, 0))"
                                     " UNION SELECT id FROM links"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1)"
                                     " AND status IN (?3, ?4)"
                                     " AND (amount < 0 OR paid_count = 0 OR paid_amount < amount"
                                     "   OR paid_currency IS NOT currency)"
                                     " AND EXISTS (SELECT 1 FROM payments WHERE payments.account = links.account"
                                     "   AND link_id = links.id)",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, PAYROC_PAYMENT_STATE_RETURNED);
  pl_statement_bind_int (statement, 3, PAYROC_LINK_STATUS_COMPLETED);
  pl_statement_bind_int (statement, 4, PAYROC_LINK_STATUS_UNCLEAR);

  return pl_statement_list_texts (statement, error);
}

/**
 * pl_payment_table_judge:
 * @connection: the worker's connection, in a write transaction
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @payment: a payment as it is stored
 * @error: return location for a #GError
 *
 * An earlier version may have understood less of it.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_table_judge (PlConnection   *connection,
                        const char     *account,
                        const char     *link_id,
                        PayrocPayment  *payment,
                        GError        **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, FALSE);
  g_return_val_if_fail (PAYROC_IS_PAYMENT (payment), FALSE);

  statement = pl_connection_prepare (connection,
                                     "UPDATE payments SET state = ?5, income = ?6, currency = ?7"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1)"
                                     " AND link_id = ?2 AND source = ?3 AND id = ?4",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);
  pl_statement_bind_int (statement, 3, payroc_payment_get_source (payment));
  pl_statement_bind_text (statement, 4, payroc_payment_get_id (payment));
  bind_meaning (statement, 5, payment);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_payment_table_list_readable:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @n_unreadable: (inout): grows by those that nobody can read
 * @error: return location for a #GError
 *
 * As pl_payment_table_list(), where one damaged row must not take the others with it.
 *
 * Returns: (transfer full) (nullable) (element-type PayrocPayment): payments of that link that can be read, newest
 *   first
 */
GPtrArray *
pl_payment_table_list_readable (PlConnection  *connection,
                                const char    *account,
                                const char    *link_id,
                                guint         *n_unreadable,
                                GError       **error)
{
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);
  PlStatement *statement = prepare_list (connection, account, link_id, error);
  gboolean     found;

  g_return_val_if_fail (n_unreadable != NULL, NULL);

  while (statement != NULL && pl_statement_step (statement, &found, error))
    {
      PayrocPayment *payment;

      if (!found)
        return g_steal_pointer (&payments);

      payment = pl_document_read (statement, read_payment, NULL);
      if (payment != NULL)
        g_ptr_array_add (payments, payment);
      else
        (*n_unreadable)++;
    }

  return NULL;
}

/**
 * pl_payment_table_list_ids:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @source: which of Payroc's two lists
 * @seen_before: in microseconds since the epoch
 * @now: what was seen later than that was seen by a clock that was ahead, nobody knows when
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type utf8): what of that list stands under the link, was last seen
 *   before that, and is not known to be gone
 */
GPtrArray *
pl_payment_table_list_ids (PlConnection         *connection,
                           const char           *account,
                           const char           *link_id,
                           PayrocPaymentSource   source,
                           gint64                seen_before,
                           gint64                now,
                           GError              **error)
{
  PlStatement *statement;

  g_return_val_if_fail (link_id != NULL, NULL);

  statement = pl_connection_prepare (connection,
                                     "SELECT id FROM payments"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1) AND link_id = ?2"
                                     " AND source = ?3 AND (seen_at < ?4 OR seen_at > ?6) AND state IS NOT ?5",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, link_id);
  pl_statement_bind_int (statement, 3, source);
  pl_statement_bind_int (statement, 4, seen_before);
  pl_statement_bind_int (statement, 5, PAYROC_PAYMENT_STATE_GONE);
  pl_statement_bind_int (statement, 6, now);

  return pl_statement_list_texts (statement, error);
}

/**
 * pl_payment_table_move:
 * @connection: the worker's connection, in a write transaction
 * @account: an account's UUID
 * @source: which of Payroc's two lists it is from
 * @payment_id: Payroc's id of the payment
 * @link_id: Payroc's id of the link whose it is
 * @asked_at: when Payroc was asked, in microseconds since the epoch
 * @moved: (out): %FALSE when the answer to a later question is stored: then it stays where it is
 * @error: return location for a #GError
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_table_move (PlConnection         *connection,
                       const char           *account,
                       PayrocPaymentSource   source,
                       const char           *payment_id,
                       const char           *link_id,
                       gint64                asked_at,
                       gboolean             *moved,
                       GError              **error)
{
  PlStatement *statement;
  gint64 changed;

  g_return_val_if_fail (payment_id != NULL && link_id != NULL && moved != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "UPDATE payments SET link_id = ?4"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1)"
                                     " AND source = ?2 AND id = ?3 AND (seen_at <= ?5 OR seen_at > ?6)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, source);
  pl_statement_bind_text (statement, 3, payment_id);
  pl_statement_bind_text (statement, 4, link_id);
  pl_statement_bind_int (statement, 5, asked_at);
  pl_statement_bind_int (statement, 6, g_get_real_time ());
  if (!pl_statement_run (statement, &changed, error))
    return FALSE;

  *moved = changed > 0;

  return TRUE;
}

static void
unsettled_free (PlUnsettledLink *link)
{
  g_free (link->link_id);
  g_free (link);
}

/**
 * pl_payment_table_find_unsettled:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @since: payments older than that, in microseconds since the epoch, do not change any more
 * @now: what was asked later than that was asked by a clock that was ahead: as good as never
 * @error: return location for a #GError
 *
 * Links whose payments may not be what is stored: never asked about, open, changed since, or with a payment that can
 * still be refunded, come back or be collected, or that was missing the last time.
 *
 * Returns: (transfer full) (nullable) (element-type gint64 PlUnsettledLink): each by its row
 */
GHashTable *
pl_payment_table_find_unsettled (PlConnection  *connection,
                                 const char    *account,
                                 gint64         since,
                                 gint64         now,
                                 GError       **error)
{
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                        (GDestroyNotify) unsettled_free);
  PlStatement *statement;
  gboolean     found;

  /* A payment that an earlier version did not judge was paid for all that is known. */
  statement = pl_connection_prepare (connection,
                                     "SELECT row, id, iif (paid_as_of > ?10, 0, paid_as_of),"
                                     " iif (paid_as_of = 0 OR paid_as_of < seen_at OR paid_as_of > ?10"
                                     "   OR (status IN (?3, ?4) AND missing_since = 0), 1,"
                                     "   (SELECT max (ifnull (state, ?5) != ?5) FROM payments"
                                     "    WHERE payments.account = links.account AND link_id = links.id"
                                     "    AND ifnull (state, ?5) IN (?5, ?6, ?7, ?8, ?9)"
                                     "    AND iif (paid_at > 0, paid_at, payments.seen_at) > ?2)) AS lively"
                                     " FROM links WHERE account = (SELECT number FROM accounts WHERE id = ?1)"
                                     " AND lively IS NOT NULL",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, since);
  pl_statement_bind_int (statement, 3, PAYROC_LINK_STATUS_UNKNOWN);
  pl_statement_bind_int (statement, 4, PAYROC_LINK_STATUS_ACTIVE);
  pl_statement_bind_int (statement, 5, PAYROC_PAYMENT_STATE_PAID);
  pl_statement_bind_int (statement, 6, PAYROC_PAYMENT_STATE_UNKNOWN);
  pl_statement_bind_int (statement, 7, PAYROC_PAYMENT_STATE_PENDING);
  pl_statement_bind_int (statement, 8, PAYROC_PAYMENT_STATE_HELD);
  pl_statement_bind_int (statement, 9, PAYROC_PAYMENT_STATE_GONE);
  pl_statement_bind_int (statement, 10, now);
  while (pl_statement_step (statement, &found, error))
    {
      PlUnsettledLink *link;

      if (!found)
        return g_steal_pointer (&links);

      link = g_new0 (PlUnsettledLink, 1);
      link->row = pl_statement_get_int (statement, 0);
      link->link_id = g_strdup (pl_statement_get_text (statement, 1));
      link->as_of = pl_statement_get_int (statement, 2);
      link->is_lively = pl_statement_get_int (statement, 3) != 0;
      g_hash_table_insert (links, &link->row, link);
    }

  return NULL;
}
