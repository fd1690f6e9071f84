/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server's time: the computer's, moved by an offset that tests and the control path set. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRACTICE_TYPE_CLOCK (practice_clock_get_type ())
G_DECLARE_FINAL_TYPE (PracticeClock, practice_clock, PRACTICE, CLOCK, GObject)

PracticeClock *practice_clock_new           (GTimeZone     *zone);
gint64         practice_clock_get_offset    (PracticeClock *self);
void           practice_clock_set_offset    (PracticeClock *self,
                                             gint64         microseconds);
gint64         practice_clock_get_time      (PracticeClock *self); /* µs since 1970 */
char          *practice_clock_get_timestamp (PracticeClock *self); /* 2026-11-22T07:24:00Z */
char          *practice_clock_get_today     (PracticeClock *self); /* 2026-11-22, in the zone */
const char    *practice_clock_get_zone_name (PracticeClock *self);

G_END_DECLS
