/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of addresses that a link no longer has: people may still hold them. Worker only; no policy. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

typedef struct
{
  char   *address;
  gint64  ended_at; /* when it was first seen to be replaced, microseconds since the epoch */
} PlAddressRow;

void       pl_address_row_free     (PlAddressRow  *row);

/* The stored document of that row is about to be replaced by one with address (nullable). */
gboolean   pl_address_table_note   (PlConnection  *connection,
                                    gint64         link_rowid,
                                    const char    *address,
                                    gint64         now,
                                    GError       **error);
/* (transfer full) (element-type PlAddressRow): newest first */
GPtrArray *pl_address_table_list   (PlConnection  *connection,
                                    const char    *account,
                                    const char    *link_id,
                                    GError       **error);
/* Whether somebody was sent an address of that link which no longer works, and none since. */
gboolean   pl_address_table_has_left_behind (PlConnection  *connection,
                                             gint64         link_rowid,
                                             GError       **error);

G_END_DECLS
