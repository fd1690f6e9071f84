/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control path: what tests and the practice account ask of the server itself. */
#pragma once

#include "practice-lifetime.h"
#include "practice/faults/practice-faults.h"
#include "practice/faults/practice-log.h"
#include "practice/http/practice-problem.h"
#include "practice/http/practice-request.h"
#include "practice/state/practice-state.h"

G_BEGIN_DECLS

/* All but /control/hold, which is a connection rather than a reply. */
PracticeReply *practice_control_run (PracticeState    *state,
                                     PracticeFaults   *faults,
                                     PracticeLog      *log,
                                     PracticeLifetime *lifetime,
                                     PracticeRequest  *request);

G_END_DECLS
