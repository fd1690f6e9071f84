/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clockwork around the looks. What they find is in the store before anybody is told. */
#include "pl-watcher.h"

#include "core/links/pl-db-monitor.h"
#include "pl-watch-look.h"

/* GLib's timers stand still while the computer sleeps: so the clock is asked this often. */
#define LONGEST_NAP (60 * G_TIME_SPAN_SECOND)

struct _PlWatcher
{
  GObject parent_instance;

  char         *account;  /* (owned) */
  char         *terminal; /* (owned) */
  PlDatabase   *database; /* (owned) */
  PayrocClient *client;   /* (owned) */
  PlLinkFeed   *feed;     /* (owned) */
  PlRefresh    *refresh;  /* (owned) */
  PlDbMonitor  *monitor; /* (owned) */

  PlClockFunc   clock;
  gpointer      clock_data;
  PlWatchPace   pace;
  gboolean      ready;
  guint         quiet_from;
  guint         quiet_until;

  GCancellable *looking;   /* (owned) (nullable) of the look that is under way */
  gboolean      again;     /* look once more when it is done */
  guint         timer;
  gint64        last_look; /* when one last came to its end */
  gint64        next_look; /* 0: none is planned */
  gint64        planned_wait; /* how far away that was */
};

typedef enum
{
  PROP_RUNNING = 1,
  PROP_LAST_LOOK,
} PlWatcherProperty;

static GParamSpec *properties[PROP_LAST_LOOK + 1];

enum
{
  DUE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlWatcher, pl_watcher, G_TYPE_OBJECT)

static void look            (PlWatcher *self);
static void wait_until_next (PlWatcher *self);

static gboolean
may_look (PlWatcher *self)
{
  return self->ready && self->pace.mode != PL_WATCH_OFF;
}

static gint64
get_quiet_time (PlWatcher *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (self->clock (self->clock_data) / G_USEC_PER_SEC);

  return pl_watch_pace_get_quiet (now, self->quiet_from, self->quiet_until);
}

static gboolean
timer_cb (gpointer user_data)
{
  PlWatcher *self = user_data;

  self->timer = 0;
  wait_until_next (self);

  return G_SOURCE_REMOVE;
}

static void
wait_until_next (PlWatcher *self)
{
  const gint64 wait = self->next_look - self->clock (self->clock_data);

  /* Further away than it was planned: the clock was turned back. */
  if (wait <= 0 || wait > self->planned_wait)
    {
      look (self);
      return;
    }

  /* By the second: the computer need not wake for us alone. */
  if (wait >= G_TIME_SPAN_SECOND)
    self->timer = g_timeout_add_seconds ((guint) (MIN (wait, LONGEST_NAP) / G_TIME_SPAN_SECOND), timer_cb, self);
  else
    self->timer = g_timeout_add ((guint) (wait / G_TIME_SPAN_MILLISECOND + 1), timer_cb, self);
}

/* wait: microseconds from now. */
static void
plan (PlWatcher *self,
      gint64     wait)
{
  gint64 quiet;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->next_look = 0;
  if (!may_look (self))
    return;

  quiet = get_quiet_time (self);
  wait = MAX (wait, quiet);
  self->planned_wait = wait;
  self->next_look = self->clock (self->clock_data) + wait;
  if (wait > 0)
    wait_until_next (self);
  else
    self->timer = g_idle_add (timer_cb, self);
}

static void
look_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PlWatcher) self = user_data;
  g_autoptr (GError) error = NULL;
  PlWatchFinding finding;
  const gboolean done = pl_watch_look_finish (result, &finding, &error);
  const gboolean again = self->again;

  g_clear_object (&self->looking);
  self->again = FALSE;
  pl_db_monitor_check (self->monitor);

  if (done)
    {
      self->pace.n_failures = 0;
      self->pace.has_active = finding.has_active;
      self->pace.is_partial = finding.is_partial;
      self->last_look = self->clock (self->clock_data);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_LOOK]);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_debug ("The look for payments failed: %s", error->message);
      self->pace.n_failures++;
    }

  plan (self, again ? 0 : pl_watch_pace_get_wait (&self->pace));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);

  if (finding.is_due)
    g_signal_emit (self, signals[DUE], 0);
}

