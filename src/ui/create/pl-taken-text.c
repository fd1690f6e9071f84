/* SPDX-License-Identifier: GPL-3.0-or-later */
/* It may be meant, since Payroc does not want references to differ; so it is said, and not refused. */
#include "config.h"

#include "pl-taken-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"

static char *
dup_use (const PlLinkTaken *taken)
{
  g_autofree char *amount = pl_format_amount (taken->link);

  if (taken->use == PAYROC_LINK_STATUS_ACTIVE)
    /* Translators: %s is an amount of money. */
    return g_strdup_printf (_("An open link has this reference already: %s"), amount);
  if (taken->is_unread)
    /* Translators: %s is an amount of money. */
    return g_strdup_printf (_("A link that has ended has this reference already: %s. It is not known yet whether it "
                              "was paid"), amount);
  if (taken->use == PAYROC_LINK_STATUS_COMPLETED)
    return g_strdup_printf (_("A paid link has this reference already: %s"), amount);

  /* Translators: an amount of money, and the state of its payment, such as “Refunded” or “On Its Way”. */
  return g_strdup_printf (_("A link that was used has this reference already: %s, %s"), amount,
                          pl_format_status (taken->use));
}

char *
pl_taken_text (const PlLinkTaken *taken)
{
  g_autofree char *text = dup_use (taken);
  g_autofree char *reference = NULL;

  if (!taken->is_alike)
    return g_steal_pointer (&text);

  reference = pl_bidi_isolate (payroc_link_get_reference (taken->link));

  /* Translators: “A paid link has this reference already: $10.00”, and how it is written there. */
  return g_strdup_printf (_("%s (written “%s”)"), text, reference);
}
