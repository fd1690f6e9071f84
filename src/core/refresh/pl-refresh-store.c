/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a page and the cursor after it are committed together, so that a first filling that was cut off goes on
 * at the right place. */
#include "pl-refresh-store.h"

#include "core/pl-clock.h"
#include "store/pl-link-order.h"
#include "store/pl-setting-table.h"

#define SETTING_LAST   "refresh.last"
#define SETTING_SINCE  "refresh.since"
#define SETTING_FILLED "refresh.filled"
#define SETTING_CURSOR "refresh.cursor"
#define SETTING_BEGAN  "refresh.began"
/* Which way Payroc's list runs, once two days were in it. */
#define SETTING_ORDER  "refresh.order"
#define NEWEST_FIRST   "newest-first"
#define OLDEST_FIRST   "oldest-first"

static void
change_clear (gpointer data)
{
  PlRefreshChange *self = data;

  g_clear_object (&self->link);
}

static gboolean
put_link (PlRefreshBatch *self,
          PlConnection   *connection,
          PayrocLink     *link,
          gboolean        older,
          GError        **error)
{
  PlRefreshChange change = { 0 };

  if (!pl_link_table_merge (connection, self->account, link, self->asked_at, self->now, older, &change.merged, error))
    return FALSE;

  if (change.merged.changed)
    {
      change.link = g_object_ref (link);
      g_array_append_val (self->changes, change);
    }

  return TRUE;
}

/* Payroc says the day only on which a link was made, but the order of its list tells more. Which way that runs it does
 * not say either: the days in it do, sooner or later. Until then it is taken to be the usual way, the newest first. */
static gboolean
find_order (PlRefreshBatch *self,
            PlConnection   *connection,
            GError        **error)
{
  int direction;

  if (!pl_link_order_compare_ends (connection, self->account, &direction, error))
    return FALSE;

  /* What was stored before came in the same order. */
  return direction == 0
         || (pl_setting_table_set (connection, self->account, SETTING_ORDER,
                                   direction > 0 ? NEWEST_FIRST : OLDEST_FIRST, error)
             && pl_link_order_set (connection, self->account, 1, direction > 0, error));
}

/* Once the first filling is over, what comes is newer than what is there: of a list of the newest first the last one is
 * stored first. */
static gboolean
put_links (PlRefreshBatch *self,
           PlConnection   *connection,
           GError        **error)
{
  g_autofree char *order = NULL;
  gboolean         newest_first;

  if (!pl_setting_table_get (connection, self->account, SETTING_ORDER, &order, error))
    return FALSE;

  newest_first = g_strcmp0 (order, OLDEST_FIRST) != 0;
  for (guint i = 0; i < self->links->len; i++)
    {
      guint place = !self->filling && newest_first ? self->links->len - 1 - i : i;

      if (!put_link (self, connection, g_ptr_array_index (self->links, place), self->filling && newest_first, error))
        return FALSE;
    }

  return !self->filling || order != NULL || find_order (self, connection, error);
}

/* Where the first filling goes on, and since when news may have been missed. */
static gboolean
put_place (PlRefreshBatch *self,
           PlConnection   *connection,
           GError        **error)
{
  return pl_setting_table_set_time (connection, self->account, SETTING_BEGAN, self->began, error)
         && pl_setting_table_set (connection, self->account, SETTING_CURSOR, self->cursor, error);
}

static gboolean
put_end (PlRefreshBatch *self,
         PlConnection   *connection,
         GError        **error)
{
  return pl_setting_table_set_time (connection, self->account, SETTING_LAST, self->now, error)
         && pl_setting_table_set_time (connection, self->account, SETTING_SINCE, self->began, error)
         && pl_setting_table_set (connection, self->account, SETTING_FILLED, "1", error)
         && pl_setting_table_set (connection, self->account, SETTING_BEGAN, NULL, error)
         && pl_setting_table_set (connection, self->account, SETTING_CURSOR, NULL, error);
}

/**
 * pl_refresh_facts_new:
 * @account: an account's id
 *
 * Returns: (transfer full): facts to be read
 */
