/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc takes any number of links of one reference. An import and the command line ask before they make one more, and
 * the form of a new link says it, all by the same rule and in the words that the list of links has. */
#include "pl-link-taken.h"

#include "pl-link-gaps.h"
#include "pl-link-outcome.h"
#include "store/pl-link-table.h"
#include "store/pl-payment-table.h"

/* Whether what was paid is known as of when the link became what it is. A time that has not come yet is from before
 * somebody turned the clock back. */
static gboolean
was_asked (PlConnection  *connection,
           const char    *account,
           const char    *link_id,
           gboolean      *asked,
           GError       **error)
{
  const gint64 now = g_get_real_time ();
  g_autofree char *currency = NULL;
  gboolean changed;
  guint count;
  gint64 amount;
  gint64 as_of;

  if (!pl_link_table_get_paid (connection, account, link_id, &count, &amount, &currency, &as_of, error)
      || !pl_link_table_was_put (connection, account, link_id, as_of + 1, now, &changed, error))
    return FALSE;

  *asked = as_of > 0 && as_of <= now && !changed;

  return TRUE;
}

/* Payroc calls it completed once somebody used it; one for many payments it never does. */
static gboolean
says_unpaid (PayrocLink *link)
{
  return payroc_link_get_status (link) != PAYROC_LINK_STATUS_COMPLETED
         && payroc_link_get_kind (link) == PAYROC_LINK_KIND_SINGLE_USE;
}

/* @trusting: whether what a link says itself of having been used is enough */
static gboolean
judge_ended (PlConnection      *connection,
             const char        *account,
             PayrocLink        *link,
             gboolean           trusting,
             PayrocLinkStatus  *status,
             PayrocLinkStatus  *use,
             gboolean          *is_unread,
             GError           **error)
{
  const char *link_id = payroc_link_get_id (link);
  g_autoptr (GPtrArray) payments = NULL;
  guint n_unreadable = 0;
  PlLinkGaps gaps;
  gboolean asked;

  payments = pl_payment_table_list_readable (connection, account, link_id, &n_unreadable, error);
  if (payments == NULL
      || !pl_link_gaps_get (connection, account, link_id, &gaps, error)
      || !was_asked (connection, account, link_id, &asked, error))
    return FALSE;

  n_unreadable += pl_link_gaps_count_payments (&gaps);
  *status = pl_link_outcome_judge (link, payments);
  *use = pl_link_outcome_judge_use (link, payments);
  /* There is a payment, and nobody knows which. */
  if (n_unreadable > 0 && (*use == PAYROC_LINK_STATUS_UNKNOWN || payments->len == 0))
    *use = PAYROC_LINK_STATUS_UNCLEAR;
  *is_unread = !asked && n_unreadable == 0 && !(trusting && says_unpaid (link))
               && (*use == PAYROC_LINK_STATUS_UNKNOWN || payments->len == 0);

  return TRUE;
}

static gboolean
judge (PlConnection      *connection,
       const char        *account,
       PayrocLink        *link,
       gboolean           trusting,
       PayrocLinkStatus  *status,
       PayrocLinkStatus  *use,
       gboolean          *is_unread,
       GError           **error)
{
  *status = PAYROC_LINK_STATUS_ACTIVE;
  *use = PAYROC_LINK_STATUS_ACTIVE;
  *is_unread = FALSE;

  /* Most are open: they are not read about for nothing. */
  return payroc_link_get_status (link) == PAYROC_LINK_STATUS_ACTIVE
         || judge_ended (connection, account, link, trusting, status, use, is_unread, error);
}

/* The one to be told of, if any: what can be paid still before what was paid, and that before what may have been. */
static guint
rank (PayrocLinkStatus use,
      gboolean         is_unread)
{
  if (use == PAYROC_LINK_STATUS_ACTIVE)
    return 3;
  if (is_unread)
    return 1;

  return use != PAYROC_LINK_STATUS_UNKNOWN ? 2 : 0;
}

/* Takes the link's place where it says more; of two that say the same the first stays. */
static gboolean
consider (PlConnection  *connection,
          const char    *account,
          const char    *reference,
          PayrocLink    *link,
          PlLinkTaken  **taken,
          GError       **error)
{
  PayrocLinkStatus status;
  PayrocLinkStatus use;
  gboolean is_unread;

  /* One that expired, or was switched off, may have taken a payment before. */
  if (!judge (connection, account, link, FALSE, &status, &use, &is_unread, error))
    return FALSE;

  if (rank (use, is_unread) > (*taken != NULL ? rank ((*taken)->use, (*taken)->is_unread) : 0))
    {
      g_clear_pointer (taken, pl_link_taken_free);
      *taken = g_new (PlLinkTaken, 1);
      **taken = (PlLinkTaken) {
        .link = g_object_ref (link),
        .use = use,
        .is_unread = is_unread,
        .is_alike = !g_str_equal (payroc_link_get_reference (link), reference),
      };
    }

  return TRUE;
}

