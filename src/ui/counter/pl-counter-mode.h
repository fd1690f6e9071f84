/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counter from its opening to its end: which screen shows what, and what is asked before a customer is let go. */
#pragma once

#include <adwaita.h>

#include "core/counter/pl-counter-till.h"

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_MODE (pl_counter_mode_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterMode, pl_counter_mode, PL, COUNTER_MODE, GObject)

/* Property, read-only with notify: apart (boolean): the customer has a screen of their own. Signal: "ended". */
/* above: the merchant's window, which the owner keeps out of the customer's sight. */
PlCounterMode *pl_counter_mode_new       (GtkWindow      *above,
                                          PlCounterTill  *till);
gboolean       pl_counter_mode_get_apart (PlCounterMode  *self);
void           pl_counter_mode_present   (PlCounterMode  *self);
gboolean       pl_counter_mode_shows     (PlCounterMode  *self,
                                          const char     *link_id);
/* Asks first when a code was not paid. action, target: (nullable): what the window above does afterwards. */
void           pl_counter_mode_leave     (PlCounterMode  *self,
                                          const char     *action,
                                          GVariant       *target);
/* Asks nothing. */
void           pl_counter_mode_end       (PlCounterMode  *self);

G_END_DECLS
