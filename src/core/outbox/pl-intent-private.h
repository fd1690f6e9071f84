/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PlIntent as its maker, the outbox, uses it. */
#pragma once

#include "pl-intent.h"

G_BEGIN_DECLS

PlIntent          *pl_intent_new        (const PlOutboxRow  *row);
const PlOutboxRow *pl_intent_get_row    (PlIntent           *self);
void               pl_intent_set_row    (PlIntent           *self,
                                         const PlOutboxRow  *row);
void               pl_intent_set_result (PlIntent           *self,
                                         PayrocLink         *link,
                                         PayrocSharingEvent *event,
                                         GPtrArray          *ignored);

G_END_DECLS
