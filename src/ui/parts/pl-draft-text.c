/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a draft will be when it is created, said in one sentence before it is. */
#include "config.h"

#include "pl-draft-text.h"

#include <glib/gi18n.h>

#include "payroc/money/payroc-currency.h"
#include "payroc/money/payroc-money.h"
#include "pl-format.h"

static char *
dup_amount (PayrocLinkDraft *draft)
{
  const char             *currency = payroc_link_draft_get_currency (draft);
  gint64                  amount = payroc_link_draft_get_amount (draft);
  g_autoptr (PayrocMoney) money = NULL;

  if (payroc_link_draft_get_charge_kind (draft) == PAYROC_CHARGE_KIND_PROMPT)
    return g_strdup (_("The customer chooses the amount"));
  if (amount <= 0 || currency == NULL || !payroc_currency_is_known (currency))
    return NULL;

  money = payroc_money_new (amount, currency);

  return payroc_money_format (money, NULL);
}

char *
pl_draft_text_summary (PayrocLinkDraft *draft,
                       const GDate     *today)
{
  g_autofree char *amount = dup_amount (draft);
  const GDate     *expires_on = payroc_link_draft_get_expires_on (draft);
  g_autofree char *day = pl_format_date (expires_on, today);
  gboolean         many = payroc_link_draft_get_kind (draft) == PAYROC_LINK_KIND_MULTI_USE;
  gboolean         hold = payroc_link_draft_get_auth_type (draft) == PAYROC_AUTH_TYPE_PRE_AUTHORIZATION;
  g_autofree char *text = NULL;

  if (amount == NULL)
    return g_strdup (_("Enter an amount, or let the customer choose it."));

  if (expires_on == NULL)
    /* Translators: what will be created: an amount ("¥10,000"). */
    text = g_strdup_printf (many ? _("%s, many payments, never expires") : _("%s, one payment"), amount);
  else
    /* Translators: what will be created: an amount ("¥10,000") and the last day it works ("31 December"). */
    text = g_strdup_printf (many ? _("%s, many payments, until %s") : _("%s, one payment, until %s"), amount, day);

  /* Translators: %s says what will be created; the customer's money is held, and collected by the merchant later. */
  return hold ? g_strdup_printf (_("%s; the money is held, not collected"), text) : g_steal_pointer (&text);
}

char *
pl_draft_text_counter (const char *text,
                       guint       limit)
{
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

  /* Translators: how many characters were typed, and how many there may be. */
  return g_strdup_printf (_("%ld of %u"), length, limit);
}
