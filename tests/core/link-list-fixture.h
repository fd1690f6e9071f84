/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of as many links as a test wants, with a clock that it turns; every announcement to a view is checked. */
#pragma once

#include "core/list/pl-link-list.h"
#include "support/link-rows.h"

G_BEGIN_DECLS

typedef struct
{
  StoreFixture store;
  PlLinkFeed  *feed;
  gint64       now;   /* of the list's clock, microseconds */
  PlToday     *today;
  PlLinkList  *links;
  guint        n_before; /* as set up */
  guint        n_items; /* as announced */
  guint        n_announcements;
} LinkListFixture;

/* For g_test_add(); data: how many links there are, GUINT_TO_POINTER. The list is ready. */
void        link_list_set_up        (LinkListFixture  *fixture,
                                     gconstpointer     data);
void        link_list_tear_down     (LinkListFixture  *fixture,
                                     gconstpointer     data);

/* INV-first and so on: INV-300 is newer than INV-299, all of one day. */
void        link_list_put_many      (LinkListFixture  *fixture,
                                     guint             first,
                                     guint             n);
void        link_list_search        (LinkListFixture  *fixture,
                                     const char       *words);
gint64      link_list_at_noon       (int               year,
                                     int               month,
                                     int               day);

PlLinkItem *link_list_get_item      (LinkListFixture  *fixture,
                                     guint             position);
gboolean    link_list_shows         (PlLinkItem       *item,
                                     const char       *reference);
void        link_list_wait_for      (PlLinkItem       *item,
                                     const char       *reference);

/* All that is stored is in the list, and the view was told. */
gboolean    link_list_is_ready      (LinkListFixture  *fixture);
void        link_list_iterate_until (gboolean        (*done) (LinkListFixture *fixture),
                                     LinkListFixture  *fixture);
void        link_list_wait_until    (gboolean        (*reached) (gpointer user_data),
                                     gpointer          user_data);

G_END_DECLS
