/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer waits for "Paid" with the phone in the hand. To say it wrongly is worse than to say it late: what was
 * there before the first look is nobody's payment of now, and one list is no proof (pl-probe-sift.c). */
#include "pl-link-probe.h"

#include "core/links/pl-link-inquiry.h"
#include "core/links/pl-link-keep.h"
#include "payroc/payroc-error.h"
#include "pl-probe-payments.h"
#include "pl-probe-sift.h"
#include "pl-probe-witness.h"
#include "pl-watch-pace.h"

/* A link for one payment says by itself that it was paid, but not that somebody tried: every so many looks that is
 * asked, too, and from the first one on. */
#define LOOKS_PER_ATTEMPT 3

/* A payment may be listed a little later than its link says that it was paid. */
#define LOOKS_WITHOUT_PAYMENT 3

/* Until the list is read again that had a payment for the first time: the customer looks at the screen now. */
#define DOUBT (G_TIME_SPAN_SECOND)

/* How often another link is asked for a payment that stands under it: the server may list it for both. */
#define DISPUTES_MAX 3

struct _PlLinkProbe
{
  GObject parent_instance;

  char         *account;     /* (owned) */
  char         *terminal;    /* (owned) */
  gboolean      is_practice;
  PlDatabase   *database;    /* (owned) */
  PayrocClient *client;      /* (owned) */
  PlLinkFeed   *feed;        /* (owned) */

  PayrocLink   *link;        /* (owned) as last read */
  PlProbeState  state;
  PayrocPayment *payment;    /* (owned) (nullable) what the state is about */
  guint         n_missing;   /* looks at a completed link that found no payment */
  gboolean      has_looked;  /* once, and well */
  guint         n_failures;  /* in a row */
  guint         n_looks;
  gboolean      declined;    /* an attempt of now */
  PlProbeSift  *sift;        /* (owned) */
  gboolean      is_changed;  /* link is another than the one that was written down last */
  gboolean      is_in_doubt; /* the next list says whether a payment is this link's */
  gboolean      is_settling; /* another link is being asked for one */
  guint         n_disputes;
  gint64        began;       /* monotonic */
  guint         timer;
  GCancellable *cancellable; /* (owned) (nullable) while it is kept */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlLinkProbe, pl_link_probe, G_TYPE_OBJECT)

static void look (PlLinkProbe        *self,
                  PlLinkInquiryParts  parts);

static gboolean
takes_many (PlLinkProbe *self)
{
  return payroc_link_get_kind (self->link) != PAYROC_LINK_KIND_SINGLE_USE;
}

static PlLinkInquiryParts
get_payment_parts (PlLinkProbe *self)
{
  const PayrocPaymentMethods methods = payroc_link_get_methods (self->link);
  PlLinkInquiryParts parts = 0;

  if (methods == PAYROC_PAYMENT_METHODS_NONE || (methods & PAYROC_PAYMENT_METHODS_CARD) != 0)
    parts |= PL_LINK_INQUIRY_CARDS;
  if ((methods & PAYROC_PAYMENT_METHODS_BANK_TRANSFER) != 0)
    parts |= PL_LINK_INQUIRY_BANKS;

  return parts;
}

/* A link for one payment says itself that it was paid; one for many never does. */
static PlLinkInquiryParts
get_parts (PlLinkProbe *self)
{
  if (takes_many (self) || self->is_in_doubt || self->n_looks % LOOKS_PER_ATTEMPT == 0)
    return PL_LINK_INQUIRY_LINK | get_payment_parts (self);

  return PL_LINK_INQUIRY_LINK;
}

static gboolean
timer_cb (gpointer user_data)
{
  PlLinkProbe *self = user_data;

  self->timer = 0;
  look (self, get_parts (self));

  return G_SOURCE_REMOVE;
}

static void
wait_for_next (PlLinkProbe *self)
{
  const gint64 age = g_get_monotonic_time () - self->began;
  const gint64 pace = pl_watch_pace_get_probe (self->is_practice, age, self->n_failures);
  const gint64 wait = self->is_in_doubt && self->n_failures == 0 ? DOUBT : pace;

  if (self->cancellable != NULL && self->timer == 0)
    self->timer = g_timeout_add ((guint) (wait / G_TIME_SPAN_MILLISECOND), timer_cb, self);
}

