/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc calls a link completed once somebody used it, whatever became of the money: a shop that hands over goods for
 * it needs to know that. What is not certain is not called paid. */
#include "pl-link-outcome.h"

/* What the payments of a link say together. */
typedef struct
{
  guint    n_of_state[PAYROC_PAYMENT_STATE_GONE + 1];
  gint64   came_in;     /* before refunds, in the currency of what was asked for */
  gboolean is_refunded; /* a part of what came in, or all of one payment */
  gboolean is_all_paid; /* by one of them alone */
  gboolean is_unclear;  /* how much came in, or is left, of one of them */
  gboolean is_refused;  /* one that was as good as made was declined */
} Sum;

/* One whose income is known, and so its amount. */
static void
add_paid (Sum               *self,
          const PayrocMoney *asked,
          PayrocPayment     *payment)
{
  const PayrocMoney *amount = payroc_payment_get_amount (payment);
  const PayrocMoney *refunded = payroc_payment_get_refunded (payment);

  self->is_refunded |= refunded != NULL && refunded->minor > 0;
  self->is_all_paid |= payroc_payment_get_state (payment) == PAYROC_PAYMENT_STATE_PAID
                       && pl_link_outcome_is_all_paid (asked, payment);
  if (asked == NULL)
    return;

  if (!g_str_equal (amount->currency, asked->currency))
    self->is_unclear = TRUE;
  /* More than there are numbers for is more than was asked for. */
  else if (__builtin_add_overflow (self->came_in, amount->minor, &self->came_in))
    self->came_in = G_MAXINT64;
}

/* What went back, or never came in, did so also when it is not listed any more. */
static PayrocPaymentState
get_state (PayrocPayment *payment)
{
  const PayrocPaymentState last = payroc_payment_get_last_state (payment);

  switch (last)
    {
    case PAYROC_PAYMENT_STATE_REFUNDED:
    case PAYROC_PAYMENT_STATE_RETURNED:
    case PAYROC_PAYMENT_STATE_REVERSED:
    case PAYROC_PAYMENT_STATE_DECLINED:
      return last;
    case PAYROC_PAYMENT_STATE_UNKNOWN:
    case PAYROC_PAYMENT_STATE_PENDING:
    case PAYROC_PAYMENT_STATE_HELD:
    case PAYROC_PAYMENT_STATE_PAID:
    case PAYROC_PAYMENT_STATE_GONE:
    default:
      return payroc_payment_get_state (payment);
    }
}

/* What became of money that is not listed any more nobody can tell; what was none is not missed. */
static gboolean
is_lost (PayrocPayment      *payment,
         PayrocPaymentState  state)
{
  return state == PAYROC_PAYMENT_STATE_GONE
         && payroc_payment_get_last_state (payment) != PAYROC_PAYMENT_STATE_UNKNOWN;
}

static void
add (Sum               *self,
     const PayrocMoney *asked,
     PayrocPayment     *payment)
{
  const PayrocPaymentState state = get_state (payment);
  const PayrocMoney *amount = payroc_payment_get_amount (payment);
  PayrocMoney income;

  /* Unknown, but no income: a refund, or a card that was only looked at, stands in the same list and says nothing of
   * others. */
  self->n_of_state[state]++;
  self->is_refused |= state == PAYROC_PAYMENT_STATE_DECLINED && pl_link_outcome_was_use (payment);
  if (is_lost (payment, state) || !payroc_payment_get_income (payment, &income)
      || (state == PAYROC_PAYMENT_STATE_PAID && amount->minor == 0))
    self->is_unclear = TRUE;
  else if (state == PAYROC_PAYMENT_STATE_PAID || state == PAYROC_PAYMENT_STATE_REFUNDED)
    add_paid (self, asked, payment);
}

static Sum
add_up (const PayrocMoney *asked,
        GPtrArray         *payments)
{
  Sum sum = { 0 };

  for (guint i = 0; i < payments->len; i++)
    add (&sum, asked, g_ptr_array_index (payments, i));

  return sum;
}

/* Money came in, and some of it is there. */
static PayrocLinkStatus
judge_paid (const Sum         *self,
            const PayrocMoney *asked)
{
  if (self->is_all_paid || (asked != NULL && self->came_in >= asked->minor))
    return self->is_refunded ? PAYROC_LINK_STATUS_PARTLY_REFUNDED : PAYROC_LINK_STATUS_COMPLETED;

  return self->is_unclear ? PAYROC_LINK_STATUS_UNCLEAR : PAYROC_LINK_STATUS_PARTLY_PAID;
}

