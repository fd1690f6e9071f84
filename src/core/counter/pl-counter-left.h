/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was left at the counter unpaid: watched until its fate is known, because somebody may have scanned its code. */
#pragma once

#include "pl-counter-round.h"

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_LEFT (pl_counter_left_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterLeft, pl_counter_left, PL, COUNTER_LEFT, GObject)

/* Signals: "changed": another was added, paid, or has come to nothing; "unkept" (PlCounterRound, GError): one could not
 * be switched off. */
PlCounterLeft *pl_counter_left_new       (void);
void           pl_counter_left_add       (PlCounterLeft  *self,
                                          PlCounterRound *round,
                                          gboolean        switch_off);
guint          pl_counter_left_get_n     (PlCounterLeft  *self);
guint          pl_counter_left_get_n_paid (PlCounterLeft *self);
/* (transfer full) (element-type PayrocLink): paid after all, oldest first; each is handed out once. */
GPtrArray     *pl_counter_left_take_paid (PlCounterLeft  *self);

G_END_DECLS
