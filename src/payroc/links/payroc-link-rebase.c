/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A merchant who edits a link while somebody changes it in Payroc's portal must see both, and overwrite nothing
 * unseen. */

#include "payroc-link-rebase.h"

#include "payroc-link-private.h"

static GPtrArray *
name_fields (PayrocLinkField fields)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint field = 1; field <= PAYROC_LINK_FIELD_LAST; field <<= 1)
    {
      if ((fields & field) != 0)
        g_ptr_array_add (names, g_strdup (payroc_link_field_get_parameter (field)));
    }

  return names;
}

/* What every link has, so that only the reply can lack it. */
static PayrocLinkField
find_unnamed (const PayrocLinkFields *fields)
{
  PayrocLinkField unnamed = 0;

  if (fields->order_id == NULL)
    unnamed |= PAYROC_LINK_FIELD_ORDER_ID;
  if (fields->currency == NULL)
    unnamed |= PAYROC_LINK_FIELD_CURRENCY;
  if (fields->auth_type == PAYROC_AUTH_TYPE_UNKNOWN)
    unnamed |= PAYROC_LINK_FIELD_AUTH_TYPE;
  if (fields->methods == PAYROC_PAYMENT_METHODS_NONE)
    unnamed |= PAYROC_LINK_FIELD_METHODS;
  if (fields->kind == PAYROC_LINK_KIND_SINGLE_USE && !g_date_valid (&fields->expires_on))
    unnamed |= PAYROC_LINK_FIELD_EXPIRES_ON;

  return unnamed;
}

static void
take_field (PayrocLinkDraft        *draft,
            const PayrocLinkFields *from,
            PayrocLinkField         field)
{
  switch (field)
    {
    case PAYROC_LINK_FIELD_KIND:
      payroc_link_draft_set_kind (draft, from->kind);
      break;
    case PAYROC_LINK_FIELD_REFERENCE:
      payroc_link_draft_set_reference (draft, from->reference);
      break;
    case PAYROC_LINK_FIELD_ORDER_ID:
      payroc_link_draft_set_order_id (draft, from->order_id);
      break;
    case PAYROC_LINK_FIELD_DESCRIPTION:
      payroc_link_draft_set_description (draft, from->description);
      break;
    case PAYROC_LINK_FIELD_CHARGE_KIND:
      payroc_link_draft_set_charge_kind (draft, from->charge_kind);
      break;
    case PAYROC_LINK_FIELD_AMOUNT:
      payroc_link_draft_set_amount (draft, from->amount);
      break;
    case PAYROC_LINK_FIELD_CURRENCY:
      payroc_link_draft_set_currency (draft, from->currency);
      break;
    case PAYROC_LINK_FIELD_AUTH_TYPE:
      payroc_link_draft_set_auth_type (draft, from->auth_type);
      break;
    case PAYROC_LINK_FIELD_METHODS:
      payroc_link_draft_set_methods (draft, from->methods);
      break;
    case PAYROC_LINK_FIELD_BUTTON_LABEL:
      payroc_link_draft_set_button_label (draft, from->button_label);
      break;
    case PAYROC_LINK_FIELD_EXPIRES_ON:
      payroc_link_draft_set_expires_on (draft, g_date_valid (&from->expires_on) ? &from->expires_on : NULL);
      break;
    case PAYROC_LINK_FIELD_CREDENTIAL:
      payroc_link_draft_set_tokenize (draft, from->tokenize);
      payroc_link_draft_set_mit_agreement (draft, from->mit_agreement);
      break;
    default:
      g_return_if_reached ();
    }
}

void
payroc_link_draft_take_fields (PayrocLinkDraft        *self,
                               const PayrocLinkFields *from,
                               PayrocLinkField         which)
{
  for (guint field = 1; field <= PAYROC_LINK_FIELD_LAST; field <<= 1)
    {
      if ((which & field) != 0)
        take_field (self, from, field);
    }
}

/**
 * payroc_link_find_changes:
 * @before: a link
 * @after: the same link, later
 *
 * Returns: (transfer full) (element-type utf8): the fields of it that a merchant sets and would now see differ, by the
 *   names that errors use; state and address are none of them
 */
