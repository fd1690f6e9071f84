/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that can be moved, so that expiry and token lifetimes can be tried without waiting for them. */
#include "practice-clock.h"

struct _PracticeClock
{
  GObject parent_instance;

  GTimeZone *zone;
  gint64 offset; /* µs */
};

G_DEFINE_FINAL_TYPE (PracticeClock, practice_clock, G_TYPE_OBJECT)

static GDateTime *
practice_clock_dup_now (PracticeClock *self)
{
  gint64 now = practice_clock_get_time (self);
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);

  /* Past what a GDateTime can hold the clock simply stands still: a test's typing error is no reason to die. */
  if (seconds == NULL)
    return g_date_time_new_from_unix_utc (0);

  return g_steal_pointer (&seconds);
}

static void
practice_clock_finalize (GObject *object)
{
  PracticeClock *self = PRACTICE_CLOCK (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (practice_clock_parent_class)->finalize (object);
}

static void
practice_clock_class_init (PracticeClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = practice_clock_finalize;
}

static void
practice_clock_init (PracticeClock *self)
{
}

PracticeClock *
practice_clock_new (GTimeZone *zone)
{
  PracticeClock *self = g_object_new (PRACTICE_TYPE_CLOCK, NULL);

  self->zone = g_time_zone_ref (zone);

  return self;
}

gint64
practice_clock_get_offset (PracticeClock *self)
{
  g_return_val_if_fail (PRACTICE_IS_CLOCK (self), 0);

  return self->offset;
}

void
practice_clock_set_offset (PracticeClock *self,
                           gint64         microseconds)
{
  g_return_if_fail (PRACTICE_IS_CLOCK (self));

  self->offset = microseconds;
}

gint64
practice_clock_get_time (PracticeClock *self)
{
  g_return_val_if_fail (PRACTICE_IS_CLOCK (self), 0);

  return g_get_real_time () + self->offset;
}

char *
practice_clock_get_timestamp (PracticeClock *self)
{
  g_autoptr (GDateTime) now = NULL;

  g_return_val_if_fail (PRACTICE_IS_CLOCK (self), NULL);

  now = practice_clock_dup_now (self);

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

char *
practice_clock_get_today (PracticeClock *self)
{
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) local = NULL;

  g_return_val_if_fail (PRACTICE_IS_CLOCK (self), NULL);

  now = practice_clock_dup_now (self);
  local = g_date_time_to_timezone (now, self->zone);

  return g_date_time_format (local != NULL ? local : now, "%Y-%m-%d");
}

const char *
practice_clock_get_zone_name (PracticeClock *self)
{
  g_return_val_if_fail (PRACTICE_IS_CLOCK (self), NULL);

  return g_time_zone_get_identifier (self->zone);
}
