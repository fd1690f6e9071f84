/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes its link through the outbox like everything else, and leaves nothing behind that nobody wants any more. */
#include "pl-counter-round.h"

#define LONGEST_WAIT 16 /* seconds between two tries to read the link */

struct _PlCounterRound
{
  GObject parent_instance;

  PlSession        *session;     /* (owned) */
  PlIntent         *intent;      /* (owned) (nullable) that makes the link */
  PayrocLink       *link;        /* (owned) (nullable) until it is made */
  PlLinkProbe      *probe;       /* (owned) (nullable) while the link is shown */
  GError           *error;       /* (owned) (nullable) why the link was not made */
  gboolean          finding;     /* the link is being read, or will be again */
  guint             n_failures;  /* of reading it */
  guint             timer;       /* until it is read again */
  char             *key;         /* (owned) (nullable) of what makes the link */
  PayrocLinkDraft  *draft;       /* (owned) (nullable) what was asked for: the link is nobody's but this customer's */
  gboolean          different;   /* it came back as something else */
  gboolean          left;        /* its customer is gone: what has not been sent yet is not wanted any more */
  gboolean          unwanted;    /* the outbox was told so, and sees to it */
  gboolean          ended;
  GCancellable     *cancellable; /* (owned) of reading; never of making */
};

enum
{
  CHANGED,
  UNKEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlCounterRound, pl_counter_round, G_TYPE_OBJECT)

/* Once it is in the outbox, that finishes it, or says above the list why it did not. */
static void
unwanted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (PlCounterRound) self = user_data;
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (GError) error = NULL;

  if (self->draft != NULL)
    pl_outbox_undo_create_finish (PL_OUTBOX (source), result, &error);
  else
    intent = pl_outbox_submit_finish (PL_OUTBOX (source), result, &error);
  if (error != NULL)
    g_signal_emit (self, signals[UNKEPT], 0, error);
}

/* The wish is the outbox's from here on: nothing in memory keeps it. */
static void
switch_off_link (PlCounterRound *self)
{
  PlOutbox *outbox = pl_session_get_outbox (self->session);
  g_autofree char *key = g_uuid_string_random ();

  if (self->draft != NULL)
    pl_outbox_undo_create_async (outbox, self->key, unwanted_cb, g_object_ref (self));
  else if (pl_counter_round_get_state (self) == PL_ROUND_OPEN)
    pl_outbox_deactivate_async (outbox, payroc_link_get_id (self->link), key, NULL, unwanted_cb,
                                g_object_ref (self));
}

static void
tell (PlCounterRound *self)
{
  if (!self->ended)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
has_safe_address (PayrocLink *link)
{
  return payroc_link_get_payment_url (link) != NULL && !payroc_link_has_unsafe_address (link);
}

/* Takes link. */
static void
show_link (PlCounterRound *self,
           PayrocLink     *link)
{
  self->link = link;
  /* A customer pays what the screen says: it must be what the merchant typed. */
  self->different = self->draft != NULL && !payroc_link_draft_is_met_in_full_by (self->draft, link);
  self->probe = pl_session_create_probe (self->session, link);
  g_signal_connect_object (self->probe, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  if (has_safe_address (link) && !self->different)
    pl_link_probe_start (self->probe);
  tell (self);
}

static void find_link (PlCounterRound *self);

static gboolean
find_again_cb (gpointer user_data)
{
  PlCounterRound *self = user_data;

  self->timer = 0;
  find_link (self);

  return G_SOURCE_REMOVE;
}

/* Payroc has made it: to call that refused would have it made twice. */
static void
find_again_later (PlCounterRound *self)
{
  const guint wait = MIN (1u << MIN (self->n_failures, 8), LONGEST_WAIT);

  self->n_failures++;
  self->timer = g_timeout_add_seconds (wait, find_again_cb, self);
  tell (self);
}

static void
find_link_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (PlCounterRound) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PayrocLink) link = pl_session_find_link_finish (PL_SESSION (source), result, &error);

  if (self->ended)
    return;

  if (link != NULL)
    {
      show_link (self, g_steal_pointer (&link));
      return;
    }

  g_message ("The counter could not read the link that was made: %s", error->message);
  find_again_later (self);
}