GPtrArray *
payroc_link_find_changes (PayrocLink *before,
                          PayrocLink *after)
{
  g_return_val_if_fail (PAYROC_IS_LINK (before), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (after), NULL);

  return name_fields (payroc_link_fields_compare (payroc_link_get_fields (before), payroc_link_get_fields (after)));
}

/**
 * payroc_link_draft_find_differences:
 * @self: what was asked for, or will be
 * @link: a link
 *
 * Returns: (transfer full) (element-type utf8): the fields that a merchant would see differ between the two, by the
 *   names that errors use
 */
GPtrArray *
payroc_link_draft_find_differences (PayrocLinkDraft *self,
                                    PayrocLink      *link)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  return name_fields (payroc_link_fields_compare (payroc_link_draft_get_fields (self), payroc_link_get_fields (link)));
}

/**
 * payroc_link_draft_find_unmet:
 * @self: what was asked for
 * @answer: the link as Payroc returned it
 *
 * Order number, currency, kind of payment, ways to pay and a single-use link's last day are required of a request and
 * optional in a reply (CONTRACT.md): what the reply leaves out is not told to be different.
 *
 * Returns: (transfer full) (element-type utf8): the fields that @answer names otherwise, by the names that errors use
 */
GPtrArray *
payroc_link_draft_find_unmet (PayrocLinkDraft *self,
                              PayrocLink      *answer)
{
  const PayrocLinkFields *fields = NULL;

  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (answer), NULL);

  fields = payroc_link_get_fields (answer);

  return name_fields (payroc_link_fields_compare (payroc_link_draft_get_fields (self), fields)
                      & ~find_unnamed (fields));
}

/**
 * payroc_link_draft_find_strays:
 * @self: what was asked for: @before, changed
 * @before: what the link was
 * @answer: the link as Payroc returned it
 *
 * Returns: (transfer full) (element-type utf8): the terms (what is paid, how, and until when) that are neither as they
 *   were nor as they were asked for, by the names that errors use; what @answer leaves out is none of them
 */
GPtrArray *
payroc_link_draft_find_strays (PayrocLinkDraft *self,
                               PayrocLinkDraft *before,
                               PayrocLink      *answer)
{
  const PayrocLinkFields *fields = NULL;

  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (before), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (answer), NULL);

  fields = payroc_link_get_fields (answer);

  return name_fields (payroc_link_fields_compare (payroc_link_draft_get_fields (self), fields)
                      & payroc_link_fields_compare (payroc_link_draft_get_fields (before), fields)
                      & ~(find_unnamed (fields) | PAYROC_LINK_FIELD_DESCRIPTION | PAYROC_LINK_FIELD_BUTTON_LABEL));
}

/**
 * payroc_link_draft_rebase:
 * @draft: made from @base with payroc_link_draft_new_from_link(), and then changed
 * @base: the link as it was then
 * @now: the link as it is
 *
 * What @draft left as it was in @base becomes what it is in @now; what it changed stays changed.
 *
 * Returns: (transfer full) (element-type utf8): changed on both sides, and not to the same: the draft's stands,
 *   and somebody should look
 */
GPtrArray *
payroc_link_draft_rebase (PayrocLinkDraft *draft,
                          PayrocLink      *base,
                          PayrocLink      *now)
{
  const PayrocLinkFields *fields_now = NULL;
  PayrocLinkField mine = 0;
  PayrocLinkField theirs = 0;
  PayrocLinkField apart = 0;

  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (draft), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (base), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (now), NULL);

  fields_now = payroc_link_get_fields (now);
  mine = payroc_link_fields_compare (payroc_link_get_fields (base), payroc_link_draft_get_fields (draft));
  theirs = payroc_link_fields_compare (payroc_link_get_fields (base), fields_now);
  apart = payroc_link_fields_compare (payroc_link_draft_get_fields (draft), fields_now);

  payroc_link_draft_take_fields (draft, fields_now, theirs & ~mine);

  return name_fields (mine & theirs & apart);
}
