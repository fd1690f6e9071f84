/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A SoupMessage can go out only once, so each attempt is a trip: a fresh message, one verdict, and what it teaches the
 * next attempt. */

#include "payroc-trip.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "payroc-retry-policy.h"
#include "payroc/payroc-error.h"

#define CHUNK_SIZE (32 * 1024)

/* A peer that vanished (the laptop slept, the network changed) is known by what it does not acknowledge; a slow
 * answer is something else. */
#define UNACKNOWLEDGED_MILLISECONDS 15000

struct _PayrocTrip
{
  SoupMessage   *message;     /* (owned) */
  GCancellable  *cancellable; /* (owned) of this trip alone, cancelled in the session's thread only */
  GInputStream  *stream;      /* (owned) (nullable) */
  GByteArray    *received;    /* (owned) with room at its end while a read is under way */
  gsize          n_received;
  gsize          max_reply_bytes;
  gboolean       connecting;  /* it did not find a connection open */
  gboolean       sent;
  PayrocTripFunc done;        /* (nullable) NULL when abandoned */
  gpointer       user_data;
};

static void read_next_chunk (PayrocTrip *self);

static void
trip_free (PayrocTrip *self)
{
  if (self->stream != NULL)
    {
      g_autoptr(GCancellable) cancelled = g_cancellable_new ();

      /* In the middle of a body this drops the connection, or the stream of one. A plain close would tell the peer of
       * an HTTP/2 stream first, and wait until that is written. */
      g_cancellable_cancel (cancelled);
      g_input_stream_close (self->stream, cancelled, NULL);
      g_object_unref (self->stream);
    }

  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  g_object_unref (self->cancellable);
  g_byte_array_unref (self->received);
  g_free (self);
}

/* Frees the trip first, so that its connection is at hand for whatever @done starts. */
static void
trip_end (PayrocTrip  *self,
          PayrocReply *reply, /* (transfer full) (nullable) */
          GError      *error, /* (transfer full) (nullable) */
          GError      *cause) /* (transfer full) (nullable) */
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  PayrocTripFunc done = self->done;
  gpointer user_data = self->user_data;
  PayrocTripResult result = {
    .reply = reply,
    .error = error,
    .cause = cause,
    .sent = self->sent,
    .reused = self->sent && !self->connecting,
    .retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After")),
    .rate_limit_reset = g_strdup (soup_message_headers_get_one (headers, "X-RateLimit-Reset")),
  };

  trip_free (self);

  if (done != NULL)
    done (&result, user_data);

  g_clear_pointer (&result.reply, payroc_reply_free);
  g_clear_error (&result.error);
  g_clear_error (&result.cause);
  g_free (result.retry_after);
  g_free (result.rate_limit_reset);
}

static gboolean
is_certificate_error (const GError *error,
                      gboolean      sent)
{
  if (error->domain != G_TLS_ERROR)
    return FALSE;

  if (error->code == G_TLS_ERROR_BAD_CERTIFICATE)
    return TRUE;

  /* Once the request was under way the peer had proven itself: then it is a broken connection. */
  return !sent && (error->code == G_TLS_ERROR_NOT_TLS ||
                   error->code == G_TLS_ERROR_HANDSHAKE ||
                   error->code == G_TLS_ERROR_CERTIFICATE_REQUIRED ||
                   error->code == G_TLS_ERROR_INAPPROPRIATE_FALLBACK);
}

static gboolean
is_nonsense_error (const GError *error)
{
  return g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
         g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
trip_fail (PayrocTrip *self,
           GError     *cause) /* (transfer full) */
{
  PayrocErrorCode code = PAYROC_ERROR_UNREACHABLE;

  if (is_certificate_error (cause, self->sent))
    code = PAYROC_ERROR_INSECURE;
  else if (is_nonsense_error (cause))
    code = PAYROC_ERROR_BAD_REPLY;

  trip_end (self, NULL, payroc_error_new_fields (code, NULL, "%s", cause->message), cause);
}

static void
trip_refuse_reply (PayrocTrip *self,
                   const char *reason)
{
  GError *error = payroc_error_new_fields (PAYROC_ERROR_BAD_REPLY, NULL, "%s", reason);

  payroc_error_set_http (error, soup_message_get_status (self->message), NULL, NULL);
  trip_end (self, NULL, error, NULL);
}

/* libsoup forgives a body that is shorter than announced when the connection is then closed. */
static gboolean
is_truncated (PayrocTrip *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  if (soup_message_headers_get_one (headers, "Content-Length") == NULL ||
      soup_message_headers_get_one (headers, "Content-Encoding") != NULL ||
      soup_message_headers_get_one (headers, "Transfer-Encoding") != NULL)
    return FALSE;

  return soup_message_headers_get_content_length (headers) > (goffset) self->n_received;
}

static void
trip_answer (PayrocTrip *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  g_autoptr(GBytes) body = NULL;
  PayrocReply *reply;

  if (is_truncated (self))
    {
      trip_fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "The reply was cut off"));
      return;
    }

  g_input_stream_close (self->stream, NULL, NULL);
  g_clear_object (&self->stream);

  body = g_byte_array_free_to_bytes (g_steal_pointer (&self->received));
  self->received = g_byte_array_new ();
  reply = payroc_reply_new (soup_message_get_status (self->message),
                            soup_message_headers_get_content_type (headers, NULL),
                            body);
  trip_end (self, reply, NULL, NULL);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  PayrocTrip *self = user_data;
  g_autoptr(GError) error = NULL;
  gssize n_read;

  n_read = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);
  self->n_received += MAX (n_read, 0);
  g_byte_array_set_size (self->received, self->n_received);

  if (n_read < 0)
    trip_fail (self, g_steal_pointer (&error));
  else if (n_read == 0)
    trip_answer (self);
  else if (self->n_received > self->max_reply_bytes)
    trip_refuse_reply (self, "The reply is too large");
  else
    read_next_chunk (self);
}

