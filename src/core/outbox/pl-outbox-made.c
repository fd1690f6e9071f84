/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that answers a create with another link must not have the customer written to about it. */
#include "pl-outbox-made.h"

#include "payroc/links/payroc-link-edit.h"
#include "payroc/links/payroc-link-rebase.h"
#include "payroc/sharing/payroc-share.h"
#include "pl-intent-error.h"
#include "store/pl-link-table.h"
#include "store/pl-store-error.h"

static char *
describe (const char       *reference,
          PayrocLinkKind    kind,
          PayrocChargeKind  charge_kind,
          gint64            minor,
          const char       *currency,
          const char       *order_id)
{
  const char *kinds = kind == PAYROC_LINK_KIND_SINGLE_USE ? "single use" : "multi use";

  if (charge_kind != PAYROC_CHARGE_KIND_PRESET)
    return g_strdup_printf ("“%s”, %s, an open amount in %s, order “%s”", reference, kinds,
                            currency != NULL ? currency : "", order_id != NULL ? order_id : "");

  return g_strdup_printf ("“%s”, %s, %" G_GINT64_FORMAT " of the smallest unit of %s, order “%s”", reference, kinds,
                          minor, currency != NULL ? currency : "", order_id != NULL ? order_id : "");
}

static char *
describe_terms (PayrocAuthType        auth_type,
                PayrocPaymentMethods  methods,
                const GDate          *expires_on,
                gboolean              tokenize,
                const char           *state)
{
  char until[11] = "?";

  if (expires_on != NULL)
    g_date_strftime (until, sizeof until, "%Y-%m-%d", expires_on);

  return g_strdup_printf ("%s, by%s%s, until %s, card %s, %s",
                          auth_type == PAYROC_AUTH_TYPE_PRE_AUTHORIZATION ? "a hold" : "a sale",
                          methods & PAYROC_PAYMENT_METHODS_CARD ? " card" : "",
                          methods & PAYROC_PAYMENT_METHODS_BANK_TRANSFER ? " bank" : "",
                          until, tokenize ? "kept" : "not kept", state);
}

static const char *
name_state (PayrocLinkStatus status)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_ACTIVE:
      return "open";
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
      return "paid";
    case PAYROC_LINK_STATUS_EXPIRED:
      return "expired";
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return "switched off";
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return "in an unknown state";
    }
}

static GError *
tell_difference (PayrocLinkDraft *draft,
                 PayrocLink      *link)
{
  const PayrocMoney *amount = payroc_link_get_amount (link);
  g_autofree char *asked = describe (payroc_link_draft_get_reference (draft), payroc_link_draft_get_kind (draft),
                                     payroc_link_draft_get_charge_kind (draft), payroc_link_draft_get_amount (draft),
                                     payroc_link_draft_get_currency (draft), payroc_link_draft_get_order_id (draft));
  g_autofree char *made = describe (payroc_link_get_reference (link), payroc_link_get_kind (link),
                                    payroc_link_get_charge_kind (link), amount != NULL ? amount->minor : 0,
                                    payroc_link_get_currency (link), payroc_link_get_order_id (link));
  g_autofree char *asked_terms = describe_terms (payroc_link_draft_get_auth_type (draft),
                                                 payroc_link_draft_get_methods (draft),
                                                 payroc_link_draft_get_expires_on (draft),
                                                 payroc_link_draft_get_tokenize (draft), "open");
  g_autofree char *made_terms = describe_terms (payroc_link_get_auth_type (link), payroc_link_get_methods (link),
                                                payroc_link_get_expires_on (link), payroc_link_get_tokenize (link),
                                                name_state (payroc_link_get_status (link)));

  return g_error_new (PL_INTENT_ERROR, PL_INTENT_ERROR_DIFFERENT, "Asked for: %s, %s; made: %s, %s",
                      asked, asked_terms, made, made_terms);
}

/* A reply without a state says nothing against it. */
static gboolean
is_over (PayrocLink *link)
{
  const PayrocLinkStatus status = payroc_link_get_status (link);

  return status == PAYROC_LINK_STATUS_COMPLETED || status == PAYROC_LINK_STATUS_EXPIRED
         || status == PAYROC_LINK_STATUS_DEACTIVATED;
}

/**
 * pl_outbox_made_judge:
 * @row: a create
 * @link: the link that Payroc answered it with
 *
 * Returns: (transfer full) (nullable): why nobody may be sent to @link by itself: %PL_INTENT_ERROR_DIFFERENT,
 *   %PL_INTENT_ERROR_OVER or %PL_INTENT_ERROR_UNSAFE; %NULL when it is what was asked for
 */
GError *
pl_outbox_made_judge (const PlOutboxRow *row,
                      PayrocLink        *link)
{
  g_autoptr (PayrocLinkDraft) draft = row->body != NULL ? payroc_link_draft_new_from_body (row->body, NULL) : NULL;

  g_assert (row->kind == PL_INTENT_CREATE);

  if (draft == NULL)
    return g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_DIFFERENT, "What was asked for cannot be read");

  /* It is the one, but somebody used it already, or it never was open: whoever is sent to it cannot pay. */
  if (is_over (link) && payroc_link_draft_is_met_by (draft, link))
    return g_error_new (PL_INTENT_ERROR, PL_INTENT_ERROR_OVER, "The link that was made is %s",
                        name_state (payroc_link_get_status (link)));

  if (!payroc_link_draft_is_met_in_full_by (draft, link))
    return tell_difference (draft, link);

  if (payroc_link_has_unsafe_address (link))
    return g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_UNSAFE, "The link's address is not safe to open");

  return NULL;
}

