/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Few requests that miss nothing: what is active, and the days since the last time. */
#include "pl-refresh-plan.h"

#include "core/pl-clock.h"

/* From here on all pages cost fewer requests than day by day. */
#define MANY_DAYS 8

static void
add_pass (GArray          *passes,
          PayrocLinkStatus status,
          const GDate     *created_on)
{
  PlRefreshPass pass = { .status = status };

  g_date_clear (&pass.created_on, 1);
  if (created_on != NULL)
    pass.created_on = *created_on;

  g_array_append_val (passes, pass);
}

/**
 * pl_refresh_plan_everything:
 *
 * Returns: (transfer full) (element-type PlRefreshPass): the whole list
 */
GArray *
pl_refresh_plan_everything (void)
{
  GArray *passes = g_array_new (FALSE, FALSE, sizeof (PlRefreshPass));

  add_pass (passes, PAYROC_LINK_STATUS_UNKNOWN, NULL);

  return passes;
}

/**
 * pl_refresh_plan_news:
 * @since: what was made before is known, in microseconds since the epoch
 * @now: microseconds since the epoch
 *
 * Plans what was made since the last time, and the active links: a link that was made elsewhere and paid at once never
 * was in the list of active ones. A day more at both ends, because Payroc's days have no time zone (contract, "Fields
 * and their limits").
 *
 * Returns: (transfer full) (nullable) (element-type PlRefreshPass): the lists; %NULL when the whole list costs less, or
 *   when @since is yet to come, because somebody turned the clock
 */
GArray *
pl_refresh_plan_news (gint64 since,
                      gint64 now)
{
  g_autoptr (GArray) passes = NULL;
  GDate day;
  GDate end;

  if (since <= 0 || since > now || now - since > MANY_DAYS * G_TIME_SPAN_DAY)
    return NULL;

  pl_clock_get_day (since, &day);
  g_date_subtract_days (&day, 1);
  pl_clock_get_day (now, &end);
  g_date_add_days (&end, 1);

  if (g_date_days_between (&day, &end) >= MANY_DAYS)
    return NULL;

  passes = g_array_new (FALSE, FALSE, sizeof (PlRefreshPass));
  /* First: what is new of one day is stored in the order of one list. */
  for (; g_date_compare (&day, &end) <= 0; g_date_add_days (&day, 1))
    add_pass (passes, PAYROC_LINK_STATUS_UNKNOWN, &day);
  add_pass (passes, PAYROC_LINK_STATUS_ACTIVE, NULL);

  return g_steal_pointer (&passes);
}
