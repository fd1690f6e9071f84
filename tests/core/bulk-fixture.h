/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shop whose links are all picked, and what may be done with them, as if everything were synchronous. */
#pragma once

#include "core/list/pl-link-picks.h"
#include "core/bulk/pl-bulk.h"
#include "outbox-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  CoreFixture  core;
  PlToday     *today;
  PlLinkList  *links;
  PlLinkPicks *picks;
  PlBulk      *bulk;
} BulkFixture;

void           bulk_fixture_set_up    (BulkFixture   *fixture,
                                       gconstpointer  data);
void           bulk_fixture_tear_down (BulkFixture   *fixture,
                                       gconstpointer  data);
void           bulk_drop              (BulkFixture   *fixture);
/* All that is stored. */
void           bulk_pick_all          (BulkFixture   *fixture);
/* Asks for all links. */
void           bulk_refresh           (BulkFixture   *fixture);
/* (transfer full): the new link's id */
char          *bulk_create_one        (BulkFixture   *fixture,
                                       const char    *reference,
                                       gboolean       shared);
void           bulk_get_day           (GDate         *day,
                                       guint          n_days);
/* n_days: from today on, 0: no day */
PlBulkRequest *bulk_request_for       (PlBatchDeed    deed,
                                       guint          n_days);
PlBulkPlan    *bulk_plan              (BulkFixture   *fixture,
                                       PlBulkRequest *request);
/* key: (nullable): a fresh one */
PlBatch       *bulk_submit            (BulkFixture   *fixture,
                                       PlBulkRequest *request,
                                       PlBulkPlan    *planned,
                                       const char    *key);
/* For core_wait_until(); user_data: a PlBatch */
gboolean       bulk_is_finished       (gpointer       user_data);

G_END_DECLS
