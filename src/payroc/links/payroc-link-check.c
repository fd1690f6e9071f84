/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CONTRACT.md's table of limits, as code: what is refused here never costs a request. */

#include "payroc-link-fields.h"

#include "payroc-link-draft.h"
#include "payroc/money/payroc-currency.h"
#include "payroc/payroc-field-error.h"
#include "payroc/payroc-text.h"

#define YEAR_MAX 9999

static void
check_order_id (const PayrocLinkFields *self,
                const char             *parameter,
                GPtrArray              *errors)
{
  if (self->kind == PAYROC_LINK_KIND_SINGLE_USE)
    payroc_text_check (self->order_id, parameter, PAYROC_TEXT_REQUIRED, PAYROC_TEXT_ONE_LINE,
                       PAYROC_ORDER_ID_MAX, errors);
  else if (self->order_id != NULL)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_NOT_ALLOWED, 0);
}

static void
check_amount (const PayrocLinkFields *self,
              const char             *parameter,
              GPtrArray              *errors)
{
  if (self->charge_kind == PAYROC_CHARGE_KIND_PROMPT)
    return;

  if (self->amount == 0)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 1);
  else if (self->amount < 0)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_TOO_SMALL, 1);
}

static void
check_currency (const PayrocLinkFields *self,
                const char             *parameter,
                GPtrArray              *errors)
{
  if (self->currency == NULL)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 0);
  else if (!payroc_currency_is_known (self->currency))
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_UNKNOWN_VALUE, 0);
}

static gboolean
holds_bank_transfer (const PayrocLinkFields *self)
{
  return self->auth_type == PAYROC_AUTH_TYPE_PRE_AUTHORIZATION &&
         (self->methods & PAYROC_PAYMENT_METHODS_BANK_TRANSFER) != 0;
}

static void
check_methods (const PayrocLinkFields *self,
               const char             *parameter,
               GPtrArray              *errors)
{
  if (self->methods == PAYROC_PAYMENT_METHODS_NONE)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 1);
  else if ((self->methods & ~PAYROC_PAYMENT_METHODS_ALL) != 0)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_UNKNOWN_VALUE, 0);
  else if (holds_bank_transfer (self))
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_NOT_ALLOWED, 0);
}

/* Where the methods cannot be changed any more, the blame is the new type's. */
static void
check_auth_type (const PayrocLinkFields *self,
                 const char             *parameter,
                 gboolean                with_methods,
                 GPtrArray              *errors)
{
  if (payroc_auth_type_to_wire (self->auth_type) == NULL)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 0);
  else if (!with_methods && holds_bank_transfer (self))
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_NOT_ALLOWED, 0);
}

static void
check_expires_on (const PayrocLinkFields *self,
                  const char             *parameter,
                  const GDate            *today,
                  GPtrArray              *errors)
{
  if (!g_date_valid (&self->expires_on))
    {
      if (self->kind == PAYROC_LINK_KIND_SINGLE_USE)
        payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 0);
    }
  else if (g_date_get_year (&self->expires_on) > YEAR_MAX)
    {
      payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_MALFORMED, 0);
    }
  else if (today != NULL && g_date_compare (&self->expires_on, today) < 0)
    {
      payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_IN_PAST, 0);
    }
}

static void
check_credential (const PayrocLinkFields *self,
                  const char             *parameter,
                  GPtrArray              *errors)
{
  if (self->tokenize && self->mit_agreement != PAYROC_MIT_AGREEMENT_NONE &&
      payroc_mit_agreement_to_wire (self->mit_agreement) == NULL)
    payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_UNKNOWN_VALUE, 0);
}

static void
check_field (const PayrocLinkFields *self,
             PayrocLinkField         field,
             PayrocLinkField         which,
             const GDate            *today,
             GPtrArray              *errors)
{
  const char *parameter = payroc_link_field_get_parameter (field);

  switch (field)
    {
    case PAYROC_LINK_FIELD_KIND:
      if (payroc_link_kind_to_wire (self->kind) == NULL)
        payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 0);
      break;
    case PAYROC_LINK_FIELD_REFERENCE:
      payroc_text_check (self->reference, parameter, PAYROC_TEXT_REQUIRED, PAYROC_TEXT_ONE_LINE,
                         PAYROC_REFERENCE_MAX, errors);
      break;
    case PAYROC_LINK_FIELD_ORDER_ID:
      check_order_id (self, parameter, errors);
      break;
    case PAYROC_LINK_FIELD_DESCRIPTION:
      payroc_text_check (self->description, parameter, PAYROC_TEXT_OPTIONAL, PAYROC_TEXT_ONE_LINE,
                         PAYROC_DESCRIPTION_MAX, errors);
      break;
    case PAYROC_LINK_FIELD_CHARGE_KIND:
      if (payroc_charge_kind_to_wire (self->charge_kind) == NULL)
        payroc_field_errors_add (errors, parameter, PAYROC_FIELD_REASON_REQUIRED, 0);
      break;
    case PAYROC_LINK_FIELD_AMOUNT:
      check_amount (self, parameter, errors);
      break;
    case PAYROC_LINK_FIELD_CURRENCY:
      check_currency (self, parameter, errors);
      break;
    case PAYROC_LINK_FIELD_AUTH_TYPE:
      check_auth_type (self, parameter, (which & PAYROC_LINK_FIELD_METHODS) != 0, errors);
      break;
    case PAYROC_LINK_FIELD_METHODS:
      check_methods (self, parameter, errors);
      break;
    case PAYROC_LINK_FIELD_BUTTON_LABEL:
      payroc_text_check (self->button_label, parameter, PAYROC_TEXT_OPTIONAL, PAYROC_TEXT_ONE_LINE,
                         PAYROC_BUTTON_LABEL_MAX, errors);
      break;
    case PAYROC_LINK_FIELD_EXPIRES_ON:
      check_expires_on (self, parameter, today, errors);
      break;
    case PAYROC_LINK_FIELD_CREDENTIAL:
      check_credential (self, parameter, errors);
      break;
    default:
      g_return_if_reached ();
    }
}

/**
 * payroc_link_fields_check:
 * @self: some fields
 * @which: which of them to look at
 * @today: (nullable): the day that an expiry must not lie before, %NULL not to ask
 * @errors: (element-type PayrocFieldError): where to add what is wrong
 *
 * Holds the fields against every limit of CONTRACT.md's table, "Fields and their limits".
 */
void
payroc_link_fields_check (const PayrocLinkFields *self,
                          PayrocLinkField         which,
                          const GDate            *today,
                          GPtrArray              *errors)
{
  for (guint field = 1; field <= PAYROC_LINK_FIELD_LAST; field <<= 1)
    {
      if (which & field)
        check_field (self, field, which, today, errors);
    }
}