static void
find_link (PlCounterRound *self)
{
  const char *id = pl_intent_get_link_id (self->intent);

  if (id != NULL)
    pl_session_find_link_async (self->session, id, self->cancellable, find_link_cb, g_object_ref (self));
  else
    find_again_later (self);
}

static void
intent_changed_cb (PlCounterRound *self)
{
  PayrocLink *link = pl_intent_get_link (self->intent);

  if (pl_intent_get_state (self->intent) == PL_INTENT_DONE && self->link == NULL && !self->finding)
    {
      self->finding = TRUE;
      if (link != NULL)
        show_link (self, g_object_ref (link));
      else
        find_link (self);
      return;
    }

  /* It surely was not made, and is not tried again. */
  if (self->unwanted && pl_intent_get_state (self->intent) == PL_INTENT_WAITING)
    switch_off_link (self);
  tell (self);
}

/* Gives up what nobody waits for: what was refused, and what has not left yet. An unsure one may have been done: the
 * outbox finds out, and the link then stands in the list. */
static void
give_up (PlCounterRound *self)
{
  PlOutbox *outbox = pl_session_get_outbox (self->session);
  const PlIntentState state = pl_intent_get_state (self->intent);

  if (state == PL_INTENT_REFUSED || state == PL_INTENT_WAITING)
    pl_outbox_discard_async (outbox, pl_intent_get_id (self->intent), NULL, NULL, NULL);
}

static void
submit_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlCounterRound) self = user_data;
  g_autoptr (GError) error = NULL;

  self->intent = pl_outbox_submit_finish (PL_OUTBOX (source), result, &error);
  if (self->intent == NULL)
    {
      self->error = g_steal_pointer (&error);
      tell (self);
      return;
    }

  if ((self->ended || self->left) && !self->unwanted)
    give_up (self);
  if (self->ended)
    return;

  g_signal_connect_object (self->intent, "notify::state", G_CALLBACK (intent_changed_cb), self, G_CONNECT_SWAPPED);
  intent_changed_cb (self);
}

static PlRoundState
judge_probe (PlCounterRound *self)
{
  static const PlRoundState states[] = {
    [PL_PROBE_PAID] = PL_ROUND_PAID,
    [PL_PROBE_PART] = PL_ROUND_PART,
    [PL_PROBE_HELD] = PL_ROUND_HELD,
    [PL_PROBE_PENDING] = PL_ROUND_PENDING,
    [PL_PROBE_UNPAID] = PL_ROUND_UNPAID,
    [PL_PROBE_EXPIRED] = PL_ROUND_EXPIRED,
    [PL_PROBE_OFF] = PL_ROUND_OFF,
  };
  const PlProbeState state = pl_link_probe_get_state (self->probe);

  if (state != PL_PROBE_OPEN)
    return states[state];

  return self->different ? PL_ROUND_DIFFERENT
         : has_safe_address (pl_link_probe_get_link (self->probe)) ? PL_ROUND_OPEN : PL_ROUND_NO_ADDRESS;
}

static PlRoundState
judge_intent (PlCounterRound *self)
{
  PlOutbox *outbox = pl_session_get_outbox (self->session);

  switch (pl_intent_get_state (self->intent))
    {
    case PL_INTENT_UNSURE:
      return PL_ROUND_UNSURE;
    case PL_INTENT_REFUSED:
    case PL_INTENT_DISCARDED:
      return PL_ROUND_REFUSED;
    case PL_INTENT_WAITING:
      return pl_intent_get_attempts (self->intent) > 0 || pl_outbox_get_paused (outbox)
             || pl_outbox_get_rest (outbox) != PL_OUTBOX_REST_NONE
             || pl_session_get_state (self->session) != PL_SESSION_READY
             ? PL_ROUND_WAITING
             : PL_ROUND_PREPARING;
    case PL_INTENT_DONE:
      return self->n_failures > 0 ? PL_ROUND_UNSURE : PL_ROUND_PREPARING;
    case PL_INTENT_SENDING:
    default:
      return PL_ROUND_PREPARING;
    }
}

