/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail of a link's history, made ready to go out once more: an address can be corrected before it does. */
#pragma once

#include <gtk/gtk.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

/* Pure. old_addresses: of PlOldAddress. address: (nullable) where the link is paid now. (transfer full) */
PayrocShare *pl_send_again_create_share (PayrocSharingEvent *event,
                                         GListModel         *old_addresses,
                                         const char         *address);
/* The form of a new mail, filled with that one. */
void         pl_send_again_present      (GtkWindow          *parent,
                                         PlSession          *session,
                                         PlLinkDetails      *details,
                                         const char         *event_id);
/* The same to people (of PayrocRecipient) whose mail has an address that ended: the usual message, which says so. */
void         pl_send_again_present_to   (GtkWindow          *parent,
                                         PlSession          *session,
                                         PayrocLink         *link,
                                         GListModel         *people);

G_END_DECLS