static gboolean
is_meant (PayrocLink *link,
          const char *except)
{
  return g_strcmp0 (payroc_link_get_id (link), except) != 0;
}

/**
 * pl_link_taken_free:
 * @self: (transfer full): what was found
 */
void
pl_link_taken_free (PlLinkTaken *self)
{
  g_object_unref (self->link);
  g_free (self);
}

/**
 * pl_link_taken_find_one:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @reference: a merchant's reference
 * @taken: (out) (transfer full) (nullable): what pl_link_taken_find() finds first, whichever says more; %NULL for none
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_taken_find_one (PlConnection  *connection,
                        const char    *account,
                        const char    *reference,
                        PlLinkTaken  **taken,
                        GError       **error)
{
  g_autoptr (PlLinkTwins) twins = pl_link_twins_find (connection, account, &reference, 1, error);
  g_autoptr (PlLinkTaken) exact = NULL;
  g_autoptr (PlLinkTaken) alike = NULL;

  if (twins == NULL || !pl_link_taken_find (connection, account, reference, NULL, twins, &exact, &alike, error))
    return FALSE;

  if (exact != NULL && (alike == NULL || rank (alike->use, alike->is_unread) <= rank (exact->use, exact->is_unread)))
    *taken = g_steal_pointer (&exact);
  else
    *taken = g_steal_pointer (&alike);

  return TRUE;
}

/**
 * pl_link_taken_judge:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @link: a link as it is stored
 * @status: (out) (optional): what it is, as pl_link_outcome_judge() has it
 * @use: (out) (optional): what became of money, as pl_link_outcome_judge_use() has it, as far as that is stored
 * @is_unread: (out) (optional): whether there may be payments of which nothing is stored: nobody asked since the link
 *   ended
 * @error: `PL_STORE_ERROR`
 *
 * One for one payment that ended otherwise than by being used is taken at its word: who makes it anew means to.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_taken_judge (PlConnection      *connection,
                     const char        *account,
                     PayrocLink        *link,
                     PayrocLinkStatus  *status,
                     PayrocLinkStatus  *use,
                     gboolean          *is_unread,
                     GError           **error)
{
  PayrocLinkStatus own_status;
  PayrocLinkStatus own_use;
  gboolean own_unread;

  if (!judge (connection, account, link, TRUE, &own_status, &own_use, &own_unread, error))
    return FALSE;

  if (status != NULL)
    *status = own_status;
  if (use != NULL)
    *use = own_use;
  if (is_unread != NULL)
    *is_unread = own_unread;

  return TRUE;
}

/**
 * pl_link_taken_find:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @reference: a merchant's reference
 * @except: (nullable): the id of a link that is not meant
 * @twins: where @reference was looked for
 * @exact: (out) (transfer full) (nullable): an open link of the reference, since that one can be paid still; else the
 *   newest by which somebody paid, or tried to and may have; else the newest of which that is not known; %NULL for none
 * @alike: (out) (transfer full) (nullable): the same among those whose reference is @reference but for capital letters
 *   and blanks
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_link_taken_find (PlConnection      *connection,
                    const char        *account,
                    const char        *reference,
                    const char        *except,
                    PlLinkTwins       *twins,
                    PlLinkTaken      **exact,
                    PlLinkTaken      **alike,
                    GError           **error)
{
  g_autoptr (GPtrArray) links = pl_link_table_find_by_reference (connection, account, reference, error);
  g_autoptr (PlLinkTaken) found = NULL;
  g_autoptr (PlLinkTaken) found_alike = NULL;
  GArray *rows = pl_link_twins_get (twins, reference);

  if (links == NULL)
    return FALSE;

  for (guint i = 0; i < links->len; i++)
    {
      if (is_meant (g_ptr_array_index (links, i), except)
          && !consider (connection, account, reference, g_ptr_array_index (links, i), &found, error))
        return FALSE;
    }

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autoptr (PayrocLink) link = pl_link_table_get_by_rowid (connection, g_array_index (rows, gint64, i), error);

      if (link == NULL)
        return FALSE;
      if (!g_str_equal (payroc_link_get_reference (link), reference) && is_meant (link, except)
          && !consider (connection, account, reference, link, &found_alike, error))
        return FALSE;
    }

  *exact = g_steal_pointer (&found);
  *alike = g_steal_pointer (&found_alike);

  return TRUE;
}
