/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Told is what changes something that the merchant counts on. A declined attempt changes nothing: the customer tries
 * again. A payment that was on its way, held or received, and then is not, does. */
#include "pl-payment-news.h"

#include "pl-link-outcome.h"
#include "pl-link-payments.h"
#include "store/pl-link-table.h"
#include "store/pl-notice-table.h"
#include "store/pl-store-error.h"

/* Which news a payment in that state is; -1: none. */
static const int kinds[] = {
  [PAYROC_PAYMENT_STATE_UNKNOWN] = -1,
  [PAYROC_PAYMENT_STATE_PAID] = PL_NOTICE_PAID,
  [PAYROC_PAYMENT_STATE_PENDING] = PL_NOTICE_PENDING,
  [PAYROC_PAYMENT_STATE_HELD] = PL_NOTICE_HELD,
  [PAYROC_PAYMENT_STATE_DECLINED] = PL_NOTICE_DECLINED,
  [PAYROC_PAYMENT_STATE_REVERSED] = PL_NOTICE_REVERSED,
  [PAYROC_PAYMENT_STATE_RETURNED] = PL_NOTICE_RETURNED,
  [PAYROC_PAYMENT_STATE_REFUNDED] = -1,
  [PAYROC_PAYMENT_STATE_GONE] = -1,
};

/* Both lists may have one of that number. */
static char *
dup_subject (PayrocPayment *payment)
{
  const char *list = payroc_payment_get_source (payment) == PAYROC_PAYMENT_SOURCE_BANK ? "bank" : "card";

  return g_strdup_printf ("%s %s", list, payroc_payment_get_id (payment));
}

static gboolean
has_failed (PayrocPaymentState state)
{
  return state == PAYROC_PAYMENT_STATE_DECLINED || state == PAYROC_PAYMENT_STATE_REVERSED;
}

/* Money that is there, or is to come. */
static gboolean
is_counted_on (PayrocPaymentState state)
{
  return state == PAYROC_PAYMENT_STATE_PAID || state == PAYROC_PAYMENT_STATE_PENDING
         || state == PAYROC_PAYMENT_STATE_HELD;
}

/* Whether it is more than was known; which is not asked of what failed. */
static gboolean
is_further (PayrocPaymentState   state,
            const PlPaymentPast *past)
{
  if (!past->known)
    return TRUE;

  switch (state)
    {
    case PAYROC_PAYMENT_STATE_PAID:
    case PAYROC_PAYMENT_STATE_RETURNED:
      return past->state != state;
    case PAYROC_PAYMENT_STATE_HELD:
      return past->state == PAYROC_PAYMENT_STATE_UNKNOWN || past->state == PAYROC_PAYMENT_STATE_PENDING
             || has_failed (past->state);
    case PAYROC_PAYMENT_STATE_PENDING:
      return past->state == PAYROC_PAYMENT_STATE_UNKNOWN || has_failed (past->state);
    case PAYROC_PAYMENT_STATE_UNKNOWN:
    case PAYROC_PAYMENT_STATE_DECLINED:
    case PAYROC_PAYMENT_STATE_REVERSED:
    case PAYROC_PAYMENT_STATE_REFUNDED:
    case PAYROC_PAYMENT_STATE_GONE:
    default:
      return FALSE;
    }
}

/* One that was not listed for a while was told of all the same. */
static gboolean
check_counted_on (PlConnection         *connection,
                  const char           *account,
                  PayrocPayment        *payment,
                  const PlPaymentPast  *past,
                  gboolean             *is_news,
                  GError              **error)
{
  g_autofree char *subject = dup_subject (payment);

  *is_news = past->known && is_counted_on (past->state);

  return past->known || pl_notice_table_knows (connection, account, subject, is_news, error);
}

static gboolean
check_news (PlConnection         *connection,
            const char           *account,
            PayrocPayment        *payment,
            const PlPaymentPast  *past,
            gint64                now,
            gboolean             *is_news,
            GError              **error)
{
  const PayrocPaymentState state = payroc_payment_get_state (payment);

  *is_news = FALSE;
  if (kinds[state] < 0 || past->since == 0
      || (!past->known && !pl_link_payments_is_news (payment, past->since, now)))
    return TRUE;

  if (has_failed (state))
    return check_counted_on (connection, account, payment, past, is_news, error);

  *is_news = is_further (state, past);

  return TRUE;
}

/* A card may have been good for a part only. What a link asks for that cannot be read, the payment may say. */
static gboolean
check_amount (PlConnection   *connection,
              const char     *account,
              const char     *link_id,
              PayrocPayment  *payment,
              PlNoticeKind   *kind,
              GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PayrocLink) link = pl_link_table_get (connection, account, link_id, &local_error);

  if (link == NULL && !g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND)
      && !g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (payroc_payment_get_amount (payment) != NULL
      && !pl_link_outcome_is_all_paid (link != NULL ? payroc_link_get_amount (link) : NULL, payment))
    *kind = PL_NOTICE_PARTLY_PAID;

  return TRUE;
}

/* Of what was declined nothing is authorized; it was about so much all the same. (nullable) */
static const PayrocMoney *
get_money (PayrocPayment *payment)
{
  const PayrocMoney *amount = payroc_payment_get_amount (payment);

  if (has_failed (payroc_payment_get_state (payment)) && (amount == NULL || amount->minor <= 0))
    return payroc_payment_get_asked (payment);

  return amount;
}

/* The link itself said so already, with all that it asks for, when its payments could not be read; and nothing else was
 * said of this one since. */
