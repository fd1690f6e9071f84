/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lists are asked for, from any moment to any other, in any time zone. */
#include "core/refresh/pl-refresh-plan.h"

static void
assert_pass (GArray          *passes,
             guint            index,
             PayrocLinkStatus status,
             const char      *day)
{
  const PlRefreshPass *pass = &g_array_index (passes, PlRefreshPass, index);

  g_assert_cmpint (pass->status, ==, status);
  g_assert_cmpint (g_date_valid (&pass->created_on), ==, day != NULL);
  if (day != NULL)
    {
      g_autofree char *found = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&pass->created_on),
                                                g_date_get_month (&pass->created_on),
                                                g_date_get_day (&pass->created_on));

      g_assert_cmpstr (found, ==, day);
    }
}

static gint64
parse (const char *text)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, local);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_everything (void)
{
  g_autoptr (GArray) passes = pl_refresh_plan_everything ();

  g_assert_cmpuint (passes->len, ==, 1);
  assert_pass (passes, 0, PAYROC_LINK_STATUS_UNKNOWN, NULL);
}

static void
test_news (void)
{
  static const struct
  {
    const char *since;
    const char *now;
    const char *first; /* NULL: everything */
    const char *last;
    guint       n_days;
  } cases[] = {
    { "2026-03-01T10:00:00", "2026-03-01T10:00:00", "2026-02-28", "2026-03-02", 3 },
    { "2026-03-01T00:00:00", "2026-03-01T23:59:59", "2026-02-28", "2026-03-02", 3 },
    { "2026-02-28T23:59:59", "2026-03-01T00:00:00", "2026-02-27", "2026-03-02", 4 },
    { "2027-12-31T12:00:00", "2028-01-01T12:00:00", "2027-12-30", "2028-01-02", 4 },
    { "2026-03-01T10:00:00", "2026-03-06T23:59:59", "2026-02-28", "2026-03-07", 8 },
    { "2026-03-01T23:59:59", "2026-03-07T00:00:00", NULL, NULL, 0 },
    { "2026-03-01T10:00:00", "2126-03-01T10:00:00", NULL, NULL, 0 },
    { "2026-03-01T10:00:01", "2026-03-01T10:00:00", NULL, NULL, 0 },
    { "1970-01-01T00:00:00Z", "2026-03-01T10:00:00", NULL, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) passes = pl_refresh_plan_news (parse (cases[i].since), parse (cases[i].now));

      if (cases[i].first == NULL)
        {
          g_assert_null (passes);
          continue;
        }

      g_assert_cmpuint (passes->len, ==, 1 + cases[i].n_days);
      assert_pass (passes, 0, PAYROC_LINK_STATUS_UNKNOWN, cases[i].first);
      assert_pass (passes, passes->len - 2, PAYROC_LINK_STATUS_UNKNOWN, cases[i].last);
      assert_pass (passes, passes->len - 1, PAYROC_LINK_STATUS_ACTIVE, NULL);
    }
}

/* Whatever a file may hold. */
static void
test_any_time (void)
{
  static const gint64 times[] = { G_MININT64, -1, 0, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    g_assert_null (pl_refresh_plan_news (times[i], g_get_real_time ()));
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "Pacific/Kiritimati", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/refresh-plan/everything", test_everything);
  g_test_add_func ("/refresh-plan/news", test_news);
  g_test_add_func ("/refresh-plan/any-time", test_any_time);

  return g_test_run ();
}
