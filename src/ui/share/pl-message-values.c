/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words in braces of a message stand for, as a customer reads it. */
#include "config.h"

#include "pl-message-values.h"

#include <glib/gi18n.h>

#include "payroc/money/payroc-currency.h"
#include "ui/parts/pl-format.h"

static char *
dup_expiry (const GDate *expires_on,
            const GDate *today)
{
  if (expires_on == NULL)
    /* Translators: in a message to a customer, in place of the last day on which a link can be paid: there is none. */
    return g_strdup (C_("in a message", "any day"));

  return pl_format_date (expires_on, today);
}

static char *
dup_amount (const PayrocMoney *amount)
{
  if (amount == NULL)
    /* Translators: in a message to a customer, in place of the amount. */
    return g_strdup (C_("in a message", "the amount of your choice"));

  return payroc_money_format (amount, NULL);
}

PlMessageValues *
pl_message_values_new_for_link (PayrocLink  *link,
                                const GDate *today)
{
  PlMessageValues *self = g_new0 (PlMessageValues, 1);

  self->amount = dup_amount (payroc_link_get_amount (link));
  self->reference = g_strdup (payroc_link_get_reference (link));
  self->expires = dup_expiry (payroc_link_get_expires_on (link), today);
  self->link = g_strdup (payroc_link_get_payment_url (link));

  return self;
}

PlMessageValues *
pl_message_values_new_for_draft (PayrocLinkDraft *draft,
                                 const GDate     *today)
{
  PlMessageValues        *self = g_new0 (PlMessageValues, 1);
  gboolean                preset = payroc_link_draft_get_charge_kind (draft) == PAYROC_CHARGE_KIND_PRESET;
  const char             *currency = payroc_link_draft_get_currency (draft);
  g_autoptr (PayrocMoney) amount = NULL;

  if (preset && payroc_currency_is_known (currency))
    amount = payroc_money_new (payroc_link_draft_get_amount (draft), currency);
  self->amount = dup_amount (amount);
  self->reference = g_strdup (payroc_link_draft_get_reference (draft));
  self->expires = dup_expiry (payroc_link_draft_get_expires_on (draft), today);

  return self;
}
