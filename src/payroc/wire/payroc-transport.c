/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door to the worker's thread: requests go in from any context, each result comes back into the context it was
 * asked in. */

#include "payroc-transport.h"

#include "payroc-secret.h"
#include "payroc-worker.h"
#include "payroc/payroc-error.h"
#include "payroc/payroc-url.h"

#define DEADLINE_SECONDS 60
#define MAX_REPLY_BYTES  (8 * 1024 * 1024)

struct _PayrocTransport
{
  GObject              parent_instance;

  PayrocWorker        *worker; /* (owned) (nullable) until the first request */
  PayrocExchangeLimits limits;
  gboolean             closed;
};

G_DEFINE_FINAL_TYPE (PayrocTransport, payroc_transport, G_TYPE_OBJECT)

/* A request's way into the worker's thread and back. */
typedef struct
{
  GTask        *task;      /* (owned) holds the transport */
  PayrocWorker *worker;    /* (owned) which may be closed before this is delivered */
  gulong        cancelled; /* the handler's id, or 0 */
  PayrocReply  *reply;     /* (owned) (nullable) */
  GError       *error;     /* (owned) (nullable) */
} Errand;

static void
errand_free (Errand *errand)
{
  g_cancellable_disconnect (g_task_get_cancellable (errand->task), errand->cancelled);
  g_clear_pointer (&errand->reply, payroc_reply_free);
  g_clear_error (&errand->error);
  payroc_worker_unref (errand->worker);
  g_object_unref (errand->task);
  g_free (errand);
}

static gboolean
deliver_cb (gpointer user_data)
{
  Errand *errand = user_data;

  if (errand->reply != NULL)
    g_task_return_pointer (errand->task, g_steal_pointer (&errand->reply), (GDestroyNotify) payroc_reply_free);
  else
    g_task_return_error (errand->task, g_steal_pointer (&errand->error));

  return G_SOURCE_REMOVE;
}

/* In the worker's thread, which must never hold the last reference to a task: with that go the caller's data, and maybe
 * the transport. So the task itself travels home. */
static void
exchange_done_cb (PayrocExchange *exchange,
                  PayrocReply   **reply,
                  GError        **error,
                  gpointer        user_data)
{
  Errand *errand = user_data;
  g_autoptr(GMainContext) context = g_main_context_ref (g_task_get_context (errand->task));
  g_autoptr(GSource) source = g_idle_source_new ();

  errand->reply = g_steal_pointer (reply);
  errand->error = g_steal_pointer (error);

  g_source_set_priority (source, g_task_get_priority (errand->task));
  g_source_set_callback (source, deliver_cb, errand, (GDestroyNotify) errand_free);
  g_source_attach (source, context);
}

/* In whichever thread cancels. A GCancellableSource in the worker's context would do the same in a line, but with GLib
 * 2.74 it leaks when a cancellable that several requests share is cancelled in another thread. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Errand *errand = user_data;

  payroc_worker_look_round (errand->worker);
}

static gboolean
is_safe_address (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && payroc_url_is_safe (url);
}

static gboolean
check_request (const PayrocRequest *request,
               GError             **error)
{
  const char *const in_headers[] = { request->bearer, request->api_key, request->idempotency_key };
  guint i;

  if (!is_safe_address (request->url))
    {
      g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_INSECURE, NULL, "The address is not safe"));
      return FALSE;
    }

  for (i = 0; i < G_N_ELEMENTS (in_headers); i++)
    if (in_headers[i] != NULL && !payroc_secret_is_sendable (in_headers[i]))
      {
        g_propagate_error (error, payroc_error_new_fields (PAYROC_ERROR_INVALID, NULL,
                                                           "What a header would say cannot stand in one"));
        return FALSE;
      }

  return TRUE;
}

static PayrocWorker *
ensure_worker (PayrocTransport *self)
{
  if (self->worker == NULL)
    self->worker = payroc_worker_new ();

  return self->worker;
}

/* Whoever wants the thread gone before going on closes the transport; here nobody can wait for it. */
static void
payroc_transport_finalize (GObject *object)
{
  PayrocTransport *self = PAYROC_TRANSPORT (object);

  if (self->worker != NULL)
    payroc_worker_close (g_steal_pointer (&self->worker), NULL);

  G_OBJECT_CLASS (payroc_transport_parent_class)->finalize (object);
}

static void
payroc_transport_class_init (PayrocTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = payroc_transport_finalize;
}

static void
payroc_transport_init (PayrocTransport *self)
{
  self->limits.deadline_seconds = DEADLINE_SECONDS;
  self->limits.max_reply_bytes = MAX_REPLY_BYTES;
  self->limits.wait_scale = 1.0;
}

/**
 * payroc_transport_new:
 *
 * One transport serves any number of clients. It is to be used in one thread; its own begins with the first request
 * and ends after payroc_transport_close_async(), or some time after the transport went, which no request under way
 * outlives: each holds a reference.
 *
 * Returns: (transfer full): a transport
 */
PayrocTransport *
payroc_transport_new (void)
{
  return g_object_new (PAYROC_TYPE_TRANSPORT, NULL);
}

/**
 * payroc_transport_set_limits:
 * @self: a transport
 * @deadline_seconds: for a whole exchange, from its first attempt, waits included; 60 by default, as Payroc's own
 *   libraries wait
 * @max_reply_bytes: the largest reply to accept, after decompression; 8 MiB by default
 *
 * For requests to come.
 */
