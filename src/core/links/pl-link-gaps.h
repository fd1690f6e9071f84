/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link's lists do not tell: rows that nobody can read, without which there is no total, and lists that show what
 * is another link's, which are no witness of anything. Worker only. */
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
  guint  n[PL_LINK_N_LISTS]; /* rows that nobody can read */
  gint64 overlooked_at[PL_LINK_N_LISTS]; /* when Payroc last overlooked whose the list is to be, and nothing better came
                                          * since; microseconds since the epoch, 0: it is good, or was not read */
} PlLinkGaps;

guint    pl_link_gaps_count_payments (const PlLinkGaps  *self);
/* The latest of its lists, 0: none. */
gint64   pl_link_gaps_get_overlooked (const PlLinkGaps  *self);

gboolean pl_link_gaps_are_equal      (const PlLinkGaps  *self,
                                      const PlLinkGaps  *other);

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
