/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A claimed row from the claim to the committed result: sent, judged, written down, however often that takes. */
#pragma once

#include "core/pl-clock.h"
#include "payroc/client/payroc-client.h"
#include "pl-outbox-sender.h"
#include "pl-outbox-verdict.h"

G_BEGIN_DECLS

/* Plain data, borrowed by run_async; the clock's data must live until the callback. */
typedef struct
{
  PayrocClient *client;
  PlDatabase   *database;
  const char   *terminal;
  PlClockFunc   clock;
  gpointer      clock_data;
  double        wait_scale;
  guint         calm_attempts; /* attempts that do not count for the back-off */
  gboolean      put_back;      /* do not send: the row goes back as it was */
} PlOutboxErrandSetup;

typedef struct
{
  PlOutboxOutcome *outcome; /* (owned) */
  PlOutboxVerdict *verdict; /* (owned) (nullable) NULL: still being written after a stop */
  gboolean         sent;
  gboolean         written; /* FALSE: the row was no longer ours, or nobody waits until it is written */
} PlOutboxReport;

/* stopped: what it met says nothing of a later start, which may have another key. */
typedef void (*PlOutboxAnswered) (const PlOutboxOutcome *outcome,
                                  gboolean               stopped,
                                  gpointer               user_data);

void            pl_outbox_report_free       (PlOutboxReport            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlOutboxReport, pl_outbox_report_free)

void            pl_outbox_errand_run_async  (const PlOutboxErrandSetup *setup,
                                             const PlOutboxClaim       *claim,
                                             GCancellable              *stopping,
                                             PlOutboxAnswered           answered,
                                             GAsyncReadyCallback        callback,
                                             gpointer                   user_data);
PlOutboxReport *pl_outbox_errand_run_finish (GAsyncResult              *result);

G_END_DECLS
