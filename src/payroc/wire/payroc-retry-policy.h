/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether and when one exchange is tried again: a pure function. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PAYROC_RETRY_MAX_ATTEMPTS 3
#define PAYROC_RETRY_MAX_WAIT (60 * G_TIME_SPAN_SECOND)

typedef struct
{
  guint         attempt;          /* the one that just ended, from 1 */
  guint         status;           /* 0 when there was no answer */
  const GError *error;            /* (nullable) why not */
  gboolean      repeatable;       /* GET, or carries an idempotency key */
  gboolean      reused;           /* the connection was a kept-alive one (a dead one is retried at once, once) */
  const char   *retry_after;      /* (nullable) seconds or an HTTP date */
  const char   *rate_limit_reset; /* (nullable) X-RateLimit-Reset: epoch seconds or seconds */
  gint64        now;              /* microseconds since the epoch (injected) */
  double        jitter;           /* 0 … 1 (injected) */
} PayrocAttempt;

typedef struct
{
  gboolean again;
  gint64   wait; /* microseconds, ≥ 0, at most 60 s; a longer Retry-After means stop (the outbox takes over) */
} PayrocRetry;

PayrocRetry payroc_retry_policy_decide            (const PayrocAttempt *attempt);
/* What the server asked for, in microseconds from now, or -1. */
gint64      payroc_retry_policy_parse_retry_after (const char          *retry_after,
                                                   const char          *rate_limit_reset,
                                                   gint64               now);

G_END_DECLS
