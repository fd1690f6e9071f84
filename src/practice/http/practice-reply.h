/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes back to the client: a status, a body and a few headers, before any fault is laid over it. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint       status;
  char       *content_type; /* (owned) (nullable) */
  GBytes     *body;         /* (owned) */
  GHashTable *headers;      /* (owned) name → value */
} PracticeReply;

PracticeReply *practice_reply_new        (guint          status,
                                          const char    *content_type,
                                          GBytes        *body);    /* takes body */
PracticeReply *practice_reply_new_json   (guint          status,
                                          JsonNode      *node);    /* takes node */
PracticeReply *practice_reply_new_text   (guint          status,
                                          const char    *content_type,
                                          const char    *text);
void           practice_reply_set_header (PracticeReply *self,
                                          const char    *name,
                                          const char    *value);
void           practice_reply_free       (PracticeReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeReply, practice_reply_free)

G_END_DECLS
