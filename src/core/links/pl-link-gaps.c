/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Few links have any: what there is to say of them stands among the account's settings. */
#include "pl-link-gaps.h"

#include <stdio.h>
#include <string.h>

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
 * pl_link_gaps_get_overlooked:
 * @self: gaps
 *
 * Returns: when a list of payments was last read that shows what is another link's, and that is still the last word of
 *   it, in microseconds since the epoch; 0: none is
 */
gint64
pl_link_gaps_get_overlooked (const PlLinkGaps *self)
{
  return MAX (self->overlooked_at[PL_LINK_LIST_CARDS], self->overlooked_at[PL_LINK_LIST_BANKS]);
}

/**
 * pl_link_gaps_are_equal:
 * @self: gaps
 * @other: gaps
 *
 * Returns: whether they are the same
 */
gboolean
pl_link_gaps_are_equal (const PlLinkGaps *self,
                        const PlLinkGaps *other)
{
  return memcmp (self->n, other->n, sizeof self->n) == 0
         && memcmp (self->overlooked_at, other->overlooked_at, sizeof self->overlooked_at) == 0;
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
  int n_read = 0;

  *gaps = (PlLinkGaps) { 0 };
  if (!pl_setting_table_get (connection, account, name, &value, error))
    return FALSE;

  if (value != NULL)
    n_read = sscanf (value, "%u %u %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &gaps->n[PL_LINK_LIST_CARDS],
                     &gaps->n[PL_LINK_LIST_BANKS], &gaps->n[PL_LINK_LIST_SHARING],
                     &gaps->overlooked_at[PL_LINK_LIST_CARDS], &gaps->overlooked_at[PL_LINK_LIST_BANKS]);

  /* Without times where no list was overlooked, as earlier versions wrote it, and read it. */
  if (n_read != PL_LINK_N_LISTS && n_read != PL_LINK_N_LISTS + 2)
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

  if (pl_link_gaps_get_overlooked (gaps) > 0)
    value = g_strdup_printf ("%u %u %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, gaps->n[PL_LINK_LIST_CARDS],
                             gaps->n[PL_LINK_LIST_BANKS], gaps->n[PL_LINK_LIST_SHARING],
                             gaps->overlooked_at[PL_LINK_LIST_CARDS], gaps->overlooked_at[PL_LINK_LIST_BANKS]);
  else if (pl_link_gaps_count_payments (gaps) > 0 || gaps->n[PL_LINK_LIST_SHARING] > 0)
    value = g_strdup_printf ("%u %u %u", gaps->n[PL_LINK_LIST_CARDS], gaps->n[PL_LINK_LIST_BANKS],
                             gaps->n[PL_LINK_LIST_SHARING]);

  return pl_setting_table_set (connection, account, name, value, error);
}
