/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pure functions of a day: tests need no clock. */
#include "pl-period.h"

#include <langinfo.h>

/* The first and the last that a row can have which has a day at all. */
#define FIRST_DAY 1
#define LAST_DAY  (G_MAXINT32 - 1)

static PlPeriod *
pl_period_copy (PlPeriod *self)
{
  return g_memdup2 (self, sizeof *self);
}

G_DEFINE_BOXED_TYPE (PlPeriod, pl_period, pl_period_copy, g_free)

static PlDays
find_month (const GDate *today,
            int          months_back)
{
  GDate  first = *today;
  GDate  last;
  PlDays days;

  g_date_set_day (&first, 1);
  g_date_subtract_months (&first, (guint) months_back);
  last = first;
  g_date_set_day (&last, g_date_get_days_in_month (g_date_get_month (&first), g_date_get_year (&first)));
  days.first = (gint32) g_date_get_julian (&first);
  days.last = (gint32) g_date_get_julian (&last);

  return days;
}

static PlDays
find_own (const PlPeriod *self)
{
  gint32 first = self->first > 0 ? self->first : FIRST_DAY;
  gint32 last = self->last > 0 ? self->last : LAST_DAY;

  /* The two calendars are set one after the other; the wrong way round they mean the same days. */
  return (PlDays) { MIN (first, last), MAX (first, last) };
}

/**
 * pl_period_is_any:
 * @self: a period
 *
 * Returns: whether every day is in it
 */
gboolean
pl_period_is_any (const PlPeriod *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->kind == PL_PERIOD_ANY || (self->kind == PL_PERIOD_OWN && self->first <= 0 && self->last <= 0);
}

/**
 * pl_period_equal:
 * @self: a period
 * @other: another
 *
 * Returns: whether they mean the same days, also tomorrow
 */
gboolean
pl_period_equal (const PlPeriod *self,
                 const PlPeriod *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (pl_period_is_any (self) || pl_period_is_any (other))
    return pl_period_is_any (self) && pl_period_is_any (other);
  if (self->kind != other->kind)
    return FALSE;

  return self->kind != PL_PERIOD_OWN || (self->first == other->first && self->last == other->last);
}

/**
 * pl_period_find_days:
 * @self: a period
 * @today: the day it is
 * @week_start: where weeks begin; see pl_period_get_week_start()
 *
 * Returns: the days that are in it today
 */
PlDays
pl_period_find_days (const PlPeriod *self,
                     const GDate    *today,
                     GDateWeekday    week_start)
{
  gint32 now;

  g_return_val_if_fail (self != NULL, (PlDays) { 0 });
  g_return_val_if_fail (today != NULL && g_date_valid (today), (PlDays) { 0 });

  now = (gint32) g_date_get_julian (today);

  switch (self->kind)
    {
    case PL_PERIOD_TODAY:
      return (PlDays) { now, now };
    case PL_PERIOD_YESTERDAY:
      return (PlDays) { now - 1, now - 1 };
    case PL_PERIOD_THIS_WEEK:
      now -= (gint32) ((g_date_get_weekday (today) + 7 - week_start) % 7);
      return (PlDays) { now, now + 6 };
    case PL_PERIOD_THIS_MONTH:
      return find_month (today, 0);
    case PL_PERIOD_LAST_MONTH:
      return find_month (today, 1);
    case PL_PERIOD_LAST_30_DAYS:
      return (PlDays) { now - 29, now };
    case PL_PERIOD_NEXT_7_DAYS:
      return (PlDays) { now, now + 7 };
    case PL_PERIOD_NEXT_30_DAYS:
      return (PlDays) { now, now + 30 };
    case PL_PERIOD_PAST:
      return (PlDays) { FIRST_DAY, now - 1 };
    case PL_PERIOD_NEVER:
      return (PlDays) { G_MAXINT32, G_MAXINT32 };
    case PL_PERIOD_OWN:
      return pl_period_is_any (self) ? (PlDays) { 0 } : find_own (self);
    case PL_PERIOD_ANY:
    default:
      return (PlDays) { 0 };
    }
}

/**
 * pl_days_are_any:
 * @days: days
 *
 * Returns: whether pl_days_include() is true of every day
 */
gboolean
pl_days_are_any (const PlDays *days)
{
  return days->first == 0 && days->last == 0;
}

/**
 * pl_days_include:
 * @days: a range of days
 * @day: a Julian day, 0 unknown, %G_MAXINT32 never
 *
 * Returns: whether it is in the range; what is not known is in none but that of all days
 */
gboolean
pl_days_include (const PlDays *days,
                 gint32        day)
{
  return pl_days_are_any (days) || (day >= days->first && day <= days->last);
}

/**
 * pl_period_get_week_start:
 *
 * Returns: the weekday on which weeks begin where the user lives, by the locale
 */
GDateWeekday
pl_period_get_week_start (void)
{
#ifdef __GLIBC__
  union
  {
    unsigned int word;
    char        *string;
  } origin = { .string = nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  const char  *first_weekday = nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
  /* FIRST_WEEKDAY counts from the day that WEEK_1STDAY names: Sunday, 30 November, or Monday, 1 December 1997. */
  int          base = origin.word == 19971201 ? 1 : 0;
  int          weekday = (base + first_weekday[0] - 1) % 7;

  return weekday == 0 ? G_DATE_SUNDAY : (GDateWeekday) weekday;
#else
  return G_DATE_MONDAY;
#endif
}
