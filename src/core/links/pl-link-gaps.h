/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many rows of a link's lists nobody can read: what is added up without them is no total. Worker only. */
#pragma once

#include "store/pl-connection.h"

G_BEGIN_DECLS

typedef enum
{
  PL_LINK_LIST_CARDS,
  PL_LINK_LIST_BANKS,
  PL_LINK_LIST_SHARING,
  PL_LINK_N_LISTS,
} PlLinkLists;

typedef struct
{
  guint n[PL_LINK_N_LISTS];
} PlLinkGaps;

guint    pl_link_gaps_count_payments (const PlLinkGaps  *self);

gboolean pl_link_gaps_get            (PlConnection      *connection,
                                      const char        *account,
                                      const char        *link_id,
                                      PlLinkGaps        *gaps,
                                      GError           **error);
gboolean pl_link_gaps_set            (PlConnection      *connection,
                                      const char        *account,
                                      const char        *link_id,
                                      const PlLinkGaps  *gaps,
                                      GError           **error);

G_END_DECLS
