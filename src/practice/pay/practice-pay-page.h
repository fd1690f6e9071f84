/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the customer sees at a link's address. */
#pragma once

#include "practice/http/practice-problem.h"
#include "practice/http/practice-request.h"
#include "practice/state/practice-state.h"

G_BEGIN_DECLS

/* GET and POST below /pay. */
PracticeReply *practice_pay_page_run (PracticeState   *state,
                                      PracticeRequest *request);

G_END_DECLS
