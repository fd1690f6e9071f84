/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One round after the other; the last one is never dropped before its fate is known. */
#include "pl-counter-till.h"

#include "core/links/pl-draft-defaults.h"
#include "core/pl-today.h"

struct _PlCounterTill
{
  GObject parent_instance;

  PlSession      *session;   /* (owned) */
  PayrocLink     *offer;     /* (owned) (nullable) what each customer pays */
  PlCounterLeft  *left;      /* (owned) where rounds go */
  PlTemplateList *templates; /* (owned) */
  char           *template;  /* (owned) (nullable) the id of what each customer pays */
  PlCounterRound *round;     /* (owned) (nullable) the customer of now */
  GPtrArray      *errors;    /* (owned) (nullable) */
  char           *key;       /* (owned) the next round's, however often its button is pressed */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlCounterTill, pl_counter_till, G_TYPE_OBJECT)

static void
tell (PlCounterTill *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static PlTemplate *
find_template (PlCounterTill *self)
{
  PlTemplate *template = self->template != NULL
                         ? pl_named_list_find (PL_NAMED_LIST (self->templates), self->template) : NULL;

  return template != NULL && pl_template_is_readable (template) ? template : NULL;
}

static gboolean
takes_many (PlCounterTill *self)
{
  return self->offer != NULL && payroc_link_get_kind (self->offer) != PAYROC_LINK_KIND_SINGLE_USE;
}

/* A link that is there for many is nobody's to take back; what was only asked for is taken back, and switched off
 * should it have been made all the same: nobody has seen its code. */
static void
drop_round (PlCounterTill *self,
            gboolean       switch_off)
{
  PlRoundRisk risk;

  if (self->round == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->round, tell, self);
  risk = pl_counter_round_get_risk (self->round);
  if (pl_counter_round_is_settled (self->round)
      || (risk == PL_ROUND_RISK_NONE && pl_counter_round_get_link (self->round) != NULL))
    pl_counter_round_end (self->round);
  else
    pl_counter_left_add (self->left, self->round, switch_off || risk == PL_ROUND_RISK_NONE);
  g_clear_object (&self->round);
}

/* Takes round. */
static void
begin_round (PlCounterTill  *self,
             PlCounterRound *round)
{
  drop_round (self, FALSE);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  g_free (self->key);
  self->key = g_uuid_string_random ();
  self->round = round;
  g_signal_connect_object (round, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  tell (self);
}

/* What is kept payable, or was left behind by a crash, must not be paid weeks later. The last day is inclusive, and
 * Payroc does not say whose day it goes by: in the evening of America it may be tomorrow already. */
static void
find_last_day (const GDate *today,
               GDate       *last_day)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  g_date_clear (last_day, 1);
  g_date_set_dmy (last_day, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));
  if (g_date_compare (last_day, today) < 0)
    *last_day = *today;
}

static void
pl_counter_till_dispose (GObject *object)
{
  PlCounterTill *self = PL_COUNTER_TILL (object);

  if (self->left != NULL)
    drop_round (self, FALSE);
  if (self->templates != NULL)
    g_signal_handlers_disconnect_by_func (self->templates, tell, self);
  g_clear_object (&self->templates);
  g_clear_object (&self->left);
  g_clear_object (&self->offer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_counter_till_parent_class)->dispose (object);
}

static void
pl_counter_till_finalize (GObject *object)
{
  PlCounterTill *self = PL_COUNTER_TILL (object);

  g_clear_pointer (&self->errors, g_ptr_array_unref);
  g_free (self->template);
  g_free (self->key);

  G_OBJECT_CLASS (pl_counter_till_parent_class)->finalize (object);
}

