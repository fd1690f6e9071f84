/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connection below a message, where libsoup's server needs a hand. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* When a message begins. */
void       practice_connection_meet       (SoupServerMessage *message);
/* (transfer full) (nullable): NULL when the client was gone from the start. */
GIOStream *practice_connection_take       (SoupServerMessage *message);
/* When its reply has been sent: lets the connection go once the client closes it. */
void       practice_connection_watch_idle (SoupServerMessage *message);

G_END_DECLS