static void
look_at_payments (PlWatcher *self)
{
  const PlWatchSetup setup = {
    .account = self->account,
    .terminal = self->terminal,
    .database = self->database,
    .client = self->client,
    .feed = self->feed,
    .now = self->clock (self->clock_data),
  };

  pl_watch_look_async (&setup, self->looking, look_cb, g_object_ref (self));
}

static void
refresh_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (PlWatcher) self = user_data;

  /* Whether it failed is told where refreshes are shown; the look finds out for itself whether Payroc answers. */
  pl_refresh_run_finish (PL_REFRESH (object), result, NULL);
  look_at_payments (self);
}

static void
look (PlWatcher *self)
{
  gint64 age;

  if (self->looking != NULL || !may_look (self))
    return;

  if (get_quiet_time (self) > 0)
    {
      plan (self, 0);
      return;
    }

  g_clear_handle_id (&self->timer, g_source_remove);
  self->looking = g_cancellable_new ();
  self->next_look = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);

  age = self->clock (self->clock_data) - pl_refresh_get_last (self->refresh);
  if (age < 0 || age >= pl_watch_pace_get_refresh (&self->pace))
    pl_refresh_run_async (self->refresh, FALSE, self->looking, refresh_cb, g_object_ref (self));
  else
    look_at_payments (self);
}

/* Something about when to look is different. */
static void
reconsider (PlWatcher *self)
{
  if (!may_look (self))
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      self->next_look = 0;
      if (self->looking != NULL)
        g_cancellable_cancel (self->looking);
    }
  else if (self->looking == NULL)
    {
      const gint64 age = self->clock (self->clock_data) - self->last_look;
      const gint64 wait = self->last_look == 0 || age < 0 ? 0 : pl_watch_pace_get_wait (&self->pace) - age;

      plan (self, MAX (wait, 0));
    }
  else if (g_cancellable_is_cancelled (self->looking))
    {
      self->again = TRUE;
    }
}

/* A link that can be paid is there: that is worth looking more often. */
static void
feed_changed_cb (PlWatcher *self,
                 GArray    *changes)
{
  for (guint i = 0; i < changes->len && !self->pace.has_active; i++)
    {
      if (payroc_link_get_status (g_array_index (changes, PlLinkChange, i).link) == PAYROC_LINK_STATUS_ACTIVE)
        {
          self->pace.has_active = TRUE;
          reconsider (self);
        }
    }
}

static void
pl_watcher_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  PlWatcher *self = PL_WATCHER (object);

  switch ((PlWatcherProperty) property_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, pl_watcher_get_running (self));
      break;
    case PROP_LAST_LOOK:
      g_value_set_int64 (value, self->last_look);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
pl_watcher_finalize (GObject *object)
{
  PlWatcher *self = PL_WATCHER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->looking);
  g_free (self->account);
  g_free (self->terminal);
  g_clear_object (&self->database);
  g_clear_object (&self->client);
  g_clear_object (&self->feed);
  g_clear_object (&self->refresh);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (pl_watcher_parent_class)->finalize (object);
}

