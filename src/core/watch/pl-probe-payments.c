/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer waits for one word, whatever a payment may be. */
#include "pl-probe-payments.h"

#include "core/links/pl-link-outcome.h"

/* What is not known is not said to be paid. */
static PlProbeState
judge_amount (PayrocPayment *payment,
              PayrocLink    *link)
{
  const PayrocMoney *paid = payroc_payment_get_amount (payment);

  if (paid == NULL || paid->minor <= 0)
    return PL_PROBE_OPEN;

  return pl_link_outcome_is_all_paid (payroc_link_get_amount (link), payment) ? PL_PROBE_PAID : PL_PROBE_PART;
}

static PlProbeState
judge_one (PayrocPayment *payment,
           PayrocLink    *link)
{
  switch (payroc_payment_get_state (payment))
    {
    case PAYROC_PAYMENT_STATE_PAID:
      return judge_amount (payment, link);
    case PAYROC_PAYMENT_STATE_HELD:
      return PL_PROBE_HELD;
    case PAYROC_PAYMENT_STATE_PENDING:
      return PL_PROBE_PENDING;
    case PAYROC_PAYMENT_STATE_UNKNOWN:
    case PAYROC_PAYMENT_STATE_DECLINED:
    case PAYROC_PAYMENT_STATE_REVERSED:
    case PAYROC_PAYMENT_STATE_RETURNED:
    case PAYROC_PAYMENT_STATE_REFUNDED:
    case PAYROC_PAYMENT_STATE_GONE:
    default:
      return PL_PROBE_OPEN;
    }
}

/**
 * pl_probe_payments_judge:
 * @payments: (element-type PayrocPayment): payments of the link, made since its customer stands there
 * @link: the link
 * @payment: (out) (transfer full) (nullable): the first payment that decides
 *
 * Returns: what it says; %PL_PROBE_OPEN when none does
 */
PlProbeState
pl_probe_payments_judge (GPtrArray      *payments,
                         PayrocLink     *link,
                         PayrocPayment **payment)
{
  *payment = NULL;

  for (guint i = 0; i < payments->len; i++)
    {
      const PlProbeState state = judge_one (g_ptr_array_index (payments, i), link);

      if (state != PL_PROBE_OPEN)
        {
          *payment = g_object_ref (g_ptr_array_index (payments, i));
          return state;
        }
    }

  return PL_PROBE_OPEN;
}

/**
 * pl_probe_payments_have_state:
 * @payments: (element-type PayrocPayment): payments
 * @state: a state
 *
 * Returns: whether one of them is in it
 */
gboolean
pl_probe_payments_have_state (GPtrArray          *payments,
                              PayrocPaymentState  state)
{
  for (guint i = 0; i < payments->len; i++)
    {
      if (payroc_payment_get_state (g_ptr_array_index (payments, i)) == state)
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_probe_payments_are_back:
 * @payments: (element-type PayrocPayment): payments
 *
 * Returns: whether the money of one of them was taken back
 */
gboolean
pl_probe_payments_are_back (GPtrArray *payments)
{
  return pl_probe_payments_have_state (payments, PAYROC_PAYMENT_STATE_REVERSED)
         || pl_probe_payments_have_state (payments, PAYROC_PAYMENT_STATE_RETURNED)
         || pl_probe_payments_have_state (payments, PAYROC_PAYMENT_STATE_REFUNDED);
}
