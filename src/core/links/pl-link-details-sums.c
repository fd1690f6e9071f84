/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from a link's lists: what became of the money, how much it is, and who must be told. */
#include "pl-link-details-private.h"

#include "pl-link-holders.h"
#include "pl-link-outcome.h"
#include "pl-link-payments.h"

/* (transfer full) */
static GPtrArray *
copy_items (GListModel *model)
{
  const guint n_items = g_list_model_get_n_items (model);
  GPtrArray *items = g_ptr_array_new_full (n_items, g_object_unref);

  for (guint i = 0; i < n_items; i++)
    g_ptr_array_add (items, g_list_model_get_item (model, i));

  return items;
}

static GPtrArray *
add_up (PlLinkDetails      *self,
        PayrocPaymentState  state)
{
  g_autoptr (GPtrArray) payments = copy_items (pl_link_details_get_payments (self));

  return pl_link_payments_add_up (payments, state, NULL);
}

/**
 * pl_link_details_create_holders:
 * @self: details
 *
 * Whom a change of the address concerns: everybody whom Payroc ever mailed this link to. Links passed on in other ways
 * do not appear in its history (CONTRACT.md, "Sharing").
 *
 * Returns: (transfer full): a list of [class@Payroc.Recipient], each address once
 */
GListModel *
pl_link_details_create_holders (PlLinkDetails *self)
{
  g_autoptr (GPtrArray) events = NULL;

  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  events = copy_items (pl_link_details_get_sharing (self));

  return pl_link_holders_between (events, G_MININT64, G_MAXINT64);
}

/**
 * pl_link_details_get_status:
 * @self: details
 *
 * Returns: what Payroc calls the link, and of a completed one what became of its money; see
 *   pl_link_outcome_judge_lists(). %PAYROC_LINK_STATUS_UNKNOWN while there is no link
 */
PayrocLinkStatus
pl_link_details_get_status (PlLinkDetails *self)
{
  g_autoptr (GPtrArray) payments = NULL;

  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), PAYROC_LINK_STATUS_UNKNOWN);

  if (pl_link_details_get_link (self) == NULL)
    return PAYROC_LINK_STATUS_UNKNOWN;

  payments = copy_items (pl_link_details_get_payments (self));

  return pl_link_outcome_judge_lists (pl_link_details_get_link (self), payments, &self->gaps);
}

/**
 * pl_link_details_get_totals:
 * @self: details
 *
 * Income: without declined attempts and uncaptured holds, less refunds.
 *
 * Returns: (transfer full) (nullable) (element-type PayrocMoney): one for each currency, maybe none; %NULL when there
 *   is a payment that cannot be read, or whose amount is not known or cannot be added
 */
GPtrArray *
pl_link_details_get_totals (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  if (pl_link_details_get_n_unreadable_payments (self) > 0)
    return NULL;

  return add_up (self, PAYROC_PAYMENT_STATE_PAID);
}

/**
 * pl_link_details_get_held:
 * @self: details
 *
 * What is held on cards and not collected: no income.
 *
 * Returns: (transfer full) (nullable) (element-type PayrocMoney): one for each currency, maybe none; %NULL when it is
 *   not known how much it is
 */
GPtrArray *
pl_link_details_get_held (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), NULL);

  return add_up (self, PAYROC_PAYMENT_STATE_HELD);
}

/**
 * pl_link_details_get_n_unreadable_payments:
 * @self: details
 *
 * Returns: how many payments Payroc lists for the link that nobody can read
 */
guint
pl_link_details_get_n_unreadable_payments (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), 0);

  return pl_link_gaps_count_payments (&self->gaps);
}

/**
 * pl_link_details_get_n_unreadable_sharing:
 * @self: details
 *
 * Returns: how many mails of the link nobody can read: who got them is not known
 */
guint
pl_link_details_get_n_unreadable_sharing (PlLinkDetails *self)
{
  g_return_val_if_fail (PL_IS_LINK_DETAILS (self), 0);

  return self->gaps.n[PL_LINK_LIST_SHARING];
}