static void
pl_counter_till_class_init (PlCounterTillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_counter_till_dispose;
  object_class->finalize = pl_counter_till_finalize;

  /**
   * PlCounterTill::changed:
   * @self: the till
   *
   * Round, its state, what is sold, or what is wrong with it is another.
   */
  signals[CHANGED] = g_signal_new ("changed", PL_TYPE_COUNTER_TILL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pl_counter_till_init (PlCounterTill *self)
{
  self->key = g_uuid_string_random ();
}

/**
 * pl_counter_till_new:
 * @session: the open account
 * @offer: (nullable): a link that is shown first, and made again for each further customer; %NULL: an amount is typed
 *   for each, or a template chosen
 * @left: where rounds go whose customer is gone
 *
 * Returns: (transfer full): a till
 */
PlCounterTill *
pl_counter_till_new (PlSession     *session,
                     PayrocLink    *offer,
                     PlCounterLeft *left)
{
  PlCounterTill *self;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (offer == NULL || PAYROC_IS_LINK (offer), NULL);
  g_return_val_if_fail (PL_IS_COUNTER_LEFT (left), NULL);

  self = g_object_new (PL_TYPE_COUNTER_TILL, NULL);
  self->session = g_object_ref (session);
  self->left = g_object_ref (left);
  self->templates = pl_session_create_template_list (session);
  g_signal_connect_object (self->templates, "items-changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_set_object (&self->offer, offer);
  if (offer != NULL)
    begin_round (self, pl_counter_round_new_for_link (session, offer));

  return self;
}

/**
 * pl_counter_till_get_session:
 * @self: a till
 *
 * Returns: (transfer none): the open account
 */
PlSession *
pl_counter_till_get_session (PlCounterTill *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_TILL (self), NULL);

  return self->session;
}

/**
 * pl_counter_till_get_left:
 * @self: a till
 *
 * Returns: (transfer none): the rounds whose customers are gone
 */
PlCounterLeft *
pl_counter_till_get_left (PlCounterTill *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_TILL (self), NULL);

  return self->left;
}

/**
 * pl_counter_till_get_templates:
 * @self: a till
 *
 * Returns: (transfer none): what can be chosen by pl_counter_till_choose_template()
 */
PlTemplateList *
pl_counter_till_get_templates (PlCounterTill *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_TILL (self), NULL);

  return self->templates;
}

/**
 * pl_counter_till_get_round:
 * @self: a till
 *
 * Returns: (transfer none) (nullable): the customer of now; %NULL while an amount is asked for
 */
PlCounterRound *
pl_counter_till_get_round (PlCounterTill *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_TILL (self), NULL);

  return self->round;
}

/**
 * pl_counter_till_get_errors:
 * @self: a till
 *
 * Returns: (transfer none) (nullable) (element-type PayrocFieldError): why what is sold cannot be sold
 */
GPtrArray *
pl_counter_till_get_errors (PlCounterTill *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_TILL (self), NULL);

  return self->errors;
}

/**
 * pl_counter_till_repeats:
 * @self: a till
 *
 * Returns: whether the next customer is shown the same without a question
 */
gboolean
pl_counter_till_repeats (PlCounterTill *self)
{
  g_autoptr (PayrocLinkDraft) draft = NULL;

  g_return_val_if_fail (PL_IS_COUNTER_TILL (self), FALSE);

  if (self->offer == NULL && find_template (self) == NULL)
    return FALSE;

  draft = pl_counter_till_create_draft (self);

  return payroc_link_draft_get_charge_kind (draft) == PAYROC_CHARGE_KIND_PROMPT
         || payroc_link_draft_get_amount (draft) > 0;
}

/**
 * pl_counter_till_choose_template:
 * @self: a till
 * @id: (nullable): a template's; %NULL: none
 *
 * From now on that is sold.
 */
void
pl_counter_till_choose_template (PlCounterTill *self,
                                 const char    *id)
{
  g_return_if_fail (PL_IS_COUNTER_TILL (self));

  if (g_strcmp0 (self->template, id) == 0)
    return;

  /* From now on that is sold, and not the link it began with. */
  g_clear_object (&self->offer);
  g_free (self->template);
  self->template = g_strdup (id);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  tell (self);
}

/**
 * pl_counter_till_get_template:
 * @self: a till
 *
 * Returns: (transfer none) (nullable): the id of the template that is sold, as far as it is still there
 */
const char *
pl_counter_till_get_template (PlCounterTill *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_TILL (self), NULL);

  return find_template (self) != NULL ? self->template : NULL;
}

/**
 * pl_counter_till_create_draft:
 * @self: a till
 *
 * Returns: (transfer full): a link for this customer, which takes one payment; its amount is 0 when that is to be typed
 */
