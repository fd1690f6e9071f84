/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks Payroc up to four things about one link at once. */
#include "config.h"

#include "pl-link-inquiry.h"

#include "pl-page-walk.h"

typedef struct
{
  /* Input */
  char       *terminal; /* (owned) */
  PayrocLink *known_link; /* (owned) (nullable) */
  gboolean    asked_all_payments;

  /* In progress */
  guint       n_waiting;
  GError     *card_error; /* (owned) (nullable) */
  GError     *bank_error; /* (owned) (nullable) */

  /* Output */
  PlLinkFacts *facts; /* (owned) */
} Inquiry;

static void
inquiry_free (Inquiry *inquiry)
{
  g_clear_pointer (&inquiry->terminal, g_free);
  g_clear_object (&inquiry->known_link);
  g_clear_error (&inquiry->card_error);
  g_clear_error (&inquiry->bank_error);
  g_clear_pointer (&inquiry->facts, pl_link_facts_free);
  g_free (inquiry);
}

/* A merchant without bank payments is refused their list (or the cards'), and a list may be out of order: that is no
 * failure for a link that does not take them. Takes error. */
static void
judge_payments (Inquiry               *inquiry,
                PayrocPaymentMethods   method,
                GError               **error)
{
  PlLinkFacts *facts = inquiry->facts;
  PayrocLink *link = facts->link != NULL ? facts->link : inquiry->known_link;
  PayrocPaymentMethods methods = link != NULL ? payroc_link_get_methods (link) : PAYROC_PAYMENT_METHODS_NONE;
  gboolean cancelled = g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (*error == NULL)
    return;

  if (!cancelled && methods != PAYROC_PAYMENT_METHODS_NONE && (methods & method) == 0)
    g_clear_error (error);
  else if (facts->error == NULL)
    facts->error = g_steal_pointer (error);
}

/* A link for one payment has an order number, and a payment with another one is not its; nor is one without, as long as
 * the link says in the same breath that nobody has used it. If it was paid just between the two answers, the next ones
 * agree. */
static gboolean
is_a_strangers (const PlLinkFacts *facts,
                const char        *order_id,
                PayrocPayment     *payment)
{
  const char *theirs = payroc_payment_get_order_id (payment);

  if (theirs != NULL && *theirs != '\0')
    return !g_str_equal (theirs, order_id);

  return facts->link != NULL && payroc_link_get_status (facts->link) == PAYROC_LINK_STATUS_ACTIVE;
}

/* Whose payments they are is the filter's word, and a server may overlook it. */
static void
drop_strangers (PlLinkFacts         *facts,
                PayrocLink          *link,
                PayrocPaymentSource  source)
{
  const char *order_id = payroc_link_get_order_id (link);
  GPtrArray  *payments = source == PAYROC_PAYMENT_SOURCE_BANK ? facts->banks : facts->cards;

  if (payments == NULL || payroc_link_get_kind (link) != PAYROC_LINK_KIND_SINGLE_USE
      || order_id == NULL || *order_id == '\0')
    return;

  for (guint i = payments->len; i-- > 0;)
    {
      if (is_a_strangers (facts, order_id, g_ptr_array_index (payments, i)))
        {
          g_ptr_array_remove_index (payments, i);
          facts->is_overlooked[source] = TRUE;
        }
    }
}

/* How a link can be paid never changes. */
static PlLinkInquiryParts
leave_out (PlLinkInquiryParts  parts,
           PayrocLink         *known_link)
{
  PayrocPaymentMethods methods = PAYROC_PAYMENT_METHODS_NONE;

  if (known_link != NULL)
    methods = payroc_link_get_methods (known_link);
  if (methods == PAYROC_PAYMENT_METHODS_CARD)
    parts &= ~PL_LINK_INQUIRY_BANKS;
  if (methods == PAYROC_PAYMENT_METHODS_BANK_TRANSFER)
    parts &= ~PL_LINK_INQUIRY_CARDS;

  return parts;
}

/* Takes the task. */
static void
part_is_done (GTask *task)
{
  g_autoptr (GTask) owned_task = task;
  Inquiry *inquiry = g_task_get_task_data (task);
  PayrocLink *link;

  if (--inquiry->n_waiting > 0)
    return;

  link = inquiry->facts->link != NULL ? inquiry->facts->link : inquiry->known_link;
  if (link != NULL)
    {
      drop_strangers (inquiry->facts, link, PAYROC_PAYMENT_SOURCE_CARD);
      drop_strangers (inquiry->facts, link, PAYROC_PAYMENT_SOURCE_BANK);
    }

  judge_payments (inquiry, PAYROC_PAYMENT_METHODS_CARD, &inquiry->card_error);
  judge_payments (inquiry, PAYROC_PAYMENT_METHODS_BANK_TRANSFER, &inquiry->bank_error);
  inquiry->facts->has_all_payments = inquiry->asked_all_payments && inquiry->facts->error == NULL;
  g_task_return_pointer (task, g_steal_pointer (&inquiry->facts), (GDestroyNotify) pl_link_facts_free);
}

static GTask *
wait_for_part (GTask *task)
{
  Inquiry *inquiry = g_task_get_task_data (task);

  inquiry->n_waiting++;

  return g_object_ref (task);
}

static void
retrieve_link_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  PlLinkFacts *facts = ((Inquiry *) g_task_get_task_data (task))->facts;
  g_autoptr (GError) error = NULL;

  facts->link = payroc_client_retrieve_link_finish (PAYROC_CLIENT (source), result, &error);
  facts->link_is_new = facts->link != NULL;
  if (error != NULL)
    {
      /* The link's own answer says most: it goes before the lists'. */
      g_clear_error (&facts->error);
      facts->error = g_steal_pointer (&error);
    }
  part_is_done (task);
}

