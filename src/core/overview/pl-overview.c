/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read here is counted over all links: read again once the feed has settled, and never twice at a time. */
#include "pl-overview.h"

#include "core/links/pl-link-sync.h"
#include "core/list/pl-period.h"

struct _PlOverview
{
  GObject          parent_instance;

  char            *account;     /* (owned) */
  PlDatabase      *database;    /* (owned) */
  PlToday         *today;       /* (owned) */

  PlOverviewFacts *facts;       /* (owned) (nullable) */
  GListStore      *ending;      /* (owned) of PayrocLink */
  GError          *error;       /* (owned) (nullable) */
  GCancellable    *cancellable; /* (owned) */
  gboolean         active;
  gboolean         reading;
  gboolean         stale;       /* something changed since the last reading began */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlOverview, pl_overview, G_TYPE_OBJECT)

typedef struct
{
  PlOverview      *overview;    /* (unowned) cancels when it goes */
  GCancellable    *cancellable; /* (owned) */
  PlOverviewFacts *facts;       /* (owned) (nullable) */
} Reading;

static void read_again (PlOverview *self);

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->cancellable);
  g_clear_pointer (&reading->facts, pl_overview_facts_free);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Reading)    reading = user_data;
  g_autoptr (PlOverview) self = NULL;
  g_autoptr (GError)     error = NULL;
  gboolean               done;

  /* It may be gone: it must be able to while it waits. What the worker had begun comes back nevertheless. */
  done = pl_database_run_finish (PL_DATABASE (source), result, &error);
  if (g_cancellable_is_cancelled (reading->cancellable))
    return;

  self = g_object_ref (reading->overview);
  self->reading = FALSE;
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  if (done)
    {
      g_clear_pointer (&self->facts, pl_overview_facts_free);
      self->facts = g_steal_pointer (&reading->facts);
      pl_link_sync_run (self->ending, self->facts->ending);
    }
  g_signal_emit (self, signals[CHANGED], 0);

  if (self->stale)
    read_again (self);
}

static void
read_now (PlOverview *self)
{
  Reading *reading = g_new0 (Reading, 1);
  GDate    today;

  pl_today_get (self->today, &today);
  reading->overview = self;
  reading->cancellable = g_object_ref (self->cancellable);
  reading->facts = pl_overview_facts_new (self->account, &today, pl_period_get_week_start ());

  self->reading = TRUE;
  self->stale = FALSE;
  pl_database_run_async (self->database, PL_DATABASE_READ, pl_overview_facts_work, reading->facts, NULL,
                         self->cancellable, read_cb, reading);
}

static void
read_again (PlOverview *self)
{
  self->stale = TRUE;
  if (self->active && !self->reading)
    read_now (self);
}

static void
pl_overview_finalize (GObject *object)
{
  PlOverview *self = PL_OVERVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->facts, pl_overview_facts_free);
  g_clear_object (&self->ending);
  g_clear_error (&self->error);
  g_clear_object (&self->database);
  g_clear_object (&self->today);
  g_free (self->account);

  G_OBJECT_CLASS (pl_overview_parent_class)->finalize (object);
}

static void
pl_overview_class_init (PlOverviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_overview_finalize;

  /**
   * PlOverview::changed:
   * @self: an overview
   *
   * The store was read: pl_overview_get_facts() and pl_overview_get_error() say what came of it.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_OVERVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
pl_overview_init (PlOverview *self)
{
  self->cancellable = g_cancellable_new ();
  self->ending = g_list_store_new (PAYROC_TYPE_LINK);
  self->stale = TRUE;
}

/**
 * pl_overview_new:
 * @setup: whose, and what tells of changes
 *
 * Returns: (transfer full): an overview that reads nothing before it is active
 */
PlOverview *
pl_overview_new (const PlOverviewSetup *setup)
{
  PlOverview *self;

  g_return_val_if_fail (setup->account != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (setup->database), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (setup->feed), NULL);
  g_return_val_if_fail (PL_IS_REFRESH (setup->refresh), NULL);
  g_return_val_if_fail (PL_IS_WATCHER (setup->watcher), NULL);
  g_return_val_if_fail (PL_IS_TODAY (setup->today), NULL);

  self = g_object_new (PL_TYPE_OVERVIEW, NULL);
  self->account = g_strdup (setup->account);
  self->database = g_object_ref (setup->database);
  self->today = g_object_ref (setup->today);
  g_signal_connect_object (setup->feed, "settled", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (setup->refresh, "notify::last-refresh", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (setup->watcher, "notify::last-look", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (setup->today, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * pl_overview_set_active:
 * @self: an overview
 * @active: whether somebody looks at it
 *
 * Reads at once what was not read yet or changed meanwhile.
 */
void
pl_overview_set_active (PlOverview *self,
                        gboolean    active)
{
  g_return_if_fail (PL_IS_OVERVIEW (self));

  if (self->active == active)
    return;

  self->active = active;
  if (active && self->stale && !self->reading)
    read_now (self);
}

/**
 * pl_overview_get_facts:
 * @self: an overview
 *
 * Returns: (transfer none) (nullable): how the account stood when the store was last read; until then %NULL. Valid
 *   until the next "changed".
 */
const PlOverviewFacts *
pl_overview_get_facts (PlOverview *self)
{
  g_return_val_if_fail (PL_IS_OVERVIEW (self), NULL);

  return self->facts;
}

/**
 * pl_overview_get_ending:
 * @self: an overview
 *
 * Returns: (transfer none): a list of [class@Payroc.Link], what ends first first; a link that stays the same stays the
 *   same object
 */
GListModel *
pl_overview_get_ending (PlOverview *self)
{
  g_return_val_if_fail (PL_IS_OVERVIEW (self), NULL);

  return G_LIST_MODEL (self->ending);
}

/**
 * pl_overview_get_error:
 * @self: an overview
 *
 * Returns: (transfer none) (nullable): why the store could not be read the last time; the facts are those from before
 *   then
 */
const GError *
pl_overview_get_error (PlOverview *self)
{
  g_return_val_if_fail (PL_IS_OVERVIEW (self), NULL);

  return self->error;
}