PlRefreshFacts *
pl_refresh_facts_new (const char *account)
{
  PlRefreshFacts *self = g_new0 (PlRefreshFacts, 1);

  self->account = g_strdup (account);

  return self;
}

/**
 * pl_refresh_facts_free:
 * @self: (transfer full): facts
 */
void
pl_refresh_facts_free (PlRefreshFacts *self)
{
  g_free (self->account);
  g_free (self->cursor);
  g_clear_pointer (&self->active, g_ptr_array_unref);
  g_free (self);
}

/**
 * pl_refresh_facts_work:
 * @connection: the connection
 * @data: a #PlRefreshFacts
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_refresh_facts_work (PlConnection *connection,
                       gpointer      data,
                       GError      **error)
{
  PlRefreshFacts *self = data;
  g_autofree char *filled = NULL;

  if (!pl_setting_table_get_time (connection, self->account, SETTING_LAST, &self->last, error)
      || !pl_setting_table_get_time (connection, self->account, SETTING_SINCE, &self->since, error)
      || !pl_setting_table_get_time (connection, self->account, SETTING_BEGAN, &self->began, error)
      || !pl_setting_table_get (connection, self->account, SETTING_FILLED, &filled, error)
      || !pl_setting_table_get (connection, self->account, SETTING_CURSOR, &self->cursor, error)
      || !pl_link_table_list_ids (connection, self->account, PAYROC_LINK_STATUS_ACTIVE, &self->active, error))
    return FALSE;

  self->filled = filled != NULL;

  /* Version 1 had one time for both. */
  if (self->since == 0)
    self->since = self->last;

  return TRUE;
}

/**
 * pl_refresh_store_get_last:
 * @connection: the connection
 * @account: an account's id
 * @last: (out): when a run last came to its end, in microseconds since the epoch; 0: none did
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_refresh_store_get_last (PlConnection  *connection,
                           const char    *account,
                           gint64        *last,
                           GError       **error)
{
  return pl_setting_table_get_time (connection, account, SETTING_LAST, last, error);
}

/**
 * pl_refresh_batch_new:
 * @account: an account's id
 * @now: microseconds since the epoch
 *
 * Returns: (transfer full): a batch without links, asked for just now
 */
PlRefreshBatch *
pl_refresh_batch_new (const char *account,
                      gint64      now)
{
  PlRefreshBatch *self = g_new0 (PlRefreshBatch, 1);

  self->account = g_strdup (account);
  self->asked_at = now;
  self->now = now;
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
  self->missing = g_ptr_array_new_with_free_func (g_free);
  self->changes = g_array_new (FALSE, FALSE, sizeof (PlRefreshChange));
  g_array_set_clear_func (self->changes, change_clear);

  return self;
}

/**
 * pl_refresh_batch_free:
 * @self: (transfer full): a batch
 */
void
pl_refresh_batch_free (PlRefreshBatch *self)
{
  g_free (self->account);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->missing);
  g_free (self->cursor);
  g_array_unref (self->changes);
  g_free (self);
}

/**
 * pl_refresh_batch_work:
 * @connection: the connection, in a write transaction
 * @data: a #PlRefreshBatch
 * @error: `PL_STORE_ERROR`
 *
 * Stores what is new or different; a stored link is never deleted.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_refresh_batch_work (PlConnection *connection,
                       gpointer      data,
                       GError      **error)
{
  PlRefreshBatch *self = data;

  /* What others stored since these were answered was learnt in the past, too, and not by a clock that went wrong. */
  self->now = MAX (self->now, pl_clock_read_system (NULL));
  if (!put_links (self, connection, error))
    return FALSE;

  for (guint i = 0; i < self->missing->len; i++)
    {
      if (!pl_link_table_set_missing (connection, self->account, g_ptr_array_index (self->missing, i), self->asked_at,
                                      self->now, error))
        return FALSE;
    }

  if (self->finished)
    return put_end (self, connection, error);

  return !self->filling || put_place (self, connection, error);
}
