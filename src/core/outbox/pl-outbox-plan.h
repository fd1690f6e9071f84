/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose turn it is among the rows of an outbox: a pure function over what the table says. */
#pragma once

#include "store/pl-outbox-table.h"

G_BEGIN_DECLS

typedef enum
{
  PL_OUTBOX_TURN_NOW,     /* may be claimed */
  PL_OUTBOX_TURN_SENDING, /* somebody who is alive has it */
  PL_OUTBOX_TURN_BEHIND,  /* after another row */
  PL_OUTBOX_TURN_LATER,   /* at its next_attempt_at */
  PL_OUTBOX_TURN_ASK,     /* when the user says so */
  PL_OUTBOX_TURN_LOST,    /* what it waited for will not be done */
  PL_OUTBOX_TURN_OVER,    /* finished */
} PlOutboxTurn;

typedef struct
{
  PlOutboxTurn turn;
  gboolean     active;   /* its state will change without the clock or the user moving first */
  gboolean     clock_set_back; /* NOW although next_attempt_at is further away than any wait */
} PlOutboxSlot;

typedef gboolean (*PlOutboxAliveFunc) (const char *owner,
                                       gpointer    user_data);

GArray *pl_outbox_plan           (GPtrArray         *rows,
                                  PlOutboxAliveFunc  is_alive,
                                  gpointer           user_data,
                                  gint64             now);
gint64  pl_outbox_plan_get_sleep (GPtrArray         *rows,
                                  GArray            *slots,
                                  const char        *owner,
                                  gint64             now);

G_END_DECLS
