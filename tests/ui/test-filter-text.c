/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What filters are called: every one has words of its own, and days are written as everywhere. */
#include "core/pl-core-enum-types.h"
#include "ui/list/pl-filter-text.h"

static gint32
julian (int month,
        int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, 2026);

  return (gint32) g_date_get_julian (&date);
}

static void
get_today (GDate *today)
{
  g_date_clear (today, 1);
  g_date_set_dmy (today, 22, 11, 2026);
}

typedef struct
{
  PlPeriod    period;
  const char *created;
  const char *expires;
} Case;

static void
test_days (void)
{
  const Case cases[] = {
    { { PL_PERIOD_ANY }, "Created any day", "Expires any day" },
    { { PL_PERIOD_OWN }, "Created any day", "Expires any day" },
    { { PL_PERIOD_TODAY }, "Created today", "Expires today" },
    { { PL_PERIOD_THIS_WEEK }, "Created this week", "Expires this week" },
    { { PL_PERIOD_LAST_30_DAYS }, "Created in the last 30 days", "Expired in the last 30 days" },
    { { PL_PERIOD_OWN, julian (5, 3), 0 }, "Created since 3 May", "Expires from 3 May on" },
    { { PL_PERIOD_OWN, 0, julian (5, 3) }, "Created until 3 May", "Expires until 3 May" },
    { { PL_PERIOD_OWN, julian (5, 3), julian (5, 3) }, "Created 3 May", "Expires 3 May" },
    { { PL_PERIOD_OWN, julian (5, 3), julian (6, 1) }, "Created 3 May – 1 June", "Expires 3 May – 1 June" },
    { { PL_PERIOD_OWN, julian (6, 1), julian (5, 3) }, "Created 3 May – 1 June", "Expires 3 May – 1 June" },
  };
  GDate today;

  get_today (&today);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *created = pl_filter_text_created (&cases[i].period, &today);
      g_autofree char *expires = pl_filter_text_expires (&cases[i].period, &today);

      g_assert_cmpstr (created, ==, cases[i].created);
      g_assert_cmpstr (expires, ==, cases[i].expires);
    }
}

/* No two filters look alike. */
static void
test_each (void)
{
  g_autoptr (GEnumClass) periods = g_type_class_ref (PL_TYPE_PERIOD_KIND);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GDate                  today;

  get_today (&today);
  for (guint i = 0; i < periods->n_values; i++)
    {
      PlPeriod period = { (PlPeriodKind) periods->values[i].value, julian (1, 1), julian (1, 2) };

      g_assert_true (g_hash_table_add (seen, g_strdup (pl_filter_text_period (period.kind))));
      g_assert_true (g_hash_table_add (seen, pl_filter_text_expires (&period, &today)));
    }
}

static void
test_directions (void)
{
  g_autoptr (GEnumClass) sorts = g_type_class_ref (PL_TYPE_LINK_SORT);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < sorts->n_values; i++)
    {
      PlLinkSort sort = (PlLinkSort) sorts->values[i].value;

      g_assert_true (g_hash_table_add (seen, (gpointer) pl_filter_text_direction (sort, FALSE)));
      g_assert_true (g_hash_table_add (seen, (gpointer) pl_filter_text_direction (sort, TRUE)));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter-text/days", test_days);
  g_test_add_func ("/filter-text/each", test_each);
  g_test_add_func ("/filter-text/directions", test_directions);

  return g_test_run ();
}