/* No money is there: what may still come decides before what went. */
static PayrocLinkStatus
judge_unpaid (const Sum *self)
{
  const struct
  {
    PayrocPaymentState state;
    PayrocLinkStatus   status;
  } verdicts[] = {
    { PAYROC_PAYMENT_STATE_REFUNDED, PAYROC_LINK_STATUS_REFUNDED },
    { PAYROC_PAYMENT_STATE_RETURNED, PAYROC_LINK_STATUS_RETURNED },
    { PAYROC_PAYMENT_STATE_REVERSED, PAYROC_LINK_STATUS_REVERSED },
    { PAYROC_PAYMENT_STATE_DECLINED, self->is_refused ? PAYROC_LINK_STATUS_DECLINED : PAYROC_LINK_STATUS_UNCLEAR },
    { PAYROC_PAYMENT_STATE_GONE, PAYROC_LINK_STATUS_UNCLEAR },
    { PAYROC_PAYMENT_STATE_UNKNOWN, PAYROC_LINK_STATUS_UNCLEAR },
  };

  if (self->n_of_state[PAYROC_PAYMENT_STATE_HELD] > 0)
    return PAYROC_LINK_STATUS_HELD;
  if (self->n_of_state[PAYROC_PAYMENT_STATE_PENDING] > 0)
    return PAYROC_LINK_STATUS_PENDING;
  if (self->is_unclear)
    return PAYROC_LINK_STATUS_UNCLEAR;

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      if (self->n_of_state[verdicts[i].state] > 0)
        return verdicts[i].status;
    }

  return PAYROC_LINK_STATUS_COMPLETED;
}

static PayrocLinkStatus
judge_sum (const Sum         *self,
           const PayrocMoney *asked)
{
  return self->n_of_state[PAYROC_PAYMENT_STATE_PAID] > 0 ? judge_paid (self, asked) : judge_unpaid (self);
}

/* Money came in, may come, or was on its way once. */
static gboolean
has_money (const Sum *self)
{
  static const PayrocPaymentState states[] = {
    PAYROC_PAYMENT_STATE_PAID, PAYROC_PAYMENT_STATE_REFUNDED, PAYROC_PAYMENT_STATE_RETURNED,
    PAYROC_PAYMENT_STATE_REVERSED, PAYROC_PAYMENT_STATE_HELD, PAYROC_PAYMENT_STATE_PENDING,
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (self->n_of_state[states[i]] > 0)
        return TRUE;
    }

  return self->is_unclear;
}

/**
 * pl_link_outcome_judge:
 * @link: a link
 * @payments: (element-type PayrocPayment): the payments of it that are known
 *
 * Payroc calls a link completed also when its payment was only authorized, is on its way, was good for a part of the
 * amount, or when the money went back (CONTRACT.md, "Paid?").
 *
 * Returns: what Payroc calls the link; of a completed one %PAYROC_LINK_STATUS_COMPLETED when no payment is known, or
 *   when at least what was asked for came in and none of it went back; else one of those that are no words of Payroc's
 */
PayrocLinkStatus
pl_link_outcome_judge (PayrocLink *link,
                       GPtrArray  *payments)
{
  const PayrocMoney *asked = payroc_link_get_amount (link);
  Sum sum;

  if (payroc_link_get_status (link) != PAYROC_LINK_STATUS_COMPLETED)
    return payroc_link_get_status (link);

  sum = add_up (asked, payments);

  return judge_sum (&sum, asked);
}

/**
 * pl_link_outcome_judge_lists:
 * @link: a link
 * @payments: (element-type PayrocPayment): the payments of it that are known
 * @gaps: what the lists do not tell that these are from
 *
 * Returns: as pl_link_outcome_judge(), but %PAYROC_LINK_STATUS_UNCLEAR of a completed link without a payment whose list
 *   showed what others paid: whether there is none, and which, is not known until Payroc lists its own
 */
PayrocLinkStatus
pl_link_outcome_judge_lists (PayrocLink       *link,
                             GPtrArray        *payments,
                             const PlLinkGaps *gaps)
{
  const PayrocLinkStatus status = pl_link_outcome_judge (link, payments);

  if (status == PAYROC_LINK_STATUS_COMPLETED && payments->len == 0 && pl_link_gaps_get_overlooked (gaps) > 0)
    return PAYROC_LINK_STATUS_UNCLEAR;

  return status;
}

