/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every step can be done twice: who is killed between two of them begins again with the look before, and finds what is
 * written down already. */
#include "pl-watch-store.h"

#include "core/links/pl-link-gaps.h"
#include "core/links/pl-link-payments.h"
#include "core/links/pl-payment-news.h"
#include "payroc/payroc-error.h"
#include "store/pl-link-table.h"
#include "store/pl-link-watch-table.h"
#include "store/pl-notice-table.h"
#include "store/pl-payment-table.h"
#include "store/pl-setting-table.h"
#include "store/pl-store-error.h"
#include "store/pl-unplaced-table.h"

/* Which version of what payments mean the stored ones were judged by. What went back was nothing of its own before 1;
 * what did not come in, or not whole, before 2; what was declined in the end, before 3. */
#define SETTING_JUDGED "payments.judged"
#define JUDGED         "3"

/* Oldest first: what there is no room for waits for those. */
#define PAYMENTS_MAX 100

/* A server that lists what others paid may do so for a while: longer than a look takes, which would ask for ever. */
#define OVERLOOKED_PAUSE (5 * G_TIME_SPAN_MINUTE)

/* Used and not asked about are few, unless Payroc overlooks them all: then there are more behind those. */
#define USED_MAX 1000

static void
ask_free (PlWatchAsk *self)
{
  g_clear_object (&self->link);
  g_ptr_array_unref (self->claims);
  g_free (self);
}

/**
 * pl_watch_sort_new:
 * @account: an account's id
 *
 * Returns: (transfer full): a sort without payments
 */
PlWatchSort *
pl_watch_sort_new (const char *account)
{
  PlWatchSort *self = g_new0 (PlWatchSort, 1);

  self->account = g_strdup (account);
  self->payments = g_ptr_array_new_with_free_func (g_object_unref);
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
  self->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->asks = g_ptr_array_new_with_free_func ((GDestroyNotify) ask_free);

  return self;
}

/**
 * pl_watch_sort_free:
 * @self: (transfer full): a sort
 */
void
pl_watch_sort_free (PlWatchSort *self)
{
  g_free (self->account);
  g_ptr_array_unref (self->payments);
  g_hash_table_unref (self->changed);
  g_ptr_array_unref (self->links);
  g_array_unref (self->rowids);
  g_ptr_array_unref (self->asks);
  g_free (self);
}

/* A link that was deleted here meanwhile is no error: *link is NULL. */
static gboolean
get_link (PlConnection  *connection,
          const char    *account,
          const char    *link_id,
          PayrocLink   **link,
          GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  *link = pl_link_table_get (connection, account, link_id, &local_error);
  if (*link != NULL || g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* The payment's link is known: only what became of the payment is new. The link is counted when all are put. */
static gboolean
put_known (PlWatchSort    *self,
           PlConnection   *connection,
           const char     *link_id,
           PayrocPayment  *payment,
           GError        **error)
{
  g_autoptr (PlPaymentFiling) filing = pl_payment_filing_new (self->account, link_id, self->now);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  filing->asked_at = self->asked_at;
  g_ptr_array_add (one, payment);
  if (!pl_link_payments_put (connection, filing, one, error))
    return FALSE;

  g_hash_table_add (self->changed, g_strdup (link_id));

  return TRUE;
}

static gboolean
count_changed (PlWatchSort   *self,
               PlConnection  *connection,
               GError       **error)
{
  GHashTableIter iter;
  gpointer link_id;

  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &link_id, NULL))
    {
      g_autoptr (PayrocLink) link = NULL;
      gint64 rowid;

      if (!get_link (connection, self->account, link_id, &link, error))
        return FALSE;
      if (link == NULL)
        continue;

      rowid = pl_link_table_find_rowid (connection, self->account, link_id, error);
      if (rowid == 0 || !pl_link_payments_count (connection, self->account, link, 0, error))
        return FALSE;

      g_ptr_array_add (self->links, g_steal_pointer (&link));
      g_array_append_val (self->rowids, rowid);
    }

  return TRUE;
}

