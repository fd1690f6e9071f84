/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which intents go out at once when the network is back, and which of their failures were only its fault. */
#pragma once

#include "pl-intent-list.h"

G_BEGIN_DECLS

typedef struct _PlOutboxHurry PlOutboxHurry;

PlOutboxHurry *pl_outbox_hurry_new               (void);
void           pl_outbox_hurry_free              (PlOutboxHurry *self);
GArray        *pl_outbox_hurry_choose            (PlOutboxHurry *self,
                                                  PlIntentList  *list,
                                                  gint64         now);
guint          pl_outbox_hurry_get_calm_attempts (PlOutboxHurry *self,
                                                  gint64         id);
void           pl_outbox_hurry_tidy              (PlOutboxHurry *self,
                                                  PlIntentList  *list);

G_END_DECLS
