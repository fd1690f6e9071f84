/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which screen the customer sees. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* own: (nullable): the merchant's. The one that was chosen last, else one that is not the merchant's, else any.
 * (nullable) (transfer full) */
GdkMonitor *pl_counter_monitor_pick     (GdkDisplay *display,
                                         GdkMonitor *own);
/* After that one, in a circle. (nullable) (transfer full) */
GdkMonitor *pl_counter_monitor_next     (GdkDisplay *display,
                                         GdkMonitor *monitor);
void        pl_counter_monitor_remember (GdkMonitor *monitor);

G_END_DECLS
