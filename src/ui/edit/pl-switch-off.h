/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before a link is switched off, which is for ever, and offers what is not. */
#pragma once

#include <gtk/gtk.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

/* parent: the main window, for its action win.edit-last-day. */
void pl_switch_off_present (GtkWindow  *parent,
                            PlSession  *session,
                            PayrocLink *link);

G_END_DECLS
