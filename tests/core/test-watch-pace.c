/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often Payroc is asked, and when not. */
#include "core/watch/pl-watch-pace.h"

#define S G_TIME_SPAN_SECOND
#define M G_TIME_SPAN_MINUTE
#define H G_TIME_SPAN_HOUR

static void
test_wait (void)
{
  static const struct
  {
    PlWatchPace pace;
    gint64      wait;
  } cases[] = {
    { { PL_WATCH_ATTENTIVE, FALSE, TRUE, FALSE, 0 }, M },
    { { PL_WATCH_BACKGROUND, FALSE, TRUE, FALSE, 0 }, 5 * M },
    { { PL_WATCH_ATTENTIVE, FALSE, FALSE, FALSE, 0 }, 15 * M },
    { { PL_WATCH_BACKGROUND, FALSE, FALSE, FALSE, 0 }, H },
    { { PL_WATCH_ATTENTIVE, TRUE, FALSE, FALSE, 0 }, 3 * S },
    { { PL_WATCH_BACKGROUND, TRUE, TRUE, FALSE, 0 }, 30 * S },
    { { PL_WATCH_ATTENTIVE, FALSE, TRUE, TRUE, 0 }, 15 * S },
    { { PL_WATCH_ATTENTIVE, TRUE, TRUE, TRUE, 0 }, 3 * S },
    { { PL_WATCH_ATTENTIVE, FALSE, TRUE, FALSE, 1 }, 2 * M },
    { { PL_WATCH_ATTENTIVE, FALSE, TRUE, TRUE, 2 }, 4 * M },
    { { PL_WATCH_ATTENTIVE, FALSE, TRUE, FALSE, 5 }, 32 * M },
    { { PL_WATCH_ATTENTIVE, FALSE, TRUE, FALSE, 6 }, H },
    { { PL_WATCH_ATTENTIVE, FALSE, TRUE, FALSE, G_MAXUINT }, H },
    { { PL_WATCH_BACKGROUND, FALSE, FALSE, FALSE, 1 }, H },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (pl_watch_pace_get_wait (&cases[i].pace), ==, cases[i].wait);
}

/* While a customer stands there, and when Payroc does not answer. */
static void
test_probe (void)
{
  static const struct
  {
    gboolean is_practice;
    gint64   age;
    guint    n_failures;
    gint64   wait;
  } cases[] = {
    { TRUE, 0, 0, S },
    { TRUE, H, 0, S },
    { FALSE, 0, 0, 3 * S },
    { FALSE, 5 * M - 1, 0, 3 * S },
    { FALSE, 5 * M, 0, 10 * S },
    { FALSE, 30 * M - 1, 0, 10 * S },
    { FALSE, 30 * M, 0, 30 * S },
    { FALSE, 0, 1, 6 * S },
    { FALSE, 0, 4, 48 * S },
    { FALSE, 0, 5, M },
    { FALSE, 0, G_MAXUINT, M },
    { FALSE, 30 * M, 1, M },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (pl_watch_pace_get_probe (cases[i].is_practice, cases[i].age, cases[i].n_failures), ==,
                     cases[i].wait);
}

static void
test_quiet (void)
{
  static const struct
  {
    const char *zone;
    const char *now;
    guint       from;
    guint       until;
    gint64      left;
  } cases[] = {
    { "UTC", "2026-11-22T12:00:00", 0, 0, 0 },
    { "UTC", "2026-11-22T12:00:00", 720, 720, 0 },
    { "UTC", "2026-11-22T12:00:00", 9 * 60, 17 * 60, 5 * H },
    { "UTC", "2026-11-22T08:59:59", 9 * 60, 17 * 60, 0 },
    { "UTC", "2026-11-22T09:00:00", 9 * 60, 17 * 60, 8 * H },
    { "UTC", "2026-11-22T16:59:59", 9 * 60, 17 * 60, S },
    { "UTC", "2026-11-22T17:00:00", 9 * 60, 17 * 60, 0 },
    /* Over midnight, and over the end of a month */
    { "UTC", "2026-11-30T21:59:59", 22 * 60, 7 * 60, 0 },
    { "UTC", "2026-11-30T22:00:00", 22 * 60, 7 * 60, 9 * H },
    { "UTC", "2026-12-01T00:00:00", 22 * 60, 7 * 60, 7 * H },
    { "UTC", "2026-12-01T06:59:00", 22 * 60, 7 * 60, M },
    { "UTC", "2026-12-01T07:00:00", 22 * 60, 7 * 60, 0 },
    { "UTC", "2026-12-01T00:00:00", 1440, 7 * 60, 0 },
    /* The nights that the clock is put forward and back */
    { "Europe/Berlin", "2026-03-28T22:00:00", 22 * 60, 7 * 60, 8 * H },
    { "Europe/Berlin", "2026-10-24T22:00:00", 22 * 60, 7 * 60, 10 * H },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
      g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (cases[i].now, zone);

      g_assert_cmpint (pl_watch_pace_get_quiet (now, cases[i].from, cases[i].until), ==, cases[i].left);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/watch-pace/wait", test_wait);
  g_test_add_func ("/watch-pace/probe", test_probe);
  g_test_add_func ("/watch-pace/quiet", test_quiet);

  return g_test_run ();
}
