/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a template makes, in a sentence, and what is said while it is saved. */
#include "config.h"

#include "pl-template-text.h"

#include <glib/gi18n.h>

#include "payroc/money/payroc-currency.h"
#include "payroc/money/payroc-money.h"
#include "ui/parts/pl-format.h"

const PlNamedWords pl_template_words = {
  .rename_heading = N_("Rename Template"),
  .rename_body = N_("What links made from it begin with stays the same."),
  .save_heading = N_("Save as Template"),
  .save_body = N_("What links made from it begin with, under a name."),
  .taken = N_("Another template has this name."),
  .replace = N_("There is a template with this name. It will be replaced."),
  .replaced = N_("Template replaced"),
  .not_saved = N_("The Template Was Not Saved"),
  .not_deleted = N_("The Template Was Not Deleted"),
};

static char *
dup_amount (PayrocLinkDraft *draft)
{
  const char             *currency = payroc_link_draft_get_currency (draft);
  gint64                  amount = payroc_link_draft_get_amount (draft);
  g_autoptr (PayrocMoney) money = NULL;

  if (payroc_link_draft_get_charge_kind (draft) == PAYROC_CHARGE_KIND_PROMPT)
    return g_strdup (_("the customer chooses the amount"));
  if (amount <= 0 || !payroc_currency_is_known (currency))
    /* Translators: of a template without an amount: it is asked for whenever a link is made from it. */
    return g_strdup (_("amount asked for each time"));

  money = payroc_money_new (amount, currency);

  return payroc_money_format (money, NULL);
}

char *
pl_template_text_expiry (const PlExpiryRule *rule,
                         const GDate        *today)
{
  g_autofree char *day = NULL;

  g_return_val_if_fail (rule != NULL, NULL);

  switch (rule->kind)
    {
    case PL_EXPIRY_DAYS:
      /* Translators: when a link expires that is made from a template. */
      return g_strdup_printf (ngettext ("%u day after it is made", "%u days after it is made", rule->days),
                              rule->days);
    case PL_EXPIRY_DAY:
      day = pl_format_date (&rule->day, today);
      /* Translators: the last day on which a link works. */
      return g_strdup_printf (_("until %s"), day);
    case PL_EXPIRY_NEVER:
    default:
      return g_strdup (_("never"));
    }
}

char *
pl_template_text_summary (PlTemplate  *template,
                          const GDate *today)
{
  g_autoptr (PayrocLinkDraft) draft = pl_template_make_draft (template, today);
  g_autofree char            *amount = NULL;
  g_autofree char            *expiry = NULL;

  if (draft == NULL)
    return g_strdup (_("Cannot be read: perhaps a later version of Paylinks saved it."));

  amount = dup_amount (draft);
  expiry = pl_template_text_expiry (pl_template_get_expiry (template), today);

  /* Translators: what links a template makes: an amount, and when they expire ("30 days after it is made"). */
  return g_strdup_printf (payroc_link_draft_get_kind (draft) == PAYROC_LINK_KIND_MULTI_USE
                            ? _("%s, many payments, expires: %s") : _("%s, one payment, expires: %s"), amount, expiry);
}
