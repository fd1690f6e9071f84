/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that stand for our enumerations in requests and replies, kept apart from GType's nicks. */

#include "payroc-enums.h"

/* Indexed by the enumeration; the hole at 0 is "unknown". */
static const char *const link_kinds[] = { NULL, "singleUse", "multiUse" };
static const char *const charge_kinds[] = { NULL, "preset", "prompt" };
static const char *const link_statuses[] = { NULL, "active", "completed", "expired", "deactivated" };
static const char *const auth_types[] = { NULL, "sale", "preAuthorization" };
static const char *const mit_agreements[] = { NULL, "unscheduled", "recurring", "installment" };

static const char *
word_of (const char *const *words,
         guint              n_words,
         guint              value)
{
  return value < n_words ? words[value] : NULL;
}

static guint
value_of (const char *const *words,
          guint              n_words,
          const char        *wire)
{
  for (guint i = 1; wire != NULL && i < n_words; i++)
    {
      if (g_str_equal (words[i], wire))
        return i;
    }

  return 0;
}

/**
 * payroc_link_kind_to_wire:
 * @kind: a kind of link
 *
 * The member `type` of a link, as CONTRACT.md's table of fields has it.
 *
 * Returns: (transfer none) (nullable): the API's word, %NULL for %PAYROC_LINK_KIND_UNKNOWN
 */
const char *
payroc_link_kind_to_wire (PayrocLinkKind kind)
{
  return word_of (link_kinds, G_N_ELEMENTS (link_kinds), kind);
}

/**
 * payroc_link_kind_from_wire:
 * @wire: (nullable): what the server said
 *
 * The reverse of payroc_link_kind_to_wire(); upper and lower case matter.
 *
 * Returns: the kind, %PAYROC_LINK_KIND_UNKNOWN for anything new
 */
PayrocLinkKind
payroc_link_kind_from_wire (const char *wire)
{
  return value_of (link_kinds, G_N_ELEMENTS (link_kinds), wire);
}

/**
 * payroc_charge_kind_to_wire:
 * @kind: who enters the amount
 *
 * The member `order.charge.type`.
 *
 * Returns: (transfer none) (nullable): the API's word, %NULL for %PAYROC_CHARGE_KIND_UNKNOWN
 */
const char *
payroc_charge_kind_to_wire (PayrocChargeKind kind)
{
  return word_of (charge_kinds, G_N_ELEMENTS (charge_kinds), kind);
}

/**
 * payroc_charge_kind_from_wire:
 * @wire: (nullable): what the server said
 *
 * Returns: the kind, %PAYROC_CHARGE_KIND_UNKNOWN for anything new
 */
PayrocChargeKind
payroc_charge_kind_from_wire (const char *wire)
{
  return value_of (charge_kinds, G_N_ELEMENTS (charge_kinds), wire);
}

/**
 * payroc_link_status_to_wire:
 * @status: the state of a link
 *
 * The member `status`, and the value of the filter of that name.
 *
 * Returns: (transfer none) (nullable): the API's word, %NULL for %PAYROC_LINK_STATUS_UNKNOWN and what is no word of its
 */
const char *
payroc_link_status_to_wire (PayrocLinkStatus status)
{
  return word_of (link_statuses, G_N_ELEMENTS (link_statuses), status);
}

/**
 * payroc_link_status_from_wire:
 * @wire: (nullable): what the server said; it may leave the status out
 *
 * Returns: the status, %PAYROC_LINK_STATUS_UNKNOWN for anything new
 */
PayrocLinkStatus
payroc_link_status_from_wire (const char *wire)
{
  return value_of (link_statuses, G_N_ELEMENTS (link_statuses), wire);
}

/**
 * payroc_auth_type_to_wire:
 * @type: sale or pre-authorization
 *
 * The member `authType`.
 *
 * Returns: (transfer none) (nullable): the API's word, %NULL for %PAYROC_AUTH_TYPE_UNKNOWN
 */
const char *
payroc_auth_type_to_wire (PayrocAuthType type)
{
  return word_of (auth_types, G_N_ELEMENTS (auth_types), type);
}

/**
 * payroc_auth_type_from_wire:
 * @wire: (nullable): what the server said
 *
 * Returns: the type, %PAYROC_AUTH_TYPE_UNKNOWN for anything new
 */
PayrocAuthType
payroc_auth_type_from_wire (const char *wire)
{
  return value_of (auth_types, G_N_ELEMENTS (auth_types), wire);
}

/**
 * payroc_payment_method_to_wire:
 * @method: exactly one method
 *
 * One element of the member `paymentMethods`.
 *
 * Returns: (transfer none) (nullable): the API's word, %NULL for none or several
 */
const char *
payroc_payment_method_to_wire (PayrocPaymentMethods method)
{
  if (method == PAYROC_PAYMENT_METHODS_CARD)
    return "card";
  if (method == PAYROC_PAYMENT_METHODS_BANK_TRANSFER)
    return "bankTransfer";

  return NULL;
}

/**
 * payroc_payment_method_from_wire:
 * @wire: (nullable): what the server said
 *
 * Returns: the method, %PAYROC_PAYMENT_METHODS_NONE for anything new
 */
PayrocPaymentMethods
payroc_payment_method_from_wire (const char *wire)
{
  if (g_strcmp0 (wire, "card") == 0)
    return PAYROC_PAYMENT_METHODS_CARD;
  if (g_strcmp0 (wire, "bankTransfer") == 0)
    return PAYROC_PAYMENT_METHODS_BANK_TRANSFER;

  return PAYROC_PAYMENT_METHODS_NONE;
}

/**
 * payroc_mit_agreement_to_wire:
 * @agreement: how saved payment details may be used later
 *
 * The member `credentialOnFile.mitAgreement`.
 *
 * Returns: (transfer none) (nullable): the API's word, %NULL for %PAYROC_MIT_AGREEMENT_NONE
 */
const char *
payroc_mit_agreement_to_wire (PayrocMitAgreement agreement)
{
  return word_of (mit_agreements, G_N_ELEMENTS (mit_agreements), agreement);
}

/**
 * payroc_mit_agreement_from_wire:
 * @wire: (nullable): what the server said
 *
 * Returns: the agreement, %PAYROC_MIT_AGREEMENT_NONE when absent or new
 */
PayrocMitAgreement
payroc_mit_agreement_from_wire (const char *wire)
{
  return value_of (mit_agreements, G_N_ELEMENTS (mit_agreements), wire);
}
