/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever finds a payment first, the link's page or the watch, writes it down here: in the same transaction it is
 * counted, and becomes a notice when it is news. */
#include "pl-link-payments.h"

#include "pl-link-gaps.h"
#include "pl-link-outcome.h"
#include "pl-payment-news.h"
#include "store/pl-link-table.h"
#include "store/pl-payment-table.h"
#include "store/pl-setting-table.h"
#include "store/pl-store-error.h"
#include "store/pl-unplaced-table.h"

#define SETTING_SINCE "watch.since"

/* The computer's clock and Payroc's need not agree. */
#define CLOCKS_DIFFER G_TIME_SPAN_HOUR

/* The payment with all that was told of it; not when the store knows better since. */
static gboolean
move (PlConnection     *connection,
      PlPaymentFiling  *filing,
      PayrocPayment    *payment,
      gboolean         *moved,
      GError          **error)
{
  return pl_payment_table_move (connection, filing->account, payroc_payment_get_source (payment),
                                payroc_payment_get_id (payment), filing->link_id, filing->asked_at, moved, error) &&
         (!*moved ||
          pl_payment_news_move (connection, filing->account, payment, filing->link_id, filing->now, error));
}

/* Whether somebody is still to be asked whose it is. */
static gboolean
put_place (PlConnection     *connection,
           PlPaymentFiling  *filing,
           PayrocPayment    *payment,
           PlFilingVerdict   verdict,
           GError          **error)
{
  if (verdict == PL_FILING_DOUBT)
    return pl_payment_filing_ask_around (filing, connection, payment, error);

  return !filing->is_witness || filing->is_overlooked
         || pl_unplaced_table_remove (connection, filing->account, payroc_payment_get_source (payment),
                                      payroc_payment_get_id (payment), error);
}

/* The lists count for themselves: by its number alone, a payment of one is not that of the other. What it has come to
 * meanwhile does not tell: what is pending is held among cards, and on its way among bank payments. */
static gboolean
is_same_money (PayrocPayment *one, /* stored */
               PayrocPayment *other)
{
  GDateTime *time = payroc_payment_get_date_time (one);
  GDateTime *other_time = payroc_payment_get_date_time (other);
  const PayrocMoney *amount = payroc_payment_get_amount (one);
  const PayrocMoney *other_amount = payroc_payment_get_amount (other);

  return g_strcmp0 (payroc_payment_get_id (one), payroc_payment_get_id (other)) == 0
         && payroc_payment_get_state (one) != PAYROC_PAYMENT_STATE_GONE
         && g_strcmp0 (payroc_payment_get_order_id (one), payroc_payment_get_order_id (other)) == 0
         && time != NULL && other_time != NULL && g_date_time_equal (time, other_time)
         && amount != NULL && other_amount != NULL && payroc_money_equal (amount, other_amount);
}

/* Money came in once, also where a server shows it among the payments by card and by bank. */
static gboolean
find_twin (PlConnection     *connection,
           PlPaymentFiling  *filing,
           PayrocPayment    *payment,
           gboolean         *found,
           GError          **error)
{
  const PayrocPaymentSource other = payroc_payment_get_source (payment) == PAYROC_PAYMENT_SOURCE_BANK
                                      ? PAYROC_PAYMENT_SOURCE_CARD : PAYROC_PAYMENT_SOURCE_BANK;
  g_autofree char *link_id = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  PayrocPaymentState state;
  guint n_unreadable = 0;

  if (!pl_payment_table_find (connection, filing->account, other, payroc_payment_get_id (payment), &link_id, &state,
                              NULL, error))
    return FALSE;
  if (g_strcmp0 (link_id, filing->link_id) != 0)
    return TRUE;

  stored = pl_payment_table_list_readable (connection, filing->account, link_id, &n_unreadable, error);
  if (stored == NULL)
    return FALSE;

  for (guint i = 0; i < stored->len && !*found; i++)
    *found = payroc_payment_get_source (g_ptr_array_index (stored, i)) == other
             && is_same_money (g_ptr_array_index (stored, i), payment);

  return TRUE;
}

