/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What most merchants want, so that an amount is all they have to type. */
#include "pl-draft-defaults.h"

#include "payroc/money/payroc-currency.h"

#define DEFAULT_DAYS 30

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
is_for_many (PayrocLinkDraft *draft)
{
  return payroc_link_draft_get_kind (draft) == PAYROC_LINK_KIND_MULTI_USE;
}

void
pl_draft_defaults_fill (PayrocLinkDraft *draft,
                        const char      *currency,
                        const GDate     *today)
{
  const GDate     *expires_on;
  g_autofree char *reference = NULL;
  GDate            day = *today;

  g_return_if_fail (PAYROC_IS_LINK_DRAFT (draft));

  if (!payroc_currency_is_known (payroc_link_draft_get_currency (draft)))
    payroc_link_draft_set_currency (draft, currency);
  if (is_empty (payroc_link_draft_get_reference (draft)))
    {
      reference = payroc_link_draft_suggest_reference (today);
      payroc_link_draft_set_reference (draft, reference);
    }

  /* Of a link that has expired, or of a refused draft that was left lying. */
  expires_on = payroc_link_draft_get_expires_on (draft);
  if (expires_on != NULL ? g_date_compare (expires_on, today) < 0 : !is_for_many (draft))
    {
      g_date_add_days (&day, DEFAULT_DAYS);
      payroc_link_draft_set_expires_on (draft, &day);
    }
}

PayrocLinkDraft *
pl_draft_defaults_new_duplicate (PayrocLink *link)
{
  PayrocLinkDraft *draft;

  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  draft = payroc_link_draft_new_from_link (link);
  payroc_link_draft_set_reference (draft, NULL);
  payroc_link_draft_set_order_id (draft, NULL);

  return draft;
}

void
pl_draft_defaults_fill_order_number (PayrocLinkDraft *draft,
                                     const GDate     *today)
{
  g_autofree char *number = NULL;

  g_return_if_fail (PAYROC_IS_LINK_DRAFT (draft));

  if (is_for_many (draft))
    {
      payroc_link_draft_set_order_id (draft, NULL);
    }
  else if (is_empty (payroc_link_draft_get_order_id (draft)))
    {
      number = payroc_link_draft_suggest_order_id (today);
      payroc_link_draft_set_order_id (draft, number);
    }
}

void
pl_draft_defaults_end_by (PayrocLinkDraft *draft,
                          const GDate     *last_day)
{
  const GDate *expires_on;

  g_return_if_fail (PAYROC_IS_LINK_DRAFT (draft));

  expires_on = payroc_link_draft_get_expires_on (draft);
  if (!is_for_many (draft) && (expires_on == NULL || g_date_compare (expires_on, last_day) > 0))
    payroc_link_draft_set_expires_on (draft, last_day);
}
