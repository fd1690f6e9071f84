/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker's side of a link's details: four tables in one transaction. */
#include "config.h"

#include "pl-link-facts.h"

#include "pl-hand-over.h"
#include "pl-link-asked.h"
#include "pl-link-holders.h"
#include "pl-link-payments.h"
#include "pl-link-people.h"
#include "store/pl-address-table.h"
#include "store/pl-link-table.h"
#include "store/pl-payment-table.h"
#include "store/pl-sharing-table.h"
#include "store/pl-store-error.h"

PlLinkFacts *
pl_link_facts_new (const char *account,
                   const char *link_id)
{
  PlLinkFacts *self = g_new0 (PlLinkFacts, 1);

  self->account = g_strdup (account);
  self->link_id = g_strdup (link_id);
  self->now = g_get_real_time ();
  self->asked_at = self->now;

  return self;
}

void
pl_link_facts_free (PlLinkFacts *self)
{
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->link_id, g_free);
  g_clear_object (&self->link);
  g_clear_pointer (&self->sharing, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->banks, g_ptr_array_unref);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_clear_pointer (&self->old_addresses, g_ptr_array_unref);
  g_clear_pointer (&self->hand_overs, g_ptr_array_unref);
  g_clear_object (&self->asked);
  g_clear_pointer (&self->left, g_array_unref);
  g_clear_pointer (&self->rivals, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
read_addresses (PlConnection  *connection,
                PlLinkFacts   *facts,
                GError       **error)
{
  g_autoptr (GPtrArray) rows = pl_address_table_list (connection, facts->account, facts->link_id, error);

  if (rows == NULL)
    return FALSE;

  g_clear_pointer (&facts->old_addresses, g_ptr_array_unref);
  facts->old_addresses = pl_link_holders_match (rows, facts->sharing);

  return TRUE;
}

static gboolean
read_hand_overs (PlConnection  *connection,
                 PlLinkFacts   *facts,
                 GError       **error)
{
  g_autoptr (GPtrArray) rows = pl_hand_over_table_list (connection, facts->account, facts->link_id, error);

  if (rows == NULL)
    return FALSE;

  g_clear_pointer (&facts->hand_overs, g_ptr_array_unref);
  facts->hand_overs = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (facts->hand_overs, pl_hand_over_new (g_ptr_array_index (rows, i)));

  return TRUE;
}

/* A list that was not asked for is as it was. */
static gboolean
write_gaps (PlConnection     *connection,
            PlLinkFacts      *facts,
            const PlLinkGaps *found,
            GError          **error)
{
  const GPtrArray *const lists[] = {
    [PL_LINK_LIST_CARDS] = facts->cards,
    [PL_LINK_LIST_BANKS] = facts->banks,
    [PL_LINK_LIST_SHARING] = facts->sharing,
  };
  gboolean changed = FALSE;

  if (!pl_link_gaps_get (connection, facts->account, facts->link_id, &facts->gaps, error))
    return FALSE;

  for (guint i = 0; i < PL_LINK_N_LISTS; i++)
    {
      if (lists[i] == NULL
          || (facts->gaps.n[i] == found->n[i] && facts->gaps.overlooked_at[i] == found->overlooked_at[i]))
        continue;
      facts->gaps.n[i] = found->n[i];
      facts->gaps.overlooked_at[i] = found->overlooked_at[i];
      changed = TRUE;
    }

  return !changed || pl_link_gaps_set (connection, facts->account, facts->link_id, &facts->gaps, error);
}

static void
change_clear (gpointer data)
{
  PlLinkChange *change = data;

  g_clear_object (&change->link);
}

/* Each has a payment less, and with it another total. */
static gboolean
count_left (PlConnection  *connection,
            PlLinkFacts   *facts,
            GPtrArray     *ids,
            GError       **error)
{
  g_clear_pointer (&facts->left, g_array_unref);
  facts->left = g_array_new (FALSE, FALSE, sizeof (PlLinkChange));
  g_array_set_clear_func (facts->left, change_clear);

  for (guint i = 0; i < ids->len; i++)
    {
      PlLinkChange change = { 0 };

      if (!pl_link_payments_recount (connection, facts->account, g_ptr_array_index (ids, i), &change.link,
                                     &change.rowid, error))
        return FALSE;
      if (change.link != NULL)
        g_array_append_val (facts->left, change);
    }

  return TRUE;
}

static gboolean
write_payments (PlConnection  *connection,
                PlLinkFacts   *facts,
                GError       **error)
{
  GPtrArray *const lists[] = {
    [PAYROC_PAYMENT_SOURCE_CARD] = facts->cards,
    [PAYROC_PAYMENT_SOURCE_BANK] = facts->banks,
  };
  static const PlLinkLists names[] = {
    [PAYROC_PAYMENT_SOURCE_CARD] = PL_LINK_LIST_CARDS,
    [PAYROC_PAYMENT_SOURCE_BANK] = PL_LINK_LIST_BANKS,
  };
  g_autoptr (PlPaymentFiling) filing = pl_payment_filing_new (facts->account, facts->link_id, facts->now);
  PlLinkGaps found = facts->found_gaps;

  filing->asked_at = facts->asked_at;
  facts->is_settled = facts->has_all_payments;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (lists[i] == NULL)
        continue;
      if (!pl_payment_filing_begin_list (filing, connection, lists[i], facts->is_overlooked[i], error) ||
          !pl_link_payments_put (connection, filing, lists[i], error))
        return FALSE;
      if (filing->is_overlooked)
        {
          facts->is_settled = FALSE;
          found.overlooked_at[names[i]] = facts->now;
        }
      if (facts->is_whole[i] &&
          !pl_payment_filing_find_gone (filing, connection, (PayrocPaymentSource) i, lists[i], error))
        return FALSE;
    }

  g_clear_pointer (&facts->rivals, g_ptr_array_unref);
  facts->rivals = g_ptr_array_ref (filing->rivals);
  g_ptr_array_extend_and_steal (facts->rivals, g_ptr_array_ref (filing->owners));

  return write_gaps (connection, facts, &found, error) && count_left (connection, facts, filing->left, error);
}