/* Used up, and no payment says for how much. */
static PlProbeState
judge_completed (PlLinkProbe *self,
                 PlProbeFind *find)
{
  const PlLinkFacts *facts = find->facts;

  if (pl_probe_payments_are_back (find->payments))
    return PL_PROBE_UNPAID;

  /* What others paid is no word of there being none. */
  if (facts->is_overlooked[PAYROC_PAYMENT_SOURCE_CARD] || facts->is_overlooked[PAYROC_PAYMENT_SOURCE_BANK])
    return PL_PROBE_OPEN;

  if ((facts->cards != NULL && facts->cards->len > 0) || (facts->banks != NULL && facts->banks->len > 0)
      || ++self->n_missing < LOOKS_WITHOUT_PAYMENT)
    return PL_PROBE_OPEN;

  return payroc_link_get_auth_type (self->link) == PAYROC_AUTH_TYPE_PRE_AUTHORIZATION ? PL_PROBE_HELD : PL_PROBE_PAID;
}

static PlProbeState
judge (PlLinkProbe *self,
       PlProbeFind *find)
{
  const PayrocLinkStatus status = payroc_link_get_status (self->link);
  g_autoptr (PayrocPayment) payment = NULL;
  PlProbeState state;

  if (status == PAYROC_LINK_STATUS_EXPIRED)
    return PL_PROBE_EXPIRED;
  if (status == PAYROC_LINK_STATUS_DEACTIVATED)
    return PL_PROBE_OFF;

  state = pl_probe_payments_judge (find->payments, self->link, &payment);
  g_set_object (&self->payment, payment);
  if (state != PL_PROBE_OPEN || status != PAYROC_LINK_STATUS_COMPLETED)
    return state;

  return judge_completed (self, find);
}

static void
settle (PlLinkProbe  *self,
        PlProbeState  state)
{
  self->state = state;
  if (state != PL_PROBE_OPEN)
    pl_link_probe_stop (self);
  else
    wait_for_next (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What was seen is told whether or not it could be written down: the watcher comes by and writes it, too. */
static void
write_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  PlLinkProbe *self = g_task_get_source_object (task);
  PlLinkFacts *facts = g_task_get_task_data (task);

  self->is_settling = FALSE;
  if (!pl_link_keep_finish (result, NULL, &error))
    g_message ("What the counter saw could not be written down: %s", error->message);
  else if (facts->link != NULL && facts->rowid != 0)
    pl_link_feed_changed (self->feed, facts->link, facts->rowid);
}

/* Takes the facts. What another link is asked for is to be settled although the customer has left. */
static void
write_down (PlLinkProbe *self,
            PlLinkFacts *facts)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);
  const PlLinkKeeper keeper = { self->database, self->client, self->terminal, self->feed };

  g_task_set_source_tag (task, write_down);
  g_task_set_task_data (task, facts, (GDestroyNotify) pl_link_facts_free);
  self->is_changed = FALSE;
  pl_link_keep_async (&keeper, facts, pl_link_facts_write, facts, NULL, write_cb, g_steal_pointer (&task));
}

static void
fail (PlLinkProbe *self,
      PlLinkFacts *facts)
{
  if (facts->link == NULL && g_error_matches (facts->error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND))
    {
      settle (self, PL_PROBE_OFF);
      return;
    }

  g_debug ("The counter could not look: %s", facts->error != NULL ? facts->error->message : "not all can be read");
  self->n_failures++;
  settle (self, PL_PROBE_OPEN);
}

/* Whether what was found is for the store. Each look would be a write otherwise, and what is in doubt a notice of
 * money that did not come in. */
static gboolean
is_worth_writing (PlLinkProbe       *self,
                  const PlProbeFind *find,
                  PlProbeState       state)
{
  /* Asked beside, and not read whole. */
  if (find->facts->error != NULL
      || (!takes_many (self) && pl_link_gaps_count_payments (&find->facts->found_gaps) > 0))
    return FALSE;

  if (state != PL_PROBE_OPEN)
    return TRUE;

  /* The link that it stands under is asked whether it still has it; if not, the next look finds it here. */
  if (find->is_disputed && !self->is_settling && self->n_disputes < DISPUTES_MAX)
    {
      self->n_disputes++;
      self->is_settling = TRUE;
      return TRUE;
    }

  return self->is_changed && !find->is_in_doubt && !find->is_overlooked;
}

/* Of payments that are this link's. */
static void
conclude (PlLinkProbe *self,
          PlProbeFind *find)
{
  const PlProbeState state = judge (self, find);

  self->declined |= pl_probe_payments_have_state (find->payments, PAYROC_PAYMENT_STATE_DECLINED);
  pl_probe_sift_settle (self->sift, find);
  self->has_looked = TRUE;
  self->n_failures = 0;
  self->is_in_doubt = find->is_in_doubt;

  if (is_worth_writing (self, find, state))
    write_down (self, g_steal_pointer (&find->facts));
  settle (self, state);
}

