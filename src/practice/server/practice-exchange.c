/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wait → work → wait → answer: the work is done once, whether or not the client is still there. */
#include "practice-exchange.h"

#include <string.h>

#include "practice-connection.h"
#include "practice/api/practice-api.h"
#include "practice/faults/practice-spoil.h"

typedef struct
{
  PracticeState       *state;   /* (unowned) */
  PracticeFaults      *faults;  /* (unowned) */
  PracticeLog         *log;     /* (owned) */
  SoupServerMessage   *message; /* (owned) */
  PracticeRequest     *request; /* (owned) */
  const PracticeRoute *route;   /* (nullable) */
  PracticeFault       *fault;   /* (owned) (nullable) */
  PracticeReply       *reply;   /* (owned) (nullable) */
  gint64               n;
  gboolean             replayed;
  gboolean             paused;
  gboolean             gone; /* the client hung up */
} Exchange;

static void
exchange_free (Exchange *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->log);
  g_clear_object (&self->message);
  g_clear_pointer (&self->request, practice_request_free);
  g_clear_pointer (&self->fault, practice_fault_free);
  g_clear_pointer (&self->reply, practice_reply_free);
  g_free (self);
}

static void
gone_cb (SoupServerMessage *message,
         gpointer           user_data)
{
  Exchange *self = user_data;

  self->gone = TRUE;
}

static void
write_half (GIOStream     *stream,
            PracticeReply *reply)
{
  gsize size = g_bytes_get_size (reply->body);
  const char *type = reply->content_type != NULL ? reply->content_type : "text/plain";
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u Cut\r\nContent-Type: %s\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           reply->status, type, MAX (size, 2));
  GOutputStream *output = g_io_stream_get_output_stream (stream);

  if (g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL))
    g_output_stream_write_all (output, g_bytes_get_data (reply->body, NULL), size / 2, NULL, NULL, NULL);
}

static void
finish (Exchange *self)
{
  practice_exchange_send (self->message, self->reply);
  if (self->paused)
    soup_server_message_unpause (self->message);
}

static gboolean
cut_cb (gpointer user_data)
{
  Exchange *self = user_data;
  PracticeEnding ending = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self->message), "practice-ending"));

  if (!self->gone)
    {
      g_autoptr (GIOStream) stream = practice_connection_take (self->message);

      if (stream != NULL && ending == PRACTICE_ENDING_HALF)
        write_half (stream, self->reply);
      if (stream != NULL)
        g_io_stream_close (stream, NULL, NULL);
      else
        finish (self);
    }
  exchange_free (self);

  return G_SOURCE_REMOVE;
}

static void
pause_message (Exchange *self)
{
  if (!self->paused)
    soup_server_message_pause (self->message);
  self->paused = TRUE;
}

/* Frees self, now or when the connection is cut. */
static void
answer (Exchange *self)
{
  PracticeEnding ending = PRACTICE_ENDING_WHOLE;

  if (self->fault != NULL)
    self->reply = practice_spoil (self->state, self->fault, g_steal_pointer (&self->reply), &ending);

  practice_log_finish (self->log, self->n, ending == PRACTICE_ENDING_CUT ? 0 : self->reply->status, self->replayed);

  if (ending != PRACTICE_ENDING_WHOLE)
    {
      /* A connection cannot be taken away from under the very call that read from it. */
      g_object_set_data (G_OBJECT (self->message), "practice-ending", GINT_TO_POINTER (ending));
      pause_message (self);
      g_idle_add (cut_cb, self);
      return;
    }

  if (!self->gone)
    finish (self);
  exchange_free (self);
}

static void
answer_cb (gpointer user_data)
{
  answer (user_data);
}

static gboolean
is_work_done (PracticeFault *fault)
{
  return fault == NULL || fault->kind == PRACTICE_FAULT_DELAY || fault->done;
}

static void
work (Exchange *self)
{
  gboolean overlook = self->fault != NULL && (self->fault->kind == PRACTICE_FAULT_IGNORE_EDIT
                                              || self->fault->kind == PRACTICE_FAULT_IGNORE_FILTER);

  if (self->fault != NULL && self->fault->kind == PRACTICE_FAULT_TOKEN_EXPIRED)
    practice_tokens_invalidate (self->state->tokens);
  else if (is_work_done (self->fault))
    self->reply = practice_api_run (self->state, self->request, self->route, overlook, &self->replayed);

  if (self->fault != NULL && self->fault->kind == PRACTICE_FAULT_DELAY && self->fault->done && self->fault->delay > 0)
    {
      pause_message (self);
      practice_faults_wait (self->faults, (guint) self->fault->delay, answer_cb, self);
      return;
    }

  answer (self);
}

static void
work_cb (gpointer user_data)
{
  work (user_data);
}

void
practice_exchange_start (PracticeState     *state,
                         PracticeFaults    *faults,
                         PracticeLog       *log,
                         SoupServerMessage *message,
                         PracticeRequest   *request)
{
  Exchange *self = g_new0 (Exchange, 1);
  g_autofree char *at = practice_clock_get_timestamp (state->clock);
  const char *operation;
  gint64 wait = state->options->latency;

  self->state = state;
  self->faults = faults;
  self->log = g_object_ref (log);
  self->message = g_object_ref (message);
  self->request = request;
  self->route = practice_api_find_route (request);
  operation = practice_api_get_name (self->route);
  self->fault = practice_faults_take (faults, operation);
  self->n = practice_log_add (log, operation, request, at, self->fault != NULL ? self->fault->name : NULL);
  g_signal_connect (message, "finished", G_CALLBACK (gone_cb), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (gone_cb), self);

  if (self->fault != NULL && !(self->fault->kind == PRACTICE_FAULT_DELAY && self->fault->done))
    wait += self->fault->delay;

  if (wait == 0)
    {
      work (self);
      return;
    }

  pause_message (self);
  practice_faults_wait (faults, (guint) wait, work_cb, self);
}

void
practice_exchange_send (SoupServerMessage *message,
                        PracticeReply     *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  soup_server_message_set_status (message, reply->status, NULL);
  if (reply->content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", reply->content_type);

  g_hash_table_iter_init (&iter, reply->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
        soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      else
        soup_message_headers_replace (headers, name, value);
    }

  if (g_bytes_get_size (reply->body) > 0)
    soup_message_body_append_bytes (body, reply->body);
  soup_message_body_complete (body);
}
