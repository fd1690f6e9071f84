/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which days a merchant's words mean, at the ends of weeks, months and years. */
#include "core/list/pl-period.h"

static gint32
julian (int year,
        int month,
        int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return (gint32) g_date_get_julian (&date);
}

typedef struct
{
  PlPeriodKind kind;
  GDateWeekday week_start;
  int          today[3];
  int          first[3];
  int          last[3];
} Case;

static const Case cases[] = {
  { PL_PERIOD_TODAY, G_DATE_MONDAY, { 2026, 1, 1 }, { 2026, 1, 1 }, { 2026, 1, 1 } },
  { PL_PERIOD_YESTERDAY, G_DATE_MONDAY, { 2026, 1, 1 }, { 2025, 12, 31 }, { 2025, 12, 31 } },
  /* 22 November 2026 is a Sunday. */
  { PL_PERIOD_THIS_WEEK, G_DATE_MONDAY, { 2026, 11, 22 }, { 2026, 11, 16 }, { 2026, 11, 22 } },
  { PL_PERIOD_THIS_WEEK, G_DATE_MONDAY, { 2026, 11, 23 }, { 2026, 11, 23 }, { 2026, 11, 29 } },
  { PL_PERIOD_THIS_WEEK, G_DATE_SUNDAY, { 2026, 11, 22 }, { 2026, 11, 22 }, { 2026, 11, 28 } },
  { PL_PERIOD_THIS_WEEK, G_DATE_SUNDAY, { 2026, 11, 21 }, { 2026, 11, 15 }, { 2026, 11, 21 } },
  { PL_PERIOD_THIS_WEEK, G_DATE_SATURDAY, { 2026, 11, 22 }, { 2026, 11, 21 }, { 2026, 11, 27 } },
  { PL_PERIOD_THIS_MONTH, G_DATE_MONDAY, { 2028, 2, 29 }, { 2028, 2, 1 }, { 2028, 2, 29 } },
  { PL_PERIOD_THIS_MONTH, G_DATE_MONDAY, { 2026, 12, 31 }, { 2026, 12, 1 }, { 2026, 12, 31 } },
  { PL_PERIOD_LAST_MONTH, G_DATE_MONDAY, { 2026, 3, 31 }, { 2026, 2, 1 }, { 2026, 2, 28 } },
  { PL_PERIOD_LAST_MONTH, G_DATE_MONDAY, { 2026, 1, 1 }, { 2025, 12, 1 }, { 2025, 12, 31 } },
  { PL_PERIOD_LAST_30_DAYS, G_DATE_MONDAY, { 2026, 1, 30 }, { 2026, 1, 1 }, { 2026, 1, 30 } },
  { PL_PERIOD_NEXT_7_DAYS, G_DATE_MONDAY, { 2026, 12, 28 }, { 2026, 12, 28 }, { 2027, 1, 4 } },
  { PL_PERIOD_NEXT_30_DAYS, G_DATE_MONDAY, { 2026, 1, 1 }, { 2026, 1, 1 }, { 2026, 1, 31 } },
};

static void
test_days (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      PlPeriod    period = { c->kind };
      PlDays      days;
      GDate       today;

      g_date_clear (&today, 1);
      g_date_set_julian (&today, (guint32) julian (c->today[0], c->today[1], c->today[2]));
      days = pl_period_find_days (&period, &today, c->week_start);
      g_assert_cmpint (days.first, ==, julian (c->first[0], c->first[1], c->first[2]));
      g_assert_cmpint (days.last, ==, julian (c->last[0], c->last[1], c->last[2]));
    }
}

/* What has no day, and what is open at an end. */
static void
test_ends (void)
{
  const gint32 now = julian (2026, 11, 22);
  const struct
  {
    PlPeriod period;
    gboolean unknown, yesterday, today, tomorrow, never;
  } ends[] = {
    { { PL_PERIOD_ANY }, TRUE, TRUE, TRUE, TRUE, TRUE },
    { { PL_PERIOD_OWN }, TRUE, TRUE, TRUE, TRUE, TRUE },
    { { PL_PERIOD_NEVER }, FALSE, FALSE, FALSE, FALSE, TRUE },
    { { PL_PERIOD_PAST }, FALSE, TRUE, FALSE, FALSE, FALSE },
    { { PL_PERIOD_TODAY }, FALSE, FALSE, TRUE, FALSE, FALSE },
    { { PL_PERIOD_OWN, now, 0 }, FALSE, FALSE, TRUE, TRUE, FALSE },
    { { PL_PERIOD_OWN, 0, now }, FALSE, TRUE, TRUE, FALSE, FALSE },
    { { PL_PERIOD_OWN, now, now }, FALSE, FALSE, TRUE, FALSE, FALSE },
    { { PL_PERIOD_OWN, now + 1, now - 1 }, FALSE, TRUE, TRUE, TRUE, FALSE },
  };
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_julian (&today, (guint32) now);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      PlDays days = pl_period_find_days (&ends[i].period, &today, G_DATE_MONDAY);

      g_assert_cmpint (pl_days_include (&days, 0), ==, ends[i].unknown);
      g_assert_cmpint (pl_days_include (&days, now - 1), ==, ends[i].yesterday);
      g_assert_cmpint (pl_days_include (&days, now), ==, ends[i].today);
      g_assert_cmpint (pl_days_include (&days, now + 1), ==, ends[i].tomorrow);
      g_assert_cmpint (pl_days_include (&days, G_MAXINT32), ==, ends[i].never);
      g_assert_cmpint (pl_period_is_any (&ends[i].period), ==, ends[i].unknown);
    }
}

static void
test_equal (void)
{
  const PlPeriod week = { PL_PERIOD_THIS_WEEK, 5, 6 };
  const PlPeriod same = { PL_PERIOD_THIS_WEEK };
  const PlPeriod any = { PL_PERIOD_ANY };
  const PlPeriod empty = { PL_PERIOD_OWN };
  const PlPeriod own = { PL_PERIOD_OWN, 5, 6 };
  const PlPeriod other_first = { PL_PERIOD_OWN, 4, 6 };
  const PlPeriod other_last = { PL_PERIOD_OWN, 5, 7 };

  g_assert_true (pl_period_equal (&week, &same));
  g_assert_false (pl_period_equal (&week, &own));
  g_assert_true (pl_period_equal (&own, &own));
  g_assert_false (pl_period_equal (&own, &other_first));
  g_assert_false (pl_period_equal (&own, &other_last));
  g_assert_true (pl_period_equal (&any, &empty));
  g_assert_true (pl_period_equal (&empty, &any));
  g_assert_false (pl_period_equal (&any, &week));
  g_assert_false (pl_period_equal (&own, &empty));
}

static void
test_week_start (void)
{
  GDateWeekday start = pl_period_get_week_start ();

  g_assert_cmpint (start, >=, G_DATE_MONDAY);
  g_assert_cmpint (start, <=, G_DATE_SUNDAY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/period/days", test_days);
  g_test_add_func ("/period/ends", test_ends);
  g_test_add_func ("/period/equal", test_equal);
  g_test_add_func ("/period/week-start", test_week_start);

  return g_test_run ();
}