static void
read_next_chunk (PayrocTrip *self)
{
  /* One byte more than allowed is enough to know. */
  gsize n_wanted = MIN (CHUNK_SIZE, self->max_reply_bytes + 1 - self->n_received);

  g_byte_array_set_size (self->received, self->n_received + n_wanted);
  g_input_stream_read_async (self->stream, self->received->data + self->n_received, n_wanted,
                             G_PRIORITY_DEFAULT, self->cancellable, read_cb, self);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  PayrocTrip *self = user_data;
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  g_autoptr(GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);

  if (self->stream == NULL)
    trip_fail (self, g_steal_pointer (&error));
  else if (SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (self->message)))
    trip_refuse_reply (self, "The service redirects, which is refused");
  else if (soup_message_headers_get_content_length (headers) > (goffset) self->max_reply_bytes)
    trip_refuse_reply (self, "The reply is too large");
  else
    read_next_chunk (self);
}

static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  PayrocTrip *self = user_data;

  self->sent = TRUE;
}

/* libsoup sends a GET once more by itself when a kept connection turns out to be closed. When that shows in the very
 * turn of the loop in which the first attempt began, libsoup 3.2 tells of its end in the next turn only, and takes it
 * for the end of the second attempt if that is under way by then: it finishes the message, and reads the second answer
 * from a connection that is NULL. A new connection takes some turns more. */
static void
restarted_cb (SoupMessage *message,
              gpointer     user_data)
{
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
}

static void
network_event_cb (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection,
                  gpointer           user_data)
{
  PayrocTrip *self = user_data;

  self->connecting = TRUE;
  payroc_trip_tune_connection (event, connection);
}

static void
set_headers (SoupMessage         *message,
             const PayrocRequest *request)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_replace (headers, "Accept", "application/json, application/problem+json");

  if (request->bearer != NULL)
    {
      char *authorization = g_strconcat ("Bearer ", request->bearer, NULL);

      soup_message_headers_replace (headers, "Authorization", authorization);
      explicit_bzero (authorization, strlen (authorization));
      g_free (authorization);
    }

  if (request->api_key != NULL)
    soup_message_headers_replace (headers, "x-api-key", request->api_key);
  else
    soup_message_headers_set_content_type (headers, "application/json", NULL);

  if (request->idempotency_key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", request->idempotency_key);

  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);
}

/**
 * payroc_trip_start:
 * @session: the session, in whose thread this is called
 * @request: whom to ask for what; needed during the call only; its URL parses
 * @new_connection: whether kept-alive connections are not to be trusted
 * @max_reply_bytes: the largest reply to accept, after decompression
 * @done: (scope async): called once in this thread, never from within this function
 * @user_data: for @done
 *
 * Sends one message and reads its answer whole. Without `SOUP_MESSAGE_IDEMPOTENT` libsoup opens a connection for every
 * POST and PATCH; those that carry a key are idempotent in truth.
 *
 * Returns: (transfer none): the trip, valid until @done is called or it is abandoned
 */
PayrocTrip *
payroc_trip_start (SoupSession         *session,
                   const PayrocRequest *request,
                   gboolean             new_connection,
                   gsize                max_reply_bytes,
                   PayrocTripFunc       done,
                   gpointer             user_data)
{
  PayrocTrip *self = g_new0 (PayrocTrip, 1);

  self->message = soup_message_new (request->method, request->url);
  self->cancellable = g_cancellable_new ();
  self->received = g_byte_array_new ();
  self->max_reply_bytes = max_reply_bytes;
  self->done = done;
  self->user_data = user_data;

  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  if (request->idempotency_key != NULL || request->api_key != NULL)
    soup_message_add_flags (self->message, SOUP_MESSAGE_IDEMPOTENT);
  if (new_connection)
    soup_message_add_flags (self->message, SOUP_MESSAGE_NEW_CONNECTION);

  set_headers (self->message, request);
  g_signal_connect (self->message, "starting", G_CALLBACK (starting_cb), self);
  g_signal_connect (self->message, "restarted", G_CALLBACK (restarted_cb), self);
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);

  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, self->cancellable, sent_cb, self);

  return self;
}

/**
 * payroc_trip_abandon:
 * @self: (transfer full): a trip under way
 *
 * Gives @self up: its function will not be called. libsoup finds out in its own time (a message that waits for a
 * connection notices its cancellation only when the queue moves).
 *
 * Returns: whether bytes may have left already
 */
gboolean
payroc_trip_abandon (PayrocTrip *self)
{
  g_autoptr(GCancellable) cancellable = g_object_ref (self->cancellable);
  gboolean sent = self->sent;

  self->done = NULL;
  g_cancellable_cancel (cancellable);

  return sent;
}

/**
 * payroc_trip_tune_connection:
 * @event: what a message's connection just did
 * @connection: (nullable): the connection
 *
 * For every connection that is opened: see to it that a dead one is found out.
 */
void
payroc_trip_tune_connection (GSocketClientEvent event,
                             GIOStream         *connection)
{
  if (event == G_SOCKET_CLIENT_CONNECTED && G_IS_SOCKET_CONNECTION (connection))
    g_socket_set_option (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)),
                         IPPROTO_TCP, TCP_USER_TIMEOUT, UNACKNOWLEDGED_MILLISECONDS, NULL);
}
