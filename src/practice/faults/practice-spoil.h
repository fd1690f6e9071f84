/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays a fault over a reply. */
#pragma once

#include "practice-faults.h"
#include "practice/http/practice-reply.h"
#include "practice/state/practice-state.h"

G_BEGIN_DECLS

typedef enum
{
  PRACTICE_ENDING_WHOLE, /* the reply as it is */
  PRACTICE_ENDING_HALF,  /* half of its bytes, then close */
  PRACTICE_ENDING_CUT,   /* close without a byte */
} PracticeEnding;

/* reply: (transfer full) (nullable): what the work came to, NULL when it was not done. Never returns NULL. */
PracticeReply *practice_spoil (PracticeState  *state,
                               PracticeFault  *fault,
                               PracticeReply  *reply,
                               PracticeEnding *ending);

G_END_DECLS
