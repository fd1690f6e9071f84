/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No rate limit is published (contract, "Retries"): so the outbox goes by what the answers are like. */
#include "pl-outbox-pace.h"

#include "payroc/payroc-error.h"
#include "pl-backoff.h"

/* Requests at a time; more when somebody imports a whole list. */
#define MOST_REQUESTS      4
#define MOST_BULK_REQUESTS 16
#define BULK               32

/**
 * pl_outbox_pace_init:
 * @self: (out caller-allocates): the pace to begin with
 */
void
pl_outbox_pace_init (PlOutboxPace *self)
{
  *self = (PlOutboxPace) { .most = MOST_REQUESTS };
}

/**
 * pl_outbox_pace_note:
 * @self: a pace
 * @error: (nullable): what an attempt ended with; %NULL when it succeeded
 * @n_unfinished: how many intents are still before us
 * @now: microseconds since the epoch
 * @wait_scale: multiplies the rest; for tests
 *
 * A failure that passes halves what is sent at a time, anything else allows one more. What Payroc asks for is asked of
 * all, not of the one request that was told.
 */
void
pl_outbox_pace_note (PlOutboxPace *self,
                     const GError *error,
                     guint         n_unfinished,
                     gint64        now,
                     double        wait_scale)
{
  const guint most = n_unfinished > BULK ? MOST_BULK_REQUESTS : MOST_REQUESTS;
  const gint64 asked = payroc_error_get_retry_after (error);

  if (payroc_error_is_temporary (error))
    self->most = MAX (self->most / 2, 1);
  else
    self->most = MIN (self->most + 1, most);

  if (asked > 0)
    self->not_before = MAX (self->not_before, now + (gint64) (pl_backoff_decide (1, asked, 0.0) * wait_scale));
}

/**
 * pl_outbox_pace_get_room:
 * @self: a pace
 * @n_sending: how many are on their way
 *
 * Returns: how many more may go
 */
guint
pl_outbox_pace_get_room (const PlOutboxPace *self,
                         guint               n_sending)
{
  return self->most - MIN (n_sending, self->most);
}

/**
 * pl_outbox_pace_is_resting:
 * @self: a pace
 * @now: microseconds since the epoch
 *
 * Returns: whether nothing shall be sent; not for longer than any wait, lest a clock that was set back stops everything
 */
gboolean
pl_outbox_pace_is_resting (const PlOutboxPace *self,
                           gint64              now)
{
  return self->not_before > now && self->not_before - now <= PL_BACKOFF_LONGEST;
}
