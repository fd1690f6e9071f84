/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks that wait for the outbox to get somewhere, and when they are there. */
#pragma once

#include "pl-intent.h"
#include "pl-outbox-scan.h"

G_BEGIN_DECLS

typedef enum
{
  PL_OUTBOX_GOAL_READ,    /* all rows that are to be seen were read */
  PL_OUTBOX_GOAL_SETTLED, /* the intent is finished, or nothing will happen to it for now */
  PL_OUTBOX_GOAL_FLUSHED, /* nothing that is due is left */
} PlOutboxGoalKind;

/* What will be heard of after a look at the table. */
typedef enum
{
  PL_OUTBOX_WATCH_NOTHING, /* stopped, and nothing on its way: nobody looks again */
  PL_OUTBOX_WATCH_SENDING, /* what is on its way, here or elsewhere; nothing new is sent */
  PL_OUTBOX_WATCH_DUE,     /* what is due is being sent */
} PlOutboxWatch;

typedef struct _PlOutboxGoals PlOutboxGoals;

PlOutboxGoals *pl_outbox_goals_new         (void);
void           pl_outbox_goals_free        (PlOutboxGoals      *self);
void           pl_outbox_goals_add         (PlOutboxGoals      *self,
                                            PlOutboxGoalKind    kind,
                                            PlIntent           *intent,
                                            guint               after,
                                            GTask              *task);
gboolean       pl_outbox_goals_are_reached (PlOutboxGoals      *self);
void           pl_outbox_goals_watch       (PlOutboxGoals      *self,
                                            PlOutboxScan       *scan);
void           pl_outbox_goals_check       (PlOutboxGoals      *self);
void           pl_outbox_goals_check_scan  (PlOutboxGoals      *self,
                                            const PlOutboxScan *scan,
                                            guint               number,
                                            PlOutboxWatch       watch);
void           pl_outbox_goals_fail        (PlOutboxGoals      *self,
                                            guint               number,
                                            const GError       *error);

G_END_DECLS
