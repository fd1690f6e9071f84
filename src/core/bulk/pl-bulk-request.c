/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same judgement before the merchant is asked and when the rows are written: what is named before does not fail
 * after. */
#include "pl-bulk-request.h"

#include "core/links/pl-link-holders.h"
#include "payroc/payroc-error.h"
#include "core/outbox/pl-outbox-orders.h"
#include "store/pl-outbox-turns.h"
#include "store/pl-sharing-table.h"

static void
wish_clear (gpointer data)
{
  PlBulkRequest *self = data;

  g_clear_pointer (&self->recipients, g_ptr_array_unref);
  g_free (self->template);
  if (self->free_message_data != NULL)
    self->free_message_data (self->message_data);
}

static PlBulkFitness
judge_state (const PlBulkRequest *self,
             PayrocLink       *link)
{
  switch (payroc_link_get_status (link))
    {
    case PAYROC_LINK_STATUS_COMPLETED:
    case PAYROC_LINK_STATUS_REFUNDED:
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
    case PAYROC_LINK_STATUS_RETURNED:
    case PAYROC_LINK_STATUS_REVERSED:
    case PAYROC_LINK_STATUS_HELD:
    case PAYROC_LINK_STATUS_PENDING:
    case PAYROC_LINK_STATUS_PARTLY_PAID:
    case PAYROC_LINK_STATUS_UNCLEAR:
    case PAYROC_LINK_STATUS_DECLINED:
      return PL_BULK_PAID;
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return PL_BULK_SWITCHED_OFF;
    case PAYROC_LINK_STATUS_EXPIRED:
      return self->deed == PL_BATCH_SHARE || self->deed == PL_BATCH_END_SOONER ? PL_BULK_EXPIRED : PL_BULK_FIT;
    case PAYROC_LINK_STATUS_ACTIVE:
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return self->deed == PL_BATCH_SHARE && payroc_link_has_unsafe_address (link) ? PL_BULK_UNSAFE : PL_BULK_FIT;
    }
}

static PlBulkFitness
judge_day (const PlBulkRequest *self,
           PayrocLink       *link)
{
  const GDate *ends_on = payroc_link_get_expires_on (link);

  if (self->deed == PL_BATCH_EXTEND && ends_on == NULL)
    return PL_BULK_NEVER_ENDS;
  if (self->deed == PL_BATCH_EXTEND && g_date_compare (ends_on, &self->last_day) >= 0)
    return PL_BULK_ENDS_LATER;
  if (self->deed == PL_BATCH_END_SOONER && ends_on != NULL && g_date_compare (ends_on, &self->last_day) <= 0)
    return PL_BULK_ENDS_SOONER;

  return PL_BULK_FIT;
}

/* What about the same link does not go together: another change of it would cost an address more, a second mail is a
 * second mail, and off is off. */
static guint
get_rivals (PlBatchDeed deed)
{
  switch (deed)
    {
    case PL_BATCH_EXTEND:
    case PL_BATCH_END_SOONER:
      return 1 << PL_INTENT_EDIT | 1 << PL_INTENT_DEACTIVATE | 1 << PL_INTENT_SHARE;
    case PL_BATCH_SHARE:
      return 1 << PL_INTENT_SHARE | 1 << PL_INTENT_DEACTIVATE;
    case PL_BATCH_SWITCH_OFF:
    case PL_BATCH_MIXED:
    default:
      return 1 << PL_INTENT_DEACTIVATE;
    }
}

static GListModel *
copy_recipients (GPtrArray *recipients)
{
  GListStore *store = g_list_store_new (PAYROC_TYPE_RECIPIENT);

  for (guint i = 0; i < recipients->len; i++)
    g_list_store_append (store, g_ptr_array_index (recipients, i));

  return G_LIST_MODEL (store);
}

static PayrocLinkDraft *
make_wanted (const PlBulkRequest *self,
             PayrocLink       *link)
{
  PayrocLinkDraft *wanted = payroc_link_draft_new_from_link (link);

  payroc_link_draft_set_expires_on (wanted, &self->last_day);

  return wanted;
}

