/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API itself: which operation a request means, and what it is answered. */
#pragma once

#include "practice/http/practice-problem.h"
#include "practice/http/practice-request.h"
#include "practice/state/practice-state.h"

G_BEGIN_DECLS

/* One request on its way through an operation. */
typedef struct
{
  PracticeState   *state;       /* (unowned) */
  PracticeRequest *request;     /* (unowned) */
  const char      *id;          /* (unowned) (nullable) the terminal or link in the path */
  JsonNode        *body;        /* (owned) (nullable) */
  gboolean         overlook; /* a fault: say yes, but change nothing, or list whatever there is */
} PracticeCall;

typedef PracticeReply *(*PracticeOperation) (PracticeCall *call);

typedef struct
{
  const char       *name;      /* createLink, … */
  const char       *method;
  const char       *path;      /* * stands for one segment */
  gboolean          needs_key;
  gboolean          writes;
  PracticeOperation run;
} PracticeRoute;

/* NULL when nothing is there; a route of another method when only the method is wrong. */
const PracticeRoute *practice_api_find_route      (PracticeRequest     *request);
/* createLink and the like; “unknown” for NULL. */
const char          *practice_api_get_name        (const PracticeRoute *route);
gboolean             practice_api_is_operation    (const char          *name);
PracticeReply       *practice_api_run             (PracticeState       *state,
                                                   PracticeRequest     *request,
                                                   const PracticeRoute *route,
                                                   gboolean             overlook,
                                                   gboolean            *replayed);

/* NULL, or why this account may not use that terminal. */
PracticeReply       *practice_api_check_terminal  (PracticeState       *state,
                                                   const char          *terminal,
                                                   const char          *path);

G_END_DECLS