static gboolean
judge_link (PlWatchSort   *self,
            PlConnection  *connection,
            const char    *link_id,
            GError       **error)
{
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GPtrArray) payments = pl_payment_table_list (connection, self->account, link_id, error);
  gint64 rowid;

  if (payments == NULL)
    return FALSE;

  for (guint i = 0; i < payments->len; i++)
    {
      if (!pl_payment_table_judge (connection, self->account, link_id, g_ptr_array_index (payments, i), error))
        return FALSE;
    }

  if (!pl_link_payments_recount (connection, self->account, link_id, &link, &rowid, error))
    return FALSE;
  if (link == NULL)
    return TRUE;

  g_ptr_array_add (self->links, g_steal_pointer (&link));
  g_array_append_val (self->rowids, rowid);

  return TRUE;
}

/* Payments that an earlier version has stored are judged by what this one knows: once, and nobody is asked. */
static gboolean
judge_stored (PlWatchSort   *self,
              PlConnection  *connection,
              GError       **error)
{
  g_autofree char *judged = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  if (!pl_setting_table_get (connection, self->account, SETTING_JUDGED, &judged, error))
    return FALSE;
  if (g_strcmp0 (judged, JUDGED) == 0)
    return TRUE;

  ids = pl_payment_table_list_doubtful (connection, self->account, error);
  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      if (!judge_link (self, connection, g_ptr_array_index (ids, i), error))
        return FALSE;
    }

  return pl_setting_table_set (connection, self->account, SETTING_JUDGED, JUDGED, error);
}

static gboolean
sort_one (PlWatchSort    *self,
          PlConnection   *connection,
          PayrocPayment  *payment,
          GError        **error)
{
  g_autofree char *link_id = NULL;
  PayrocPaymentState state;
  PayrocMoney now_income;
  gint64 income;

  if (!pl_payment_table_find (connection, self->account, payroc_payment_get_source (payment),
                              payroc_payment_get_id (payment), &link_id, &state, &income, error))
    return FALSE;

  /* Payroc has it, but no longer for that link. */
  if (link_id != NULL && state == PAYROC_PAYMENT_STATE_GONE)
    return pl_unplaced_table_add (connection, self->account, payment, self->now, error);

  if (link_id == NULL)
    return !pl_link_payments_is_news (payment, self->since, self->now) ||
           pl_unplaced_table_add (connection, self->account, payment, self->now, error);

  if (state == payroc_payment_get_state (payment) && payroc_payment_get_income (payment, &now_income) &&
      income == now_income.minor)
    return TRUE;

  return put_known (self, connection, link_id, payment, error);
}

static PlWatchAsk *
find_ask (PlWatchSort *self,
          const char  *link_id)
{
  for (guint i = 0; i < self->asks->len; i++)
    {
      PlWatchAsk *ask = g_ptr_array_index (self->asks, i);

      if (g_strcmp0 (payroc_link_get_id (ask->link), link_id) == 0)
        return ask;
    }

  return NULL;
}

/* claim: (transfer full) (nullable). What there is no room for comes with the next look. */
static gboolean
plan_ask (PlWatchSort         *self,
          PlConnection        *connection,
          const char          *link_id,
          PlLinkInquiryParts   parts,
          PlUnplacedAsk       *claim,
          GError             **error)
{
  g_autoptr (PlUnplacedAsk) owned_claim = claim;
  PlWatchAsk *ask = find_ask (self, link_id);

  if (ask == NULL)
    {
      g_autoptr (PayrocLink) link = NULL;

      if (self->asks->len >= self->room)
        return TRUE;
      if (!get_link (connection, self->account, link_id, &link, error))
        return FALSE;
      if (link == NULL)
        return TRUE;

      ask = g_new0 (PlWatchAsk, 1);
      ask->link = g_steal_pointer (&link);
      ask->claims = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_unplaced_ask_free);
      g_ptr_array_add (self->asks, ask);
    }

  ask->parts |= parts;
  if (claim != NULL)
    g_ptr_array_add (ask->claims, g_steal_pointer (&owned_claim));

  return TRUE;
}

