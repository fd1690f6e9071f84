/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite counts the commits of other connections: what was not written by us is read anew, whatever it was. */
#include "pl-elsewhere.h"

struct _PlElsewhere
{
  GObject parent_instance;

  PlDatabase *database; /* (owned) */
  PlLinkFeed *feed;     /* (owned) */
  gint64      version;  /* 0: not asked yet */
};

G_DEFINE_FINAL_TYPE (PlElsewhere, pl_elsewhere, G_TYPE_OBJECT)

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
  PlElsewhere *self = g_task_get_source_object (task);
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
pl_elsewhere_finalize (GObject *object)
{
  PlElsewhere *self = PL_ELSEWHERE (object);

  g_clear_object (&self->database);
  g_clear_object (&self->feed);

  G_OBJECT_CLASS (pl_elsewhere_parent_class)->finalize (object);
}

static void
pl_elsewhere_class_init (PlElsewhereClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_elsewhere_finalize;
}

static void
pl_elsewhere_init (PlElsewhere *self)
{
}

/**
 * pl_elsewhere_new:
 * @database: the database
 * @feed: is told that links are to be read anew
 *
 * Returns: (transfer full): one that looks when it is told to
 */
PlElsewhere *
pl_elsewhere_new (PlDatabase *database,
                  PlLinkFeed *feed)
{
  PlElsewhere *self;

  g_return_val_if_fail (PL_IS_DATABASE (database), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (feed), NULL);

  self = g_object_new (PL_TYPE_ELSEWHERE, NULL);
  self->database = g_object_ref (database);
  self->feed = g_object_ref (feed);
  pl_elsewhere_check (self);

  return self;
}

/**
 * pl_elsewhere_check:
 * @self: a notice-taker
 *
 * Asks, behind the window, whether another program wrote to the database since the last time; then the feed says that
 * links are to be read anew.
 */
void
pl_elsewhere_check (PlElsewhere *self)
{
  g_autoptr (GTask) task = NULL;
  gint64 *version;

  g_return_if_fail (PL_IS_ELSEWHERE (self));

  task = g_task_new (self, NULL, NULL, NULL);
  version = g_new0 (gint64, 1);
  g_task_set_task_data (task, version, g_free);
  pl_database_run_async (self->database, PL_DATABASE_READ, version_work, version, NULL, NULL, version_cb,
                         g_steal_pointer (&task));
}
