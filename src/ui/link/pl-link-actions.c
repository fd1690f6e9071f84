/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Payroc would refuse is not offered: what a link's state allows decides which of its page's actions there are. */
#include "pl-link-actions.h"

/* Payroc mails only links that can still be paid; and nobody should be sent to an address that is not safe. */
static gboolean
can_share (PayrocLink *link)
{
  return payroc_link_is_payable (link) && !payroc_link_has_unsafe_address (link);
}

/* Moving its last day is said to wake an expired link (CONTRACT.md, "States"). */
static gboolean
can_edit (PayrocLink *link)
{
  const PayrocLinkStatus status = payroc_link_get_status (link);

  return status != PAYROC_LINK_STATUS_COMPLETED && status != PAYROC_LINK_STATUS_DEACTIVATED;
}

static void
enable (GtkWidget         *page,
        const char *const *actions,
        gboolean           enabled)
{
  for (guint i = 0; actions[i] != NULL; i++)
    gtk_widget_action_set_enabled (page, actions[i], enabled);
}

void
pl_link_actions_update (GtkWidget  *page,
                        PayrocLink *link)
{
  static const char *const of_any[] = { "link.duplicate", "link.save-template", "link.export-payments", NULL };
  static const char *const of_editable[] = { "link.edit", "link.edit-last-day", "link.switch-off", NULL };
  static const char *const of_shareable[] = { "link.share", "link.send-again", NULL };
  static const char *const of_addressed[] = {
    "link.copy-text", "link.open-mail", "link.show-button", "link.paper", "link.counter", NULL,
  };
  const gboolean shareable = link != NULL && can_share (link);

  g_return_if_fail (GTK_IS_WIDGET (page));

  enable (page, of_any, link != NULL);
  enable (page, of_editable, link != NULL && can_edit (link));
  enable (page, of_shareable, shareable);
  enable (page, of_addressed, shareable && payroc_link_get_payment_url (link) != NULL);
}
