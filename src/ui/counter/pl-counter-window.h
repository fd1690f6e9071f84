/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen that a customer sees: what is to be paid, its QR code, and that it was paid; and nothing else. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_WINDOW (pl_counter_window_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterWindow, pl_counter_window, PL, COUNTER_WINDOW, AdwWindow)

/* Property, read-only with notify: monitor (GdkMonitor, nullable). */
/* link: (nullable): shown first, and made again for each further customer; NULL: an amount is typed for each. */
GtkWidget  *pl_counter_window_new         (GtkApplication  *application,
                                           PlSession       *session,
                                           PayrocLink      *link);
/* Fills that screen. monitor: (nullable): whichever it stands on */
void        pl_counter_window_show_on     (PlCounterWindow *self,
                                           GdkMonitor      *monitor);
GdkMonitor *pl_counter_window_get_monitor (PlCounterWindow *self);

G_END_DECLS