static gboolean
check_used (PlConnection  *connection,
            const char    *account,
            const char    *link_id,
            const char    *subject,
            gboolean      *was_told,
            GError       **error)
{
  gboolean is_used, is_known;

  if (!pl_notice_table_has (connection, account, PL_NOTICE_USED, link_id, &is_used, error)
      || !pl_notice_table_knows (connection, account, subject, &is_known, error))
    return FALSE;

  *was_told = is_used && !is_known;

  return TRUE;
}

static gboolean
add (PlConnection   *connection,
     const char     *account,
     const char     *link_id,
     PayrocPayment  *payment,
     gint64          now,
     GError        **error)
{
  g_autoptr (PlNoticeRow) notice = pl_notice_row_new ();
  PlNoticeKind kind = (PlNoticeKind) kinds[payroc_payment_get_state (payment)];
  PayrocMoney income;
  gboolean was_told = FALSE;

  notice->subject = dup_subject (payment);
  if (kind == PL_NOTICE_PAID && !check_amount (connection, account, link_id, payment, &kind, error))
    return FALSE;
  if (kind == PL_NOTICE_PAID
      && !check_used (connection, account, link_id, notice->subject, &was_told, error))
    return FALSE;
  if (was_told)
    return TRUE;

  notice->kind = kind;
  notice->link_id = g_strdup (link_id);
  if ((kind == PL_NOTICE_PAID || kind == PL_NOTICE_PARTLY_PAID) && payroc_payment_get_income (payment, &income))
    notice->money = payroc_money_copy (&income);
  else if (get_money (payment) != NULL)
    notice->money = payroc_money_copy (get_money (payment));
  notice->payer = g_strdup (payroc_payment_get_payer (payment));
  notice->noticed_at = now;

  return pl_notice_table_tell (connection, account, notice, error);
}

/**
 * pl_payment_news_tell:
 * @connection: the worker's connection, in a write transaction
 * @account: the account's id
 * @link_id: whose payment it is
 * @payment: a payment as it is now
 * @past: what was known of it
 * @now: the time, in microseconds since the epoch
 * @error: `PL_STORE_ERROR`
 *
 * A payment that came in, is on its way or held, or that a bank took back, becomes a notice; one that was declined or
 * called off does when the merchant had reason to count on it. Once each, until another of them is true.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_news_tell (PlConnection         *connection,
                      const char           *account,
                      const char           *link_id,
                      PayrocPayment        *payment,
                      const PlPaymentPast  *past,
                      gint64                now,
                      GError              **error)
{
  gboolean is_news;

  return check_news (connection, account, payment, past, now, &is_news, error)
         && (!is_news || add (connection, account, link_id, payment, now, error));
}

/**
 * pl_payment_news_move:
 * @connection: the worker's connection, in a write transaction
 * @account: the account's id
 * @payment: a payment that was filed under another link
 * @link_id: whose it is
 * @now: the time, in microseconds since the epoch
 * @error: `PL_STORE_ERROR`
 *
 * What is still to be told of it names the right link; a merchant who was told the wrong one hears of that, and not of
 * new money.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_news_move (PlConnection   *connection,
                      const char     *account,
                      PayrocPayment  *payment,
                      const char     *link_id,
                      gint64          now,
                      GError        **error)
{
  g_autofree char *subject = dup_subject (payment);
  g_autoptr (PlNoticeRow) notice = NULL;
  gboolean was_told;

  if (!pl_notice_table_move (connection, account, subject, link_id, &was_told, error))
    return FALSE;
  if (!was_told)
    return TRUE;

  notice = pl_notice_row_new ();
  notice->kind = PL_NOTICE_MOVED;
  notice->subject = g_strdup_printf ("%s %s", subject, link_id);
  notice->link_id = g_strdup (link_id);
  if (get_money (payment) != NULL)
    notice->money = payroc_money_copy (get_money (payment));
  notice->payer = g_strdup (payroc_payment_get_payer (payment));
  notice->noticed_at = now;

  return pl_notice_table_correct (connection, account, notice, error);
}

/**
 * pl_payment_news_tell_failed:
 * @connection: the worker's connection, in a write transaction
 * @account: the account's id
 * @link: a link
 * @payments: (element-type PayrocPayment): all payments of it
 * @now: the time, in microseconds since the epoch
 * @error: `PL_STORE_ERROR`
 *
 * Who was away while a payment was on its way sees it first when it was declined. It took the link's one use, and that
 * is told; where the link was paid all the same, it is not.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_news_tell_failed (PlConnection  *connection,
                             const char    *account,
                             PayrocLink    *link,
                             GPtrArray     *payments,
                             gint64         now,
                             GError       **error)
{
  const PayrocLinkStatus outcome = pl_link_outcome_judge (link, payments);
  gint64 since;

  if (outcome != PAYROC_LINK_STATUS_DECLINED && outcome != PAYROC_LINK_STATUS_REVERSED)
    return TRUE;
  if (!pl_link_payments_get_watched_since (connection, account, &since, error))
    return FALSE;

  for (guint i = 0; i < payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (payments, i);
      const PayrocPaymentState state = payroc_payment_get_state (payment);
      const gboolean has_used_link = state == PAYROC_PAYMENT_STATE_REVERSED
                                     || (state == PAYROC_PAYMENT_STATE_DECLINED
                                         && pl_link_outcome_was_use (payment));

      if (has_used_link && pl_link_payments_is_news (payment, since, now)
          && !add (connection, account, payroc_link_get_id (link), payment, now, error))
        return FALSE;
    }

  return TRUE;
}
