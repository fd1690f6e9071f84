/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message may name an address that a change of the link has ended since: it must not go out a second time. */
#include "config.h"

#include "pl-send-again.h"

#include "core/links/pl-link-holders.h"
#include "core/links/pl-old-address.h"
#include "ui/share/pl-message-notice.h"
#include "ui/share/pl-share-dialog.h"

static PayrocSharingEvent *
find_event (PlLinkDetails *details,
            const char    *id)
{
  GListModel *events = pl_link_details_get_sharing (details);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (PayrocSharingEvent) event = g_list_model_get_item (events, i);

      if (g_str_equal (payroc_sharing_event_get_id (event), id))
        return g_steal_pointer (&event);
    }

  return NULL;
}

static void
present (GtkWindow   *parent,
         PlSession   *session,
         PayrocLink  *link,
         PayrocShare *share)
{
  GtkWidget *dialog = pl_share_dialog_new (session, link, share, NULL);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_present (GTK_WINDOW (dialog));
}

PayrocShare *
pl_send_again_create_share (PayrocSharingEvent *event,
                            GListModel         *old_addresses,
                            const char         *address)
{
  g_autoptr (PlOldAddress) last = g_list_model_get_item (old_addresses, 0);
  const char              *sent = payroc_sharing_event_get_message (event);
  PayrocShare             *share = payroc_share_new_from_event (event);
  g_autoptr (GString)      message = NULL;
  g_autofree char         *text = NULL;

  if (last != NULL && pl_link_holders_is_outdated (event, pl_old_address_get_ended_at (last)))
    text = pl_message_notice_add (sent != NULL ? sent : "");
  message = g_string_new (text != NULL ? text : sent);

  for (guint i = 0; address != NULL && i < g_list_model_get_n_items (old_addresses); i++)
    {
      g_autoptr (PlOldAddress) old = g_list_model_get_item (old_addresses, i);

      g_string_replace (message, pl_old_address_get_address (old), address, 0);
    }
  payroc_share_set_message (share, message->str);

  return share;
}

void
pl_send_again_present (GtkWindow     *parent,
                       PlSession     *session,
                       PlLinkDetails *details,
                       const char    *event_id)
{
  PayrocLink                    *link = pl_link_details_get_link (details);
  g_autoptr (PayrocSharingEvent) event = find_event (details, event_id);
  g_autoptr (PayrocShare)        share = NULL;

  if (link == NULL || event == NULL)
    return;

  share = pl_send_again_create_share (event, pl_link_details_get_old_addresses (details),
                                      payroc_link_get_payment_url (link));
  present (parent, session, link, share);
}

void
pl_send_again_present_to (GtkWindow  *parent,
                          PlSession  *session,
                          PayrocLink *link,
                          GListModel *people)
{
  g_autoptr (PayrocShare) share = pl_message_notice_create_share (people);

  present (parent, session, link, share);
}
