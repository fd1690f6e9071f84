/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weeks and months are added up from days: each payment is read once, and no two sums contradict each other. */
#include "pl-overview-facts.h"

#include "core/list/pl-period.h"
#include "core/pl-clock.h"
#include "core/refresh/pl-refresh-store.h"
#include "core/watch/pl-watch-state.h"

/**
 * pl_overview_facts_new:
 * @account: an account's id
 * @today: the merchant's day
 * @week_start: where weeks begin; see pl_period_get_week_start()
 *
 * Returns: (transfer full): facts to be read
 */
PlOverviewFacts *
pl_overview_facts_new (const char   *account,
                       const GDate  *today,
                       GDateWeekday  week_start)
{
  PlOverviewFacts *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (today != NULL && g_date_valid (today), NULL);

  self = g_new0 (PlOverviewFacts, 1);
  self->account = g_strdup (account);
  self->today = *today;
  self->week_start = week_start;
  self->open = pl_sums_new ();
  self->missing = pl_sums_new ();
  self->this_day = pl_sums_new ();
  self->this_week = pl_sums_new ();
  self->this_month = pl_sums_new ();
  self->days = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_sums_free);

  return self;
}

/**
 * pl_overview_facts_free:
 * @self: (transfer full): facts
 */
void
pl_overview_facts_free (PlOverviewFacts *self)
{
  g_free (self->account);
  pl_sums_free (self->open);
  pl_sums_free (self->missing);
  pl_sums_free (self->this_day);
  pl_sums_free (self->this_week);
  pl_sums_free (self->this_month);
  g_ptr_array_unref (self->days);
  g_clear_pointer (&self->ending, g_ptr_array_unref);
  g_free (self);
}

static guint32
find_first (const PlOverviewFacts *self,
            PlPeriodKind           kind)
{
  const PlPeriod period = { .kind = kind };

  return (guint32) pl_period_find_days (&period, &self->today, self->week_start).first;
}

static void
add_all (PlSums       *sums,
         const PlSums *more)
{
  sums->n_uncounted += more->n_uncounted;
  for (guint i = 0; i < more->sums->len; i++)
    pl_sums_add (sums, &g_array_index (more->sums, PlSum, i));
}

static guint32
find_first_day (const PlOverviewFacts *self)
{
  const guint32 listed = g_date_get_julian (&self->today) - (PL_OVERVIEW_N_DAYS - 1);
  const guint32 month = find_first (self, PL_PERIOD_THIS_MONTH);

  /* A week is shorter. */
  return MIN (listed, month);
}

static gboolean
read_income (PlOverviewFacts  *self,
             PlConnection     *connection,
             GError          **error)
{
  const guint32 today = g_date_get_julian (&self->today);
  const guint32 week = find_first (self, PL_PERIOD_THIS_WEEK);
  const guint32 month = find_first (self, PL_PERIOD_THIS_MONTH);
  GDate         date;
  gint64        from, until;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, find_first_day (self));
  from = pl_clock_get_start (&date);

  for (guint32 day = g_date_get_julian (&date); day <= today; day++, from = until)
    {
      g_autoptr (PlSums) sums = pl_sums_new ();

      g_date_add_days (&date, 1);
      until = pl_clock_get_start (&date);
      if (!pl_overview_table_sum_income (connection, self->account, from, until, sums, error))
        return FALSE;

      if (day == today)
        add_all (self->this_day, sums);
      if (day >= week)
        add_all (self->this_week, sums);
      if (day >= month)
        add_all (self->this_month, sums);
      if (day + PL_OVERVIEW_N_DAYS > today)
        g_ptr_array_add (self->days, g_steal_pointer (&sums));
    }

  return TRUE;
}

/* A payment without a time is stored with that of the epoch. */
static gboolean
read_undated (PlOverviewFacts  *self,
              PlConnection     *connection,
              GError          **error)
{
  g_autoptr (PlSums) sums = pl_sums_new ();

  if (!pl_overview_table_sum_income (connection, self->account, 0, 1, sums, error))
    return FALSE;

  self->n_undated = sums->n_uncounted;
  for (guint i = 0; i < sums->sums->len; i++)
    self->n_undated += g_array_index (sums->sums, PlSum, i).n_rows;

  return TRUE;
}

static gboolean
read_ending (PlOverviewFacts  *self,
             PlConnection     *connection,
             GError          **error)
{
  GDate last = self->today;

  g_date_add_days (&last, PL_OVERVIEW_SOON);
  self->ending = pl_overview_table_list_ending (connection, self->account, &self->today, &last, PL_OVERVIEW_N_ENDING,
                                                &self->n_ending, error);

  return self->ending != NULL;
}

static gboolean
read_trust (PlOverviewFacts  *self,
            PlConnection     *connection,
            GError          **error)
{
  g_autoptr (PlWatchState) state = pl_watch_state_new (self->account);

  if (!pl_watch_state_work (connection, state, error)
      || !pl_refresh_store_get_last (connection, self->account, &self->links_as_of, error))
    return FALSE;

  self->payments_as_of = state->last;
  self->payments_from = state->is_complete ? 0 : state->since;
  for (guint i = 0; i < G_N_ELEMENTS (self->is_refused); i++)
    self->is_refused[i] = state->is_refused[i];

  return TRUE;
}

/**
 * pl_overview_facts_work:
 * @connection: the worker's connection
 * @data: a #PlOverviewFacts that was not read yet
 * @error: `PL_STORE_ERROR`
 *
 * Days are those of the computer's time zone, from their first moment to that of the next.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_overview_facts_work (PlConnection  *connection,
                        gpointer       data,
                        GError       **error)
{
  PlOverviewFacts *self = data;

  return pl_overview_table_has_links (connection, self->account, &self->has_links, error)
         && pl_overview_table_sum_open (connection, self->account, &self->today, self->open, &self->n_choice, error)
         && pl_overview_table_sum_missing (connection, self->account, &self->today, self->missing, error)
         && read_income (self, connection, error)
         && read_undated (self, connection, error)
         && read_ending (self, connection, error)
         && read_trust (self, connection, error);
}

/**
 * pl_overview_facts_get_as_of:
 * @self: facts
 *
 * Links and payments are asked for apart, and either can fail.
 *
 * Returns: the earlier time of both, in microseconds since the epoch; 0 when one of them was never asked for
 */
gint64
pl_overview_facts_get_as_of (const PlOverviewFacts *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return MIN (self->links_as_of, self->payments_as_of);
}

/**
 * pl_overview_facts_get_beginning:
 * @self: facts
 *
 * Returns: when the first day begins that is in one of the sums, in microseconds since the epoch
 */
gint64
pl_overview_facts_get_beginning (const PlOverviewFacts *self)
{
  GDate first;

  g_return_val_if_fail (self != NULL, 0);

  g_date_clear (&first, 1);
  g_date_set_julian (&first, find_first_day (self));

  return pl_clock_get_start (&first);
}

/**
 * pl_overview_facts_count_unknown:
 * @self: facts
 *
 * Returns: how many payments of the last days may be income, but are in no sum, because their amount or their day is
 *   not known
 */
guint
pl_overview_facts_count_unknown (const PlOverviewFacts *self)
{
  guint n_listed = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->days->len; i++)
    n_listed += ((const PlSums *) g_ptr_array_index (self->days, i))->n_uncounted;

  /* The month has one day more than the list, sometimes. */
  return self->n_undated + MAX (n_listed, self->this_month->n_uncounted);
}