static void
pl_watcher_class_init (PlWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_watcher_get_property;
  object_class->finalize = pl_watcher_finalize;

  /**
   * PlWatcher:running:
   *
   * Whether a look is under way.
   */
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  /**
   * PlWatcher:last-look:
   *
   * When a look last came to its end, in microseconds since the epoch; 0 when none did since the start.
   */
  properties[PROP_LAST_LOOK] = g_param_spec_int64 ("last-look", NULL, NULL, 0, G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * PlWatcher::due:
   * @self: the watcher
   *
   * There is something to tell the merchant, found just now or by a program that ended before it told it:
   * pl_notice_board_list_due_async().
   */
  signals[DUE] = g_signal_new ("due", PL_TYPE_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_watcher_init (PlWatcher *self)
{
  self->clock = pl_clock_read_system;
  self->pace.mode = PL_WATCH_OFF;
  self->pace.has_active = TRUE;
}

/**
 * pl_watcher_new:
 * @setup: whose payments
 *
 * Returns: (transfer full): a watcher that is off and not ready
 */
PlWatcher *
pl_watcher_new (const PlWatcherSetup *setup)
{
  PlWatcher *self;

  g_return_val_if_fail (setup->account != NULL && setup->terminal != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (setup->database), NULL);
  g_return_val_if_fail (PAYROC_IS_CLIENT (setup->client), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (setup->feed), NULL);
  g_return_val_if_fail (PL_IS_REFRESH (setup->refresh), NULL);

  self = g_object_new (PL_TYPE_WATCHER, NULL);
  self->account = g_strdup (setup->account);
  self->terminal = g_strdup (setup->terminal);
  self->pace.is_practice = setup->is_practice;
  self->database = g_object_ref (setup->database);
  self->client = g_object_ref (setup->client);
  self->feed = g_object_ref (setup->feed);
  self->refresh = g_object_ref (setup->refresh);
  self->monitor = pl_db_monitor_new (setup->database, setup->feed);
  g_signal_connect_object (self->feed, "changed", G_CALLBACK (feed_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * pl_watcher_set_mode:
 * @self: a watcher
 * @mode: how often it is worth looking
 *
 * Becoming attentive looks at once when the last look is older than that.
 */
void
pl_watcher_set_mode (PlWatcher   *self,
                     PlWatchMode  mode)
{
  g_return_if_fail (PL_IS_WATCHER (self));

  if (self->pace.mode == mode)
    return;

  self->pace.mode = mode;
  reconsider (self);
}

/**
 * pl_watcher_set_ready:
 * @self: a watcher
 * @ready: whether Payroc can be asked: there is a key
 */
void
pl_watcher_set_ready (PlWatcher *self,
                      gboolean   ready)
{
  g_return_if_fail (PL_IS_WATCHER (self));

  if (self->ready == ready)
    return;

  self->ready = ready;
  self->pace.n_failures = 0;
  reconsider (self);
}

/**
 * pl_watcher_set_quiet_hours:
 * @self: a watcher
 * @from: when they begin, in minutes from midnight, in the computer's time zone
 * @until: when they end, likewise; the same as @from for none
 *
 * In quiet hours Payroc is not asked; what happened then is found when they end.
 */
void
pl_watcher_set_quiet_hours (PlWatcher *self,
                            guint      from,
                            guint      until)
{
  g_return_if_fail (PL_IS_WATCHER (self));

  if (self->quiet_from == from && self->quiet_until == until)
    return;

  self->quiet_from = from;
  self->quiet_until = until;
  reconsider (self);
}

/**
 * pl_watcher_set_clock:
 * @self: a watcher
 * @clock: (scope forever): tells the time; the computer's unless set
 * @user_data: for @clock
 */
void
pl_watcher_set_clock (PlWatcher   *self,
                      PlClockFunc  clock,
                      gpointer     user_data)
{
  g_return_if_fail (PL_IS_WATCHER (self));
  g_return_if_fail (clock != NULL);

  self->clock = clock;
  self->clock_data = user_data;
}

/**
 * pl_watcher_look_now:
 * @self: a watcher
 *
 * Looks without waiting, unless it is off, not ready, or in its quiet hours. When a look is under way, another follows.
 */
void
pl_watcher_look_now (PlWatcher *self)
{
  g_return_if_fail (PL_IS_WATCHER (self));

  if (self->looking != NULL)
    self->again = TRUE;
  else
    look (self);
}

/**
 * pl_watcher_get_running:
 * @self: a watcher
 *
 * Returns: whether a look is under way
 */
gboolean
pl_watcher_get_running (PlWatcher *self)
{
  g_return_val_if_fail (PL_IS_WATCHER (self), FALSE);

  return self->looking != NULL;
}

/**
 * pl_watcher_get_last_look:
 * @self: a watcher
 *
 * Returns: when a look last came to its end, in microseconds since the epoch; 0 when none did since the start
 */
gint64
pl_watcher_get_last_look (PlWatcher *self)
{
  g_return_val_if_fail (PL_IS_WATCHER (self), 0);

  return self->last_look;
}

/**
 * pl_watcher_get_next_look:
 * @self: a watcher
 *
 * Returns: when it will look again, in microseconds since the epoch; 0 when that is not planned
 */
gint64
pl_watcher_get_next_look (PlWatcher *self)
{
  g_return_val_if_fail (PL_IS_WATCHER (self), 0);

  return self->next_look;
}
