/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each Idempotency-Key was answered. */
#pragma once

#include "practice/http/practice-reply.h"
#include "practice/http/practice-request.h"
#include "practice/state/practice-state.h"

G_BEGIN_DECLS

/* Inside a transaction. NULL: a new key; otherwise the first reply again, or the refusal of a key that was used for
 * something else. */
PracticeReply *practice_answers_find (PracticeState   *state,
                                      PracticeRequest *request);
void           practice_answers_keep (PracticeState   *state,
                                      PracticeRequest *request,
                                      PracticeReply   *reply);

G_END_DECLS
