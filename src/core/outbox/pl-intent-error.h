/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an intent is not done: what only the outbox can say, and how any such error is kept in the intent's row. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PL_INTENT_ERROR (pl_intent_error_quark ())

typedef enum
{
  PL_INTENT_ERROR_DECISION,    /* sent so long ago that Payroc may have forgotten its key: the user decides */
  PL_INTENT_ERROR_PREDECESSOR, /* the create or edit that it waited for was refused or given up */
  PL_INTENT_ERROR_NOT_CHANGED, /* the edit that it waited for was taken only in part: nobody was written to */
  PL_INTENT_ERROR_IN_FLIGHT,   /* cannot be given up while it is being sent */
  PL_INTENT_ERROR_FINISHED,    /* nothing left to try again or give up */
  PL_INTENT_ERROR_CHANGED,     /* the link is no longer what it was when the edit was made: nothing was sent */
  PL_INTENT_ERROR_DIFFERENT,   /* Payroc made another link than was asked for: it is there, and nobody was written to */
  PL_INTENT_ERROR_UNSAFE,      /* the link's address is not safe to open: nobody is sent there */
  PL_INTENT_ERROR_OUTDATED,    /* the link is no longer what the message says: nobody was written to */
  PL_INTENT_ERROR_ELSEWHERE,   /* Payroc says that the mail went to somebody else */
  PL_INTENT_ERROR_STILL_ON,    /* Payroc answered a switch-off, and the link is on all the same */
  PL_INTENT_ERROR_OVER,        /* the link that was made cannot be paid (any more): nobody was written to */
} PlIntentErrorCode;

GQuark  pl_intent_error_quark     (void);

/* The row's form: code, message, HTTP status, problem type, detail, fields. */
char   *pl_intent_error_to_json   (const GError *error);
GError *pl_intent_error_from_json (const char   *json);

G_END_DECLS
