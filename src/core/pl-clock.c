/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days of the merchant and moments of the computer: the one place where the one is made of the other. */
#include "pl-clock.h"

/**
 * pl_clock_read_system:
 * @user_data: not used
 *
 * Returns: the computer's time, in microseconds since the epoch
 */
gint64
pl_clock_read_system (gpointer user_data)
{
  return g_get_real_time ();
}

/**
 * pl_clock_get_day:
 * @time: microseconds since the epoch
 * @day: (out caller-allocates): the day that is in the computer's time zone
 */
void
pl_clock_get_day (gint64  time,
                  GDate  *day)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
}

/**
 * pl_clock_get_start:
 * @day: a day
 *
 * Days are 23 to 25 hours long, and where clocks change at midnight some have no midnight: GLib finds their first
 * moment.
 *
 * Returns: when that day begins in the computer's time zone, in microseconds since the epoch
 */
gint64
pl_clock_get_start (const GDate *day)
{
  g_autoptr (GDateTime) first = NULL;

  g_return_val_if_fail (day != NULL && g_date_valid (day), 0);

  first = g_date_time_new_local (g_date_get_year (day), g_date_get_month (day), g_date_get_day (day), 0, 0, 0);

  return first != NULL ? g_date_time_to_unix (first) * G_USEC_PER_SEC : G_MAXINT64;
}