/**
 * pl_outbox_made_judge_edit:
 * @row: an edit
 * @before: what the link was when it went out, as far as the merchant knows
 * @link: the link that Payroc answered it with
 *
 * Each of the terms is as it was or as the merchant wanted it; parameters that stay as they were are told by
 * pl_outbox_made_find_ignored().
 *
 * Returns: (transfer full) (nullable): %PL_INTENT_ERROR_DIFFERENT when nobody may be sent to @link by itself
 */
GError *
pl_outbox_made_judge_edit (const PlOutboxRow *row,
                           PayrocLinkDraft   *before,
                           PayrocLink        *link)
{
  g_autoptr (PayrocLinkDraft) wanted = pl_outbox_made_apply (row, before);
  g_autoptr (GPtrArray) strays = payroc_link_draft_find_strays (wanted, before, link);

  return strays->len > 0 ? tell_difference (wanted, link) : NULL;
}

/**
 * pl_outbox_made_apply:
 * @row: an edit
 * @before: what the link was
 *
 * Returns: (transfer full): what the link was to become
 */
PayrocLinkDraft *
pl_outbox_made_apply (const PlOutboxRow *row,
                      PayrocLinkDraft   *before)
{
  g_autoptr (PayrocLinkEdit) edit = payroc_link_edit_new_from_body (row->body, NULL);
  PayrocLinkDraft *wanted = payroc_link_draft_copy (before);

  g_assert (row->kind == PL_INTENT_EDIT);

  if (edit != NULL)
    payroc_link_edit_apply (edit, wanted);

  return wanted;
}

/**
 * pl_outbox_made_find_ignored:
 * @row: an edit
 * @link: the link, after it
 *
 * Returns: (transfer full) (nullable) (element-type utf8): what of it is not in @link; %NULL when that cannot be told
 */
GPtrArray *
pl_outbox_made_find_ignored (const PlOutboxRow *row,
                             PayrocLink        *link)
{
  g_autoptr (PayrocLinkEdit) edit = payroc_link_edit_new_from_body (row->body, NULL);

  return edit != NULL ? payroc_link_edit_find_ignored (edit, link) : NULL;
}

/**
 * pl_outbox_made_is_as_wanted:
 * @row: an edit or a switch-off
 * @link: the link
 *
 * Returns: whether @link is what @row wants it to be
 */
gboolean
pl_outbox_made_is_as_wanted (const PlOutboxRow *row,
                             PayrocLink        *link)
{
  g_autoptr (GPtrArray) ignored = NULL;

  if (row->kind == PL_INTENT_DEACTIVATE)
    return payroc_link_get_status (link) == PAYROC_LINK_STATUS_DEACTIVATED;

  ignored = pl_outbox_made_find_ignored (row, link);

  return ignored != NULL && ignored->len == 0;
}

/* One that names nobody does not name others. A message may differ: a server may keep it in its own way (cut, escaped),
 * and whose mail went out must not be written to again for that. */
static gboolean
is_sent_elsewhere (const PlOutboxRow  *row,
                   PayrocSharingEvent *event)
{
  g_autoptr (PayrocShare) share = row->body != NULL ? payroc_share_new_from_body (row->body, NULL) : NULL;

  return share != NULL && g_list_model_get_n_items (payroc_sharing_event_get_recipients (event)) > 0
         && !payroc_share_is_met_by (share, event);
}

/**
 * pl_outbox_made_doubt:
 * @row: what was sent
 * @answer: the link or the sharing event that Payroc answered it with
 *
 * Returns: (transfer full) (nullable): why a look at Payroc must tell whether it was done:
 *   %PL_INTENT_ERROR_STILL_ON for a switch-off, %PL_INTENT_ERROR_ELSEWHERE for a share; %NULL when nothing speaks
 *   against @answer
 */
GError *
pl_outbox_made_doubt (const PlOutboxRow *row,
                      GObject           *answer)
{
  if (row->kind == PL_INTENT_DEACTIVATE && !pl_outbox_made_is_as_wanted (row, PAYROC_LINK (answer)))
    return g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_STILL_ON, "The link is still on");

  if (row->kind == PL_INTENT_SHARE && is_sent_elsewhere (row, PAYROC_SHARING_EVENT (answer)))
    return g_error_new_literal (PL_INTENT_ERROR, PL_INTENT_ERROR_ELSEWHERE,
                                "The answer to a share names other people");

  return NULL;
}

/**
 * pl_outbox_made_is_known:
 * @connection: the worker's connection
 * @row: a create
 * @link: the link that Payroc answered it with
 * @known: (out): whether @link's id is that of a stored link of another reference
 * @error: `PL_STORE_ERROR`
 *
 * A new link cannot have the id of an old one: to believe that would put it in the old one's place.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_made_is_known (PlConnection       *connection,
                         const PlOutboxRow  *row,
                         PayrocLink         *link,
                         gboolean           *known,
                         GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PayrocLink) stored = pl_link_table_get (connection, row->account, payroc_link_get_id (link), &local_error);

  *known = stored != NULL && row->reference != NULL
           && g_strcmp0 (payroc_link_get_reference (stored), row->reference) != 0;
  if (stored != NULL || g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