static void
walk_sharing_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  PlLinkFacts *facts = ((Inquiry *) g_task_get_task_data (task))->facts;
  g_autoptr (GError) error = NULL;

  facts->sharing = pl_page_walk_finish (result, &facts->found_gaps.n[PL_LINK_LIST_SHARING], &error);
  if (facts->error == NULL)
    facts->error = g_steal_pointer (&error);
  part_is_done (task);
}

/* (nullable) */
static GPtrArray *
finish_payments (PlLinkFacts          *facts,
                 PayrocPaymentSource   source,
                 GAsyncResult         *result,
                 GError              **error)
{
  const PlLinkLists list = source == PAYROC_PAYMENT_SOURCE_BANK ? PL_LINK_LIST_BANKS : PL_LINK_LIST_CARDS;
  GPtrArray *payments = pl_page_walk_finish (result, &facts->found_gaps.n[list], error);

  /* What nobody can read may be what is missed. */
  facts->is_whole[source] = payments != NULL && facts->found_gaps.n[list] == 0;

  return payments;
}

static void
walk_cards_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  Inquiry *inquiry = g_task_get_task_data (task);

  inquiry->facts->cards = finish_payments (inquiry->facts, PAYROC_PAYMENT_SOURCE_CARD, result, &inquiry->card_error);
  part_is_done (task);
}

static void
walk_banks_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = G_TASK (user_data);
  Inquiry *inquiry = g_task_get_task_data (task);

  inquiry->facts->banks = finish_payments (inquiry->facts, PAYROC_PAYMENT_SOURCE_BANK, result, &inquiry->bank_error);
  part_is_done (task);
}

static void
ask_sharing (PayrocClient        *client,
             const char          *after,
             gpointer             list,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  Inquiry *inquiry = list;
  PayrocSharingFilter filter = { .after = after, .limit = PAYROC_PAGE_LIMIT_MAX };

  payroc_client_list_sharing_events_async (client, inquiry->facts->link_id, &filter, cancellable, callback, user_data);
}

static void
ask_payments (PayrocClient        *client,
              PayrocPaymentSource  source,
              const char          *after,
              const Inquiry       *inquiry,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  const PayrocPaymentFilter filter = {
    .terminal = inquiry->terminal,
    .link_id = inquiry->facts->link_id,
    .after = after,
    .limit = PAYROC_PAGE_LIMIT_MAX,
  };

  payroc_client_list_payments_async (client, source, &filter, cancellable, callback, user_data);
}

static void
ask_cards (PayrocClient        *client,
           const char          *after,
           gpointer             list,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  ask_payments (client, PAYROC_PAYMENT_SOURCE_CARD, after, list, cancellable, callback, user_data);
}

static void
ask_banks (PayrocClient        *client,
           const char          *after,
           gpointer             list,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  ask_payments (client, PAYROC_PAYMENT_SOURCE_BANK, after, list, cancellable, callback, user_data);
}

/**
 * pl_link_inquiry_async:
 * @client: whom to ask
 * @terminal: the account's terminal: bank payments are asked for by it
 * @facts: (transfer full): which link; filled in
 * @known_link: (nullable): the link as it is stored
 * @parts: what is asked
 * @cancellable: (nullable): a cancellable
 * @callback: called when all parts are answered
 * @user_data: data for @callback
 *
 * Asks for the link, all its sharing events and both lists of payments (contract, "Paid?": a payment names no link, so
 * they are asked for by link), or for some of that. A link that only cards can pay has no bank payments to ask for.
 *
 * A row that nobody can read is no failure: the others are there, and it is counted in the facts.
 */
void
pl_link_inquiry_async (PayrocClient        *client,
                       const char          *terminal,
                       PlLinkFacts         *facts,
                       PayrocLink          *known_link,
                       PlLinkInquiryParts   parts,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Inquiry *inquiry = g_new0 (Inquiry, 1);

  g_task_set_source_tag (task, pl_link_inquiry_async);
  inquiry->terminal = g_strdup (terminal);
  g_set_object (&inquiry->known_link, known_link);
  inquiry->facts = facts;
  inquiry->asked_all_payments = (parts & PL_LINK_INQUIRY_PAYMENTS) == PL_LINK_INQUIRY_PAYMENTS;
  parts = leave_out (parts, known_link);
  inquiry->n_waiting = 1;
  g_task_set_task_data (task, inquiry, (GDestroyNotify) inquiry_free);

  if (parts & PL_LINK_INQUIRY_LINK)
    payroc_client_retrieve_link_async (client, facts->link_id, cancellable, retrieve_link_cb, wait_for_part (task));
  if (parts & PL_LINK_INQUIRY_SHARING)
    pl_page_walk_async (client, ask_sharing, payroc_client_list_sharing_events_finish, inquiry, cancellable,
                        walk_sharing_cb, wait_for_part (task));
  if (parts & PL_LINK_INQUIRY_CARDS)
    pl_page_walk_async (client, ask_cards, payroc_client_list_payments_finish, inquiry, cancellable,
                        walk_cards_cb, wait_for_part (task));
  if (parts & PL_LINK_INQUIRY_BANKS)
    pl_page_walk_async (client, ask_banks, payroc_client_list_payments_finish, inquiry, cancellable,
                        walk_banks_cb, wait_for_part (task));

  part_is_done (g_steal_pointer (&task));
}

/**
 * pl_link_inquiry_finish:
 * @client: who was asked
 * @result: the result
 * @error: return location
 *
 * Errors: %G_IO_ERROR_CANCELLED only; what Payroc refused is in the facts.
 *
 * Returns: (transfer full): the facts
 */
PlLinkFacts *
pl_link_inquiry_finish (PayrocClient  *client,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pl_link_inquiry_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