/* error: (nullable): why it is not known whose the payments are. */
static void
end_check (GTask        *task,
           const GError *error)
{
  PlLinkProbe *self = g_task_get_source_object (task);

  if (g_task_get_cancellable (task) != self->cancellable || self->cancellable == NULL)
    return;

  if (error == NULL)
    {
      conclude (self, g_task_get_task_data (task));
      return;
    }

  g_message ("Whose payment the counter saw could not be found out: %s", error->message);
  self->n_failures++;
  settle (self, PL_PROBE_OPEN);
}

static void
witness_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean denied;

  if (pl_probe_witness_finish (PAYROC_CLIENT (object), result, &denied, &error) && denied)
    pl_probe_find_drop (g_task_get_task_data (task));
  end_check (task, error);
}

static void
check_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  PlLinkProbe *self = g_task_get_source_object (task);
  PlProbeFind *find = g_task_get_task_data (task);

  if (pl_database_run_finish (PL_DATABASE (object), result, &error) && find->witnesses != NULL)
    pl_probe_witness_async (self->client, self->terminal, find, g_task_get_cancellable (task), witness_cb,
                            g_object_ref (task));
  else
    end_check (task, error);
}

static void
check (PlLinkProbe *self,
       PlProbeFind *find)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, NULL, NULL);

  g_task_set_source_tag (task, check);
  g_task_set_task_data (task, find, (GDestroyNotify) pl_probe_find_free);
  pl_database_run_async (self->database, PL_DATABASE_READ, pl_probe_find_check, find, NULL, NULL, check_cb,
                         g_steal_pointer (&task));
}

static void
inquiry_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (PlLinkProbe) self = user_data;
  g_autoptr (GError) error = NULL;
  PlLinkFacts *facts = pl_link_inquiry_finish (PAYROC_CLIENT (object), result, &error);
  const gboolean asked_payments = facts != NULL && (facts->cards != NULL || facts->banks != NULL);
  g_autoptr (PlProbeFind) find = NULL;
  gboolean incomplete;
  gboolean beside;

  /* Of a probe that is kept no longer, or again. */
  if (facts == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable || self->cancellable == NULL)
    {
      g_clear_pointer (&facts, pl_link_facts_free);
      return;
    }

  /* What cannot be read may be what decides, and later be taken for new. */
  incomplete = facts->error != NULL
               || (pl_link_gaps_count_payments (&facts->found_gaps) > 0 && !(self->has_looked && takes_many (self)));
  /* What was only asked beside does not blind: the link itself was read. */
  beside = incomplete && facts->link != NULL && !takes_many (self)
           && payroc_link_get_status (facts->link) != PAYROC_LINK_STATUS_COMPLETED;
  if ((incomplete && !beside) || facts->link == NULL)
    {
      fail (self, facts);
      pl_link_facts_free (facts);
      return;
    }

  /* By which way, and how much, decides what may be said of it. */
  if (!takes_many (self) && !asked_payments
      && payroc_link_get_status (facts->link) == PAYROC_LINK_STATUS_COMPLETED)
    {
      pl_link_facts_free (facts);
      look (self, PL_LINK_INQUIRY_LINK | get_payment_parts (self));
      return;
    }

  self->is_changed |= !json_node_equal (payroc_link_get_json (self->link), payroc_link_get_json (facts->link));
  g_set_object (&self->link, facts->link);
  find = pl_probe_sift_look (self->sift, facts, !self->has_looked);
  if (find->needs_check)
    check (self, g_steal_pointer (&find));
  else
    conclude (self, find);
}

static void
look (PlLinkProbe        *self,
      PlLinkInquiryParts  parts)
{
  PlLinkFacts *facts = pl_link_facts_new (self->account, payroc_link_get_id (self->link));

  self->n_looks++;
  pl_link_inquiry_async (self->client, self->terminal, facts, self->link, parts, self->cancellable, inquiry_cb,
                         g_object_ref (self));
}

static void
pl_link_probe_dispose (GObject *object)
{
  pl_link_probe_stop (PL_LINK_PROBE (object));

  G_OBJECT_CLASS (pl_link_probe_parent_class)->dispose (object);
}

static void
pl_link_probe_finalize (GObject *object)
{
  PlLinkProbe *self = PL_LINK_PROBE (object);

  g_free (self->account);
  g_free (self->terminal);
  g_clear_object (&self->database);
  g_clear_object (&self->client);
  g_clear_object (&self->feed);
  g_clear_object (&self->link);
  g_clear_object (&self->payment);
  pl_probe_sift_free (self->sift);

  G_OBJECT_CLASS (pl_link_probe_parent_class)->finalize (object);
}

