/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One API request from its arrival to the last byte of its answer, faults and delays included. */
#pragma once

#include "practice/faults/practice-faults.h"
#include "practice/faults/practice-log.h"
#include "practice/http/practice-reply.h"
#include "practice/http/practice-request.h"
#include "practice/state/practice-state.h"

G_BEGIN_DECLS

/* request: (transfer full). */
void practice_exchange_start (PracticeState     *state,
                              PracticeFaults    *faults,
                              PracticeLog       *log,
                              SoupServerMessage *message,
                              PracticeRequest   *request);
void practice_exchange_send  (SoupServerMessage *message,
                              PracticeReply     *reply);

G_END_DECLS
