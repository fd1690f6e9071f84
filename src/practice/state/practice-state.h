/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every part of the practice server shares. */
#pragma once

#include "practice-clock.h"
#include "practice-database.h"
#include "practice-options.h"
#include "practice-tokens.h"

G_BEGIN_DECLS

typedef struct
{
  const PracticeOptions *options;  /* (unowned) */
  PracticeDatabase      *database; /* (owned) */
  PracticeClock         *clock;    /* (owned) */
  PracticeTokens        *tokens;   /* (owned) */
  char                  *base_url; /* (owned) http://127.0.0.1:P, once the port is known */
} PracticeState;

PracticeState *practice_state_new              (const PracticeOptions *options,
                                                GError               **error);
void           practice_state_free             (PracticeState         *self);
void           practice_state_set_clock_offset (PracticeState         *self,
                                                gint64                 microseconds);
/* Ten characters, as paymentLinkId and the like have them. */
char          *practice_state_new_id           (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeState, practice_state_free)

G_END_DECLS
