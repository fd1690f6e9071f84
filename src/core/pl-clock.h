/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time as core asks for it, so that a test can turn it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds since the epoch. */
typedef gint64 (*PlClockFunc) (gpointer user_data);

gint64 pl_clock_read_system (gpointer user_data);
void   pl_clock_get_day     (gint64       time,
                             GDate       *day);
gint64 pl_clock_get_start   (const GDate *day);

G_END_DECLS
