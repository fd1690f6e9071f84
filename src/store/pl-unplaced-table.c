/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A payment names no link (contract, "Paid?"), and a shop's own order number may be the same as a link's by chance: so
 * the link is asked whether it is its payment. Where that stands is kept, so that a terminal that sells in a shop, too,
 * does not make Payroc answer the same again. */
#include "pl-unplaced-table.h"

#include "payroc/payroc-enums.h"

#define ACCOUNT "(SELECT number FROM accounts WHERE id = ?1)"

/* As stored, and as the index links_many says it. */
G_STATIC_ASSERT (PAYROC_LINK_KIND_SINGLE_USE == 1);
G_STATIC_ASSERT (PAYROC_LINK_KIND_MULTI_USE == 2);
G_STATIC_ASSERT (PAYROC_LINK_STATUS_DEACTIVATED == 4);

/**
 * pl_unplaced_ask_free:
 * @self: (transfer full): an ask
 */
void
pl_unplaced_ask_free (PlUnplacedAsk *self)
{
  g_free (self->link_id);
  g_free (self);
}

/**
 * pl_unplaced_table_add:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @payment: a payment of the account's terminal
 * @seen_at: in microseconds since the epoch
 * @error: return location for a #GError
 *
 * Adds a payment for which the links that are known now are to be asked.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_unplaced_table_add (PlConnection   *connection,
                       const char     *account,
                       PayrocPayment  *payment,
                       gint64          seen_at,
                       GError        **error)
{
  const PayrocMoney *amount = payroc_payment_get_amount (payment);
  PlStatement       *statement;

  statement = pl_connection_prepare (connection,
                                     "INSERT INTO unplaced_payments (account, source, id, currency, order_id, seen_at,"
                                     " next_order, next_link) VALUES (" ACCOUNT ", ?2, ?3, ?4, ?5, ?6,"
                                     " ifnull ((SELECT max (row) FROM links), 0),"
                                     " ifnull ((SELECT max (row) FROM links), 0))"
                                     " ON CONFLICT (account, source, id) DO NOTHING",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, payroc_payment_get_source (payment));
  pl_statement_bind_text (statement, 3, payroc_payment_get_id (payment));
  if (amount != NULL)
    pl_statement_bind_text (statement, 4, amount->currency);
  pl_statement_bind_text (statement, 5, payroc_payment_get_order_id (payment));
  pl_statement_bind_int (statement, 6, seen_at);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_unplaced_table_remove:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @source: which of Payroc's two lists it is from
 * @payment_id: Payroc's id of the payment
 * @error: return location for a #GError
 *
 * Forgets a payment, since its link is known.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_unplaced_table_remove (PlConnection         *connection,
                          const char           *account,
                          PayrocPaymentSource   source,
                          const char           *payment_id,
                          GError              **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "DELETE FROM unplaced_payments WHERE account = " ACCOUNT
                                     " AND source = ?2 AND id = ?3",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, source);
  pl_statement_bind_text (statement, 3, payment_id);

  return pl_statement_run (statement, NULL, error);
}

/* What no link is left for is no link's: paid in the shop, or with a link that is not ours. */
static gboolean
close_exhausted (PlConnection  *connection,
                 const char    *account,
                 GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "UPDATE unplaced_payments AS payment SET next_link = NULL"
                                     " WHERE account = " ACCOUNT " AND next_link IS NOT NULL AND NOT EXISTS"
                                     " (SELECT 1 FROM unplaced_candidates WHERE payment = payment.row)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_unplaced_table_plan:
 * @connection: the worker's connection, in a write transaction
 * @account: an account's UUID
 * @limit: how many at most
 * @error: return location for a #GError
 *
 * Only links that could have taken the payment are asked: those for one payment by their order number, then those for
 * many that were not switched off, in its currency; the newest first. What was paid may be less than a link's amount
 * (approved in part), or more.
 *
 * Returns: (transfer full) (nullable) (element-type PlUnplacedAsk): the next link for each payment, oldest first
 */
GPtrArray *
pl_unplaced_table_plan (PlConnection  *connection,
                        const char    *account,
                        guint          limit,
                        GError       **error)
{
  g_autoptr (GPtrArray) asks = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_unplaced_ask_free);
  PlStatement          *statement;
  gboolean              more;

  if (!close_exhausted (connection, account, error))
    return NULL;

  statement = pl_connection_prepare (connection,
                                     "SELECT payment, link, link_id, source, max (by_order * 9223372036854775807 / 2"
                                     " + link) FROM unplaced_candidates WHERE account = " ACCOUNT
                                     " AND payment IN (SELECT row FROM unplaced_payments WHERE account = " ACCOUNT
                                     "   AND next_link IS NOT NULL ORDER BY row LIMIT ?2)"
                                     " GROUP BY payment ORDER BY payment LIMIT ?2",
                                     error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, limit);
  for (;;)
    {
      PlUnplacedAsk *ask;

      if (!pl_statement_step (statement, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&asks);

      ask = g_new0 (PlUnplacedAsk, 1);
      ask->row = pl_statement_get_int (statement, 0);
      ask->link = pl_statement_get_int (statement, 1);
      ask->link_id = g_strdup (pl_statement_get_text (statement, 2));
      ask->source = (PayrocPaymentSource) pl_statement_get_int (statement, 3);
      ask->by_order = pl_statement_get_int (statement, 4) > G_MAXINT64 / 2;
      g_ptr_array_add (asks, ask);
    }
}

/**
 * pl_unplaced_table_pass:
 * @connection: the worker's connection
 * @ask: a link that was asked
 * @error: return location for a #GError
 *
 * The next older link comes next. Nothing happens when the payment was placed meanwhile.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_unplaced_table_pass (PlConnection         *connection,
                        const PlUnplacedAsk  *ask,
                        GError              **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     ask->by_order ? "UPDATE unplaced_payments SET next_order = ?2 - 1"
                                                     " WHERE row = ?1 AND next_order >= ?2"
                                                   : "UPDATE unplaced_payments SET next_link = ?2 - 1"
                                                     " WHERE row = ?1 AND next_link >= ?2",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_int (statement, 1, ask->row);
  pl_statement_bind_int (statement, 2, ask->link);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_unplaced_table_forget:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @seen_before: in microseconds since the epoch; must be further back than payments are asked for
 * @error: return location for a #GError
 *
 * Forgets payments once Payroc is no longer asked about their days.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_unplaced_table_forget (PlConnection  *connection,
                          const char    *account,
                          gint64         seen_before,
                          GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "DELETE FROM unplaced_payments WHERE account = " ACCOUNT
                                     " AND seen_at < ?2",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_int (statement, 2, seen_before);

  return pl_statement_run (statement, NULL, error);
}
