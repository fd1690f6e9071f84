/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bearer tokens: given out for the API key, opaque to the client, good for a while. */
#pragma once

#include "practice-clock.h"
#include "practice-database.h"

G_BEGIN_DECLS

#define PRACTICE_TYPE_TOKENS (practice_tokens_get_type ())
G_DECLARE_FINAL_TYPE (PracticeTokens, practice_tokens, PRACTICE, TOKENS, GObject)

PracticeTokens *practice_tokens_new        (PracticeDatabase *database,
                                            PracticeClock    *clock,
                                            gint64            lifetime);
char           *practice_tokens_issue      (PracticeTokens   *self);
gboolean        practice_tokens_check      (PracticeTokens   *self,
                                            const char       *token);
/* From now on no token given out before is good. */
void            practice_tokens_invalidate (PracticeTokens   *self);

G_END_DECLS
