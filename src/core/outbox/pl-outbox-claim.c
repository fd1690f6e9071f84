/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a key can be trusted is decided here, for all who ask. */
#include "pl-outbox-claim.h"

#include "pl-intent-error.h"

/* Payroc keeps a key for 7 days (contract, "Idempotency"); the hour is for clocks that differ. */
#define KEY_LIFETIME (7 * G_TIME_SPAN_DAY - G_TIME_SPAN_HOUR)
/* What is older was perhaps sent by another clock than today's: a wrong one counts the key's days wrong. */
#define CLOCK_TRUSTED G_TIME_SPAN_DAY
/* What a clock that keeps time is corrected by. */
#define CLOCK_SKEW G_TIME_SPAN_HOUR

/**
 * pl_outbox_claim_new:
 * @row: a row that was just claimed; copied
 * @was_unsure: whether an earlier attempt's outcome is unknown: it was UNSURE, or in the hands of a process that died
 * @claimed_at: when, in microseconds since the epoch
 *
 * Returns: (transfer full): a claim
 */
PlOutboxClaim *
pl_outbox_claim_new (const PlOutboxRow *row,
                     gboolean           was_unsure,
                     gint64             claimed_at)
{
  PlOutboxClaim *self = g_new0 (PlOutboxClaim, 1);

  self->row = pl_outbox_row_copy (row);
  self->was_unsure = was_unsure;
  self->claimed_at = claimed_at;

  return self;
}

/**
 * pl_outbox_claim_copy:
 * @self: a claim
 *
 * Returns: (transfer full): another like it
 */
PlOutboxClaim *
pl_outbox_claim_copy (const PlOutboxClaim *self)
{
  return pl_outbox_claim_new (self->row, self->was_unsure, self->claimed_at);
}

/**
 * pl_outbox_claim_free:
 * @self: (transfer full): a claim
 */
void
pl_outbox_claim_free (PlOutboxClaim *self)
{
  pl_outbox_row_free (self->row);
  g_free (self);
}

/**
 * pl_outbox_claim_is_decided:
 * @self: a claim
 *
 * Returns: whether the user was asked about this row (the row's error says so) and chose to send it again
 */
gboolean
pl_outbox_claim_is_decided (const PlOutboxClaim *self)
{
  g_autoptr (GError) error = pl_intent_error_from_json (self->row->error);

  return g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_DECISION);
}

/**
 * pl_outbox_claim_clock_set_back:
 * @self: a claim
 *
 * Returns: whether the first sending lies in the future: then nothing can be told by when it was
 */
gboolean
pl_outbox_claim_clock_set_back (const PlOutboxClaim *self)
{
  return self->row->first_sent_at - self->claimed_at > CLOCK_SKEW;
}

static gboolean
is_in_doubt_for (const PlOutboxClaim *self,
                 gint64               span)
{
  return self->was_unsure && self->row->first_sent_at > 0
         && (self->claimed_at - self->row->first_sent_at > span || pl_outbox_claim_clock_set_back (self));
}

/**
 * pl_outbox_claim_key_doubtful:
 * @self: a claim
 *
 * Returns: whether the work may have been done under this key at a time that this clock may count wrong: a computer
 *   whose clock was days ahead or is behind believes in a key that Payroc has forgotten
 */
gboolean
pl_outbox_claim_key_doubtful (const PlOutboxClaim *self)
{
  return is_in_doubt_for (self, CLOCK_TRUSTED);
}

/**
 * pl_outbox_claim_key_expired:
 * @self: a claim
 *
 * Returns: whether the work may have been done under this key so long ago that Payroc may have forgotten the key, or
 *   nobody knows how long ago. The key stays the row's all the same: if Payroc does remember it, the first answer comes
 *   again, which no new key could bring about.
 */
gboolean
pl_outbox_claim_key_expired (const PlOutboxClaim *self)
{
  return is_in_doubt_for (self, KEY_LIFETIME);
}
