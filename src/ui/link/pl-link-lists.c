/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Nothing there" is said of a list only that could be read whole. */
#include "config.h"

#include "pl-link-lists.h"

#include <glib/gi18n.h>

#include "pl-payments-text.h"

void
pl_link_lists_describe (PlLinkDetails       *details,
                        AdwPreferencesGroup *payments_group,
                        GtkWidget           *no_payment,
                        AdwPreferencesGroup *sharing_group,
                        GtkWidget           *not_sent)
{
  const guint           n_payments = pl_link_details_get_n_unreadable_payments (details);
  const guint           n_mails = pl_link_details_get_n_unreadable_sharing (details);
  g_autoptr (GPtrArray) received = pl_link_details_get_totals (details);
  g_autoptr (GPtrArray) held = pl_link_details_get_held (details);
  g_autofree char      *summary = NULL;
  g_autofree char      *mails = NULL;

  summary = pl_payments_text_summary (received, held, n_payments, pl_link_details_get_as_of (details),
                                      g_get_real_time ());
  adw_preferences_group_set_description (payments_group, summary);
  gtk_widget_set_visible (no_payment, n_payments == 0);

  mails = g_strdup_printf (ngettext ("%'u mail could not be read: who got it is not known",
                                     "%'u mails could not be read: who got them is not known", n_mails),
                           n_mails);
  adw_preferences_group_set_description (sharing_group, n_mails > 0 ? mails : NULL);
  gtk_widget_set_visible (not_sent, n_mails == 0);
}