static gboolean
put_one (PlConnection     *connection,
         PlPaymentFiling  *filing,
         PayrocPayment    *payment,
         gint64            since,
         GError          **error)
{
  g_autofree char *stored_link = NULL;
  PlPaymentPast past = { .since = since };
  PlFilingVerdict verdict;
  gboolean is_newest = TRUE;
  gboolean is_twin = FALSE;

  if (!pl_payment_table_find (connection, filing->account, payroc_payment_get_source (payment),
                              payroc_payment_get_id (payment), &stored_link, &past.state, NULL, error)
      || !pl_payment_filing_judge (filing, connection, payment, stored_link, past.state, &verdict, error))
    return FALSE;
  if (stored_link == NULL && verdict != PL_FILING_LEAVE && !find_twin (connection, filing, payment, &is_twin, error))
    return FALSE;
  if (verdict == PL_FILING_LEAVE || is_twin)
    return TRUE;

  if (verdict == PL_FILING_MOVE && !move (connection, filing, payment, &is_newest, error))
    return FALSE;
  if (is_newest &&
      !pl_payment_table_put (connection, filing->account, filing->link_id, payment, filing->asked_at, &is_newest,
                             error))
    return FALSE;
  if (!is_newest)
    return TRUE;
  if (!put_place (connection, filing, payment, verdict, error))
    return FALSE;

  /* One that was gone is as good as new: what was told of it keeps it from being told again. */
  past.known = stored_link != NULL && past.state != PAYROC_PAYMENT_STATE_GONE;

  return pl_payment_news_tell (connection, filing->account, filing->link_id, payment, &past, filing->now, error);
}

/**
 * pl_link_payments_put:
 * @connection: the worker's connection, in a write transaction
 * @filing: whose they are for all that Payroc said, and when it did
 * @payments: (element-type PayrocPayment): payments of that link
 * @error: `PL_STORE_ERROR`
 *
 * Stores payments. What is news of them becomes a notice, once, when the account is watched and they are not older than
 * that.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_payments_put (PlConnection     *connection,
                      PlPaymentFiling  *filing,
                      GPtrArray        *payments,
                      GError          **error)
{
  gint64 since;

  if (payments->len == 0)
    return TRUE;

  if (!pl_link_payments_get_watched_since (connection, filing->account, &since, error))
    return FALSE;

  for (guint i = 0; i < payments->len; i++)
    {
      if (!put_one (connection, filing, g_ptr_array_index (payments, i), since, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_link_payments_is_news:
 * @payment: a payment that is not stored
 * @since: since when the account is watched, in microseconds since the epoch; 0: it is not
 * @now: the time, likewise
 *
 * Returns: whether it was made since then, as far as clocks tell; one without a time is made now
 */
gboolean
pl_link_payments_is_news (PayrocPayment *payment,
                          gint64         since,
                          gint64         now)
{
  GDateTime *time = payroc_payment_get_date_time (payment);
  gint64 made_at = time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : now;

  return since != 0 && made_at >= since - CLOCKS_DIFFER;
}

/**
 * pl_link_payments_count:
 * @connection: the worker's connection, in a write transaction
 * @account: the account's id
 * @link: the link
 * @as_of: the time up to which its stored payments are all there are, in microseconds since the epoch; 0: not known
 * @error: `PL_STORE_ERROR`; %PL_STORE_ERROR_NOT_FOUND when the link is not stored
 *
 * Keeps with the link how often and how much it was paid, and whether the money is still there, so that lists need not
 * look at payments. No currency is kept where no single sum says how much it was.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_payments_count (PlConnection  *connection,
                        const char    *account,
                        PayrocLink    *link,
                        gint64         as_of,
                        GError       **error)
{
  g_autoptr (GPtrArray) payments = NULL;
  g_autoptr (GPtrArray) totals = NULL;
  const PayrocMoney *total;
  const char *currency;
  PlLinkGaps gaps;
  guint n_paid;

  if (!pl_link_gaps_get (connection, account, payroc_link_get_id (link), &gaps, error))
    return FALSE;

  payments = pl_payment_table_list_readable (connection, account, payroc_link_get_id (link),
                                             &gaps.n[PL_LINK_LIST_CARDS], error);
  if (payments == NULL)
    return FALSE;

  totals = pl_link_payments_add_up (payments, PAYROC_PAYMENT_STATE_PAID, &n_paid);
  total = totals != NULL && totals->len > 0 ? g_ptr_array_index (totals, 0) : NULL;
  currency = total != NULL ? total->currency : payroc_link_get_currency (link);
  if (totals == NULL || totals->len > 1 || pl_link_gaps_count_payments (&gaps) > 0)
    currency = NULL;

  if (!pl_link_table_set_paid (connection, account, payroc_link_get_id (link), n_paid,
                               total != NULL && currency != NULL ? total->minor : 0, currency, as_of, error))
    return FALSE;

  return payroc_link_get_status (link) != PAYROC_LINK_STATUS_COMPLETED
         || pl_link_table_set_outcome (connection, account, payroc_link_get_id (link),
                                       pl_link_outcome_judge_lists (link, payments, &gaps), error);
}

/**
 * pl_link_payments_recount:
 * @connection: the worker's connection, in a write transaction
 * @account: the account's id
 * @link_id: Payroc's id of a link
 * @link: (out) (transfer full) (nullable): the link; %NULL when it is not stored (any more), which is no error
 * @rowid: (out): its row
 * @error: `PL_STORE_ERROR`
 *
 * As pl_link_payments_count(), when what changed is not what Payroc said about that link.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_payments_recount (PlConnection  *connection,
                          const char    *account,
                          const char    *link_id,
                          PayrocLink   **link,
                          gint64        *rowid,
                          GError       **error)
{
  g_autoptr (PayrocLink) stored = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *currency = NULL;
  gint64 amount, as_of;
  guint n_paid;

  *link = NULL;
  stored = pl_link_table_get (connection, account, link_id, &local_error);
  if (g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (stored == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *rowid = pl_link_table_find_rowid (connection, account, link_id, error);
  if (*rowid == 0 ||
      !pl_link_table_get_paid (connection, account, link_id, &n_paid, &amount, &currency, &as_of, error) ||
      !pl_link_payments_count (connection, account, stored, as_of, error))
    return FALSE;

  *link = g_steal_pointer (&stored);

  return TRUE;
}

/* One that was given back came in once, and weighs nothing; or less than that, where more was given back. */
static gboolean
is_of_state (PayrocPayment      *payment,
             PayrocPaymentState  state)
{
  const PayrocPaymentState own = payroc_payment_get_state (payment);

  return own == state || (state == PAYROC_PAYMENT_STATE_PAID && own == PAYROC_PAYMENT_STATE_REFUNDED);
}

