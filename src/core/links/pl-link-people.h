/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a link was sent to, as its row names them: for a search, and for who looks down the list. Worker only. */
#pragma once

#include "store/pl-connection.h"

G_BEGIN_DECLS

gboolean pl_link_people_note (PlConnection  *connection,
                              const char    *account,
                              const char    *link_id,
                              GError       **error);

G_END_DECLS
