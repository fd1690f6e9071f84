/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form fills in: each field of a draft told and set, with a notification for what really changed. */

#include "payroc-link-draft.h"

#include "payroc-link-private.h"

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
set_text (PayrocLinkDraft *self,
          char           **member,
          const char      *text,
          const char      *property)
{
  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (*member, text) == 0)
    return;

  g_free (*member);
  *member = g_strdup (text);
  g_object_notify (G_OBJECT (self), property);
}

static PayrocLinkFields *
get_fields (PayrocLinkDraft *self)
{
  return payroc_link_draft_get_fields (self);
}

/**
 * payroc_link_draft_get_kind:
 * @self: a draft
 *
 * Returns: whether the link takes one payment or many
 */
PayrocLinkKind
payroc_link_draft_get_kind (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), PAYROC_LINK_KIND_UNKNOWN);

  return get_fields (self)->kind;
}

/**
 * payroc_link_draft_set_kind:
 * @self: a draft
 * @kind: whether the link takes one payment or many
 */
void
payroc_link_draft_set_kind (PayrocLinkDraft *self,
                            PayrocLinkKind   kind)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  if (get_fields (self)->kind == kind)
    return;

  get_fields (self)->kind = kind;
  g_object_notify (G_OBJECT (self), "kind");
}

/**
 * payroc_link_draft_get_reference:
 * @self: a draft
 *
 * Returns: (transfer none): the merchant's reference, 1–48 characters; "" when not given
 */
const char *
payroc_link_draft_get_reference (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  return text_or_empty (get_fields (self)->reference);
}

/**
 * payroc_link_draft_set_reference:
 * @self: a draft
 * @reference: (nullable): the merchant's reference, 1–48 characters; %NULL and "" for none
 */
void
payroc_link_draft_set_reference (PayrocLinkDraft *self,
                                 const char      *reference)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  set_text (self, &get_fields (self)->reference, reference, "reference");
}

/**
 * payroc_link_draft_get_order_id:
 * @self: a draft
 *
 * Returns: (transfer none): the order number, 1–24 characters; single-use links have one, others none; "" when not
 *   given
 */
const char *
payroc_link_draft_get_order_id (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  return text_or_empty (get_fields (self)->order_id);
}

/**
 * payroc_link_draft_set_order_id:
 * @self: a draft
 * @order_id: (nullable): the order number, 1–24 characters; single-use links have one, others none; %NULL and "" for
 *   none
 */
void
payroc_link_draft_set_order_id (PayrocLinkDraft *self,
                                const char      *order_id)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  set_text (self, &get_fields (self)->order_id, order_id, "order-id");
}

/**
 * payroc_link_draft_get_description:
 * @self: a draft
 *
 * Returns: (transfer none): what is paid for, at most 1024 characters; "" when not given
 */
const char *
payroc_link_draft_get_description (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  return text_or_empty (get_fields (self)->description);
}

/**
 * payroc_link_draft_set_description:
 * @self: a draft
 * @description: (nullable): what is paid for, at most 1024 characters; %NULL and "" for none
 */
void
payroc_link_draft_set_description (PayrocLinkDraft *self,
                                   const char      *description)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  set_text (self, &get_fields (self)->description, description, "description");
}

/**
 * payroc_link_draft_get_charge_kind:
 * @self: a draft
 *
 * Returns: who enters the amount
 */
PayrocChargeKind
payroc_link_draft_get_charge_kind (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), PAYROC_CHARGE_KIND_UNKNOWN);

  return get_fields (self)->charge_kind;
}

/**
 * payroc_link_draft_set_charge_kind:
 * @self: a draft
 * @kind: who enters the amount
 */
void
payroc_link_draft_set_charge_kind (PayrocLinkDraft *self,
                                   PayrocChargeKind kind)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  if (get_fields (self)->charge_kind == kind)
    return;

  get_fields (self)->charge_kind = kind;
  g_object_notify (G_OBJECT (self), "charge-kind");
}

/**
 * payroc_link_draft_get_amount:
 * @self: a draft
 *
 * Returns: the amount in the currency's smallest unit, 0 when not given; of no effect while the customer chooses
 */
gint64
payroc_link_draft_get_amount (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), 0);

  return get_fields (self)->amount;
}

/**
 * payroc_link_draft_set_amount:
 * @self: a draft
 * @minor: the amount in the currency's smallest unit, 0 when not given; of no effect while the customer chooses
 */
void
payroc_link_draft_set_amount (PayrocLinkDraft *self,
                              gint64           minor)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  if (get_fields (self)->amount == minor)
    return;

  get_fields (self)->amount = minor;
  g_object_notify (G_OBJECT (self), "amount");
}

/**
 * payroc_link_draft_get_currency:
 * @self: a draft
 *
 * Returns: (transfer none): one of payroc_currency_get_codes(); "" when not given
 */
const char *
payroc_link_draft_get_currency (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  return text_or_empty (get_fields (self)->currency);
}