static gboolean
plan_claims (PlWatchSort   *self,
             PlConnection  *connection,
             GError       **error)
{
  g_autoptr (GPtrArray) claims = pl_unplaced_table_plan (connection, self->account, PAYMENTS_MAX, error);

  if (claims == NULL)
    return FALSE;

  while (claims->len > 0)
    {
      PlUnplacedAsk *claim = g_ptr_array_steal_index (claims, 0);
      PlLinkInquiryParts parts;

      /* A link for one payment is another link when it is paid; of the others one list is enough. */
      if (claim->by_order)
        parts = PL_LINK_INQUIRY_LINK | PL_LINK_INQUIRY_PAYMENTS;
      else
        parts = claim->source == PAYROC_PAYMENT_SOURCE_BANK ? PL_LINK_INQUIRY_BANKS : PL_LINK_INQUIRY_CARDS;

      if (!plan_ask (self, connection, claim->link_id, parts, claim, error))
        return FALSE;
    }

  return TRUE;
}

/* Not where the clock was ahead. */
static gboolean
is_recent (gint64 overlooked_at,
           gint64 now)
{
  return overlooked_at <= now && overlooked_at > now - OVERLOOKED_PAUSE;
}

/* Whether the last answer was what others paid, and that is not long ago. */
static gboolean
get_resting (PlWatchSort   *self,
             PlConnection  *connection,
             const char    *link_id,
             gboolean      *resting,
             GError       **error)
{
  PlLinkGaps gaps;

  if (!pl_link_gaps_get (connection, self->account, link_id, &gaps, error))
    return FALSE;

  *resting = is_recent (pl_link_gaps_get_overlooked (&gaps), self->now);

  return TRUE;
}

static gboolean
plan_used (PlWatchSort   *self,
           PlConnection  *connection,
           GError       **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (self->since == 0 || self->asks->len >= self->room)
    return TRUE;
  if (!pl_link_watch_table_list_used (connection, self->account, self->since, USED_MAX, &ids, error))
    return FALSE;

  for (guint i = 0; i < ids->len && self->asks->len < self->room; i++)
    {
      const char *link_id = g_ptr_array_index (ids, i);
      gboolean resting;

      if (!get_resting (self, connection, link_id, &resting, error)
          || (!resting && !plan_ask (self, connection, link_id, PL_LINK_INQUIRY_PAYMENTS, NULL, error)))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_watch_sort_work:
 * @connection: the connection, in a write transaction
 * @data: a #PlWatchSort
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_watch_sort_work (PlConnection  *connection,
                    gpointer       data,
                    GError       **error)
{
  PlWatchSort *self = data;

  if (!judge_stored (self, connection, error))
    return FALSE;

  for (guint i = 0; i < self->payments->len; i++)
    {
      if (!sort_one (self, connection, g_ptr_array_index (self->payments, i), error))
        return FALSE;
    }

  return count_changed (self, connection, error) && plan_claims (self, connection, error) &&
         plan_used (self, connection, error);
}

/**
 * pl_watch_answer_new:
 * @ask: (transfer none): what was asked; must outlive the answer
 * @facts: (transfer full): what Payroc said
 *
 * Returns: (transfer full): an answer to be written down
 */
PlWatchAnswer *
pl_watch_answer_new (PlWatchAsk  *ask,
                     PlLinkFacts *facts)
{
  PlWatchAnswer *self = g_new0 (PlWatchAnswer, 1);

  self->ask = ask;
  self->facts = facts;

  return self;
}

/**
 * pl_watch_answer_free:
 * @self: (transfer full): an answer
 */
void
pl_watch_answer_free (PlWatchAnswer *self)
{
  pl_link_facts_free (self->facts);
  g_free (self);
}

/**
 * pl_watch_error_is_final:
 * @error: (nullable): what came of asking
 *
 * Returns: whether Payroc will say the same the next time: nothing failed, or this account may not read that list, or
 *   there is nothing under that link
 */
gboolean
pl_watch_error_is_final (const GError *error)
{
  return error == NULL || g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_FORBIDDEN) ||
         g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND);
}

