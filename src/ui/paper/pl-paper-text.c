/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a customer reads beside a code. */
#include "config.h"

#include "pl-paper-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"

char *
pl_paper_text_mark (PlAccountKind kind)
{
  if (kind == PL_ACCOUNT_PRODUCTION)
    return NULL;

  /* Translators: on paper; %s is "Practice" or "Test". */
  return g_strdup_printf (C_("on paper", "%s: no real payment"), pl_format_environment (kind));
}

char *
pl_paper_text_reference (PayrocLink *link)
{
  g_autofree char *reference = pl_bidi_isolate (payroc_link_get_reference (link));

  /* Translators: on paper; %s is what the merchant knows the link by. */
  return g_strdup_printf (_("Reference: %s"), reference);
}

char *
pl_paper_text_expiry (PayrocLink *link)
{
  const GDate     *expires_on = payroc_link_get_expires_on (link);
  g_autofree char *day = NULL;

  if (expires_on == NULL)
    /* Translators: on paper: there is no last day on which the link can be paid. */
    return g_strdup (C_("on paper", "Until further notice"));

  /* With its year: paper is found again years later. */
  day = pl_format_date (expires_on, NULL);

  /* Translators: on paper; %s is the last day on which a link can be paid. */
  return g_strdup_printf (C_("on paper", "Until %s"), day);
}

char *
pl_paper_text_amount (PayrocLink *link)
{
  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  if (payroc_link_get_amount (link) != NULL)
    return pl_format_amount (link);

  /* Translators: for a customer, on paper or at the counter, in place of an amount. */
  return g_strdup (_("You choose the amount"));
}
