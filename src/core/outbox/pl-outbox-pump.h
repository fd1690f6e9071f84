/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the outbox moving: claims what is due, sends it, writes down what came of it, wakes for the next. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "core/pl-clock.h"
#include "payroc/client/payroc-client.h"
#include "pl-intent-list.h"
#include "pl-outbox-goals.h"
#include "pl-outbox-orders.h"
#include "pl-outbox-pace.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_OUTBOX_PUMP (pl_outbox_pump_get_type ())
G_DECLARE_FINAL_TYPE (PlOutboxPump, pl_outbox_pump, PL, OUTBOX_PUMP, GObject)

/* Properties, read-only with notify: paused (boolean), rest (PlOutboxRest), rest-until (int64). */
PlOutboxPump *pl_outbox_pump_new            (const char          *account,
                                             const char          *terminal,
                                             PlDatabase          *database,
                                             PayrocClient        *client,
                                             PlLinkFeed          *feed,
                                             PlIntentList        *list,
                                             GListStore          *batches);
void          pl_outbox_pump_set_clock      (PlOutboxPump        *self,
                                             PlClockFunc          now,
                                             gpointer             user_data,
                                             GDestroyNotify       destroy);
void          pl_outbox_pump_set_wait_scale (PlOutboxPump        *self,
                                             double               scale);
gint64        pl_outbox_pump_get_now        (PlOutboxPump        *self);
gboolean      pl_outbox_pump_get_paused     (PlOutboxPump        *self);
PlOutboxRest  pl_outbox_pump_get_rest       (PlOutboxPump        *self);
gint64        pl_outbox_pump_get_rest_until (PlOutboxPump        *self);

void          pl_outbox_pump_start          (PlOutboxPump        *self);
void          pl_outbox_pump_stop           (PlOutboxPump        *self);
void          pl_outbox_pump_resume         (PlOutboxPump        *self);
void          pl_outbox_pump_hurry          (PlOutboxPump        *self);
void          pl_outbox_pump_kick           (PlOutboxPump        *self);
/* Before something is done to rows that surely have not left. */
gboolean      pl_outbox_pump_put_back       (PlOutboxPump        *self);
gboolean      pl_outbox_pump_put_back_row   (PlOutboxPump        *self,
                                             gint64               id);
gboolean      pl_outbox_pump_put_back_key   (PlOutboxPump        *self,
                                             const char          *key);
void          pl_outbox_pump_take_records   (PlOutboxPump        *self,
                                             GPtrArray           *records);
void          pl_outbox_pump_await          (PlOutboxPump        *self,
                                             PlOutboxGoalKind     kind,
                                             PlIntent            *intent,
                                             GTask               *task);

G_END_DECLS