/**
 * pl_link_outcome_judge_use:
 * @link: a link
 * @payments: (element-type PayrocPayment): the payments of it that are known
 *
 * A link that was switched off, or has expired, may have been paid before; one for many payments is closed in no other
 * way. Whoever paid by it is not to be asked once more by mistake.
 *
 * Returns: what became of the money, as pl_link_outcome_judge() calls it; %PAYROC_LINK_STATUS_ACTIVE while the link is
 *   open, and %PAYROC_LINK_STATUS_UNKNOWN where nobody paid, or tried in vain
 */
PayrocLinkStatus
pl_link_outcome_judge_use (PayrocLink *link,
                           GPtrArray  *payments)
{
  const PayrocMoney *asked = payroc_link_get_amount (link);
  Sum sum;

  if (payroc_link_get_status (link) == PAYROC_LINK_STATUS_ACTIVE
      || payroc_link_get_status (link) == PAYROC_LINK_STATUS_COMPLETED)
    return pl_link_outcome_judge (link, payments);

  sum = add_up (asked, payments);

  return has_money (&sum) ? judge_sum (&sum, asked) : PAYROC_LINK_STATUS_UNKNOWN;
}

/**
 * pl_link_outcome_is_judged:
 * @status: what a link is
 *
 * Returns: whether that is no word of Payroc's, but says what became of the money of a completed link
 */
gboolean
pl_link_outcome_is_judged (PayrocLinkStatus status)
{
  return status > PAYROC_LINK_STATUS_DEACTIVATED;
}

/**
 * pl_link_outcome_to_word:
 * @status: what a link is
 *
 * What tables that others read call it: Payroc's word, or one beside its own.
 *
 * Returns: (transfer none) (nullable): the word; %NULL for %PAYROC_LINK_STATUS_UNKNOWN
 */
const char *
pl_link_outcome_to_word (PayrocLinkStatus status)
{
  static const char *const words[] = {
    [PAYROC_LINK_STATUS_REFUNDED] = "fullyRefunded",
    [PAYROC_LINK_STATUS_PARTLY_REFUNDED] = "partlyRefunded",
    [PAYROC_LINK_STATUS_RETURNED] = "returned",
    [PAYROC_LINK_STATUS_REVERSED] = "reversed",
    [PAYROC_LINK_STATUS_HELD] = "held",
    [PAYROC_LINK_STATUS_PENDING] = "pending",
    [PAYROC_LINK_STATUS_PARTLY_PAID] = "partlyPaid",
    [PAYROC_LINK_STATUS_UNCLEAR] = "unclear",
    [PAYROC_LINK_STATUS_DECLINED] = "declined",
  };

  if (pl_link_outcome_is_judged (status) && status < G_N_ELEMENTS (words))
    return words[status];

  return payroc_link_status_to_wire (status);
}

/**
 * pl_link_outcome_is_all_paid:
 * @asked: (nullable): what the link asks for; %NULL: the customer chose it, and the payment says what
 * @payment: a payment that came in
 *
 * A card may be good for a part only, and says so by what was authorized.
 *
 * Returns: whether it is at least what was asked for, as far as that is known; not so where its own amount is not
 */
gboolean
pl_link_outcome_is_all_paid (const PayrocMoney *asked,
                             PayrocPayment     *payment)
{
  const PayrocMoney *paid = payroc_payment_get_amount (payment);

  if (paid == NULL || paid->minor <= 0)
    return FALSE;

  if (asked == NULL)
    asked = payroc_payment_get_asked (payment);

  return asked == NULL || (g_str_equal (paid->currency, asked->currency) && paid->minor >= asked->minor);
}

/**
 * pl_link_outcome_was_use:
 * @payment: a payment that was declined
 *
 * A bank decides days after it took the order, and a card may be refused after it was good. All else was an attempt, as
 * anybody may make before paying in another way.
 *
 * Returns: whether a link for one payment was used up by it, as far as it tells
 */
gboolean
pl_link_outcome_was_use (PayrocPayment *payment)
{
  return payroc_payment_get_source (payment) == PAYROC_PAYMENT_SOURCE_BANK || payroc_payment_was_approved (payment);
}
