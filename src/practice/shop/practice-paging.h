/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of any list: limit, before or after, and the links to its neighbours. */
#pragma once

#include "practice/http/practice-problem.h"
#include "practice/http/practice-request.h"
#include "practice/state/practice-state.h"

G_BEGIN_DECLS

typedef JsonObject *(*PracticeRowFunc) (PracticeState *state,
                                        sqlite3_stmt  *statement,
                                        const char    *today);

/* A list being asked for: what may be wrong with the question, and which rows it wants. */
typedef struct
{
  PracticeComplaints *complaints; /* (owned) */
  GString            *where;      /* (owned) " AND …" for each condition, with ? for values */
  GPtrArray          *values;     /* (owned) text, one for each ? */
} PracticeListing;

PracticeListing *practice_listing_new   (void);
void             practice_listing_free  (PracticeListing *self);
void             practice_listing_where (PracticeListing *self,
                                         const char      *condition, /* with at most one ? */
                                         const char      *value);
/* columns: its first two are seq and id. */
PracticeReply   *practice_listing_reply (PracticeListing *self,
                                         PracticeState   *state,
                                         PracticeRequest *request,
                                         const char      *table,
                                         const char      *columns,
                                         PracticeRowFunc  read_row);

/* NULL when the parameter is absent or wrong; wrong leaves a complaint. */
const char      *practice_listing_text   (PracticeListing   *self,
                                          PracticeRequest   *request,
                                          const char        *name,
                                          glong              least,
                                          glong              most);
const char      *practice_listing_choice (PracticeListing   *self,
                                          PracticeRequest   *request,
                                          const char        *name,
                                          const char *const *choices);
const char      *practice_listing_date   (PracticeListing   *self,
                                          PracticeRequest   *request,
                                          const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeListing, practice_listing_free)

G_END_DECLS
