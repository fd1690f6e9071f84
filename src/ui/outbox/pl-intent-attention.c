/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person should read what needs them, each matter once, and nothing that is about to be done anyway. */
#include "config.h"

#include "pl-intent-attention.h"

#include "pl-batch-text.h"

/* What was refused because the one before it was is told by that one's row, and goes with it. */
static gboolean
is_told_by_another (PlOutbox *outbox,
                    PlIntent *intent)
{
  gint64              waits_for = pl_intent_get_waits_for (intent);
  g_autoptr(PlIntent) before = NULL;

  if (waits_for == 0 || pl_intent_get_state (intent) != PL_INTENT_REFUSED)
    return FALSE;

  before = pl_outbox_find (outbox, waits_for);

  return before != NULL && pl_intent_get_state (before) == PL_INTENT_REFUSED;
}

gboolean
pl_intent_attention_has_row (PlOutbox *outbox,
                             PlIntent *intent,
                             gint64    now)
{
  gboolean is_old = (now - pl_intent_get_created_at (intent)) / 1000 >= PL_INTENT_ATTENTION_MS;

  if (is_told_by_another (outbox, intent))
    return FALSE;

  /* Of many in one go only what waits for the user stands here by itself. */
  if (pl_intent_get_batch (intent) != 0)
    return pl_intent_attention_is_urgent (intent);

  switch (pl_intent_get_state (intent))
    {
    case PL_INTENT_UNSURE:
    case PL_INTENT_REFUSED:
      return TRUE;
    case PL_INTENT_WAITING:
      return pl_intent_get_error (intent) != NULL || is_old;
    case PL_INTENT_SENDING:
      return pl_intent_get_attempts (intent) > 1 || is_old;
    case PL_INTENT_DONE:
    case PL_INTENT_DISCARDED:
    default:
      return FALSE;
    }
}

gint64
pl_intent_attention_get_wait (PlIntent *intent,
                              gint64    now)
{
  const PlIntentState state = pl_intent_get_state (intent);
  const gint64        left = pl_intent_get_created_at (intent) + PL_INTENT_ATTENTION_MS * 1000 - now;

  if (left <= 0 || pl_intent_get_batch (intent) != 0
      || (state != PL_INTENT_WAITING && state != PL_INTENT_SENDING))
    return -1;

  /* A clock that was set back makes nobody wait for hours. */
  return MIN (left, PL_INTENT_ATTENTION_MS * 1000);
}

gboolean
pl_intent_attention_is_urgent (PlIntent *intent)
{
  return pl_intent_get_state (intent) == PL_INTENT_REFUSED || pl_intent_needs_decision (intent);
}

/* What is under way comes before what is only there to be looked at; otherwise the newest first. */
int
pl_batch_attention_compare (gconstpointer a,
                            gconstpointer b,
                            gpointer      user_data)
{
  PlBatch *first = (PlBatch *) a;
  PlBatch *second = (PlBatch *) b;
  const int finished = pl_batch_get_finished (first) - pl_batch_get_finished (second);
  const gint64 newer = pl_batch_get_id (second) - pl_batch_get_id (first);

  return finished != 0 ? finished : (newer > 0) - (newer < 0);
}

guint
pl_batch_attention_get_stage (PlBatch *batch)
{
  return pl_batch_get_finished (batch) ? 2 : pl_batch_get_rests (batch) ? 1 : 0;
}

/* Who gave up the rest of it knows that. */
gboolean
pl_batch_attention_is_news (PlBatch *batch)
{
  return pl_batch_text_is_clean (batch) || pl_batch_get_n_different (batch) > 0
         || pl_batch_get_n_done (batch) + pl_batch_get_n_discarded (batch) < pl_batch_get_n_total (batch);
}
