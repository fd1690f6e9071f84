/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which intents leave, apart from database and network, so that a table can try every case of it. */
#include "pl-outbox-plan.h"

#include "pl-backoff.h"
#include "pl-intent.h"

/* Nobody tells us when another process is done with a row, or dies over it. */
#define LOOK_ELSEWHERE G_TIME_SPAN_SECOND

typedef struct
{
  GHashTable *by_id;   /* (element-type gint64 guint) place among the rows, + 1 */
  GHashTable *by_link; /* (element-type utf8 guint) the last row so far that holds up its link, + 1 */
} Places;

static const PlOutboxSlot *
find_slot (GArray       *slots,
           GHashTable   *places,
           gconstpointer key)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, key));

  return place > 0 ? &g_array_index (slots, PlOutboxSlot, place - 1) : NULL;
}

static PlOutboxSlot
place_behind (const PlOutboxSlot *before)
{
  return (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_BEHIND, .active = before->active };
}

static PlOutboxSlot
decide (const PlOutboxRow *row,
        const Places      *places,
        GArray            *slots,
        gboolean           orphaned,
        gint64             now)
{
  const PlOutboxSlot *before;

  if (row->waits_for != 0 && (before = find_slot (slots, places->by_id, &row->waits_for)) != NULL)
    {
      if (before->turn == PL_OUTBOX_TURN_OVER || before->turn == PL_OUTBOX_TURN_LOST)
        return (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_LOST, .active = TRUE };

      return place_behind (before);
    }

  if (row->link_id != NULL && (before = find_slot (slots, places->by_link, row->link_id)) != NULL)
    return place_behind (before);

  /* Whoever had it is gone, and with it the reason to wait. */
  if (orphaned)
    return (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_NOW, .active = TRUE };

  if (row->next_attempt_at == PL_INTENT_NEVER)
    return (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_ASK };

  if (row->next_attempt_at - now > PL_BACKOFF_LONGEST)
    return (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_NOW, .active = TRUE, .clock_set_back = TRUE };

  if (row->next_attempt_at > now)
    return (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_LATER };

  return (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_NOW, .active = TRUE };
}

/* A row that the user has to decide about holds nobody up: a link must be switched off although a mail of last month is
 * in doubt. */
static gboolean
holds_up_link (PlOutboxTurn turn)
{
  return turn != PL_OUTBOX_TURN_OVER && turn != PL_OUTBOX_TURN_LOST && turn != PL_OUTBOX_TURN_ASK;
}

/**
 * pl_outbox_plan:
 * @rows: (element-type PlOutboxRow): all rows of an account that are not done or discarded, by id
 * @is_alive: (scope call): whether an owner's process still runs
 * @user_data: for @is_alive
 * @now: microseconds since the epoch
 *
 * Rows about one link leave in the order in which they were asked for, and a row that waits for another leaves after
 * it; apart from that they do not hold each other up.
 *
 * Returns: (transfer full) (element-type PlOutboxSlot): one for each of @rows
 */
GArray *
pl_outbox_plan (GPtrArray         *rows,
                PlOutboxAliveFunc  is_alive,
                gpointer           user_data,
                gint64             now)
{
  g_autoptr (GArray) slots = g_array_sized_new (FALSE, FALSE, sizeof (PlOutboxSlot), rows->len);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) by_link = g_hash_table_new (g_str_hash, g_str_equal);
  const Places places = { by_id, by_link };

  for (guint i = 0; i < rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (rows, i);
      const gboolean sending = row->state == PL_INTENT_SENDING;
      const gboolean orphaned = sending && (row->owner == NULL || !is_alive (row->owner, user_data));
      PlOutboxSlot slot;

      if (row->state >= PL_INTENT_DONE)
        slot = (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_OVER };
      else if (sending && !orphaned)
        slot = (PlOutboxSlot) { .turn = PL_OUTBOX_TURN_SENDING, .active = TRUE };
      else
        slot = decide (row, &places, slots, orphaned, now);

      g_array_append_val (slots, slot);
      g_hash_table_insert (by_id, (gpointer) &row->id, GUINT_TO_POINTER (i + 1));
      if (row->link_id != NULL && holds_up_link (slot.turn))
        g_hash_table_insert (by_link, row->link_id, GUINT_TO_POINTER (i + 1));
    }

  return g_steal_pointer (&slots);
}

/**
 * pl_outbox_plan_get_sleep:
 * @rows: (element-type PlOutboxRow): rows
 * @slots: (element-type PlOutboxSlot): their plan
 * @owner: (nullable): who asks: what it sends itself it hears of; %NULL when it sends nothing
 * @now: microseconds since the epoch
 *
 * Returns: microseconds until the first of @rows is due, or until a look at what another owner sends is worth while;
 *   %G_MAXINT64 when there is nothing to wake for
 */
gint64
pl_outbox_plan_get_sleep (GPtrArray  *rows,
                          GArray     *slots,
                          const char *owner,
                          gint64      now)
{
  gint64 sleep = G_MAXINT64;

  for (guint i = 0; i < rows->len; i++)
    {
      const PlOutboxRow *row = g_ptr_array_index (rows, i);
      const PlOutboxSlot *slot = &g_array_index (slots, PlOutboxSlot, i);

      if (slot->turn == PL_OUTBOX_TURN_LATER)
        sleep = MIN (sleep, row->next_attempt_at - now);
      else if (slot->turn == PL_OUTBOX_TURN_SENDING && g_strcmp0 (row->owner, owner) != 0)
        sleep = MIN (sleep, LOOK_ELSEWHERE);
    }

  return sleep;
}
