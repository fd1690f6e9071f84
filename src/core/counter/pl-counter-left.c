/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few at a time, looked at by their own probes; older ones are the watcher's, as all links are. */
#include "pl-counter-left.h"

/* Each is a request every half minute in the end. */
#define MOST 8

struct _PlCounterLeft
{
  GObject parent_instance;

  GPtrArray *rounds; /* (owned) (element-type PlCounterRound) not settled, oldest first */
  GPtrArray *paid;   /* (owned) (element-type PayrocLink) */
};

enum
{
  CHANGED,
  UNKEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlCounterLeft, pl_counter_left, G_TYPE_OBJECT)

static void round_cb (PlCounterRound *round,
                      PlCounterLeft  *self);

static void
unkept_cb (PlCounterRound *round,
           const GError   *error,
           PlCounterLeft  *self)
{
  g_message ("A link of the counter could not be switched off: %s", error->message);
  g_signal_emit (self, signals[UNKEPT], 0, round, error);
}

static void
forget (PlCounterLeft *self,
        guint          position)
{
  g_autoptr (PlCounterRound) round = g_ptr_array_steal_index (self->rounds, position);

  g_signal_handlers_disconnect_by_func (round, round_cb, self);
  g_signal_handlers_disconnect_by_func (round, unkept_cb, self);
  pl_counter_round_end (round);
}

static gboolean
was_paid (PlCounterRound *round)
{
  const PlRoundState state = pl_counter_round_get_state (round);

  return state == PL_ROUND_PAID || state == PL_ROUND_HELD || state == PL_ROUND_PENDING;
}

static void
round_cb (PlCounterRound *round,
          PlCounterLeft  *self)
{
  guint position;

  if (!pl_counter_round_is_settled (round) || !g_ptr_array_find (self->rounds, round, &position))
    return;

  if (was_paid (round))
    g_ptr_array_add (self->paid, g_object_ref (pl_counter_round_get_link (round)));
  forget (self, position);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
pl_counter_left_dispose (GObject *object)
{
  PlCounterLeft *self = PL_COUNTER_LEFT (object);

  while (self->rounds->len > 0)
    forget (self, self->rounds->len - 1);

  G_OBJECT_CLASS (pl_counter_left_parent_class)->dispose (object);
}

static void
pl_counter_left_finalize (GObject *object)
{
  PlCounterLeft *self = PL_COUNTER_LEFT (object);

  g_ptr_array_unref (self->rounds);
  g_ptr_array_unref (self->paid);

  G_OBJECT_CLASS (pl_counter_left_parent_class)->finalize (object);
}

static void
pl_counter_left_class_init (PlCounterLeftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_counter_left_dispose;
  object_class->finalize = pl_counter_left_finalize;

  /**
   * PlCounterLeft::changed:
   * @self: what was left
   *
   * How many there are, or were paid, is another.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_COUNTER_LEFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * PlCounterLeft::unkept:
   * @self: what was left
   * @round: one of them
   * @error: `PL_STORE_ERROR`
   *
   * It was to be switched off, and that could not be written down.
   */
  signals[UNKEPT] = g_signal_new ("unkept", PL_TYPE_COUNTER_LEFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, PL_TYPE_COUNTER_ROUND, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
pl_counter_left_init (PlCounterLeft *self)
{
  self->rounds = g_ptr_array_new_with_free_func (g_object_unref);
  self->paid = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * pl_counter_left_new:
 *
 * Returns: (transfer full): nothing yet
 */
PlCounterLeft *
pl_counter_left_new (void)
{
  return g_object_new (PL_TYPE_COUNTER_LEFT, NULL);
}

/**
 * pl_counter_left_add:
 * @self: what was left
 * @round: the round whose customer is gone
 * @switch_off: as in pl_counter_round_leave()
 *
 * Follows it until it is settled.
 */
void
pl_counter_left_add (PlCounterLeft  *self,
                     PlCounterRound *round,
                     gboolean        switch_off)
{
  g_return_if_fail (PL_IS_COUNTER_LEFT (self));
  g_return_if_fail (PL_IS_COUNTER_ROUND (round));

  if (self->rounds->len >= MOST)
    forget (self, 0);
  g_ptr_array_add (self->rounds, g_object_ref (round));
  g_signal_connect_object (round, "changed", G_CALLBACK (round_cb), self, 0);
  g_signal_connect_object (round, "unkept", G_CALLBACK (unkept_cb), self, 0);
  pl_counter_round_leave (round, switch_off);
  g_signal_emit (self, signals[CHANGED], 0);
  /* Refused or paid in the meantime. */
  round_cb (round, self);
}

/**
 * pl_counter_left_get_n:
 * @self: what was left
 *
 * Returns: how many of them may still be paid, or may exist
 */
guint
pl_counter_left_get_n (PlCounterLeft *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_LEFT (self), 0);

  return self->rounds->len;
}

/**
 * pl_counter_left_get_n_paid:
 * @self: what was left
 *
 * Returns: how many were paid after all and not handed out yet
 */
guint
pl_counter_left_get_n_paid (PlCounterLeft *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_LEFT (self), 0);

  return self->paid->len;
}

/**
 * pl_counter_left_take_paid:
 * @self: what was left
 *
 * Returns: (transfer full) (element-type PayrocLink): what was paid after all since the last time
 */
GPtrArray *
pl_counter_left_take_paid (PlCounterLeft *self)
{
  GPtrArray *paid;

  g_return_val_if_fail (PL_IS_COUNTER_LEFT (self), NULL);

  paid = g_steal_pointer (&self->paid);
  self->paid = g_ptr_array_new_with_free_func (g_object_unref);
  if (paid->len > 0)
    g_signal_emit (self, signals[CHANGED], 0);

  return paid;
}
