/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Payroc's words of one transaction mean; which words there are is the API description's, what they mean
 * CONTRACT.md's, "Paid?". */
#include "payroc-transaction.h"

static gboolean
is_one_of (const char        *word,
           const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

static gboolean
is_declined (const char *status,
             const char *response_code)
{
  static const char *const statuses[] = { "declined", "referral", "pickup", NULL };
  static const char *const codes[] = { "D", "R", "C", NULL };

  return is_one_of (status, statuses) || is_one_of (response_code, codes);
}

static gboolean
is_cancelled (const char *status)
{
  /* An expired one is a hold that nobody collected in time. */
  static const char *const statuses[] = { "reversal", "expired", NULL };

  return is_one_of (status, statuses);
}

static gboolean
takes_money (const char *type)
{
  static const char *const types[] = { "sale", "preAuthorization", "preAuthorizationCompletion", "payment", NULL };

  return type == NULL || is_one_of (type, types);
}

/* Refunds are transactions too. */
gboolean
payroc_transaction_came_to_nothing (const PayrocTransaction *self)
{
  return is_declined (self->status, self->response_code) || is_cancelled (self->status)
         || g_strcmp0 (self->status, "returned") == 0;
}

gboolean
payroc_transaction_takes_no_money (const PayrocTransaction *self)
{
  static const char *const types[] = { "refund", "unreferencedRefund", "accountVerification", NULL };

  return is_one_of (self->type, types);
}

gboolean
payroc_transaction_was_approved (const PayrocTransaction *self)
{
  static const char *const codes[] = { "A", "P", NULL };

  return is_one_of (self->response_code, codes);
}

PayrocPaymentState
payroc_transaction_find_state (const PayrocTransaction *self,
                               PayrocPaymentSource      source,
                               gboolean                 has_returns)
{
  static const char *const unfinished[] = { "admin", "accepted", NULL };
  const char *status = self->status;

  if (!takes_money (self->type))
    return PAYROC_PAYMENT_STATE_UNKNOWN;
  if (g_strcmp0 (status, "returned") == 0 || has_returns)
    return PAYROC_PAYMENT_STATE_RETURNED;
  if (is_cancelled (status))
    return PAYROC_PAYMENT_STATE_REVERSED;
  if (is_declined (status, self->response_code))
    return PAYROC_PAYMENT_STATE_DECLINED;
  if (g_strcmp0 (self->response_code, "E") == 0 || is_one_of (status, unfinished))
    return PAYROC_PAYMENT_STATE_PENDING;
  if (!payroc_transaction_was_approved (self))
    return PAYROC_PAYMENT_STATE_UNKNOWN;

  /* Approved. Of a card's money in the batch nothing moves before the merchant captures it; a bank's is on its way. */
  if (g_strcmp0 (status, "pending") == 0)
    return source == PAYROC_PAYMENT_SOURCE_CARD ? PAYROC_PAYMENT_STATE_HELD : PAYROC_PAYMENT_STATE_PENDING;
  if (g_strcmp0 (status, "ready") == 0)
    return g_strcmp0 (self->type, "preAuthorization") == 0 ? PAYROC_PAYMENT_STATE_HELD : PAYROC_PAYMENT_STATE_PAID;
  if (g_strcmp0 (status, "complete") == 0)
    return PAYROC_PAYMENT_STATE_PAID;

  return PAYROC_PAYMENT_STATE_UNKNOWN;
}