static void
pl_counter_round_dispose (GObject *object)
{
  PlCounterRound *self = PL_COUNTER_ROUND (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->probe != NULL)
    pl_link_probe_stop (self->probe);
  g_clear_object (&self->probe);
  g_clear_object (&self->intent);
  g_clear_object (&self->link);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_counter_round_parent_class)->dispose (object);
}

static void
pl_counter_round_finalize (GObject *object)
{
  PlCounterRound *self = PL_COUNTER_ROUND (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->key);

  G_OBJECT_CLASS (pl_counter_round_parent_class)->finalize (object);
}

static void
pl_counter_round_class_init (PlCounterRoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_counter_round_dispose;
  object_class->finalize = pl_counter_round_finalize;

  /**
   * PlCounterRound::changed:
   * @self: the round
   *
   * State, link, blindness or error may be another.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_COUNTER_ROUND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * PlCounterRound::unkept:
   * @self: the round
   * @error: `PL_STORE_ERROR`: that it is to be switched off could not be written down; it stays payable, or may be made
   */
  signals[UNKEPT] = g_signal_new ("unkept", PL_TYPE_COUNTER_ROUND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
pl_counter_round_init (PlCounterRound *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * pl_counter_round_new_for_link:
 * @session: the open account
 * @link: a link of it
 *
 * Begins to watch it at once.
 *
 * Returns: (transfer full): a round
 */
PlCounterRound *
pl_counter_round_new_for_link (PlSession  *session,
                               PayrocLink *link)
{
  PlCounterRound *self;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  self = g_object_new (PL_TYPE_COUNTER_ROUND, NULL);
  self->session = g_object_ref (session);
  show_link (self, g_object_ref (link));

  return self;
}

/**
 * pl_counter_round_new_for_draft:
 * @session: the open account
 * @draft: the link to be made; not changed any more
 * @key: the intent's idempotency key, a UUID v4
 *
 * Asks the outbox for it at once.
 *
 * Returns: (transfer full): a round
 */
PlCounterRound *
pl_counter_round_new_for_draft (PlSession       *session,
                                PayrocLinkDraft *draft,
                                const char      *key)
{
  PlCounterRound *self;
  PlOutbox *outbox;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK_DRAFT (draft), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (PL_TYPE_COUNTER_ROUND, NULL);
  self->session = g_object_ref (session);
  self->key = g_strdup (key);
  self->draft = g_object_ref (draft);
  outbox = pl_session_get_outbox (session);
  g_signal_connect_object (outbox, "notify::rest", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "notify::paused", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  pl_outbox_create_async (outbox, draft, NULL, key, NULL, submit_cb, g_object_ref (self));

  return self;
}

/**
 * pl_counter_round_get_state:
 * @self: a round
 *
 * Returns: how it stands
 */
PlRoundState
pl_counter_round_get_state (PlCounterRound *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), PL_ROUND_PREPARING);

  if (self->error != NULL)
    return PL_ROUND_REFUSED;
  if (self->probe != NULL)
    return judge_probe (self);

  return self->intent != NULL ? judge_intent (self) : PL_ROUND_PREPARING;
}

/**
 * pl_counter_round_get_link:
 * @self: a round
 *
 * Returns: (transfer none) (nullable): the link as it was last read, %NULL until it is made
 */
PayrocLink *
pl_counter_round_get_link (PlCounterRound *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), NULL);

  return self->probe != NULL ? pl_link_probe_get_link (self->probe) : NULL;
}

/**
 * pl_counter_round_get_payment:
 * @self: a round
 *
 * Returns: (transfer none) (nullable): the payment that the state is about, %NULL where none is known
 */
PayrocPayment *
pl_counter_round_get_payment (PlCounterRound *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), NULL);

  return self->probe != NULL ? pl_link_probe_get_payment (self->probe) : NULL;
}

/**
 * pl_counter_round_is_blind:
 * @self: a round
 *
 * Returns: whether the link is shown, but a payment would not be seen
 */
gboolean
pl_counter_round_is_blind (PlCounterRound *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), FALSE);

  return self->probe != NULL && pl_link_probe_is_blind (self->probe);
}

/**
 * pl_counter_round_was_declined:
 * @self: a round
 *
 * Returns: whether the link can be paid still, and an attempt to was declined
 */
