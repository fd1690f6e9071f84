/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to look for payments again: pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PL_WATCH_OFF,
  PL_WATCH_BACKGROUND, /* nobody is looking: seldom */
  PL_WATCH_ATTENTIVE,  /* the merchant sits in front of it */
} PlWatchMode;

typedef struct
{
  PlWatchMode mode;
  gboolean    is_practice; /* nothing leaves this computer: often, so that a newcomer sees it happen */
  gboolean    has_active;  /* a link can be paid */
  gboolean    is_partial;  /* the last look left something for the next one */
  guint       n_failures;  /* in a row */
} PlWatchPace;

/* Microseconds. */
gint64 pl_watch_pace_get_wait    (const PlWatchPace *self);
gint64 pl_watch_pace_get_refresh (const PlWatchPace *self);
/* For one link, whose customer stands there: 3 s for 5 minutes, then 10 s, after half an hour 30 s; practice 1 s. */
gint64 pl_watch_pace_get_probe   (gboolean           is_practice,
                                  gint64             age,
                                  guint              n_failures);
/* How much of the quiet hours is left: 0 outside them. from, until: minutes of the day; none when they are equal. */
gint64 pl_watch_pace_get_quiet   (GDateTime         *now,
                                  guint              from,
                                  guint              until);

G_END_DECLS
