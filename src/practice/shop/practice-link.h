/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A payment link as the practice server keeps it. */
#pragma once

#include <json-glib/json-glib.h>

#include "practice/state/practice-state.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      seq;
  char       *id;         /* (owned) */
  char       *terminal;   /* (owned) */
  char       *kind;       /* (owned) singleUse, multiUse */
  char       *state;      /* (owned) active, completed, deactivated; expired is computed */
  char       *created_on; /* (owned) */
  char       *token;      /* (owned) the address that works now */
  JsonObject *doc;        /* (owned) what the merchant said, checked; private to this row */
} PracticeLink;

/* Column list for practice_link_read(). */
#define PRACTICE_LINK_COLUMNS "seq, id, terminal, kind, state, created_on, token, doc"

PracticeLink *practice_link_insert        (PracticeState *state,
                                           const char    *terminal,
                                           JsonObject    *doc);
PracticeLink *practice_link_read          (sqlite3_stmt  *statement);
PracticeLink *practice_link_find          (PracticeState *state,
                                           const char    *id);
/* Also by an address that no longer works: compare with token. */
PracticeLink *practice_link_find_by_token (PracticeState *state,
                                           const char    *token);
gboolean      practice_link_has_reference (PracticeState *state,
                                           const char    *terminal,
                                           const char    *reference);
void          practice_link_renew_address (PracticeLink  *self);
void          practice_link_save          (PracticeState *state,
                                           PracticeLink  *self);
const char   *practice_link_get_status    (PracticeLink  *self,
                                           const char    *today);
gboolean      practice_link_accepts       (PracticeLink  *self,
                                           const char    *method);
const char   *practice_link_get_label     (PracticeLink  *self); /* (nullable) of the button */
char         *practice_link_dup_url       (PracticeState *state,
                                           PracticeLink  *self);
JsonObject   *practice_link_to_json       (PracticeState *state,
                                           PracticeLink  *self,
                                           const char    *today);
void          practice_link_free          (PracticeLink  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeLink, practice_link_free)

G_END_DECLS
