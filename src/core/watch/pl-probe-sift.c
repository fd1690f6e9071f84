/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose payment it is is the filter's word, and a server may overlook it. Where goods are handed over for it, that
 * needs a second witness: the link itself, which says that it is used up, or another list. A list that has what is
 * another link's for certain is no witness at all.
 *
 * What cannot be decided from here: a server that overlooks the filter of this link's list twice running, but heeds it
 * for those whom pl-probe-witness.c asks, of a payment that is neither theirs nor known here; and the same without any
 * other link that could be asked. A payment of a link for many says nothing by itself of whose it is. */
#include "pl-probe-sift.h"

#include "core/links/pl-payment-filing.h"
#include "store/pl-link-watch-table.h"
#include "store/pl-payment-table.h"

/* Also where the time zone is set wrongly. That is for what nothing else tells from a payment of now: an older one of
 * the link itself is known from the first look. */
#define CLOCKS_DIFFER G_TIME_SPAN_DAY

/* Of those who can be asked, no more: the customer waits for them. */
#define WITNESSES_MAX 4

#define N_SOURCES 2

struct _PlProbeSift
{
  gint64      began;  /* microseconds since the epoch */
  GHashTable *known;  /* (owned) (element-type utf8) payments that were there before */
  GHashTable *listed[N_SOURCES]; /* (owned) (element-type utf8) those that each list had when last read */
};

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* (transfer full) */
static char *
dup_key (PayrocPayment *payment)
{
  return g_strdup_printf ("%d %s", payroc_payment_get_source (payment), payroc_payment_get_id (payment));
}

static gboolean
takes_many (PayrocLink *link)
{
  return payroc_link_get_kind (link) != PAYROC_LINK_KIND_SINGLE_USE;
}

static gboolean
is_used (PayrocLink *link)
{
  return !takes_many (link) && payroc_link_get_status (link) == PAYROC_LINK_STATUS_COMPLETED;
}

/* Only a link for one payment has an order number. */
static gboolean
has_its_number (PayrocLink    *link,
                PayrocPayment *payment)
{
  const char *order_id = payroc_link_get_order_id (link);

  return !takes_many (link) && order_id != NULL && *order_id != '\0'
         && g_strcmp0 (order_id, payroc_payment_get_order_id (payment)) == 0;
}

/* The link says by itself that somebody used it, and it was for this payment. */
static gboolean
is_certain (PayrocLink    *link,
            PayrocPayment *payment)
{
  return is_used (link) && has_its_number (link, payment);
}

/* Nothing in it tells whose it is, although the link has a number by which it could. */
static gboolean
is_nameless (PayrocLink    *link,
             PayrocPayment *payment)
{
  return !takes_many (link) && !has_its_number (link, payment);
}

static gboolean
says_something (PayrocLink    *link,
                PayrocPayment *payment)
{
  switch (payroc_payment_get_state (payment))
    {
    case PAYROC_PAYMENT_STATE_PAID:
    case PAYROC_PAYMENT_STATE_HELD:
    case PAYROC_PAYMENT_STATE_PENDING:
    case PAYROC_PAYMENT_STATE_DECLINED:
      return TRUE;
    /* Of a link for many, the next customer pays all the same. */
    case PAYROC_PAYMENT_STATE_REVERSED:
    case PAYROC_PAYMENT_STATE_RETURNED:
    case PAYROC_PAYMENT_STATE_REFUNDED:
      return !takes_many (link);
    case PAYROC_PAYMENT_STATE_UNKNOWN:
    case PAYROC_PAYMENT_STATE_GONE:
    default:
      return FALSE;
    }
}

static gboolean
is_old (PlProbeSift   *self,
        PayrocPayment *payment)
{
  GDateTime *time = payroc_payment_get_date_time (payment);

  return time != NULL && g_date_time_to_unix (time) * G_USEC_PER_SEC < self->began - CLOCKS_DIFFER;
}

/* Whether one has the link's order number: then those without are not its. */
static gboolean
has_own (PayrocLink *link,
         GPtrArray  *payments)
{
  for (guint i = 0; payments != NULL && i < payments->len; i++)
    {
      if (has_its_number (link, g_ptr_array_index (payments, i)))
        return TRUE;
    }

  return FALSE;
}

/* A link for one payment that was paid says so itself. While it does not, a payment without its number is another's;
 * if it was this one's, the next look at the link has it completed. */
static gboolean
is_a_strangers (PlProbeSift       *self,
                const PlLinkFacts *facts,
                PayrocPayment     *payment)
{
  return is_nameless (facts->link, payment)
         && (!is_used (facts->link) || is_old (self, payment)
             || has_own (facts->link, facts->cards) || has_own (facts->link, facts->banks));
}

