/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wait between attempts, at its edges. */
#include "core/outbox/pl-backoff.h"

static const struct
{
  const char *name;
  guint       attempt;
  gint64      retry_after; /* s */
  double      jitter;
  double      wait;        /* s */
} cases[] = {
  { "never tried is as the first", 0, -1, 0.5, 2 },
  { "first", 1, -1, 0.5, 2 },
  { "first, shortest", 1, -1, 0.0, 1.5 },
  { "first, longest", 1, -1, 1.0, 2.5 },
  { "second", 2, -1, 0.5, 4 },
  { "ninth", 9, -1, 0.5, 512 },
  { "tenth is capped", 10, -1, 0.5, 900 },
  { "eleventh", 11, -1, 0.5, 900 },
  { "no overflow", G_MAXUINT, -1, 0.5, 900 },
  { "asked for less", 5, 1, 0.5, 32 },
  { "asked for more", 1, 60, 0.0, 60 },
  { "asked for more, never sooner", 1, 60, 1.0, 75 },
  { "asked for an hour", 1, 3600, 0.0, 3600 },
  { "asked for a year", 1, 31536000, 0.0, 3600 },
  { "asked for now", 1, 0, 0.5, 2 },
  { "jitter out of range", 1, -1, 7.0, 2.5 },
  { "jitter out of range", 1, -1, -7.0, 1.5 },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gint64 asked = cases[i].retry_after < 0 ? -1 : cases[i].retry_after * G_USEC_PER_SEC;
      const gint64 wait = pl_backoff_decide (cases[i].attempt, asked, cases[i].jitter);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (wait, ==, (gint64) (cases[i].wait * G_USEC_PER_SEC));
      g_assert_cmpint (wait, <=, PL_BACKOFF_LONGEST);
    }

  g_assert_cmpint (pl_backoff_decide (G_MAXUINT, G_MAXINT64, 1.0), ==, PL_BACKOFF_LONGEST);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backoff/cases", test_cases);

  return g_test_run ();
}
