/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to try again, without a clock, a socket or a random number of its own, so that a table can test every case. */

#include "payroc-retry-policy.h"

#include <libsoup/soup.h>

/* A number below this counts from now, one above it is a moment: ten years of waiting against the year 2001. */
#define EPOCH_FROM 1000000000

static const PayrocRetry stop = { FALSE, 0 };

/* No byte of the request can have left: even what has no key may be sent again. */
static gboolean
never_left (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
         (error != NULL && error->domain == G_RESOLVER_ERROR);
}

static gboolean
was_cut_off (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) || /* the same value as BROKEN_PIPE */
         g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

static gboolean
may_pass (const GError *error)
{
  return never_left (error) || was_cut_off (error) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

static gboolean
may_repeat (const PayrocAttempt *attempt)
{
  if (attempt->status == 0)
    return may_pass (attempt->error) && (attempt->repeatable || never_left (attempt->error));

  /* Too many requests: this one was not looked at. */
  if (attempt->status == 429)
    return TRUE;

  return attempt->repeatable && (attempt->status == 408 || (attempt->status >= 500 && attempt->status <= 599));
}

/* 1 s, 2 s, 4 s … to a minute, a quarter more or less, so that many who failed together do not come back together. */
static gint64
back_off (guint  attempt,
          double jitter)
{
  gint64 wait = G_TIME_SPAN_SECOND << MIN (attempt - 1, 6u);

  return MIN ((gint64) ((double) wait * (0.75 + jitter * 0.5)), PAYROC_RETRY_MAX_WAIT);
}

static gboolean
parse_seconds (const char *text,
               gint64     *seconds)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (trimmed, 10, 0, G_MAXINT64 / G_TIME_SPAN_SECOND, &value, NULL))
    return FALSE;

  *seconds = (gint64) value;

  return TRUE;
}

/**
 * payroc_retry_policy_parse_retry_after:
 * @retry_after: (nullable): the header `Retry-After`: seconds, or a date of HTTP's
 * @rate_limit_reset: (nullable): the header `X-RateLimit-Reset`: seconds, or a moment in seconds since 1970
 * @now: microseconds since 1970
 *
 * `Retry-After` wins where both can be read. The second header is what Payroc's SDKs honour (CONTRACT.md, "Retries").
 *
 * Returns: how long to wait in microseconds, 0 for a moment in the past, -1 when neither says anything
 */
gint64
payroc_retry_policy_parse_retry_after (const char *retry_after,
                                       const char *rate_limit_reset,
                                       gint64      now)
{
  gint64 seconds = 0;

  if (retry_after != NULL)
    {
      g_autoptr(GDateTime) date = NULL;

      if (parse_seconds (retry_after, &seconds))
        return seconds * G_TIME_SPAN_SECOND;

      date = soup_date_time_new_from_http_string (retry_after);
      if (date != NULL)
        return MAX (g_date_time_to_unix (date) * G_TIME_SPAN_SECOND - now, 0);
    }

  if (rate_limit_reset != NULL && parse_seconds (rate_limit_reset, &seconds))
    return seconds < EPOCH_FROM ? seconds * G_TIME_SPAN_SECOND : MAX (seconds * G_TIME_SPAN_SECOND - now, 0);

  return -1;
}

/**
 * payroc_retry_policy_decide:
 * @attempt: what just ended
 *
 * The rules of Payroc's own SDKs (CONTRACT.md, "Retries": 408, 429 and 5xx, twice more, `Retry-After`), and for a
 * lost connection: at once, once, when a kept-alive one had died meanwhile. What carries no idempotency key is
 * repeated only when it cannot have been done. Certificates, cancellation and final answers are never retried.
 *
 * Returns: whether to try again and after how long
 */
PayrocRetry
payroc_retry_policy_decide (const PayrocAttempt *attempt)
{
  gint64 asked = 0;
  double jitter = 0;

  g_return_val_if_fail (attempt != NULL && attempt->attempt >= 1, stop);

  if (attempt->attempt >= PAYROC_RETRY_MAX_ATTEMPTS || !may_repeat (attempt))
    return stop;

  if (attempt->status == 0 && attempt->attempt == 1 && attempt->reused && was_cut_off (attempt->error))
    return (PayrocRetry) { TRUE, 0 };

  jitter = CLAMP (attempt->jitter, 0.0, 1.0);
  asked = payroc_retry_policy_parse_retry_after (attempt->retry_after, attempt->rate_limit_reset, attempt->now);
  if (asked > PAYROC_RETRY_MAX_WAIT)
    return stop;
  if (asked >= 0)
    /* Never earlier than asked. */
    return (PayrocRetry) { TRUE, MIN (asked + (gint64) (jitter * G_TIME_SPAN_SECOND / 4), PAYROC_RETRY_MAX_WAIT) };

  return (PayrocRetry) { TRUE, back_off (attempt->attempt, jitter) };
}
