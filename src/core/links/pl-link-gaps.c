/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Few links have any: what there is to say of them stands among the account's settings. */
#include "pl-link-gaps.h"

#include <stdio.h>

#include "store/pl-setting-table.h"

static char *
name_setting (const char *link_id)
{
  return g_strconcat ("link.gaps.", link_id, NULL);
}

/**
 * pl_link_gaps_count_payments:
 * @self: gaps
 *
 * Returns: how many payments, by card or by bank, cannot be read
 */
guint
pl_link_gaps_count_payments (const PlLinkGaps *self)
{
  return self->n[PL_LINK_LIST_CARDS] + self->n[PL_LINK_LIST_BANKS];
}

/**
 * pl_link_gaps_get:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @gaps: (out caller-allocates): what was noted last
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_gaps_get (PlConnection  *connection,
                  const char    *account,
                  const char    *link_id,
                  PlLinkGaps    *gaps,
                  GError       **error)
{
  g_autofree char *name = name_setting (link_id);
  g_autofree char *value = NULL;

  *gaps = (PlLinkGaps) { 0 };
  if (!pl_setting_table_get (connection, account, name, &value, error))
    return FALSE;

  if (value != NULL && sscanf (value, "%u %u %u", &gaps->n[PL_LINK_LIST_CARDS], &gaps->n[PL_LINK_LIST_BANKS],
                               &gaps->n[PL_LINK_LIST_SHARING]) != PL_LINK_N_LISTS)
    *gaps = (PlLinkGaps) { 0 };

  return TRUE;
}

/**
 * pl_link_gaps_set:
 * @connection: the worker's connection, in a write transaction
 * @account: an account's UUID
 * @link_id: Payroc's id of the link
 * @gaps: what is to be noted
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_gaps_set (PlConnection      *connection,
                  const char        *account,
                  const char        *link_id,
                  const PlLinkGaps  *gaps,
                  GError           **error)
{
  g_autofree char *name = name_setting (link_id);
  g_autofree char *value = NULL;

  if (pl_link_gaps_count_payments (gaps) > 0 || gaps->n[PL_LINK_LIST_SHARING] > 0)
    value = g_strdup_printf ("%u %u %u", gaps->n[PL_LINK_LIST_CARDS], gaps->n[PL_LINK_LIST_BANKS],
                             gaps->n[PL_LINK_LIST_SHARING]);

  return pl_setting_table_set (connection, account, name, value, error);
}