static void
pl_link_probe_class_init (PlLinkProbeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_link_probe_dispose;
  object_class->finalize = pl_link_probe_finalize;

  /**
   * PlLinkProbe::changed:
   * @self: the probe
   *
   * After each look: its state, its link or its blindness may be another.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_LINK_PROBE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pl_link_probe_init (PlLinkProbe *self)
{
  self->sift = pl_probe_sift_new (g_get_real_time ());
}

/**
 * pl_link_probe_new:
 * @setup: whose link
 * @link: the link that a customer is shown
 *
 * Returns: (transfer full): a probe that is not kept yet
 */
PlLinkProbe *
pl_link_probe_new (const PlLinkProbeSetup *setup,
                   PayrocLink             *link)
{
  PlLinkProbe *self;

  g_return_val_if_fail (setup->account != NULL && setup->terminal != NULL, NULL);
  g_return_val_if_fail (PL_IS_DATABASE (setup->database), NULL);
  g_return_val_if_fail (PAYROC_IS_CLIENT (setup->client), NULL);
  g_return_val_if_fail (PL_IS_LINK_FEED (setup->feed), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  self = g_object_new (PL_TYPE_LINK_PROBE, NULL);
  self->account = g_strdup (setup->account);
  self->terminal = g_strdup (setup->terminal);
  self->is_practice = setup->is_practice;
  self->database = g_object_ref (setup->database);
  self->client = g_object_ref (setup->client);
  self->feed = g_object_ref (setup->feed);
  self->link = g_object_ref (link);

  return self;
}

/**
 * pl_link_probe_start:
 * @self: a probe
 *
 * Looks at once, then at pl_watch_pace_get_probe(), until the link is paid or closed, or pl_link_probe_stop(). A look
 * is one request for a link for one payment, and at every third look, as always for one that takes many, one more for
 * each way to pay. Quiet hours do not count: somebody is there. A payment that only a list speaks of is believed when
 * the next list, a second later, has it as well, the store knows of no other link whose it is, and those that it could
 * be do not list it; see pl-probe-sift.c.
 */
void
pl_link_probe_start (PlLinkProbe *self)
{
  g_return_if_fail (PL_IS_LINK_PROBE (self));

  if (self->cancellable != NULL || self->state != PL_PROBE_OPEN)
    return;

  self->cancellable = g_cancellable_new ();
  self->began = g_get_monotonic_time ();
  look (self, get_parts (self));
}

/**
 * pl_link_probe_stop:
 * @self: a probe
 *
 * Looks no more.
 */
void
pl_link_probe_stop (PlLinkProbe *self)
{
  g_return_if_fail (PL_IS_LINK_PROBE (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/**
 * pl_link_probe_get_state:
 * @self: a probe
 *
 * Returns: what became of the link since the probe began
 */
PlProbeState
pl_link_probe_get_state (PlLinkProbe *self)
{
  g_return_val_if_fail (PL_IS_LINK_PROBE (self), PL_PROBE_OPEN);

  return self->state;
}

/**
 * pl_link_probe_get_link:
 * @self: a probe
 *
 * Returns: (transfer none): the link as it was last read
 */
PayrocLink *
pl_link_probe_get_link (PlLinkProbe *self)
{
  g_return_val_if_fail (PL_IS_LINK_PROBE (self), NULL);

  return self->link;
}

/**
 * pl_link_probe_get_payment:
 * @self: a probe
 *
 * Of %PL_PROBE_PAID, %PL_PROBE_PART, %PL_PROBE_HELD and %PL_PROBE_PENDING; its amount is what was authorized, which is
 * not always what the link asks for.
 *
 * Returns: (transfer none) (nullable): the payment that the state is about, %NULL where Payroc lists none
 */
PayrocPayment *
pl_link_probe_get_payment (PlLinkProbe *self)
{
  g_return_val_if_fail (PL_IS_LINK_PROBE (self), NULL);

  return self->payment;
}

/**
 * pl_link_probe_is_blind:
 * @self: a probe
 *
 * Returns: whether a payment would not be seen: the last look failed
 */
gboolean
pl_link_probe_is_blind (PlLinkProbe *self)
{
  g_return_val_if_fail (PL_IS_LINK_PROBE (self), TRUE);

  return self->n_failures > 0;
}

/**
 * pl_link_probe_was_declined:
 * @self: a probe
 *
 * Returns: whether somebody has tried to pay since the first look, and was declined. It may take some looks to be
 *   seen.
 */
gboolean
pl_link_probe_was_declined (PlLinkProbe *self)
{
  g_return_val_if_fail (PL_IS_LINK_PROBE (self), FALSE);

  return self->declined;
}
