/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two links, or between a wish and a link, is shown by the same words everywhere. */
#include "config.h"

#include "pl-field-text.h"

#include <glib/gi18n.h>

#include "payroc/money/payroc-currency.h"
#include "pl-bidi.h"
#include "pl-error-text.h"
#include "pl-format.h"

static char *
dup_text (const char *text)
{
  if (text == NULL || *text == '\0')
    /* Translators: the value of a field of a link that has nothing in it. */
    return g_strdup (C_("field", "none"));

  return pl_bidi_isolate (text);
}

static char *
dup_charge (PayrocLinkDraft *fields)
{
  PayrocChargeKind        kind = payroc_link_draft_get_charge_kind (fields);
  const char             *currency = payroc_link_draft_get_currency (fields);
  g_autoptr (PayrocMoney) amount = NULL;

  if (kind == PAYROC_CHARGE_KIND_PRESET && payroc_currency_is_known (currency))
    amount = payroc_money_new (payroc_link_draft_get_amount (fields), currency);

  return pl_format_charge (kind, amount, currency);
}

const char *
pl_field_text_name (const char *parameter)
{
  const char *name = pl_error_text_field_name (parameter);

  if (name != NULL)
    return name;
  if (g_str_equal (parameter, "order.charge.type"))
    return _("Amount");

  return g_str_equal (parameter, "type") ? _("Kind") : _("Another field");
}

char *
pl_field_text_value (PayrocLinkDraft *fields,
                     const char      *parameter,
                     const GDate     *today)
{
  const GDate *expires_on = payroc_link_draft_get_expires_on (fields);

  if (g_str_equal (parameter, "order.charge.currency"))
    return dup_text (payroc_link_draft_get_currency (fields));
  if (g_str_has_prefix (parameter, "order.charge"))
    return dup_charge (fields);
  if (g_str_equal (parameter, "order.description"))
    return dup_text (payroc_link_draft_get_description (fields));
  if (g_str_equal (parameter, "order.orderId"))
    return dup_text (payroc_link_draft_get_order_id (fields));
  if (g_str_equal (parameter, "merchantReference"))
    return dup_text (payroc_link_draft_get_reference (fields));
  if (g_str_equal (parameter, "expiresOn"))
    return expires_on != NULL ? pl_format_date (expires_on, today) : g_strdup (C_("last day", "never"));
  if (g_str_equal (parameter, "authType"))
    return g_strdup (pl_format_auth_type (payroc_link_draft_get_auth_type (fields)));
  if (g_str_has_prefix (parameter, "customLabels"))
    return dup_text (payroc_link_draft_get_button_label (fields));
  if (g_str_equal (parameter, "credentialOnFile"))
    return g_strdup (payroc_link_draft_get_tokenize (fields)
                     ? pl_format_agreement (payroc_link_draft_get_mit_agreement (fields))
                     : C_("payment details", "not saved"));
  if (g_str_equal (parameter, "paymentMethods"))
    return g_strdup (pl_format_methods (payroc_link_draft_get_methods (fields)));

  return dup_text (pl_format_kind (payroc_link_draft_get_kind (fields)));
}
