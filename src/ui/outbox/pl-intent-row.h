/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One unfinished or refused change: what it is, what happens next, and what can be done about it. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_INTENT_ROW (pl_intent_row_get_type ())
G_DECLARE_FINAL_TYPE (PlIntentRow, pl_intent_row, PL, INTENT_ROW, GtkListBoxRow)

/* Property: held (boolean): nothing is sent at present. Actions inside: intent.retry, intent.discard, intent.mend
 * (win.mend-intent), intent.details. */
/* session: (nullable): what says how the link stands that a refused one is about. */
GtkWidget *pl_intent_row_new        (PlSession   *session,
                                     PlOutbox    *outbox,
                                     PlIntent    *intent);
PlIntent  *pl_intent_row_get_intent (PlIntentRow *self);

G_END_DECLS
