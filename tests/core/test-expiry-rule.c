/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The day a link of a template expires, made today or in a year. */
#include "core/templates/pl-expiry-rule.h"

static GDate
day (guint year,
     guint month,
     guint of_month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) of_month, (GDateMonth) month, (GDateYear) year);

  return date;
}

static void
test_find (void)
{
  const GDate today = day (2026, 11, 22);
  const struct
  {
    GDate        expires_on;
    PlExpiryKind kind;
    guint        days;
  } cases[] = {
    { day (2026, 11, 21), PL_EXPIRY_DAY, 0 },
    { day (2026, 11, 22), PL_EXPIRY_DAYS, 0 },
    { day (2026, 12, 22), PL_EXPIRY_DAYS, 30 },
    { day (2036, 11, 29), PL_EXPIRY_DAYS, PL_EXPIRY_RULE_DAYS_MAX },
    { day (2036, 11, 30), PL_EXPIRY_DAY, 0 },
  };
  GDate none;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PlExpiryRule rule = pl_expiry_rule_find (&cases[i].expires_on, &today);

      g_assert_cmpint (rule.kind, ==, cases[i].kind);
      g_assert_cmpuint (rule.days, ==, cases[i].days);
      /* Whatever the kind, both are known: the merchant may choose between them. */
      g_assert_cmpint (g_date_compare (&rule.day, &cases[i].expires_on), ==, 0);
    }

  g_assert_cmpint (pl_expiry_rule_find (NULL, &today).kind, ==, PL_EXPIRY_NEVER);
  g_date_clear (&none, 1);
  g_assert_cmpint (pl_expiry_rule_find (&none, &today).kind, ==, PL_EXPIRY_NEVER);
}

static void
test_apply (void)
{
  const GDate first = day (2026, 11, 22);
  const GDate later = day (2028, 2, 1);
  const struct
  {
    PlExpiryRule rule;
    GDate        today;
    gboolean     expires;
    GDate        expires_on;
  } cases[] = {
    { { .kind = PL_EXPIRY_NEVER }, first, FALSE, { 0 } },
    { { .kind = PL_EXPIRY_DAYS, .days = 0 }, first, TRUE, first },
    { { .kind = PL_EXPIRY_DAYS, .days = 30 }, first, TRUE, day (2026, 12, 22) },
    { { .kind = PL_EXPIRY_DAYS, .days = 28 }, later, TRUE, day (2028, 2, 29) },
    { { .kind = PL_EXPIRY_DAYS, .days = G_MAXUINT }, first, TRUE, day (2036, 11, 29) },
    { { .kind = PL_EXPIRY_DAY, .day = first }, later, TRUE, first },
    { { .kind = PL_EXPIRY_DAY }, later, FALSE, { 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate expires_on;

      g_assert_cmpint (pl_expiry_rule_apply (&cases[i].rule, &cases[i].today, &expires_on), ==, cases[i].expires);
      g_assert_cmpint (g_date_valid (&expires_on), ==, cases[i].expires);
      if (cases[i].expires)
        g_assert_cmpint (g_date_compare (&expires_on, &cases[i].expires_on), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/expiry-rule/find", test_find);
  g_test_add_func ("/expiry-rule/apply", test_apply);

  return g_test_run ();
}