/**
 * payroc_link_draft_set_currency:
 * @self: a draft
 * @currency: (nullable): one of payroc_currency_get_codes(); %NULL and "" for none
 */
void
payroc_link_draft_set_currency (PayrocLinkDraft *self,
                                const char      *currency)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  set_text (self, &get_fields (self)->currency, currency, "currency");
}

/**
 * payroc_link_draft_get_auth_type:
 * @self: a draft
 *
 * Returns: whether the money is collected at once or held
 */
PayrocAuthType
payroc_link_draft_get_auth_type (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), PAYROC_AUTH_TYPE_UNKNOWN);

  return get_fields (self)->auth_type;
}

/**
 * payroc_link_draft_set_auth_type:
 * @self: a draft
 * @type: whether the money is collected at once or held
 */
void
payroc_link_draft_set_auth_type (PayrocLinkDraft *self,
                                 PayrocAuthType   type)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  if (get_fields (self)->auth_type == type)
    return;

  get_fields (self)->auth_type = type;
  g_object_notify (G_OBJECT (self), "auth-type");
}

/**
 * payroc_link_draft_get_methods:
 * @self: a draft
 *
 * Returns: how the link can be paid
 */
PayrocPaymentMethods
payroc_link_draft_get_methods (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), PAYROC_PAYMENT_METHODS_NONE);

  return get_fields (self)->methods;
}

/**
 * payroc_link_draft_set_methods:
 * @self: a draft
 * @methods: how the link can be paid
 */
void
payroc_link_draft_set_methods (PayrocLinkDraft *self,
                               PayrocPaymentMethods methods)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  if (get_fields (self)->methods == methods)
    return;

  get_fields (self)->methods = methods;
  g_object_notify (G_OBJECT (self), "methods");
}

/**
 * payroc_link_draft_get_button_label:
 * @self: a draft
 *
 * Returns: (transfer none): the text on the button, at most 24 characters; "" when not given
 */
const char *
payroc_link_draft_get_button_label (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  return text_or_empty (get_fields (self)->button_label);
}

/**
 * payroc_link_draft_set_button_label:
 * @self: a draft
 * @label: (nullable): the text on the button, at most 24 characters; %NULL and "" for none
 */
void
payroc_link_draft_set_button_label (PayrocLinkDraft *self,
                                    const char      *label)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  set_text (self, &get_fields (self)->button_label, label, "button-label");
}

/**
 * payroc_link_draft_get_expires_on:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the last day the link works, by the merchant's calendar
 */
const GDate *
payroc_link_draft_get_expires_on (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), NULL);

  return g_date_valid (&get_fields (self)->expires_on) ? &get_fields (self)->expires_on : NULL;
}

/**
 * payroc_link_draft_set_expires_on:
 * @self: a draft
 * @date: (nullable): the last day the link works, %NULL for never (which only multi-use links may do)
 */
void
payroc_link_draft_set_expires_on (PayrocLinkDraft *self,
                                  const GDate     *date)
{
  const GDate *old = NULL;
  GDate copy;

  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  g_date_clear (&copy, 1);
  if (date != NULL && g_date_valid (date))
    copy = *date;

  old = payroc_link_draft_get_expires_on (self);
  if (g_date_valid (&copy) ? old != NULL && g_date_compare (old, &copy) == 0 : old == NULL)
    return;

  get_fields (self)->expires_on = copy;
  g_object_notify (G_OBJECT (self), "expires-on");
}

/**
 * payroc_link_draft_get_tokenize:
 * @self: a draft
 *
 * Returns: whether the customer's payment details are saved
 */
gboolean
payroc_link_draft_get_tokenize (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), FALSE);

  return get_fields (self)->tokenize;
}

/**
 * payroc_link_draft_set_tokenize:
 * @self: a draft
 * @tokenize: whether the customer's payment details are saved
 */
void
payroc_link_draft_set_tokenize (PayrocLinkDraft *self,
                                gboolean         tokenize)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  tokenize = !!tokenize;
  if (get_fields (self)->tokenize == tokenize)
    return;

  get_fields (self)->tokenize = tokenize;
  g_object_notify (G_OBJECT (self), "tokenize");
}

/**
 * payroc_link_draft_get_mit_agreement:
 * @self: a draft
 *
 * Returns: what saved details may be used for; sent only where they are saved
 */
PayrocMitAgreement
payroc_link_draft_get_mit_agreement (PayrocLinkDraft *self)
{
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (self), PAYROC_MIT_AGREEMENT_NONE);

  return get_fields (self)->mit_agreement;
}

/**
 * payroc_link_draft_set_mit_agreement:
 * @self: a draft
 * @agreement: what saved details may be used for; sent only where they are saved
 */
void
payroc_link_draft_set_mit_agreement (PayrocLinkDraft *self,
                                     PayrocMitAgreement agreement)
{
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (self));

  if (get_fields (self)->mit_agreement == agreement)
    return;

  get_fields (self)->mit_agreement = agreement;
  g_object_notify (G_OBJECT (self), "mit-agreement");
}
