/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite counts the commits of other connections: what was not written by us is read anew, whatever it was. */
#include "pl-db-monitor.h"

struct _PlDbMonitor
{
  GObject parent_instance;

  PlDatabase *database; /* (owned) */
  PlLinkFeed *feed;     /* (owned) */
  gint64      version;  /* 0: not asked yet */
};

G_DEFINE_FINAL_TYPE (PlDbMonitor, pl_db_monitor, G_TYPE_OBJECT)

static gboolean
version_work (PlConnection  *connection,
              gpointer       data,
              GError       **error)
{
  gint64 *version = data;
  PlStatement *statement = pl_connection_prepare (connection, "PRAGMA data_version", error);
  gboolean found;

  if (statement == NULL || !pl_statement_step (statement, &found, error))
    return FALSE;

  *version = pl_statement_get_int (statement, 0);

  return pl_statement_run (statement, NULL, error);
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PlDbMonitor *self = g_task_get_source_object (task);
  const gint64 version = *(gint64 *) g_task_get_task_data (task);
  const gint64 before = self->version;

  /* A database that cannot be read says so to whoever shows it. */
  if (!pl_database_run_finish (PL_DATABASE (object), result, NULL))
    return;

  self->version = version;
  if (before != 0 && before != version)
    pl_link_feed_reloaded (self->feed);
}

static void
pl_db_monitor_finalize (GObject *object)
{
  PlDbMonitor *self = PL_DB_MONITOR (object);

  g_clear_object (&self->database);
  g_clear_object (&self->feed);

  G_OBJECT_CLASS (pl_db_monitor_parent_class)->finalize (object);
}

static void
pl_db_monitor_class_init (PlDbMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_db_monitor_finalize;
}

static void
pl_db_monitor_init (PlDbMonitor *self)
{
}

/**
 * pl_db_monitor_new:
 * @database: the database
 * @feed: is told that links are to be read anew
 *
 * Returns: (transfer full): one that looks when it is told to
 */
PlDbMonitor *
pl_db_monitor_new (PlDatabase *database,
                   PlLinkFeed *feed)
{
  PlDbMonitor *self;

  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (feed), NULL);

  self = g_object_new (PL_TYPE_DB_MONITOR, NULL);
  self->database = g_object_ref (database);
  self->feed = g_object_ref (feed);
  pl_db_monitor_check (self);

  return self;
}

/**
 * pl_db_monitor_check:
 * @self: a notice-taker
 *
 * Asks, behind the window, whether another program wrote to the database since the last time; then the feed says that
 * links are to be read anew.
 */
void
pl_db_monitor_check (PlDbMonitor *self)
{
  g_autoptr (GTask) task = NULL;
  gint64 *version;

  g_return_if_fail (PL_IS_DB_MONITOR (self));

  task = g_task_new (self, NULL, NULL, NULL);
  version = g_new0 (gint64, 1);
  g_task_set_task_data (task, version, g_free);
  pl_database_run_async (self->database, PL_DATABASE_READ, version_work, version, NULL, NULL, version_cb,
                         g_steal_pointer (&task));
}
