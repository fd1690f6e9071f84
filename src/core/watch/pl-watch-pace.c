/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payroc publishes no limit (contract, "Retries"): so what is asked for nobody in particular is asked seldom. */
#include "pl-watch-pace.h"

#define LONGEST G_TIME_SPAN_HOUR

/**
 * pl_watch_pace_get_wait:
 * @self: how things stand; its mode is not %PL_WATCH_OFF
 *
 * Returns: how long to wait after a look, in microseconds
 */
gint64
pl_watch_pace_get_wait (const PlWatchPace *self)
{
  const gboolean attentive = self->mode == PL_WATCH_ATTENTIVE;
  gint64 wait;

  if (self->is_practice)
    wait = attentive ? 3 * G_TIME_SPAN_SECOND : 30 * G_TIME_SPAN_SECOND;
  else if (!self->has_active)
    wait = attentive ? 15 * G_TIME_SPAN_MINUTE : LONGEST;
  else
    wait = attentive ? G_TIME_SPAN_MINUTE : 5 * G_TIME_SPAN_MINUTE;

  if (self->n_failures > 0)
    return MIN (wait << MIN (self->n_failures, 20), LONGEST);
  if (self->is_partial)
    return MIN (wait, 15 * G_TIME_SPAN_SECOND);

  return wait;
}

/**
 * pl_watch_pace_get_refresh:
 * @self: how things stand
 *
 * What a payment does to a link is seen by looking at payments; the list of links is read for what was changed
 * elsewhere, and for accounts that may not read payments.
 *
 * Returns: how old the list of links may become, in microseconds
 */
gint64
pl_watch_pace_get_refresh (const PlWatchPace *self)
{
  if (self->is_practice)
    return G_TIME_SPAN_MINUTE;

  return self->mode == PL_WATCH_ATTENTIVE ? 15 * G_TIME_SPAN_MINUTE : G_TIME_SPAN_HOUR;
}

/**
 * pl_watch_pace_get_probe:
 * @is_practice: nothing leaves this computer
 * @age: since when the customer stands there, in microseconds
 * @n_failures: looks that failed, in a row
 *
 * A customer takes out the phone, scans, types: that is over in some minutes, or they have left. When Payroc does not
 * answer, it is asked at most once a minute.
 *
 * Returns: how long to wait after a look at one link, in microseconds
 */
gint64
pl_watch_pace_get_probe (gboolean is_practice,
                         gint64   age,
                         guint    n_failures)
{
  gint64 wait;

  if (is_practice)
    wait = G_TIME_SPAN_SECOND;
  else if (age < 5 * G_TIME_SPAN_MINUTE)
    wait = 3 * G_TIME_SPAN_SECOND;
  else if (age < 30 * G_TIME_SPAN_MINUTE)
    wait = 10 * G_TIME_SPAN_SECOND;
  else
    wait = 30 * G_TIME_SPAN_SECOND;

  return n_failures > 0 ? MIN (wait << MIN (n_failures, 6), G_TIME_SPAN_MINUTE) : wait;
}

/**
 * pl_watch_pace_get_quiet:
 * @now: the time, in the merchant's time zone
 * @from: when the quiet hours begin, in minutes from midnight
 * @until: when they end, likewise; earlier than @from when that is the next day
 *
 * Returns: how long they still last, in microseconds; 0 outside them
 */
gint64
pl_watch_pace_get_quiet (GDateTime *now,
                         guint      from,
                         guint      until)
{
  const guint minute = g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now);
  const gboolean over_midnight = from > until;
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) end = NULL;
  int year;
  int month;
  int day_of_month;

  if (from == until || from >= 24 * 60 || until >= 24 * 60)
    return 0;
  if (over_midnight ? minute < from && minute >= until : minute < from || minute >= until)
    return 0;

  /* By the clock on the wall: in the night that it is changed, the hours are longer or shorter. */
  day = g_date_time_add_days (now, over_midnight && minute >= from ? 1 : 0);
  g_date_time_get_ymd (day, &year, &month, &day_of_month);
  end = g_date_time_new (g_date_time_get_timezone (now), year, month, day_of_month, until / 60, until % 60, 0);

  return MAX (g_date_time_difference (end, now), 0);
}
