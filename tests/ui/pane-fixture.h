/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of links in a window of its own, on a practice server. */
#pragma once

#include "session-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  SessionFixture session;
  GtkWidget     *pane;
  GtkListView   *view;
} PaneFixture;

void        pane_fixture_set_up    (PaneFixture   *fixture,
                                    gconstpointer  data);
void        pane_fixture_tear_down (PaneFixture   *fixture,
                                    gconstpointer  data);
/* With that many links, all of them in the list. */
void        pane_fixture_open      (PaneFixture   *fixture,
                                    guint          n_links);

GListModel *pane_get_model         (PaneFixture   *fixture);
guint       pane_count             (PaneFixture   *fixture);
void        pane_wait_for_rows     (PaneFixture   *fixture,
                                    guint          n_rows);
/* (transfer none): of the row that belongs there, when it was read from the disk. */
PayrocLink *pane_get_link          (PaneFixture   *fixture,
                                    guint          position);
void        pane_search            (PaneFixture   *fixture,
                                    const char    *text);

G_END_DECLS
