/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands a link over outside Payroc, and notes it in the link's history. */
#pragma once

#include <gtk/gtk.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

/* details: of a link with an address that is safe. widget: in whose window it is told and asked. */
void pl_hand_over_copy_text   (GtkWidget     *widget,
                               PlSession     *session,
                               PlLinkDetails *details);
void pl_hand_over_open_mail   (GtkWidget     *widget,
                               PlSession     *session,
                               PlLinkDetails *details);
void pl_hand_over_show_button (GtkWidget     *widget,
                               PlSession     *session,
                               PlLinkDetails *details);

G_END_DECLS
