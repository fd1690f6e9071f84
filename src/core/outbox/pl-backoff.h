/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long an intent rests after an attempt that failed for now: a pure function. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No wait is longer, whatever is asked for: a time further away means that the clock was turned. */
#define PL_BACKOFF_LONGEST (75 * G_TIME_SPAN_MINUTE)

gint64 pl_backoff_decide (guint  attempt,
                          gint64 retry_after,
                          double jitter);

G_END_DECLS
