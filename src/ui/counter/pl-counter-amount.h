/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the next customer pays: an amount that is typed, or a template. */
#pragma once

#include <adwaita.h>

#include "core/counter/pl-counter-till.h"

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_AMOUNT (pl_counter_amount_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterAmount, pl_counter_amount, PL, COUNTER_AMOUNT, AdwBin)

void       pl_counter_amount_set_till   (PlCounterAmount *self,
                                         PlCounterTill   *till);
/* What was sold last stands there again. */
void       pl_counter_amount_begin      (PlCounterAmount *self);
/* Both: (transfer none) */
GtkWidget *pl_counter_amount_get_entry  (PlCounterAmount *self);
GtkWidget *pl_counter_amount_get_button (PlCounterAmount *self);

G_END_DECLS
