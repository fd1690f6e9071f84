/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc takes any number of links of one reference. An import, the command line and the window ask before they make
 * one more, all by the same rule and in the words that the list of links has. */
#include "pl-link-taken.h"

#include "pl-link-outcome.h"
#include "store/pl-link-table.h"
#include "store/pl-payment-table.h"

/**
 * pl_link_taken_judge:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link: a link as it is stored
 * @status: (out) (optional): what it is, as pl_link_outcome_judge() has it
 * @use: (out) (optional): what became of money, as pl_link_outcome_judge_use() has it
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_taken_judge (PlConnection      *connection,
                     const char        *account,
                     PayrocLink        *link,
                     PayrocLinkStatus  *status,
                     PayrocLinkStatus  *use,
                     GError           **error)
{
  g_autoptr (GPtrArray) payments = NULL;
  guint n_unreadable = 0;

  /* Most are: they are not read about for nothing. */
  if (payroc_link_get_status (link) == PAYROC_LINK_STATUS_ACTIVE)
    {
      if (status != NULL)
        *status = PAYROC_LINK_STATUS_ACTIVE;
      if (use != NULL)
        *use = PAYROC_LINK_STATUS_ACTIVE;
      return TRUE;
    }

  payments = pl_payment_table_list_readable (connection, account, payroc_link_get_id (link), &n_unreadable, error);
  if (payments == NULL)
    return FALSE;

  if (status != NULL)
    *status = pl_link_outcome_judge (link, payments);
  if (use != NULL)
    {
      *use = pl_link_outcome_judge_use (link, payments);
      /* There is a payment, and nobody knows which. */
      if (*use == PAYROC_LINK_STATUS_UNKNOWN && n_unreadable > 0)
        *use = PAYROC_LINK_STATUS_UNCLEAR;
    }

  return TRUE;
}

/**
 * pl_link_taken_find:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @reference: a merchant's reference, exact
 * @except: (nullable): the id of a link that is not meant
 * @link: (out) (transfer full) (nullable): an open link of the reference, since that one can be paid still; else the
 *   newest by which somebody paid, or tried to and may have; %NULL for none
 * @use: (out): %PAYROC_LINK_STATUS_ACTIVE when it is open, else what became of the money
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_taken_find (PlConnection      *connection,
                    const char        *account,
                    const char        *reference,
                    const char        *except,
                    PayrocLink       **link,
                    PayrocLinkStatus  *use,
                    GError           **error)
{
  g_autoptr (GPtrArray) links = pl_link_table_find_by_reference (connection, account, reference, error);
  g_autoptr (PayrocLink) found = NULL;
  PayrocLinkStatus found_use = PAYROC_LINK_STATUS_UNKNOWN;

  if (links == NULL)
    return FALSE;

  for (guint i = 0; i < links->len && found_use != PAYROC_LINK_STATUS_ACTIVE; i++)
    {
      PayrocLink *other = g_ptr_array_index (links, i);
      PayrocLinkStatus other_use;

      if (g_strcmp0 (payroc_link_get_id (other), except) == 0)
        continue;
      if (!pl_link_taken_judge (connection, account, other, NULL, &other_use, error))
        return FALSE;
      if (other_use != PAYROC_LINK_STATUS_ACTIVE && (other_use == PAYROC_LINK_STATUS_UNKNOWN || found != NULL))
        continue;

      g_set_object (&found, other);
      found_use = other_use;
    }

  *link = g_steal_pointer (&found);
  *use = found_use;

  return TRUE;
}
