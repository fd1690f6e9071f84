/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Idempotency: a key belongs to one address and one body, and is answered once. */
#include "practice-answers.h"

#include <string.h>

#include "practice/http/practice-problem.h"

static gint64
get_seconds (PracticeState *state)
{
  return practice_clock_get_time (state->clock) / G_USEC_PER_SEC;
}

PracticeReply *
practice_answers_find (PracticeState   *state,
                       PracticeRequest *request)
{
  const char *key = practice_request_get_header (request, "Idempotency-Key");
  g_autofree char *folded = g_ascii_strdown (key, -1);
  g_autofree char *target = practice_request_dup_target (request);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request->body);
  gint64 oldest = get_seconds (state) - state->options->key_days * 24 * 3600;
  PracticeReply *reply = NULL;
  sqlite3_stmt *statement;

  statement = practice_database_query (state->database,
                                       "SELECT request, body, status, content_type, location, reply FROM answer"
                                       " WHERE key = ? AND at > ?",
                                       "ti", folded, oldest);
  if (practice_database_step (state->database, statement))
    {
      if (!g_str_equal (practice_database_column_text (statement, 0), target)
          || !g_str_equal (practice_database_column_text (statement, 1), digest))
        {
          reply = practice_problem_reply (PRACTICE_PROBLEM_IDEMPOTENCY_KEY_IN_USE, NULL);
        }
      else
        {
          GBytes *body = g_bytes_new (sqlite3_column_blob (statement, 5), sqlite3_column_bytes (statement, 5));

          reply = practice_reply_new ((guint) sqlite3_column_int (statement, 2),
                                      practice_database_column_text (statement, 3), body);
          if (practice_database_column_text (statement, 4) != NULL)
            practice_reply_set_header (reply, "Location", practice_database_column_text (statement, 4));
        }
    }
  practice_database_done (statement);

  return reply;
}

void
practice_answers_keep (PracticeState   *state,
                       PracticeRequest *request,
                       PracticeReply   *reply)
{
  const char *key = practice_request_get_header (request, "Idempotency-Key");
  g_autofree char *folded = g_ascii_strdown (key, -1);
  g_autofree char *target = practice_request_dup_target (request);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request->body);

  practice_database_run (state->database, "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "tttiittb",
                         folded, target, digest, get_seconds (state), (gint64) reply->status, reply->content_type,
                         (const char *) g_hash_table_lookup (reply->headers, "Location"), reply->body);
}