PayrocLinkDraft *
pl_counter_till_create_draft (PlCounterTill *self)
{
  PlTemplate      *template;
  PlAccount       *account;
  PayrocLinkDraft *draft = NULL;
  GDate            today;
  GDate            last_day;

  g_return_val_if_fail (PL_IS_COUNTER_TILL (self), NULL);

  pl_today_get (pl_today_get_default (), &today);
  account = pl_session_get_account (self->session);
  template = find_template (self);
  if (template != NULL)
    draft = pl_template_make_draft (template, &today);
  else if (self->offer != NULL)
    draft = pl_draft_defaults_new_duplicate (self->offer);
  if (draft == NULL)
    draft = payroc_link_draft_new ();

  /* One customer stands there, and pays once. */
  if (template != NULL)
    payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_SINGLE_USE);
  pl_draft_defaults_fill (draft, pl_account_get_currency (account), &today);
  pl_draft_defaults_fill_order_number (draft, &today);
  find_last_day (&today, &last_day);
  pl_draft_defaults_end_by (draft, &last_day);

  return draft;
}

/**
 * pl_counter_till_begin:
 * @self: a till
 * @draft: what this customer pays; not changed any more
 *
 * Has it made. While a customer is being served nothing happens: a double click is one click.
 */
void
pl_counter_till_begin (PlCounterTill   *self,
                       PayrocLinkDraft *draft)
{
  g_return_if_fail (PL_IS_COUNTER_TILL (self));
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (draft));

  if (self->round != NULL && !pl_counter_round_is_settled (self->round))
    return;

  begin_round (self, pl_counter_round_new_for_draft (self->session, draft, self->key));
}

/**
 * pl_counter_till_next:
 * @self: a till
 *
 * The same again, or another amount is asked for. While a customer is being served nothing happens.
 */
void
pl_counter_till_next (PlCounterTill *self)
{
  g_autoptr (PayrocLinkDraft) draft = NULL;
  g_autoptr (GPtrArray)       errors = NULL;
  PlRoundState                state;
  GDate                       today;

  g_return_if_fail (PL_IS_COUNTER_TILL (self));

  /* Nothing is made while something may have been. */
  if (self->round == NULL || !pl_counter_round_is_settled (self->round))
    return;

  state = pl_counter_round_get_state (self->round);
  if (takes_many (self) && payroc_link_is_payable (self->offer) && state != PL_ROUND_EXPIRED
      && state != PL_ROUND_OFF)
    {
      begin_round (self, pl_counter_round_new_for_link (self->session, self->offer));
      return;
    }

  if (!pl_counter_till_repeats (self))
    {
      pl_counter_till_ask_amount (self, FALSE);
      return;
    }

  draft = pl_counter_till_create_draft (self);
  pl_today_get (pl_today_get_default (), &today);
  errors = payroc_link_draft_validate (draft, &today);
  if (errors->len == 0)
    {
      pl_counter_till_begin (self, draft);
      return;
    }

  /* An offer of long ago, say: what is wrong with it is said where the amount is. */
  drop_round (self, FALSE);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  self->errors = g_steal_pointer (&errors);
  tell (self);
}

/**
 * pl_counter_till_try_again:
 * @self: a till
 *
 * Has the same made that was refused, as a sale of its own: with another reference, and another order number.
 */
void
pl_counter_till_try_again (PlCounterTill *self)
{
  g_autoptr (PayrocLinkDraft)  draft = NULL;
  PayrocLinkDraft             *refused;

  g_return_if_fail (PL_IS_COUNTER_TILL (self));

  if (self->round == NULL || pl_counter_round_get_state (self->round) != PL_ROUND_REFUSED)
    return;

  refused = pl_counter_round_get_draft (self->round);
  draft = pl_counter_till_create_draft (self);
  payroc_link_draft_set_charge_kind (draft, payroc_link_draft_get_charge_kind (refused));
  payroc_link_draft_set_amount (draft, payroc_link_draft_get_amount (refused));
  payroc_link_draft_set_currency (draft, payroc_link_draft_get_currency (refused));
  pl_counter_till_begin (self, draft);
}

/**
 * pl_counter_till_ask_amount:
 * @self: a till
 * @switch_off: what becomes of the round that is under way, as in pl_counter_round_leave()
 *
 * Lets the customer go, and begins anew.
 */
void
pl_counter_till_ask_amount (PlCounterTill *self,
                            gboolean       switch_off)
{
  g_return_if_fail (PL_IS_COUNTER_TILL (self));

  drop_round (self, switch_off);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  tell (self);
}

/**
 * pl_counter_till_close:
 * @self: a till
 * @switch_off: as in pl_counter_till_ask_amount()
 *
 * Lets the customer go.
 */
void
pl_counter_till_close (PlCounterTill *self,
                       gboolean       switch_off)
{
  g_return_if_fail (PL_IS_COUNTER_TILL (self));

  drop_round (self, switch_off);
}
