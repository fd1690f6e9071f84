/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies as plain data, so that they can be stored for an idempotency key and spoilt by a fault. */
#include "practice-reply.h"

#include <string.h>

#include "payroc/payroc-json.h"
#include "practice/practice-json.h"

PracticeReply *
practice_reply_new (guint       status,
                    const char *content_type,
                    GBytes     *body)
{
  PracticeReply *self = g_new0 (PracticeReply, 1);

  self->status = status;
  self->content_type = g_strdup (content_type);
  self->body = body != NULL ? body : g_bytes_new_static ("", 0);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

PracticeReply *
practice_reply_new_json (guint     status,
                         JsonNode *node)
{
  PracticeReply *self = practice_reply_new (status, "application/json", payroc_json_to_bytes (node));

  json_node_unref (node);

  return self;
}

PracticeReply *
practice_reply_new_text (guint       status,
                         const char *content_type,
                         const char *text)
{
  return practice_reply_new (status, content_type, g_bytes_new (text, strlen (text)));
}

void
practice_reply_set_header (PracticeReply *self,
                           const char    *name,
                           const char    *value)
{
  g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));
}

void
practice_reply_free (PracticeReply *self)
{
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_free (self);
}
