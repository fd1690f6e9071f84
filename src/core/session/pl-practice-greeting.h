/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the practice server's program is, and what it says when it starts. */
#pragma once

#include <gio/gio.h>

#include "payroc/payroc-environment.h"

G_BEGIN_DECLS

#define PL_PRACTICE_PROGRAM      "paylinks-practice"
#define PL_PRACTICE_GREETING_MAX 4096

typedef struct
{
  PayrocEnvironment *environment; /* (owned) */
  char              *terminal; /* (owned) */
  char              *currency; /* (owned) */
  char              *api_key; /* (owned): opens nothing but the stand-in */
  char              *host; /* (owned): where it is controlled */
  guint16            port;
  char              *hold_path; /* (owned) */
} PlPracticeGreeting;

char               *pl_practice_find_program      (GError             **error);
char               *pl_practice_find_program_from (const char          *directory,
                                                   GError             **error);
PlPracticeGreeting *pl_practice_greeting_parse    (const char          *line,
                                                   gsize                length,
                                                   GError             **error);
void                pl_practice_greeting_free     (PlPracticeGreeting  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPracticeGreeting, pl_practice_greeting_free)

G_END_DECLS