gboolean
pl_link_facts_read (PlConnection  *connection,
                    gpointer       work_data,
                    GError       **error)
{
  PlLinkFacts *facts = work_data;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *currency = NULL;
  gint64 amount;
  guint count;

  g_clear_object (&facts->link);
  facts->link = pl_link_table_get (connection, facts->account, facts->link_id, &local_error);
  if (facts->link == NULL && !g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_clear_pointer (&facts->sharing, g_ptr_array_unref);
  facts->sharing = pl_sharing_table_list (connection, facts->account, facts->link_id, error);
  if (facts->sharing == NULL)
    return FALSE;

  g_clear_pointer (&facts->payments, g_ptr_array_unref);
  if (!pl_link_gaps_get (connection, facts->account, facts->link_id, &facts->gaps, error))
    return FALSE;

  /* A damaged row is one more that nobody can read; Payroc's next answer mends it. */
  facts->payments = pl_payment_table_list_readable (connection, facts->account, facts->link_id,
                                                    &facts->gaps.n[PL_LINK_LIST_CARDS], error);
  if (facts->payments == NULL || !read_addresses (connection, facts, error) ||
      !read_hand_overs (connection, facts, error))
    return FALSE;

  if (facts->link == NULL)
    return TRUE;

  g_clear_object (&facts->asked);
  facts->asked = pl_link_asked_get (connection, facts->account, facts->link_id);

  return pl_link_table_get_paid (connection, facts->account, facts->link_id, &count, &amount, &currency, &facts->as_of,
                                 error);
}

/* A look puts all it learns at its own beginning. What others wrote since is not to be taken back behind that: an
 * answer that was asked for before theirs would pass for a newer one. */
static gboolean
find_seen_at (PlConnection  *connection,
              PlLinkFacts   *facts,
              GError       **error)
{
  gboolean was_put;

  if (!pl_link_table_was_put (connection, facts->account, facts->link_id, facts->now + 1, facts->asked_at, &was_put,
                              error))
    return FALSE;

  facts->seen_at = was_put ? facts->asked_at : facts->now;

  return TRUE;
}

/* The lists may have kept the link's own answer waiting: what the outbox learnt since is newer. */
static gboolean
write_link (PlConnection  *connection,
            PlLinkFacts   *facts,
            GError       **error)
{
  gboolean is_older;

  if (!pl_link_table_was_put (connection, facts->account, facts->link_id, facts->asked_at, g_get_real_time (),
                              &is_older, error))
    return FALSE;

  return is_older || pl_link_table_put (connection, facts->account, facts->link, facts->seen_at, &facts->rowid,
                                         error);
}

gboolean
pl_link_facts_write (PlConnection  *connection,
                     gpointer       work_data,
                     GError       **error)
{
  PlLinkFacts *facts = work_data;
  g_autoptr (GError) local_error = NULL;

  if (!find_seen_at (connection, facts, error))
    return FALSE;
  if (facts->link_is_new && !write_link (connection, facts, error))
    return FALSE;

  if (facts->rowid == 0)
    facts->rowid = pl_link_table_find_rowid (connection, facts->account, facts->link_id, &local_error);
  if (facts->rowid == 0 && g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return TRUE; /* a link that Payroc did not show and we do not have: nothing to hang the rest on */
  if (facts->rowid == 0)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (guint i = 0; facts->sharing != NULL && i < facts->sharing->len; i++)
    {
      if (!pl_sharing_table_put (connection, facts->account, facts->link_id, g_ptr_array_index (facts->sharing, i),
                                 error))
        return FALSE;
    }

  if (facts->sharing != NULL && !pl_link_people_note (connection, facts->account, facts->link_id, error))
    return FALSE;

  if (!write_payments (connection, facts, error) || !pl_link_facts_read (connection, facts, error))
    return FALSE;

  if (facts->link == NULL || (facts->cards == NULL && facts->banks == NULL))
    return TRUE;

  if (facts->is_settled)
    facts->as_of = facts->seen_at;

  return pl_link_payments_count (connection, facts->account, facts->link, facts->as_of, error);
}
