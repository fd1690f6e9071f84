/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The day turns at midnight, after sleep, and when the clock is set; with a clock that the test turns. */
#include "core/pl-today.h"

typedef struct
{
  gint64   now;
  PlToday *today;
  guint    n_changes;
} Fixture;

static gint64
read_clock (gpointer user_data)
{
  return ((Fixture *) user_data)->now;
}

/* Microseconds; the time zone is the computer's. */
static gint64
moment (int    year,
        int    month,
        int    day,
        int    hour,
        int    minute,
        double seconds)
{
  g_autoptr (GDateTime) local = g_date_time_new_local (year, month, day, hour, minute, seconds);

  return g_date_time_to_unix (local) * G_USEC_PER_SEC + g_date_time_get_microsecond (local);
}

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->now = moment (2026, 12, 31, 12, 0, 0);
  fixture->today = pl_today_new (read_clock, fixture);
  g_signal_connect_swapped (fixture->today, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->today);
}

static void
assert_day (Fixture *fixture,
            int      year,
            int      month,
            int      day)
{
  GDate today;

  pl_today_get (fixture->today, &today);
  g_assert_cmpint (g_date_get_year (&today), ==, year);
  g_assert_cmpint (g_date_get_month (&today), ==, month);
  g_assert_cmpint (g_date_get_day (&today), ==, day);
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    int    year, month, day, hour, minute;
    double seconds;
    guint  n_changes;
  } cases[] = {
    { 2026, 12, 31, 0, 0, 0, 0 },
    { 2026, 12, 31, 23, 59, 59.999999, 0 },
    { 2027, 1, 1, 0, 0, 0, 1 },
    { 2027, 1, 1, 0, 0, 0, 1 },
    { 2027, 1, 9, 8, 30, 0, 2 },       /* it slept for a week */
    { 2026, 12, 31, 23, 59, 59, 3 },   /* the clock was set back */
    { 2028, 2, 29, 12, 0, 0, 4 },
  };

  assert_day (fixture, 2026, 12, 31);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture->now = moment (cases[i].year, cases[i].month, cases[i].day, cases[i].hour, cases[i].minute,
                             cases[i].seconds);
      pl_today_check (fixture->today);
      assert_day (fixture, cases[i].year, cases[i].month, cases[i].day);
      g_assert_cmpuint (fixture->n_changes, ==, cases[i].n_changes);
    }
}

/* Nobody asks: the timer does, and again the night after. */
static void
test_midnight (Fixture       *fixture,
               gconstpointer  data)
{
  for (guint night = 1; night <= 2; night++)
    {
      gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

      fixture->now = moment (2027, 1, (int) night, 0, 0, 0) - 20 * 1000;
      pl_today_check (fixture->today);
      g_assert_cmpuint (fixture->n_changes, ==, night - 1);
      fixture->now = moment (2027, 1, (int) night, 0, 0, 0.01);
      while (fixture->n_changes < night)
        {
          g_assert_cmpint (g_get_monotonic_time (), <, end);
          g_main_context_iteration (NULL, TRUE);
        }
      assert_day (fixture, 2027, 1, (int) night);
    }
}

static void
test_default (void)
{
  Fixture             fixture = { .now = moment (2026, 2, 28, 12, 0, 0) };
  g_autoptr (PlToday) own = pl_today_new (read_clock, &fixture);
  PlToday            *real = pl_today_get_default ();
  GDate               day, expected;

  pl_clock_get_day (g_get_real_time (), &expected);
  pl_today_get (real, &day);
  g_assert_cmpint (ABS (g_date_days_between (&day, &expected)), <=, 1);

  pl_today_set_default (own);
  g_assert_true (pl_today_get_default () == own);
  pl_today_set_default (NULL);
  g_assert_true (pl_today_get_default () != own);
  pl_today_set_default (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/today/check", Fixture, NULL, set_up, test_check, tear_down);
  g_test_add ("/today/midnight", Fixture, NULL, set_up, test_midnight, tear_down);
  g_test_add_func ("/today/default", test_default);

  return g_test_run ();
}