/* Money may have come in, but nobody can tell. */
static gboolean
may_be_of_state (PayrocPayment      *payment,
                 PayrocPaymentState  state)
{
  const PayrocPaymentState own = payroc_payment_get_state (payment);
  PayrocMoney income;

  return is_of_state (payment, state)
         || (state == PAYROC_PAYMENT_STATE_PAID
             && (own == PAYROC_PAYMENT_STATE_UNKNOWN || own == PAYROC_PAYMENT_STATE_GONE)
             && !payroc_payment_get_income (payment, &income));
}

/* What of a payment counts: of what came in less what went back, of all else what it is about. */
static gboolean
read_sum (PayrocPayment *payment,
          PayrocMoney   *sum)
{
  const PayrocMoney *amount = payroc_payment_get_amount (payment);

  if (is_of_state (payment, PAYROC_PAYMENT_STATE_PAID))
    return payroc_payment_get_income (payment, sum);

  if (amount != NULL)
    *sum = *amount;

  return amount != NULL;
}

/**
 * pl_link_payments_add_up:
 * @payments: (element-type PayrocPayment): payments
 * @state: which of them: %PAYROC_PAYMENT_STATE_PAID is what came in, less refunds; no other state is income
 * @n_payments: (out) (optional): how many they are; one that was given back whole is none
 *
 * Returns: (transfer full) (nullable) (element-type PayrocMoney): their sums, by currency; %NULL when one of them
 *   cannot be told, or is too large to be added: then no sum of the others is the whole
 */
GPtrArray *
pl_link_payments_add_up (GPtrArray          *payments,
                         PayrocPaymentState  state,
                         guint              *n_payments)
{
  g_autoptr (GPtrArray) totals = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_money_free);
  gboolean is_known = TRUE;

  if (n_payments != NULL)
    *n_payments = 0;

  for (guint i = 0; i < payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (payments, i);
      PayrocMoney sum;
      guint j;

      if (!may_be_of_state (payment, state))
        continue;

      if (n_payments != NULL && payroc_payment_get_state (payment) == state)
        ++*n_payments;

      if (!is_of_state (payment, state) || !read_sum (payment, &sum))
        {
          is_known = FALSE;
          continue;
        }

      for (j = 0; j < totals->len; j++)
        {
          PayrocMoney *total = g_ptr_array_index (totals, j);

          if (g_str_equal (total->currency, sum.currency))
            {
              is_known &= payroc_money_add (total, &sum, total);
              break;
            }
        }
      if (j == totals->len)
        g_ptr_array_add (totals, payroc_money_copy (&sum));
    }

  return is_known ? g_steal_pointer (&totals) : NULL;
}

/**
 * pl_link_payments_get_watched_since:
 * @connection: the worker's connection
 * @account: the account's id
 * @since: (out): payments from then on are news, in microseconds since the epoch; 0: none are
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_payments_get_watched_since (PlConnection  *connection,
                                    const char    *account,
                                    gint64        *since,
                                    GError       **error)
{
  g_autofree char *value = NULL;

  *since = 0;
  if (!pl_setting_table_get (connection, account, SETTING_SINCE, &value, error))
    return FALSE;

  if (value != NULL)
    *since = g_ascii_strtoll (value, NULL, 10);

  return TRUE;
}

/**
 * pl_link_payments_set_watched_since:
 * @connection: the worker's connection, in a write transaction
 * @account: the account's id
 * @since: in microseconds since the epoch, not 0
 * @error: `PL_STORE_ERROR`
 *
 * What is stored by then has been seen; what comes later is news.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_payments_set_watched_since (PlConnection  *connection,
                                    const char    *account,
                                    gint64         since,
                                    GError       **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, since);

  return pl_setting_table_set (connection, account, SETTING_SINCE, value, error);
}
