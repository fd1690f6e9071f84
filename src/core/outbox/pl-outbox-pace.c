/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No rate limit is published (contract, "Retries"): so the outbox goes by what the answers are like. */
#include "pl-outbox-pace.h"

#include "payroc/payroc-error.h"
#include "pl-backoff.h"

/* Requests at a time; more when somebody imports a whole list. */
#define MOST_REQUESTS      4
#define MOST_BULK_REQUESTS 16

/* So many attempts in a row that did not reach Payroc are no accident of one of them; a single one is enough when the
 * network says the same. Its word alone is none: it knows nothing of a server on this computer, or of a proxy. */
#define UNREACHED_ENOUGH            3
#define UNREACHED_ENOUGH_NO_NETWORK 1

static void
note_unreached (PlOutboxPace *self,
                gboolean      network,
                gint64        now,
                double        wait_scale)
{
  const guint enough = network ? UNREACHED_ENOUGH : UNREACHED_ENOUGH_NO_NETWORK;

  /* What was on its way together with the one that began the rest says nothing new. */
  if (pl_outbox_pace_get_rest (self, now) != PL_OUTBOX_REST_NONE)
    return;

  self->n_unreached++;
  if (self->n_unreached < enough)
    return;

  self->most = 1;
  self->not_before = now + (gint64) (pl_backoff_decide (self->n_unreached - enough + 1, -1, g_random_double ())
                                     * wait_scale);
}

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
 * @network: whether the desktop believes that there is a network
 * @now: microseconds since the epoch
 * @wait_scale: multiplies the rest; for tests
 *
 * A failure that passes halves what is sent at a time, anything else allows one more. What Payroc asks for is asked of
 * all, not of the one request that was told; and when it is not reached at all, each intent need not find that out for
 * itself.
 */
void
pl_outbox_pace_note (PlOutboxPace *self,
                     const GError *error,
                     gboolean      network,
                     gint64        now,
                     double        wait_scale)
{
  const gint64 asked = payroc_error_get_retry_after (error);

  if (payroc_error_is_temporary (error))
    self->most = MAX (self->most / 2, 1);
  else
    self->most = MIN (self->most + 1, self->bulk ? MOST_BULK_REQUESTS : MOST_REQUESTS);

  if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE))
    note_unreached (self, network, now, wait_scale);
  else
    self->n_unreached = 0;

  if (asked > 0)
    self->not_before = MAX (self->not_before, now + (gint64) (pl_backoff_decide (1, asked, 0.0) * wait_scale));
}

/**
 * pl_outbox_pace_note_due:
 * @self: a pace
 * @n_due: how many intents were found due, those that were taken in hand too
 *
 * Bulk work stays bulk work until its last intent has left: its end is as quick as its middle.
 */
void
pl_outbox_pace_note_due (PlOutboxPace *self,
                         guint         n_due)
{
  if (n_due > PL_OUTBOX_BULK)
    self->bulk = TRUE;
  else if (n_due == 0)
    self->bulk = FALSE;

  if (!self->bulk)
    self->most = MIN (self->most, MOST_REQUESTS);
}

/**
 * pl_outbox_pace_hurry:
 * @self: a pace
 *
 * The user wants it now, or the network is back: forgets why nothing was sent.
 */
void
pl_outbox_pace_hurry (PlOutboxPace *self)
{
  self->not_before = 0;
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
 * pl_outbox_pace_get_rest:
 * @self: a pace
 * @now: microseconds since the epoch
 *
 * Returns: why nothing shall be sent, if so; not for longer than any wait, lest a clock that was set back stops
 *   everything
 */
PlOutboxRest
pl_outbox_pace_get_rest (const PlOutboxPace *self,
                         gint64              now)
{
  if (self->not_before <= now || self->not_before - now > PL_BACKOFF_LONGEST)
    return PL_OUTBOX_REST_NONE;

  return self->n_unreached > 0 ? PL_OUTBOX_REST_UNREACHABLE : PL_OUTBOX_REST_ASKED;
}