void
payroc_transport_set_limits (PayrocTransport *self,
                             guint            deadline_seconds,
                             gsize            max_reply_bytes)
{
  g_return_if_fail (PAYROC_IS_TRANSPORT (self));
  g_return_if_fail (deadline_seconds > 0 && deadline_seconds <= 3600);
  g_return_if_fail (max_reply_bytes > 0 && max_reply_bytes <= G_MAXINT32);

  self->limits.deadline_seconds = deadline_seconds;
  self->limits.max_reply_bytes = max_reply_bytes;
}

/**
 * payroc_transport_set_wait_scale:
 * @self: a transport
 * @scale: what to multiply every wait between attempts with
 *
 * So that tests of long waits are short.
 */
void
payroc_transport_set_wait_scale (PayrocTransport *self,
                                 double           scale)
{
  g_return_if_fail (PAYROC_IS_TRANSPORT (self));
  g_return_if_fail (scale >= 0.0);

  self->limits.wait_scale = scale;
}

/**
 * payroc_transport_preconnect:
 * @self: a transport
 * @url: where a request will soon go
 *
 * Opens a connection ahead of need, when @url is safe. Nothing is sent, and nobody is told how it went.
 */
void
payroc_transport_preconnect (PayrocTransport *self,
                             const char      *url)
{
  g_return_if_fail (PAYROC_IS_TRANSPORT (self));
  g_return_if_fail (url != NULL);

  if (!self->closed && is_safe_address (url))
    payroc_worker_preconnect (ensure_worker (self), url);
}

/**
 * payroc_transport_send_async:
 * @self: a transport
 * @request: what to ask; copied
 * @cancellable: (nullable): may be cancelled in any thread, at any time; the answer to that is immediate
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Sends @request until the policy says stop. Any complete answer is a success here, also 4xx and 5xx. Errors:
 *
 * - %PAYROC_ERROR_UNREACHABLE: no connection, cut off, or past the deadline
 * - %PAYROC_ERROR_INSECURE: the certificate does not hold, or the address is plain http beyond the loopback
 * - %PAYROC_ERROR_BAD_REPLY: a redirect, too large, or not HTTP
 * - %PAYROC_ERROR_INVALID: what should go into a header cannot
 * - %G_IO_ERROR_CANCELLED, also when the transport is closed: says nothing about the outcome
 *
 * What payroc_error_outcome_unknown() and @outcome_unknown of a reply go by: a request of which no byte can have left
 * (refused connection, unknown host, bad certificate) is certainly not done. A cut, a time-out, a redirect or a reply
 * that cannot be read, a 408 or a 5xx leaves it open, and so does every attempt after that until a 2xx comes. A GET
 * and a request for a token do no work: for them it is never unknown.
 */
void
payroc_transport_send_async (PayrocTransport     *self,
                             const PayrocRequest *request,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  Errand *errand;

  g_return_if_fail (PAYROC_IS_TRANSPORT (self));
  g_return_if_fail (request != NULL && request->method != NULL && request->url != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, payroc_transport_send_async);

  if (self->closed)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The transport is closed");
  if (error != NULL || !check_request (request, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  errand = g_new0 (Errand, 1);
  errand->task = g_steal_pointer (&task);
  errand->worker = payroc_worker_ref (ensure_worker (self));
  payroc_worker_push (errand->worker, payroc_exchange_new (request, &self->limits, cancellable),
                      exchange_done_cb, errand);

  /* After the push: this calls back at once when it is cancelled already. */
  if (cancellable != NULL)
    errand->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), errand, NULL);
}

/**
 * payroc_transport_send_finish:
 * @self: a transport
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full): the answer; free with payroc_reply_free()
 */
PayrocReply *
payroc_transport_send_finish (PayrocTransport *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (PAYROC_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == payroc_transport_send_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * payroc_transport_close_async:
 * @self: a transport
 * @callback: (scope async): called in the thread-default context of this call
 * @user_data: for @callback
 *
 * Ends every request under way as cancelled, closes the connections and ends the thread; @callback comes when all that
 * is over. Requests to come are cancelled at once.
 */
void
payroc_transport_close_async (PayrocTransport     *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (PAYROC_IS_TRANSPORT (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, payroc_transport_close_async);

  if (self->closed)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The transport is closed");
      return;
    }

  self->closed = TRUE;
  if (self->worker != NULL)
    payroc_worker_close (g_steal_pointer (&self->worker), g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * payroc_transport_close_finish:
 * @self: a transport
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: %FALSE when it had been closed before (%G_IO_ERROR_CLOSED)
 */
gboolean
payroc_transport_close_finish (PayrocTransport *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (PAYROC_IS_TRANSPORT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == payroc_transport_close_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * payroc_reply_new:
 * @status: the answer's number
 * @content_type: (nullable): without parameters
 * @body: the whole body, may be empty
 *
 * Returns: (transfer full): an answer
 */
PayrocReply *
payroc_reply_new (guint       status,
                  const char *content_type,
                  GBytes     *body)
{
  PayrocReply *self = g_new0 (PayrocReply, 1);

  self->status = status;
  self->content_type = g_strdup (content_type);
  self->body = g_bytes_ref (body);
  self->retry_after = -1;

  return self;
}

/**
 * payroc_reply_free:
 * @reply: (transfer full): an answer
 */
void
payroc_reply_free (PayrocReply *reply)
{
  g_free (reply->content_type);
  g_bytes_unref (reply->body);
  g_free (reply);
}