gboolean
pl_counter_round_was_declined (PlCounterRound *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), FALSE);

  return self->probe != NULL && pl_counter_round_get_state (self) == PL_ROUND_OPEN
         && pl_link_probe_was_declined (self->probe);
}

/**
 * pl_counter_round_get_error:
 * @self: a round
 *
 * Returns: (transfer none) (nullable): why it was refused: %PAYROC_ERROR or %PL_STORE_ERROR
 */
const GError *
pl_counter_round_get_error (PlCounterRound *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), NULL);

  if (self->error != NULL)
    return self->error;

  return self->intent != NULL ? pl_intent_get_error (self->intent) : NULL;
}

/**
 * pl_counter_round_get_draft:
 * @self: a round
 *
 * Returns: (transfer none) (nullable): what was asked for; %NULL when the link was there already
 */
PayrocLinkDraft *
pl_counter_round_get_draft (PlCounterRound *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), NULL);

  return self->draft;
}

/**
 * pl_counter_round_get_risk:
 * @self: a round
 *
 * Returns: what would stay behind if its customer went now. A link that was there before and takes many payments is no
 *   risk: it is to be paid by others, too
 */
PlRoundRisk
pl_counter_round_get_risk (PlCounterRound *self)
{
  PlRoundState state;

  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), PL_ROUND_RISK_NONE);

  state = pl_counter_round_get_state (self);
  if (state == PL_ROUND_OPEN
      && (self->draft != NULL || payroc_link_get_kind (self->link) == PAYROC_LINK_KIND_SINGLE_USE))
    return PL_ROUND_RISK_PAYABLE;

  /* What has not left yet is taken back. */
  if ((state == PL_ROUND_PREPARING || state == PL_ROUND_UNSURE)
      && self->intent != NULL && pl_intent_get_state (self->intent) != PL_INTENT_WAITING)
    return PL_ROUND_RISK_UNSURE;

  return PL_ROUND_RISK_NONE;
}

/**
 * pl_counter_round_is_settled:
 * @self: a round
 *
 * Returns: whether nothing more will become of it
 */
gboolean
pl_counter_round_is_settled (PlCounterRound *self)
{
  PlRoundState state;

  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), TRUE);

  state = pl_counter_round_get_state (self);

  return state != PL_ROUND_PREPARING && state != PL_ROUND_WAITING && state != PL_ROUND_UNSURE && state != PL_ROUND_OPEN;
}

/**
 * pl_counter_round_get_reference:
 * @self: a round
 *
 * Returns: (transfer none) (nullable): what the merchant knows its link by, also before that is made
 */
const char *
pl_counter_round_get_reference (PlCounterRound *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_ROUND (self), NULL);

  if (self->link != NULL)
    return payroc_link_get_reference (self->link);

  return self->draft != NULL ? payroc_link_draft_get_reference (self->draft) : NULL;
}

/**
 * pl_counter_round_leave:
 * @self: a round
 * @switch_off: whether nobody shall be able to pay its link any more: the outbox sees to that as soon as there is one,
 *   also when nobody looks any more
 *
 * The customer has left, or it was the wrong amount: what has not been sent yet is taken back; a link that is there, or
 * may be, is watched on until pl_counter_round_is_settled().
 */
void
pl_counter_round_leave (PlCounterRound *self,
                        gboolean        switch_off)
{
  g_return_if_fail (PL_IS_COUNTER_ROUND (self));

  if (self->ended || self->left)
    return;

  self->left = TRUE;
  self->unwanted = switch_off;
  if (switch_off)
    switch_off_link (self);
  else if (self->intent != NULL)
    give_up (self);
}

/**
 * pl_counter_round_end:
 * @self: a round
 *
 * The customer has left, or is another: nothing is asked any more, and a link that is not on its way yet is not made.
 */
void
pl_counter_round_end (PlCounterRound *self)
{
  g_return_if_fail (PL_IS_COUNTER_ROUND (self));

  if (self->ended)
    return;

  self->ended = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->probe != NULL)
    pl_link_probe_stop (self->probe);
  if (self->intent != NULL)
    give_up (self);
}