/* A link for one payment may have been paid before, and then it is; an attempt of before is nobody's of now. */
static gboolean
is_known (PlProbeSift   *self,
          PayrocLink    *link,
          PayrocPayment *payment,
          const char    *key,
          gboolean       is_first)
{
  if (is_first && (takes_many (link) || payroc_payment_get_state (payment) == PAYROC_PAYMENT_STATE_DECLINED))
    g_hash_table_add (self->known, g_strdup (key));

  return g_hash_table_contains (self->known, key);
}

/* Whether it has what was made long ago, and was not there at first. */
static gboolean
shows_others (PlProbeSift *self,
              PayrocLink  *link,
              GPtrArray   *payments)
{
  for (guint i = 0; takes_many (link) && i < payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (payments, i);
      g_autofree char *key = dup_key (payment);

      if (is_old (self, payment) && !g_hash_table_contains (self->known, key))
        return TRUE;
    }

  return FALSE;
}

static void
sift_list (PlProbeSift *self,
           PlProbeFind *find,
           guint        source,
           GPtrArray   *payments,
           gboolean     is_first)
{
  PayrocLink *link = find->facts->link;
  g_autoptr (GHashTable) listed = new_set ();

  if (!is_first && shows_others (self, link, payments))
    {
      find->is_overlooked = TRUE;
      g_hash_table_remove_all (self->listed[source]);
      return;
    }

  for (guint i = 0; i < payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (payments, i);
      g_autofree char *key = dup_key (payment);
      const gboolean certain = is_certain (link, payment);

      if (is_known (self, link, payment, key, is_first) || !says_something (link, payment)
          || is_a_strangers (self, find->facts, payment))
        continue;

      g_ptr_array_add (find->fresh, g_object_ref (payment));
      if (certain || g_hash_table_contains (self->listed[source], key))
        {
          g_ptr_array_add (find->payments, g_object_ref (payment));
          find->needs_check |= !certain;
        }
      else
        {
          find->is_in_doubt = TRUE;
        }
      g_hash_table_add (listed, g_steal_pointer (&key));
    }

  g_hash_table_unref (self->listed[source]);
  self->listed[source] = g_steal_pointer (&listed);
}

/* Whether the store knows of nothing that makes it another link's. */
static gboolean
is_ours (PlPaymentFiling  *filing,
         PlConnection     *connection,
         PayrocPayment    *payment,
         gboolean         *ours,
         GError          **error)
{
  g_autofree char *stored_link = NULL;
  PayrocPaymentState stored_state;
  PlFilingVerdict verdict;

  if (!pl_payment_table_find (connection, filing->account, payroc_payment_get_source (payment),
                              payroc_payment_get_id (payment), &stored_link, &stored_state, NULL, error)
      || !pl_payment_filing_judge (filing, connection, payment, stored_link, stored_state, &verdict, error))
    return FALSE;

  *ours = verdict == PL_FILING_PUT || verdict == PL_FILING_MOVE;

  return TRUE;
}

/* Whether none of what this list has anew is another link's, as far as that is known. */
static gboolean
is_all_ours (PlProbeFind          *self,
             PlPaymentFiling      *filing,
             PlConnection         *connection,
             PayrocPaymentSource   source,
             gboolean             *ours,
             GError              **error)
{
  *ours = TRUE;
  for (guint i = 0; i < self->fresh->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (self->fresh, i);
      gboolean one;

      if (payroc_payment_get_source (payment) != source || is_certain (self->facts->link, payment))
        continue;
      if (!is_ours (filing, connection, payment, &one, error))
        return FALSE;
      *ours = *ours && one;
    }

  return TRUE;
}

static void
drop_uncertain (PlProbeFind         *self,
                PayrocPaymentSource  source)
{
  self->is_overlooked = TRUE;
  for (guint i = self->payments->len; i-- > 0;)
    {
      PayrocPayment *payment = g_ptr_array_index (self->payments, i);

      if (payroc_payment_get_source (payment) == source && !is_certain (self->facts->link, payment))
        g_ptr_array_remove_index (self->payments, i);
    }
}

