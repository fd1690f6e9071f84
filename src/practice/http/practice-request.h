/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request as it came in, taken apart once. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  char               *method;   /* (owned) */
  char               *path;     /* (owned) still percent-encoded */
  char               *query;    /* (owned) (nullable) raw */
  GStrv               segments; /* (owned) decoded; NULL when one cannot be decoded */
  GPtrArray          *pairs;    /* (owned) name, value, name, value …; NULL when the query cannot be decoded */
  SoupMessageHeaders *headers;  /* (owned) */
  GBytes             *body;     /* (owned) */
  gboolean            too_large;
} PracticeRequest;

PracticeRequest *practice_request_new        (SoupServerMessage *message);
void             practice_request_free       (PracticeRequest   *self);
const char      *practice_request_get_header (PracticeRequest   *self,
                                              const char        *name);
/* The first value of that name, NULL when it is not there. */
const char      *practice_request_get_query  (PracticeRequest   *self,
                                              const char        *name);
/* Every value of that name; also a comma-separated list in one. */
GStrv            practice_request_dup_values (PracticeRequest   *self,
                                              const char        *name);
/* Method, path and query: what a key is bound to. */
char            *practice_request_dup_target (PracticeRequest   *self);
gboolean         practice_request_is_json    (PracticeRequest   *self);
gboolean         practice_request_takes_json (PracticeRequest   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeRequest, practice_request_free)

G_END_DECLS