/* One mail to those from first on. */
static PayrocShare *
make_share (const PlBulkRequest *self,
            PayrocLink       *link,
            PayrocLinkDraft  *wanted,
            GListModel       *people,
            guint             first,
            guint             n)
{
  PayrocShare *share = payroc_share_new ();
  GListStore *recipients = payroc_share_get_recipients (share);

  for (guint i = first; i < first + n; i++)
    {
      g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (people, i);

      g_list_store_append (recipients, recipient);
    }

  payroc_share_set_merchant_copy (share, self->merchant_copy);
  if (self->message != NULL)
    {
      g_autofree char *text = self->message (link, wanted, G_LIST_MODEL (recipients), self->message_data);

      payroc_share_set_template (share, self->template);
      payroc_share_set_message (share, text);
    }

  return share;
}

/* (transfer full) (element-type PayrocShare) */
static GPtrArray *
make_shares (const PlBulkRequest *self,
             PayrocLink       *link,
             PayrocLinkDraft  *wanted,
             GListModel       *people)
{
  const guint n_people = g_list_model_get_n_items (people);
  const guint step = self->one_mail_each ? 1 : MAX (n_people, 1);
  GPtrArray *shares = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_people; i += step)
    g_ptr_array_add (shares, make_share (self, link, wanted, people, i, step));

  return shares;
}

static gboolean
can_be_sent (const PlBulkRequest *self,
             PayrocLink       *link,
             GListModel       *people)
{
  g_autoptr (PayrocLinkDraft) wanted = self->deed == PL_BATCH_SHARE ? NULL : make_wanted (self, link);
  g_autoptr (GPtrArray) shares = make_shares (self, link, wanted, people);

  for (guint i = 0; i < shares->len; i++)
    {
      g_autoptr (GPtrArray) errors = payroc_share_validate (g_ptr_array_index (shares, i));

      if (errors->len > 0)
        return FALSE;
    }

  return TRUE;
}

/* Whether what would be written to its people can be. */
static PlBulkFitness
judge_mails (const PlBulkRequest *self,
             PayrocLink       *link,
             GListModel       *people)
{
  if (g_list_model_get_n_items (people) == 0)
    return self->deed == PL_BATCH_SHARE ? PL_BULK_NOBODY : PL_BULK_FIT;
  if (self->deed != PL_BATCH_SHARE && !self->send_new_address)
    return PL_BULK_FIT;
  /* Whoever gave it one such address may give it another. */
  if (payroc_link_has_unsafe_address (link))
    return PL_BULK_UNSAFE;

  return can_be_sent (self, link, people) ? PL_BULK_FIT : PL_BULK_TOO_LONG;
}

/* Whom the link was last sent to; or, of an address that goes or ends, everybody whom it ever was. */
static GListModel *
find_people (const PlBulkRequest  *self,
             PlConnection      *connection,
             const char        *account,
             PayrocLink        *link,
             GError           **error)
{
  g_autoptr (GPtrArray) events = NULL;

  if (self->deed == PL_BATCH_SHARE && self->recipients != NULL)
    return copy_recipients (self->recipients);

  events = pl_sharing_table_list (connection, account, payroc_link_get_id (link), error);
  if (events == NULL)
    return NULL;
  if (self->deed == PL_BATCH_SHARE && events->len > 1)
    g_ptr_array_set_size (events, 1);

  return pl_link_holders_between (events, G_MININT64, G_MAXINT64);
}

/**
 * pl_bulk_request_new:
 * @deed: what shall be done
 *
 * Returns: (transfer full): a request, to be filled in
 */
PlBulkRequest *
pl_bulk_request_new (PlBatchDeed deed)
{
  PlBulkRequest *self = g_atomic_rc_box_new0 (PlBulkRequest);

  self->deed = deed;
  g_date_clear (&self->last_day, 1);

  return self;
}

/**
 * pl_bulk_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): the same
 */
PlBulkRequest *
pl_bulk_request_ref (PlBulkRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * pl_bulk_request_unref:
 * @self: (transfer full): a request
 */
void
pl_bulk_request_unref (PlBulkRequest *self)
{
  g_atomic_rc_box_release_full (self, wish_clear);
}

/**
 * pl_bulk_request_changes_address:
 * @self: a request
 * @link: a link that it suits
 *
 * Returns: whether the link's address is another one afterwards (contract, "Editing")
 */
gboolean
pl_bulk_request_changes_address (const PlBulkRequest *self,
                                 PayrocLink       *link)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (PAYROC_IS_LINK (link), FALSE);

  return (self->deed == PL_BATCH_EXTEND || self->deed == PL_BATCH_END_SOONER)
         && payroc_link_get_kind (link) == PAYROC_LINK_KIND_SINGLE_USE;
}

