/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits double so that an outage is not hammered, and differ so that a hundred intents do not come back as one. */
#include "pl-backoff.h"

#define FIRST_WAIT   (2 * G_TIME_SPAN_SECOND)
#define LONGEST_WAIT (15 * G_TIME_SPAN_MINUTE)
#define MOST_OBEYED  G_TIME_SPAN_HOUR

/**
 * pl_backoff_decide:
 * @attempt: how many attempts in a row have failed, from 1
 * @retry_after: what Payroc asked for, in microseconds from now, or -1
 * @jitter: 0 … 1, random
 *
 * 2 s, 4 s, 8 s … 15 minutes, each a quarter shorter or longer by chance. What Payroc asks for is the least wait, up to
 * an hour: a longer demand would leave the merchant's link unsent for a mistyped header.
 *
 * Returns: microseconds to wait, above 0, at most %PL_BACKOFF_LONGEST
 */
gint64
pl_backoff_decide (guint  attempt,
                   gint64 retry_after,
                   double jitter)
{
  guint doublings = MIN (MAX (attempt, 1) - 1, 20);
  gint64 wait = MIN (FIRST_WAIT << doublings, LONGEST_WAIT);
  gint64 asked = CLAMP (retry_after, 0, MOST_OBEYED);

  jitter = CLAMP (jitter, 0.0, 1.0);

  /* The server's moment is never moved forward, only back: everybody else was told the same one. */
  return MAX ((gint64) (wait * (0.75 + 0.5 * jitter)), asked + (gint64) (asked * 0.25 * jitter));
}
