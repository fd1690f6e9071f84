/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The merchant's side of the counter, where the customer has a screen of their own. */
#pragma once

#include "pl-counter-side-window.h"

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_DESK (pl_counter_desk_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterDesk, pl_counter_desk, PL, COUNTER_DESK, PlCounterSideWindow)

GtkWidget *pl_counter_desk_new (GtkApplication *application,
                                PlCounterTill  *till);

G_END_DECLS
