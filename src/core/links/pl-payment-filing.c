/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A payment names no link (contract, "Paid?"): whose it is is the filter's word, and a server may overlook it once. So
 * what stands under one link goes to another only on the word of two lists: the first one's, whole, has it no more, and
 * the other's has it. */
#include "pl-payment-filing.h"

#include "store/pl-link-watch-table.h"
#include "store/pl-payment-table.h"
#include "store/pl-unplaced-table.h"

/* What is older is more likely to have been cleared away at Payroc than to be another link's. */
#define ASK_AROUND (30 * G_TIME_SPAN_DAY)

/* The order number of a link for one payment is that link's alone: unless a shop's own number is the same by chance,
 * and the link's whole list does not have the payment.
 * owner: (transfer full) (nullable) */
static gboolean
find_owner (PlPaymentFiling  *self,
            PlConnection     *connection,
            const char       *link_id,
            PayrocPayment    *payment,
            char            **owner,
            GError          **error)
{
  return pl_link_watch_table_find_order (connection, self->account, payment, link_id, self->asked_at, owner, error);
}

static void
add_once (GPtrArray  *ids,
          const char *id)
{
  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

/**
 * pl_payment_filing_new:
 * @account: an account's UUID
 * @link_id: Payroc's id of the link whose payments were asked for
 * @now: when they were, in microseconds since the epoch; of a part of a look its beginning, with another @asked_at
 *
 * Returns: (transfer full): a filing without lists
 */
PlPaymentFiling *
pl_payment_filing_new (const char *account,
                       const char *link_id,
                       gint64      now)
{
  PlPaymentFiling *self = g_new0 (PlPaymentFiling, 1);

  self->account = g_strdup (account);
  self->link_id = g_strdup (link_id);
  self->now = now;
  self->asked_at = now;
  self->left = g_ptr_array_new_with_free_func (g_free);
  self->rivals = g_ptr_array_new_with_free_func (g_free);
  self->owners = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * pl_payment_filing_free:
 * @self: (transfer full): a filing
 */
void
pl_payment_filing_free (PlPaymentFiling *self)
{
  g_free (self->account);
  g_free (self->link_id);
  g_ptr_array_unref (self->left);
  g_ptr_array_unref (self->rivals);
  g_ptr_array_unref (self->owners);
  g_free (self);
}

/**
 * pl_payment_filing_begin_list:
 * @self: a filing
 * @connection: the worker's connection
 * @payments: (element-type PayrocPayment): what Payroc listed for the link
 * @is_overlooked: whether it is known already that the list has what is not the link's
 * @error: `PL_STORE_ERROR`
 *
 * A list that has what is another link's for certain is no witness of anything. What stands under this one already is
 * that link's own list to claim.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_filing_begin_list (PlPaymentFiling  *self,
                              PlConnection     *connection,
                              GPtrArray        *payments,
                              gboolean          is_overlooked,
                              GError          **error)
{
  self->is_witness = TRUE;
  self->is_overlooked = is_overlooked;

  for (guint i = 0; i < payments->len && !self->is_overlooked; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (payments, i);
      g_autofree char *owner = NULL;
      g_autofree char *stored_link = NULL;
      PayrocPaymentState state;

      if (!find_owner (self, connection, self->link_id, payment, &owner, error)
          || (owner != NULL && !pl_payment_table_find (connection, self->account, payroc_payment_get_source (payment),
                                                       payroc_payment_get_id (payment), &stored_link, &state, NULL,
                                                       error)))
        return FALSE;
      self->is_overlooked = owner != NULL && g_strcmp0 (stored_link, self->link_id) != 0;
    }

  return TRUE;
}

static gboolean
judge_foreign (PlPaymentFiling    *self,
               PlConnection       *connection,
               PayrocPayment      *payment,
               const char         *stored_link,
               PayrocPaymentState  stored_state,
               PlFilingVerdict    *verdict,
               GError            **error)
{
  g_autofree char *owner = NULL;

  /* Not a stranger here: so this link has the order number. Where that is its own, and not one of its shop's that a
   * third link for one payment has, too, it needs no second list. */
  if (!find_owner (self, connection, stored_link, payment, &owner, error))
    return FALSE;

  *verdict = PL_FILING_LEAVE;
  if (g_strcmp0 (owner, self->link_id) == 0
      || (stored_state == PAYROC_PAYMENT_STATE_GONE && !self->is_overlooked))
    {
      *verdict = PL_FILING_MOVE;
      add_once (self->left, stored_link);
    }
  else if (!self->is_overlooked)
    {
      /* Money came in once: a server that lists it under another link as well does not make it more. */
      add_once (self->rivals, stored_link);
    }

  return TRUE;
}

/**
 * pl_payment_filing_judge:
 * @self: a filing
 * @connection: the worker's connection
 * @payment: a payment from the list that is being read
 * @stored_link: (nullable): under which link it stands; %NULL when it is not stored
 * @stored_state: what it was when last seen
 * @verdict: (out): what is to be done
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_filing_judge (PlPaymentFiling     *self,
                         PlConnection        *connection,
                         PayrocPayment       *payment,
                         const char          *stored_link,
                         PayrocPaymentState   stored_state,
                         PlFilingVerdict     *verdict,
                         GError             **error)
{
  g_autofree char *owner = NULL;

  *verdict = PL_FILING_PUT;
  if (g_strcmp0 (stored_link, self->link_id) == 0)
    {
      if (stored_state == PAYROC_PAYMENT_STATE_GONE && self->is_overlooked)
        *verdict = PL_FILING_LEAVE;
      return TRUE;
    }

  if (!find_owner (self, connection, self->link_id, payment, &owner, error))
    return FALSE;

  if (owner != NULL)
    {
      *verdict = PL_FILING_LEAVE;
      add_once (self->owners, owner);
    }
  else if (stored_link != NULL)
    return judge_foreign (self, connection, payment, stored_link, stored_state, verdict, error);
  else if (self->is_overlooked)
    *verdict = PL_FILING_DOUBT;

  return TRUE;
}

/**
 * pl_payment_filing_ask_around:
 * @self: a filing
 * @connection: the worker's connection, in a write transaction
 * @payment: a payment that may be another link's
 * @error: `PL_STORE_ERROR`
 *
 * The watch asks one link after the other, as of a payment that it found by itself.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_filing_ask_around (PlPaymentFiling  *self,
                              PlConnection     *connection,
                              PayrocPayment    *payment,
                              GError          **error)
{
  GDateTime *time = payroc_payment_get_date_time (payment);

  if (time != NULL && g_date_time_to_unix (time) * G_USEC_PER_SEC < self->now - ASK_AROUND)
    return TRUE;

  return pl_unplaced_table_remove (connection, self->account, payroc_payment_get_source (payment),
                                   payroc_payment_get_id (payment), error) &&
         pl_unplaced_table_add (connection, self->account, payment, self->now, error);
}

/* ids: what is not listed any more. One that nobody can read is no income as it is. */
static gboolean
put_gone (PlPaymentFiling      *self,
          PlConnection         *connection,
          PayrocPaymentSource   source,
          GPtrArray            *ids,
          GError              **error)
{
  guint n_unreadable = 0;
  g_autoptr (GPtrArray) stored = pl_payment_table_list_readable (connection, self->account, self->link_id,
                                                                 &n_unreadable, error);

  if (stored == NULL)
    return FALSE;

  for (guint i = 0; i < stored->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (stored, i);
      g_autoptr (PayrocPayment) gone = NULL;

      if (payroc_payment_get_source (payment) != source ||
          !g_ptr_array_find_with_equal_func (ids, payroc_payment_get_id (payment), g_str_equal, NULL))
        continue;

      gone = payroc_payment_new_gone (payment);
      if (!pl_payment_table_judge (connection, self->account, self->link_id, gone, error) ||
          !pl_payment_filing_ask_around (self, connection, gone, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_payment_filing_find_gone:
 * @self: a filing
 * @connection: the worker's connection, in a write transaction
 * @source: which of Payroc's two lists
 * @payments: (element-type PayrocPayment): all of it, for the link
 * @error: `PL_STORE_ERROR`
 *
 * Notes what stands under the link and is not listed for it. What was seen since Payroc was asked is not missed.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_payment_filing_find_gone (PlPaymentFiling      *self,
                             PlConnection         *connection,
                             PayrocPaymentSource   source,
                             GPtrArray            *payments,
                             GError              **error)
{
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = NULL;

  if (self->is_overlooked)
    return TRUE;

  ids = pl_payment_table_list_ids (connection, self->account, self->link_id, source, self->now,
                                   MAX (self->now, g_get_real_time ()), error);
  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < payments->len; i++)
    g_hash_table_add (listed, (gpointer) payroc_payment_get_id (g_ptr_array_index (payments, i)));
  for (guint i = ids->len; i-- > 0;)
    {
      if (g_hash_table_contains (listed, g_ptr_array_index (ids, i)))
        g_ptr_array_remove_index_fast (ids, i);
    }

  return ids->len == 0 || put_gone (self, connection, source, ids, error);
}
