/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One customer at the counter: a link is made, or there already, is shown, and is watched until it is paid. */
#pragma once

#include "core/session/pl-session.h"

G_BEGIN_DECLS

typedef enum
{
  PL_ROUND_PREPARING, /* the link is being made */
  PL_ROUND_WAITING,   /* it will be: Payroc is not reached, or there is no key */
  PL_ROUND_UNSURE,    /* asked for, and not answered or not readable yet: it is being found out */
  PL_ROUND_REFUSED,
  PL_ROUND_OPEN,      /* the customer can pay */
  PL_ROUND_NO_ADDRESS, /* it has none, or none that a customer should be sent to */
  PL_ROUND_DIFFERENT,  /* it was made for something else than was asked for: nobody is shown it */
  PL_ROUND_PAID,
  PL_ROUND_PART,       /* less than was to be paid came in */
  PL_ROUND_HELD,
  PL_ROUND_PENDING,
  PL_ROUND_UNPAID,     /* used up, and its money was taken back */
  PL_ROUND_EXPIRED,
  PL_ROUND_OFF,
} PlRoundState;

/* What stays behind when the customer goes. */
typedef enum
{
  PL_ROUND_RISK_NONE,
  PL_ROUND_RISK_PAYABLE, /* the link can still be paid, by whoever scanned its code */
  PL_ROUND_RISK_UNSURE,  /* there may be a link: it was asked for, and is not known yet */
} PlRoundRisk;

#define PL_TYPE_COUNTER_ROUND (pl_counter_round_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterRound, pl_counter_round, PL, COUNTER_ROUND, GObject)

/* Signals: "changed": any of what follows may be another; "unkept" (GError): it could not be switched off. */
PlCounterRound  *pl_counter_round_new_for_link  (PlSession       *session,
                                                 PayrocLink      *link);
/* key: a UUID v4: another round with it is the same intent. */
PlCounterRound  *pl_counter_round_new_for_draft (PlSession       *session,
                                                 PayrocLinkDraft *draft,
                                                 const char      *key);
PlRoundState     pl_counter_round_get_state     (PlCounterRound  *self);
PayrocLink      *pl_counter_round_get_link      (PlCounterRound  *self);
/* (nullable): what it was paid with; its amount may be less than the link asks for. */
PayrocPayment   *pl_counter_round_get_payment   (PlCounterRound  *self);
gboolean         pl_counter_round_is_blind      (PlCounterRound  *self);
/* It can be paid still, and somebody has tried: their bank said no. */
gboolean         pl_counter_round_was_declined  (PlCounterRound  *self);
const GError    *pl_counter_round_get_error     (PlCounterRound  *self);
PayrocLinkDraft *pl_counter_round_get_draft     (PlCounterRound  *self);
PlRoundRisk      pl_counter_round_get_risk      (PlCounterRound  *self);
gboolean         pl_counter_round_is_settled    (PlCounterRound  *self);
/* What was asked for the link, or is there of it; (nullable). */
const char      *pl_counter_round_get_reference (PlCounterRound  *self);
/* It goes on, and is told of, until it is settled. */
void             pl_counter_round_leave         (PlCounterRound  *self,
                                                 gboolean         switch_off);
void             pl_counter_round_end           (PlCounterRound  *self);

G_END_DECLS
