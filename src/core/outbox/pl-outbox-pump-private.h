/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PlOutboxPump as its three files see it: one looks at the table, one sends what was claimed, one is the object. */
#pragma once

#include "pl-outbox-claim.h"
#include "pl-outbox-hurry.h"
#include "pl-outbox-pump.h"

G_BEGIN_DECLS

struct _PlOutboxPump
{
  GObject parent_instance;

  char         *account;  /* (owned) */
  char         *terminal; /* (owned) */
  PlDatabase   *database; /* (owned) */
  PayrocClient *client;   /* (owned) */
  PlLinkFeed   *feed;     /* (owned) */
  PlIntentList *list;     /* (owned) */
  GListStore   *batches;  /* (owned) (element-type PlBatch) */

  PlClockFunc    clock;
  gpointer       clock_data;
  GDestroyNotify clock_destroy;
  double         wait_scale;

  gboolean      started;
  GCancellable *stopping; /* (owned) (nullable) while started */
  gboolean      paused;   /* Payroc refused the key: sending on would burn attempts for nothing */
  PlOutboxPace  pace;
  PlOutboxRest  rest;     /* as it was told last */
  guint         n_sending; /* on their way */
  guint         n_held;    /* rows in hand that have left, or go back, and are not written down yet */
  GPtrArray    *standby;   /* (owned) (element-type PlOutboxClaim) rows in hand that leave next */

  gboolean scanning;
  gboolean scan_again;
  guint    n_scans;    /* begun so far */
  guint    timer;      /* source id, or 0 */
  gboolean read_all;   /* with the next scan */
  gboolean elsewhere;  /* somebody has a row in hand and does not tell us what came of it */
  gint64   read_at;    /* monotonic: when all rows were read last */
  gint64   version;    /* of the file then */
  gint64   counted_at; /* monotonic: when batches were counted last */
  guint    count_timer; /* source id, or 0: to count them though nothing is looked at */

  PlOutboxGoals   *goals;   /* (owned) */
  PlOutboxHurry   *hurry;   /* (owned) */
  GNetworkMonitor *network; /* (owned) */
};

gboolean pl_outbox_pump_may_send  (PlOutboxPump        *self);
void     pl_outbox_pump_tell_rest (PlOutboxPump        *self);
void     pl_outbox_pump_run_round (PlOutboxPump        *self,
                                   PlOutboxOrderKind    kind,
                                   GArray              *ids);
void     pl_outbox_pump_set_paused (PlOutboxPump       *self,
                                   gboolean             paused);

void     pl_outbox_pump_count_soon (PlOutboxPump       *self);
guint    pl_outbox_pump_get_want  (PlOutboxPump        *self);
void     pl_outbox_pump_add       (PlOutboxPump        *self,
                                   PlOutboxClaim       *claim);
void     pl_outbox_pump_send_next (PlOutboxPump        *self);

G_END_DECLS
