/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sold at the counter, and to whom now: all that the customer's screen and the merchant's show. */
#pragma once

#include "pl-counter-left.h"

G_BEGIN_DECLS

#define PL_TYPE_COUNTER_TILL (pl_counter_till_get_type ())
G_DECLARE_FINAL_TYPE (PlCounterTill, pl_counter_till, PL, COUNTER_TILL, GObject)

/* Signal: "changed": round, its state, what is sold, or what is wrong with it is another. offer: (nullable): shown
 * first, and made again for each further customer; NULL: an amount is typed for each, or a template chosen. */
PlCounterTill   *pl_counter_till_new              (PlSession       *session,
                                                   PayrocLink      *offer,
                                                   PlCounterLeft   *left);
PlSession       *pl_counter_till_get_session      (PlCounterTill   *self);
PlCounterLeft   *pl_counter_till_get_left         (PlCounterTill   *self);
PlTemplateList  *pl_counter_till_get_templates    (PlCounterTill   *self);
/* (nullable): NULL while an amount is asked for. */
PlCounterRound  *pl_counter_till_get_round        (PlCounterTill   *self);
/* (nullable) (element-type PayrocFieldError): of what is sold, and cannot be. */
GPtrArray       *pl_counter_till_get_errors       (PlCounterTill   *self);
/* Whether the next customer is shown the same without a question. */
gboolean         pl_counter_till_repeats          (PlCounterTill   *self);

/* id: (nullable): of no template. */
void             pl_counter_till_choose_template  (PlCounterTill   *self,
                                                   const char      *id);
const char      *pl_counter_till_get_template     (PlCounterTill   *self);

/* For this customer: a link that takes one payment, its amount 0 when that is to be typed. (transfer full) */
PayrocLinkDraft *pl_counter_till_create_draft     (PlCounterTill   *self);
void             pl_counter_till_begin            (PlCounterTill   *self,
                                                   PayrocLinkDraft *draft);
/* The same again, or another amount is asked for. */
void             pl_counter_till_next             (PlCounterTill   *self);
/* What was refused, once more. */
void             pl_counter_till_try_again        (PlCounterTill   *self);
/* switch_off: what may be left of the round that is under way. */
void             pl_counter_till_ask_amount       (PlCounterTill   *self,
                                                   gboolean         switch_off);
void             pl_counter_till_close            (PlCounterTill   *self,
                                                   gboolean         switch_off);

G_END_DECLS
