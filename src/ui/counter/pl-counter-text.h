/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a customer and the merchant read at the counter. */
#pragma once

#include <gtk/gtk.h>

#include "core/counter/pl-counter-round.h"

G_BEGIN_DECLS

/* Words. Static; plain text. "" where nothing is to be said. */
const char *pl_counter_text_title (PlRoundState  state);
const char *pl_counter_text_body  (PlRoundState  state);
/* (nullable): what is to be known of a link that can be paid still. */
const char *pl_counter_text_note  (PlCounterRound *round);
const char *pl_counter_text_icon  (PlRoundState  state);
/* (nullable) (transfer full): why no code was made: the merchant's business. */
char       *pl_counter_text_reason (PlCounterRound *round);
/* (nullable) (transfer full): how much of how much was paid, where it is not all. */
char       *pl_counter_text_part   (PlCounterRound *round);
/* (nullable) (transfer full): what came in, is held or is on its way. */
char       *pl_counter_text_paid   (PlCounterRound *round);
/* paid: (nullable): instead of what the link asks for. An amount is never broken in two: a long one is written
 * smaller. */
void        pl_counter_text_show_amount (GtkLabel   *label,
                                         PayrocLink *link,
                                         const char *paid);
/* A style class of style.css, or NULL. */
const char *pl_counter_text_style (PlRoundState  state);

G_END_DECLS
