/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GLib's timeouts stand still while the computer sleeps and know nothing of a clock that is set: the kernel's timer
 * for a moment of the wall clock does. */
#include "pl-today.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <sys/timerfd.h>
#include <unistd.h>

struct _PlToday
{
  GObject      parent_instance;

  PlClockFunc  clock;
  gpointer     user_data;

  GDate        day;
  int          fd;     /* (owned) of the timer; -1: none */
  GSource     *source; /* (owned) (nullable) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PlToday *default_today; /* (owned) (nullable) */

G_DEFINE_FINAL_TYPE (PlToday, pl_today, G_TYPE_OBJECT)

static gint64
get_next_day (gint64 now)
{
  GDate  day;
  gint64 start;

  pl_clock_get_day (now, &day);
  g_date_add_days (&day, 1);
  start = pl_clock_get_start (&day);

  return start < G_MAXINT64 ? start : now;
}

/* The clock of a test is not the kernel's: only how long it is until midnight is taken from it. */
static void
arm (PlToday *self)
{
  gint64            now = self->clock (self->user_data);
  gint64            wait = MAX (get_next_day (now) - now, G_USEC_PER_SEC / 100);
  gint64            at = g_get_real_time () + wait;
  struct itimerspec spec = { 0 };

  if (self->fd < 0)
    return;

  spec.it_value.tv_sec = at / G_USEC_PER_SEC;
  spec.it_value.tv_nsec = at % G_USEC_PER_SEC * 1000;
  if (timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, NULL) < 0)
    g_debug ("The timer for midnight was not set");
}

static gboolean
timer_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  PlToday *self = user_data;
  guint64  n_times;

  /* Fails when the clock was set; what it says now is looked at either way. */
  if (read (fd, &n_times, sizeof n_times) < 0)
    g_debug ("The clock was set");
  pl_today_check (self);

  return G_SOURCE_CONTINUE;
}

static void
pl_today_finalize (GObject *object)
{
  PlToday *self = PL_TODAY (object);

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  if (self->fd >= 0)
    g_close (self->fd, NULL);

  G_OBJECT_CLASS (pl_today_parent_class)->finalize (object);
}

static void
pl_today_class_init (PlTodayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pl_today_finalize;

  /**
   * PlToday::changed:
   * @self: the day
   *
   * It is another day now: midnight, mostly; or the clock was set, or the computer slept until the next day.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_TODAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pl_today_init (PlToday *self)
{
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->fd < 0)
    return;

  self->source = g_unix_fd_source_new (self->fd, G_IO_IN | G_IO_ERR);
  g_source_set_callback (self->source, G_SOURCE_FUNC (timer_cb), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/**
 * pl_today_new:
 * @clock: the time
 * @user_data: for @clock
 *
 * Returns: (transfer full): the day of that clock, in the computer's time zone
 */
PlToday *
pl_today_new (PlClockFunc clock,
              gpointer    user_data)
{
  PlToday *self;

  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (PL_TYPE_TODAY, NULL);
  self->clock = clock;
  self->user_data = user_data;
  pl_clock_get_day (clock (user_data), &self->day);
  arm (self);

  return self;
}

/**
 * pl_today_get_default:
 *
 * Returns: (transfer none): the day of the computer's clock, or what a test put in its place; of the main thread
 */
PlToday *
pl_today_get_default (void)
{
  if (default_today == NULL)
    default_today = pl_today_new (pl_clock_read_system, NULL);

  return default_today;
}

/**
 * pl_today_set_default:
 * @self: (nullable): a day that everybody sees from now on; %NULL: the computer's again
 *
 * For tests. Who asked pl_today_get_default() before keeps the day that was the default then.
 */
void
pl_today_set_default (PlToday *self)
{
  g_return_if_fail (self == NULL || PL_IS_TODAY (self));

  g_set_object (&default_today, self);
}

/**
 * pl_today_get:
 * @self: the day
 * @day: (out caller-allocates): the day it is
 */
void
pl_today_get (PlToday *self,
              GDate   *day)
{
  g_return_if_fail (PL_IS_TODAY (self));
  g_return_if_fail (day != NULL);

  *day = self->day;
}

/**
 * pl_today_check:
 * @self: the day
 *
 * Looks at the clock now, for who knows that it may have moved where no timer tells: a window that is looked at again.
 */
void
pl_today_check (PlToday *self)
{
  GDate day;

  g_return_if_fail (PL_IS_TODAY (self));

  pl_clock_get_day (self->clock (self->user_data), &day);
  arm (self);
  if (g_date_compare (&day, &self->day) == 0)
    return;

  self->day = day;
  g_signal_emit (self, signals[CHANGED], 0);
}
