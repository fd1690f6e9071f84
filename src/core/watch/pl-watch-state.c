/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of an account that only the watch knows. A look that fails leaves them as they were, and the next one begins
 * where it did. */
#include "pl-watch-state.h"

#include "core/links/pl-link-payments.h"
#include "core/pl-clock.h"
#include "payroc/payroc-enums.h"
#include "store/pl-link-watch-table.h"
#include "store/pl-notice-table.h"
#include "store/pl-overview-table.h"
#include "store/pl-setting-table.h"
#include "store/pl-unplaced-table.h"

#define SETTING_COMPLETE "watch.complete"
#define SETTING_FILLED   "refresh.filled"
#define SETTING_LAST     "watch.last"
#define SETTING_WIDE     "watch.wide"

static const char *const refused_settings[] = {
  [PAYROC_PAYMENT_SOURCE_CARD] = "watch.refused-cards",
  [PAYROC_PAYMENT_SOURCE_BANK] = "watch.refused-banks",
};

/* A payment that cannot be read may be readable soon; but each look reads all since then. */
#define KEEP_GAP       G_TIME_SPAN_DAY
/* After a wide look that failed. */
#define TRY_WIDE_AGAIN G_TIME_SPAN_HOUR
/* Longer than the widest look goes back. */
#define KEEP_UNPLACED (90 * G_TIME_SPAN_DAY)

static gboolean
get_flag (PlConnection  *connection,
          const char    *account,
          const char    *name,
          gboolean      *flag,
          GError       **error)
{
  g_autofree char *value = NULL;

  if (!pl_setting_table_get (connection, account, name, &value, error))
    return FALSE;

  *flag = value != NULL;

  return TRUE;
}

static gboolean
set_flag (PlConnection  *connection,
          const char    *account,
          const char    *name,
          gboolean       flag,
          GError       **error)
{
  return pl_setting_table_set (connection, account, name, flag ? "1" : NULL, error);
}

/**
 * pl_watch_state_new:
 * @account: an account's id
 *
 * Returns: (transfer full): a state to be read
 */
PlWatchState *
pl_watch_state_new (const char *account)
{
  PlWatchState *self = g_new0 (PlWatchState, 1);

  self->account = g_strdup (account);

  return self;
}

/**
 * pl_watch_state_free:
 * @self: (transfer full): a state
 */
void
pl_watch_state_free (PlWatchState *self)
{
  g_free (self->account);
  g_free (self);
}

/**
 * pl_watch_state_work:
 * @connection: the connection
 * @data: a #PlWatchState
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_watch_state_work (PlConnection  *connection,
                     gpointer       data,
                     GError       **error)
{
  PlWatchState *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (refused_settings); i++)
    {
      if (!get_flag (connection, self->account, refused_settings[i], &self->is_refused[i], error))
        return FALSE;
    }

  return get_flag (connection, self->account, SETTING_FILLED, &self->filled, error) &&
         get_flag (connection, self->account, SETTING_COMPLETE, &self->is_complete, error) &&
         pl_link_watch_table_has_active (connection, self->account, &self->has_active, error) &&
         pl_link_payments_get_watched_since (connection, self->account, &self->since, error) &&
         pl_setting_table_get_time (connection, self->account, SETTING_LAST, &self->last, error) &&
         pl_setting_table_get_time (connection, self->account, SETTING_WIDE, &self->last_wide, error);
}

static gboolean
put_reached (PlWatchEnd    *self,
             PlConnection  *connection,
             GError       **error)
{
  gint64 last;

  if (!self->whole)
    return TRUE;

  if (!pl_setting_table_get_time (connection, self->account, SETTING_LAST, &last, error))
    return FALSE;

  last = self->has_gap && last <= self->now ? MAX (last, self->now - KEEP_GAP) : self->now;

  return pl_setting_table_set_time (connection, self->account, SETTING_LAST, last, error);
}

static gboolean
put_wide (PlWatchEnd    *self,
          PlConnection  *connection,
          GError       **error)
{
  if (self->wide && self->whole)
    return pl_setting_table_set_time (connection, self->account, SETTING_WIDE, self->now, error);

  return !self->wide_failed || pl_setting_table_set_time (connection, self->account, SETTING_WIDE,
                                         self->now - PL_WATCH_WIDE_EVERY + TRY_WIDE_AGAIN, error);
}

/* Whoever has no links yet, and looks from now on, misses no payment. */
static gboolean
begin_watch (PlWatchEnd    *self,
             PlConnection  *connection,
             GError       **error)
{
  gboolean has_links;

  return pl_overview_table_has_links (connection, self->account, &has_links, error) &&
         set_flag (connection, self->account, SETTING_COMPLETE, !has_links, error) &&
         pl_link_payments_set_watched_since (connection, self->account, self->now, error);
}

static gboolean
put_refused (PlWatchEnd    *self,
             PlConnection  *connection,
             GError       **error)
{
  for (guint i = 0; self->asked && i < G_N_ELEMENTS (refused_settings); i++)
    {
      if (!set_flag (connection, self->account, refused_settings[i], self->is_refused[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * pl_watch_end_new:
 * @account: an account's id
 *
 * Returns: (transfer full): the end of a look
 */
PlWatchEnd *
pl_watch_end_new (const char *account)
{
  PlWatchEnd *self = g_new0 (PlWatchEnd, 1);

  self->account = g_strdup (account);

  return self;
}

/**
 * pl_watch_end_free:
 * @self: (transfer full): the end of a look
 */
void
pl_watch_end_free (PlWatchEnd *self)
{
  g_free (self->account);
  g_free (self);
}

/**
 * pl_watch_end_work:
 * @connection: the connection, in a write transaction
 * @data: a #PlWatchEnd
 * @error: `PL_STORE_ERROR`
 *
 * What was found by the first look is no news; what comes after it is.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_watch_end_work (PlConnection  *connection,
                   gpointer       data,
                   GError       **error)
{
  PlWatchEnd *self = data;
  g_autoptr (GPtrArray) due = NULL;
  GDate tomorrow;
  gint64 since;

  if (!pl_link_payments_get_watched_since (connection, self->account, &since, error))
    return FALSE;
  /* A clock that was ahead would keep all that comes from being news. */
  if ((since == 0 || since > self->now) && !begin_watch (self, connection, error))
    return FALSE;

  pl_clock_get_day (self->now, &tomorrow);
  g_date_add_days (&tomorrow, 1);

  if (!pl_notice_table_add_expiring (connection, self->account, &tomorrow, self->now, error) ||
      !put_refused (self, connection, error) ||
      !put_reached (self, connection, error) || !put_wide (self, connection, error) ||
      !pl_unplaced_table_forget (connection, self->account, self->now - KEEP_UNPLACED, error))
    return FALSE;

  due = pl_notice_table_list_due (connection, self->account, 1, error);
  if (due == NULL)
    return FALSE;

  self->is_due = due->len > 0;

  return TRUE;
}