/* Whether somebody has to be told, or is written to: the link is sent, gets a new address, or ends for good. */
static gboolean
concerns_people (const PlBulkRequest *self,
                 PayrocLink          *link)
{
  return self->deed == PL_BATCH_SHARE || self->deed == PL_BATCH_SWITCH_OFF
         || pl_bulk_request_changes_address (self, link);
}

/**
 * pl_bulk_request_judge:
 * @self: a request
 * @connection: the worker's connection
 * @account: whose link
 * @link: a link as it is stored
 * @fitness: (out): whether it can take it
 * @people: (out) (transfer full) (nullable): of [class@Payroc.Recipient]: to share: who is written to; otherwise, when
 *   the address changes or ends, who was sent it
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_bulk_request_judge (const PlBulkRequest  *self,
                       PlConnection      *connection,
                       const char        *account,
                       PayrocLink        *link,
                       PlBulkFitness     *fitness,
                       GListModel       **people,
                       GError           **error)
{
  guint pending;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (PAYROC_IS_LINK (link), FALSE);

  *people = NULL;
  *fitness = judge_state (self, link);
  if (*fitness == PL_BULK_FIT && (self->deed == PL_BATCH_EXTEND || self->deed == PL_BATCH_END_SOONER))
    *fitness = judge_day (self, link);
  if (*fitness != PL_BULK_FIT)
    return TRUE;

  if (!pl_outbox_turns_find_pending (connection, payroc_link_get_id (link), &pending, error))
    return FALSE;
  if ((pending & get_rivals (self->deed)) != 0)
    {
      *fitness = PL_BULK_BUSY;
      return TRUE;
    }

  if (!concerns_people (self, link))
    return TRUE;

  *people = find_people (self, connection, account, link, error);
  if (*people == NULL)
    return FALSE;

  *fitness = judge_mails (self, link, *people);

  return TRUE;
}

/**
 * pl_bulk_request_compose:
 * @self: a request
 * @composer: who asks
 * @rows: (element-type PlOutboxRow): added to
 * @link: a link that it suits
 * @people: (nullable): as pl_bulk_request_judge() found them
 * @error: `PAYROC_ERROR_INVALID` with fields
 *
 * Returns: %FALSE on error
 */
gboolean
pl_bulk_request_compose (const PlBulkRequest    *self,
                         const PlOutboxComposer *composer,
                         GPtrArray              *rows,
                         PayrocLink             *link,
                         GListModel             *people,
                         GError                **error)
{
  const char *link_id = payroc_link_get_id (link);
  g_autoptr (PayrocLinkDraft) wanted = NULL;
  g_autoptr (PayrocLinkEdit) edit = NULL;
  g_autoptr (GPtrArray) shares = NULL;
  gboolean sends;

  if (self->deed == PL_BATCH_SWITCH_OFF)
    {
      pl_outbox_compose_deactivate (composer, rows, link_id, NULL);
      return TRUE;
    }

  sends = people != NULL && (self->deed == PL_BATCH_SHARE || self->send_new_address);
  if (self->deed != PL_BATCH_SHARE)
    {
      wanted = make_wanted (self, link);
      edit = payroc_link_edit_new (link, wanted);
      if (!pl_outbox_compose_edit (composer, rows, link, edit, NULL, NULL, error))
        return FALSE;
    }

  shares = sends ? make_shares (self, link, wanted, people) : NULL;
  for (guint i = 0; shares != NULL && i < shares->len; i++)
    {
      if (!pl_outbox_compose_share (composer, rows, link_id, g_ptr_array_index (shares, i), NULL, error))
        return FALSE;

      if (edit != NULL)
        ((PlOutboxRow *) g_ptr_array_index (rows, rows->len - 1))->waits_for = PL_OUTBOX_ENTRY_PREVIOUS;
    }

  return TRUE;
}