/* The order number of a link for one payment says as much as others could. */
static gboolean
needs_witnesses (PlProbeFind *self)
{
  for (guint i = 0; i < self->payments->len; i++)
    {
      if (!has_its_number (self->facts->link, g_ptr_array_index (self->payments, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
find_witnesses (PlProbeFind   *self,
                PlConnection  *connection,
                GError       **error)
{
  if (!needs_witnesses (self))
    return TRUE;

  return pl_link_watch_table_list_others (connection, self->facts->account, self->facts->link_id,
                                          payroc_link_get_currency (self->facts->link), WITNESSES_MAX,
                                          &self->witnesses, error);
}

/**
 * pl_probe_sift_new:
 * @now: the time, in microseconds since the epoch
 *
 * Returns: (transfer full): a sift that has seen no list yet
 */
PlProbeSift *
pl_probe_sift_new (gint64 now)
{
  PlProbeSift *self = g_new0 (PlProbeSift, 1);

  self->began = now;
  self->known = new_set ();
  for (guint i = 0; i < N_SOURCES; i++)
    self->listed[i] = new_set ();

  return self;
}

/**
 * pl_probe_sift_free:
 * @self: (transfer full): a sift
 */
void
pl_probe_sift_free (PlProbeSift *self)
{
  g_hash_table_unref (self->known);
  for (guint i = 0; i < N_SOURCES; i++)
    g_hash_table_unref (self->listed[i]);
  g_free (self);
}

/**
 * pl_probe_sift_look:
 * @self: a sift
 * @facts: (transfer full): a link, and the lists of its payments that were asked for
 * @is_first: whether what is listed was there before
 *
 * Returns: (transfer full): the payments that may say what became of the link: new, and in its list twice, unless the
 *   link says the same
 */
PlProbeFind *
pl_probe_sift_look (PlProbeSift *self,
                    PlLinkFacts *facts,
                    gboolean     is_first)
{
  GPtrArray *const lists[N_SOURCES] = {
    [PAYROC_PAYMENT_SOURCE_CARD] = facts->cards,
    [PAYROC_PAYMENT_SOURCE_BANK] = facts->banks,
  };
  PlProbeFind *find = g_new0 (PlProbeFind, 1);

  find->facts = facts;
  find->payments = g_ptr_array_new_with_free_func (g_object_unref);
  find->fresh = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < N_SOURCES; i++)
    {
      if (lists[i] != NULL)
        sift_list (self, find, i, lists[i], is_first);
    }

  return find;
}

/**
 * pl_probe_sift_settle:
 * @self: a sift
 * @find: what a look found, with its link
 *
 * Attempts at a link for many were in vain, and stay so: nobody is asked again whose they were.
 */
void
pl_probe_sift_settle (PlProbeSift       *self,
                      const PlProbeFind *find)
{
  for (guint i = 0; takes_many (find->facts->link) && i < find->payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (find->payments, i);

      if (payroc_payment_get_state (payment) == PAYROC_PAYMENT_STATE_DECLINED)
        g_hash_table_add (self->known, dup_key (payment));
    }
}

/**
 * pl_probe_find_check:
 * @connection: the worker's connection
 * @find: a #PlProbeFind
 * @error: `PL_STORE_ERROR`
 *
 * Takes out of it what may be another link's: payments in a list that has, beside what was there at first, one that
 * stands under another link or has its order number. Notes who may know more about the others.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_probe_find_check (PlConnection  *connection,
                     gpointer       find,
                     GError       **error)
{
  PlProbeFind *self = find;
  GPtrArray *const lists[N_SOURCES] = {
    [PAYROC_PAYMENT_SOURCE_CARD] = self->facts->cards,
    [PAYROC_PAYMENT_SOURCE_BANK] = self->facts->banks,
  };
  g_autoptr (PlPaymentFiling) filing = pl_payment_filing_new (self->facts->account, self->facts->link_id,
                                                              self->facts->now);

  for (guint source = 0; source < N_SOURCES; source++)
    {
      gboolean ours;

      if (lists[source] == NULL)
        continue;
      if (!pl_payment_filing_begin_list (filing, connection, lists[source], self->facts->is_overlooked[source], error)
          || !is_all_ours (self, filing, connection, source, &ours, error))
        return FALSE;
      if (!ours)
        drop_uncertain (self, source);
    }

  self->is_disputed = filing->rivals->len > 0;

  return find_witnesses (self, connection, error);
}

/**
 * pl_probe_find_drop:
 * @self: what a look found
 *
 * The lists are no witness: another link's has what they have.
 */
void
pl_probe_find_drop (PlProbeFind *self)
{
  self->is_overlooked = TRUE;
  g_ptr_array_set_size (self->payments, 0);
}

/**
 * pl_probe_find_free:
 * @self: (transfer full): what a look found
 */
void
pl_probe_find_free (PlProbeFind *self)
{
  g_clear_pointer (&self->facts, pl_link_facts_free);
  g_ptr_array_unref (self->payments);
  g_ptr_array_unref (self->fresh);
  g_clear_pointer (&self->witnesses, g_ptr_array_unref);
  g_free (self);
}
