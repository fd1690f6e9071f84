/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the merchant can decide about a code that was not paid, and what they must hear of one that was. */
#pragma once

#include <adwaita.h>

#include "core/counter/pl-counter-left.h"

G_BEGIN_DECLS

/* switch_off: whether nobody shall be able to pay it any more. */
typedef void (*PlCounterAnswer) (gboolean switch_off,
                                 gpointer user_data);

/* answer: not called when the merchant goes back to the customer, or there is nothing to decide any more. destroy:
 * after answer, or instead of it. Returns: (transfer none) (nullable): the question; NULL when there is none, and
 * answer was called with FALSE. */
GtkWidget *pl_counter_ask_leave (GtkWindow       *parent,
                                 PlCounterRound  *round,
                                 PlCounterAnswer  answer,
                                 gpointer         user_data,
                                 GDestroyNotify   destroy);
void       pl_counter_tell_paid (GtkWindow       *parent,
                                 PlCounterLeft   *left);
/* It was to be switched off, and error says why that could not be written down. */
void       pl_counter_tell_unkept (GtkWindow      *parent,
                                   PlCounterRound *round,
                                   const GError   *error);
/* (transfer full): "$7.25 (LINK-3)"; plain text. */
char      *pl_counter_ask_name  (PayrocLink      *link);

G_END_DECLS
