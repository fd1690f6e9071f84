/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One side of the counter: a window that follows the till, and is not closed without the question of what becomes of a
 * code that was not paid. */
#pragma once

#include <adwaita.h>

#include "core/counter/pl-counter-till.h"
#include "pl-counter-amount.h"
#include "ui/parts/pl-environment-bar.h"

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_SIDE_WINDOW (pl_counter_side_window_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlCounterSideWindow, pl_counter_side_window, PL, COUNTER_SIDE_WINDOW, AdwWindow)

struct _PlCounterSideWindowClass
{
  AdwWindowClass parent_class;

  /* Once with the till, and whenever that is another. */
  void (*update)      (PlCounterSideWindow *self,
                       PlCounterTill       *till);
  /* As above. paid: whether something was paid after its customer had gone. */
  void (*update_late) (PlCounterSideWindow *self,
                       gboolean             paid);
};

/* Once, with what every side has of its own. */
void           pl_counter_side_window_set_till (PlCounterSideWindow *self,
                                                PlCounterTill       *till,
                                                PlEnvironmentBar    *environment_bar,
                                                PlCounterAmount     *amount);
void           pl_counter_side_window_update   (PlCounterSideWindow *self);

G_END_DECLS