/* What others paid is no answer to whose a payment is. The link is asked once more, but only once: see
 * OVERLOOKED_PAUSE. */
static gboolean
is_asked_again (PlWatchAnswer       *self,
                const PlUnplacedAsk *claim)
{
  const PlLinkLists list = claim->source == PAYROC_PAYMENT_SOURCE_BANK ? PL_LINK_LIST_BANKS : PL_LINK_LIST_CARDS;

  return self->facts->gaps.overlooked_at[list] > 0 && !is_recent (self->before.overlooked_at[list], self->facts->now);
}

static gboolean
pass_claims (PlWatchAnswer  *self,
             PlConnection   *connection,
             GError        **error)
{
  for (guint i = 0; i < self->ask->claims->len; i++)
    {
      const PlUnplacedAsk *claim = g_ptr_array_index (self->ask->claims, i);

      if (!is_asked_again (self, claim) && !pl_unplaced_table_pass (connection, claim, error))
        return FALSE;
    }

  return TRUE;
}

/* Written more than once, it is one answer all the same. */
static gboolean
read_before (PlWatchAnswer  *self,
             PlConnection   *connection,
             GError        **error)
{
  if (self->is_written)
    return TRUE;

  self->is_written = TRUE;

  return pl_link_gaps_get (connection, self->facts->account, self->facts->link_id, &self->before, error);
}

/* Payroc calls the link used, but shows no payment at all: that is told once, too. Payments tell for themselves; only
 * one that came to nothing before anybody saw it does not. */
static gboolean
notice_used (PlWatchAnswer  *self,
             PlConnection   *connection,
             GError        **error)
{
  const PlLinkFacts *facts = self->facts;
  g_autoptr (PlNoticeRow) notice = NULL;

  if (facts->payments->len > 0)
    return pl_payment_news_tell_failed (connection, facts->account, facts->link, facts->payments, facts->now, error);

  notice = pl_notice_row_new ();
  notice->kind = PL_NOTICE_USED;
  notice->subject = g_strdup (facts->link_id);
  notice->link_id = g_strdup (facts->link_id);
  if (payroc_link_get_amount (facts->link) != NULL)
    notice->money = payroc_money_copy (payroc_link_get_amount (facts->link));
  notice->noticed_at = facts->now;

  return pl_notice_table_add (connection, facts->account, notice, error);
}

/**
 * pl_watch_answer_work:
 * @connection: the connection, in a write transaction
 * @data: a #PlWatchAnswer
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_watch_answer_work (PlConnection  *connection,
                      gpointer       data,
                      GError       **error)
{
  PlWatchAnswer *self = data;
  PlLinkFacts *facts = self->facts;
  const gboolean was_asked_all = (self->ask->parts & PL_LINK_INQUIRY_PAYMENTS) == PL_LINK_INQUIRY_PAYMENTS;

  if (!read_before (self, connection, error) || !pl_link_facts_write (connection, facts, error)
      || !pass_claims (self, connection, error))
    return FALSE;

  if (facts->link == NULL || !was_asked_all ||
      payroc_link_get_status (facts->link) != PAYROC_LINK_STATUS_COMPLETED)
    return TRUE;

  /* What others paid is no answer: what this link was used for is still to be learnt. */
  if (pl_link_gaps_get_overlooked (&facts->gaps) > 0)
    return TRUE;

  /* Counted as far as that goes, so that it is not asked again and again. */
  return pl_link_payments_count (connection, facts->account, facts->link, facts->seen_at, error) &&
         notice_used (self, connection, error);
}
